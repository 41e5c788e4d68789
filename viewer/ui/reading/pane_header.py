"""The header of one pane: who stands there, how many hits, and the way to its menu."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip, QWidget

from viewer.languages import language
from viewer.model import Direction, Version
from viewer.ui.i18n import Safe, counter, isolate, number, tooltip, translator, visible
from viewer.ui.reading.names import label_of, title_of
from viewer.ui.theme import Theme

tr = translator("HeaderBar")
count = counter("HeaderBar")

_NAME = 1.25
"""Size of the language's own name, as a factor of the window's font."""
_ARROW = 22
"""Width of the place where the menu opens, pixels."""
_SPACE = 10
_LEAST = 24
"""Pixels below which a label or a badge is left out."""
_WIDEST_LABEL = 140
"""Pixels that a label asks for where the versions stand under one another."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What is the same in all headers."""

    theme: Theme
    margin: int = 16
    """Between the edge of the header and its text, pixels: that of the text in the pane below."""
    compact: bool = False
    """Whether it is a small button rather than the head of a column."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the header says besides the name."""

    hits: int | None = None
    """None when nothing is searched for."""
    note: str = ""
    """How the pane moves, where it does not move as the others."""
    direction: Direction = Direction.LTR
    active: bool = False
    """Whether the pane has the keyboard, and others could."""
    place: tuple[int, int] = (0, 1)
    """Which of the panes it is, from 0, and how many there are."""
    twin: bool = False
    """Whether the label alone tells it from another version."""


def header_height(font: QFont) -> int:
    """Pixels of a header in a window with this font; the same in every layout."""
    return QFontMetrics(_large(font, _NAME)).height() + 18


def _large(font: QFont, factor: float) -> QFont:
    large = QFont(font)
    large.setPointSizeF(font.pointSizeF() * factor)
    large.setWeight(QFont.Weight.DemiBold)
    return large


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
        height = header_height(self.font())
        if not self._looks.compact:
            return QSize(400, height)
        small, wide = QFontMetrics(self._small()), self.least_width()
        for text in (self._badge(), self._told.note):
            wide += small.horizontalAdvance(text) + _SPACE + 4 if text else 0
        label = small.horizontalAdvance(self._label())
        return QSize(wide + (min(_WIDEST_LABEL, label) + _SPACE + 4 if label else 0), height)

    def least_width(self) -> int:
        """Pixels of a small button with nothing but the name."""
        return QFontMetrics(self._large()).horizontalAdvance(self._name()) + 2 * _SPACE + 4

    def label_rect(self) -> QRect:
        """Where the label stands; empty if there is none, or no room for it."""
        return self._parts().get("label", (QRect(), ""))[0]

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._looks.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(0.35 if self._dragged else 1.0)
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # dots are where the text ends
            self._paint_frame(painter)
            colours = {"name": theme.text, "badge": theme.accent, "note": theme.accent, "label": theme.muted}
            for part, (box, text) in self._parts().items():
                if part == "arrow":
                    self._paint_arrow(painter, box)
                    continue
                painter.setFont(self._large() if part == "name" else self._small())
                painter.setPen(colours[part])
                if part == "label" and self._over_label:
                    painter.setPen(QPen(theme.muted, 1, Qt.PenStyle.DotLine))
                    painter.drawLine(box.bottomLeft() - QPoint(0, 14), box.bottomRight() - QPoint(0, 14))
                    painter.setPen(theme.text)
                shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
                painter.drawText(box.translated(0, 0 if part == "name" else 1), Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_frame(self, painter: QPainter) -> None:
        theme, box = self._looks.theme, self.rect()
        if self._looks.compact:
            painter.setPen(QPen(theme.accent if self._told.active else theme.hairline, 1))
            painter.drawRoundedRect(box.adjusted(1, 5, -2, -6), 6, 6)
        elif self._told.active:
            inset = self._looks.margin - self.x_margin()
            painter.fillRect(QRect(inset, box.height() - 3, box.width() - 2 * inset, 3), theme.accent)
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, 2))
            painter.drawRoundedRect(box.adjusted(2, 3, -3, -6), 6, 6)

    def _paint_arrow(self, painter: QPainter, box: QRect) -> None:
        lit = self.hasFocus() or self.underMouse()
        colour = QColor(self._looks.theme.text if lit else self._looks.theme.muted)
        painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        middle = QPointF(box.center()) + QPointF(0.5, 1)
        corners = (QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2))
        painter.drawPolyline(QPolygonF([middle + corner for corner in corners]))

    def x_margin(self) -> int:
        """Pixels of the column on either side that belong to its borders and not to the header."""
        return 0 if self._looks.compact else 5

    def _parts(self) -> dict[str, tuple[QRect, str]]:
        """What stands where, from the edge at which lines of the version begin: name, hits, note, label; the arrow.

        A small button has no arrow, and what tells it from another before all else.
        """
        compact = self._looks.compact
        margin = _SPACE if compact else max(0, self._looks.margin - self.x_margin())
        height, right = self.height(), self._told.direction is Direction.RTL
        left, width = margin, self.width() - 2 * margin
        parts: dict[str, tuple[QRect, str]] = {}
        if not compact:
            width -= _ARROW
            parts["arrow"] = (QRect(0 if right else self.width() - _ARROW, 0, _ARROW, height), "")
        texts = {"name": self._name(), "badge": self._badge(), "note": self._told.note, "label": self._label()}
        for part in ("name", "label", "badge", "note") if compact else texts:
            text, font = texts[part], self._large() if part == "name" else self._small()
            if not text or width < (1 if part == "name" else _LEAST):
                continue
            wide = min(width, QFontMetrics(font).horizontalAdvance(text) + 4)
            x = self.width() - left - wide if right else left
            parts[part] = (QRect(x, 0, wide, height), text)
            left, width = left + wide + _SPACE, width - wide - _SPACE
        return parts

    def _name(self) -> str:
        return language(self.version.language).own_name

    def _label(self) -> str:
        """The label where there is room for it in general, or need."""
        return visible(label_of(self.version)) if self._told.twin or not self._looks.compact else ""

    def _badge(self) -> str:
        return "" if self._told.hits is None else number(self._told.hits)

    def _large(self) -> QFont:
        size = 1.0 if self._looks.compact else _NAME
        return _large(self.font(), size * language(self.version.language).scale)

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.95)
        return font

    def _ask_for_menu(self) -> None:
        self.menu_requested.emit(self.mapToGlobal(self._arrow().bottomLeft()))

    def _arrow(self) -> QRect:
        """Where a click opens the menu: on a small button everywhere."""
        return self._parts().get("arrow", (self.rect(), ""))[0]

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.activated.emit()
        place = event.position().toPoint()
        if not self._looks.compact and self._arrow().contains(place):
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

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(QPoint(-1, -1))

    def _point_at(self, place: QPoint) -> None:
        self._over_label = self._on_label(place)
        self.setCursor(Qt.CursorShape.IBeamCursor if self._over_label else Qt.CursorShape.ArrowCursor)
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
        if not self._looks.compact and self._arrow().contains(place):
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
