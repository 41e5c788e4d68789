"""A line of plain text that gives way: what there is no room for is cut off with dots, and stands in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from viewer.ui.i18n import tooltip


class ElidedLabel(QLabel):
    """As wide as its text at most, and as narrow as need be; always as high as a line of the window's own letters.

    Else what is below it would be laid out anew whenever letters of another font came or went.
    """

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._kept = ""

    def set_texts(self, yielding: str, kept: str) -> None:
        """A text of two parts, of which the second never gives way."""
        self._kept = kept
        self.setText(f"{yielding}{kept}")
        self.updateGeometry()

    def shown(self) -> str:
        """The text as far as there is room for it."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        if metrics.horizontalAdvance(self.text()) <= room:
            return self.text()
        yielding = self.text().removesuffix(self._kept)
        room -= metrics.horizontalAdvance(self._kept)
        return metrics.elidedText(yielding, Qt.TextElideMode.ElideRight, room) + self._kept

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.averageCharWidth() * 4 + metrics.horizontalAdvance(self._kept)
        return QSize(width, self._height())

    def _height(self) -> int:
        margins = self.contentsMargins()
        return self.fontMetrics().height() + margins.top() + margins.bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown()
        self.setToolTip("" if shown == self.text() else tooltip(self.text()))
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            # At the base line of the window's own letters, whatever the fonts of others would make of it.
            box, metrics = self.contentsRect(), self.fontMetrics()
            top = box.top() + (box.height() - metrics.height()) // 2
            painter.drawText(QPoint(box.left(), top + metrics.ascent()), shown)
