"""Signs over characters that cannot be seen, drawn above the text: nothing is shaped anew, no letter moves.

A character without width stands where the letter before it ends; at the beginning of a line, and where it ends an
embedding or an isolate, where the letter after it begins.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from weakref import WeakKeyDictionary

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from viewer.text.invisible import find, full_name, is_space, short_name
from viewer.ui.reading.layouts import CellLayout, Piece, SegmentLayout
from viewer.ui.theme import Theme

_SIZE: Final = 0.62
"""Size of the short names, times that of small text."""
_CLOSING: Final = "\u202c\u2069"
"""PDF and PDI end what an earlier character began."""
_EMBEDDING: Final = frozenset({"LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "S", "B"})
_LEFT_TO_RIGHT: Final = frozenset({"L", "EN", "AN"})
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
"""Classes of the bidirectional algorithm (UAX #9)."""
_MOST: Final = 4
"""Names above one another."""
_NEAR: Final = 4.0
"""Pixels around a sign in which it is pointed at."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A character that cannot be seen, in its line. Pixels of the cell's text."""

    character: str
    left: float
    """Equal to `right` where it takes no room."""
    right: float
    top: float
    """Of the line."""
    base: float
    """The base line."""
    bottom: float
    level: int
    """How many signs stand at the same place before it."""


class Invisibles:
    """Draws the signs and tells which is pointed at; remembers them for the lines that were seen lately."""

    def __init__(self) -> None:
        self.shown = False
        self._known: WeakKeyDictionary[Piece, _Known] = WeakKeyDictionary()

    def paint(
        self, painter: QPainter, text: CellLayout, origin: QPointF, clip: QRectF, *, theme: Theme, small: QFont
    ) -> None:
        """Paints the signs of a cell whose text begins at `origin`, as far as they may meet `clip`."""
        font = QFont(small)
        font.setPointSizeF(small.pointSizeF() * _SIZE)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        for sign in self.signs(text, clip.top() - origin.y(), clip.bottom() - origin.y()):
            if sign.level > _MOST:
                continue
            _paint(painter, sign, origin, theme.accent, QFontMetricsF(font))

    def name_at(self, text: CellLayout, point: QPointF) -> str:
        """What the signs at a point of a cell's text stand for; empty if there are none."""
        near = [
            full_name(sign.character)
            for sign in self.signs(text, point.y(), point.y())
            if sign.top <= point.y() < sign.bottom and sign.left - _NEAR <= point.x() <= sign.right + _NEAR
        ]
        return ", ".join(dict.fromkeys(near))

    def signs(self, text: CellLayout, top: float, bottom: float) -> Iterator[Sign]:
        """The signs of the lines between two heights, pixels of the cell's text."""
        for laid in text.segments:
            for piece in laid.pieces:
                if piece.top <= bottom and piece.bottom >= top:
                    yield from self._of_piece(laid, piece, top, bottom)

    def _of_piece(self, laid: SegmentLayout, piece: Piece, top: float, bottom: float) -> Iterator[Sign]:
        known = self._known.get(piece)
        if known is None:
            known = self._known[piece] = _Known(_places(laid.segment.text, piece))
        for number, places in known.places.items():
            box = piece.layout.lineAt(number).rect().translated(0, piece.top)
            if box.bottom() < top or box.top() > bottom:
                continue
            if number not in known.signs:
                known.signs[number] = tuple(_signs(laid.segment.text, piece, number, places))
            yield from known.signs[number]


@dataclass(slots=True)
class _Known:
    """What was found out about a piece, by the numbers of its lines."""

    places: dict[int, list[int]]
    """Code points of the segment."""
    signs: dict[int, tuple[Sign, ...]] = field(default_factory=dict)


def _places(text: str, piece: Piece) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for place in find(text[piece.start : piece.stop]):
        found.setdefault(piece.line_of(piece.start + place), []).append(piece.start + place)
    return found


def _signs(text: str, piece: Piece, number: int, places: list[int]) -> Iterator[Sign]:
    """The signs of one line for the characters at `places`, code points of the segment."""
    line = piece.layout.lineAt(number)
    top, base = piece.top + line.y(), piece.top + line.y() + line.ascent()
    extent = _told if _runs_one_way(text, piece, number) else _Painted(text, piece, number).extent
    stacked: dict[float, int] = {}
    for place in places:
        left, right = extent(text, piece, place)
        level = stacked.get(left, 0) if left == right else 0
        stacked[left] = level + 1
        yield Sign(text[place], left, right, top, base, piece.top + line.y() + line.height(), level)


def _runs_one_way(text: str, piece: Piece, number: int) -> bool:
    """Whether a line has nothing that runs against its direction, or might; and no joiner, which Qt takes for a part of
    the letter that it joins."""
    right_to_left = piece.layout.textOption().textDirection() is Qt.LayoutDirection.RightToLeft
    start, stop = piece.span(number)
    found = {unicodedata.bidirectional(letter) for letter in text[start:stop]}
    return "\u200d" not in text[start:stop] and found.isdisjoint(
        _EMBEDDING | (_LEFT_TO_RIGHT if right_to_left else _RIGHT_TO_LEFT)
    )


def _told(text: str, piece: Piece, place: int) -> tuple[float, float]:
    """Left and right edge of a character in a line of one direction, as Qt tells them."""
    begins = piece.x_of(place)
    ends = piece.x_of(place, after=True) if is_space(text[place]) else begins
    return min(begins, ends), max(begins, ends)


class _Painted:
    """Left and right edges of characters in a line of both directions, where Qt errs unless it paints."""

    def __init__(self, text: str, piece: Piece, number: int) -> None:
        self._edges = piece.edges(number)
        self._order = sorted(place for place in self._edges if not short_name(text[place]) or is_space(text[place]))
        """The characters that take room, by their places."""

    def extent(self, text: str, piece: Piece, place: int) -> tuple[float, float]:
        if is_space(text[place]) and place in self._edges:
            return self._edges[place]
        x = self._edge(piece, place, closing=text[place] in _CLOSING)
        return x, x

    def _edge(self, piece: Piece, place: int, *, closing: bool) -> float:
        """Where a character without width stands."""
        order, edges = self._order, self._edges
        here = bisect_left(order, place)
        if order and closing and here == len(order):
            # What it ends may run against the line, which goes on beyond it.
            if piece.layout.textOption().textDirection() is Qt.LayoutDirection.RightToLeft:
                return min(left for left, _ in edges.values())
            return max(right for _, right in edges.values())
        if order and (here == 0 or (closing and here < len(order))):
            left, right = edges[order[here]]
            return right if piece.runs_left(order[here]) else left
        if order:
            left, right = edges[order[here - 1]]
            return left if piece.runs_left(order[here - 1]) else right
        box = piece.layout.lineAt(piece.line_of(place)).naturalTextRect()
        return box.right() if piece.runs_left(place) else box.left()


def _paint(painter: QPainter, sign: Sign, origin: QPointF, colour: QColor, metrics: QFontMetricsF) -> None:
    left, right = origin.x() + sign.left, origin.x() + sign.right
    top, base = origin.y() + sign.top, origin.y() + sign.base
    painter.setPen(QPen(colour, 1))
    if sign.left != sign.right:
        # A trough under the space, as wide as it is.
        depth = max(2.0, metrics.height() * 0.3)
        painter.drawPolyline([QPointF(left + 1, base + 1), QPointF(left + 1, base + 1 + depth),
                              QPointF(right - 1, base + 1 + depth), QPointF(right - 1, base + 1)])  # fmt: skip
        if sign.character != "\t":  # that it is a space can be seen
            return
        middle, below = (left + right) / 2, base + depth + 1
    else:
        painter.drawLine(QPointF(left, top + metrics.height() * 0.4), QPointF(left, base + 2))
        middle, below = left, top - metrics.height() * (sign.level + 0.6)
    name = short_name(sign.character) if sign.level < _MOST else "…"
    wide = metrics.horizontalAdvance(name)
    box = QRectF(middle - wide / 2, below, wide, metrics.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
