from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer.ui.application import Program

Key = Qt.Key
CONTROL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
TEXTS: dict[str, list[str | None]] = {
    "de": ["a", "b", "c", None, "e"],
    "en": ["A", None, "C", "D", "E"],
    "ar": ["ا", "ب", "ج", "د", "ه"],
}


@pytest.fixture
def mending(program: Program, tmp_path: Path) -> Program:
    """Five rows of three versions, with repair on and nothing aligned anew behind the user's back."""
    program.settings["repair_realign"] = False
    assert program.library.open(build(tmp_path / "rows.hexapla", TEXTS))
    program.window.commands["repair"].trigger()
    return program


def press(qtbot: QtBot, program: Program, key: Key, modifier: Any = NONE) -> None:
    qtbot.keyClick(program.window.focusWidget() or program.window, key, modifier)


def settle(qtbot: QtBot, program: Program) -> None:
    """Waits until all that was asked for is done."""
    qtbot.waitUntil(lambda: not program.jobs.running())


def at(program: Program) -> tuple[str, str]:
    cursor = program.window.repair.cursor
    segment = cursor.segment()
    assert cursor.spot is not None
    assert segment is not None
    return cursor.spot.version, segment.text


def rows(program: Program) -> list[str]:
    corpus = program.library.corpus
    assert corpus is not None
    return [
        "|".join("+".join(one.text for one in unit.cells.get(version.id, ())) for version in corpus.versions())
        for unit in corpus.units(0, corpus.unit_count)
    ]


def frame_of(program: Program) -> QColor:
    """The colour at the left edge of the texts."""
    frame = program.window.repair.frame
    return frame.grab().toImage().pixelColor(1, frame.height() // 2)


def test_f2_begins_repair_at_the_row_that_is_read_and_ends_it(qtbot: QtBot, reading: Program) -> None:
    window = reading.window
    window.view.go_to(3)
    press(qtbot, reading, Key.Key_F2)
    assert (window.repair.on, window.repair.bar.isVisible()) == (True, True)
    assert frame_of(reading) == window.view.theme.accent
    assert at(reading) == ("de", "Noch einmal Can Tho, und Cần Thơ")
    press(qtbot, reading, Key.Key_F2)
    assert (window.repair.on, window.repair.bar.isVisible()) == (False, False)
    assert frame_of(reading) != window.view.theme.accent


def test_the_arrows_go_from_paragraph_to_paragraph_and_to_the_version_beside(qtbot: QtBot, mending: Program) -> None:
    seen = []
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Down, Key.Key_Up, Key.Key_Left, Key.Key_End, Key.Key_Home):
        press(qtbot, mending, key)
        seen.append(at(mending))
    assert seen == [
        ("de", "b"),
        ("ar", "ب"),  # English has nothing here
        ("ar", "ج"),
        ("ar", "ب"),
        ("de", "b"),
        ("de", "e"),
        ("de", "a"),
    ]


def test_where_the_panes_begin_at_the_right_the_arrows_go_as_the_eye_does(qtbot: QtBot, mending: Program) -> None:
    mending.window.commands["mirrored"].trigger()
    press(qtbot, mending, Key.Key_Left)
    assert at(mending) == ("en", "A")
    press(qtbot, mending, Key.Key_Right)
    assert at(mending) == ("de", "a")


def test_a_paragraph_goes_to_the_row_below_and_the_cursor_with_it(qtbot: QtBot, mending: Program) -> None:
    press(qtbot, mending, Key.Key_Down, CONTROL)
    settle(qtbot, mending)
    assert rows(mending) == ["|A|ا", "a+b||ب", "c|C|ج", "|D|د", "e|E|ه"]
    assert at(mending) == ("de", "a")
    assert mending.window.repair.bar.said == "Moved down"


def test_keys_may_be_typed_ahead_of_the_work(qtbot: QtBot, mending: Program) -> None:
    press(qtbot, mending, Key.Key_Down)
    press(qtbot, mending, Key.Key_Down, CONTROL | SHIFT)
    press(qtbot, mending, Key.Key_Down, CONTROL)
    press(qtbot, mending, Key.Key_Up)
    press(qtbot, mending, Key.Key_M)
    settle(qtbot, mending)
    assert rows(mending) == ["a|A|ا+ب", "|C|ج", "b+c|D|د", "|E|ه", "e||"]
    assert at(mending) == ("de", "a")
