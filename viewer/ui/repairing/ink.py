"""What repair draws over the texts: an outline around the paragraph of the cursor, numbered marks, pins."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from viewer.model import SegmentId
from viewer.ui.reading.layouts import SegmentLayout
from viewer.ui.reading.rows import BandLayout, Cell
from viewer.ui.repairing.cursor import RepairCursor
from viewer.ui.repairing.marks import Marks
from viewer.ui.theme import Theme

_BESIDE, _ABOVE = 7, 3
"""Pixels between text and outline."""
_ROUND = 5


class RepairInk:
    """An overlay of the page. Draws only while `shown`."""

    def __init__(
        self,
        *,
        cursor: RepairCursor,
        marks: Marks,
        pinned: Callable[[BandLayout], frozenset[SegmentId]],
        theme: Callable[[], Theme],
        small: Callable[[], QFont],
    ) -> None:
        """`pinned` gives the pinned segments of a row."""
        self._cursor = cursor
        self._marks = marks
        self._pinned = pinned
        self._theme = theme
        self._small = small
        self.shown = False

    def paint(self, painter: QPainter, cell: Cell, band: BandLayout, origin: QPointF) -> None:
        """Draws what there is to the paragraphs of a cell, whose text begins at `origin`."""
        if not self.shown or cell.text is None:
            return
        theme, spot = self._theme(), self._cursor.spot
        pinned = self._pinned(band)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for laid in cell.text.segments:
            box = _box(cell, laid, origin)
            number = self._marks.number_of(laid.segment.id)
            if number is not None:
                self._outline(painter, box, QPen(theme.missing_mark, 2, Qt.PenStyle.DashLine))
            if spot is not None and laid.segment.id == spot.segment:
                self._outline(painter, box, QPen(theme.accent, 2))
            begins = laid.pieces[0].start == 0
            if begins and laid.segment.id in pinned:
                _pin(painter, QPointF(_start_edge(cell, box), box.top() + 9), theme.accent)
            if begins and number is not None:
                self._number(painter, box, number, theme)
        painter.restore()

    def _outline(self, painter: QPainter, box: QRectF, pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, _ROUND, _ROUND)

    def _number(self, painter: QPainter, box: QRectF, number: int, theme: Theme) -> None:
        """On the upper edge of the outline, in the middle: texts begin at either end."""
        font = QFont(self._small())
        font.setBold(True)
        metrics = QFontMetricsF(font)
        chip = QRectF(0, 0, metrics.horizontalAdvance(str(number)) + 12, metrics.height())
        chip.moveCenter(QPointF(box.center().x(), box.top()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.missing_mark)
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setPen(theme.page)
        painter.setFont(font)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(number))


def _box(cell: Cell, laid: SegmentLayout, origin: QPointF) -> QRectF:
    pane = cell.pane
    height = laid.bottom - laid.top
    return QRectF(origin.x(), origin.y() + laid.top, pane.text_width, height).adjusted(
        -_BESIDE, -_ABOVE, _BESIDE, _ABOVE
    )


def _start_edge(cell: Cell, box: QRectF) -> float:
    """Where the lines of a version begin, on the outline."""
    right = cell.text is not None and cell.text.style.direction == "rtl"
    return box.right() if right else box.left()


def _pin(painter: QPainter, tip: QPointF, colour: QColor) -> None:
    """A drawing pin seen from the side, its head at the point."""
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(colour)
    painter.drawEllipse(tip, 4, 4)
    needle = QPainterPath(tip)
    needle.lineTo(tip + QPointF(0, 11))
    painter.drawPath(needle)
