"""What another connection has changed is taken in by what it touched alone, and is as if all had been read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from corpus_making import Row, drafts, merged, standing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_edits import STEPS, TURNS, Edit, made

from viewer.corpus import Corpus, CorpusIndex, NewSegment, chunks, index, new_rows
from viewer.corpus.reader import Reader
from viewer.model import Change, Kind, Touched, VersionId

Make = Callable[..., Path]
DE, PT = VersionId("de"), VersionId("pt")
NUMBERS = st.integers(0, 10_000)
STEP = st.tuples(st.sampled_from(STEPS), NUMBERS, NUMBERS)
TURN = st.tuples(st.sampled_from(TURNS), NUMBERS, NUMBERS)
EDITS = st.lists(STEP | TURN | st.lists(STEP, min_size=2, max_size=4), max_size=12)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK", 4)
    monkeypatch.setattr(chunks, "CHUNK_MAX", 6)
    monkeypatch.setattr(new_rows, "CHUNK", 4)


@pytest.fixture
def three(make: Make) -> Path:
    """Three documents in chunks of four rows, the second without Portuguese; kinds and gaps of every sort."""
    menu, head = NewSegment("menu", Kind.FURNITURE), NewSegment("One", Kind.HEADING)
    rows: list[Row] = [
        {"de": [head], "pt": ["A"]},
        {"de": [menu]},
        {"de": ["b", "c"]},
        {"pt": ["B", "C"]},
        {"de": ["d"]},
    ]
    return make(rows * 3, [{"de": [str(row)]} for row in range(9)], rows * 2)


def same(one: CorpusIndex, other: CorpusIndex) -> None:
    """They hold the same numbers, whatever their widths."""
    assert (one.revision, one.versions, one.corpus) == (other.revision, other.versions, other.corpus)
    for name in ("document_starts", "confidence", "status"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    for version in one.versions:
        for name in ("counts", "lengths", "classes"):
            np.testing.assert_array_equal(getattr(one, name)[version], getattr(other, name)[version])
        np.testing.assert_array_equal(one.ordinal_starts(version), other.ordinal_starts(version))


def same_directory(one: Reader, other: Reader) -> None:
    assert one.catalogue == other.catalogue
    for name in ("chunks", "documents", "unit_starts", "document_starts", "document_chunks"):
        np.testing.assert_array_equal(getattr(one.directory, name), getattr(other.directory, name))
    for version, runs in one.directory.runs.items():
        for name in ("ids", "starts", "lowest", "highest"):
            np.testing.assert_array_equal(getattr(runs, name), getattr(other.directory.runs[version], name))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows with each time that all rows are read."""
    seen: list[str] = []
    read = index.read
    monkeypatch.setattr(index, "read", lambda *args: seen.append("all") or read(*args))  # type: ignore[func-returns-value]
    return seen


ON_A_COPY = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(ON_A_COPY, max_examples=8)
@given(edits=EDITS, taken=st.integers(0, 2**12))
def test_a_patched_index_is_the_one_that_is_read(three: Path, edits: list[Edit], taken: int) -> None:
    edit_at_random(three, edits, taken)


@pytest.mark.soak
@settings(ON_A_COPY, max_examples=300)
@given(edits=EDITS, taken=st.integers(0, 2**12))
def test_a_patched_index_is_the_one_that_is_read_always(three: Path, edits: list[Edit], taken: int) -> None:
    edit_at_random(three, edits, taken)


def edit_at_random(three: Path, edits: list[Edit], taken: int) -> None:
    """Makes the edits, takes them in now and then, and goes back to the start and forth again."""
    path = Path(shutil.copy(three, three.with_name("edited.hexapla")))
    with Corpus.open(path) as writer, Corpus.open(path, read_only=True) as reader:
        start = standing(writer)
        reader.index()
        for number, edit in enumerate(edits):
            change = made(writer, edit)
            if change is not None:
                reader.take_change(change)
            if taken >> number & 1:
                compare(writer, reader)
        compare(writer, reader)
        end, undone = standing(writer), 0
        while writer.undo():
            undone += 1
        assert standing(writer) == start
        assert all(writer.redo() for _ in range(undone))
        assert standing(writer) == end
        compare(writer, writer)
        assert writer.check() == []


def compare(writer: Corpus, reader: Corpus) -> None:
    with Corpus.open(reader.path, read_only=True) as fresh:
        for corpus in (writer, reader):
            same(corpus.index(), fresh.index())
            with corpus._reading() as one, fresh._reading() as other:
                same_directory(one, other)
        assert list(reader.all_units()) == list(fresh.all_units())
        for version in fresh.versions():
            ids = [segment.id for unit in fresh.all_units() for segment in unit.cells.get(version.id, ())]
            assert ids == [segment.id for _, segment in fresh.segments(version.id)]
            assert len(set(ids)) == version.segments


def test_only_what_was_touched_is_read_again(three: Path, reads: list[str]) -> None:
    with Corpus.open(three) as writer, Corpus.open(three, read_only=True) as reader:
        before = reader.index()
        change = writer.splice(15, 18, [merged(writer.units(15, 18))], action="merge")
        reader.take_change(change)
        assert reader.index().unit_count == before.unit_count - 2
        assert reader.touched_since(before.revision) == Touched(15, 3, 1)
        assert reader.index().classes[PT] is not before.classes[PT]
        assert reads == ["all"]


def test_arrays_that_stay_the_same_are_shared(three: Path) -> None:
    with Corpus.open(three) as writer:
        before = writer.index()
        starts = before.ordinal_starts(PT)
        (segment,) = writer.segments_at(DE, [3])
        writer.correct(segment.id, "y" * 300)
        after = writer.index()
        assert after.lengths[DE].dtype == np.uint16
        assert after.lengths[PT] is before.lengths[PT]
        assert after.ordinal_starts(PT) is starts


def test_a_change_that_nobody_told_of_is_found_by_reading_all(three: Path, reads: list[str]) -> None:
    with Corpus.open(three) as writer, Corpus.open(three, read_only=True) as reader:
        before = reader.index()
        writer.splice(0, 2, [merged(writer.units(0, 2))], action="merge")
        second = writer.splice(4, 6, [merged(writer.units(4, 6))], action="merge")
        reader.take_change(second)
        assert reader.touched_since(before.revision) is None
        assert reader.index().counts[DE].tolist() == writer.index().counts[DE].tolist()
        assert reads == ["all"] * 3


def test_changes_may_be_taken_late(three: Path, reads: list[str]) -> None:
    with Corpus.open(three) as writer, Corpus.open(three, read_only=True) as reader:
        before = reader.index()
        first = writer.splice(0, 2, [merged(writer.units(0, 2))], action="merge")
        second = writer.splice(4, 6, drafts(writer.units(4, 6)), action="again")
        reader.take_change(first)
        assert reader.touched_since(before.revision) is None
        reader.take_change(second)
        assert reader.touched_since(before.revision) == Touched(0, 7, 6)
        assert reader.index().counts[DE].tolist() == [2, *before.counts[DE].tolist()[2:]]
        assert reads == ["all"]


def test_what_touches_more_than_rows_is_read_anew(three: Path) -> None:
    with Corpus.open(three) as writer, Corpus.open(three, read_only=True) as reader:
        before = reader.index()
        with writer.restructuring("rename") as change:
            change.rename_document(0, "Another")
        assert isinstance(change.logged, Change)
        reader.take_change(change.logged)
        assert reader.touched_since(before.revision) is None
        assert reader.documents()[0].title == "Another"
