"""A small corpus of two documents in three versions, and its rows as lists of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from viewer.corpus import Builder, Corpus, NewSegment, NewUnit
from viewer.model import SegmentId, Source, VersionId

SOURCE = Source("made.txt", "text", "utf-8", "0" * 64)
VERSIONS = tuple(map(VersionId, ("de", "pt", "ar")))
Rows = list[tuple[str, str, str]]


def number(_tag: VersionId, row: int) -> str:
    return str(row)


def build(path: Path, documents: int = 2, rows: int = 6, text: Callable[[VersionId, int], str] = number) -> Path:
    """Every version has one paragraph in each row, and its `text` is its number if nothing else is said."""
    with Builder(path, title="Made") as builder:
        for tag in VERSIONS:
            builder.add_version(tag)
        for number in range(documents):
            document = builder.add_document(f"Document {number}")
            for tag in VERSIONS:
                builder.add_text(document, tag, SOURCE, [NewSegment(text(tag, row)) for row in range(rows)])
            builder.add_units(document, (NewUnit(dict.fromkeys(VERSIONS, (row, row + 1)), 0.5) for row in range(rows)))
        builder.commit()
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(build(tmp_path / "made.hexapla")) as opened:
        yield opened


@pytest.fixture
def at(corpus: Corpus) -> Callable[[str, int], SegmentId]:
    """The paragraph of a version with this number in the first document."""
    return lambda version, number: corpus.segments_at(VersionId(version), [number])[0].id


def shown(corpus: Corpus, document: int = 0) -> Rows:
    """The rows of a document: for each version its paragraphs, joined by commas."""
    starts = corpus.index().document_starts
    units = corpus.units(int(starts[document]), int(starts[document + 1]))
    return [
        tuple(",".join(one.text for one in unit.cells.get(version, ())) for version in VERSIONS)  # type: ignore[misc]
        for unit in units
    ]
