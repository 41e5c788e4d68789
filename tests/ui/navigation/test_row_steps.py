from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reading_corpora import build

from viewer.model import Status
from viewer.ui.application import Program

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any = NONE) -> None:
    qtbot.keyClick(program.window.focusWidget() or program.window, key, modifier)


@pytest.fixture
def judged(program: Program, tmp_path: Path) -> Program:
    """Forty rows: 3 and 30 are doubtful, 10 is confirmed and all others are not, 20 is to review, 25 lacks German."""
    rows: list[Any] = [{"de": f"Zeile {n}", "en": f"Row {n}"} for n in range(40)]
    del rows[25]["de"]
    status = {
        3: (0.2, Status.AUTOMATIC),
        30: (0.1, Status.AUTOMATIC),
        10: (0.1, Status.CONFIRMED),
        20: (None, Status.REVIEW),
    }
    program.library.open(build(tmp_path / "judged.hexapla", rows, judged=status))
    return program


def walked(qtbot: QtBot, program: Program, steps: int, modifier: Any = NONE) -> list[int | None]:
    found = []
    for _ in range(steps):
        press(qtbot, program, Qt.Key.Key_F8, modifier)
        found.append(program.window.view.current_unit())
    return found


def test_doubtful_rows_are_stepped_through_until_others_are_chosen(qtbot: QtBot, judged: Program) -> None:
    assert walked(qtbot, judged, 4) == [3, 20, 30, 3]
    press(qtbot, judged, Qt.Key.Key_B, CONTROL)
    press(qtbot, judged, Qt.Key.Key_R)
    assert judged.window.view.current_unit() == 20
    assert judged.window.commands["next_step"].text() == "&Next Row to Review"
    assert walked(qtbot, judged, 2) == [20, 20]


def test_steps_go_both_ways(qtbot: QtBot, judged: Program) -> None:
    judged.window.commands["step_unconfirmed"].trigger()
    judged.window.view.go_to(9)
    assert walked(qtbot, judged, 1) == [11]
    assert walked(qtbot, judged, 2, SHIFT) == [9, 8]


def test_the_status_bar_leads_to_doubtful_rows_whatever_was_chosen(qtbot: QtBot, judged: Program) -> None:
    judged.window.commands["step_gaps"].trigger()
    assert judged.window.view.current_unit() == 25
    qtbot.mouseClick(judged.window.status.quality, Qt.MouseButton.LeftButton)
    assert judged.window.view.current_unit() == 30
    assert judged.window.commands["step_doubtful"].isChecked()


def test_a_kind_without_rows_says_so(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.library.open(build(tmp_path / "whole.hexapla", [{"de": "eins", "en": "one"}] * 3))
    program.window.commands["step_uneven"].trigger()
    message = program.window.messages.message
    assert message is not None
    assert message.text == "Every row is one to one in the versions on the screen."
