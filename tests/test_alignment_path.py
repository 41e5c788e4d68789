from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.alignment_path import AlignmentPath

LENGTHS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=200)


def path(lengths: list[tuple[int, int]]) -> AlignmentPath:
    across, down = (np.cumsum([0, *side]) for side in zip(*lengths, strict=True))
    return AlignmentPath(7, across, down, np.zeros(len(lengths) + 1, np.int64))


@given(LENGTHS, st.integers(1, 60), st.integers(1, 60))
def test_a_picture_shows_no_more_corners_than_pixels_and_misses_the_path_by_less_than_one(
    lengths: list[tuple[int, int]], width: int, height: int
) -> None:
    made = path(lengths)
    corners = made.corners(width, height)
    assert len(corners) <= width + height + 4
    for row in range(made.rows + 1):
        before = corners[np.searchsorted(corners, row, side="right") - 1]
        assert (made.across[row] - made.across[before]) * width <= made.across[-1]
        assert (made.down[row] - made.down[before]) * height <= made.down[-1]


@given(LENGTHS)
def test_the_middle_of_a_row_leads_to_it(lengths: list[tuple[int, int]]) -> None:
    made = path(lengths)
    wide, high = max(1, int(made.across[-1])), max(1, int(made.down[-1]))
    for row in range(made.rows):
        across, down = made.middle(row)
        found = made.row_at(across / wide, down / high)
        assert found is not None
        assert made.middle(found) == pytest.approx((across, down), abs=1)


def test_a_document_without_rows_has_no_row_anywhere() -> None:
    none = np.zeros(1, np.int64)
    assert AlignmentPath(0, none, none, none).row_at(0.5, 0.5) is None
