from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.ui.application import Program
from viewer.ui.commands import COMMANDS, Fact
from viewer.ui.commands.reasons import REASONS
from viewer.ui.palette.popup import Palette

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def opened(qtbot: QtBot, program: Program) -> Palette:
    window = program.window
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_P, CONTROL_SHIFT)
    palette = window.palette_control.palette
    assert QApplication.activePopupWidget() is palette
    return palette


def typed(qtbot: QtBot, palette: Palette, text: str) -> list[str]:
    qtbot.keyClicks(palette.field, text)
    return [entry.id for entry in palette.shown()]


def test_every_command_but_itself_is_in_it(qtbot: QtBot, program: Program) -> None:
    names = {entry.id for entry in opened(qtbot, program).shown()}
    assert {command.id for command in COMMANDS} - names == {"palette"}


def test_every_fact_that_may_be_missing_has_words() -> None:
    assert set(REASONS) == set(Fact)


def test_enter_runs_the_best_and_it_comes_first_the_next_time(qtbot: QtBot, reading: Program) -> None:
    palette = opened(qtbot, reading)
    assert typed(qtbot, palette, "strip over")[0] == "overview"
    assert palette.shown()[0].checked is True
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert reading.settings["overview"] is False
    again = opened(qtbot, reading).shown()[0]
    assert (again.id, again.checked) == ("overview", False)


def test_the_keyboard_is_where_it_was_before_the_command_runs(qtbot: QtBot, reading: Program) -> None:
    window = reading.window
    window.view.set_active_version(window.view.shown_versions()[1])
    before = window.focusWidget()
    focused = []
    window.commands["select_all"].triggered.connect(lambda: focused.append(window.focusWidget()))
    palette = opened(qtbot, reading)
    typed(qtbot, palette, "mark all")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert focused == [before]
    assert window.view.marking.marks_text


def test_what_is_not_possible_says_what_is_missing_and_does_not_run(qtbot: QtBot, program: Program) -> None:
    palette = opened(qtbot, program)
    assert typed(qtbot, palette, "export rows")[0] == "export"
    assert palette.note.text() == "Not possible now: open a corpus first"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_arrows_choose_and_escape_leaves(qtbot: QtBot, reading: Program) -> None:
    before = reading.window.focusWidget()
    palette = opened(qtbot, reading)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert reading.window.focusWidget() is before


def test_a_version_is_gone_to_and_comes_back_if_it_was_hidden(qtbot: QtBot, reading: Program) -> None:
    view = reading.window.view
    view.set_chosen_versions(view.chosen_versions()[:2])
    palette = opened(qtbot, reading)
    hidden = next(version for version in view.versions() if version not in view.chosen_versions())
    assert typed(qtbot, palette, "version arabic")[0] == f"version {hidden}"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert view.active_version() == hidden


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_the_palette_lies_within_the_window_in_both_directions(
    qtbot: QtBot, reading: Program, direction: Qt.LayoutDirection
) -> None:
    reading.window.resize(700, 480)
    reading.window.palette_control.palette.setLayoutDirection(direction)
    palette = opened(qtbot, reading)
    assert palette.width() <= 700
    columns = [palette.list.columnViewportPosition(column) for column in range(3)]
    assert columns == sorted(columns, reverse=direction == Qt.LayoutDirection.RightToLeft)
