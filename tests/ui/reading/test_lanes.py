from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model import VersionId
from viewer.ui.reading.entries import Entries
from viewer.ui.reading.lanes import Lane, Scale, lanes_of, weighted, width_for

DE, JA = VersionId("de"), VersionId("ja")
NONE = np.empty(0, np.int64)


def scale(rows: int, height: int, folds: tuple[tuple[int, int], ...] = ()) -> Scale:
    starts, stops = (np.array([fold[side] for fold in folds], np.int64) for side in (0, 1))
    return Scale(Entries(rows, starts, stops), height)


def test_few_rows_are_blocks() -> None:
    few = scale(4, 10)
    assert few.rows.tolist() == [0, 1, 2, 3, 4]
    assert few.tops.tolist() == [0, 2, 5, 7, 10]
    assert few.counts(np.array([1, 3])).tolist() == [0, 1, 0, 1]


def test_many_rows_share_a_pixel() -> None:
    many = scale(1_000_000, 500)
    assert many.rows[:3].tolist() == [0, 2000, 4000]
    assert many.counts(np.array([1999, 2000, 2001, 999_999])).tolist() == [1, 2, *[0] * 497, 1]
    assert many.shares([np.arange(2000, 3000)])[:3].tolist() == [0, 0.5, 0]


def test_a_fold_is_as_high_as_a_row() -> None:
    folded = scale(10, 4, ((1, 8),))
    assert folded.rows.tolist() == [0, 1, 8, 9, 10]
    assert folded.counts(np.array([2, 7, 8])).tolist() == [0, 2, 1, 0]


def test_the_share_of_several_versions_is_their_mean() -> None:
    assert scale(2, 8).shares([np.array([0]), np.array([0, 1])]).tolist() == [1, 0.5]


def test_any_mark_has_its_least_height() -> None:
    many = scale(100, 10)
    weights = weighted(many.shares([np.array([35])]), 1.0)
    assert many.pixels(weights, 3).tolist() == [0, 0, 0, 1, 1, 1, 0, 0, 0, 0]
    few = scale(2, 10)
    assert few.pixels(np.array([1.0, 0.0]), 3).tolist() == [1] * 5 + [0] * 5


def test_few_among_many_can_be_seen() -> None:
    assert weighted(np.array([0, 0.001, 1]), 0.25).tolist() == pytest.approx([0, 0.25075, 1])


def test_marks_near_a_pixel_are_found() -> None:
    many = scale(1000, 100)
    assert many.within(np.array([5, 49, 50, 69, 70]), 5, 1).tolist() == [49, 50, 69]
    assert many.within(NONE, 5, 1).tolist() == []


def test_no_rows_and_no_height_are_no_error() -> None:
    assert scale(0, 100).pixels(np.zeros(0), 2).tolist() == []
    assert scale(10, 0).counts(np.array([3])).tolist() == []
    assert scale(0, 100).entry_at(50) == 0


def test_lanes_stand_in_the_order_of_the_panes_behind_that_of_whole_rows() -> None:
    lanes = lanes_of([JA, DE], width_for(2))
    assert [lane.versions for lane in lanes] == [(None,), (JA,), (DE,)]
    assert [lane.width for lane in lanes] == [5, 10, 10]


def test_one_lane_serves_all_where_there_is_room_for_one() -> None:
    assert lanes_of([JA, DE], width_for(1), single=True)[1:] == (Lane((JA, DE), 10, 10),)


@pytest.mark.parametrize("shown", range(1, 13))
def test_lanes_fill_the_strip_and_none_is_too_narrow_to_be_seen(shown: int) -> None:
    lanes = lanes_of([VersionId(str(number)) for number in range(shown)], width_for(12))
    assert lanes[-1].right == width_for(12) - 3
    assert all(after.left == before.right + 2 for before, after in pairwise(lanes))
    assert min(lane.width for lane in lanes) >= 3


@given(st.integers(1, 3000), st.integers(1, 1200))
def test_stretches_cover_all_rows_and_pixels_in_order(rows: int, height: int) -> None:
    made = scale(rows, height)
    assert (made.rows[0], made.rows[-1], made.tops[0], made.tops[-1]) == (0, rows, 0, height)
    assert (np.diff(made.rows) > 0).all()
    assert (np.diff(made.tops) > 0).all()
    assert made.counts(np.arange(rows)).sum() == rows
    middles = (made.tops[:-1] + made.tops[1:]) / 2
    at = [made.entry_at(float(y)) for y in middles]
    assert all(made.rows[i] - 1 <= entry <= made.rows[i + 1] + 1 for i, entry in enumerate(at))


@given(st.integers(1, 2000), st.integers(1, 600), st.sets(st.integers(0, 1999), max_size=30))
def test_no_mark_is_lost(rows: int, height: int, marks: set[int]) -> None:
    marked = np.array(sorted(mark for mark in marks if mark < rows), np.int64)
    made = scale(rows, height)
    drawn = made.pixels(weighted(made.shares([marked]), 1.0), 2)
    for mark in marked.tolist():
        stretch = int(np.searchsorted(made.rows, mark, side="right")) - 1
        assert drawn[made.tops[stretch]] == 1
    assert drawn.any() == bool(len(marked))
