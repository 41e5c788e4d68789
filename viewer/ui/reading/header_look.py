"""What the header of a pane looks like: which words stand where in it, and their ink."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from viewer.languages import language
from viewer.model import Direction, Version
from viewer.ui.i18n import number, visible
from viewer.ui.reading.names import label_of
from viewer.ui.theme import Theme

_NAME = 1.25
"""Size of the language's own name, as a factor of the window's font."""
_ARROW = 22
"""Width of the place where the menu opens, pixels."""
_SPACE = 10
BORDER = 5
"""Pixels of a column on either side that belong to its borders, which can be taken there, and not to the header."""
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


@dataclass(frozen=True, slots=True)
class HeaderLook:
    """A header of some size; points and boxes are pixels of it."""

    version: Version
    looks: Looks
    told: Told
    font: QFont
    """That of the window."""

    def width(self) -> int:
        """Pixels that a small button asks for."""
        small, wide = QFontMetrics(self._small()), self.least_width()
        for text in (self._badge(), self.told.note):
            wide += small.horizontalAdvance(text) + _SPACE + 4 if text else 0
        label = small.horizontalAdvance(self._label())
        return wide + (min(_WIDEST_LABEL, label) + _SPACE + 4 if label else 0)

    def least_width(self) -> int:
        """Pixels of a small button with nothing but the name."""
        return QFontMetrics(self._large()).horizontalAdvance(self._name()) + 2 * _SPACE + 4

    def label(self, size: QSize) -> QRect:
        """Where the label stands; empty if there is none, or no room for it."""
        return self._parts(size).get("label", (QRect(), ""))[0]

    def arrow(self, size: QSize) -> QRect:
        """Where a click opens the menu: on a small button everywhere."""
        return self._parts(size).get("arrow", (QRect(QPoint(0, 0), size), ""))[0]

    def paint(self, painter: QPainter, size: QSize, *, focused: bool, lit: bool, over_label: bool) -> None:
        """`focused`: it has the keyboard; `lit`: the pointer is on it; `over_label`: on its label, to be changed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # dots are where the text ends
        self._paint_frame(painter, QRect(QPoint(0, 0), size), focused)
        theme = self.looks.theme
        colours = {"name": theme.text, "badge": theme.accent, "note": theme.accent, "label": theme.muted}
        for part, (box, text) in self._parts(size).items():
            if part == "arrow":
                self._paint_arrow(painter, box, focused or lit)
                continue
            painter.setFont(self._large() if part == "name" else self._small())
            painter.setPen(colours[part])
            if part == "label" and over_label:
                painter.setPen(QPen(theme.muted, 1, Qt.PenStyle.DotLine))
                painter.drawLine(box.bottomLeft() - QPoint(0, 14), box.bottomRight() - QPoint(0, 14))
                painter.setPen(theme.text)
            shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box.translated(0, 0 if part == "name" else 1), Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_frame(self, painter: QPainter, box: QRect, focused: bool) -> None:
        theme = self.looks.theme
        if self.looks.compact:
            painter.setPen(QPen(theme.accent if self.told.active else theme.hairline, 1))
            painter.drawRoundedRect(box.adjusted(1, 5, -2, -6), 6, 6)
        elif self.told.active:
            inset = self.looks.margin - BORDER
            painter.fillRect(QRect(inset, box.height() - 3, box.width() - 2 * inset, 3), theme.accent)
        if focused:
            painter.setPen(QPen(theme.accent, 2))
            painter.drawRoundedRect(box.adjusted(2, 3, -3, -6), 6, 6)

    def _paint_arrow(self, painter: QPainter, box: QRect, lit: bool) -> None:
        colour = QColor(self.looks.theme.text if lit else self.looks.theme.muted)
        painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        middle = QPointF(box.center()) + QPointF(0.5, 1)
        corners = (QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2))
        painter.drawPolyline(QPolygonF([middle + corner for corner in corners]))

    def _parts(self, size: QSize) -> dict[str, tuple[QRect, str]]:
        """What stands where, from the edge at which lines of the version begin: name, hits, note, label; the arrow.

        A small button has no arrow, and what tells it from another before all else.
        """
        compact = self.looks.compact
        margin = _SPACE if compact else max(0, self.looks.margin - BORDER)
        height, right = size.height(), self.told.direction is Direction.RTL
        left, width = margin, size.width() - 2 * margin
        parts: dict[str, tuple[QRect, str]] = {}
        if not compact:
            width -= _ARROW
            parts["arrow"] = (QRect(0 if right else size.width() - _ARROW, 0, _ARROW, height), "")
        texts = {"name": self._name(), "badge": self._badge(), "note": self.told.note, "label": self._label()}
        for part in ("name", "label", "badge", "note") if compact else texts:
            text, font = texts[part], self._large() if part == "name" else self._small()
            if not text or width < (1 if part == "name" else _LEAST):
                continue
            wide = min(width, QFontMetrics(font).horizontalAdvance(text) + 4)
            x = size.width() - left - wide if right else left
            parts[part] = (QRect(x, 0, wide, height), text)
            left, width = left + wide + _SPACE, width - wide - _SPACE
        return parts

    def _name(self) -> str:
        return language(self.version.language).own_name

    def _label(self) -> str:
        """The label where there is room for it in general, or need."""
        return visible(label_of(self.version)) if self.told.twin or not self.looks.compact else ""

    def _badge(self) -> str:
        return "" if self.told.hits is None else number(self.told.hits)

    def _large(self) -> QFont:
        size = 1.0 if self.looks.compact else _NAME
        return _large(self.font, size * language(self.version.language).scale)

    def _small(self) -> QFont:
        font = QFont(self.font)
        font.setPointSizeF(font.pointSizeF() * 0.95)
        return font


def header_height(font: QFont) -> int:
    """Pixels of a header in a window with this font; the same in every layout."""
    return QFontMetrics(_large(font, _NAME)).height() + 18


def _large(font: QFont, factor: float) -> QFont:
    large = QFont(font)
    large.setPointSizeF(font.pointSizeF() * factor)
    large.setWeight(QFont.Weight.DemiBold)
    return large
