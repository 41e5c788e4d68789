from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from viewer.ui.reading.block_edges import BLOCK
from viewer.ui.reading.row_index import RowIndex


class Guess:
    """Every row is guessed at the same height, blocks a little wrong, as real estimates are."""

    def __init__(self, count: int, height: int = 30) -> None:
        self.count = count
        self.height = height

    def blocks(self) -> NDArray[np.int64]:
        sizes = [min(BLOCK, self.count - start) for start in range(0, self.count, BLOCK)]
        return np.array(sizes, dtype=np.int64) * (self.height - 3)

    def rows(self, start: int, stop: int) -> NDArray[np.int64]:
        return np.full(stop - start, self.height, dtype=np.int64)


measured = st.lists(st.tuples(st.integers(0, 2999), st.integers(0, 500)), max_size=30)


@given(measured)
def test_tops_are_the_sums_of_the_heights_above(changes: list[tuple[int, int]]) -> None:
    index = RowIndex(3000, Guess(3000))
    for row in range(0, 3000, BLOCK):
        index.height(row)
    heights = [30] * 3000
    for row, height in changes:
        index.set_height(row, height)
        heights[row] = height
    assert index.total == sum(heights)
    for row in (0, 1, BLOCK - 1, BLOCK, 2 * BLOCK + 5, 2999, 3000):
        assert index.top(row) == sum(heights[:row])


@given(measured, st.integers(-10, 200_000))
def test_the_row_at_a_point_holds_that_point(changes: list[tuple[int, int]], y: int) -> None:
    index = RowIndex(3000, Guess(3000))
    for row, height in changes:
        index.set_height(row, height)
    row, inside = index.row_at(y)
    assert 0 <= row < 3000
    assert inside >= 0
    assert inside < max(1, index.height(row)) or row == 2999


def test_a_new_rule_forgets_what_was_measured() -> None:
    rule = Guess(100)
    index = RowIndex(100, rule)
    index.set_height(7, 400)
    rule.height = 50
    index.reset()
    assert index.height(7) == 50


def test_only_touched_blocks_get_a_height_per_row() -> None:
    asked: list[int] = []

    class Counting(Guess):
        def rows(self, start: int, stop: int) -> NDArray[np.int64]:
            asked.append(start)
            return super().rows(start, stop)

    index = RowIndex(1_000_000, Counting(1_000_000))
    index.row_at(index.total // 2)
    index.top(999_999)
    assert len(asked) <= 3


def test_totals_go_beyond_32_bits() -> None:
    index = RowIndex(10_000_000, Guess(10_000_000, 1000))
    assert index.top(9_999_999) > 2**32
    assert index.row_at(index.total - 1)[0] == 9_999_999


def test_no_rows_have_no_height() -> None:
    index = RowIndex(0, Guess(0))
    assert index.total == 0
    assert index.row_at(50) == (0, 0)
