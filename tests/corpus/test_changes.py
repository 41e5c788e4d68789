from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus_making import SOURCE, drafts, everything, merged, table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viewer.corpus import Builder, Corpus, NewSegment, NewUnit, UnitDraft, chunks
from viewer.errors import OutOfRange
from viewer.model import Kind, SegmentId, Status, VersionId

Make = Callable[..., Path]
DE, PT, AR = VersionId("de"), VersionId("pt"), VersionId("ar")


def test_rows_can_be_joined_and_split(five: Path) -> None:
    with Corpus.open(five) as corpus:
        corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="merge")
        assert table(corpus.units(0, 2)) == [{"de": ["a", "b", "c"], "pt": ["A"]}, {"pt": ["B", "C"]}]
        a, b, c = (segment.id for segment in corpus.units(0, 1)[0].cells[DE])
        (first,) = (segment.id for segment in corpus.units(0, 1)[0].cells[PT])
        rows = [UnitDraft({DE: (a,)}), UnitDraft({DE: (b, c), PT: (first,)}, 0.9, Status.CONFIRMED)]
        corpus.splice(0, 1, rows, action="split")
        units = corpus.units(0, 3)
        assert table(units) == [{"de": ["a"]}, {"de": ["b", "c"], "pt": ["A"]}, {"pt": ["B", "C"]}]
        assert [(unit.confidence, unit.status) for unit in units[:2]] == [
            (None, Status.EDITED),
            (0.9, Status.CONFIRMED),
        ]
        assert corpus.documents()[0].units == 3
        assert corpus.check() == []


def test_a_change_says_what_was_done(five: Path) -> None:
    with Corpus.open(five) as corpus:
        made = corpus.splice(3, 5, [merged(corpus.units(3, 5))], action="merged", fields={"row": 3, "by": "mé\n"})
        assert (made.number, made.action, made.undone, made.fields) == (1, "merged", False, {"row": 3, "by": "mé\n"})
        assert corpus.changes() == [made]
        assert corpus.undo().undone  # type: ignore[union-attr]
        assert [change.undone for change in corpus.changes()] == [True]


def test_undo_survives_a_restart(five: Path) -> None:
    with Corpus.open(five) as corpus:
        before = list(corpus.all_units())
        corpus.splice(0, 3, [merged(corpus.units(0, 3))], action="merge")
        after = list(corpus.all_units())
    with Corpus.open(five) as corpus:
        assert corpus.undo()
        assert list(corpus.all_units()) == before
    with Corpus.open(five) as corpus:
        assert corpus.undo() is None
        assert corpus.redo()
        assert list(corpus.all_units()) == after
        assert corpus.redo() is None


def test_every_change_of_rows_is_counted_and_nothing_else(five: Path) -> None:
    with Corpus.open(five) as corpus, Corpus.open(five) as other:
        assert (corpus.revision, corpus.index().revision) == (0, 0)
        corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="merge")
        corpus.set_setting("place", "1")
        corpus.undo()
        corpus.undo()
        corpus.redo()
        assert (other.revision, other.index().revision) == (3, 3)


def test_a_new_change_ends_redoing(five: Path) -> None:
    with Corpus.open(five) as corpus:
        corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="one")
        corpus.undo()
        corpus.splice(1, 3, [merged(corpus.units(1, 3))], action="two")
        assert corpus.redo() is None
        assert [change.action for change in corpus.changes()] == ["two"]


def test_no_segment_may_be_lost_doubled_or_moved_past_another(five: Path) -> None:
    with Corpus.open(five) as corpus:
        before = everything(corpus)
        first, second, third = drafts(corpus.units(0, 3))
        stranger = corpus.units(3, 4)[0].cells[DE][0].id
        for rows in (
            [],
            [first],
            [first, first, second],
            [second, first],
            [UnitDraft({DE: (*first.cells[DE], stranger), PT: first.cells[PT]}), second],
            [UnitDraft({**first.cells, VersionId("xx"): (SegmentId(1),)}), second],
        ):
            with pytest.raises(ValueError):
                corpus.splice(0, 2, rows, action="wrong")
        with pytest.raises(ValueError, match="two documents"):
            corpus.splice(2, 4, [merged(corpus.units(2, 4))], action="wrong")
        for start, stop in [(0, 0), (-1, 1), (4, 6), (2, 1)]:
            with pytest.raises(OutOfRange):
                corpus.splice(start, stop, [third], action="wrong")
        assert everything(corpus) == before
        assert corpus.check() == []


def test_rows_of_many_chunks_can_be_replaced_at_once(make: Make) -> None:
    path = make([{"de": [str(n)], "pt": [str(n)]} for n in range(5000)], [{"de": ["last"]}])
    with Corpus.open(path) as corpus:
        before = list(corpus.all_units())
        rows = [merged(corpus.units(start, start + 2)) for start in range(1000, 4000, 2)]
        corpus.splice(1000, 4000, rows, action="pairs")
        assert corpus.unit_count == 3501
        assert table(corpus.units(999, 1001)) == [
            {"de": ["999"], "pt": ["999"]},
            {"de": ["1000", "1001"], "pt": ["1000", "1001"]},
        ]
        assert table(corpus.units(3500, 3501)) == [{"de": ["last"]}]
        assert corpus.check() == []
        corpus.splice(0, 3500, [merged(corpus.units(0, 3500))], action="one")
        assert corpus.unit_count == 2
        corpus.undo()
        corpus.undo()
        assert list(corpus.all_units()) == before
        assert corpus.check() == []


@st.composite
def texts(draw: st.DrawFn) -> list[NewSegment]:
    kinds = st.sampled_from([Kind.BODY, Kind.HEADING, Kind.FURNITURE])
    return [
        NewSegment(draw(st.text(max_size=3)), draw(kinds), draw(st.booleans())) for _ in range(draw(st.integers(0, 12)))
    ]


Model = list[dict[VersionId, tuple[SegmentId, ...]]]


def grouped(chance: random.Random, ids: dict[VersionId, list[SegmentId]]) -> Model:
    """The segments in some number of rows, cut at random."""
    count = chance.randint(1, 6)
    rows: Model = [{} for _ in range(count)]
    for version, wanted in ids.items():
        cuts = sorted(chance.randint(0, len(wanted)) for _ in range(count - 1))
        for row, start, stop in zip(rows, [0, *cuts], [*cuts, len(wanted)], strict=True):
            if start < stop:
                row[version] = tuple(wanted[start:stop])
    return rows


def modelled(corpus: Corpus) -> Model:
    return [
        {version: tuple(s.id for s in cell) for version, cell in unit.cells.items()}
        for unit in corpus.units(0, corpus.unit_count)
    ]


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_edits_and_their_undoing_agree_with_a_list_of_rows(data: st.DataObject) -> None:
    chance = random.Random(data.draw(st.integers()))
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(chunks, "CHUNK", 2)
        patch.setattr(chunks, "CHUNK_MAX", 4)
        path = Path(folder) / "c.hexapla"
        with Builder(path, title="t") as builder:
            for number in range(3):
                builder.add_document(f"{number}")
            for version in (DE, PT, AR):
                builder.add_version(version)
                for number in (0, 2):
                    builder.add_text(number, version, SOURCE, data.draw(texts()))
            for number in (0, 2):
                counts = {v: len(builder._documents[number].texts[v].written) for v in (DE, PT, AR)}
                builder.add_units(number, _rows(chance, counts))
            builder.commit()

        corpus = Corpus.open(path)
        history, place = [modelled(corpus)], 0
        for _ in range(data.draw(st.integers(1, 14))):
            model = history[place]
            match chance.choice(["splice", "splice", "undo", "redo", "reopen"]):
                case "splice" if corpus.unit_count:
                    start = chance.randrange(len(model))
                    index = corpus.index()
                    limit = int(index.document_starts[index.document_of(start) + 1])
                    stop = chance.randint(start + 1, min(limit, start + 5))
                    ids = {v: [s for row in model[start:stop] for s in row.get(v, ())] for v in (DE, PT, AR)}
                    rows = grouped(chance, ids)
                    corpus.splice(start, stop, [UnitDraft(row, chance.choice([None, 0.3])) for row in rows], action="a")
                    history[place + 1 :] = [model[:start] + rows + model[stop:]]
                    place += 1
                case "undo":
                    assert (corpus.undo() is not None) == (place > 0)
                    place = max(place - 1, 0)
                case "redo":
                    assert (corpus.redo() is not None) == (place < len(history) - 1)
                    place = min(place + 1, len(history) - 1)
                case "reopen":
                    corpus.close()
                    corpus = Corpus.open(path)
            assert modelled(corpus) == history[place]
        assert corpus.check() == []
        corpus.close()


def _rows(chance: random.Random, counts: dict[VersionId, int]) -> list[NewUnit]:
    numbers = {version: [SegmentId(number) for number in range(count)] for version, count in counts.items()}
    placed = dict.fromkeys(counts, 0)
    units = []
    for row in grouped(chance, numbers):
        cells = {}
        for version in counts:
            start = placed[version]
            placed[version] += len(row.get(version, ()))
            cells[version] = (start, placed[version])
        units.append(NewUnit(cells, chance.choice([None, 0.25, 0.9])))
    return units


@given(st.lists(st.sampled_from([None, 0.0, 0.1, 1 / 3, 0.7, 1.0]), min_size=2, max_size=9), st.randoms())
@settings(max_examples=20)
def test_undo_brings_back_confidence_and_status_to_the_bit(marks: list[float | None], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "c.hexapla"
        with Builder(path, title="t") as builder:
            builder.add_text(
                builder.add_document(""), builder.add_version("de"), SOURCE, [NewSegment("x")] * len(marks)
            )
            statuses = [chance.choice(list(Status)) for _ in marks]
            pairs = zip(marks, statuses, strict=True)
            builder.add_units(0, [NewUnit({DE: (n, n + 1)}, *pair) for n, pair in enumerate(pairs)])
            builder.commit()
        with Corpus.open(path) as corpus:
            before, index = corpus.units(0, len(marks)), corpus.index()
            corpus.splice(0, len(marks), [merged(before)], action="merge")
            corpus.undo()
            assert corpus.units(0, len(marks)) == before
            assert corpus.index().confidence.tobytes() == index.confidence.tobytes()


def test_what_undo_and_redo_would_do_is_known_before(five: Path) -> None:
    with Corpus.open(five) as corpus:
        assert corpus.turns() == (None, None)
        first = corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="one")
        second = corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="two")
        assert corpus.turns() == (second, None)
        undone = corpus.undo()
        assert corpus.turns() == (first, undone)
