from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from viewer.corpus import Corpus
from viewer.model import PlacedNote, Span, VersionId
from viewer.ui.application import Program
from viewer.ui.notes.field import NoteField

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
DE, EN, AR = VersionId("de"), VersionId("en"), VersionId("ar")


def page(program: Program):
    return program.window.view.stage.page


def noted(program: Program) -> tuple[PlacedNote, ...]:
    return program.window.notes.noted.placed


def written(program: Program, qtbot: QtBot, text: str, *, row: int = 0) -> None:
    """Writes a note at a row with real keys, and waits until it is shown."""
    program.window.view.set_current_unit(row)
    before = len(noted(program))
    field = opened(program, qtbot)
    qtbot.keyClicks(field.text, text)
    qtbot.keyClick(field.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(noted(program)) == before + 1)


def opened(program: Program, qtbot: QtBot) -> NoteField:
    qtbot.keyClick(page(program), Qt.Key.Key_N, CTRL | ALT)
    field = program.window.notes.field
    assert field is not None
    qtbot.waitUntil(field.text.hasFocus)
    return field


def sign_of(program: Program, version: VersionId, row: int) -> QPoint:
    """A point of the sign in the cell of a version, in pixels of the page; found as a pointer would find it."""
    geometry = program.window.view.stage.geometry()
    assert geometry is not None
    for seen in geometry.cells(version):
        if seen.placed.unit == row:
            for x in range(seen.cell.pane.left, seen.cell.pane.right):
                point = QPoint(x, seen.text_top + 10)
                if program.window.notes.signs.notes_at(point):
                    return point
    pytest.fail("no sign there")


def test_a_bookmark_is_set_shown_in_every_pane_and_removed(reading: Program, qtbot: QtBot) -> None:
    view = reading.window.view
    view.set_current_unit(1)
    qtbot.keyClick(page(reading), Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: len(noted(reading)) == 1)
    (one,) = noted(reading)
    assert (one.unit, one.note.text, one.stop) == (1, "", 0)
    points = [sign_of(reading, version, 1) for version in (DE, EN, AR)]
    geometry = view.stage.geometry()
    assert geometry is not None
    arabic = next(seen for seen in geometry.cells(AR) if seen.placed.unit == 1)
    german = next(seen for seen in geometry.cells(DE) if seen.placed.unit == 1)
    assert points[2].x() > arabic.cell.pane.text_left + arabic.cell.pane.text_width  # where its lines begin
    assert points[0].x() < german.cell.pane.text_left
    assert "Bookmark" in page(reading).tip_at(points[1])
    assert view.survey.strip.marked("noted")[None].tolist() == [1]
    qtbot.keyClick(page(reading), Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: not noted(reading))
    with qtbot.waitSignal(reading.window.changes.corpus_changed):
        reading.window.commands["undo"].trigger()
    qtbot.waitUntil(lambda: len(noted(reading)) == 1)


def test_a_note_is_written_clicked_and_written_again(reading: Program, qtbot: QtBot, corpus_file: Path) -> None:
    written(reading, qtbot, "compare 1962", row=3)
    assert page(reading).hasFocus()
    point = sign_of(reading, EN, 3)
    assert "compare 1962" in page(reading).tip_at(point)
    qtbot.mouseClick(page(reading).viewport(), Qt.MouseButton.LeftButton, pos=point)
    field = reading.window.notes.field
    assert field is not None
    assert field.text.toPlainText() == "compare 1962"
    qtbot.keyClicks(field.text, ", page 7")
    qtbot.keyClick(field.text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: noted(reading)[0].note.text == "compare 1962, page 7")
    with Corpus.open(corpus_file, read_only=True) as corpus:
        assert [one.note.text for one in corpus.notes()] == ["compare 1962, page 7"]


def test_a_note_is_kept_however_the_field_is_left(reading: Program, qtbot: QtBot) -> None:
    field = opened(reading, qtbot)
    qtbot.keyClicks(field.text, "one")
    qtbot.mouseClick(page(reading).viewport(), Qt.MouseButton.LeftButton, pos=QPoint(400, 700))
    qtbot.waitUntil(lambda: len(noted(reading)) == 1)
    reading.window.view.set_current_unit(1)
    field = opened(reading, qtbot)
    qtbot.keyClicks(field.text, "two")
    reading.library.close()
    qtbot.waitUntil(lambda: reading.window.notes.field is None)


def test_an_empty_field_leaves_nothing_behind(reading: Program, qtbot: QtBot) -> None:
    field = opened(reading, qtbot)
    qtbot.keyClick(field.text, Qt.Key.Key_Escape)
    assert reading.window.notes.field is None
    assert not reading.window.repair.work.busy


def test_a_note_can_be_about_a_stretch(reading: Program, qtbot: QtBot) -> None:
    view = reading.window.view
    cell = view.unit(0).cells[DE][0]
    (first,) = view.rect_of(Span(cell.id, 4, 9))
    at = page(reading).viewport().mapFrom(view, first.center().toPoint())
    qtbot.mouseDClick(page(reading).viewport(), Qt.MouseButton.LeftButton, pos=at)
    field = opened(reading, qtbot)
    qtbot.keyClicks(field.text, "town?")
    qtbot.keyClick(field.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(noted(reading)) == 1)
    (one,) = noted(reading)
    assert cell.text[one.start : one.stop] == "Stadt"
    (mark,) = reading.window.notes.signs.ink.decorate(DE, 0, 0, cell, range(99))
    assert (mark.start, mark.stop) == (one.start, one.stop)
    assert mark.underline is not None


def test_the_list_leads_there_and_is_searched(reading: Program, qtbot: QtBot) -> None:
    written(reading, qtbot, "first", row=0)
    written(reading, qtbot, "last", row=4)
    qtbot.keyClick(page(reading), Qt.Key.Key_B, CTRL | ALT)
    panel, model = reading.window.notes.panel, reading.window.notes.model
    qtbot.waitUntil(panel.list.hasFocus)
    assert model.rowCount() == 2
    assert reading.window.commands["notes"].isChecked()
    panel.list.setCurrentIndex(model.index(0))
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert reading.window.view.current_unit() == 0
    reading.window.commands["back"].trigger()
    assert reading.window.view.current_unit() == 4
    qtbot.keyClicks(panel.filter, "FIRST")
    assert model.rowCount() == 1
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert model.rowCount() == 2
    panel.list.setCurrentIndex(model.index(1))
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    message = reading.window.messages.message
    assert message is not None
    undo = next(one for one in reading.window.messages.findChildren(QPushButton) if one.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    assert page(reading).hasFocus()


def test_next_and_previous_go_round(reading: Program, qtbot: QtBot) -> None:
    reading.window.commands["next_note"].trigger()
    assert reading.window.messages.message is not None
    written(reading, qtbot, "a", row=0)
    written(reading, qtbot, "b", row=3)
    view = reading.window.view
    view.set_current_unit(1)
    rows = []
    for key in (ALT, ALT, ALT | SHIFT):
        qtbot.keyClick(page(reading), Qt.Key.Key_N, key)
        rows.append(view.current_unit())
    assert rows == [3, 0, 3]


def test_notes_stay_with_their_paragraphs_when_rows_are_merged(reading: Program, qtbot: QtBot) -> None:
    written(reading, qtbot, "about the river", row=1)
    view, commands = reading.window.view, reading.window.commands
    view.set_current_unit(0)
    commands["repair"].trigger()
    with qtbot.waitSignal(reading.window.repair.work.done):
        qtbot.keyClick(page(reading), Qt.Key.Key_M)
    qtbot.waitUntil(lambda: [one.unit for one in noted(reading)] == [0])
    (one,) = noted(reading)
    assert one.segment == view.unit(0).cells[DE][1].id
    assert sign_of(reading, EN, 0)


def test_an_orphan_is_listed_and_can_be_put_anew(reading: Program, qtbot: QtBot) -> None:
    view = reading.window.view
    view.set_active_version(AR)
    written(reading, qtbot, "which river?", row=1)
    assert noted(reading)[0].note.version == AR
    with qtbot.waitSignal(reading.window.changes.corpus_changed):
        reading.window.changes.editing.remove_version(AR)
    qtbot.waitUntil(lambda: noted(reading)[0].segment is None)
    reading.window.notes.set_open(True)
    panel = reading.window.notes.panel
    panel.list.setCurrentIndex(reading.window.notes.model.index(0))
    assert "no longer there" in reading.window.notes.words.place_of(noted(reading)[0])
    view.set_active_version(EN)
    view.set_current_unit(1)
    put = next(action for action in panel.menu().actions() if "Current" in action.text())
    put.trigger()
    qtbot.waitUntil(lambda: noted(reading)[0].unit == 1)
    assert noted(reading)[0].segment == view.unit(1).cells[EN][0].id


def test_a_screen_reader_is_told(reading: Program, qtbot: QtBot) -> None:
    written(reading, qtbot, "compare", row=0)
    said = [remark(version, 0) for version in (DE, EN) for remark in reading.window.view.stage.remarks]
    assert any("compare" in text for text in said)
    assert not any("compare" in remark(DE, 1) for remark in reading.window.view.stage.remarks)


def test_signs_are_found_where_they_are_drawn(reading: Program, qtbot: QtBot) -> None:
    written(reading, qtbot, "here", row=0)
    geometry = reading.window.view.stage.geometry()
    assert geometry is not None
    signs = reading.window.notes.signs.ink
    for seen in geometry.cells():
        origin = QPointF(seen.cell.pane.text_left, seen.text_top)
        found = list(signs._signs(seen.cell, seen.band, origin))
        assert len(found) == (seen.placed.unit == 0)
        for box, _, own in found:
            assert own is (seen.cell.version == reading.window.view.active_version())
            assert seen.cell.pane.left <= box.left() <= box.right() <= seen.cell.pane.right


def test_notes_are_written_to_a_file(reading: Program, qtbot: QtBot, tmp_path: Path) -> None:
    reading.window.commands["export_notes"].trigger()
    assert reading.window.messages.message is not None
    assert "no notes" in reading.window.messages.message.text
    written(reading, qtbot, "compare 1962", row=1)
    reading.window.notes.set_open(True)
    qtbot.mouseClick(reading.window.notes.panel.export, Qt.MouseButton.LeftButton)
    dialog = reading.window.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(reading.window.notes.exporting.told):
        dialog.filesSelected.emit([str(tmp_path / "mine.md")])
    assert "compare 1962" in (tmp_path / "mine.md").read_text(encoding="utf-8")
    assert "mine.md" in reading.window.messages.message.text
    dialog.close()


def test_an_export_takes_the_notes_along_when_asked(reading: Program, qtbot: QtBot) -> None:
    reading.window.exporting.ask()
    page = reading.window.exporting.page
    assert page is not None
    assert not page.form.notes.isVisible()
    page.close()
    written(reading, qtbot, "compare 1962", row=1)
    reading.window.exporting.ask()
    page = reading.window.exporting.page
    assert page is not None
    assert page.form.notes.isVisible()
    assert not page.form.choice().notes
    qtbot.keyClick(page.form.notes, Qt.Key.Key_Space)
    assert page.form.choice().notes
    page.close()
