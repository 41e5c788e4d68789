"""The ink of the path: rows as steps and boxes, doubtful ones tinted, gaps as straight lines, anchors as fine dots."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from viewer.alignment_path import AlignmentPath
from viewer.ui.theme import Theme
from viewer.ui.widgets.style import mix

Floats = NDArray[np.float64]

_BOX = 3.0
"""Pixels from which on a row is a box and not part of the line."""
_STRAIGHT = 0.5
"""Pixels below which a step goes on in one version alone: a gap."""
_GRID = 28
"""Headings up to which each has a line across the picture."""
_DOTS = 4_000
"""Anchors that are drawn, evenly chosen from all."""


def _none() -> Floats:
    return np.empty((0, 2))


@dataclass(frozen=True, slots=True)
class Points:
    """What lies beside the path, or on it: shape (n, 2) each, code points of both versions."""

    anchors: Floats = field(default_factory=_none)
    """Middles of segments that share something rare."""
    moved: Floats = field(default_factory=_none)
    """Middles of segments that are linked across rows."""
    proposed: Floats = field(default_factory=_none)
    """Middles of segments that may be linked so."""
    headings: Floats = field(default_factory=_none)
    """Where headings begin in both versions."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the picture lies in the widget, and how the two texts fit into it."""

    area: QRectF
    wide: int
    """Code points of the first version; 1 at least."""
    high: int
    """Those of the second."""

    def at(self, across: float, down: float) -> QPointF:
        """The point of a place in both texts."""
        x = self.area.left() + across * self.area.width() / self.wide
        return QPointF(x, self.area.top() + down * self.area.height() / self.high)

    def share(self, point: QPointF) -> tuple[float, float]:
        """How far a point is through both texts, 0 to 1."""
        across = (point.x() - self.area.left()) / max(1.0, self.area.width())
        down = (point.y() - self.area.top()) / max(1.0, self.area.height())
        return min(1.0, max(0.0, across)), min(1.0, max(0.0, down))


def paint_path(painter: QPainter, frame: Frame, path: AlignmentPath, points: Points, theme: Theme) -> None:
    """Paints all of it; what it costs depends on the pixels of the picture and not on the rows."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(frame.area, theme.page)
    painter.setClipRect(frame.area.adjusted(-1, -1, 1, 1))
    _grid(painter, frame, points, theme)
    _steps(painter, frame, path, theme)
    _dots(painter, frame, points.anchors, theme)
    _arcs(painter, frame, points.moved, path, theme, filled=True)
    _arcs(painter, frame, points.proposed, path, theme, filled=False)
    painter.restore()


def _grid(painter: QPainter, frame: Frame, points: Points, theme: Theme) -> None:
    painter.setPen(QPen(theme.hairline, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame.area)
    painter.setPen(QPen(theme.hairline, 1, Qt.PenStyle.DotLine))
    painter.drawLine(frame.area.topLeft(), frame.area.bottomRight())
    if len(points.headings) <= _GRID:
        for across, down in points.headings.tolist():
            point = frame.at(across, down)
            painter.drawLine(QPointF(point.x(), frame.area.top()), QPointF(point.x(), frame.area.bottom()))
            painter.drawLine(QPointF(frame.area.left(), point.y()), QPointF(frame.area.right(), point.y()))


def _dots(painter: QPainter, frame: Frame, places: Floats, theme: Theme) -> None:
    if not len(places):
        return
    chosen = places[:: -(-len(places) // _DOTS)]
    painter.setPen(_pen(mix(theme.page, theme.text, 0.75), 2.5))
    painter.drawPoints(QPolygonF([frame.at(across, down) for across, down in chosen.tolist()]))


def _steps(painter: QPainter, frame: Frame, path: AlignmentPath, theme: Theme) -> None:
    """Few calls of Qt for all steps of a kind: each has its price, and there may be a thousand steps."""
    corners = path.corners(round(frame.area.width()), round(frame.area.height()))
    points = [
        frame.at(*place) for place in zip(path.across[corners].tolist(), path.down[corners].tolist(), strict=True)
    ]
    boxes: dict[bool, list[QRectF]] = {False: [], True: []}
    dots: list[QPointF] = []
    doubtful: list[QLineF] = []
    gaps: list[QLineF] = []
    for begin, end, doubt in zip(points, points[1:], (np.diff(path.doubts[corners]) > 0).tolist(), strict=False):
        box = QRectF(begin, end)
        if box.width() >= _BOX and box.height() >= _BOX:
            boxes[doubt].append(box)
        elif doubt and (not dots or (dots[-1] - box.center()).manhattanLength() >= _BOX):
            dots.append(box.center())
        if doubt:
            doubtful.append(QLineF(begin, end))
        elif min(box.width(), box.height()) < _STRAIGHT and max(box.width(), box.height()) >= _BOX:
            gaps.append(QLineF(begin, end))
    tint = mix(theme.page, theme.doubtful, 0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    for doubt, colour in ((False, mix(theme.page, theme.accent, 0.28)), (True, tint)):
        painter.setBrush(colour)
        painter.drawRects(boxes[doubt])
    painter.setPen(_pen(tint, 7))
    painter.drawPoints(QPolygonF(dots))
    painter.setPen(_pen(theme.accent, 2))
    painter.drawPolyline(QPolygonF(points))
    for lines, colour in ((gaps, theme.gap_mark), (doubtful, theme.doubtful)):
        painter.setPen(_pen(colour, 2))
        painter.drawLines(lines)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


def _arcs(painter: QPainter, frame: Frame, places: Floats, path: AlignmentPath, theme: Theme, *, filled: bool) -> None:
    """A passage that was moved lies off the path; fine lines lead to where its two halves stand on it."""
    for across, down in places.tolist():
        point = frame.at(across, down)
        painter.setPen(QPen(theme.missing_mark, 1, Qt.PenStyle.DashLine))
        below = np.interp(across, path.across, path.down)
        beside = np.interp(down, path.down, path.across)
        painter.drawLine(point, frame.at(across, float(below)))
        painter.drawLine(point, frame.at(float(beside), down))
        painter.setPen(QPen(theme.missing_mark, 2))
        painter.setBrush(theme.missing_mark if filled else theme.page)
        painter.drawEllipse(point, 4, 4)
