"""Translations that are hidden until asked for: which cells can be seen, and what the others look like."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from viewer.model import VersionId
from viewer.ui.reading.rows import Cell

_COARSE = 7
"""Pixels of text that become one, so that it can be seen where text is and not what it says."""


class Veils:
    """Which versions are veiled, and the rows that the reader has asked for."""

    def __init__(self) -> None:
        self.active = False
        """Whether anything is veiled at all."""
        self.blurred = True
        """Whether veiled text is blurred rather than left out."""
        self._open: set[VersionId] = set()
        self._closed: set[VersionId] = set()
        self._revealed: set[tuple[VersionId, int]] = set()
        self._hovered: tuple[VersionId, int] | None = None
        self._first: VersionId | None = None

    def begin(self, first: VersionId | None) -> None:
        """Says which version is the first on the screen; it is open unless the reader veiled it."""
        self._first = first

    def forget(self) -> None:
        """Everything that was asked for is veiled again."""
        self._revealed.clear()
        self._hovered = None

    def is_veiled_pane(self, version: VersionId) -> bool:
        """Whether a pane is veiled except for what was asked for."""
        if not self.active:
            return False
        return version in self._closed or (version != self._first and version not in self._open)

    def set_pane(self, version: VersionId, veiled: bool) -> None:
        """The reader's word on a pane."""
        (self._closed if veiled else self._open).add(version)
        (self._open if veiled else self._closed).discard(version)

    def is_veiled(self, version: VersionId, unit: int) -> bool:
        """Whether the text of a version in a row cannot be read now."""
        return (
            self.is_veiled_pane(version) and (version, unit) not in self._revealed and (version, unit) != self._hovered
        )

    def hover(self, version: VersionId | None, unit: int | None) -> bool:
        """The pointer is over a cell, or over none; whether anything looks different now."""
        before = self._hovered
        self._hovered = (version, unit) if version is not None and unit is not None else None
        changed = {cell for cell in (before, self._hovered) if cell is not None and self.is_veiled_pane(cell[0])}
        return before != self._hovered and bool(changed)

    def toggle(self, version: VersionId, unit: int) -> None:
        """Asks for a cell, or puts it away again."""
        self._revealed ^= {(version, unit)}
        self._hovered = None

    def toggle_row(self, versions: list[VersionId], unit: int) -> None:
        """Asks for all veiled cells of a row, or puts them away again."""
        cells = {(version, unit) for version in versions if self.is_veiled_pane(version)}
        if cells <= self._revealed:
            self._revealed -= cells
        else:
            self._revealed |= cells
        self._hovered = None


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
