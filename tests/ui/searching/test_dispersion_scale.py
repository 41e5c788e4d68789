from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.ui.searching.dispersion_scale import BIN, Scale, placed, round_rows

scales = st.builds(Scale, st.integers(1, 5_000), st.integers(1, 900))


@given(scales)
def test_bins_share_the_width_and_none_is_too_narrow(scale: Scale) -> None:
    widths = np.diff(scale.lefts)
    assert (scale.lefts[0], scale.lefts[-1]) == (0, scale.width)
    assert scale.bins <= scale.rows
    assert scale.bins == 1 or widths.min() >= min(BIN, scale.width)


@given(scales, st.floats(-10, 1_000))
def test_a_pixel_shows_the_row_and_the_bin_that_are_there(scale: Scale, x: float) -> None:
    row = scale.row_at(x)
    assert 0 <= row < scale.rows
    assert 0 <= scale.bin_at(x) < scale.bins
    start, stop = scale.edges[scale.bin_of(row) : scale.bin_of(row) + 2].tolist()
    assert start <= row < stop


@given(scales, st.sets(st.integers(0, 4_999), max_size=40), st.integers(1, 200))
def test_names_do_not_meet(scale: Scale, rows: set[int], length: int) -> None:
    starts = np.array(sorted(row for row in rows if row < scale.rows), np.int64)
    names = list(placed(scale, starts, str, lambda _: length, most=120, gap=8))
    assert all(one.left + one.room + 8 <= two.left for one, two in pairwise(names))
    assert all(0 < one.room <= 120 and one.left + one.room <= scale.width for one in names)


def test_names_are_asked_for_only_where_there_is_room() -> None:
    asked: list[int] = []

    def name(place: int) -> str:
        asked.append(place)
        return f"document {place}"

    placed_names = placed(Scale(1_000, 400), np.arange(0, 1_000, 10), name, lambda _: 60, most=120, gap=8)
    assert [one.text for one in placed_names][:2] == ["document 0", "document 17"]
    assert len(asked) == 6


def test_rows_with_round_numbers_are_marked_where_nothing_else_is() -> None:
    assert (round_rows(31_102) + 1).tolist() == [1, 5_000, 10_000, 15_000, 20_000, 25_000, 30_000]
    assert (round_rows(3) + 1).tolist() == [1, 2, 3]
    assert round_rows(0).tolist() == []
