"""The header of one pane: a button that tells who stands there, is dragged and renamed, and opens the pane's menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip, QWidget

from viewer.model import Version
from viewer.ui.i18n import Safe, counter, isolate, tooltip, translator
from viewer.ui.reading.header_look import HeaderLook, Looks, Told, header_height
from viewer.ui.reading.names import title_of

tr = translator("HeaderBar")
count = counter("HeaderBar")


class PaneHeader(QToolButton):
    """A button, so that keyboard and screen reader know it for one; pressing it opens the menu of the pane."""

    activated = Signal()
    menu_requested = Signal(QPoint)
    """At a point of the screen."""
    rename_requested = Signal()
    hide_requested = Signal()
    drag_moved = Signal(QPoint)
    """Dragged to a point of the bar."""
    drag_ended = Signal(QPoint)
    keyboard_left = Signal()

    def __init__(self, version: Version, looks: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self.version = version
        self._looks = looks
        self._told = Told()
        self._pressed: QPoint | None = None
        self._dragged = False
        self._over_label = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._ask_for_menu)

    def show_state(self, version: Version, looks: Looks, told: Told) -> None:
        """Shows all that is said of the pane now."""
        if (version, looks, told) == (self.version, self._looks, self._told) and self.accessibleName():
            return
        self.version, self._looks, self._told = version, looks, told
        hits = count("{n} hit", "{n} hits", told.hits) if told.hits is not None else ""
        self.setAccessibleName(", ".join(filter(None, (isolate(title_of(version)), hits, told.note))))
        self.setAccessibleDescription(tr("Pane {place} of {count}", place=told.place[0] + 1, count=told.place[1]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.width() if self._looks.compact else 400, header_height(self.font()))

    def least_width(self) -> int:
        """Pixels of a small button with nothing but the name."""
        return self._look.least_width()

    def label_rect(self) -> QRect:
        """Where the label stands; empty if there is none, or no room for it."""
        return self._look.label(self.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setOpacity(0.35 if self._dragged else 1.0)
            self._look.paint(
                painter, self.size(), focused=self.hasFocus(), lit=self.underMouse(), over_label=self._over_label
            )

    @property
    def _look(self) -> HeaderLook:
        return HeaderLook(self.version, self._looks, self._told, self.font())

    def _ask_for_menu(self) -> None:
        self.menu_requested.emit(self.mapToGlobal(self._look.arrow(self.size()).bottomLeft()))

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.activated.emit()
        place = event.position().toPoint()
        if not self._looks.compact and self._look.arrow(self.size()).contains(place):
            self._ask_for_menu()
        else:
            self._pressed = place

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pressed is None:
            self._point_at(place)
            return
        far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._dragged:
            self._dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
        if self._dragged:
            self.drag_moved.emit(self.mapToParent(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place, pressed, dragged = event.position().toPoint(), self._pressed, self._dragged
        self.cancel_drag()
        if pressed is None:
            return
        if dragged:
            self.drag_ended.emit(self.mapToParent(place))
        elif self._looks.compact:
            self._ask_for_menu()
        elif self._on_label(place) and self._on_label(pressed):
            self.rename_requested.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of two is nothing else than the first."""
        self.mousePressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(QPoint(-1, -1))
        self.update()

    def _point_at(self, place: QPoint) -> None:
        over = self._on_label(place)
        if over != self._over_label:
            self._over_label = over
            self.setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)
            self.update()

    def cancel_drag(self) -> None:
        """Lets go of the header; nothing has been moved."""
        self._pressed, self._dragged = None, False
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.activated.emit()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._ask_for_menu()
        else:
            self.menu_requested.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Menu):
            self._ask_for_menu()
        elif key == Qt.Key.Key_Delete:
            self.hide_requested.emit()
        elif key == Qt.Key.Key_Escape:
            self.keyboard_left.emit()
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self)
            return True
        if event.type() == QEvent.Type.FocusIn:
            self.activated.emit()
        return super().event(event)

    def _on_label(self, place: QPoint) -> bool:
        return not self._looks.compact and self.label_rect().contains(place)

    def _tip(self, place: QPoint) -> str:
        if not self._looks.compact and self._look.arrow(self.size()).contains(place):
            return tr("What can be done with this version")
        lines = [
            tr(
                "{name} ({id}), {count} paragraphs",
                name=title_of(self.version),
                id=self.version.id,
                count=self.version.segments,
            ),
            tr("Click to rename") if self._on_label(place) else tr("Drag to move"),
        ]
        return tooltip(Safe("\n".join(lines))).replace("\n", "<br>")
