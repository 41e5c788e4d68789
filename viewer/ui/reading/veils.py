"""Translations that are hidden until asked for: which cells can be seen, and what the others look like."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from viewer.model import VersionId
from viewer.ui.reading.renumbering import Renumbering
from viewer.ui.reading.rows import Cell

_COARSE = 7
"""Pixels of text that become one, so that it can be seen where text is and not what it says."""


Shown = tuple[VersionId, int]
"""A version and a row."""


class Veils(QObject):
    """Which versions are veiled, and the rows that the reader has asked for."""

    changed = Signal()
    """Something is to be painted anew."""
    panes_changed = Signal()
    """A pane is veiled or open now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.active = False
        """Whether anything is veiled at all."""
        self.blurred = True
        """Whether veiled text is blurred rather than left out."""
        self._open: set[VersionId] = set()
        self._closed: set[VersionId] = set()
        self._revealed: set[Shown] = set()
        self._hovered: Shown | None = None
        self._visited: Shown | None = None
        self._shown: tuple[VersionId, ...] = ()

    def begin(self, shown: tuple[VersionId, ...]) -> None:
        """Says which versions are on the screen; the first is open unless the reader veiled it."""
        self._shown = shown

    def set_active(self, active: bool) -> None:
        """Veils what is to be veiled, all of it; or nothing."""
        self.active = active
        self.forget()

    def set_blurred(self, blurred: bool) -> None:
        self.blurred = blurred
        self.changed.emit()

    def forget(self) -> None:
        """Everything that was asked for is veiled again."""
        self._revealed.clear()
        self._hovered = None
        self.changed.emit()

    def renumber(self, change: Renumbering) -> None:
        """Some rows are others by now: what was asked for stays to be read."""
        self._revealed = {(version, change.row(unit)) for version, unit in self._revealed}
        self._hovered = None

    def is_pane_veiled(self, version: VersionId) -> bool:
        """Whether a pane is veiled except for what was asked for."""
        if not self.active:
            return False
        first = self._shown[0] if self._shown else None
        return version in self._closed or (version != first and version not in self._open)

    def set_pane(self, version: VersionId, veiled: bool) -> None:
        """The reader's word on a pane."""
        (self._closed if veiled else self._open).add(version)
        (self._open if veiled else self._closed).discard(version)
        self.changed.emit()
        self.panes_changed.emit()

    def is_veiled(self, version: VersionId, unit: int) -> bool:
        """Whether the text of a version in a row cannot be read now."""
        cell = (version, unit)
        asked_for = cell in self._revealed or cell in (self._hovered, self._visited)
        return self.is_pane_veiled(version) and not asked_for

    def hover(self, cell: Shown | None) -> None:
        """The pointer is over a cell, or over none."""
        before, self._hovered = self._hovered, cell
        self._tell(before, cell)

    def visit(self, cell: Shown | None) -> None:
        """The caret is in a cell, or in none."""
        before, self._visited = self._visited, cell
        self._tell(before, cell)

    def _tell(self, before: Shown | None, cell: Shown | None) -> None:
        if cell != before and any(one is not None and self.is_pane_veiled(one[0]) for one in (before, cell)):
            self.changed.emit()

    def toggle(self, version: VersionId, unit: int) -> None:
        """Asks for a cell, or puts it away again."""
        self._revealed ^= {(version, unit)}
        self._hovered = None
        self.changed.emit()

    def toggle_row(self, unit: int) -> None:
        """Asks for all veiled cells of a row, or puts them away again."""
        cells = {(version, unit) for version in self._shown if self.is_pane_veiled(version)}
        if cells <= self._revealed:
            self._revealed -= cells
        else:
            self._revealed |= cells
        self._hovered = None
        self.changed.emit()


def paint_veiled(painter: QPainter, top: int, cell: Cell, paint: Callable[[QPainter], None]) -> None:
    """Paints a cell whose band is at `top` blurred; `paint` paints its text with the upper left corner at 0, 0."""
    text = cell.text
    if text is None or text.height <= 0:
        return
    width, height = -(-cell.pane.text_width // _COARSE), -(-text.height // _COARSE)
    coarse = QImage(width + 2, height + 2, QImage.Format.Format_ARGB32_Premultiplied)
    coarse.fill(Qt.GlobalColor.transparent)
    with QPainter(coarse) as small:
        small.setRenderHint(QPainter.RenderHint.Antialiasing)
        small.scale(1 / _COARSE, 1 / _COARSE)
        small.translate(_COARSE, _COARSE)
        paint(small)
    left, y = cell.pane.text_left - _COARSE, top + cell.text_top - _COARSE
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setOpacity(0.55)
    painter.drawImage(QRectF(left, y, coarse.width() * _COARSE, coarse.height() * _COARSE), coarse)
    painter.restore()
