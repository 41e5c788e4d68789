from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from viewer.ui.reading.block_edges import BLOCK
from viewer.ui.reading.flow import Flow
from viewer.ui.reading.row_index import RowIndex


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


class Made:
    """Rows of bands whose true heights are known, and are told only of a band that is asked for."""

    def __init__(self, rows: list[list[int]]) -> None:
        self.rows = rows
        self.known: dict[tuple[int, int], int] = {}

    def bands(self, unit: int) -> int:
        return len(self.rows[unit])

    def height(self, unit: int, band: int) -> int:
        self.known[unit, band] = self.rows[unit][band]
        return self.rows[unit][band]

    def heights(self, unit: int) -> list[int]:
        return [self.known.get((unit, band), 23) for band in range(len(self.rows[unit]))]


def flow_of(rows: list[list[int]]) -> Flow:
    return Flow(RowIndex(len(rows), Wrong(len(rows))), Straight(len(rows)), Made(rows))


def blocks_of(rows: list[list[int]]) -> list[tuple[int, int, int]]:
    return [(unit, band, height) for unit, bands in enumerate(rows) for band, height in enumerate(bands)]


rows_of_bands = st.lists(st.lists(st.integers(1, 700), min_size=1, max_size=4), min_size=1, max_size=40)


@given(rows_of_bands, st.lists(st.integers(-2000, 2000), max_size=20), st.integers(50, 1200))
def test_the_window_is_always_filled_without_holes(rows: list[list[int]], moves: list[int], window: int) -> None:
    flow, blocks = flow_of(rows), blocks_of(rows)
    flow.arrange(window)
    for move in moves:
        flow.offset += move
        placed = flow.arrange(window)
        assert placed[0].top <= 0
        assert all(below.top == above.bottom for above, below in pairwise(placed))
        assert placed[-1].bottom >= min(window, sum(height for _, _, height in blocks))
        first = blocks.index((placed[0].unit, placed[0].band, placed[0].height))
        assert [(one.unit, one.band, one.height) for one in placed] == blocks[first : first + len(placed)]


@given(rows_of_bands, st.integers(50, 400), st.lists(st.integers(-300, 300), max_size=15))
def test_scrolling_moves_what_is_seen_by_just_that_much(rows: list[list[int]], window: int, moves: list[int]) -> None:
    flow, blocks = flow_of(rows), blocks_of(rows)
    whole = sum(height for _, _, height in blocks)
    flow.arrange(window)
    top = 0
    for move in moves:
        flow.offset += move
        flow.arrange(window)
        top = max(0, min(top + move, whole - window))
        above = sum(height for unit, band, height in blocks if (unit, band) < (flow.unit, flow.band))
        assert above + flow.offset == top


@given(rows_of_bands, st.integers(50, 1200), st.integers(0, 39))
def test_a_row_that_is_asked_for_is_at_the_top_unless_the_end_is_near(
    rows: list[list[int]], window: int, unit: int
) -> None:
    unit = min(unit, len(rows) - 1)
    flow = flow_of(rows)
    flow.place(unit)
    flow.arrange(window)
    if sum(sum(bands) for bands in rows[unit:]) >= window:
        assert (flow.unit, flow.band, flow.offset) == (unit, 0, 0)
    else:
        assert any(one.unit == unit for one in flow.placed)


@given(rows_of_bands, st.integers(50, 500), st.integers(0, 39), st.floats(0, 1))
def test_a_flow_is_put_as_far_into_a_row_as_another_is(
    rows: list[list[int]], window: int, unit: int, fraction: float
) -> None:
    unit = min(unit, len(rows) - 1)
    flow = flow_of([*rows, [window]])
    for band in range(len(rows[unit])):
        flow.measured(unit, band)
    flow.place_fraction(unit, fraction)
    flow.arrange(window)
    found, there = flow.at(0)
    assert found + there == pytest.approx(unit + fraction, abs=1 / sum(rows[unit]))


@given(rows_of_bands, st.integers(50, 500), st.integers(0, 20_000), st.integers(0, 900))
def test_what_remains_is_what_is_below(rows: list[list[int]], window: int, move: int, most: int) -> None:
    flow = flow_of(rows)
    flow.offset += move
    placed = flow.arrange(window)
    below = sum(height for unit, band, height in blocks_of(rows) if (unit, band) > (placed[-1].unit, placed[-1].band))
    assert flow.remaining(most) == min(most, placed[-1].bottom + below)


def test_a_corrected_height_above_moves_the_bar_and_not_the_text() -> None:
    rows = [[40] for _ in range(5000)]
    flow = flow_of(rows)
    flow.place(4000, 7)
    flow.measured(100, 0)
    before = flow.arrange(500)
    value = flow.value
    rows[100] = [9000]
    flow.measured(100, 0)
    assert flow.arrange(500) == before
    assert flow.value == value + 9000 - 40


def test_the_end_stands_at_the_lower_edge() -> None:
    flow = flow_of([[100, 40]] * 50)
    flow.place_end()
    placed = flow.arrange(330)
    assert (placed[-1].unit, placed[-1].band, placed[-1].bottom) == (49, 1, 330)


def test_a_giant_row_costs_only_the_bands_that_are_seen() -> None:
    made = Made([[50], [300] * 10_000, [50]])
    flow = Flow(RowIndex(3, Wrong(3)), Straight(3), made)
    flow.place_fraction(1, 0.5)
    flow.arrange(500)
    assert flow.unit == 1
    assert 4900 < flow.band < 5100
    assert len(made.known) < 8


def test_nothing_to_show_is_no_error() -> None:
    flow = flow_of([])
    assert flow.arrange(500) == []
    assert flow.value == 0
