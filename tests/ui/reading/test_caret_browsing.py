from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from reading_corpora import build, many_rows

from viewer.corpus import Corpus
from viewer.model import Kind, Span, VersionId
from viewer.ui.reading.arrangement import Layout
from viewer.ui.reading.caret import Stand, word_starts
from viewer.ui.reading.page import Page
from viewer.ui.reading.selection import Caret
from viewer.ui.reading.view import ReadingView

Key, Shift, Ctrl = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Row = dict[str, str | tuple[str, Kind]]

ROWS: list[Row] = [
    {"de": "Eins zwei drei.", "ar": "واحد اثنان 33 ثلاثة.", "ja": "図書館に行く。"},
    {"de": "Die e\u0301 👩\u200d👩\u200d👧 und חיים.", "ja": "もう一つの文です。" * 12},
    {"de": "Vier fünf sechs sieben acht neun. " * 8, "ar": "أربعة خمسة."},
    {"de": "Ende.", "ar": "النهاية.", "ja": "終わり。"},
]


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(build(tmp_path / "texts.hexapla", ROWS), read_only=True) as opened:
        yield opened


@pytest.fixture
def reading(view: ReadingView, texts: Corpus) -> ReadingView:
    view.resize(1400, 700)
    view.set_corpus(texts)
    view.setFocus()
    return view


def page_of(view: ReadingView) -> Page:
    page = view.findChild(Page)
    assert isinstance(page, Page)
    return page


def put(view: ReadingView, qtbot: QtBot, version: str, unit: int, letter: int) -> None:
    """Clicks before a letter."""
    segment = view.unit(unit).cells[VersionId(version)][0]
    rect = view.rect_of(Span(segment.id, letter, letter + 1))[0]
    edge = rect.right() - 1 if view.versions()[VersionId(version)].direction == "rtl" else rect.left() + 1
    viewport = page_of(view).viewport()
    point = viewport.mapFrom(view, QPoint(round(edge), round(rect.center().y())))
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point)


def keys(
    view: ReadingView, qtbot: QtBot, *pressed: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for key in pressed:
        qtbot.keyClick(page_of(view), key, with_)


def caret_of(view: ReadingView) -> tuple[str, int, int]:
    """Version, row and code point."""
    selection = view.marking.selection
    assert selection is not None
    return selection.versions[-1], selection.focus.unit, selection.focus.code_point


def test_a_click_puts_the_caret_and_arrows_move_it(reading: ReadingView, qtbot: QtBot) -> None:
    put(reading, qtbot, "de", 0, 4)
    assert caret_of(reading) == ("de", 0, 4)
    keys(reading, qtbot, Key.Key_Right, Key.Key_Right, Key.Key_Left)
    assert caret_of(reading) == ("de", 0, 5)


def test_left_goes_left_in_arabic_and_right_right_in_its_numbers(reading: ReadingView, qtbot: QtBot) -> None:
    put(reading, qtbot, "ar", 0, 0)
    assert caret_of(reading) == ("ar", 0, 0)
    text = str(ROWS[0]["ar"])
    keys(reading, qtbot, *[Key.Key_Left] * text.index("3"))
    assert caret_of(reading) == ("ar", 0, text.index("3"))
    keys(reading, qtbot, Key.Key_Left)
    assert caret_of(reading) == ("ar", 0, text.index("3") + 1)
    keys(reading, qtbot, Key.Key_Left)
    assert caret_of(reading) == ("ar", 0, text.index("3"))


def test_letters_are_not_parted(reading: ReadingView, qtbot: QtBot) -> None:
    put(reading, qtbot, "de", 1, 0)
    seen = []
    for _ in range(8):
        keys(reading, qtbot, Key.Key_Right)
        seen.append(caret_of(reading)[2])
    assert seen == [1, 2, 3, 4, 6, 7, 12, 13]


def test_words_are_those_of_the_language(reading: ReadingView, qtbot: QtBot) -> None:
    put(reading, qtbot, "ja", 0, 0)
    keys(reading, qtbot, Key.Key_Right, with_=Ctrl)
    assert caret_of(reading) == ("ja", 0, 3)
    put(reading, qtbot, "ar", 0, 0)
    keys(reading, qtbot, Key.Key_Left, with_=Ctrl)
    assert caret_of(reading) == ("ar", 0, 5)
    keys(reading, qtbot, Key.Key_Right, with_=Ctrl)
    assert caret_of(reading) == ("ar", 0, 0)


@pytest.mark.parametrize(
    ("text", "starts"), [("Eins, zwei!", [0, 6, 11]), ("図書館に行く。", [0, 3, 4, 7]), ("", [0]), ("…", [0, 1])]
)
def test_words_begin_where_letters_or_digits_do(text: str, starts: list[int]) -> None:
    assert word_starts(text) == starts


def test_shift_marks_what_the_caret_passes(reading: ReadingView, qtbot: QtBot) -> None:
    put(reading, qtbot, "de", 0, 5)
    keys(reading, qtbot, Key.Key_Right, with_=Ctrl | Shift)
    assert reading.marking.text() == "zwei "
    keys(reading, qtbot, Key.Key_Left, with_=Shift)
    assert reading.marking.text() == "zwei"
    keys(reading, qtbot, Key.Key_Home, with_=Shift)
    assert reading.marking.text() == "Eins "
    keys(reading, qtbot, Key.Key_Left)
    assert not reading.marking.marks_text
    assert caret_of(reading) == ("de", 0, 0)


def test_marking_goes_on_over_rows(reading: ReadingView, qtbot: QtBot) -> None:
    put(reading, qtbot, "ar", 0, 0)
    keys(reading, qtbot, Key.Key_End, with_=Ctrl | Shift)
    assert reading.marking.text() == "واحد اثنان 33 ثلاثة.\nأربعة خمسة.\nالنهاية."
    assert reading.marking.rows() == (0, 3)


def test_down_and_up_keep_to_the_column_through_short_lines_and_pass_gaps_by(
    reading: ReadingView, qtbot: QtBot
) -> None:
    put(reading, qtbot, "ja", 1, 8)
    keys(reading, qtbot, Key.Key_Up)
    assert caret_of(reading) == ("ja", 0, 7)
    keys(reading, qtbot, Key.Key_Down)
    assert caret_of(reading) == ("ja", 1, 8)
    while caret_of(reading)[1] == 1:
        keys(reading, qtbot, Key.Key_Down)
    assert caret_of(reading)[1] == 3


def test_from_a_gap_the_caret_goes_to_the_nearest_text_in_its_direction(reading: ReadingView, qtbot: QtBot) -> None:
    arabic = VersionId("ar")
    reading.caret.set_kept(True)
    for key, place in [
        (Key.Key_Down, ("ar", 2, 0)),
        (Key.Key_Left, ("ar", 2, 0)),
        (Key.Key_Up, ("ar", 0, 20)),
        (Key.Key_Right, ("ar", 0, 20)),
    ]:
        reading.marking.put(arabic, Stand(Caret(1, 0, 0)))
        keys(reading, qtbot, key)
        assert caret_of(reading) == place


def test_home_and_end_are_those_of_the_line(reading: ReadingView, qtbot: QtBot) -> None:
    put(reading, qtbot, "ja", 1, 2)
    keys(reading, qtbot, Key.Key_End)
    end = caret_of(reading)[2]
    assert 2 < end < len(str(ROWS[1]["ja"]))
    keys(reading, qtbot, Key.Key_Home)
    assert caret_of(reading) == ("ja", 1, 0)
    keys(reading, qtbot, Key.Key_Down, Key.Key_Home)
    assert caret_of(reading) == ("ja", 1, end)
    keys(reading, qtbot, Key.Key_Home, with_=Ctrl)
    assert caret_of(reading) == ("ja", 0, 0)
    keys(reading, qtbot, Key.Key_End, with_=Ctrl)
    assert caret_of(reading) == ("ja", 3, 4)


def test_tab_goes_to_the_partner_and_past_what_has_none(reading: ReadingView, qtbot: QtBot) -> None:
    put(reading, qtbot, "de", 1, 3)
    keys(reading, qtbot, Key.Key_Tab)
    assert caret_of(reading) == ("ja", 1, 0)
    assert reading.active_version() == "ja"
    keys(reading, qtbot, Key.Key_Backtab)
    assert caret_of(reading) == ("de", 1, 0)


def test_escape_unmarks_and_then_leaves(reading: ReadingView, qtbot: QtBot) -> None:
    put(reading, qtbot, "de", 0, 0)
    keys(reading, qtbot, Key.Key_Right, with_=Shift)
    keys(reading, qtbot, Key.Key_Escape)
    assert caret_of(reading) == ("de", 0, 1)
    assert not reading.marking.marks_text
    keys(reading, qtbot, Key.Key_Escape)
    assert reading.marking.selection is None


def test_under_one_another_down_goes_from_version_to_version(reading: ReadingView, qtbot: QtBot) -> None:
    reading.set_layout(Layout.LINES)
    reading.caret.set_kept(True)
    seen = [caret_of(reading)[:2]]
    for _ in range(40):
        keys(reading, qtbot, Key.Key_Down)
        if caret_of(reading)[:2] != seen[-1]:
            seen.append(caret_of(reading)[:2])
    cells = [(version, row) for row, cells in enumerate(ROWS) for version in ("de", "ar", "ja") if version in cells]
    assert seen == cells
    for _ in range(40):
        keys(reading, qtbot, Key.Key_Up)
    assert caret_of(reading)[:2] == ("de", 0)


def test_the_caret_unveils_the_translation_that_it_is_in(reading: ReadingView, qtbot: QtBot) -> None:
    reading.set_layout(Layout.HIDDEN)
    reading.caret.set_kept(True)
    japanese = VersionId("ja")
    keys(reading, qtbot, Key.Key_Tab, Key.Key_Tab)
    assert caret_of(reading) == ("ja", 0, 0)
    assert not reading.veils.is_veiled(japanese, 0)
    keys(reading, qtbot, Key.Key_Down)
    assert reading.veils.is_veiled(japanese, 0)
    assert not reading.veils.is_veiled(japanese, 1)
    keys(reading, qtbot, Key.Key_Escape)
    assert reading.veils.is_veiled(japanese, 1)


def test_a_jump_takes_the_caret_along_but_leaves_what_is_marked(reading: ReadingView, qtbot: QtBot) -> None:
    put(reading, qtbot, "de", 0, 0)
    keys(reading, qtbot, Key.Key_Down, with_=Ctrl)
    assert caret_of(reading) == ("de", 1, 0)
    arabic = VersionId("ar")
    reading.go_to(2, version=arabic, segment=reading.unit(2).cells[arabic][0].id, start=6)
    assert caret_of(reading) == ("ar", 2, 6)
    assert reading.active_version() == "ar"
    keys(reading, qtbot, Key.Key_Left, with_=Shift)
    reading.go_to(0)
    assert reading.marking.text() == "خ"


def test_the_caret_stays_at_its_letter_when_the_corpus_has_changed(reading: ReadingView, qtbot: QtBot) -> None:
    put(reading, qtbot, "ja", 1, 7)
    reading.refresh()
    assert caret_of(reading) == ("ja", 1, 7)
    keys(reading, qtbot, Key.Key_Right)
    assert caret_of(reading) == ("ja", 1, 8)


def test_dragging_in_a_mixed_line_marks_a_logical_stretch(reading: ReadingView, qtbot: QtBot) -> None:
    text, hebrew = str(ROWS[1]["de"]), str(ROWS[1]["de"]).index("ח")
    viewport = page_of(reading).viewport()
    segment = reading.unit(1).cells[VersionId("de")][0]

    def edge(letter: int, right: bool) -> QPoint:
        rect = reading.rect_of(Span(segment.id, letter, letter + 1))[0]
        x = rect.right() - 1 if right else rect.left() + 1
        return viewport.mapFrom(reading, QPoint(round(x), round(rect.center().y())))

    for start, stop in (
        (edge(hebrew, right=True), edge(hebrew + 2, right=False)),
        (edge(hebrew + 2, right=False), edge(hebrew, right=True)),
    ):
        qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(viewport, stop)
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=stop)
        assert reading.marking.text() == text[hebrew : hebrew + 3] == "חיי"


def test_without_a_caret_the_arrows_scroll(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    before = view.position()
    keys(view, qtbot, Key.Key_Down)
    assert view.position() != before
    assert view.marking.selection is None


def test_switched_on_it_is_there_without_a_click(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    view.caret.set_kept(True)
    assert caret_of(view) == ("de", 0, 0)
    with qtbot.waitSignal(view.caret.left):
        keys(view, qtbot, Key.Key_Escape)
    assert view.marking.selection is None


def test_the_page_goes_with_the_caret(view: ReadingView, corpus: Corpus, qtbot: QtBot) -> None:
    view.set_corpus(corpus)
    view.caret.set_kept(True)
    for _ in range(60):
        keys(view, qtbot, Key.Key_Down)
        assert caret_of(view)[1] in view.visible_units()
    assert caret_of(view)[1] > 20
    top = view.visible_units()[0]
    keys(view, qtbot, Key.Key_PageDown)
    assert view.visible_units()[0] > top
    assert caret_of(view)[1] in view.visible_units()
    for _ in range(50):
        keys(view, qtbot, Key.Key_PageDown)
    assert caret_of(view) == ("de", 199, len("Absatz 199. " + "Noch ein Satz. " * 3))
    keys(view, qtbot, Key.Key_Home, with_=Ctrl)
    assert caret_of(view)[:2] == ("de", 0)
    assert 0 in view.visible_units()


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("flowing", [False, True])
def test_down_and_right_come_to_the_same_end_in_every_layout(
    view: ReadingView, tmp_path: Path, qtbot: QtBot, layout: Layout, flowing: bool
) -> None:
    with Corpus.open(build(tmp_path / "few.hexapla", many_rows(8)), read_only=True) as few:
        view.set_corpus(few)
        view.set_layout(layout)
        view.links.set_flowing(flowing)
        view.caret.set_kept(True)
        places = []
        while not places or places[-1] != caret_of(view):
            places.append(caret_of(view))
            keys(view, qtbot, Key.Key_Right)
        assert [place[1:] for place in places] == sorted(place[1:] for place in places)
        assert sum(place[1] == 7 for place in places) == 1 + len("Absatz 7. ")
        keys(view, qtbot, Key.Key_Home, with_=Ctrl)
        lines = 0
        while caret_of(view)[1] < 7:
            keys(view, qtbot, Key.Key_Down)
            lines += 1
        assert lines >= 7
        view.set_corpus(None)
