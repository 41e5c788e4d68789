"""The page: the scroll area that shows a spread, and turns wheel, keys and clicks into places. Events only."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import reduce

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from viewer.ui.i18n import Safe, translator
from viewer.ui.reading.glide import Glide
from viewer.ui.reading.hints import hint
from viewer.ui.reading.painter import PagePainter
from viewer.ui.reading.shifting import shift
from viewer.ui.reading.spread import Spread
from viewer.ui.reading.track import Track

tr = translator("Page")

_LARGEST_RANGE = 2**30
"""Qt's scroll bars count in 32 bits; a million long rows are more pixels than that."""
_WHEEL_LINES = 3
_IDLE_BUDGET = 0.006
"""Seconds of layout ahead of the reader between two events."""


class Page(QAbstractScrollArea):
    """Shows a spread. What is in it, and how it looks, is handed in."""

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
    hovered = Signal(QPoint)
    """The pointer is at a point of the viewport; (-1, -1) when it has left."""
    menu_requested = Signal(QPoint)
    """The menu of what is at a point of the viewport; (-1, -1) for that of the caret or the current row."""
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
        self._spread: Spread | None = None
        self._active: Track | None = None
        """The track that the keyboard moves."""
        self._painter: Callable[[], PagePainter] | None = None
        self.tip_at: Callable[[QPoint], Safe] = lambda point: Safe()
        """What is told of a point of the texts, pixels of the viewport; empty for nothing."""
        self._scale = 1
        self._line = 24
        self._ahead = QTimer(self, singleShot=True, interval=0)
        self._ahead.timeout.connect(self._lay_out_ahead)
        self.glide = Glide(self._roll, self)
        """What the wheel pushes."""
        self._pressed: QPoint | None = None
        self._pointer = QPoint()
        self._beyond = QTimer(self, interval=30)
        self._beyond.timeout.connect(self._scroll_beyond)
        self._clicks = QElapsedTimer()
        self.viewport().setMouseTracking(True)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def show_spread(self, spread: Spread | None, painter: Callable[[], PagePainter] | None) -> None:
        """`painter` is asked for colours and decorations at each repaint."""
        self._spread, self._painter, self._active = spread, painter, None
        self.arrange()

    @property
    def line(self) -> int:
        """Pixels of one line."""
        return self._line

    def set_line(self, line: int) -> None:
        """Pixels of one line, the step of keys and wheel."""
        self._line = max(8, line)

    def set_active(self, track: Track | None) -> None:
        """The keyboard moves this track from now on; None: the main one."""
        self._active = track

    def arrange(self) -> None:
        """Shows what the spread has laid out; a page that was gliding rests there."""
        self.glide.stop()
        self._show()
        self.viewport().update()

    def _show(self) -> None:
        if self._spread is not None:
            self._update_bar(self._spread.main)
            self._ahead.start()

    def scroll_by(self, pixels: int, track: Track | None = None) -> None:
        """Moves a track on by that many pixels, as a user does; the one that has the keyboard if none is named."""
        self.glide.stop()
        self._roll(pixels, track)

    def _roll(self, pixels: int, track: Track | None) -> None:
        moved = track or self._keyboard_track()
        if moved is not None and self._spread is not None and pixels:
            moved.flow.offset += pixels
            self._moved(moved)

    def _keyboard_track(self) -> Track | None:
        if self._spread is None:
            return None
        return self._active if self._active in self._spread.tracks else self._spread.main

    def _moved(self, track: Track) -> None:
        if self._spread is not None:
            before = {one: one.flow.placed for one in self._spread.tracks}
            self._spread.moved(track)
            self._show()
            if not shift(self.viewport(), self._spread, before, slack=2 * self._line):
                self.viewport().update()
            self.scrolled.emit()

    def _update_bar(self, track: Track) -> None:
        height, flow = self.viewport().height(), track.flow
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
        self.glide.stop()
        if self._spread is None:
            return
        bar, track = self.verticalScrollBar(), self._spread.main
        if bar.sliderPosition() >= bar.maximum():
            track.flow.place_end()
        else:
            track.flow.scroll_to(bar.sliderPosition() * self._scale)
        self._moved(track)

    def go_to_end(self) -> None:
        """The last row, at the lower edge."""
        self.glide.stop()
        track = self._keyboard_track()
        if track is not None:
            track.flow.place_end()
            self._moved(track)

    def go_to_beginning(self) -> None:
        self.glide.stop()
        track = self._keyboard_track()
        if track is not None:
            track.flow.place(0)
            self._moved(track)

    def _lay_out_ahead(self) -> None:
        """Uses the time between events to lay out the next screen, so that scrolling into it costs only ink."""
        if self._spread is None:
            return
        started = time.perf_counter()
        for track in self._spread.tracks:
            if not track.flow.placed:
                continue
            last = track.flow.placed[-1]
            ways = ((last.unit, last.band, track.flow.after), (track.flow.unit, track.flow.band, track.flow.before))
            for unit, band, step in ways:
                room = self.viewport().height()
                while room > 0 and (block := step(unit, band)) is not None:
                    unit, band = block
                    if not track.rows.is_laid(unit, band):
                        track.flow.measured(unit, band)
                        if time.perf_counter() - started > _IDLE_BUDGET:
                            self._ahead.start()
                            return
                    room -= track.rows.height(unit, band)
        self._update_bar(self._spread.main)

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            if self._spread is None or self._painter is None:
                painter.fillRect(event.rect(), self.palette().window())
                return
            page = self._painter()
            clip = QRect(0, event.rect().top(), self.viewport().width(), event.rect().height())
            painter.fillRect(clip, page.theme.page)
            for track in self._spread.tracks:
                self._paint_track(painter, page, track, clip)

    def _paint_track(self, painter: QPainter, page: PagePainter, track: Track, clip: QRect) -> None:
        assert self._spread is not None
        extents = track.arrangement.extents()
        if track is self._spread.main and extents and len(self._spread.tracks) == 1:
            extents = [(0, clip.right() + 1)]
        visible = [
            (placed, track.rows.band(placed.unit, placed.band))
            for placed in track.flow.placed
            if placed.top < clip.bottom() + self._line and placed.bottom > clip.top() - self._line
        ]
        if len(self._spread.tracks) > 1:
            # Neighbours stand at other heights: nothing of a pane may reach into the next.
            painter.save()
            painter.setClipRegion(reduce(QRegion.united, (_strip(*extent, clip) for extent in extents), QRegion()))
        painter.setBrushOrigin(0, track.drift)
        for placed, band in visible:
            page.paint_ground(painter, placed, band, extents)
        # Ink after all grounds: nastaliq reaches into the rows above and below.
        for placed, band in visible:
            page.paint_ink(painter, placed, band, track.arrangement, clip)
        if len(self._spread.tracks) > 1:
            painter.restore()
        if track is self._spread.beside_margin:
            for placed, band in visible:
                page.paint_number(painter, placed, band)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Nothing: the flow moves the contents."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1 if event.angleDelta().y() > 0 else -1)
        elif not event.pixelDelta().isNull():
            self.scroll_by(-event.pixelDelta().y(), self._track_at(event.position().toPoint()))
        else:
            lines = event.angleDelta().y() / 120 * _WHEEL_LINES
            self.glide.push(-round(lines * self._line), self._track_at(event.position().toPoint()))
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
        self.glide.stop()
        point = event.position().toPoint()
        found = self.row_at(point)
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            event.ignore()  # there are mice with buttons for the way back
            return
        if self._clicks.isValid() and self._clicks.elapsed() < QApplication.doubleClickInterval():
            self._clicks.invalidate()
            self._pressed = point
            self.paragraph_requested.emit(point)
            return
        self.row_pressed.emit(*found)
        if not found[1]:
            self._pressed = point
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.marking_started.emit(point, extend)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self.hovered.emit(event.position().toPoint())
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
            self._pressed = event.position().toPoint()
            self.word_requested.emit(self._pressed)
            # A third click within the same time takes the paragraph.
            self._clicks.start()

    def _scroll_beyond(self) -> None:
        """While the mouse is held outside, the page follows it."""
        below = self._pointer.y() - self.viewport().height()
        distance = below if below > 0 else min(0, self._pointer.y())
        self.scroll_by(max(-200, min(200, distance)), self._track_at(self._pointer))
        self.marking_moved.emit(self._pointer)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.menu_requested.emit(event.pos() if by_mouse else QPoint(-1, -1))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tooltip(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(QPoint(-1, -1))

    def _track_at(self, point: QPoint) -> Track | None:
        return self._spread.track_at(point.x()) if self._spread is not None else None

    def row_at(self, point: QPoint) -> tuple[int, bool] | None:
        """The unit at a point of the viewport, and whether the line of its fold is there rather than its text."""
        track = self._track_at(point)
        if track is None:
            return None
        for placed in track.flow.placed:
            if placed.top <= point.y() < placed.bottom:
                band = track.rows.band(placed.unit, placed.band)
                strip = placed.top + band.top
                on_strip = band.fold is not None and strip - track.rows.metrics.strip <= point.y() < strip
                return placed.unit, on_strip
        return None

    def _tooltip(self, point: QPoint) -> str:
        found, track = self.row_at(point), self._track_at(point)
        if found is None or track is None or self._painter is None:
            return ""
        unit, on_fold = found
        page = self._painter()
        in_gutter = 0 <= point.x() - page.gutter_left < page.gutter
        if not on_fold and not in_gutter:
            return self.tip_at(point)
        return hint(track, unit, on_fold=on_fold, names=page.names)


def _strip(left: int, right: int, clip: QRect) -> QRegion:
    return QRegion(left, clip.top(), right - left, clip.height())
