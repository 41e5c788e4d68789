from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.repairing.conftest import Play
from tests.ui.repairing.test_repair_mode import at, rows, statuses
from viewer.model import Status, VersionId
from viewer.ui.application import Program

LEFT = Qt.MouseButton.LeftButton


def point_of(program: Program, version: str, unit: int) -> QPoint:
    """In the text of a cell, pixels of the viewport."""
    geometry = program.window.view.stage.geometry()
    assert geometry is not None
    seen = next(one for one in geometry.cells(VersionId(version)) if one.placed.unit == unit)
    return QPoint(seen.cell.pane.text_left + 5, seen.text_top + 8)


def mouse(program: Program, kind: QEvent.Type, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    page = program.window.view.stage.page.viewport()
    held = LEFT if kind is not QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    button = LEFT if kind is not QEvent.Type.MouseMove else Qt.MouseButton.NoButton
    there = QPointF(page.mapToGlobal(point))
    QApplication.sendEvent(page, QMouseEvent(kind, QPointF(point), there, button, held, modifiers))


def drag(
    program: Program, start: QPoint, stop: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    mouse(program, QEvent.Type.MouseButtonPress, start, Qt.KeyboardModifier.NoModifier)
    for part in range(1, 6):
        mouse(program, QEvent.Type.MouseMove, start + (stop - start) * part / 5, modifiers)
    mouse(program, QEvent.Type.MouseButtonRelease, stop, modifiers)


def settle(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: not program.jobs.running())


def test_a_click_takes_the_cursor_along(qtbot: QtBot, mending: Program) -> None:
    page = mending.window.view.stage.page.viewport()
    qtbot.mouseClick(page, LEFT, pos=point_of(mending, "ar", 2))
    assert at(mending) == ("ar", "ج")


def test_so_does_a_click_for_the_menu_which_is_about_that_paragraph(mending: Program) -> None:
    mending.window.view.stage.page.menu_requested.emit(point_of(mending, "en", 3))
    assert at(mending) == ("en", "D")
    mending.window.text_menu.menu.close()


def test_a_paragraph_is_dragged_to_another_row(qtbot: QtBot, mending: Program) -> None:
    drag(mending, point_of(mending, "en", 0), point_of(mending, "en", 1))
    settle(qtbot, mending)
    assert rows(mending)[:3] == ["a||ا", "b|A|ب", "c|C|ج"]
    assert at(mending) == ("en", "A")
    assert not mending.window.view.marking.marks_text


def test_with_shift_all_below_goes_along(qtbot: QtBot, mending: Program) -> None:
    start, stop = point_of(mending, "ar", 1), point_of(mending, "ar", 3)
    drag(mending, start, stop, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, mending)
    assert rows(mending) == ["a|A|ا", "b||", "c|C|", "|D|ب", "e|E|ج", "||د", "||ه"]
    assert mending.library.corpus is not None
    assert len(mending.library.corpus.changes()) == 1


def test_what_is_dropped_on_its_own_row_stays(qtbot: QtBot, mending: Program) -> None:
    start = point_of(mending, "de", 0)
    drag(mending, start, start + QPoint(40, 2))
    settle(qtbot, mending)
    assert mending.library.corpus is not None
    assert mending.library.corpus.changes() == []


def test_outside_of_repair_a_drag_marks_text(mending: Program, play: Play) -> None:
    play(mending, "F2")
    drag(mending, point_of(mending, "de", 0), point_of(mending, "de", 2))
    assert mending.window.view.marking.marks_text
    assert mending.library.corpus is not None
    assert mending.library.corpus.changes() == []


def test_buttons_at_the_row_under_the_pointer_confirm_merge_and_split(qtbot: QtBot, mending: Program) -> None:
    buttons = mending.window.repair.row_buttons
    mending.window.view.stage.page.hovered.emit(point_of(mending, "de", 2))
    assert buttons.row.isVisible()
    assert not buttons.paragraph.isVisible()
    qtbot.mouseClick(buttons.row.buttons["confirm"], LEFT)
    settle(qtbot, mending)
    assert statuses(mending)[2] is Status.CONFIRMED
    assert not buttons.row.isVisible()
    mending.window.view.stage.page.hovered.emit(point_of(mending, "de", 0))
    qtbot.mouseClick(buttons.row.buttons["merge_next"], LEFT)
    settle(qtbot, mending)
    assert rows(mending)[0] == "a+b|A|ا+ب"
    geometry = mending.window.view.stage.geometry()
    assert geometry is not None
    cell = next(geometry.cells(VersionId("de")))
    assert cell.cell.text is not None
    below = QPoint(cell.cell.pane.text_left + 3, cell.text_top + round(cell.cell.text.segments[1].top) + 4)
    mending.window.view.stage.page.hovered.emit(below)
    qtbot.mouseClick(buttons.paragraph.buttons["split_row"], LEFT)
    settle(qtbot, mending)
    assert rows(mending)[:2] == ["a||ا", "b|A|ب"]


def test_the_menu_of_the_text_offers_repair_only_while_it_is_on(mending: Program, play: Play) -> None:
    menu = mending.window.text_menu
    menu.fill()
    assert {"confirm", "merge_next", "paragraph"} <= {action.objectName() for action in menu.menu.actions()}
    play(mending, "F2")
    menu.fill()
    assert "confirm" not in {action.objectName() for action in menu.menu.actions()}
