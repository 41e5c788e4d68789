"""Alignment by time: who speaks together is in one row, whatever is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.align.times import align_by_time
from viewer.errors import Cancelled

Cells = list[tuple[tuple[int, ...], ...]]


def cells(*sides: list[tuple[int, int]]) -> Cells:
    return [unit.cells for unit in align_by_time(sides)]


def test_cues_of_the_same_time_are_a_row() -> None:
    units = align_by_time([[(0, 1000), (2000, 3000)], [(0, 1000), (2000, 3000)]])
    assert [(unit.cells, unit.confidence) for unit in units] == [(((0,), (0,)), 1.0), (((1,), (1,)), 1.0)]


def test_a_long_cue_gathers_the_short_ones_under_it() -> None:
    assert cells([(0, 4000), (5000, 6000)], [(0, 1900), (2000, 4000), (5000, 6000)]) == [((0,), (0, 1)), ((1,), (2,))]


def test_a_cue_that_nobody_else_has_is_a_row_of_its_own_in_its_place() -> None:
    assert cells([(0, 1000), (4000, 5000)], [(0, 1000), (2000, 3000), (4000, 5000)]) == [
        ((0,), (0,)),
        ((), (1,)),
        ((1,), (2,)),
    ]


def test_a_short_overlap_joins_nothing() -> None:
    (one, two, three) = align_by_time([[(0, 1000), (1100, 2000)], [(0, 1200)]])[:1] + align_by_time(
        [[(0, 10)], [(8, 20)]]
    )
    assert one.cells == ((0,), (0,))
    assert (two.cells, three.cells) == (((0,), ()), ((), (0,)))
    assert (two.confidence, round(three.confidence, 2)) == (0.8, 0.83)


def test_a_small_shift_changes_nothing() -> None:
    side = [(start, start + 900) for start in range(0, 50_000, 1000)]
    shifted = [(start + 300, stop + 250) for start, stop in side]
    assert cells(side, shifted) == [((number,), (number,)) for number in range(50)]


def test_three_sides_and_an_empty_one() -> None:
    assert cells([(0, 10)], [(0, 4), (5, 10)], [(20, 30)], []) == [((0,), (0, 1), (), ()), ((), (), (0,), ())]


def test_what_crosses_is_put_in_one_row() -> None:
    # The second segment of the first side is heard before the first.
    assert cells([(10, 20), (0, 9)], [(0, 9), (10, 20)]) == [((0, 1), (0, 1))]


def test_two_voices_at_once_stay_in_order() -> None:
    assert cells([(0, 5000), (1000, 2000)], [(0, 5000), (1000, 2000)])[0][0][0] == 0


def test_points_in_time_are_no_trouble() -> None:
    assert cells([(5, 5)], [(5, 5)]) == [((0,), (0,))]


def test_it_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        align_by_time([[(0, 1)], [(0, 1)]], cancelled=lambda: True)


def test_thousands_of_cues_at_the_same_time_do_not_take_for_ever() -> None:
    side = [(0, 10_000_000)] * 20_000
    units = align_by_time([side, side])
    assert sum(len(unit.cells[0]) for unit in units) == 20_000


SIDE = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 25)), max_size=25).map(
    lambda side: [(start, start + length) for start, length in side]
)


@given(st.lists(st.one_of(SIDE, SIDE.map(sorted)), min_size=1, max_size=4))
@settings(max_examples=200)
def test_every_segment_is_in_one_row_and_no_side_goes_back(sides: list[list[tuple[int, int]]]) -> None:
    units = align_by_time(sides)
    for number, side in enumerate(sides):
        assert [segment for unit in units for segment in unit.cells[number]] == list(range(len(side)))
    assert all(any(unit.cells) and 0.0 <= unit.confidence <= 1.0 for unit in units)


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50)), max_size=30))
def test_a_side_against_itself_is_in_step(gaps: list[tuple[int, int]]) -> None:
    side, at = [], 0
    for silence, length in gaps:
        side.append((at + silence, at + silence + length))
        at += silence + length
    assert cells(side, side) == [((number,), (number,)) for number in range(len(side))]


@given(st.lists(SIDE.map(sorted), min_size=2, max_size=3))
def test_the_order_of_the_sides_does_not_matter(sides: list[list[tuple[int, int]]]) -> None:
    turned = [tuple(reversed(unit)) for unit in cells(*reversed(sides))]
    assert sorted(cells(*sides)) == sorted(turned)
