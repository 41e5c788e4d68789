"""Long runs of the window: random keys, and corpora opened and closed again and again."""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from window_corpora import build, many

from viewer.corpus import Corpus
from viewer.ui.application import Program
from viewer.ui.commands import COMMANDS

pytestmark = pytest.mark.soak

LEFT_ALONE = {"quit", "open", "import_files", "import_folder", "sample", "logs", "recent", "theme", "full_screen"}
# No key that opens a menu: menus have event loops of their own, which would wait for ever.
KEYS = [
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_Escape, Qt.Key.Key_Delete,
]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_random_actions_do_no_harm(qtbot: QtBot, program: Program, tmp_path: Path, seed: int) -> None:
    corpora = [build(tmp_path / "small.hexapla"), build(tmp_path / "long.hexapla", many(2000))]
    before = [path.read_bytes() for path in corpora]
    chance = random.Random(seed)
    window = program.window
    commands = [command.id for command in COMMANDS if command.id not in LEFT_ALONE]

    def act() -> None:
        match chance.randrange(8):
            case 0:
                program.library.open(chance.choice(corpora))
            case 1 | 2:
                window.commands[chance.choice(commands)].trigger()
            case 3:
                qtbot.keyClick(window.focusWidget() or window, chance.choice(KEYS))
            case 4:
                window.bar.field.setText(chance.choice(["can", "needle", "e", "/x(/", "", "هر", "heu 1", "*", '"a"']))
            case 5:
                window.resize(chance.randrange(300, 1700), chance.randrange(300, 1100))
            case 6:
                qtbot.mouseClick(window.view, Qt.MouseButton.LeftButton)
            case 7:
                for page in window.findChildren(QDialog):
                    page.close()

    for number in range(2500):
        act()
        if number % 5 == 0:
            qtbot.wait(1)
    QApplication.closeAllWindows()
    assert program.end(seconds=10)
    assert [path.read_bytes() for path in corpora] == before
    for path in corpora:
        with Corpus.open(path, read_only=True) as corpus:
            assert corpus.check() == []


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
    for _ in range(1000):
        cycle()
    grown = (pages() - begun) / 1e6
    print(f"\n1,000 cycles: {grown:.1f} MB more")
    assert grown < 20
