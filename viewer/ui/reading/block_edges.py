"""Blocks of rows: about a thousand rows each, of which one number is kept until somebody comes near. No Qt.

A change of some rows makes the block that holds them longer or shorter; all other blocks stay what they were.
"""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

from viewer.model import Touched

BLOCK = 1024
"""Rows per block, as they are cut at first."""
_LONGEST = 2 * BLOCK
"""Rows that a block may grow to before it is cut."""


class BlockEdges:
    """Where each of B blocks begins. Immutable."""

    def __init__(self, edges: NDArray[np.int64]) -> None:
        self.edges = edges
        """Shape (B + 1,), rising: how many rows come before each block; at the end, how many there are."""
        self._plain = edges.data  # asked for one row at a time: there plain numbers are quicker than arrays

    @classmethod
    def of(cls, rows: int) -> BlockEdges:
        """So many rows, cut for the first time."""
        return cls(np.append(np.arange(0, rows, BLOCK, dtype=np.int64), np.int64(rows)))

    def __len__(self) -> int:
        return len(self.edges) - 1

    def block_of(self, row: int) -> int:
        """The block that holds a row; `row` may be the number of rows, and then it is that of blocks."""
        return bisect_right(self._plain, row) - 1

    def rows(self, block: int) -> tuple[int, int]:
        """The first row of a block, and the one after its last."""
        return self._plain[block], self._plain[block + 1]

    def holding(self, touched: Touched) -> slice:
        """The blocks that hold the rows that were touched, of those before the change."""
        first = min(self.block_of(touched.start), max(0, len(self) - 1))
        last = int(np.searchsorted(self.edges, touched.start + touched.before))
        return slice(first, max(first, min(last, len(self))))

    def patched(self, touched: Touched) -> BlockEdges:
        """The blocks after a change of these rows."""
        held, more = self.holding(touched), touched.after - touched.before
        start, stop = self._plain[held.start], self._plain[held.stop] + more
        step = stop - start if held.stop - held.start == 1 and stop - start <= _LONGEST else BLOCK
        middle = np.arange(start, stop, max(1, step), dtype=np.int64)
        return BlockEdges(np.concatenate((self.edges[: held.start], middle, self.edges[held.stop :] + more)))
