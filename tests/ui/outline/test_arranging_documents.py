"""Documents in the outline: renamed, moved and removed where they stand, and all of it taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from reading_corpora import build

from viewer.model import Kind
from viewer.ui.application import Program

NONE, ALT_SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shelf(qtbot: QtBot, program: Program, tmp_path: Path) -> Program:
    """Four documents with a heading each, their outline open and the keyboard in it."""
    rows: list[dict[str, Any]] = []
    for number in range(4):
        rows += [{"de": (f"Kapitel {number}", Kind.HEADING)}, {"de": f"Absatz {number}", "en": f"Paragraph {number}"}]
    program.library.open(build(tmp_path / "shelf.hexapla", rows, documents=4))
    press(qtbot, program, Qt.Key.Key_F5)
    program.window.outline.panel.tree.setCurrentIndex(program.window.outline.model.index(0, 0))
    return program


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any = NONE) -> None:
    qtbot.keyClick(program.window.focusWidget() or program.window, key, modifier)


def titles(program: Program) -> list[str]:
    model = program.window.outline.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def at(program: Program) -> str:
    """The entry that the keyboard is at."""
    assert program.window.focusWidget() is program.window.outline.panel.tree
    return str(program.window.outline.panel.tree.currentIndex().data())


def write(qtbot: QtBot, program: Program, title: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    field = program.window.outline.panel.tree.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    qtbot.keyClicks(field, title)
    qtbot.keyClick(field, end)


def test_f2_writes_another_title_where_the_document_stands(qtbot: QtBot, shelf: Program) -> None:
    press(qtbot, shelf, Qt.Key.Key_F2)
    assert not shelf.window.repair.on
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        write(qtbot, shelf, " Faust   I ")
    assert titles(shelf) == ["Faust I", "Document 1", "Document 2", "Document 3"]
    qtbot.waitUntil(lambda: at(shelf) == "Faust I")
    assert shelf.window.view.current_unit() == 0
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        shelf.window.commands["undo"].trigger()
    assert titles(shelf)[0] == "Document 0"


def test_a_title_that_was_entered_is_taken_whatever_happens_next(qtbot: QtBot, shelf: Program) -> None:
    press(qtbot, shelf, Qt.Key.Key_F2)
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        write(qtbot, shelf, "Faust")
        shelf.window.outline.set_corpus(shelf.library.corpus)  # all is listed anew
    assert titles(shelf)[0] == "Faust"


def test_escape_leaves_the_title_as_it_was(qtbot: QtBot, shelf: Program) -> None:
    press(qtbot, shelf, Qt.Key.Key_F2)
    write(qtbot, shelf, "Faust", Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shelf.jobs.running())
    assert shelf.library.corpus is not None
    assert shelf.library.corpus.changes() == []
    assert titles(shelf)[0] == "Document 0"
    assert shelf.window.outline.dock.isVisible()


def test_a_double_click_opens_the_title_for_writing(qtbot: QtBot, shelf: Program) -> None:
    tree = shelf.window.outline.panel.tree
    place = tree.visualRect(shelf.window.outline.model.entry_of_document(2)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    place = tree.visualRect(shelf.window.outline.model.entry_of_document(2)).center()
    qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        write(qtbot, shelf, "Zwei")
    assert titles(shelf) == ["Document 0", "Document 1", "Zwei", "Document 3"]


def test_keys_move_the_document_and_stay_with_it(qtbot: QtBot, shelf: Program) -> None:
    for key, expected in (
        (Qt.Key.Key_Down, [1, 0, 2, 3]),
        (Qt.Key.Key_Down, [1, 2, 0, 3]),
        (Qt.Key.Key_Up, [1, 0, 2, 3]),
    ):
        with qtbot.waitSignal(shelf.window.changes.corpus_changed):
            press(qtbot, shelf, key, ALT_SHIFT)
        qtbot.waitUntil(lambda expected=expected: titles(shelf) == [f"Document {number}" for number in expected])
        qtbot.waitUntil(lambda: at(shelf) == "Document 0")
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        shelf.window.commands["undo"].trigger()
    assert titles(shelf) == ["Document 1", "Document 2", "Document 0", "Document 3"]


@pytest.mark.parametrize(
    ("document", "before", "expected"), [(0, 2, [1, 0, 2, 3]), (3, 0, [3, 0, 1, 2]), (1, -1, [0, 2, 3, 1])]
)
def test_a_dragged_document_goes_where_it_is_dropped(
    qtbot: QtBot, shelf: Program, document: int, before: int, expected: list[int]
) -> None:
    model, action = shelf.window.outline.model, Qt.DropAction.MoveAction
    data = model.mimeData([model.index(document, 0)])
    assert model.canDropMimeData(data, action, before, 0, QModelIndex())
    assert not model.canDropMimeData(data, action, 0, 0, model.index(1, 0))
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        model.dropMimeData(data, action, before, 0, QModelIndex())
    assert titles(shelf) == [f"Document {number}" for number in expected]


def test_a_removed_document_can_be_had_back(qtbot: QtBot, shelf: Program) -> None:
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        press(qtbot, shelf, Qt.Key.Key_Delete)
    assert titles(shelf) == ["Document 1", "Document 2", "Document 3"]
    qtbot.waitUntil(lambda: not shelf.jobs.running())
    assert at(shelf) == "Document 1"
    message = shelf.window.messages.message
    assert message is not None
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        message.answers[-1].act()
    assert titles(shelf) == ["Document 0", "Document 1", "Document 2", "Document 3"]


def test_the_menu_of_a_document_is_about_the_one_that_was_clicked(qtbot: QtBot, shelf: Program) -> None:
    tree = shelf.window.outline.panel.tree
    tree.customContextMenuRequested.emit(tree.visualRect(shelf.window.outline.model.entry_of_document(3)).center())
    menu = shelf.window.commands["document"].menu()
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    menu.close()
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        shelf.window.commands["document_up"].trigger()
    assert titles(shelf) == ["Document 0", "Document 1", "Document 3", "Document 2"]
    tree.customContextMenuRequested.emit(QPoint(5, tree.viewport().height() - 2))
    assert not menu.isVisible()


def test_without_an_outline_the_document_that_is_read_is_meant(qtbot: QtBot, shelf: Program) -> None:
    press(qtbot, shelf, Qt.Key.Key_F5)
    shelf.window.view.go_to(5)
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        shelf.window.commands["document_up"].trigger()
    assert titles(shelf) == []
    shelf.window.commands["rename_document"].trigger()
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        write(qtbot, shelf, "Neu")
    assert "Neu" in titles(shelf)


def test_a_recent_corpus_names_the_chapter_that_was_read(qtbot: QtBot, shelf: Program) -> None:
    shelf.window.view.go_to(5)
    shelf.library.close()
    assert "Kapitel 2" in shelf.window.empty.recent_buttons[0].text()
    assert shelf.library.recents.all()[0].where == "Kapitel 2"


def test_the_title_of_the_corpus_and_of_its_only_document_are_written_on_the_page(
    qtbot: QtBot, reading: Program
) -> None:
    assert not reading.window.commands["document_up"].isEnabled()
    reading.window.commands["rename_corpus"].trigger()
    page = reading.window.changes.page
    assert page is not None
    qtbot.keyClicks(page.title, "Three rivers")
    with qtbot.waitSignal(reading.window.changes.corpus_changed):
        qtbot.keyClick(page.title, Qt.Key.Key_Return)
    assert page.isVisible()
    assert "Three rivers" in reading.window.windowTitle()
    qtbot.keyClicks(page.title, "No")
    qtbot.keyClick(page.title, Qt.Key.Key_Escape)
    assert page.title.text() == "Three rivers"
    reading.window.commands["rename_document"].trigger()
    field = page.documents.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    qtbot.keyClicks(field, "The Mekong")
    with qtbot.waitSignal(reading.window.changes.corpus_changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "The Mekong" in reading.window.status.place.text()
