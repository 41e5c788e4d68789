from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from corpus_making import SOURCE, merged

from viewer.corpus import EXCLUDED, FURNITURE, HEADING, Builder, Corpus, NewSegment, NewUnit
from viewer.errors import OutOfRange
from viewer.model import Kind, Status, VersionId

Make = Callable[..., Path]
DE, PT = VersionId("de"), VersionId("pt")


def test_it_holds_counts_and_lengths_of_every_row(five: Path) -> None:
    with Corpus.open(five) as corpus:
        index = corpus.index()
    assert index.versions == ("de", "pt")
    assert index.counts[DE].tolist() == [2, 1, 0, 1, 2]
    assert index.lengths[PT].tolist() == [1, 0, 2, 0, 0]
    assert index.document_starts.tolist() == [0, 3, 5]
    assert index.unit_count == 5


def test_nobody_can_change_it(five: Path) -> None:
    with Corpus.open(five) as corpus:
        index = corpus.index()
    for column in (index.counts[DE], index.confidence, index.ordinal_starts(DE)):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 1


def test_a_row_is_complete_when_no_version_is_empty(five: Path) -> None:
    with Corpus.open(five) as corpus:
        index = corpus.index()
    assert index.complete() == 1
    assert index.first_complete() == 0


def test_without_a_complete_row_there_is_no_first(make: Make) -> None:
    with Corpus.open(make([{"de": ["a"]}, {"pt": ["b"]}])) as corpus:
        assert corpus.index().first_complete() is None


def test_ordinals_lead_to_rows_and_numbers(five: Path) -> None:
    with Corpus.open(five) as corpus:
        index = corpus.index()
    assert index.ordinal_starts(DE).tolist() == [0, 2, 3, 3, 4, 6]
    assert index.unit_of_ordinal(DE, np.arange(6)).tolist() == [0, 0, 1, 3, 4, 4]
    assert [index.number_of_ordinal(DE, ordinal) for ordinal in range(6)] == [
        *((0, 0), (0, 1), (0, 2)),
        *((1, 0), (1, 1), (1, 2)),
    ]
    assert index.number_of_ordinal(PT, 2) == (0, 2)
    with pytest.raises(OutOfRange):
        index.number_of_ordinal(PT, 3)


def test_a_paragraph_is_found_by_its_number_within_its_text(five: Path) -> None:
    with Corpus.open(five) as corpus:
        index = corpus.index()
    assert [index.unit_of_paragraph(DE, 0, number) for number in range(3)] == [0, 0, 1]
    assert [index.unit_of_paragraph(DE, 1, number) for number in range(3)] == [3, 4, 4]
    assert index.ordinal_of_paragraph(DE, 1, 2) == 5
    assert (index.paragraph_count(PT, 0), index.paragraph_count(PT, 1)) == (3, 0)
    for document, number in ((0, 3), (0, -1), (1, 0), (2, 0), (-1, 0)):
        with pytest.raises(OutOfRange):
            index.unit_of_paragraph(PT, document, number)


def test_every_row_has_its_document(five: Path) -> None:
    with Corpus.open(five) as corpus:
        index = corpus.index()
    assert [index.document_of(unit) for unit in range(5)] == [0, 0, 0, 1, 1]
    with pytest.raises(OutOfRange):
        index.document_of(5)


def test_documents_without_rows_hold_none(make: Make) -> None:
    with Corpus.open(make([], [{"de": ["a"]}], [], [{"de": ["b"]}], [])) as corpus:
        index = corpus.index()
        assert [index.document_of(unit) for unit in range(2)] == [1, 3]
        assert index.number_of_ordinal(DE, 1) == (3, 0)
        assert corpus.units(1, 2)[0].document == 3


def test_classes_tell_furniture_headings_and_exclusion(make: Make) -> None:
    furniture, heading = NewSegment("menu", Kind.FURNITURE), NewSegment("One", Kind.HEADING)
    body, excluded = NewSegment("text"), NewSegment("noise", excluded=True)
    rows = [[furniture, furniture], [furniture, body], [heading, body], [body, heading], [excluded, excluded], []]
    with Corpus.open(make([{"de": row, "pt": ["x"]} for row in rows])) as corpus:
        assert corpus.index().classes[DE].tolist() == [FURNITURE, 0, HEADING, 0, EXCLUDED, 0]


def test_doubtful_is_what_is_uncertain_and_not_settled(tmp_path: Path) -> None:
    marks = [(0.2, Status.AUTOMATIC), (0.2, Status.CONFIRMED), (0.9, Status.AUTOMATIC), (None, Status.IMPORTED)]
    marks += [(0.9, Status.REVIEW), (None, Status.REVIEW)]
    with Builder(tmp_path / "c.hexapla", title="") as builder:
        de = builder.add_version("de")
        builder.add_text(builder.add_document(""), de, SOURCE, [NewSegment("x")] * 6)
        builder.add_units(0, [NewUnit({de: (n, n + 1)}, *mark) for n, mark in enumerate(marks)])
        builder.commit()
    with Corpus.open(tmp_path / "c.hexapla") as corpus:
        index = corpus.index()
        assert index.doubtful(0.5).tolist() == [0, 4, 5]
        assert index.status_of(3) is Status.IMPORTED
        assert [unit.confidence for unit in corpus.units(0, 4)] == [0.2, 0.2, 0.9, None]


def test_a_snapshot_outlives_an_edit(five: Path) -> None:
    with Corpus.open(five) as corpus:
        before = corpus.index()
        corpus.splice(0, 3, [merged(corpus.units(0, 3))], action="merge")
        assert before.counts[DE].tolist() == [2, 1, 0, 1, 2]
        assert corpus.index().counts[DE].tolist() == [3, 1, 2]
        assert corpus.index().lengths[PT].tolist() == [3, 0, 0]


def test_another_connection_may_take_the_index_of_the_same_state(five: Path) -> None:
    with Corpus.open(five) as corpus, Corpus.open(five, read_only=True) as other:
        other.take_index(corpus.index())
        assert other.index() is corpus.index()
        corpus.splice(0, 3, [merged(corpus.units(0, 3))], action="merge")
        assert other.index().counts[DE].tolist() == [3, 1, 2]


def test_no_other_corpus_takes_it(five: Path, make: Make) -> None:
    with Corpus.open(five) as corpus, Corpus.open(make([{"de": ["a"]}, {"pt": ["b"]}], name="other")) as other:
        other.take_index(corpus.index())
        assert other.index().unit_count == 2
