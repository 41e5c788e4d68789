"""The page: the scroll area that shows rows, and turns wheel, keys and clicks into places. Events only."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from viewer.ui.i18n import translator
from viewer.ui.reading.flow import Flow
from viewer.ui.reading.painter import PagePainter
from viewer.ui.reading.rows import Rows

tr = translator("Page")

_LARGEST_RANGE = 2**30
"""Qt's scroll bars count in 32 bits; a million long rows are more pixels than that."""
_WHEEL_LINES = 3
_IDLE_BUDGET = 0.006
"""Seconds of layout ahead of the reader between two events."""


class Page(QAbstractScrollArea):
    """Shows a flow. What is in it, and how it looks, is handed in."""

    scrolled = Signal()
    """The place has changed because the user moved."""
    resized = Signal()
    row_pressed = Signal(int, bool)
    """A unit, and whether its fold's line was hit rather than its text."""
    marking_started = Signal(QPoint, bool)
    """The mouse went down on text, at a point of the viewport; whether Shift asks to extend what is marked."""
    marking_moved = Signal(QPoint)
    word_requested = Signal(QPoint)
    paragraph_requested = Signal(QPoint)
    step_requested = Signal(int)
    """To another row: +1 or -1."""
    zoom_requested = Signal(int)
    """Steps of zoom, positive is larger."""
    toggle_requested = Signal()
    """Open or close the fold of the current row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Texts"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().actionTriggered.connect(self._bar_moved)
        self._flow: Flow | None = None
        self._rows: Rows | None = None
        self._painter: Callable[[], PagePainter] | None = None
        self._scale = 1
        self._line = 24
        self._ahead = QTimer(self, singleShot=True, interval=0)
        self._ahead.timeout.connect(self._lay_out_ahead)
        self._pressed: QPoint | None = None
        self._pointer = QPoint()
        self._beyond = QTimer(self, interval=30)
        self._beyond.timeout.connect(self._scroll_beyond)
        self._clicks = QElapsedTimer()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def show_flow(self, flow: Flow | None, rows: Rows | None, painter: Callable[[], PagePainter] | None) -> None:
        """`painter` is asked for colours and decorations at each repaint."""
        self._flow, self._rows, self._painter = flow, rows, painter
        self.arrange()

    def set_line(self, line: int) -> None:
        """Pixels of one line, the step of keys and wheel."""
        self._line = max(8, line)

    def arrange(self) -> None:
        """Lays out what can be seen from the flow's place, and repaints it."""
        if self._flow is not None:
            self._flow.arrange(self.viewport().height())
            self._update_bar(self._flow)
            self._ahead.start()
        self.viewport().update()

    def scroll_by(self, pixels: int) -> None:
        """Moves on by that many pixels, as a user does."""
        if self._flow is not None and pixels:
            self._flow.offset += pixels
            self.arrange()
            self.scrolled.emit()

    def _update_bar(self, flow: Flow) -> None:
        height = self.viewport().height()
        self._scale = max(1, -(-flow.total // _LARGEST_RANGE))
        bar = self.verticalScrollBar()
        bar.blockSignals(True)
        bar.setRange(0, max(0, flow.total - height) // self._scale)
        bar.setPageStep(max(1, height // self._scale))
        bar.setSingleStep(max(1, self._line // self._scale))
        bar.setValue(flow.value // self._scale)
        bar.blockSignals(False)
        bar.update()

    def _bar_moved(self) -> None:
        """The user took the scroll bar; its own arrows and page steps come here too."""
        if self._flow is None:
            return
        bar = self.verticalScrollBar()
        if bar.sliderPosition() >= bar.maximum():
            self.go_to_end()
            return
        self._flow.scroll_to(bar.sliderPosition() * self._scale)
        self.arrange()
        self.scrolled.emit()

    def go_to_end(self) -> None:
        """The last row, at the lower edge."""
        if self._flow is not None:
            self._flow.place(2**62, 2**31)
            self.arrange()
            self.scrolled.emit()

    def go_to_beginning(self) -> None:
        if self._flow is not None:
            self._flow.place(0)
            self.arrange()
            self.scrolled.emit()

    def _lay_out_ahead(self) -> None:
        """Uses the time between events to lay out the next screen, so that scrolling into it costs only ink."""
        if self._flow is None or self._rows is None or not self._flow.placed:
            return
        started = time.perf_counter()
        walk = self._flow.walk
        for first, step in ((self._flow.placed[-1].unit, walk.next_shown), (self._flow.unit, walk.previous_shown)):
            unit: int | None = first
            room = self.viewport().height()
            while unit is not None and room > 0:
                unit = step(unit)
                if unit is None:
                    break
                if not self._rows.is_laid(unit):
                    self._flow.measured(unit)
                    if time.perf_counter() - started > _IDLE_BUDGET:
                        self._ahead.start()
                        return
                room -= self._rows.height(unit)
        self._update_bar(self._flow)

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            if self._flow is None or self._rows is None or self._painter is None:
                painter.fillRect(event.rect(), self.palette().window())
                return
            page = self._painter()
            clip = QRect(0, event.rect().top(), self.viewport().width(), event.rect().height())
            painter.fillRect(clip, page.theme.page)
            visible = [
                placed for placed in self._flow.placed if placed.top < clip.bottom() + 1 and placed.bottom > clip.top()
            ]
            for placed in visible:
                page.paint_ground(painter, placed, self._rows.row(placed.unit), clip)
            # Ink after all grounds: nastaliq reaches into the rows above and below.
            for placed in visible:
                page.paint_ink(painter, placed, self._rows.row(placed.unit), clip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Nothing: the flow moves the contents."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1 if event.angleDelta().y() > 0 else -1)
        elif not event.pixelDelta().isNull():
            self.scroll_by(-event.pixelDelta().y())
        else:
            self.scroll_by(-round(event.angleDelta().y() / 120 * _WHEEL_LINES * self._line))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        screen = max(self._line, self.viewport().height() - 2 * self._line)
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if control and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step_requested.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down:
            self.scroll_by(self._line)
        elif key == Qt.Key.Key_Up:
            self.scroll_by(-self._line)
        elif key == Qt.Key.Key_PageDown or (key == Qt.Key.Key_Space and not back):
            self.scroll_by(screen)
        elif key == Qt.Key.Key_PageUp or key == Qt.Key.Key_Space:
            self.scroll_by(-screen)
        elif key == Qt.Key.Key_Home:
            self.go_to_beginning()
        elif key == Qt.Key.Key_End:
            self.go_to_end()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle_requested.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        found = self.row_at(point)
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            return
        if self._clicks.isValid() and self._clicks.elapsed() < QApplication.doubleClickInterval():
            self._clicks.invalidate()
            self.paragraph_requested.emit(point)
            return
        self.row_pressed.emit(*found)
        if not found[1]:
            self._pressed = point
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.marking_started.emit(point, extend)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        self._pointer = event.position().toPoint()
        if (self._pointer - self._pressed).manhattanLength() < 3:
            return
        self.marking_moved.emit(self._pointer)
        if self.viewport().rect().contains(self._pointer):
            self._beyond.stop()
        elif not self._beyond.isActive():
            self._beyond.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        self._beyond.stop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.row_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and found is not None and not found[1]:
            self.word_requested.emit(event.position().toPoint())
            # A third click within the same time takes the paragraph.
            self._clicks.start()

    def _scroll_beyond(self) -> None:
        """While the mouse is held outside, the page follows it."""
        below = self._pointer.y() - self.viewport().height()
        distance = below if below > 0 else min(0, self._pointer.y())
        self.scroll_by(max(-200, min(200, distance)))
        self.marking_moved.emit(self._pointer)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tooltip(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def row_at(self, point: QPoint) -> tuple[int, bool] | None:
        """The unit at a point of the viewport, and whether the line of its fold is there rather than its text."""
        if self._flow is None or self._rows is None:
            return None
        for placed in self._flow.placed:
            if placed.top <= point.y() < placed.bottom:
                row = self._rows.row(placed.unit)
                strip = row.text_top - (0 if row.folded else self._rows.metrics.row_padding)
                on_strip = row.fold is not None and strip - self._rows.metrics.strip <= point.y() - placed.top < strip
                return placed.unit, on_strip
        return None

    def _tooltip(self, point: QPoint) -> str:
        found = self.row_at(point)
        if found is None or self._rows is None or self._painter is None:
            return ""
        unit, on_strip = found
        if on_strip:
            return tr("Click to show or hide these paragraphs")
        confidence = self._rows.row(unit).unit.confidence
        if point.x() >= self._painter().gutter or confidence is None:
            return ""
        return tr(
            "Row {row}: {percent} % sure that these paragraphs belong together",
            row=unit + 1,
            percent=round(confidence * 100),
        )
