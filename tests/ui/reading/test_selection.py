from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from viewer.corpus import Corpus
from viewer.model import Span, VersionId
from viewer.ui.reading.page import Page
from viewer.ui.reading.selection import Caret, Selection, word_at
from viewer.ui.reading.view import ReadingView

DE = VersionId("de")


def viewport_point(view: ReadingView, corpus: Corpus, version: str, unit: int, letter: int) -> QPoint:
    """The left edge of a letter, in pixels of the viewport."""
    segment = corpus.units(unit, unit + 1)[0].cells[VersionId(version)][0]
    rect = view.rect_of(Span(segment.id, letter, letter + 1))[0]
    edge = rect.right() - 1 if corpus.version(version).direction == "rtl" else rect.left() + 1
    page = view.findChild(Page)
    assert isinstance(page, Page)
    return page.viewport().mapFrom(view, QPoint(round(edge), round(rect.center().y())))


def drag(view: ReadingView, qtbot: QtBot, start: QPoint, stop: QPoint) -> None:
    page = view.findChild(Page)
    assert isinstance(page, Page)
    qtbot.mousePress(page.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(page.viewport(), stop)
    qtbot.mouseRelease(page.viewport(), Qt.MouseButton.LeftButton, pos=stop)


@pytest.mark.parametrize("version", ["de", "ar", "ja"])
def test_dragging_marks_letters_in_every_direction(
    view: ReadingView, corpus: Corpus, qtbot: QtBot, version: str
) -> None:
    view.resize(1400, 700)
    view.set_corpus(corpus)
    start, stop = (viewport_point(view, corpus, version, 1, letter) for letter in (2, 8))
    drag(view, qtbot, start, stop)
    text = corpus.units(1, 2)[0].cells[VersionId(version)][0].text
    assert view.selected_text() == text[2:8]


def test_dragging_over_rows_takes_a_line_per_paragraph(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    drag(view, qtbot, viewport_point(view, corpus, "de", 1, 7), viewport_point(view, corpus, "de", 3, 6))
    assert view.selected_text() == "1. Noch ein Satz. \nAbsatz 2. Noch ein Satz. Noch ein Satz. \nAbsatz"


def test_a_selection_stays_in_its_version(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.resize(1400, 700)
    view.set_corpus(corpus)
    drag(view, qtbot, viewport_point(view, corpus, "de", 1, 0), viewport_point(view, corpus, "ar", 2, 3))
    assert "فقرة" not in view.selected_text()
    assert view.selected_text().startswith("Absatz 1.")


def test_two_clicks_take_a_word_and_three_a_paragraph(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    page = view.findChild(Page)
    assert isinstance(page, Page)
    point = viewport_point(view, corpus, "de", 1, 3)
    qtbot.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.selected_text() == "Absatz"
    qtbot.mousePress(page.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.selected_text() == "Absatz 1. Noch ein Satz. "


def test_a_click_clears_the_selection(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    drag(view, qtbot, viewport_point(view, corpus, "de", 1, 0), viewport_point(view, corpus, "de", 1, 5))
    assert view.has_selection()
    page = view.findChild(Page)
    assert isinstance(page, Page)
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=viewport_point(view, corpus, "de", 2, 0))
    assert not view.has_selection()


def test_shift_and_click_extend_the_selection(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    page = view.findChild(Page)
    assert isinstance(page, Page)
    drag(view, qtbot, viewport_point(view, corpus, "de", 1, 0), viewport_point(view, corpus, "de", 1, 3))
    far = viewport_point(view, corpus, "de", 1, 6)
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, far)
    assert view.selected_text() == "Absatz"


@pytest.mark.parametrize(
    ("text", "letter", "word"),
    [("Die Stadt liegt", 5, "Stadt"), ("図書館に行く", 0, "図書館"), ("a", 1, "a"), ("", 0, "")],
)
def test_words_are_those_of_the_language(text: str, letter: int, word: str) -> None:
    marked = word_at(DE, Caret(0, 0, letter), text)
    assert text[marked.first.code_point : marked.last.code_point] == word


def test_a_selection_drawn_backwards_marks_the_same() -> None:
    forward = Selection(DE, Caret(1, 0, 3), Caret(4, 1, 2))
    backward = Selection(DE, Caret(4, 1, 2), Caret(1, 0, 3))
    for unit, place in [(0, 0), (1, 0), (2, 0), (4, 0), (4, 1), (4, 2)]:
        assert forward.within(unit, place, 10) == backward.within(unit, place, 10)
