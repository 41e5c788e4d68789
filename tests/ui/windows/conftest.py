from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from viewer.ui.application import make_application
from viewer.ui.settings import Settings
from viewer.ui.windows import Windows


@pytest.fixture
def make_windows(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Windows]]:
    """A program with its windows, started as with these files; what is open is closed at the end."""
    made: list[Windows] = []

    def make(*paths: Path) -> Windows:
        make_application([])
        windows = Windows(
            settings=Settings(tmp_path / "settings.json"), corpora=tmp_path / "corpora", cache=tmp_path / "cache"
        )
        made.append(windows)
        windows.keeping.timer.setInterval(0)
        windows.rest.setInterval(0)
        with qtbot.waitSignal(windows.settled):
            windows.start(paths)
        return windows

    yield make
    for windows in made:
        windows.quit()
        assert windows.end(seconds=10)
