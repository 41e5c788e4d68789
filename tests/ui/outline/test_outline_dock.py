from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot
from reading_corpora import build

from viewer.corpus import Corpus, UnitDraft
from viewer.model import Kind, VersionId
from viewer.ui.application import Program
from viewer.ui.outline.headings import gather

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
DE, AR = VersionId("de"), VersionId("ar")


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any = NONE) -> None:
    qtbot.keyClick(program.window.focusWidget() or program.window, key, modifier)


def chapters(count: int) -> list[dict[str, Any]]:
    """Ten rows each, the first of which is a heading in both versions."""
    rows: list[dict[str, Any]] = []
    for number in range(count):
        rows.append({"de": (f"Kapitel {number}", Kind.HEADING), "ar": (f"الفصل {number}", Kind.HEADING)})
        rows += [{"de": f"Absatz {number}.{n}", "ar": f"فقرة {number}.{n}"} for n in range(9)]
    return rows


@pytest.fixture
def book(qtbot: QtBot, program: Program, tmp_path: Path) -> Program:
    """One document of forty chapters, its outline open."""
    program.library.open(build(tmp_path / "book.hexapla", chapters(40)))
    press(qtbot, program, Qt.Key.Key_F5)
    return program


@pytest.fixture
def shelf(qtbot: QtBot, program: Program, tmp_path: Path) -> Program:
    """Four documents of ten chapters each, their outline open."""
    program.library.open(build(tmp_path / "shelf.hexapla", chapters(40), documents=4))
    press(qtbot, program, Qt.Key.Key_F5)
    return program


def listed(program: Program) -> list[str]:
    """What can be seen in the tree without opening anything, from the top."""
    tree, model = program.window.outline.panel.tree, program.window.outline.model
    entry, texts = model.index(0, 0), []
    while entry.isValid():
        texts.append(entry.data())
        entry = tree.indexBelow(entry)
    return texts


def narrow(qtbot: QtBot, program: Program, text: str) -> None:
    """Types into the filter, and waits for the headings where they have to be read first."""
    outline = program.window.outline
    outline.panel.filter.setFocus()
    if text.isascii():
        qtbot.keyClicks(outline.panel.filter, text)
    else:  # QTest has no keys for other letters
        outline.panel.filter.insert(text)
    qtbot.waitUntil(lambda: outline._headings is not None)


def marked(program: Program) -> str:
    tree = program.window.outline.panel.tree
    unit = program.window.view.current_unit()
    assert unit is not None
    entry = program.window.outline.model.entry_of(unit)
    assert entry.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "You are here"
    assert tree.visualRect(entry).isValid()
    return entry.data()


def test_it_is_closed_until_it_is_asked_for_and_closes_again(qtbot: QtBot, reading: Program) -> None:
    dock = reading.window.outline.dock
    assert not dock.isVisible()
    press(qtbot, reading, Qt.Key.Key_F5)
    assert dock.isVisible()
    assert reading.window.commands["outline"].isChecked()
    assert reading.settings["outline"] is True
    press(qtbot, reading, Qt.Key.Key_F5)
    assert not dock.isVisible()
    assert reading.window.view.isAncestorOf(reading.window.focusWidget())


def test_closing_it_by_its_own_button_unchecks_the_command(qtbot: QtBot, reading: Program) -> None:
    press(qtbot, reading, Qt.Key.Key_F5)
    reading.window.outline.dock.close()
    assert not reading.window.commands["outline"].isChecked()
    assert reading.settings["outline"] is False


def test_it_goes_with_the_corpus_and_comes_back_with_the_next(
    qtbot: QtBot, reading: Program, corpus_file: Path
) -> None:
    press(qtbot, reading, Qt.Key.Key_F5)
    reading.library.close()
    assert not reading.window.outline.dock.isVisible()
    assert reading.settings["outline"] is True
    reading.library.open(corpus_file)
    assert reading.window.outline.dock.isVisible()


def test_one_document_is_a_list_of_its_headings(book: Program) -> None:
    assert listed(book) == [f"Kapitel {number}" for number in range(40)]


def test_several_documents_hold_their_headings_and_the_one_being_read_is_open(shelf: Program) -> None:
    first = [f"Kapitel {number}" for number in range(10)]
    assert listed(shelf) == ["Document 0", *first, "Document 1", "Document 2", "Document 3"]


def test_enter_goes_there_and_that_is_a_step(qtbot: QtBot, book: Program) -> None:
    begun = book.window.view.position()
    for _ in range(7):
        press(qtbot, book, Qt.Key.Key_Down)
    press(qtbot, book, Qt.Key.Key_Return)
    assert book.window.view.current_unit() == 70
    assert book.window.view.visible_units()[0] == 70
    press(qtbot, book, Qt.Key.Key_Escape)
    assert book.window.view.isAncestorOf(book.window.focusWidget())
    press(qtbot, book, Qt.Key.Key_Left, ALT)
    assert book.window.view.position() == begun


def test_a_click_on_a_document_goes_to_its_beginning(qtbot: QtBot, shelf: Program) -> None:
    tree, model = shelf.window.outline.panel.tree, shelf.window.outline.model
    box = tree.visualRect(model.index(2, 0))
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert shelf.window.view.current_unit() == 200


def test_the_chapter_being_read_is_marked(qtbot: QtBot, shelf: Program) -> None:
    shelf.window.view.setFocus()
    shelf.window.view.go_to(357)
    shelf.window.whereabouts.catch_up()
    assert marked(shelf) == "Kapitel 35"
    assert listed(shelf)[:4] == ["Document 0", "Document 1", "Document 2", "Document 3"]


def test_headings_are_told_in_the_active_version(book: Program) -> None:
    book.window.view.set_active_version(AR)
    assert listed(book)[3] == "الفصل 3"
    option, tree = QStyleOptionViewItem(), book.window.outline.panel.tree
    tree.itemDelegate().initStyleOption(option, tree.model().index(3, 0))
    assert option.direction == Qt.LayoutDirection.RightToLeft
    assert option.displayAlignment & Qt.AlignmentFlag.AlignLeft


def test_the_filter_finds_headings_of_any_version(qtbot: QtBot, shelf: Program) -> None:
    narrow(qtbot, shelf, "KAPITEL 1")
    assert listed(shelf) == [
        *("Document 0", "Kapitel 1"),
        *("Document 1", *(f"Kapitel {number}" for number in range(10, 20))),
    ]
    shelf.window.outline.panel.filter.clear()
    narrow(qtbot, shelf, "الفصل 33")
    assert listed(shelf) == ["Document 3", "Kapitel 33"]
    press(qtbot, shelf, Qt.Key.Key_Return)
    assert shelf.window.view.current_unit() == 330


def test_the_filter_finds_documents(qtbot: QtBot, shelf: Program) -> None:
    narrow(qtbot, shelf, "document 2")
    assert listed(shelf) == ["Document 2"]


def test_escape_clears_the_filter_then_leaves(qtbot: QtBot, book: Program) -> None:
    narrow(qtbot, book, "nowhere")
    assert listed(book) == []
    assert book.window.outline.panel.nothing.text() == "No heading has this."
    press(qtbot, book, Qt.Key.Key_Escape)
    assert len(listed(book)) == 40
    press(qtbot, book, Qt.Key.Key_Escape)
    assert book.window.view.isAncestorOf(book.window.focusWidget())


def test_a_corpus_without_headings_says_so(qtbot: QtBot, reading: Program) -> None:
    press(qtbot, reading, Qt.Key.Key_F5)
    assert reading.window.outline.panel.nothing.text() == "There are no headings here."


def test_a_change_of_the_corpus_is_followed(qtbot: QtBot, shelf: Program) -> None:
    with qtbot.waitSignal(shelf.window.changes.corpus_changed):
        shelf.window.changes.editing.rename_document(1, "Zweites Buch")
    assert "Zweites Buch" in listed(shelf)


def test_what_was_opened_stays_open_while_rows_are_mended(shelf: Program) -> None:
    tree, model = shelf.window.outline.panel.tree, shelf.window.outline.model
    tree.expand(model.index(2, 0))
    before = listed(shelf)
    assert "Kapitel 25" in before
    shown = shelf.library.corpus
    assert shown is not None
    with Corpus.open(shown.path) as corpus:
        rows = corpus.drafts(3, 5)
        cells = {version: (*rows[0].cells[version], *rows[1].cells[version]) for version in (DE, AR)}
        shelf.window._renew(shown, corpus.splice(3, 5, [UnitDraft(cells)], action="merge"))
    assert listed(shelf) == before
    assert model.unit_of(model.index(5, 0, model.index(2, 0))) == 249


def test_only_what_is_seen_is_read(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    rows = [{"de": (f"Kapitel {number}", Kind.HEADING)} for number in range(2_000)]
    program.library.open(build(tmp_path / "long.hexapla", rows))
    press(qtbot, program, Qt.Key.Key_F5)
    outline = program.window.whereabouts.outline
    assert outline is not None
    assert program.window.outline.model.rowCount(QModelIndex()) == 2_000
    assert 0 < len(outline._known) < 200


def test_headings_are_gathered_folded(tmp_path: Path) -> None:
    from viewer.corpus import Corpus

    with Corpus.open(build(tmp_path / "b.hexapla", [{"de": ("Über\n Flüsse", Kind.HEADING)}, {"de": "x"}])) as corpus:
        headings = gather(corpus.path, corpus.index(), lambda: False)
    assert headings.with_text("uber fl").tolist() == [0]
    assert headings.with_text("x").tolist() == []
