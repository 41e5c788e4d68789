"""Signs of notes: a ribbon for a bookmark, a leaf for a note, before the first line of the paragraph it is about.

The same paragraph in the other versions has the sign hollow, and the margin has it once for the row, so that a note is
seen whichever version is read. The stretch that a note is about has dots under its letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from viewer.model import PlacedNote, Segment, Unit, VersionId
from viewer.ui.notes.noted import Noted
from viewer.ui.reading.layouts import SegmentLayout
from viewer.ui.reading.painter import Mark
from viewer.ui.reading.rows import BandLayout, Cell
from viewer.ui.theme import Theme

_WIDTH, _HEIGHT = 9.0, 12.0
"""Pixels of a sign."""
_REACH: Final = 3.0
"""Pixels around a sign in which a click means it."""


class NoteInk:
    """An overlay, a decorator and what stands in the margin of the page."""

    def __init__(self, noted: Callable[[], Noted], theme: Callable[[], Theme]) -> None:
        self._noted = noted
        self._theme = theme

    def paint(self, painter: QPainter, cell: Cell, band: BandLayout, origin: QPointF) -> None:
        """Signs the paragraphs of a cell, whose text begins at `origin`."""
        for box, notes, own in self._signs(cell, band, origin):
            _sign(painter, box, notes, self._theme().accent, filled=own)

    def paint_margin(self, painter: QPainter, unit: Unit, centre: QPointF) -> None:
        """Signs a row in the margin, around a point."""
        notes = [one for _, one in self._noted().in_row(unit)]
        if notes:
            box = QRectF(0, 0, _WIDTH, _HEIGHT)
            box.moveCenter(centre)
            _sign(painter, box, notes, self._theme().accent, filled=True)

    def decorate(self, _version: VersionId, _unit: int, _place: int, segment: Segment, _shown: range) -> Iterable[Mark]:
        """Dots under the stretches that notes are about."""
        for one in self._noted().at(segment.id):
            if one.stop:
                yield Mark(one.start, one.stop, underline=self._theme().accent)

    def notes_at(self, cell: Cell, band: BandLayout, origin: QPointF, point: QPointF) -> list[PlacedNote]:
        """The notes whose sign is at a point, in a cell whose text begins at `origin`."""
        for box, notes, _ in self._signs(cell, band, origin):
            if box.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(point):
                return notes
        return []

    def _signs(self, cell: Cell, band: BandLayout, origin: QPointF) -> Iterable[tuple[QRectF, list[PlacedNote], bool]]:
        """The signs of a cell: where, of which notes, and whether they are about that paragraph itself."""
        noted = self._noted()
        in_row = noted.in_row(band.unit) if cell.text is not None else []
        if cell.text is None or not in_row:
            return
        begun = [laid for laid in cell.text.segments if laid.pieces[0].start == 0]
        own = [laid for laid in begun if noted.at(laid.segment.id)]
        for laid in own:
            yield _box(cell, laid, origin), list(noted.at(laid.segment.id)), True
        others = [one for version, one in in_row if version != cell.version]
        if others and begun and begun[0] not in own and begun[0].place == 0:
            yield _box(cell, begun[0], origin), others, False


def _box(cell: Cell, laid: SegmentLayout, origin: QPointF) -> QRectF:
    """Before the first line, where it begins: at the left, or at the right of a text that runs leftwards."""
    assert cell.text is not None
    rightmost = cell.text.style.direction == "rtl"
    x = origin.x() + cell.pane.text_width + 5 if rightmost else origin.x() - _WIDTH - 5
    line = laid.pieces[0].line_box(laid.pieces[0].start)
    return QRectF(x, origin.y() + laid.pieces[0].top + (line[0] + line[1] - _HEIGHT) / 2, _WIDTH, _HEIGHT)


def _sign(painter: QPainter, box: QRectF, notes: list[PlacedNote], colour: QColor, *, filled: bool) -> None:
    written = any(one.note.text for one in notes)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(colour if filled and not written else Qt.BrushStyle.NoBrush)
    painter.drawPath(_leaf(box) if written else _ribbon(box))
    if written:
        lines = (0.38, 0.58, 0.78) if filled else (0.58,)
        for share in lines:
            y = box.top() + box.height() * share
            painter.drawLine(QPointF(box.left() + 2.2, y), QPointF(box.right() - 2.2, y))
    painter.restore()


def _ribbon(box: QRectF) -> QPainterPath:
    path = QPainterPath(box.topLeft())
    path.lineTo(box.topRight())
    path.lineTo(box.bottomRight())
    path.lineTo(QPointF(box.center().x(), box.bottom() - 4))
    path.lineTo(box.bottomLeft())
    path.closeSubpath()
    return path


def _leaf(box: QRectF) -> QPainterPath:
    fold = 3.0
    path = QPainterPath(box.topLeft())
    path.lineTo(QPointF(box.right() - fold, box.top()))
    path.lineTo(QPointF(box.right(), box.top() + fold))
    path.lineTo(box.bottomRight())
    path.lineTo(box.bottomLeft())
    path.closeSubpath()
    return path
