from __future__ import annotations

from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from viewer.corpus import Corpus
from viewer.model import Kind, Segment, SegmentId, Span, Status, Unit, VersionId
from viewer.ui.reading.clippings import text
from viewer.ui.reading.page import Page
from viewer.ui.reading.selection import Caret, Selection, caret, spanning, word_at
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


def page_of(view: ReadingView) -> Page:
    page = view.findChild(Page)
    assert isinstance(page, Page)
    return page


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
    assert view.marking.text() == text[2:8]


def test_dragging_over_rows_takes_a_line_per_paragraph(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    drag(view, qtbot, viewport_point(view, corpus, "de", 1, 7), viewport_point(view, corpus, "de", 3, 6))
    assert view.marking.text() == "1. Noch ein Satz. \nAbsatz 2. Noch ein Satz. Noch ein Satz. \nAbsatz"


def test_dragging_into_another_pane_marks_the_rows_of_all_panes_between(
    view: ReadingView, corpus: Corpus, qtbot: QtBot
) -> None:
    view.resize(1400, 700)
    view.set_corpus(corpus)
    drag(view, qtbot, viewport_point(view, corpus, "de", 1, 3), viewport_point(view, corpus, "ar", 2, 3))
    selection = view.marking.selection
    assert selection is not None
    assert selection.versions == ("de", "ar")
    assert view.marking.rows() == (1, 2)
    assert view.marking.text() == "Absatz 1. Noch ein Satz. \nAbsatz 2. Noch ein Satz. Noch ein Satz. "


def test_dragging_back_into_the_first_pane_marks_letters_again(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.resize(1400, 700)
    view.set_corpus(corpus)
    viewport = page_of(view).viewport()
    start, stop = viewport_point(view, corpus, "de", 1, 0), viewport_point(view, corpus, "de", 1, 6)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, viewport_point(view, corpus, "ja", 1, 3))
    qtbot.mouseMove(viewport, stop)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=stop)
    assert view.marking.text() == "Absatz"


def test_after_two_clicks_dragging_takes_whole_words(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    viewport = page_of(view).viewport()
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=viewport_point(view, corpus, "de", 1, 3))
    qtbot.mouseMove(viewport, viewport_point(view, corpus, "de", 1, 12))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=viewport_point(view, corpus, "de", 1, 12))
    assert view.marking.text() == "Absatz 1. Noch"


def test_two_clicks_take_a_word_and_three_a_paragraph(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    page = view.findChild(Page)
    assert isinstance(page, Page)
    point = viewport_point(view, corpus, "de", 1, 3)
    qtbot.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.marking.text() == "Absatz"
    qtbot.mousePress(page.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.marking.text() == "Absatz 1. Noch ein Satz. "


def test_a_click_clears_the_selection(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    drag(view, qtbot, viewport_point(view, corpus, "de", 1, 0), viewport_point(view, corpus, "de", 1, 5))
    assert view.marking.marks_text
    page = view.findChild(Page)
    assert isinstance(page, Page)
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=viewport_point(view, corpus, "de", 2, 0))
    assert not view.marking.marks_text


def test_shift_and_click_extend_the_selection(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    page = view.findChild(Page)
    assert isinstance(page, Page)
    drag(view, qtbot, viewport_point(view, corpus, "de", 1, 0), viewport_point(view, corpus, "de", 1, 3))
    far = viewport_point(view, corpus, "de", 1, 6)
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, far)
    assert view.marking.text() == "Absatz"


@pytest.mark.parametrize(
    ("text", "letter", "word"),
    [("Die Stadt liegt", 5, "Stadt"), ("図書館に行く", 0, "図書館"), ("a", 1, "a"), ("", 0, "")],
)
def test_words_are_those_of_the_language(text: str, letter: int, word: str) -> None:
    marked = word_at(DE, Caret(0, 0, letter), text)
    assert text[marked.first.code_point : marked.last.code_point] == word


def test_a_selection_drawn_backwards_marks_the_same() -> None:
    forward = Selection((DE,), Caret(1, 0, 3), Caret(4, 1, 2))
    backward = Selection((DE,), Caret(4, 1, 2), Caret(1, 0, 3))
    for unit, place in [(0, 0), (1, 0), (2, 0), (4, 0), (4, 1), (4, 2)]:
        assert forward.within(DE, unit, place, 10) == backward.within(DE, unit, place, 10)


@pytest.mark.parametrize(("to", "versions"), [("de", ("de",)), ("ja", ("de", "ar", "ja")), ("gone", ("de",))])
def test_a_block_has_the_panes_from_the_first_to_the_last(to: str, versions: tuple[str, ...]) -> None:
    drawn = caret(DE, Caret(0, 0, 0)).extended(VersionId(to), Caret(1, 0, 2), [DE, VersionId("ar"), VersionId("ja")])
    assert drawn.versions == versions


def test_a_block_drawn_to_the_left_begins_where_it_was_begun() -> None:
    order = [DE, VersionId("ar"), VersionId("ja")]
    assert caret(order[2], Caret(0, 0, 0)).extended(DE, Caret(1, 0, 2), order).versions == ("ja", "ar", "de")


def test_a_block_has_whole_paragraphs_in_its_versions_and_nothing_in_others() -> None:
    block = Selection((DE, VersionId("ar")), Caret(2, 0, 7), Caret(3, 0, 1))
    assert block.within(DE, 2, 0, 10) == block.within(VersionId("ar"), 3, 1, 10) == (0, 10)
    assert block.within(VersionId("ja"), 2, 0, 10) is None
    assert block.within(DE, 4, 0, 10) is None


def test_a_word_drawn_backwards_to_a_word_keeps_both() -> None:
    text = "eins zwei drei vier"
    words = [word_at(DE, Caret(0, 0, text.index(word)), text) for word in ("drei", "eins")]
    drawn = spanning(words[0], words[1], [DE])
    assert text[drawn.first.code_point : drawn.last.code_point] == "eins zwei drei"
    assert drawn.focus.code_point == 0


cells = st.lists(st.text("ab \u0301ש\u202e\u2067𝒜👩\u200d\u00a0\u2028", min_size=1, max_size=6), max_size=3)


@given(st.lists(cells, min_size=1, max_size=4), st.data())
def test_what_is_marked_letter_by_letter_is_what_is_copied(rows: list[list[str]], data: st.DataObject) -> None:
    units = [row_of(number, texts) for number, texts in enumerate(rows)]
    letters = [
        (Caret(unit, place, letter), Caret(unit, place, letter + 1), segment[letter])
        for unit, texts in enumerate(rows)
        for place, segment in enumerate(texts)
        for letter in range(len(segment))
    ]
    places = sorted({place for start, stop, _ in letters for place in (start, stop)} | {Caret(0, 0, 0)})
    anchor, focus = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))
    selection = Selection((DE,), anchor, focus)
    inside = [(start, letter) for start, stop, letter in letters if selection.first <= start and stop <= selection.last]
    alone = [Selection((DE,), start, replace(start, code_point=start.code_point + 1)) for start, _ in inside]
    assert "".join(copied(one, units) for one in alone) == "".join(letter for _, letter in inside)
    by_segment = groupby(inside, lambda one: (one[0].unit, one[0].place))
    assert copied(selection, units) == "\n".join("".join(letter for _, letter in run) for _, run in by_segment)


def copied(selection: Selection, units: list[Unit]) -> str:
    return text(selection, [units[number] for number in selection.rows if number < len(units)]).text


def row_of(number: int, texts: list[str]) -> Unit:
    segments = tuple(Segment(SegmentId(place), place, Kind.BODY, text) for place, text in enumerate(texts))
    return Unit(number, 0, None, Status.AUTOMATIC, {DE: segments} if segments else {})
