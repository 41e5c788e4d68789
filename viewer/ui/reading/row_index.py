"""Where rows are: heights, estimated until measured, with their running totals. No Qt.

Rows are kept in blocks. A block nobody came near has one estimated number; only a block that is touched gets a height
per row. So a new width costs a number per block, not per row, and a million rows cost what a thousand do.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

BLOCK = 1024
"""Rows per block."""


class HeightRule(Protocol):
    """How high rows are likely to be, in pixels, before anybody laid them out."""

    def blocks(self) -> NDArray[np.int64]:
        """Estimated height of each block of `BLOCK` rows; the last may be shorter."""
        ...

    def rows(self, start: int, stop: int) -> NDArray[np.int64]:
        """Estimated height of each row from `start` to `stop` (half-open); 0 for a row that is not shown."""
        ...


class RowIndex:
    """Heights in pixels of `count` rows; all totals are 64 bit."""

    def __init__(self, count: int, rule: HeightRule) -> None:
        self.count = count
        self._rule = rule
        self.reset()

    def reset(self) -> None:
        """Forgets everything measured: the rule gives other answers now."""
        self._sums: NDArray[np.int64] = self._rule.blocks().astype(np.int64)
        self._rows: dict[int, NDArray[np.int32]] = {}
        self._tops: NDArray[np.int64] | None = None

    def forget_rows(self, start: int, stop: int) -> None:
        """Asks the rule again for the blocks that hold rows `start` to `stop` (half-open)."""
        for block in range(start // BLOCK, -(-stop // BLOCK)):
            self._rows.pop(block, None)
            self._refined(block)

    @property
    def total(self) -> int:
        """Height of all rows."""
        return int(self._block_tops()[-1])

    def height(self, row: int) -> int:
        """Height of one row, measured or estimated."""
        return int(self._refined(row // BLOCK)[row % BLOCK])

    def set_height(self, row: int, height: int) -> None:
        """Records what `row` measures."""
        rows = self._refined(row // BLOCK)
        change = height - int(rows[row % BLOCK])
        if change:
            rows[row % BLOCK] = height
            self._sums[row // BLOCK] += change
            self._tops = None

    def top(self, row: int) -> int:
        """Pixels from the beginning to the upper edge of `row`; `row` may be `count`."""
        block, rest = divmod(row, BLOCK)
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
        return block * BLOCK + rest, within - (int(ends[rest - 1]) if rest else 0)

    def _block_tops(self) -> NDArray[np.int64]:
        if self._tops is None:
            self._tops = np.concatenate(([0], np.cumsum(self._sums)))
        return self._tops

    def _refined(self, block: int) -> NDArray[np.int32]:
        rows = self._rows.get(block)
        if rows is None:
            start = block * BLOCK
            rows = self._rule.rows(start, min(start + BLOCK, self.count)).astype(np.int32)
            self._rows[block] = rows
            self._sums[block] = int(rows.sum(dtype=np.int64))
            self._tops = None
        return rows
