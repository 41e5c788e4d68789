"""Marking text with the mouse: letters by dragging, a word by two clicks, a paragraph by three."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Signal

from viewer.model import VersionId
from viewer.ui.reading.selection import Caret, Selection, word_at


class Marking(QObject):
    """Keeps the selection. Points are those of the page's viewport."""

    changed = Signal()

    def __init__(
        self,
        *,
        caret_at: Callable[[QPoint, VersionId | None], tuple[VersionId, Caret] | None],
        text_at: Callable[[VersionId, Caret], str | None],
        parent: QObject | None = None,
    ) -> None:
        """`caret_at` finds the caret nearest to a point, in one version if asked; `text_at` the segment around it."""
        super().__init__(parent)
        self._caret_at = caret_at
        self._text_at = text_at
        self.selection: Selection | None = None

    def within(self, version: VersionId, unit: int, place: int, length: int) -> tuple[int, int] | None:
        """The marked code points of a segment of `length` code points; None if nothing of it is marked."""
        selection = self.selection
        return selection.within(unit, place, length) if selection is not None and selection.version == version else None

    def clear(self) -> None:
        self._set(None)

    def start(self, point: QPoint, extend: bool) -> None:
        """Begins a new selection, or with `extend` draws the present one to the point."""
        if extend and self.selection is not None:
            self.move(point)
            return
        found = self._caret_at(point, None)
        self._set(Selection(found[0], found[1], found[1]) if found is not None else None)

    def move(self, point: QPoint) -> None:
        """Draws the selection to the point, staying in its version."""
        if self.selection is None:
            return
        found = self._caret_at(point, self.selection.version)
        if found is not None:
            self._set(replace(self.selection, focus=found[1]))

    def take_word(self, point: QPoint) -> None:
        found = self._caret_at(point, None)
        text = self._text_at(*found) if found is not None else None
        if found is not None and text is not None:
            self._set(word_at(*found, text))

    def take_paragraph(self, point: QPoint) -> None:
        found = self._caret_at(point, None)
        text = self._text_at(*found) if found is not None else None
        if found is not None and text is not None:
            version, caret = found
            self._set(Selection(version, replace(caret, code_point=0), replace(caret, code_point=len(text))))

    def _set(self, selection: Selection | None) -> None:
        if selection != self.selection:
            self.selection = selection
            self.changed.emit()
