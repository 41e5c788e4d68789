"""Marks: what a cell of several segments is read back as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_rows import rows

from viewer.formats.marks import Part, confidence, joined, marks, marks_by_version, marks_of_row, parts, read_confidence
from viewer.model import Kind, Segment, SegmentId, Status

CELLS = st.lists(
    st.builds(
        Segment,
        id=st.just(SegmentId(0)),
        number=st.just(0),
        kind=st.sampled_from(Kind),
        text=st.text(min_size=1),
        excluded=st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@given(CELLS, st.sampled_from(" \n"))
def test_every_cell_comes_back(cell: list[Segment], joiner: str) -> None:
    found = parts(joined(cell, joiner), marks(cell))
    assert found is not None
    assert [(one.text, one.kind, one.excluded) for one in found] == [(s.text, s.kind, s.excluded) for s in cell]


def test_one_body_segment_needs_no_marks() -> None:
    assert marks(rows([{"de": ["Hallo"]}])[0].cells["de"]) == ""  # type: ignore[index]
    assert parts("", "") == ()


@pytest.mark.parametrize("told", ["body:2 body:3", "bodies:5", "body", "body:5 ", "body:x", "body:-1 body:5"])
def test_marks_that_do_not_fit_are_refused(told: str) -> None:
    assert parts("Hallo", told) is None


@pytest.mark.parametrize("text", [" a", "a\n", "a\nb", "a\rb", "\u3000a", "\u200b", ""])
def test_white_space_that_readers_would_take_off_needs_marks(text: str) -> None:
    cell = [Segment(SegmentId(0), 0, Kind.BODY, text)]
    assert marks(cell) == f"body:{len(text)}"
    assert parts(text, marks(cell)) == (Part(text, Kind.BODY),)


def test_a_single_mark_holds_whatever_became_of_the_text() -> None:
    assert parts(" Hallo, Welt\n", "heading:5!") == (Part("Hallo, Welt", Kind.HEADING, excluded=True),)
    assert parts("", "heading:5!") == ()


def test_a_row_tells_only_what_needs_telling() -> None:
    (row,) = rows([{"de": ["a", "b"], "ar": ["c"], "ja": [(Kind.VERSE, "川")]}])
    assert marks_of_row(row) == "de=body:1 body:1;ja=verse:1"
    assert marks_by_version(marks_of_row(row)) == {"de": "body:1 body:1", "ja": "verse:1"}


def test_confidence_is_read_back_as_it_was() -> None:
    units = rows()
    assert [read_confidence(confidence(unit)) for unit in units] == [unit.confidence for unit in units]
    assert [read_confidence(told) for told in ("nan", "2", "-1", "high")] == [None] * 4
    assert units[0].status in Status
