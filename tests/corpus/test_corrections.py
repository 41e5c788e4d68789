"""A correction is another text for one segment; it can be undone, and all else stays as it is."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.corpus import Builder, Corpus, NewAnnotation, NewSegment, NewUnit
from viewer.errors import OutOfRange
from viewer.model import MAX_SEGMENT, SegmentId, Source, VersionId

SOURCE = Source("made.txt", "text", "utf-8", "0" * 64)
DE, PT = VersionId("de"), VersionId("pt")
TEXTS = {"de": ["Das Haus", "Die Statd am Fluß", "Ende"], "pt": ["A casa", "A cidade", "Fim"]}


def make(path: Path, notes: tuple[NewAnnotation, ...] = ()) -> Path:
    with Builder(path, title="Made") as builder:
        document = builder.add_document("One")
        for tag, lines in TEXTS.items():
            segments = [NewSegment(line, annotations=notes if line == TEXTS["de"][1] else ()) for line in lines]
            builder.add_text(document, builder.add_version(tag), SOURCE, segments)
        builder.add_units(document, (NewUnit({DE: (row, row + 1), PT: (row, row + 1)}, 0.5) for row in range(3)))
        builder.commit()
    return path


def said(corpus: Corpus) -> list[tuple[object, ...]]:
    return [
        (unit.number, version, segment.id, segment.text, corpus.annotations(segment.id))
        for unit in corpus.units(0, 3)
        for version, cell in unit.cells.items()
        for segment in cell
    ]


def test_a_correction_is_read_counted_and_undone(tmp_path: Path) -> None:
    path = make(tmp_path / "made.hexapla")
    with Corpus.open(path) as corpus:
        before, revisions = said(corpus), [version.revision for version in corpus.versions()]
        segment = corpus.units(1, 2)[0].cells[DE][0].id
        change = corpus.correct(segment, "Die Stadt am breiten Fluß")
        assert change is not None
        assert change.action == "correct"
        assert corpus.segment(segment).text == "Die Stadt am breiten Fluß"
        assert corpus.index().lengths[DE].tolist() == [8, 25, 4]
        assert [now.revision > then for now, then in zip(corpus.versions(), revisions, strict=True)] == [True, False]
        assert corpus.check() == []
    with Corpus.open(path) as corpus:
        corpus.undo()
        assert said(corpus) == before
        assert [version.revision for version in corpus.versions()] == revisions
        assert corpus.index().lengths[DE].tolist() == [8, 17, 4]
        corpus.redo()
        assert corpus.segment(segment).text == "Die Stadt am breiten Fluß"
        assert corpus.check() == []


@pytest.mark.parametrize(
    ("start", "stop", "after", "expected"),
    [
        (0, 3, "Die Stadt am Fluß", (0, 3)),
        (4, 9, "Die Stadt am Fluß", (4, 9)),
        (13, 17, "Die große Statd am Fluß", (19, 23)),
        (4, 9, "Die große Statd am Fluß", (10, 15)),
        (0, 4, "Die große Statd am Fluß", (0, 4)),
        (4, 9, "Die am Fluß", (4, 4)),
        (2, 6, "Die am Fluß", (2, 4)),
        (0, 17, "Stadt", (0, 5)),
        (17, 17, "Die Stadt am Fluß!", (18, 18)),
    ],
)
def test_what_is_said_of_a_stretch_moves_with_it(
    tmp_path: Path, start: int, stop: int, after: str, expected: tuple[int, int]
) -> None:
    with Corpus.open(make(tmp_path / "made.hexapla", (NewAnnotation(start, stop, "note", "x"),))) as corpus:
        segment = corpus.units(1, 2)[0].cells[DE][0].id
        corpus.correct(segment, after)
        assert [(note.start, note.stop) for note in corpus.annotations(segment)] == [expected]
        corpus.undo()
        assert [(note.start, note.stop) for note in corpus.annotations(segment)] == [(start, stop)]
        assert corpus.check() == []


def test_what_is_no_correction_is_refused(tmp_path: Path) -> None:
    with Corpus.open(make(tmp_path / "made.hexapla")) as corpus:
        assert corpus.correct(SegmentId(1), "Das Haus") is None
        assert corpus.changes() == []
        for text in ("", " \n", "a" * (MAX_SEGMENT + 1)):
            with pytest.raises(ValueError, match="code points"):
                corpus.correct(SegmentId(1), text)
        with pytest.raises(OutOfRange):
            corpus.correct(SegmentId(99), "x")


def test_tells_what_was_corrected_since(tmp_path: Path) -> None:
    with Corpus.open(make(tmp_path / "made.hexapla")) as corpus:
        first = corpus.version("de").revision
        assert corpus.corrected_since(DE, first) == []
        one, two = (corpus.units(row, row + 1)[0].cells[DE][0].id for row in (2, 1))
        corpus.correct(one, "Schluss")
        middle = corpus.version("de").revision
        corpus.correct(two, "Die Stadt")
        corpus.correct(corpus.units(0, 1)[0].cells[PT][0].id, "O lar")
        last = corpus.version("de").revision
        assert corpus.corrected_since(DE, first) == [1, 2]
        assert corpus.corrected_since(DE, middle) == [1]
        assert corpus.corrected_since(DE, 12345) is None
        corpus.undo()
        corpus.undo()
        assert corpus.version("de").revision == middle
        assert corpus.corrected_since(DE, last) == [1]
        assert corpus.corrected_since(DE, first) == [2]
        with corpus.restructuring("rename") as change:
            change.rename_version(DE, "Meyer")
        assert corpus.corrected_since(DE, first) is None


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 6), st.text(min_size=1, max_size=6).filter(str.strip)), max_size=6))
def test_undoing_all_corrections_is_exact(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, str]]
) -> None:
    notes = (NewAnnotation(0, 3, "a", "x"), NewAnnotation(4, 9, "b", "y"), NewAnnotation(10, 17, "c", "z"))
    with Corpus.open(make(tmp_path_factory.mktemp("corpus") / "made.hexapla", notes)) as corpus:
        before = said(corpus)
        for segment, text in edits:
            corpus.correct(SegmentId(segment), text)
        assert corpus.check() == []
        after = said(corpus)
        while corpus.undo() is not None:
            pass
        assert said(corpus) == before
        while corpus.redo() is not None:
            pass
        assert said(corpus) == after
