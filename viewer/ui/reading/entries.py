"""The entries of the page: every row has one, and a closed fold has one for all its rows. No Qt.

What counts places on the page, such as the overview, counts entries; what counts rows of the corpus counts rows. Both
ways take a binary search per number asked for, whatever the size of the corpus.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]


class Entries:
    """Rows to entries and back. Immutable."""

    def __init__(self, rows: int, starts: Int64, stops: Int64) -> None:
        """A corpus of `rows` rows in which those from each of `starts` to its `stops` are folded; ascending, apart."""
        self.rows = rows
        self._starts = starts
        self._stops = stops
        sizes = stops - starts
        self._folded: Int64 = np.concatenate(([0], np.cumsum(sizes)))
        """Rows in the folds before each fold; at the end, in all."""
        self._heads: Int64 = starts - self._folded[:-1] + np.arange(len(starts))
        """The entry of each fold."""
        self.count = rows - int(self._folded[-1]) + len(starts)

    def of_rows(self, rows: Int64) -> Int64:
        """The entry of each row; a folded row has that of its fold. `rows` may hold the number of rows, the end."""
        place = np.searchsorted(self._starts, rows, side="right") - 1
        if not len(self._starts):
            return rows
        inside = (place >= 0) & (rows < self._stops[place])
        behind = rows - self._folded[place + 1] + place + 1
        return np.where(inside, self._heads[place], np.where(place >= 0, behind, rows))

    def first_rows(self, entries: Int64) -> Int64:
        """The first row of each entry. `entries` may hold the number of entries, the end."""
        place = np.searchsorted(self._heads, entries, side="left") - 1
        """The last fold before the entry."""
        return np.where(place >= 0, entries + self._folded[place + 1] - place - 1, entries)

    def folded_before(self, rows: Int64) -> tuple[Int64, Int64]:
        """For each row how many rows before it are folded, and how many folds begin before it."""
        place = np.searchsorted(self._starts, rows, side="left")
        if not len(self._starts):
            return np.zeros_like(rows), place
        last = np.maximum(place - 1, 0)
        within = np.minimum(rows, self._stops[last]) - self._starts[last]
        return np.where(place > 0, self._folded[last] + within, 0), place
