"""The mouse in repair: a paragraph is dragged to another row of its version; with Shift all below it goes along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from viewer.model import SegmentId
from viewer.ui.reading.stage import Stage
from viewer.ui.repairing.cursor import RepairCursor, Spot

_EDGE: Final = 40
"""Pixels at the upper and lower edge at which the page is scrolled while something is dragged."""


@dataclass(frozen=True, slots=True)
class Target:
    """A row that something may be dropped on."""

    unit: int
    segment: SegmentId
    """A paragraph that stands in it, by which it is found again."""
    box: QRect
    """The cell of the dragged version; pixels of the viewport."""


class Dragging(QObject):
    """Watches the mouse over the texts; only while `active` says so. Takes no event before something is dragged."""

    dropped = Signal(object, object, bool)
    """The SegmentId that was dragged, a SegmentId of the row it was dropped on, and whether all below goes along."""

    def __init__(self, stage: Stage, cursor: RepairCursor, *, active: Callable[[], bool]) -> None:
        super().__init__(cursor)
        self._stage = stage
        self._cursor = cursor
        self._active = active
        self._pressed: QPoint | None = None
        self._dragged: Spot | None = None
        self._target: Target | None = None
        self._mark = _DropMark(stage.page.viewport())
        stage.page.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or not self._active():
            return False
        point = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            self._end()
            on_text = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
            self._pressed = point if on_text else None
        elif event.type() == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton:
            return self._move(point)
        elif event.type() == QEvent.Type.MouseButtonRelease and self._dragged is not None:
            self._drop(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            # The page lets go of the mouse as well.
            return False
        return False

    def _move(self, point: QPoint) -> bool:
        """Whether something is being dragged, which is nothing to mark text by."""
        if self._pressed is None:
            return self._dragged is not None
        if self._dragged is None:
            if (point - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return True
            self._dragged = self._cursor.spot  # the press has put it here
            if self._dragged is None:
                return True
            self._stage.page.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scroll(point)
        self._target = self._target_at(point)
        self._mark.show_at(self._target.box if self._target is not None else None)
        return True

    def _drop(self, below: bool) -> None:
        dragged, target = self._dragged, self._target
        self._end()
        if dragged is not None and target is not None:
            self.dropped.emit(dragged.segment, target.segment, below)

    def _end(self) -> None:
        if self._dragged is not None:
            self._stage.page.viewport().unsetCursor()
        self._pressed = self._dragged = self._target = None
        self._mark.hide()

    def _target_at(self, point: QPoint) -> Target | None:
        """The row at a point, unless it is the dragged paragraph's own or is folded."""
        geometry, dragged = self._stage.geometry(), self._dragged
        if geometry is None or dragged is None:
            return None
        here = dragged.version if not geometry.spread.arrangement.stacked else None
        seen = geometry.cell_at(point, here)
        if seen is None or seen.placed.unit == dragged.unit:
            return None
        unit = seen.placed.unit
        cells = [one for one in geometry.cells(dragged.version) if one.placed.unit == unit]
        box = QRect()
        for one in cells:
            box = box.united(QRect(one.cell.pane.left, one.top, one.cell.pane.width, one.cell.height))
        first = next((cell[0].id for cell in geometry.spread.source.unit(unit).cells.values() if cell), None)
        return Target(unit, first, box) if first is not None and cells else None

    def _scroll(self, point: QPoint) -> None:
        """At the edges the page goes on, so that a row beyond the window can be reached."""
        height, page = self._stage.page.viewport().height(), self._stage.page
        over = min(0, point.y() - _EDGE) or max(0, point.y() - height + _EDGE)
        if over:
            page.scroll_by(max(-_EDGE, min(_EDGE, over)))


class _DropMark(QWidget):
    """A frame of dashes around where a paragraph would go."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, box: QRect | None) -> None:
        if box is not None:
            self.setGeometry(box.adjusted(4, 2, -4, -2))
        self.setVisible(box is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().accent().color(), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)
