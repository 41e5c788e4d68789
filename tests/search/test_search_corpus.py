"""The engine on a corpus file: rows, documents and edits of the alignment come from there."""

from pathlib import Path

import pytest
from listed_corpus import verses

from viewer.corpus import Builder, Corpus, NewSegment, NewUnit, UnitDraft
from viewer.model import Kind, Source, VersionId
from viewer.search.clauses import Scope
from viewer.search.engine import Counts, Engine
from viewer.search.query import parse

SOURCE = Source("made.txt", "text", "utf-8", "0" * 64)
DE, AR = VersionId("de"), VersionId("ar")


def make(path: Path, *documents: dict[str, list[str]]) -> Path:
    """A corpus of these documents, a segment of each version in a row."""
    with Builder(path, title="Made") as builder:
        versions = {language: builder.add_version(language) for language in documents[0]}
        for number, texts in enumerate(documents):
            document = builder.add_document(f"Document {number}")
            for language, lines in texts.items():
                segments = [NewSegment(line, Kind.FURNITURE if line[:1] == "#" else Kind.BODY) for line in lines]
                builder.add_text(document, versions[language], SOURCE, segments)
            rows = max(map(len, texts.values()))
            builder.add_units(
                document,
                (
                    NewUnit(
                        {
                            versions[language]: (min(row, len(lines)), min(row + 1, len(lines)))
                            for language, lines in texts.items()
                        },
                        0.5,
                    )
                    for row in range(rows)
                ),
            )
        builder.commit()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(
        tmp_path / "made.hexapla",
        {"de": ["# Haus 1", "Straße", "das Haus"], "ar": ["بيت"]},
        {"de": ["Hütten", "Haus und Haus"], "ar": ["كتاب", "البَيْتُ"]},
    )


def test_hits_name_document_row_and_segment(path: Path, tmp_path: Path) -> None:
    with Corpus.open(path, read_only=True) as corpus:
        engine = Engine(corpus, tmp_path / "cache")
        query = parse("/haus|بيت/", versions=corpus.versions())
        assert [
            (hit.document, hit.unit, hit.version, hit.segment, hit.text)
            for hit in engine.hits(parse("/haus|بيت/", versions=corpus.versions(), scope=Scope(furniture=False)))
        ] == [
            (0, 0, "ar", 0, "بيت"),
            (0, 2, "de", 2, "Haus"),
            (1, 4, "de", 1, "Haus"),
            (1, 4, "de", 1, "Haus"),
            (1, 4, "ar", 1, "بَيْتُ"),
        ]
        assert engine.count(query) == Counts(3, {DE: 4, AR: 2})
        within = parse("/haus|بيت/", versions=corpus.versions(), scope=Scope(document=1))
        assert engine.count(within) == Counts(1, {DE: 2, AR: 1})
        engine.close()


def test_an_edit_of_the_alignment_moves_the_hits(path: Path, tmp_path: Path) -> None:
    with Corpus.open(path) as corpus:
        engine = Engine(corpus, tmp_path / "cache")
        query = parse("straße", versions=corpus.versions())
        assert [hit.unit for hit in engine.hits(query)] == [1]
        first, second = corpus.units(0, 2)
        merged = {
            version: tuple(segment.id for unit in (first, second) for segment in unit.cells.get(version, ()))
            for version in (DE, AR)
        }
        corpus.splice(0, 2, [UnitDraft(merged)], action="merge")
        assert [hit.unit for hit in engine.hits(query)] == [0]
        engine.close()


def test_hit_ids_lead_back_to_their_segments(path: Path, tmp_path: Path) -> None:
    with Corpus.open(path, read_only=True) as corpus:
        engine = Engine(corpus, tmp_path / "cache")
        for hit in engine.hits(parse("/./", versions=corpus.versions())):
            assert corpus.segment(hit.segment_id).text[hit.start : hit.stop] == hit.text
        engine.close()


def test_finds_verses_in_a_whole_bible(shared_data: Path, tmp_path: Path) -> None:
    texts = {"de": verses(shared_data, "de", 3000), "ar": verses(shared_data, "ar", 3000)}
    with Corpus.open(make(tmp_path / "bible.hexapla", texts)) as corpus:
        engine = Engine(corpus, tmp_path / "cache")
        for letters in ("herr", "himmel", "الله"):
            query = parse(letters, versions=corpus.versions())
            expected = {
                version.id: sum(text.lower().count(letters) for text in texts[version.id])
                for version in corpus.versions()
            }
            assert engine.count(query).hits == expected
        engine.close()
