"""What is seen of a laid out text: every letter gets a colour of its own, and the pixels are read back.

Qt's own questions (`cursorToX`, `stringIndexes`) err in mixed directions; what it paints is what a reader sees.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import regex
from bidi import get_display
from bidi.mirror import MIRRORED
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat, QTextLayout

from viewer.languages import language
from viewer.model import Direction, Kind
from viewer.ui.reading.layouts import Piece, TextStyle

_CLEAR = QColor(0, 0, 0, 0)
_WIDE = 30_000
"""Pixels of an image that holds a paragraph in one line; QPainter counts in 16 bits."""


def style_of(tag: str, zoom: float = 1.0) -> TextStyle:
    """How the view sets a version in that language."""
    return TextStyle(tag, language(tag).direction, zoom)


def piece(text: str, style: TextStyle, width: float) -> Piece:
    """The view's own layout of a paragraph."""
    return Piece(text, 0, style, Kind.BODY, width, 0)


def in_one_line(text: str, style: TextStyle) -> Piece:
    """The paragraph as wide as it needs."""
    endless = piece(text, style, 1e6)
    laid = piece(text, style, math.ceil(endless.layout.lineAt(0).naturalTextWidth()) + 2)
    assert laid.layout.lineCount() == 1
    return laid


def columns(laid: Piece, ranges: Sequence[tuple[int, int]], line: int = 0) -> NDArray[np.int64]:
    """For each pixel column of a line the number of the last range (code points) painted there, or -1."""
    box = laid.layout.lineAt(line).rect()
    width = math.ceil(box.right())  # spaces at the end of a line hang over
    image = QImage(width, 1, QImage.Format.Format_RGB32)
    image.fill(0)
    formats = [selected(laid, *places, QColor(0xFF000001 + number)) for number, places in enumerate(ranges)]
    with QPainter(image) as painter:
        painter.setPen(_CLEAR)
        middle = math.floor(box.top() + box.height() / 2)
        laid.layout.draw(painter, QPointF(0, -middle), formats, QRectF(0, 0, width, 1))
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32)[:width] & 0xFFFFFF
    return pixels.astype(np.int64) - 1


def selected(laid: Piece, start: int, stop: int, ground: QColor, ink: QColor = _CLEAR) -> QTextLayout.FormatRange:
    """What `draw` wants for a range of code points."""
    found = QTextLayout.FormatRange()
    found.start = laid.units.to_utf16(start)
    found.length = laid.units.to_utf16(stop) - found.start
    found.format = QTextCharFormat()
    found.format.setBackground(ground)
    found.format.setForeground(ink)
    return found


def order(laid: Piece, line: int = 0) -> list[int]:
    """The letters of a line from left to right as they are painted: the code point at which each begins.

    Marks stand with their base; what is narrower than a pixel may be missing.
    """
    text_line = laid.layout.lineAt(line)
    first = laid.units.to_code_point(text_line.textStart())
    last = laid.units.to_code_point(text_line.textStart() + text_line.textLength())
    base = bases(laid.layout.text())
    edges = [*(place for place in range(first, last) if base[place] == place), last]
    seen = columns(laid, list(pairwise(edges)), line)
    turns = seen[np.flatnonzero(np.diff(seen, prepend=-1))]
    return [edges[number] for number in turns.tolist() if number >= 0]


@cache
def bases(text: str) -> list[int]:
    """For each code point the beginning of its grapheme cluster."""
    return [found.start() for found in regex.finditer(r"\X", text) for _ in found.group()]


def is_seen(character: str) -> bool:
    """Whether it has a column of its own: neither a mark nor a control."""
    return unicodedata.category(character) not in ("Mn", "Me", "Cf")


def plain(text: str) -> str:
    """The letters that are seen, brackets in one form."""
    return "".join(min(letter, MIRRORED.get(letter, letter)) for letter in text if is_seen(letter))


def expected(text: str, direction: Direction) -> str:
    """`plain` letters from left to right, by the Unicode Bidirectional Algorithm of python-bidi."""
    return plain(get_display(text, base_dir="R" if direction is Direction.RTL else "L"))
