from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from bidi import get_display
from PySide6.QtWidgets import QApplication

from viewer.model import Direction, Kind, Segment, SegmentId
from viewer.ui.reading.fonts import font_for, load_fonts
from viewer.ui.reading.layouts import CellLayout, TextStyle

pytestmark = pytest.mark.usefixtures("fonts")

DE = TextStyle("de", Direction.LTR, 1.0)
AR = TextStyle("ar", Direction.RTL, 1.0)
UR = TextStyle("ur", Direction.RTL, 1.0)


@pytest.fixture
def fonts(qapp: QApplication) -> None:
    load_fonts()


def cell(text: str, style: TextStyle = DE, width: float = 400, kind: Kind = Kind.BODY) -> CellLayout:
    return CellLayout([Segment(SegmentId(1), 0, kind, text)], style, width)


def test_right_to_left_text_begins_at_the_right_edge() -> None:
    first = cell("100 مدينة مرنة", AR).rects(SegmentId(1), 2, 3)
    assert first[0].right() > 390


def test_left_to_right_text_begins_at_the_left_edge_even_with_arabic_first() -> None:
    first = cell("مرنة 100 Städte", DE).rects(SegmentId(1), 10, 11)
    everything = cell("مرنة 100 Städte", DE).rects(SegmentId(1), 0, 15)
    assert min(rect.left() for rect in everything) < 2
    assert first[0].left() > 30


def test_a_span_in_mixed_directions_is_several_rectangles() -> None:
    rects = cell("abc אבגד 123 xyz", DE).rects(SegmentId(1), 2, 6)
    assert len(rects) == 2


def visual_order(text: str, style: TextStyle) -> str:
    laid = cell(text, style, 2000)
    lefts = {letter: laid.rects(SegmentId(1), place, place + 1)[0].left() for place, letter in enumerate(text)}
    return "".join(sorted(text, key=lambda letter: lefts[letter]))


@pytest.mark.parametrize("style", [DE, AR], ids=["ltr", "rtl"])
@pytest.mark.parametrize("seed", range(12))
def test_letters_stand_in_the_order_of_the_bidirectional_algorithm(style: TextStyle, seed: int) -> None:
    letters = list("abcdefghאבגדהוזחט0123456789")
    random.Random(seed).shuffle(letters)
    text = "".join(letters[:18])
    expected = get_display(text, base_dir=style.direction.value[0].upper())
    assert visual_order(text, style) == expected


def test_rectangles_of_single_letters_fill_their_word_without_overlap() -> None:
    text = "Mekong-Delta"
    laid = cell(text)
    boxes = [laid.rects(SegmentId(1), place, place + 1)[0] for place in range(len(text))]
    whole = laid.rects(SegmentId(1), 0, len(text))
    assert len(whole) == 1
    assert whole[0].left() == boxes[0].left()
    assert whole[0].right() == boxes[-1].right()
    assert all(abs(b.left() - a.right()) <= 1 for a, b in itertools.pairwise(boxes))


def test_astral_letters_before_a_span_do_not_shift_it() -> None:
    plain, astral = cell("ab Can Tho").rects(SegmentId(1), 3, 10), cell("𝒜𝒷😀 Can Tho").rects(SegmentId(1), 4, 11)
    assert abs(plain[0].width() - astral[0].width()) <= 1


def test_a_point_in_a_letter_leads_back_to_it() -> None:
    text = "Die Stadt Cần Thơ und كان ثو am Fluss, 2023."
    laid = cell(text, DE, 260)
    for place in range(len(text)):
        for rect in laid.rects(SegmentId(1), place, place + 1):
            found = laid.caret_at(rect.center().x(), rect.center().y())
            assert found is not None
            assert found[1].letter == place


@pytest.mark.parametrize("break_", ["\n", "\r", "\u2029", "\x85", "\v"])
def test_every_line_break_in_a_segment_breaks_the_line(break_: str) -> None:
    one, two = cell("first second"), cell(f"first{break_}second")
    assert two.height == pytest.approx(2 * one.height, abs=2)


def test_lines_of_latin_letters_in_urdu_stand_as_far_apart_as_others() -> None:
    latin, urdu = cell("VNA", UR), cell("میکانگ ڈیلٹا", UR)
    assert latin.height == urdu.height


def test_the_line_that_holds_a_letter_is_found_again() -> None:
    laid = cell("ein Wort und noch ein Wort " * 20, DE, 150)
    found = laid.line_start(laid.height / 2)
    assert found is not None
    segment, code_point, top = found
    assert laid.line_box(segment.id, code_point)[0] == top


def test_a_giant_paragraph_is_laid_out_in_pieces_that_follow_each_other() -> None:
    laid = cell("Wort " * 4000, DE, 400)
    pieces = laid.segments[0].pieces
    assert len(pieces) == 4
    assert all(above.bottom == below.top for above, below in itertools.pairwise(pieces))
    assert laid.rects(SegmentId(1), 4990, 5010)


def test_a_heading_is_set_larger_than_the_body() -> None:
    assert cell("Titel", kind=Kind.TITLE).height > cell("Titel").height


def test_a_style_spaces_lines_and_keeps_their_breaks() -> None:
    text = "ein Wort und noch ein Wort " * 20
    close, wide = cell(text), cell(text, replace(DE, leading=1.5))
    assert wide.height == pytest.approx(1.5 * close.height, rel=0.03)
    assert wide.segments[0].pieces[0].layout.lineCount() == close.segments[0].pieces[0].layout.lineCount()


@pytest.mark.parametrize(
    ("style", "text"), [(DE, "كان ثو und Stadt " * 12), (UR, "میکانگ ڈیلٹا کے شہر میں لوگ رہتے ہیں " * 7)]
)
def test_justified_lines_fill_the_column_and_the_last_begins_where_its_direction_does(
    style: TextStyle, text: str
) -> None:
    ragged, laid = cell(text, style, 300), cell(text, replace(style, justified=True), 300)
    boxes = laid.rects(SegmentId(1), 0, len(text))
    lines = sorted({box.top() for box in boxes})
    edges = [
        (min(box.left() for box in boxes if box.top() == top), max(box.right() for box in boxes if box.top() == top))
        for top in lines
    ]
    assert all(left <= 2 and right >= 298 for left, right in edges[:-1])
    last = [rect for rect in ragged.rects(SegmentId(1), 0, len(text)) if rect.top() == lines[-1]]
    assert edges[-1] == (min(rect.left() for rect in last), max(rect.right() for rect in last))


def test_a_chosen_family_goes_before_those_of_the_language_but_not_before_the_figures_of_nastaliq() -> None:
    assert font_for("de", family="DejaVu Serif").families()[:2] == ["DejaVu Serif", "Noto Sans"]
    assert font_for("ur", family="Hexapla Naskh").families()[:3] == ["Noto Sans", "Hexapla Naskh", "Verdana"]
