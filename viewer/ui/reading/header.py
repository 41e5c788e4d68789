"""The headers of the panes: language, label, hits, and borders to drag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from viewer.languages import language
from viewer.model import Direction, Version, VersionId
from viewer.ui.i18n import number, translator
from viewer.ui.reading.columns import Columns
from viewer.ui.theme import Theme

tr = translator("HeaderBar")

_GRIP = 5
"""Pixels on either side of a border in which it can be taken."""


class HeaderBar(QWidget):
    """One header per column, in step with the page below."""

    border_dragged = Signal(int, int)
    """Number of the column left of the border, and the border's new x in pixels."""
    equalise_requested = Signal()

    def __init__(self, columns: Columns, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._theme = theme
        self._versions: Mapping[VersionId, Version] = {}
        self._counts: Mapping[VersionId, int] | None = None
        self._margin = 16
        self._dragged: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Versions"))

    def sizeHint(self) -> QSize:
        return QSize(400, round(QFontMetrics(self._large()).height() + 18))

    def set_versions(self, versions: Sequence[Version], margin: int) -> None:
        """`margin` is that of the text in its column, so that names stand above the text."""
        self._versions = {version.id: version for version in versions}
        self._margin = margin
        self.columns_changed()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_counts(self, counts: Mapping[VersionId, int] | None) -> None:
        """Hits per version for the badges; None when nothing is searched for."""
        self._counts = counts
        self.update()

    def columns_changed(self) -> None:
        """The columns stand elsewhere now, or others do."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.page)
            for number, column in enumerate(self._columns.columns):
                version = self._versions.get(column.version)
                if version is None:
                    continue
                box = QRect(column.left + self._margin, 0, column.width - 2 * self._margin, self.height())
                self._paint_header(painter, box, version)
                if number + 1 < len(self._columns.columns):
                    painter.setPen(QPen(self._theme.hairline, 1))
                    painter.drawLine(column.right, 12, column.right, self.height() - 12)
            painter.setPen(QPen(self._theme.hairline, 1))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _paint_header(self, painter: QPainter, box: QRect, version: Version) -> None:
        right = version.direction is Direction.RTL
        known = language(version.language)
        badge = self._badge(version.id)
        name_font, small = self._large(), self._small()
        name_width = min(box.width(), QFontMetrics(name_font).horizontalAdvance(known.own_name) + 2)
        painter.setFont(name_font)
        painter.setPen(self._theme.text)
        x = box.right() - name_width + 1 if right else box.left()
        painter.drawText(QRect(x, 0, name_width, self.height()), Qt.AlignmentFlag.AlignCenter, known.own_name)
        rest = box.width() - name_width - 12
        for text, colour in ((badge, self._theme.accent), (label_of(version), self._theme.muted)):
            if not text or rest < 24:
                continue
            painter.setFont(small)
            painter.setPen(colour)
            wide = min(rest, QFontMetrics(small).horizontalAdvance(text) + 4)
            left = x - 10 - wide if right else x + name_width + 10
            shown = QFontMetrics(small).elidedText(text, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QRect(left, 2, wide, self.height()), Qt.AlignmentFlag.AlignCenter, shown)
            x, name_width = (left, 0) if right else (left, wide)
            rest -= wide + 10

    def _badge(self, version: VersionId) -> str:
        return "" if self._counts is None or version not in self._counts else number(self._counts[version])

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.95)
        return font

    def _border_at(self, x: int) -> int | None:
        inner = self._columns.columns[:-1]
        return next((number for number, column in enumerate(inner) if abs(x - column.right) <= _GRIP), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = self._border_at(round(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = round(event.position().x())
        if self._dragged is not None:
            self.border_dragged.emit(self._dragged, x)
        over = self._dragged is not None or self._border_at(x) is not None
        self.setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._border_at(round(event.position().x())) is not None:
            self.equalise_requested.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tooltip(event.pos()), self)
            return True
        return super().event(event)

    def _tooltip(self, place: QPoint) -> str:
        if self._border_at(place.x()) is not None:
            return tr("Drag to resize, double-click to make all panes equal")
        column = self._columns.at(place.x())
        version = self._versions.get(column.version) if column is not None else None
        if version is None:
            return ""
        return tr("{name} ({id}), {count} paragraphs", name=title_of(version), id=version.id, count=version.segments)


def label_of(version: Version) -> str:
    """What is said beside the language's own name: nothing that the name says already."""
    known = language(version.language)
    return "" if version.label.casefold() in (known.own_name.casefold(), known.name.casefold()) else version.label


def title_of(version: Version) -> str:
    """The name of a version in a sentence: language, and label where it says more."""
    label = label_of(version)
    return f"{language(version.language).name}, {label}" if label else language(version.language).name
