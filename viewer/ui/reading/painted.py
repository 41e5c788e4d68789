"""Which pixels a range of letters takes when it is painted, and which letters can only be painted together.

Qt tells the place of letters rightly in one way only, by painting them as selected: `cursorToX` errs at the borders
between directions. So ranges are painted, each in a colour of its own, and read back. Ranges and places are UTF-16.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat, QTextLayout

_CLEAR = QColor(0, 0, 0, 0)


def columns_of(layout: QTextLayout, lines: range, ranges: Sequence[tuple[int, int]]) -> NDArray[np.uint32]:
    """For neighbouring lines, from 0 to the right, the number (from 1) of the last range in each pixel column, else 0.

    An array of shape (lines, columns); a range is start and stop.
    """
    boxes = [layout.lineAt(number).rect().united(layout.lineAt(number).naturalTextRect()) for number in lines]
    width, top = math.ceil(max(box.right() for box in boxes)) + 2, math.floor(boxes[0].top())
    image = QImage(width, math.ceil(boxes[-1].bottom()) - top + 1, QImage.Format.Format_RGB32)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setPen(_CLEAR)
        colours = [_coloured(start, stop, number) for number, (start, stop) in enumerate(ranges, 1)]
        layout.draw(painter, QPointF(0, -top), colours, QRectF(image.rect()))
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), width)
    return pixels[[math.floor(box.center().y()) - top for box in boxes]] & np.uint32(0xFFFFFF)


def rects_of(layout: QTextLayout, start: int, stop: int) -> list[QRectF]:
    """Rectangles of a range in pixels of the layout, line by line from left to right; several where it is split."""
    lines = range(_line(layout, start), _line(layout, max(start, stop - 1)) + 1)
    found = []
    for number, row in zip(lines, columns_of(layout, lines, [(start, stop)]), strict=True):
        box = layout.lineAt(number).rect()
        edges = np.flatnonzero(np.diff(row != 0, prepend=False, append=False)).tolist()
        found += [
            QRectF(left, box.top(), right - left, box.height())
            for left, right in zip(edges[::2], edges[1::2], strict=True)
        ]
    return found


def in_ligature(layout: QTextLayout, place: int) -> bool:
    """Whether the characters before and after `place` share a glyph. Surrogates count as one character each."""
    return not _glyphs(layout, place - 1).isdisjoint(_glyphs(layout, place))


def _glyphs(layout: QTextLayout, place: int) -> set[tuple[int, float, float]]:
    """The glyphs of a character: their numbers in the font, and where they stand."""
    return {
        (glyph, position.x(), position.y())
        for run in layout.lineForTextPosition(place).glyphRuns(place, 1)
        for glyph, position in zip(run.glyphIndexes(), run.positions(), strict=True)
    }


def _line(layout: QTextLayout, place: int) -> int:
    return layout.lineForTextPosition(place).lineNumber()


def _coloured(start: int, stop: int, colour: int) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = start, stop - start
    found.format = QTextCharFormat()
    found.format.setBackground(QColor(0xFF000000 | colour))
    found.format.setForeground(_CLEAR)
    return found
