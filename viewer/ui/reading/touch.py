"""Touch: what the mouse does to what is under it, a fold, hidden text or letters; and where a menu is asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from viewer.model import VersionId
from viewer.ui.reading.caret_browsing import CaretBrowsing
from viewer.ui.reading.geometry import Geometry
from viewer.ui.reading.marking import Marking
from viewer.ui.reading.page import Page
from viewer.ui.reading.panes import Panes
from viewer.ui.reading.pointing import Pointing
from viewer.ui.reading.steering import Steering
from viewer.ui.reading.veils import Veils


class Touch(QObject):
    """Hands the events of a page to those whom they concern. Points are those of its viewport."""

    menu_requested = Signal(QPoint, bool)
    """The menu of what is marked, or of the current row: at a point of the screen, and whether the keyboard asks."""

    def __init__(
        self,
        page: Page,
        *,
        frame: QWidget,
        geometry: Callable[[], Geometry | None],
        steering: Steering,
        panes: Panes,
        veils: Veils,
        marking: Marking,
        caret: CaretBrowsing,
        pointing: Pointing,
    ) -> None:
        """`geometry` gives the cells on the screen, in pixels of `frame`."""
        super().__init__(page)
        self._page = page
        self._frame = frame
        self._geometry = geometry
        self._steering = steering
        self._panes = panes
        self._veils = veils
        self._marking = marking
        self._caret = caret
        self._pointing = pointing
        page.row_pressed.connect(self._row_pressed)
        page.hovered.connect(self._hovered)
        page.marking_started.connect(self._marking_started)
        page.marking_moved.connect(marking.move)
        page.word_requested.connect(marking.take_word)
        page.paragraph_requested.connect(marking.take_paragraph)
        page.menu_requested.connect(self._menu_requested)

    def ask_for_menu(self) -> None:
        """Asks for the menu of what is marked, or of the current row, as the menu key does."""
        self._menu_requested(QPoint(-1, -1))

    def _row_pressed(self, unit: int, on_strip: bool) -> None:
        if on_strip or self._steering.is_folded(unit):
            self._steering.toggle_fold(unit)
        self._steering.set_current(unit)

    def _marking_started(self, point: QPoint, extend: bool) -> None:
        cell = self._cell_under(point)
        if cell is not None and self._veils.is_veiled(*cell):
            self._veils.toggle(*cell)
            return
        self._marking.start(point, extend)
        self._caret.come()
        if cell is not None:
            self._panes.activate(cell[0])

    def _menu_requested(self, point: QPoint) -> None:
        viewport, by_keyboard = self._page.viewport(), point.x() < 0
        if by_keyboard:
            box = self._caret.ink.box()
            point = box.bottomLeft().toPoint() if box is not None else viewport.rect().center()
        elif not self._marking.is_marked(point):
            cell, row = self._cell_under(point), self._page.row_at(point)
            if row is not None and not row[1]:
                self._steering.set_current(row[0])
            if cell is not None and not self._veils.is_veiled(*cell):
                self._marking_started(point, False)
        self.menu_requested.emit(viewport.mapToGlobal(point), by_keyboard)

    def _hovered(self, point: QPoint) -> None:
        viewport = self._page.viewport()
        self._pointing.hover(viewport.mapTo(self._frame, point))
        cell, row = self._cell_under(point), self._page.row_at(point)
        self._veils.hover(cell if self._veils.active else None)
        is_text = cell is not None and row is not None and not row[1] and self._steering.has_text(*cell)
        viewport.setCursor(Qt.CursorShape.IBeamCursor if is_text else Qt.CursorShape.ArrowCursor)

    def _cell_under(self, point: QPoint) -> tuple[VersionId, int] | None:
        """Version and unit of the cell at a point."""
        viewport, geometry = self._page.viewport(), self._geometry()
        if geometry is None or not viewport.rect().contains(point):
            return None
        seen = geometry.cell_at(viewport.mapTo(self._frame, point))
        return (seen.cell.version, seen.placed.unit) if seen is not None else None
