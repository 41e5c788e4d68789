"""One line of a concordance as it is drawn: the match in the middle of its column, its surroundings on either side.

The line is laid out as a whole, in the direction of its version, so that letters and numbers stand in the order in
which they stand in their paragraph: what comes before an Arabic match stands to its right.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter

from viewer.model import Kind
from viewer.ui.reading.layouts import Piece, TextStyle
from viewer.ui.reading.painter import Mark, formats
from viewer.ui.theme import Theme

_FADE = 28
"""Pixels in which a line that goes on fades at the edge of its column."""
_ONE_LINE = str.maketrans(dict.fromkeys("\n\r\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "))
"""Every break becomes a space, code point for code point."""


class InContext(Protocol):
    """A match and what stands around it, in reading order."""

    @property
    def before(self) -> str: ...

    @property
    def match(self) -> str: ...

    @property
    def after(self) -> str: ...


class KwicLine:
    """A line, laid out; all measures in pixels."""

    def __init__(self, line: InContext, style: TextStyle) -> None:
        self.line = line
        text = (line.before + line.match + line.after).translate(_ONE_LINE)
        start = len(line.before)
        self._marked = (start, start + len(line.match))
        # Wide enough for never breaking; what is to spare stands at the side where the direction ends.
        width = QFontMetricsF(style.font(Kind.BODY)).horizontalAdvance(text) * 1.15 + 60
        self._piece = Piece(text, 0, style, Kind.BODY, width, 0)
        self.height = self._piece.height
        if line.match:
            places = [(first, length) for _, first, length in self._piece.ranges([self._marked])]
            rects = [rect for first, length in places for rect in self._piece.rects(first, length)]
            self._match = QRectF(rects[0]) if rects else QRectF()
            for rect in rects[1:]:
                self._match = self._match.united(rect)
        else:  # a row found without text: it begins in the middle
            box = self._piece.layout.lineAt(0).naturalTextRect() if text else QRectF()
            from_right = self._piece.layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft
            self._match = QRectF(box.right() if from_right else box.left(), 0, 0, self.height)

    def left(self, column: QRectF) -> float:
        """Where the layout begins if the middle of the match is that of the column."""
        return column.center().x() - self._match.center().x()

    def match_rect(self, column: QRectF) -> QRectF:
        """Where the match stands when the line is painted into a column."""
        return self._match.translated(self.left(column), column.top())

    def rect_of(self, start: int, stop: int, column: QRectF) -> QRectF:
        """Where code points of the shown text (what is before, the match and what is after it) stand in a column."""
        found = QRectF()
        for _, first, length in self._piece.ranges([(start, stop)]):
            for rect in self._piece.rects(first, length):
                found = found.united(rect)
        return found.translated(self.left(column), column.top())

    def paint(self, painter: QPainter, column: QRectF, theme: Theme, *, selected: bool) -> None:
        """Paints the line into a column; the colour of text is the painter's pen."""
        colours = (theme.current_hit, theme.current_hit_text) if selected else (theme.hit, theme.hit_text)
        marks = [Mark(*self._marked, *colours)] if self.line.match else []
        painter.save()
        painter.setClipRect(column)
        left = self.left(column)
        self._piece.layout.draw(painter, QPointF(left, column.top()), formats(self._piece, marks))
        painter.restore()
        box = self._piece.layout.lineAt(0).naturalTextRect().translated(left, 0)
        ground = theme.row if selected else theme.page
        if box.left() < column.left():
            _fade(painter, QRectF(column.left(), column.top(), _FADE, column.height()), ground, to_right=True)
        if box.right() > column.right():
            _fade(painter, QRectF(column.right() - _FADE, column.top(), _FADE, column.height()), ground, to_right=False)


def _fade(painter: QPainter, box: QRectF, ground: QColor, *, to_right: bool) -> None:
    ends = (box.left(), box.right()) if to_right else (box.right(), box.left())
    gradient = QLinearGradient(ends[0], 0, ends[1], 0)
    clear = QColor(ground)
    clear.setAlpha(0)
    gradient.setColorAt(0, ground)
    gradient.setColorAt(1, clear)
    painter.fillRect(box, gradient)
