from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from viewer import everywhere
from viewer.corpus import Builder, NewSegment, NewUnit
from viewer.errors import Cancelled, CorpusMissing, Damaged, NotACorpus, QueryError
from viewer.everywhere import Answer
from viewer.model import Hit, Source, Status, Version, VersionId
from viewer.search import FoundRow, Query, parse

DE, EN, AR = VersionId("de"), VersionId("en"), VersionId("ar")


def build(path: Path, **texts: list[str]) -> Path:
    """A corpus with a row for each place of the lists."""
    with Builder(path, title=path.stem.title()) as builder:
        document = builder.add_document("Document")
        versions = {tag: builder.add_version(tag, "") for tag in texts}
        for tag, column in texts.items():
            source = Source(f"{tag}.txt", "text", "UTF-8", "0" * 64)
            builder.add_text(document, versions[tag], source, [NewSegment(text) for text in column if text])
        numbers = {tag: iter(range(len(column))) for tag, column in texts.items()}
        rows = [
            {versions[tag]: ((n := next(numbers[tag])), n + 1) for tag in texts if texts[tag][row]}
            for row in range(len(next(iter(texts.values()))))
        ]
        builder.add_units(document, [NewUnit(cells, 0.9, Status.AUTOMATIC) for cells in rows])
        builder.commit()
    return path


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """A corpus with German and English, one that is none, one with Arabic and English, one that is gone."""
    broken = tmp_path / "notes.hexapla"
    broken.write_text("notes")
    return [
        build(
            tmp_path / "rivers.hexapla", de=["Der Fluss", "Ein Fluss und ein Fluss", "See"], en=["River", "", "Lake"]
        ),
        broken,
        build(tmp_path / "cities.hexapla", ar=["النهر", "مدينة"], en=["the\nriver", "city"]),
        tmp_path / "gone.hexapla",
    ]


def asked(paths: Sequence[Path], text: str, cache: Path, **options: bool) -> list[Answer]:
    def read(versions: Sequence[Version]) -> Query:
        return parse(text, versions=versions, **options)

    return list(everywhere.search(paths, read, cache, lines=2))


def test_every_corpus_answers_or_says_why_not(paths: list[Path], tmp_path: Path) -> None:
    answers = asked(paths, "river", tmp_path / "cache")
    assert [answer.path for answer in answers] == paths
    assert [answer.title for answer in answers] == ["Rivers", "notes", "Cities", "gone"]
    assert [type(answer.error) for answer in answers] == [type(None), NotACorpus, type(None), CorpusMissing]
    assert [answer.counts and (answer.counts.units, dict(answer.counts.hits)) for answer in answers] == [
        (1, {DE: 0, EN: 1}), None, (1, {AR: 0, EN: 1}), None
    ]  # fmt: skip


def test_a_prefix_is_read_anew_for_each_corpus(paths: list[Path], tmp_path: Path) -> None:
    rivers, _, cities, _ = asked(paths, "de:Fluss", tmp_path / "cache")
    assert rivers.counts is not None
    assert dict(rivers.counts.hits) == {DE: 3}
    assert cities.counts is not None
    assert dict(cities.counts.hits) == {AR: 0, EN: 0}


def test_the_first_hits_come_with_their_letters_in_context(paths: list[Path], tmp_path: Path) -> None:
    rivers, _, cities, _ = asked(paths, "fluss", tmp_path / "cache")
    assert [(line.text, line.text[line.start : line.stop]) for line in rivers.lines] == [
        ("Der Fluss", "Fluss"), ("Ein Fluss und ein Fluss", "Fluss")
    ]  # fmt: skip
    assert isinstance(rivers.lines[1].place, Hit)
    assert (rivers.lines[1].place.unit, rivers.lines[1].place.start) == (1, 4)
    assert cities.lines == ()
    (line,) = asked(paths, "river", tmp_path / "cache")[2].lines
    assert (line.text, line.start, line.stop) == ("the river", 4, 9)


def test_a_row_that_is_found_without_text_shows_what_is_there(paths: list[Path], tmp_path: Path) -> None:
    rivers, _, _, _ = asked(paths, "-en:", tmp_path / "cache")
    assert isinstance(rivers.lines[0].place, FoundRow)
    assert (rivers.lines[0].place.unit, rivers.lines[0].text) == (1, "Ein Fluss und ein Fluss")


def test_what_is_malformed_is_the_answer_of_every_corpus(paths: list[Path], tmp_path: Path) -> None:
    answers = asked(paths, "(", tmp_path / "cache", regex=True)
    assert [type(answer.error) for answer in answers] == [QueryError, NotACorpus, QueryError, CorpusMissing]


def test_a_corpus_that_cannot_be_prepared_does_not_stop_the_others(paths: list[Path], tmp_path: Path) -> None:
    def prepare(path: Path) -> None:
        if path == paths[0]:
            raise Damaged(path, "torn")

    answers = everywhere.search(
        paths, lambda versions: parse("river", versions=versions), tmp_path / "cache", lines=1, prepare=prepare
    )
    assert [(answer.title, type(answer.error)) for answer in answers][:3] == [
        ("Rivers", Damaged), ("notes", NotACorpus), ("Cities", type(None))
    ]  # fmt: skip


def test_it_can_be_stopped_between_two_corpora(paths: list[Path], tmp_path: Path) -> None:
    def stopping() -> Iterator[bool]:
        yield False
        while True:
            yield len(heard) > 0

    heard: list[Answer] = []
    stop = stopping()
    answers = everywhere.search(
        paths,
        lambda versions: parse("river", versions=versions),
        tmp_path / "cache",
        lines=1,
        cancelled=lambda: next(stop),
    )
    heard.append(next(answers))
    with pytest.raises(Cancelled):
        next(answers)
