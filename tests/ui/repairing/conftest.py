"""A window with repair on, and keys as a person presses them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer.ui.application import Program

TEXTS: Final[dict[str, list[str | None]]] = {
    "de": ["a", "b", "c", None, "e"],
    "en": ["A", None, "C", "D", "E"],
    "ar": ["ا", "ب", "ج", "د", "ه"],
}
_MODIFIERS: Final = {
    "C": Qt.KeyboardModifier.ControlModifier,
    "S": Qt.KeyboardModifier.ShiftModifier,
    "A": Qt.KeyboardModifier.AltModifier,
}

Play = Callable[[Program, str], None]


@pytest.fixture
def mending(program: Program, tmp_path: Path) -> Program:
    """Five rows of three versions, with repair on and nothing aligned anew unasked."""
    program.settings["repair_realign"] = False
    assert program.library.open(build(tmp_path / "rows.hexapla", TEXTS))
    program.window.commands["repair"].trigger()
    return program


@pytest.fixture
def play(qtbot: QtBot) -> Play:
    """Presses keys in a window one after the other, without waiting, and then waits until all is done.

    `Down*3` is the key three times, `C-S-Up` one with Control and Shift, `"word"` is typed letter by letter.
    """

    def press(program: Program, key: str) -> None:
        target = program.window.focusWidget() or program.window
        if key.startswith('"'):
            qtbot.keyClicks(target, key.strip('"').replace("_", " "))
            return
        *modifiers, name = key.split("-")
        pressed = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            pressed |= _MODIFIERS[modifier]
        qtbot.keyClick(target, Qt.Key[f"Key_{name}"], pressed)

    def played(program: Program, keys: str) -> None:
        for word in keys.split():
            key, _, times = word.partition("*") if not word.startswith('"') else (word, "", "")
            for _ in range(int(times or 1)):
                press(program, key)
        qtbot.waitUntil(lambda: not program.jobs.running(), timeout=30_000)

    return played
