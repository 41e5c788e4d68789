"""The path that an alignment takes through two versions of a document: how far each has come after every row.

Positions are code points from the beginning of the document in that version. Whatever the number of rows, a picture of
the path needs no more corners than it has pixels along its two sides, and these are found by binary search.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.corpus import CorpusIndex
from viewer.model import DOUBTFUL_BELOW, VersionId

Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AlignmentPath:
    """R rows; corner r stands before row r, counted from the first row of the document, and the last after them all."""

    start: int
    """The first row of the document in the corpus."""
    across: Int64
    """Shape (R + 1,): code points of the first version before each corner."""
    down: Int64
    """Shape (R + 1,): those of the second."""
    doubts: Int64
    """Shape (R + 1,): doubtful rows before each corner."""

    @property
    def rows(self) -> int:
        return len(self.across) - 1

    def corners(self, width: int, height: int) -> Int64:
        """The corners, ascending, that a picture of so many pixels has to show: at most about `width + height`."""
        columns = np.searchsorted(self.across, np.linspace(0, self.across[-1], max(1, width) + 1))
        lines = np.searchsorted(self.down, np.linspace(0, self.down[-1], max(1, height) + 1))
        return np.unique(np.concatenate([columns, lines, [0, self.rows]]))

    def row_at(self, across: float, down: float) -> int | None:
        """The row of the document whose middle is nearest to a point, as shares of the two texts; None without rows."""
        if not self.rows:
            return None
        wide, high = max(1, int(self.across[-1])), max(1, int(self.down[-1]))
        found = [self._at(self.across, across * wide), self._at(self.down, down * high)]
        middles = [self.middle(row) for row in found]
        apart = [(x / wide - across) ** 2 + (y / high - down) ** 2 for x, y in middles]
        return found[apart.index(min(apart))]

    def middle(self, row: int) -> tuple[float, float]:
        """Where the middle of a row is, code points of both versions."""
        across, down = self.across[row : row + 2], self.down[row : row + 2]
        return float(across.sum()) / 2, float(down.sum()) / 2

    def next_doubtful(self, row: int, way: int) -> int:
        """The next doubtful row down (+1) or up (-1); the same if there is none."""
        done = int(self.doubts[row + (way > 0)])
        if way > 0:
            found = int(np.searchsorted(self.doubts, done + 1)) - 1
            return found if found < self.rows else row
        return int(np.searchsorted(self.doubts, done)) - 1 if done else row

    def _at(self, positions: Int64, place: float) -> int:
        return max(0, min(self.rows - 1, int(np.searchsorted(positions, place, side="right")) - 1))


def path_of(index: CorpusIndex, document: int, first: VersionId, second: VersionId) -> AlignmentPath:
    """The path of a document through two versions."""
    start, stop = index.document_starts[document : document + 2].tolist()
    doubtful = np.zeros(stop - start, np.bool_)
    every = index.doubtful(DOUBTFUL_BELOW)
    doubtful[every[np.searchsorted(every, start) : np.searchsorted(every, stop)] - start] = True
    return AlignmentPath(
        start,
        _sums(index.lengths[first][start:stop]),
        _sums(index.lengths[second][start:stop]),
        _sums(doubtful),
    )


def _sums(values: NDArray[np.generic]) -> Int64:
    sums = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=sums[1:])
    return sums
