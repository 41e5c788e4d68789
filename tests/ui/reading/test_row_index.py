from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from viewer.model import Touched
from viewer.ui.reading.block_edges import BLOCK, BlockEdges
from viewer.ui.reading.row_index import RowIndex


class Guess:
    """Every row is guessed at the same height, blocks a little wrong, as real estimates are."""

    def __init__(self, count: int, height: int = 30) -> None:
        self.count = count
        self.height = height
        self.edges: BlockEdges | None = None

    def blocks(self) -> NDArray[np.int64]:
        edges = self.edges or BlockEdges.of(self.count)
        return np.diff(edges.edges) * (self.height - 3)

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


@given(
    st.integers(1, 40),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), st.integers(1, 30)), max_size=8),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 500)), max_size=8),
)
def test_what_was_measured_of_other_blocks_stays_when_rows_are_touched(
    count: int, changes: list[tuple[int, int, int]], heights: list[tuple[int, int]]
) -> None:
    rule = Guess(count)
    edges = BlockEdges(np.append(np.arange(0, count, 5), count))
    rule.edges = edges
    index = RowIndex(count, rule, edges)
    known = [30] * count
    for row, height in heights:
        index.set_height(row % count, height)
        known[row % count] = height
    for start, before, after in changes:
        start %= count
        touched = Touched(start, min(before, count - start), after)
        held = edges.holding(touched)
        first, last = edges.edges[held.start], edges.edges[held.stop]
        edges = rule.edges = edges.patched(touched)
        count += touched.after - touched.before
        rule.count = count
        index.renumber(touched, edges)
        stretch = int(last - first) + touched.after - touched.before
        known[first:last] = [30] * stretch
        assert edges.edges[-1] == count == index.count
        assert (np.diff(edges.edges) > 0).all()
    for block in range(len(edges)):
        index.height(edges.rows(block)[0])
    assert [index.height(row) for row in range(count)] == known
    assert index.total == sum(known)
    assert all(index.top(row) == sum(known[:row]) for row in range(0, count + 1, 3))
