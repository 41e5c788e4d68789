"""The entries of the page: every row that is shown has one, and a closed fold has one for all its rows. No Qt.

What counts places on the page, such as the overview, counts entries; what counts rows of the corpus counts rows. Both
ways take a binary search per number asked for, whatever the size of the corpus.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]

NONE: Int64 = np.empty(0, np.int64)
"""No rows, no runs."""


class Entries:
    """Rows to entries and back. Immutable."""

    def __init__(
        self, rows: int, starts: Int64 = NONE, stops: Int64 = NONE, lines: NDArray[np.bool_] | None = None
    ) -> None:
        """Of `rows` rows those from each of `starts` to its `stops`, ascending and apart, are out of sight.

        `lines` tells for each of these runs whether a line stands for it; without it one stands for all.
        """
        self.rows = rows
        self._starts = starts
        self._stops = stops
        self._lines: Int64 = np.ones(len(starts), np.int64) if lines is None else lines.astype(np.int64)
        self._fewer: Int64 = np.concatenate(([0], np.cumsum(stops - starts - self._lines)))
        """By how many the entries are fewer than the rows before each run; at the end, before the end."""
        self._heads: Int64 = starts - self._fewer[:-1]
        """The entry of the line of each run, or of what follows where none stands."""
        self.count = rows - int(self._fewer[-1])

    def of_rows(self, rows: Int64) -> Int64:
        """The entry of each row; one that is out of sight has that of its line, or of what follows.

        `rows` may hold the number of rows, the end.
        """
        if not len(self._starts):
            return rows
        place = np.searchsorted(self._starts, rows, side="right") - 1
        inside = (place >= 0) & (rows < self._stops[place])
        return np.where(inside, self._heads[place], rows - self._fewer[place + 1])

    def first_rows(self, entries: Int64) -> Int64:
        """The first row of each entry. `entries` may hold the number of entries, the end."""
        return entries + self._fewer[np.searchsorted(self._heads + self._lines, entries, side="right")]
