"""Rows cut into rows of sentences: nothing is lost, and what stands beside the text goes with its part."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.errors import Cancelled
from viewer.model import Annotation, Direction, Kind, Segment, SegmentId, Status, Unit, Version, VersionId
from viewer.sentence_units import by_sentence

DE, EN = VersionId("de"), VersionId("en")
VERSIONS = [Version(tag, tag, "", Direction.LTR, 0, 0) for tag in (DE, EN)]


def unit(german: list[str], english: list[str], *, document: int = 0, status: Status = Status.CONFIRMED) -> Unit:
    numbers = count()
    cells = {
        version: tuple(Segment(SegmentId(n := next(numbers)), n, Kind.BODY, text) for text in texts)
        for version, texts in ((DE, german), (EN, english))
        if texts
    }
    return Unit(7, document, 0.5, status, cells)


def texts(units: list[Unit], version: VersionId) -> list[str]:
    return ["".join(one.text for one in row.cells.get(version, ())) for row in units]


def test_a_row_becomes_rows_that_nobody_has_confirmed() -> None:
    found = list(by_sentence([unit(["Anna kam. Boris ging."], ["Anna came. Boris went."])], VERSIONS))
    assert texts(found, DE) == ["Anna kam. ", "Boris ging."]
    assert texts(found, EN) == ["Anna came. ", "Boris went."]
    assert [(row.number, row.status, row.confidence) for row in found] == [
        (0, Status.AUTOMATIC, 0.5),
        (1, Status.AUTOMATIC, 0.5),
    ]


def test_a_row_of_one_sentence_stays_confirmed_and_one_to_review_stays_so() -> None:
    rows = [unit(["Anna kam."], ["Anna came."]), unit(["Ja. Nein."], ["Yes. No."], status=Status.REVIEW)]
    assert [row.status for row in by_sentence(rows, VERSIONS)] == [Status.CONFIRMED, Status.REVIEW, Status.REVIEW]


def test_segments_are_numbered_within_their_texts() -> None:
    rows = [unit(["Ja. Nein."], []), unit(["Gut."], ["Good."], document=1)]
    found = [[one.number for cell in row.cells.values() for one in cell] for row in by_sentence(rows, VERSIONS)]
    assert found == [[0], [1], [0, 0]]


def test_notes_go_with_the_part_that_they_are_about() -> None:
    row = unit(["Anna kam. Boris ging."], [])
    notes = [(0, 21, "id", "x"), (5, 13, "emphasis", "i"), (10, 10, "mark", "a"), (21, 21, "mark", "b")]
    (segment,) = row.cells[DE]
    segment = replace(segment, annotations=tuple(Annotation(segment.id, *note) for note in notes))
    found = list(by_sentence([replace(row, cells={DE: (segment,)})], VERSIONS))
    said = [[(n.start, n.stop, n.value) for n in one.cells[DE][0].annotations] for one in found]
    assert said == [[(0, 10, "x"), (5, 10, "i")], [(0, 11, "x"), (0, 3, "i"), (0, 0, "a"), (11, 11, "b")]]


def test_the_ends_of_links_stay_with_the_first_part() -> None:
    found = list(by_sentence([unit(["Anna kam. Boris ging."], [])], VERSIONS))
    assert [row.cells[DE][0].id for row in found] == [0, -1]


def test_it_stops_when_it_is_told_to() -> None:
    def check() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list(by_sentence([unit(["Ja. Nein."], ["Yes. No."])], VERSIONS, check))


CELL = st.lists(st.text(st.sampled_from("aB. !?\n"), max_size=10), max_size=3)


@settings(max_examples=20)
@given(st.lists(st.tuples(CELL, CELL).filter(any), min_size=1, max_size=20))
def test_every_letter_is_in_one_row(rows: list[tuple[list[str], list[str]]]) -> None:
    found = list(by_sentence((unit(*row) for row in rows), VERSIONS))
    for version, side in ((DE, 0), (EN, 1)):
        assert "".join(texts(found, version)) == "".join(text for row in rows for text in row[side])
