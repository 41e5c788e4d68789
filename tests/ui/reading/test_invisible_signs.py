"""Signs over characters that cannot be seen: they stand where the letters beside them end, and change no letter."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication
from reading_corpora import build

from viewer.model import Direction, Kind, Segment, SegmentId, Span
from viewer.ui.application import Program
from viewer.ui.reading import invisible
from viewer.ui.reading.fonts import load_fonts
from viewer.ui.reading.invisible import Invisibles, Sign
from viewer.ui.reading.layouts import CellLayout, TextStyle
from viewer.ui.theme import LIGHT

DE = TextStyle("de", Direction.LTR, 1.0)
AR = TextStyle("ar", Direction.RTL, 1.0)


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    load_fonts()


def cell(text: str, style: TextStyle = DE, width: float = 600) -> CellLayout:
    return CellLayout([Segment(SegmentId(1), 0, Kind.BODY, text)], style, width)


def signs(laid: CellLayout) -> list[Sign]:
    return list(Invisibles().signs(laid, 0, laid.height))


def edges(laid: CellLayout, place: int) -> tuple[float, float]:
    rect = laid.rects(SegmentId(1), place, place + 1)[0]
    return rect.left(), rect.right()


def test_a_mark_stands_where_the_letter_before_it_ends() -> None:
    left_to_right, right_to_left = cell("ab\u200ecd"), cell("اب\u200fجد", AR)
    assert signs(left_to_right)[0].left == pytest.approx(edges(left_to_right, 1)[1], abs=1)
    assert signs(right_to_left)[0].left == pytest.approx(edges(right_to_left, 1)[0], abs=1)


def test_an_isolate_stands_around_what_it_isolates() -> None:
    laid = cell("Die \u2067שלום\u2069 Stadt")
    opened, closed = signs(laid)
    assert opened.left == pytest.approx(edges(laid, 8)[0], abs=1)
    assert closed.left == pytest.approx(edges(laid, 5)[1], abs=1)


def test_an_isolate_at_the_end_of_a_line_closes_where_the_line_ends() -> None:
    laid = cell("است \u2066C++\u2069", AR)
    opened, closed = signs(laid)
    assert opened.left == pytest.approx(edges(laid, 7)[1], abs=1)
    assert closed.left == pytest.approx(edges(laid, 5)[0], abs=1)


def test_spaces_have_their_width() -> None:
    laid = cell("z.\u00a0B.\tEnde")
    space, tab = signs(laid)
    assert (space.left, space.right) == pytest.approx(edges(laid, 2), abs=1)
    assert (tab.left, tab.right) == pytest.approx(edges(laid, 5), abs=1)


def test_marks_at_one_place_are_stacked() -> None:
    first, second = signs(cell("ab\u200e\u200fcd"))
    assert (first.left, first.level, second.level) == (second.left, 0, 1)


def test_nothing_but_marks_has_its_place_too() -> None:
    assert [sign.left for sign in signs(cell("\u200e\u200f\u2060"))] == [0, 0, 0]


@pytest.mark.parametrize("seed", range(20))
def test_each_letter_of_a_line_is_found_where_it_is_painted(seed: int) -> None:
    chosen = random.Random(seed)
    words = ["Stadt", "لا نص", "שלום", "4.5", "かな", "😀", "𝒜", "(", "\u202b", "\u2067", "\u200e", "\u00a0"]
    text = " ".join(chosen.choice(words) for _ in range(8))
    laid = cell(text, chosen.choice([DE, AR]), 200)
    piece = laid.segments[0].pieces[0]
    found = {}
    for number in range(piece.layout.lineCount()):
        found.update(piece.edges(number))
    for place in range(len(text)):
        rects = laid.rects(SegmentId(1), place, place + 1)
        if place in found:
            assert found[place] == pytest.approx((rects[0].left(), rects[-1].right()), abs=1.01)
        else:
            assert sum(rect.width() for rect in rects) <= 1


def test_the_text_under_the_signs_is_painted_as_without_them() -> None:
    laid = cell("می\u200cخواهم \u200fCan Tho\u200f، क्\u200dष", AR)

    def painted(invisibles: Invisibles | None) -> QImage:
        image = QImage(620, 200, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        with QPainter(image) as painter:
            if invisibles is not None:
                invisibles.paint(painter, laid, QPointF(5, 60), QRectF(0, 0, 620, 200), theme=LIGHT, small=QFont())
            painter.setPen(LIGHT.text)
            laid.segments[0].pieces[0].layout.draw(painter, QPointF(5, 60))
        return image

    plain, signed = painted(None), painted(Invisibles())
    assert signed != plain
    ink = [(x, y) for x in range(620) for y in range(200) if plain.pixelColor(x, y).lightness() < 60]
    assert all(signed.pixelColor(x, y) == plain.pixelColor(x, y) for x, y in ink)


@pytest.fixture
def corpus_file(tmp_path: Path) -> Path:
    return build(tmp_path / "made.hexapla", [{"de": "Stadt\u200e am Fluss", "ar": "مدينة"}])


def test_the_command_shows_signs_and_a_tooltip_names_them(reading: Program) -> None:
    view = reading.window.view
    before, height = view.grab().toImage(), view.rect_of(Span(SegmentId(1), 0, 1))
    edge = view.rect_of(Span(SegmentId(1), 4, 5))[0]
    point = view._page.viewport().mapFrom(view, QPoint(round(edge.right()), round(edge.center().y())))
    assert view._page._tooltip(point) == ""
    reading.window.commands["invisibles"].trigger()
    assert view.grab().toImage() != before
    assert view.rect_of(Span(SegmentId(1), 0, 1)) == height
    assert view._page._tooltip(point) == "LEFT-TO-RIGHT MARK (U+200E)"
    assert view._page._tooltip(point - QPoint(30, 0)) == ""
    assert reading.settings["invisibles"] is True
    reading.window.commands["invisibles"].trigger()
    assert view.grab().toImage() == before


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("z.\u00a0B. Ein\u00adwohner und\u200bZeile \u200eX 100\u202f000", DE),
        ("می\u200cخواهم کتاب\u200cها را\u00a0بخوانم", AR),
        ("क्\u200dष और क्\u200cष, मेकांग\u00a0डेल्टा", TextStyle("hi", Direction.LTR, 1.0)),
    ],
)
def test_in_lines_of_one_direction_qt_is_asked_and_tells_the_same(
    text: str, style: TextStyle, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = signs(cell(text, style, 180))
    monkeypatch.setattr(invisible, "_runs_one_way", lambda *_: False)
    painted = signs(cell(text, style, 180))
    assert [sign.left for sign in told] == pytest.approx([sign.left for sign in painted], abs=2)
    assert [sign.right for sign in told] == pytest.approx([sign.right for sign in painted], abs=2)
