"""Where rows are: heights, estimated until measured, with their running totals. No Qt.

Rows are kept in blocks. A block nobody came near has one estimated number; only a block that is touched gets a height
per row. So a new width costs a number per block, not per row, and a million rows cost what a thousand do.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from viewer.model import Touched
from viewer.ui.reading.block_edges import BlockEdges


class HeightRule(Protocol):
    """How high rows are likely to be, in pixels, before anybody laid them out."""

    def blocks(self) -> NDArray[np.int64]:
        """Estimated height of each block of rows."""
        ...

    def rows(self, start: int, stop: int) -> NDArray[np.int64]:
        """Estimated height of each row from `start` to `stop` (half-open); 0 for a row that is not shown."""
        ...


class RowIndex:
    """Heights in pixels of `count` rows; all totals are 64 bit."""

    def __init__(self, count: int, rule: HeightRule, edges: BlockEdges | None = None) -> None:
        """`edges` are those of the blocks that the rule speaks of, if it did not cut them by the number of rows."""
        self.count = count
        self._rule = rule
        self._edges = edges if edges is not None else BlockEdges.of(count)
        self.reset()

    def reset(self) -> None:
        """Forgets everything measured: the rule gives other answers now."""
        self._sums: NDArray[np.int64] = self._rule.blocks().astype(np.int64)
        self._rows: dict[int, NDArray[np.int32]] = {}
        self._tops: NDArray[np.int64] | None = None

    def forget_rows(self, start: int, stop: int) -> None:
        """Asks the rule again for the blocks that hold rows `start` to `stop` (half-open)."""
        if start < stop:
            for block in range(self._edges.block_of(start), self._edges.block_of(stop - 1) + 1):
                self._rows.pop(block, None)
                self._refined(block)

    def renumber(self, touched: Touched, edges: BlockEdges) -> None:
        """Some rows are others by now, and the rule knows it already: what was measured of other blocks stays."""
        held, estimated = self._edges.holding(touched), self._rule.blocks().astype(np.int64)
        more = len(edges) - len(self._edges)
        self._sums = np.concatenate(
            (self._sums[: held.start], estimated[held.start : held.stop + more], self._sums[held.stop :])
        )
        self._rows = {
            block if block < held.start else block + more: rows
            for block, rows in self._rows.items()
            if not held.start <= block < held.stop
        }
        self.count += touched.after - touched.before
        self._edges, self._tops = edges, None

    @property
    def total(self) -> int:
        """Height of all rows."""
        return int(self._block_tops()[-1])

    def height(self, row: int) -> int:
        """Height of one row, measured or estimated."""
        block = self._edges.block_of(row)
        return int(self._refined(block)[row - self._edges.rows(block)[0]])

    def set_height(self, row: int, height: int) -> None:
        """Records what `row` measures."""
        block = self._edges.block_of(row)
        rows, place = self._refined(block), row - self._edges.rows(block)[0]
        change = height - int(rows[place])
        if change:
            rows[place] = height
            self._sums[block] += change
            self._tops = None

    def top(self, row: int) -> int:
        """Pixels from the beginning to the upper edge of `row`; `row` may be `count`."""
        block = self._edges.block_of(row)
        rest = row - (self._edges.rows(block)[0] if block < len(self._edges) else row)
        before = int(self._block_tops()[block])
        return before + int(self._refined(block)[:rest].sum(dtype=np.int64)) if rest else before

    def row_at(self, y: int) -> tuple[int, int]:
        """The row at `y` pixels from the beginning and how far below its upper edge that is; clamped to the rows."""
        if not self.count:
            return 0, 0
        y = max(0, min(y, self.total - 1))
        # Refining a block changes where later ones begin, so look again until the block found is a known one.
        while True:
            tops = self._block_tops()
            block = min(int(np.searchsorted(tops, y, side="right")) - 1, len(self._sums) - 1)
            if block in self._rows:
                break
            self._refined(block)
            y = max(0, min(y, self.total - 1))
        ends = np.cumsum(self._rows[block], dtype=np.int64)
        within = y - int(tops[block])
        rest = min(int(np.searchsorted(ends, within, side="right")), len(ends) - 1)
        return self._edges.rows(block)[0] + rest, within - (int(ends[rest - 1]) if rest else 0)

    def _block_tops(self) -> NDArray[np.int64]:
        if self._tops is None:
            self._tops = np.concatenate(([0], np.cumsum(self._sums)))
        return self._tops

    def _refined(self, block: int) -> NDArray[np.int32]:
        rows = self._rows.get(block)
        if rows is None:
            rows = self._rule.rows(*self._edges.rows(block)).astype(np.int32)
            self._rows[block] = rows
            self._sums[block] = int(rows.sum(dtype=np.int64))
            self._tops = None
        return rows
