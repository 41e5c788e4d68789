"""The mark of a moved paragraph: an arrow that turns back, beside the end of its first line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from viewer.errors import HexaplaError
from viewer.model import SegmentId
from viewer.ui.moved.links import MovedLinks
from viewer.ui.reading.layouts import SegmentLayout
from viewer.ui.reading.rows import BandLayout, Cell
from viewer.ui.theme import Theme

_SIZE = 14
"""Pixels of the mark, and of the place that is clicked."""


class MovedInk:
    """An overlay of the page."""

    def __init__(self, links: MovedLinks, theme: Callable[[], Theme]) -> None:
        self._links = links
        self._theme = theme

    def paint(self, painter: QPainter, cell: Cell, band: BandLayout, origin: QPointF) -> None:
        """Marks the moved paragraphs of a cell, whose text begins at `origin`."""
        if cell.text is None:
            return
        try:
            partners = self._links.in_row(band.unit)
        except HexaplaError:  # the page, which reads the same rows, is who tells of it
            return
        for laid in cell.text.segments if partners else ():
            if laid.segment.id in partners and laid.pieces[0].start == 0:
                _arrow(painter, mark_rect(cell, laid, origin), self._theme())

    def marked_at(self, cell: Cell, band: BandLayout, origin: QPointF, point: QPointF) -> SegmentId | None:
        """The moved paragraph of a cell whose mark is at a point."""
        if cell.text is None:
            return None
        for laid in cell.text.segments:
            if laid.pieces[0].start == 0 and mark_rect(cell, laid, origin).contains(point):
                return laid.segment.id if laid.segment.id in self._links.in_row(band.unit) else None
        return None


def mark_rect(cell: Cell, laid: SegmentLayout, origin: QPointF) -> QRectF:
    """Where the mark of a paragraph is: beyond the end of its lines, so that it never lies on letters."""
    assert cell.text is not None
    leftwards = cell.text.style.direction == "rtl"
    x = origin.x() - _SIZE - 1 if leftwards else origin.x() + cell.pane.text_width + 1
    return QRectF(x, origin.y() + laid.top + 3, _SIZE, _SIZE)


def _arrow(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """An arc over the paragraph and down again."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.missing_mark, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(2, 3, -2, -2)
    path = QPainterPath(inner.bottomLeft())
    path.cubicTo(inner.topLeft(), inner.topRight(), QPointF(inner.right() - 1, inner.bottom() - 1))
    tip = QPointF(inner.right() - 1, inner.bottom())
    path.moveTo(tip + QPointF(-4.5, -2.5))
    path.lineTo(tip)
    path.lineTo(tip + QPointF(2, -5))
    painter.drawPath(path)
    painter.restore()
