"""Ways through a corpus that need no search: a row by its number, the first complete one, the doubtful ones."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer.corpus import CorpusIndex
from viewer.ui.dialogs.go_to_row import GoToRow
from viewer.ui.reading.painter import DOUBTFUL
from viewer.ui.reading.view import ReadingView

_NO_ROWS: Final = np.empty(0, dtype=np.int64)


class Navigation(QObject):
    """Moves the reading view."""

    def __init__(self, view: ReadingView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._window = parent
        self._index: CorpusIndex | None = None
        self.doubtful = _NO_ROWS
        """The rows whose alignment may be wrong, ascending."""

    def set_index(self, index: CorpusIndex | None) -> None:
        """Goes through these rows from now on."""
        self._index = index
        self.doubtful = index.doubtful(DOUBTFUL) if index is not None else _NO_ROWS

    def first_complete(self) -> None:
        """Shows the first row that every version has."""
        first = self._index.first_complete() if self._index is not None else None
        if first is not None:
            self._view.go_to(first, top=True)

    def next_doubtful(self) -> None:
        """Goes to the next row that may be wrong; after the last comes the first."""
        self._go_to_doubtful(int(np.searchsorted(self.doubtful, self._view.current_unit() or 0, side="right")))

    def previous_doubtful(self) -> None:
        """Goes to the previous row that may be wrong; before the first comes the last."""
        self._go_to_doubtful(int(np.searchsorted(self.doubtful, self._view.current_unit() or 0)) - 1)

    def ask_row(self) -> None:
        """Asks for the number of a row."""
        if self._index is not None:
            asking = GoToRow(row=self._view.current_unit() or 0, rows=self._index.unit_count, parent=self._window)
            asking.row_chosen.connect(self._view.go_to)
            asking.show()

    def _go_to_doubtful(self, place: int) -> None:
        if len(self.doubtful):
            self._view.go_to(int(self.doubtful[place % len(self.doubtful)]))
