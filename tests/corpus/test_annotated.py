"""Rows are found by what is said of any of their segments."""

from pathlib import Path

import pytest
from corpus_making import Row, merged

from viewer.corpus import Corpus, NewAnnotation, NewSegment
from viewer.errors import Cancelled


def said(text: str, *notes: tuple[str, str]) -> NewSegment:
    return NewSegment(text, annotations=tuple(NewAnnotation(0, len(text), *note) for note in notes))


ROWS: list[Row] = [
    {"de": ["a", said("b", ("author", "Ann"))], "pt": ["A"]},
    {"de": [said("c", ("author", "Bob"), ("created", "2024"))]},
    {"pt": [said("B", ("author", "Ann"), ("author", "Bob"))]},
]


@pytest.fixture
def noted(make) -> Path:  # type: ignore[no-untyped-def]
    return make(ROWS, ROWS[1:])


def test_rows_are_those_of_the_segments(noted: Path) -> None:
    with Corpus.open(noted) as corpus:
        assert corpus.rows_said("author", lambda value: value == "Ann").tolist() == [True, False, True, False, True]
        assert corpus.rows_said("created", lambda _: True).tolist() == [False, True, False, True, False]
        assert not corpus.rows_said("editor", lambda _: True).any()


def test_the_most_frequent_values_come_first(noted: Path) -> None:
    with Corpus.open(noted) as corpus:
        assert corpus.annotation_values("author") == [("Bob", 4), ("Ann", 3)]
        assert corpus.annotation_values("author", 1) == [("Bob", 4)]
        assert corpus.annotation_values("editor") == []


def test_looking_through_annotations_can_be_stopped(noted: Path) -> None:
    with Corpus.open(noted) as corpus, pytest.raises(Cancelled):
        corpus.rows_said("author", lambda _: True, lambda: True)


def test_rows_are_found_after_they_were_regrouped(noted: Path) -> None:
    with Corpus.open(noted) as corpus:
        first, second = corpus.units(0, 2)
        corpus.splice(0, 2, [merged([first, second])], action="merge")
        assert corpus.rows_said("created", lambda _: True).tolist() == [True, False, True, False]
