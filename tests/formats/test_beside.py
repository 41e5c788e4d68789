"""What stands beside the text of a cell goes through one string and comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_rows import annotated

from viewer.formats.beside import End, as_text, common, entries, from_text, read
from viewer.formats.draft import DraftAnnotation
from viewer.model import SegmentId

TEXT = st.text(max_size=6)
NOTES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from("ab"), TEXT), max_size=4)
CELL = st.lists(st.tuples(st.text(max_size=9), NOTES), min_size=1, max_size=3)


def fitting(text: str, notes: list[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    return [(min(one, two, len(text)), min(max(one, two), len(text)), *rest) for one, two, *rest in notes]  # type: ignore[misc]


@given(CELL)
def test_every_annotation_comes_back(given_: list[tuple[str, list[tuple[int, int, str, str]]]]) -> None:
    cell = [(text, fitting(text, notes)) for text, notes in given_]
    (row,) = annotated(cell)
    (segments,) = row.cells.values()
    notes, ends = read(from_text(as_text(entries(segments))), [len(text) for text, _ in cell])
    assert [[(one.start, one.stop, one.kind, one.value) for one in own] for own in notes] == [own for _, own in cell]
    assert ends == []


def test_ends_of_links_come_back() -> None:
    (segments,) = annotated([("a", []), ("b", [])])[0].cells.values()
    at_one = {SegmentId(1): [End(7, is_source=True, kind="moved"), End(9, is_source=False, kind="pin")]}
    told = as_text(entries(segments, lambda segment: at_one.get(segment, ())))
    assert told == '[[1,"source",7,"moved"],[1,"target",9,"pin"]]'
    assert read(from_text(told), [1, 1])[1] == [(1, one) for one in at_one[SegmentId(1)]]


def test_what_is_said_of_all_is_said_once() -> None:
    shared, twice = (0, 2, "author", "x"), (0, 2, "note", "y")
    (segments,) = annotated([("ab", [shared, twice, twice, (0, 1, "ruby", "z")]), ("cd", [twice, shared, twice])])[
        0
    ].cells.values()
    assert common(segments) == (("author", "x"), ("note", "y"), ("note", "y"))
    assert entries(segments, without=common(segments)[:2]) == [
        [0, "note", "y"],
        [0, 0, 1, "ruby", "z"],
        [1, "note", "y"],
    ]


def test_a_whole_segment_is_meant_whatever_its_length_is_now() -> None:
    assert read([[0, "id", "7"]], [99])[0] == [[DraftAnnotation(0, 99, "id", "7")]]


@pytest.mark.parametrize(
    "told",
    ["{", "7", '"x"', '[["a"]]', "[[1,2]]", '[[5,"a","b"]]', '[[0,3,2,"a","b"]]', '[[0,0,9,"a","b"]]', "[" * 9999],
)
def test_what_does_not_fit_is_disregarded(told: str) -> None:
    assert read(from_text(told), [3]) == ([[]], [])
