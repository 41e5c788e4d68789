"""A highlight covers the letters it is meant for, and no letter changes its form under it."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest
from numpy.typing import NDArray
from painted import bases, columns, piece, selected, style_of
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextLayout
from PySide6.QtWidgets import QApplication

from viewer.model import Direction
from viewer.ui.reading.fonts import load_fonts
from viewer.ui.reading.layouts import Piece, TextStyle

WIDTH = 260
INK, PAPER = QColor(0, 0, 0), QColor(255, 255, 255)
LETTER_FORMS = {
    "naskh": ("ar", "السلام عليكم ولا إله في الأملاك والمبادئ."),
    "nastaliq": ("ur", "میکانگ ڈیلٹا کے شہروں کی لچک پذیری اور ترقی۔"),
    "devanagari": ("hi", "क्षत्रिय स्त्री ज्ञान प्रार्थना कृष्ण र्कि ट्ठ।"),
    "latin": ("de", "Affine Flüsse, Schifffahrt, Cần Thơ und a\u0301e\u0323."),
}
WORDS = [
    "Mekong", "Schifffahrt", "Cần", "Tho\u031b\u0323", "a\u0301\u0328b", "2030", "10:30", "(VNA)", "25.7%", "𝒜𝒷😀",
    "👩\u200d👧", "🇻🇳", "𐤀𐤁", "السلام", "لا", "الأملاك", "سَلَامٌ", "میکانگ", "کے", "اعلیٰ", "שָׁלוֹם", "ירושלים", "段落",
    "か\u3099", "क्षत्रिय", "र्कि", "ที่นี่", "-", "«", "»", "؟", "。", "…",
]  # fmt: skip


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    load_fonts()


def mixtures(count: int) -> list[tuple[str, TextStyle]]:
    chance = random.Random(7)
    styles = [style_of(tag) for tag in ("de", "ar", "ur", "ja", "he", "hi")]
    return [(" ".join(chance.choices(WORDS, k=chance.randrange(4, 16))), chance.choice(styles)) for _ in range(count)]


def boxes(laid: Piece, start: int, stop: int) -> set[tuple[int, int]]:
    """Line and pixel column of everything in the rectangles of a span."""
    tops = [laid.layout.lineAt(number).rect().top() for number in range(laid.layout.lineCount())]
    return {
        (tops.index(rect.top()), x)
        for _, first, length in laid.ranges([(start, stop)])
        for rect in laid.rects(first, length)
        for x in range(int(rect.left()), min(WIDTH, int(rect.right())))
    }


def painted(laid: Piece, start: int, stop: int) -> set[tuple[int, int]]:
    """The same of what the view paints for it."""
    [(_, first, length)] = laid.ranges([(start, stop)])
    places = (laid.units.to_code_point(first), laid.units.to_code_point(first + length))
    return {
        (line, x)
        for line in range(laid.layout.lineCount())
        for x in np.flatnonzero(columns(laid, [places], line) == 0).tolist()
    }


def near(some: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {(line, x + step) for line, x in some for step in (-1, 0, 1)}


def faults(count: int) -> list[tuple[str, int, int]]:
    """Of random ranges those whose columns are not, within a pixel, the columns of their letters, one by one."""
    chance, found = random.Random(8), []
    texts = itertools.cycle([(piece(text, style, WIDTH), text) for text, style in mixtures(count // 10 + 1)])
    for laid, text in itertools.islice(texts, count):
        base = bases(text)
        edges = sorted({*base, len(text)})
        start, stop = sorted(chance.sample(edges, 2))
        whole = painted(laid, start, stop)
        single = set().union(*(painted(laid, a, b) for a, b in itertools.pairwise(edges) if start <= a < stop))
        if whole != boxes(laid, start, stop) or not (whole <= near(single) and single <= near(whole)):
            found.append((text, start, stop))
    return found


def test_a_highlight_covers_the_columns_of_its_letters() -> None:
    assert faults(80) == []


@pytest.mark.soak
def test_1500_highlights_cover_the_columns_of_their_letters() -> None:
    assert faults(1500) == []


@pytest.mark.parametrize("tag", ["ar", "ur", "de"])
def test_a_highlight_of_many_lines_keeps_to_the_width_of_the_text(tag: str) -> None:
    laid = piece(LETTER_FORMS[{"ar": "naskh", "ur": "nastaliq", "de": "latin"}[tag]][1] * 4, style_of(tag), WIDTH)
    assert laid.layout.lineCount() > 3
    [(_, first, length)] = laid.ranges([(0, laid.stop)])
    marks = [
        selected(laid, laid.units.to_code_point(start), laid.units.to_code_point(start + part), INK)
        for start, part in laid.by_line(first, length)
    ]
    image = QImage(WIDTH + 100, math.ceil(laid.height), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        laid.layout.draw(painter, QPointF(0, 0), marks)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)[:, : image.width()]
    assert np.flatnonzero((pixels < 255).any(axis=0))[-1] <= WIDTH


def test_highlights_that_follow_each_other_do_not_cover_each_others_letters() -> None:
    for text, style in mixtures(12):
        laid = piece(text, style, WIDTH)
        middle = bases(text)[len(text) // 2]
        shared = painted(laid, 0, middle) & painted(laid, middle, len(text)) if middle else set()
        # Where two meet, they share the pixel that their border is in.
        assert len(shared) <= 2 * 6 * laid.layout.lineCount()


@pytest.mark.parametrize("text", ["ثلاث", "الأملاك", "لا"])
def test_a_part_of_a_right_to_left_ligature_lights_up_the_whole_of_it(text: str) -> None:
    laid = piece(text, TextStyle("ar", Direction.RTL, 1.0, family="DejaVu Sans"), WIDTH)
    lam = text.rindex("ل", 0, text.rindex("ا") + 1) if text != "الأملاك" else 4
    assert painted(laid, lam, lam + 1) == painted(laid, lam + 1, lam + 2) == painted(laid, lam, lam + 2)
    assert boxes(laid, lam, lam + 1) == painted(laid, lam, lam + 2)


def ink(laid: Piece, marks: list[QTextLayout.FormatRange]) -> NDArray[np.int64]:
    image = QImage(500, 140, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setPen(INK)
        laid.layout.draw(painter, QPointF(20, 40), marks)
    return np.frombuffer(image.constBits(), np.uint8).reshape(140, -1).astype(np.int64)


def glyphs(laid: Piece) -> list[list[int]]:
    return [run.glyphIndexes() for run in laid.layout.glyphRuns()]


@pytest.mark.parametrize("script", LETTER_FORMS)
def test_letters_keep_their_forms_under_a_highlight(script: str) -> None:
    tag, text = LETTER_FORMS[script]
    laid = piece(text, style_of(tag), 460)
    before, plain = glyphs(laid), ink(laid, [])
    for start, stop in itertools.combinations(range(0, len(text) + 1, 3), 2):
        [(_, first, length)] = laid.ranges([(start, stop)])
        places = laid.units.to_code_point(first), laid.units.to_code_point(first + length)
        marks = [selected(laid, *places, PAPER, INK)]
        # The soft edges of letters that overlap may be blended in another order.
        assert np.abs(ink(laid, marks) - plain).max() < 100, text[start:stop]
    assert glyphs(laid) == before
    assert plain.min() < 100


def test_the_rectangles_of_a_long_selection_are_read_from_one_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    laid = piece("Wort und كلمة " * 300, style_of("de"), 400)
    drawn = []
    draw = QTextLayout.draw
    monkeypatch.setattr(QTextLayout, "draw", lambda *given: drawn.append(given) or draw(*given))
    assert len(laid.rects(0, laid.units.length16)) == laid.layout.lineCount() > 50
    assert len(drawn) == 1
