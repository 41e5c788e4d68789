"""Long runs of the window: random keys, and corpora opened and closed again and again."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from random_hands import RandomHands
from window_corpora import build, many

from viewer.cli import main
from viewer.errors import Locked
from viewer.ui.application import Program, make_application
from viewer.ui.outside import Outside
from viewer.ui.settings import Settings
from viewer.ui.windows import Windows

pytestmark = pytest.mark.soak

SEEDS = 10
ACTIONS = 10_000


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Windows]:
    """The program, in which everything that is written or thrown away stays in the folder of the test."""
    make_application([])
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for asked in ("open", "reveal"):
        monkeypatch.setattr(Outside, asked, lambda *_: None)
    settings = Settings(tmp_path / "settings.json")
    settings["export"] = {"folder": str(tmp_path)}
    settings["folder"] = str(tmp_path)
    windows = Windows(settings=settings, corpora=tmp_path / "corpora", cache=tmp_path / "cache")
    yield windows
    windows.close_all()
    assert windows.end(seconds=10)


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_random_actions_do_no_harm(qtbot: QtBot, qtlog: Any, windows: Windows, tmp_path: Path, seed: int) -> None:
    corpora = [build(tmp_path / "small.hexapla"), build(tmp_path / "long.hexapla", many(600))]
    with qtbot.waitSignal(windows.settled):
        windows.start(corpora)
    hands = RandomHands(qtbot, windows, tmp_path, corpora, seed)
    seen = 0

    def has_met(exceptions: list[Any]) -> list[Any]:
        """What should not have happened; that a corpus is just being written to, the program tells whoever meets it."""
        nonlocal seen
        # What Qt remarks on the fonts of the machine is no warning.
        told = [one for one in qtlog.records[seen:] if not one.ignored and one.type_name != "QtInfoMsg"]
        seen = len(qtlog.records)
        return [*told, *(one for one in exceptions if not issubclass(one[0], Locked))]

    with qtbot.capture_exceptions() as exceptions:
        for number in range(ACTIONS):
            hands.act()
            if number % 5 == 0:
                qtbot.wait(1)
            assert not has_met(exceptions), (number, list(hands.did))
        windows.close_all()
        assert windows.end(seconds=60)
    assert not has_met(exceptions)
    for path in tmp_path.rglob("*.hexapla"):
        assert main(["check", str(path)]) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="counts pages as Linux does")
def test_opening_searching_and_closing_does_not_gather(
    qtbot: QtBot, make_program: Callable[[], Program], tmp_path: Path
) -> None:
    program = make_program()
    path = build(tmp_path / "long.hexapla", many(2000))

    def cycle() -> None:
        program.library.open(path)
        program.window.view.go_to(1500)
        program.window.commands["find"].trigger()
        with qtbot.waitSignal(program.session.found, check_params_cb=lambda results: results.complete):
            program.window.bar.field.setText("needle")
        program.library.close()

    def pages() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

    for _ in range(100):
        cycle()
    begun = pages()
    for _ in range(5000):
        cycle()
    grown = (pages() - begun) / 1e6
    print(f"\n5,000 cycles: {grown:.1f} MB more")
    assert grown < 20
