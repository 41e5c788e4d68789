"""Furniture of two web pages never stands side by side, and nothing is lost when it is taken apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from viewer.align import AlignedUnit
from viewer.corpus import NewSegment
from viewer.importing.site_furniture import rows_apart
from viewer.model import Kind

SHAPES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=12)


@given(SHAPES)
def test_furniture_is_taken_apart_and_all_segments_stay_in_order(shapes: list[tuple[int, int, bool]]) -> None:
    texts: tuple[list[NewSegment], list[NewSegment]] = ([], [])
    rows = []
    for left, right, is_furniture in shapes:
        if not left and not right:
            continue
        cells = []
        for text, size in zip(texts, (left, right), strict=True):
            cells.append(tuple(range(len(text), len(text) + size)))
            text += [NewSegment("x", Kind.FURNITURE if is_furniture else Kind.BODY)] * size
        rows.append(AlignedUnit(tuple(cells), 0.5))
    found = rows_apart(rows, texts)
    for side, text in enumerate(texts):
        assert [number for row in found for number in row.cells[side]] == list(range(len(text)))
    for row in found:
        kinds = {text[number].kind for text, cell in zip(texts, row.cells, strict=True) for number in cell}
        assert kinds != {Kind.FURNITURE} or sum(map(bool, row.cells)) == 1
    bodies = [
        row
        for row in rows
        if any(text[n].kind is Kind.BODY for text, c in zip(texts, row.cells, strict=True) for n in c)
    ]
    assert [row for row in found if row in bodies] == bodies
