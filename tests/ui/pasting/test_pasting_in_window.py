"""Texts from the clipboard: real keys, the real clipboard, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from flood_texts import AR, EN
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from viewer.model import Kind, Segment, VersionId
from viewer.ui.application import Program
from viewer.ui.pasting.page import PastePage

PATIENCE = 30_000
CTRL = Qt.KeyboardModifier.ControlModifier


def copied(*, html: str = "", text: str = "", files: list[Path] | None = None) -> None:
    """Puts something on the clipboard, as another program would."""
    data = QMimeData()
    if html:
        data.setData("text/html", html.encode())
    if text:
        data.setText(text)
    if files:
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    QGuiApplication.clipboard().setMimeData(data)


def page_of(texts: list[str], title: str, cookies: str) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    notice = f'<div class="cookie-banner">{cookies}</div>'
    return f"<html><body><article><h1>{title}</h1>{paragraphs}</article>{notice}</body></html>"


def page(program: Program) -> PastePage:
    return next(one for one in program.window.findChildren(PastePage) if one.isVisible())


def pasted(qtbot: QtBot, program: Program, texts: int) -> None:
    """Ctrl+V on the page, and all of the texts are looked at."""
    qtbot.keyClick(page(program).boxes[-1].field, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(page(program).texts()) == texts, timeout=PATIENCE)


def kinds(row: Mapping[VersionId, tuple[Segment, ...]]) -> set[Kind]:
    return {segment.kind for cell in row.values() for segment in cell}


def said(program: Program) -> str:
    message = program.window.messages.message
    return "" if message is None else message.text


def shown_side_by_side(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitSignal(program.library.imported, timeout=PATIENCE):
        qtbot.mouseClick(page(program).accept_button, Qt.MouseButton.LeftButton)


@pytest.fixture
def two_pages(qtbot: QtBot, program: Program) -> Program:
    """Two web pages, pasted into the empty window."""
    copied(html=page_of(AR, "فيضان", "نستخدم ملفات تعريف الارتباط"))
    qtbot.keyClick(program.window, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(page(program).texts()) == 1, timeout=PATIENCE)
    copied(html=page_of(EN, "Flood", "We use cookies"))
    pasted(qtbot, program, 2)
    return program


def test_two_web_pages_stand_side_by_side_without_their_furniture(qtbot: QtBot, two_pages: Program) -> None:
    boxes = page(two_pages).boxes
    assert [box.language.tag for box in boxes[:2]] == ["ar", "en"]
    assert "folded" in boxes[0].note.text()
    shown_side_by_side(qtbot, two_pages)
    corpus = two_pages.library.corpus
    assert corpus is not None
    assert corpus.title == "فيضان"
    assert [version.id for version in corpus.versions()] == ["ar", "en"]
    cells = [unit.cells for unit in corpus.units(0, corpus.unit_count)]
    bodies = [tuple(cell[0].text for cell in row.values()) for row in cells if kinds(row) == {Kind.BODY}]
    assert bodies == list(zip(AR, EN, strict=True))
    folded = [row for row in cells if kinds(row) == {Kind.FURNITURE}]
    assert folded
    assert all(len(row) == 1 for row in folded)


def test_an_import_of_pasted_texts_can_be_reviewed_and_undone(qtbot: QtBot, two_pages: Program) -> None:
    shown_side_by_side(qtbot, two_pages)
    path = two_pages.library.corpus.path
    undo = next(one for one in two_pages.window.messages.findChildren(QPushButton) if one.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not path.exists(), timeout=PATIENCE)


def test_what_is_said_of_an_import_goes_with_its_corpus(qtbot: QtBot, two_pages: Program) -> None:
    shown_side_by_side(qtbot, two_pages)
    assert "2 versions" in said(two_pages)
    two_pages.window.commands["close"].trigger()
    assert said(two_pages) == ""


def test_the_language_that_was_chosen_counts(qtbot: QtBot, program: Program) -> None:
    copied(text="Rio 2016")
    qtbot.keyClick(program.window, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(page(program).texts()) == 1, timeout=PATIENCE)
    box = page(program).boxes[0]
    assert "guess" in box.note.text()
    box.language.setFocus()
    box.language.lineEdit().selectAll()
    qtbot.keyClicks(box.language.lineEdit(), "pt-BR")
    qtbot.keyClick(box.language.lineEdit(), Qt.Key.Key_Return)
    shown_side_by_side(qtbot, program)
    assert [version.language for version in program.library.corpus.versions()] == ["pt-BR"]


def test_a_removed_text_can_be_put_back(qtbot: QtBot, two_pages: Program) -> None:
    shown = page(two_pages)
    qtbot.mouseClick(shown.boxes[0].remove, Qt.MouseButton.LeftButton)
    assert [one.language for one in shown.texts()] == ["en"]
    qtbot.mouseClick(shown.put_back, Qt.MouseButton.LeftButton)
    assert [one.language for one in shown.texts()] == ["en", "ar"]
    qtbot.mouseClick(shown.boxes[1].up, Qt.MouseButton.LeftButton)
    assert [one.language for one in shown.texts()] == ["ar", "en"]
    shown.close()


def test_what_was_pasted_stays_while_the_page_is_closed(qtbot: QtBot, two_pages: Program) -> None:
    page(two_pages).close()
    copied(text=" ")
    two_pages.window.commands["paste_texts"].trigger()
    assert len(page(two_pages).texts()) == 2
    page(two_pages).close()


def test_a_window_with_pasted_texts_closes_when_asked_once_more(qtbot: QtBot, two_pages: Program) -> None:
    window, staged = two_pages.window, page(two_pages)
    qtbot.keyClick(staged, Qt.Key.Key_Escape)
    assert not window.close()
    assert staged.isVisible()
    assert "Show side by side" in staged.said.text()
    qtbot.mouseClick(staged.boxes[0].remove, Qt.MouseButton.LeftButton)
    assert not window.close()  # other texts than those of which it told
    assert window.close()


def test_a_window_whose_pasted_texts_are_shown_closes_at_once(qtbot: QtBot, two_pages: Program) -> None:
    shown_side_by_side(qtbot, two_pages)
    assert two_pages.window.close()


def test_a_text_beside_what_is_read_is_asked_for_and_then_added(qtbot: QtBot, reading: Program) -> None:
    texts = ["Uma cidade grande junto de um rio muito largo", "O rio corre devagar para o mar durante todo o ano"]
    copied(text="\n\n".join(texts))
    place = reading.window.view.stage.page
    qtbot.keyClick(place, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: "Ctrl+V once more" in said(reading), timeout=PATIENCE)
    assert len(reading.library.corpus.versions()) == 3  # reading changes nothing
    with qtbot.waitSignal(reading.window.changes.corpus_changed, timeout=PATIENCE):
        qtbot.keyClick(place, Qt.Key.Key_V, CTRL)
    assert [version.id for version in reading.library.corpus.versions()] == ["de", "en", "ar", "pt"]
    with qtbot.waitSignal(reading.window.changes.corpus_changed, timeout=PATIENCE):
        reading.window.commands["undo"].trigger()
    assert len(reading.library.corpus.versions()) == 3


def test_a_new_version_from_the_clipboard_is_added_at_once(qtbot: QtBot, reading: Program) -> None:
    copied(text="Uma cidade grande junto de um rio muito largo.\n\nO rio corre devagar para o mar.")
    with qtbot.waitSignal(reading.window.changes.corpus_changed, timeout=PATIENCE):
        reading.window.commands["paste_version"].trigger()
    assert [version.id for version in reading.library.corpus.versions()][-1] == "pt"


def test_files_on_the_clipboard_are_opened_as_if_they_were_dropped(
    qtbot: QtBot, program: Program, corpus_file: Path
) -> None:
    copied(files=[corpus_file], text=str(corpus_file))
    qtbot.keyClick(program.window, Qt.Key.Key_V, CTRL)
    assert program.library.corpus.path == corpus_file


@pytest.mark.parametrize(("picture", "words"), [(False, "no text on the clipboard"), (True, "picture")])
def test_a_clipboard_without_text_says_what_to_do(qtbot: QtBot, program: Program, picture: bool, words: str) -> None:
    QGuiApplication.clipboard().clear()
    if picture:
        image = QImage(2, 2, QImage.Format.Format_RGB32)
        image.fill(0)
        QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(program.window, Qt.Key.Key_V, CTRL)
    assert words in said(program)
    assert "paste again" in said(program)


def test_in_a_field_the_key_means_the_field(qtbot: QtBot, reading: Program) -> None:
    copied(text="river")
    reading.window.commands["find"].trigger()
    qtbot.keyClick(reading.window.bar.field, Qt.Key.Key_V, CTRL)
    assert reading.window.bar.field.text() == "river"
    assert said(reading) == ""


def test_the_same_text_is_taken_once(qtbot: QtBot, two_pages: Program) -> None:
    page(two_pages).close()
    two_pages.window.commands["paste_texts"].trigger()  # what is on the clipboard stands on the page
    assert len(page(two_pages).texts()) == 2
    assert "already" in page(two_pages).said.text()
    page(two_pages).close()
