"""The mark of a row in the margin: doubtful, to review, edited or confirmed, each told by its shape as by its colour.

Rows that the aligner is sure of, and rows that came as they are from a file, have none: most rows are quiet.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.model import DOUBTFUL_BELOW, Status, Unit
from viewer.ui.i18n import Safe, translator
from viewer.ui.theme import Theme
from viewer.ui.widgets.style import mix

tr = translator("Page")

_FAINTEST = 0.45
"""How strongly a row is tinted that is only just doubtful; 1 where nothing speaks for it."""


class RowMark(Enum):
    """What is worth a mark."""

    DOUBTFUL = "doubtful"
    """A dot."""
    REVIEW = "review"
    """A flag."""
    EDITED = "edited"
    """A hollow square."""
    CONFIRMED = "confirmed"
    """A tick."""
    PROVISIONAL = "provisional"
    """Three faint points: its paragraphs stand together as they are about as far on, and are not aligned yet."""


_MARKS = {Status.CONFIRMED: RowMark.CONFIRMED, Status.EDITED: RowMark.EDITED, Status.REVIEW: RowMark.REVIEW}


def mark_of(unit: Unit) -> RowMark | None:
    """The mark of a row; what somebody has said of it goes before what the aligner thinks."""
    if unit.status in _MARKS:
        return _MARKS[unit.status]
    if unit.confidence is None:
        provisional = unit.status is Status.AUTOMATIC and len(unit.cells) > 1
        return RowMark.PROVISIONAL if provisional else None
    return RowMark.DOUBTFUL if unit.confidence < DOUBTFUL_BELOW else None


def tint_of(unit: Unit, theme: Theme) -> QColor | None:
    """The ground of a doubtful row, the stronger the less sure it is; None for all others."""
    mark = mark_of(unit)
    if mark not in (RowMark.DOUBTFUL, RowMark.REVIEW):
        return None
    sure = min(unit.confidence / DOUBTFUL_BELOW, 1.0) if unit.confidence is not None else 0.0
    strength = 1.0 if mark is RowMark.REVIEW else 1.0 - (1.0 - _FAINTEST) * sure
    return mix(theme.page, theme.doubtful_row, strength)


def paint_mark(painter: QPainter, mark: RowMark, centre: QPointF, theme: Theme) -> None:
    """Paints a mark of about eight pixels around a point."""
    x, y = centre.x(), centre.y()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if mark is RowMark.DOUBTFUL:
        painter.setBrush(theme.doubtful)
        painter.drawEllipse(centre, 3, 3)
    elif mark is RowMark.EDITED:
        painter.setPen(QPen(theme.accent, 1.6))
        painter.drawRect(QRectF(x - 3.5, y - 3.5, 7, 7))
    elif mark is RowMark.PROVISIONAL:
        painter.setBrush(theme.muted)
        for step in (-4, 0, 4):
            painter.drawEllipse(QPointF(x + step, y), 1.2, 1.2)
    elif mark is RowMark.REVIEW:
        painter.setBrush(theme.doubtful)
        painter.drawPolygon([QPointF(x - 2, y - 5), QPointF(x + 4.5, y - 2), QPointF(x - 2, y + 1)])
        painter.drawRect(QRectF(x - 3, y - 5, 1.5, 10))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.accent, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline([QPointF(x - 3.5, y), QPointF(x - 1, y + 3), QPointF(x + 4, y - 3.5)])
    painter.restore()


def standing(unit: Unit) -> Safe:
    """What is said of a row: who answers for it, or how sure the aligner is. Empty where there is nothing to say."""
    mark = mark_of(unit)
    if mark is RowMark.CONFIRMED:
        return tr("Confirmed")
    if mark is RowMark.EDITED:
        return tr("Edited by hand")
    if mark is RowMark.REVIEW:
        return tr("To review")
    if mark is RowMark.PROVISIONAL:
        return tr("Provisional: not aligned yet")
    if unit.confidence is None:
        return Safe("")
    percent = round(unit.confidence * 100)
    if mark is RowMark.DOUBTFUL:
        return tr("Doubtful: {percent} % sure that these paragraphs belong together", percent=percent)
    return tr("{percent} % sure that these paragraphs belong together", percent=percent)
