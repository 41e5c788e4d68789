from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from viewer.formats.choices import FileChoice
from viewer.importing.proposing import Proposal, propose
from viewer.ui.importing.review import Column, ReviewPage

FAUST = {
    "faust.de.txt": "Habe nun, ach! Philosophie, Juristerei und Medizin durchaus studiert, mit heißem Bemühn.\n",
    "faust.en.txt": "I've studied now Philosophy and Jurisprudence, Medicine, from end to end, with labor keen.\n",
    "notes.txt": "Some notes about this folder, in plain English words that everybody can read and understand.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Faust"
    folder.mkdir()
    for name, text in FAUST.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "broken.fr.docx").write_bytes(b"PK\x03\x04 no archive")
    return folder


@pytest.fixture
def proposal(folder: Path) -> Proposal:
    return propose([folder])


@pytest.fixture
def page(qtbot: QtBot, proposal: Proposal) -> ReviewPage:
    page = ReviewPage(proposal, done=False)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # the test looks at it afterwards
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def row(page: ReviewPage, name: str) -> list[str]:
    """What the table says of a file."""
    for number in range(page.tree.topLevelItemCount()):
        item = page.tree.topLevelItem(number)
        if name in item.text(Column.FILE):
            return [item.text(column) for column in Column]
    raise AssertionError(name)


def select(page: ReviewPage, *names: str) -> None:
    page.tree.clearSelection()
    for number in range(page.tree.topLevelItemCount()):
        item = page.tree.topLevelItem(number)
        if any(name in item.text(Column.FILE) for name in names):
            item.setSelected(True)


def write(qtbot: QtBot, box: QComboBox, text: str) -> None:
    box.lineEdit().selectAll()
    qtbot.keyClicks(box.lineEdit(), text)
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)


def test_every_file_has_a_line_that_says_what_becomes_of_it(page: ReviewPage) -> None:
    assert page.tree.topLevelItemCount() == 4
    assert row(page, "faust.de")[1:6] == ["\u2068faust\u2069", "\u2068Deutsch\u2069", "plain text", "utf-8", "1"]
    assert row(page, "notes")[6].startswith("Skipped: ")
    assert "was not imported" in row(page, "broken")[6]


def test_the_preview_shows_how_the_chosen_file_begins(page: ReviewPage) -> None:
    select(page, "faust.en")
    assert page.preview.toPlainText().startswith("I've studied now")


def test_a_written_language_becomes_a_choice(qtbot: QtBot, page: ReviewPage, folder: Path) -> None:
    select(page, "faust.en")
    with qtbot.waitSignal(page.choices_changed) as blocker:
        write(qtbot, page.form.language, "la")
    assert blocker.args[0] == {folder / "faust.en.txt": FileChoice(language="la")}
    page.set_proposal(propose([folder], choices=page.choices))
    assert row(page, "faust.en")[Column.VERSION].startswith("\u2068Latina\u2069")


def test_what_is_no_language_is_refused_with_a_hint(qtbot: QtBot, page: ReviewPage) -> None:
    select(page, "faust.en")
    write(qtbot, page.form.language, "klingonisch")
    assert page.choices == {}
    assert "such as pt-BR" in page.form.trouble.text()


def test_several_files_are_chosen_for_at_once(qtbot: QtBot, page: ReviewPage, folder: Path) -> None:
    select(page, "faust.de", "faust.en")
    with qtbot.waitSignal(page.choices_changed):
        write(qtbot, page.form.document, "Tragedy")
    assert {path.name: choice.document for path, choice in page.choices.items()} == {
        "faust.de.txt": "Tragedy",
        "faust.en.txt": "Tragedy",
    }


def test_a_file_can_be_left_out_and_taken_again(qtbot: QtBot, page: ReviewPage, folder: Path) -> None:
    select(page, "faust.en")
    with qtbot.waitSignal(page.choices_changed):
        qtbot.mouseClick(page.form.taken, Qt.MouseButton.LeftButton, pos=page.form.taken.rect().center() / 8)
    assert page.choices == {folder / "faust.en.txt": FileChoice(left_out=True)}
    page.set_proposal(propose([folder], choices=page.choices))
    select(page, "faust.en")
    assert not page.form.taken.isChecked()


def test_the_import_begins_with_the_choices(qtbot: QtBot, page: ReviewPage, folder: Path) -> None:
    select(page, "faust.de")
    with qtbot.waitSignal(page.choices_changed):
        write(qtbot, page.form.version, "Goethe")
    page.set_proposal(propose([folder], choices=page.choices))
    with qtbot.waitSignal(page.import_requested) as blocker:
        qtbot.mouseClick(page.import_button, Qt.MouseButton.LeftButton)
    assert blocker.args[0] == {folder / "faust.de.txt": FileChoice(version="Goethe")}
    assert not page.isVisible()


def test_nothing_can_be_imported_where_nothing_is_left(qtbot: QtBot, page: ReviewPage, folder: Path) -> None:
    nothing = {path: FileChoice(left_out=True) for path in folder.iterdir()}
    page.set_proposal(propose([folder], choices=nothing))
    assert not page.import_button.isEnabled()


def test_while_it_is_found_out_what_comes_of_a_choice_nothing_is_imported(page: ReviewPage) -> None:
    before = page.summary.text()
    page.set_busy(True)
    assert not page.import_button.isEnabled()
    page.set_busy(False)
    assert page.import_button.isEnabled()
    assert page.summary.text() == before
