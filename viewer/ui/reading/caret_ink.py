"""The caret on the screen: a line at the edge of its letter, blinking while the page has the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from viewer.ui.reading.geometry import Geometry
from viewer.ui.reading.marking import Marking
from viewer.ui.reading.page import Page
from viewer.ui.reading.rows import BandLayout, Cell
from viewer.ui.reading.spread import Spread
from viewer.ui.theme import LIGHT

_WIDTH: Final = 2
"""Pixels."""


class CaretInk(QObject):
    """Draws the caret of a marking as long as it is wanted."""

    def __init__(self, page: Page, marking: Marking, wanted: Callable[[], bool]) -> None:
        super().__init__(page)
        self.colour = LIGHT.text
        self._page = page
        self._marking = marking
        self._wanted = wanted
        self._spread: Spread | None = None
        self._lit = True
        self._blinking = QTimer(self)
        self._blinking.timeout.connect(self._blink)
        page.installEventFilter(self)
        marking.changed.connect(self.show)

    def set_spread(self, spread: Spread | None) -> None:
        """The spread that is on the page from now on."""
        self._spread = spread
        self.show()

    def show(self) -> None:
        """Lights the caret up, and begins to blink anew."""
        self._lit = True
        flash = QApplication.cursorFlashTime()
        if self._can_be_seen and flash > 1:
            self._blinking.start(flash // 2)
        else:
            self._blinking.stop()
        self._page.viewport().update()

    def paint(self, painter: QPainter, cell: Cell, band: BandLayout, origin: QPointF) -> None:
        """Draws the caret if it is in this cell, whose text begins at `origin`."""
        stand = self._marking.stand
        if not self._lit or not self._can_be_seen or stand is None or cell.version != self._marking.version:
            return
        if band.unit.number != stand.at.unit or cell.text is None:
            return
        box = cell.text.caret_box(stand.at.place, stand.stop)
        if box is not None:
            painter.fillRect(_widened(box.translated(origin)), self.colour)

    def box(self) -> QRectF | None:
        """Where the caret is on the viewport; None if it is not on the screen."""
        version, stand = self._marking.version, self._marking.stand
        if self._spread is None or version is None or stand is None:
            return None
        for seen in Geometry(self._spread, self._page.viewport().rect()).cells(version):
            if seen.placed.unit == stand.at.unit and seen.cell.text is not None:
                box = seen.cell.text.caret_box(stand.at.place, stand.stop)
                if box is not None:
                    return _widened(box.translated(seen.cell.pane.text_left, seen.text_top))
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.show()
        return False

    @property
    def _can_be_seen(self) -> bool:
        return self._wanted() and self._page.hasFocus()

    def _blink(self) -> None:
        self._lit = not self._lit
        box = self.box()
        if box is not None:
            self._page.viewport().update(box.toAlignedRect().adjusted(-1, -1, 1, 1))


def _widened(box: QRectF) -> QRectF:
    return QRectF(round(box.left()) - _WIDTH / 2, box.top(), _WIDTH, box.height())
