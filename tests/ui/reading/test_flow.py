from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from viewer.ui.reading.flow import Flow
from viewer.ui.reading.row_index import BLOCK, RowIndex


class Straight:
    """Rows that follow each other by number."""

    def __init__(self, count: int) -> None:
        self.count = count

    def next_shown(self, unit: int) -> int | None:
        return unit + 1 if unit + 1 < self.count else None

    def previous_shown(self, unit: int) -> int | None:
        return unit - 1 if unit > 0 else None

    def shown(self, unit: int) -> int:
        return unit


class Wrong:
    """Estimates that have nothing to do with the truth."""

    def __init__(self, count: int) -> None:
        self.count = count

    def blocks(self) -> NDArray[np.int64]:
        return np.full(-(-self.count // BLOCK), 20_000, dtype=np.int64)

    def rows(self, start: int, stop: int) -> NDArray[np.int64]:
        return np.full(stop - start, 17, dtype=np.int64)


def flow_of(heights: list[int]) -> Flow:
    return Flow(RowIndex(len(heights), Wrong(len(heights))), Straight(len(heights)), lambda unit: heights[unit])


heights = st.lists(st.integers(1, 700), min_size=1, max_size=60)


@given(heights, st.lists(st.integers(-2000, 2000), max_size=20), st.integers(50, 1200))
def test_the_window_is_always_filled_without_holes(heights: list[int], moves: list[int], window: int) -> None:
    flow = flow_of(heights)
    flow.arrange(window)
    for move in moves:
        flow.offset += move
        placed = flow.arrange(window)
        assert placed[0].top <= 0
        assert all(below.top == above.bottom for above, below in pairwise(placed))
        assert placed[-1].bottom >= min(window, sum(heights))
        assert [one.height for one in placed] == [heights[one.unit] for one in placed]


@given(heights, st.integers(50, 400), st.lists(st.integers(-300, 300), max_size=15))
def test_scrolling_moves_what_is_seen_by_just_that_much(heights: list[int], window: int, moves: list[int]) -> None:
    flow = flow_of(heights)
    flow.arrange(window)
    top = 0
    for move in moves:
        flow.offset += move
        flow.arrange(window)
        top = max(0, min(top + move, sum(heights) - window))
        assert sum(heights[: flow.unit]) + flow.offset == top


@given(heights, st.integers(50, 1200), st.integers(0, 59))
def test_a_row_that_is_asked_for_is_at_the_top_unless_the_end_is_near(
    heights: list[int], window: int, unit: int
) -> None:
    unit = min(unit, len(heights) - 1)
    flow = flow_of(heights)
    flow.place(unit)
    flow.arrange(window)
    if sum(heights[unit:]) >= window:
        assert (flow.unit, flow.offset) == (unit, 0)
    else:
        assert any(one.unit == unit for one in flow.placed)


def test_a_corrected_height_above_moves_the_bar_and_not_the_text() -> None:
    heights = [40] * 5000
    flow = flow_of(heights)
    flow.place(4000, 7)
    flow.measured(100)
    before = flow.arrange(500)
    value = flow.value
    heights[100] = 9000
    flow.measured(100)
    assert flow.arrange(500) == before
    assert flow.value == value + 9000 - 40


def test_the_end_stands_at_the_lower_edge() -> None:
    flow = flow_of([100] * 50)
    flow.place(2**62, 2**31)
    placed = flow.arrange(330)
    assert (placed[-1].unit, placed[-1].bottom) == (49, 330)


def test_a_tall_row_can_be_scrolled_through() -> None:
    flow = flow_of([50, 10_000, 50])
    flow.place(1, 6000)
    flow.arrange(500)
    assert (flow.unit, flow.offset, len(flow.placed)) == (1, 6000, 1)


def test_nothing_to_show_is_no_error() -> None:
    flow = flow_of([])
    assert flow.arrange(500) == []
    assert flow.value == 0
