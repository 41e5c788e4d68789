"""Rows by position alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from viewer.align import Paragraphs
from viewer.align.provisional import provisional

texts = st.lists(st.text(max_size=30), max_size=12)
side = st.builds(
    lambda own, marks: Paragraphs("de", own, (marks * 12)[: len(own)]),
    texts,
    st.lists(st.booleans(), min_size=1, max_size=4),
)


@given(st.lists(side, min_size=1, max_size=4))
def test_every_segment_is_in_one_row_in_order(sides: list[Paragraphs]) -> None:
    rows = provisional(sides)
    for column, one in enumerate(sides):
        assert [number for row in rows for number in range(*row[column])] == list(range(len(one.texts)))
    assert all(any(start < stop for start, stop in row) for row in rows)


def test_the_side_with_fewest_segments_makes_the_rows() -> None:
    one, other = Paragraphs("de", ["x" * 40, "x" * 20, "x" * 20]), Paragraphs("en", ["y" * 10] * 8)
    assert provisional([one, other]) == [[(0, 1), (0, 4)], [(1, 2), (4, 6)], [(2, 3), (6, 8)]]


def test_headings_keep_chapters_together() -> None:
    one = Paragraphs("de", ["I", "x" * 90, "II", "x"], [True, False, True, False])
    other = Paragraphs("en", ["I", "y", "II", "y" * 90, "y"], [True, False, True, False, False])
    rows = provisional([one, other])
    assert [(0, 1), (0, 1)] in rows
    assert next(row for row in rows if row[0] == (2, 3))[1] == (2, 3)
