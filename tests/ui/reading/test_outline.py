from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from reading_corpora import build

from viewer.corpus import Corpus
from viewer.model import Kind, VersionId
from viewer.ui.reading.outline import Heading, Outline

DE, JA = VersionId("de"), VersionId("ja")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Corpus]:
    """Two documents of four rows: a title, body, a heading in one or both versions, body."""
    rows = [
        {"de": ("Der Fluss", Kind.TITLE), "ja": ("川", Kind.HEADING)},
        {"de": "Am Morgen", "ja": "朝"},
        {"de": ("Erstes\n Kapitel", Kind.HEADING), "ja": ("第一章", Kind.HEADING)},
        {"de": "Am Abend"},
        {"de": "Vorwort", "ja": "序"},
        {"ja": ("第二章", Kind.HEADING)},
        {"de": "Noch ein Morgen", "ja": "朝"},
        {"de": "Noch ein Abend", "ja": "夕"},
    ]
    with Corpus.open(build(tmp_path / "book.hexapla", rows, documents=2), read_only=True) as opened:
        yield opened


def outline_of(corpus: Corpus) -> Outline:
    return Outline(corpus.index(), corpus.documents(), lambda unit: corpus.units(unit, unit + 1)[0])


def test_the_headings_of_each_document(book: Corpus) -> None:
    outline = outline_of(book)
    assert [outline.entries(number).tolist() for number in range(2)] == [[0, 2], [5]]


def test_a_chapter_begins_with_its_heading_and_ends_with_its_document(book: Corpus) -> None:
    outline = outline_of(book)
    assert [outline.chapter_of(unit) for unit in range(8)] == [0, 0, 2, 2, None, 5, 5, 5]
    assert [outline.document_of(unit).title for unit in (3, 4)] == ["Document 0", "Document 1"]


def test_a_heading_is_told_in_the_version_that_is_asked_for(book: Corpus) -> None:
    outline = outline_of(book)
    assert outline.heading(2) == Heading(2, DE, Kind.HEADING, "Erstes Kapitel")
    assert outline.heading(2, [JA, DE]) == Heading(2, JA, Kind.HEADING, "第一章")
    assert outline.heading(5, [DE]) == Heading(5, JA, Kind.HEADING, "第二章")


def test_a_title_in_any_version_is_a_title(book: Corpus) -> None:
    heading = outline_of(book).heading(0, [JA])
    assert heading == Heading(0, JA, Kind.TITLE, "川")


def test_a_row_without_a_heading_says_nothing(book: Corpus) -> None:
    assert outline_of(book).heading(1) is None


def test_only_headings_that_are_asked_for_are_read_and_each_once(book: Corpus) -> None:
    asked: list[int] = []

    def read(unit: int) -> object:
        asked.append(unit)
        return book.units(unit, unit + 1)[0]

    outline = Outline(book.index(), book.documents(), read)  # type: ignore[arg-type]
    for unit in range(8):
        outline.chapter_of(unit)
    assert asked == []
    assert outline.heading(2) == outline.heading(2)
    assert asked == [2]
