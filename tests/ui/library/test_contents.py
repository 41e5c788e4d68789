from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer.corpus import Corpus
from viewer.ui.library.contents import ContentsPage


@pytest.fixture
def corpus(corpus_file: Path) -> Iterator[Corpus]:
    with Corpus.open(corpus_file, read_only=True) as corpus:
        yield corpus


@pytest.fixture
def page(qtbot: QtBot, corpus: Corpus) -> ContentsPage:
    page = ContentsPage(corpus)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def rows(table: QTreeWidget) -> list[list[str]]:
    return [[table.topLevelItem(row).text(column) for column in range(4)] for row in range(table.topLevelItemCount())]


def rename(qtbot: QtBot, table: QTreeWidget, name: str) -> None:
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, name)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_versions_and_documents_are_listed_with_their_files(page: ContentsPage) -> None:
    assert rows(page.versions)[0] == ["", "\u2068Deutsch\u2069", "5", "\u2068de.txt\u2069"]
    assert [row[1] for row in rows(page.versions)] == [
        "\u2068Deutsch\u2069",
        "\u2068English\u2069",
        "\u2068العربية\u2069",
    ]
    assert rows(page.documents)[0][:2] == ["Two rivers", "5"]


def test_a_version_is_renamed_where_its_name_stands(qtbot: QtBot, page: ContentsPage) -> None:
    with qtbot.waitSignal(page.version_renamed) as blocker:
        rename(qtbot, page.versions, "Meyer 1998")
    assert blocker.args == ["de", "Meyer 1998"]


def test_a_name_that_is_being_written_outlasts_what_others_change(
    qtbot: QtBot, page: ContentsPage, tmp_path: Path
) -> None:
    page.versions.setFocus()
    qtbot.keyClick(page.versions, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "Meyer")
    with Corpus.open(build(tmp_path / "two.hexapla", {"de": ["Eins"], "en": ["One"]}), read_only=True) as other:
        page.show_corpus(other)
        assert QApplication.focusWidget() is editor
        qtbot.keyClicks(editor, " 1998")
        with qtbot.waitSignal(page.version_renamed) as blocker:
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        assert blocker.args == ["de", "Meyer 1998"]
        assert len(rows(page.versions)) == 2


def test_a_name_is_edited_from_any_column(qtbot: QtBot, page: ContentsPage) -> None:
    page.documents.setCurrentItem(page.documents.topLevelItem(0), 2)
    with qtbot.waitSignal(page.document_renamed) as blocker:
        rename(qtbot, page.documents, "Rivers")
    assert blocker.args == [0, "Rivers"]


def test_an_empty_name_is_no_name(qtbot: QtBot, page: ContentsPage) -> None:
    with qtbot.assertNotEmitted(page.document_renamed):
        rename(qtbot, page.documents, "  ")
    assert rows(page.documents)[0][0] == "Two rivers"


def test_the_chosen_version_is_removed_or_replaced(qtbot: QtBot, page: ContentsPage) -> None:
    page.versions.setCurrentItem(page.versions.topLevelItem(1))
    with qtbot.waitSignal(page.version_removed) as blocker:
        qtbot.mouseClick(page.remove_version, Qt.MouseButton.LeftButton)
    assert blocker.args == ["en"]
    with qtbot.waitSignal(page.replacement_requested) as blocker:
        qtbot.mouseClick(page.replace, Qt.MouseButton.LeftButton)
    assert blocker.args == ["en", 0]


def test_the_only_document_stays_and_moves_nowhere(page: ContentsPage) -> None:
    assert not page.remove_document.isEnabled()
    assert not page.up.isEnabled()
    assert not page.down.isEnabled()


def test_the_last_version_stays(qtbot: QtBot, page: ContentsPage, tmp_path: Path) -> None:
    with Corpus.open(build(tmp_path / "one.hexapla", {"de": ["Eins"]}), read_only=True) as single:
        page.show_corpus(single)
        assert not page.remove_version.isEnabled()
