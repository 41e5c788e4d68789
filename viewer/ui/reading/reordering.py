"""A header that is dragged to another place: a mark shows where it would fall, and Escape lets go of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from viewer.ui.reading.header_look import BORDER
from viewer.ui.reading.pane_header import PaneHeader

_MARK: Final = 3
"""Pixels that the mark is wide."""


class Reordering(QObject):
    """One drag at a time, in a bar of headers."""

    dropped = Signal(str, int)
    """A version, and the number of the header before which it was let go; their count is the end."""

    def __init__(self, bar: QWidget) -> None:
        super().__init__(bar)
        self._bar = bar
        self._dragged: PaneHeader | None = None
        self._headers: Sequence[PaneHeader] = ()
        self._mirrored = False
        self._mark = QFrame(bar)
        self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._mark.hide()

    def set_colour(self, colour: QColor) -> None:
        """The colour of the mark."""
        self._mark.setStyleSheet(f"background: {colour.name()}")

    def set_headers(self, headers: Sequence[PaneHeader], *, mirrored: bool) -> None:
        """The headers in the reader's order, from the right if `mirrored`. If they are others, a drag ends."""
        if list(headers) != list(self._headers):
            self.cancel()
        self._headers, self._mirrored = headers, mirrored

    def drag(self, header: PaneHeader, place: QPoint) -> None:
        """The header is held over a point of the bar."""
        if self._dragged is None:
            self._dragged = header
            QApplication.instance().installEventFilter(self)  # Escape may go to another widget, or be a shortcut
        slot = self._slot_at(place.x())
        before = slot < len(self._headers)
        box = self._headers[slot if before else -1].geometry()
        x = box.left() - BORDER if before != self._mirrored else box.right() + 1 + BORDER
        x = max(0, min(x - _MARK // 2, self._bar.width() - _MARK))
        self._mark.setGeometry(x, 2, _MARK, self._bar.height() - 4)
        self._mark.show()
        self._mark.raise_()

    def drop(self, place: QPoint) -> None:
        """The header is let go; far from the bar that means nothing."""
        header = self._dragged
        self._end()
        height = self._bar.height()
        if header is not None and self._bar.rect().adjusted(0, -height, 0, height).contains(place):
            self.dropped.emit(header.version.id, self._slot_at(place.x()))

    def cancel(self) -> None:
        """Lets go of the header where it was taken."""
        if self._dragged is not None:
            self._dragged.cancel_drag()
        self._end()

    def _slot_at(self, x: int) -> int:
        middles = [header.geometry().center().x() for header in self._headers]
        return sum(x < middle if self._mirrored else x > middle for middle in middles)

    def _end(self) -> None:
        if self._dragged is not None:
            QApplication.instance().removeEventFilter(self)
        self._dragged = None
        self._mark.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() not in kinds or not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        self.cancel()
        event.accept()
        return True
