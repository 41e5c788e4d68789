"""No ink of a paragraph leaves its row and its cell, and no line runs into the next, at any size and scale factor."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import NDArray
from painted import piece, style_of
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from viewer import assets
from viewer.ui.reading.fonts import load_fonts
from viewer.ui.reading.heights import Metrics
from viewer.ui.reading.layouts import Piece

LANGUAGES = ["de", "pt", "ar", "ja", "ur"]
SIZES = [0.8, 1.0, 1.6]
SCALE_FACTORS = [1.0, 1.25, 1.5, 2.0]
AROUND = 60
"""Pixels around the picture of a text."""
FAINT = 48
"""Of 255: the soft edge of a letter is no ink."""

HIGH = {
    "de": "ÅẾỘ gjpqy ȘȚ Ậy «Ğ» السلام ṩ̣̂",
    "pt": "ÇÃÊ gjpqy Õç “Í” ấẫộ",
    "ar": "إِلَّا ٱللَّهِ يُحِبُّ ـٍــٌ ءَأَنتُمْ لِلْمُتَّقِينَ ِِ",
    "ja": "漢字、ばびぶ「ぎょ」(g) ÅẾ السلام",
    "ur": "ٹھٹھہ پیچیدگی حججج چکیچک کیفیت نصیحت مستقبل چھپکلی",
}
"""Letters that reach far up or down."""


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    load_fonts()


def texts(tag: str, step: int) -> list[str]:
    lines = (assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
    return [HIGH[tag], " ".join([HIGH[tag]] * 4), *[line for line in lines if line.strip()][::step]]


def ink(laid: Piece, scale: float, lines: Iterable[int]) -> NDArray[np.bool_]:
    """Where there is ink, in dots; the text begins at (AROUND, AROUND) times the scale factor."""
    width, height = (round((extent + 2 * AROUND) * scale) for extent in (laid.layout.lineAt(0).width(), laid.height))
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setPen(QColor(0, 0, 0))
        for number in lines:
            laid.layout.lineAt(number).draw(painter, QPointF(AROUND, AROUND))
    return np.frombuffer(image.constBits(), np.uint8).reshape(height, -1)[:, :width] < 255 - FAINT


def faults(tag: str, zoom: float, scale: float, width: float, step: int) -> list[str]:
    """The texts whose ink leaves its row or its cell, or in which two lines meet."""
    metrics, found = Metrics.for_zoom(zoom), []
    for text in texts(tag, step):
        laid = piece(text, style_of(tag, zoom), width * zoom)
        odd, even = (ink(laid, scale, range(first, laid.layout.lineCount(), 2)) for first in (0, 1))
        down, across = (np.flatnonzero((odd | even).any(axis=axis)) / scale - AROUND for axis in (1, 0))
        if (
            down[0] < -metrics.row_padding
            or down[-1] > laid.height + metrics.row_padding
            or across[0] < -metrics.cell_margin
            or across[-1] > width * zoom + metrics.cell_margin
            or bool((odd & even).any())
        ):
            found.append(text)
    return found


@pytest.mark.parametrize("tag", LANGUAGES)
def test_ink_stays_in_its_row_and_lines_do_not_meet(tag: str) -> None:
    assert faults(tag, zoom=1.0, scale=1.25, width=320, step=4) == []


@pytest.mark.soak
@pytest.mark.parametrize("tag", LANGUAGES)
def test_ink_stays_in_its_row_at_every_size_and_scale_factor(tag: str) -> None:
    for zoom, scale, width in itertools.product(SIZES, SCALE_FACTORS, [240, 330, 700]):
        assert faults(tag, zoom, scale, width, step=1) == [], (zoom, scale, width)


def test_the_deepest_sign_of_nastaliq_does_not_reach_the_text_of_the_next_row() -> None:
    laid = piece("محمد ﷺ", style_of("ur"), 320)
    lowest = np.flatnonzero(ink(laid, 1.0, [0]).any(axis=1))[-1] - AROUND
    assert laid.height < lowest <= laid.height + 2 * Metrics.for_zoom(1.0).row_padding
