"""A page as it will be on paper, as large as the window lets it be."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.ui.i18n import translator
from viewer.ui.printing.book import Book
from viewer.ui.printing.ink import paint

tr = translator("PaperView")

_MARGIN: Final = 12
"""Pixels around the paper."""
_PAPER: Final = QColor(255, 255, 255)
"""Paper is white, whatever the colours of the window."""
_STEPS: Final = {
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Space: 1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class PaperView(QWidget):
    """Shows one page of a book; keys and the wheel ask for others."""

    step_requested = Signal(int)
    """Forward (1) or back (-1)."""
    end_requested = Signal(bool)
    """The last page (True) or the first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book: Book | None = None
        self._number = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(320, 320))
        self.setAccessibleName(tr("Page preview"))

    def show_page(self, book: Book | None, number: int) -> None:
        """Shows a page that the book knows of, or nothing."""
        self._book, self._number = book, number
        self.update()

    def paper(self) -> QRectF:
        """Where the paper is, in pixels; empty without a book."""
        if self._book is None:
            return QRectF()
        sheet = self._book.sheet
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        scale = max(0.0, min(room.width() / sheet.width, room.height() / sheet.height))
        paper = QRectF(0, 0, sheet.width * scale, sheet.height * scale)
        paper.moveCenter(room.center())
        return paper

    def paintEvent(self, event: QPaintEvent) -> None:
        paper = self.paper()
        if self._book is None or paper.isEmpty():
            return
        with QPainter(self) as painter:
            painter.fillRect(paper.adjusted(-1, -1, 1, 1), self.palette().mid())
            painter.fillRect(paper, _PAPER)
            painter.setClipRect(paper)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(paper.topLeft())
            scale = paper.width() / self._book.sheet.width
            painter.scale(scale, scale)
            paint(painter, self._book.page(self._number), self._book.sheet)
        if self.hasFocus():
            with QPainter(self) as painter:
                painter.setPen(self.palette().color(self.palette().ColorRole.Accent))
                painter.drawRect(paper.adjusted(-2, -2, 1, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.step_requested.emit(_STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.end_requested.emit(key == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.step_requested.emit(-1 if turned > 0 else 1)
        event.accept()
