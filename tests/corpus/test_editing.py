"""An edit has steps of several kinds, and is undone and redone as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.corpus import Builder, Corpus, NewAnnotation, NewSegment, NewUnit, UnitDraft
from viewer.errors import Locked
from viewer.model import Kind, Link, SegmentId, Source, Status, Touched, Unit, VersionId

SOURCE = Source("made.txt", "text", "utf-8", "0" * 64)
DE, PT = VersionId("de"), VersionId("pt")
ROWS = 6
NOTE = NewAnnotation(0, 1, "note", "told")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    with Builder(tmp_path / "made.hexapla", title="Made") as builder:
        for name in ("One", "Two"):
            document = builder.add_document(name)
            for tag in (DE, PT):
                version = builder.add_version(tag) if name == "One" else tag
                builder.add_text(document, version, SOURCE, [NewSegment(f"{tag} {row}") for row in range(ROWS)])
            builder.add_units(document, (NewUnit({DE: (row, row + 1), PT: (row, row + 1)}, 0.5) for row in range(ROWS)))
        builder.commit()
    return Corpus.open(tmp_path / "made.hexapla")


def state(corpus: Corpus) -> tuple[object, ...]:
    units = corpus.units(0, corpus.unit_count)
    return units, corpus.links(), [version.revision for version in corpus.versions()]


def ids(unit: Unit, version: VersionId) -> tuple[SegmentId, ...]:
    return tuple(segment.id for segment in unit.cells.get(version, ()))


def merged(units: list[Unit]) -> UnitDraft:
    return UnitDraft({tag: tuple(one for unit in units for one in ids(unit, tag)) for tag in (DE, PT)})


def test_all_steps_of_an_edit_are_undone_and_redone_as_one(corpus: Corpus) -> None:
    before = state(corpus)
    (first,), (second,) = (ids(unit, DE) for unit in corpus.units(1, 3))
    link = Link(first, second, "pin")
    with corpus.editing("mend", fields={"row": 1}) as edit:
        edit.splice(1, 3, [merged(corpus.units(1, 3))])
        edit.correct(first, "de eins")
        edit.flag([second], kind=Kind.FURNITURE, excluded=True)
        edit.link([link])
    assert edit.change is not None
    assert edit.change.touched == Touched(1, 2, 1)
    assert [change.action for change in corpus.changes()] == ["mend"]
    assert corpus.changes()[0].fields == {"row": 1}
    after = state(corpus)
    assert corpus.links() == corpus.links_at([second]) == (link,)
    assert corpus.check() == []
    undone = corpus.undo()
    assert undone is not None
    assert (undone.number, undone.undone, undone.touched) == (edit.change.number, True, Touched(1, 1, 2))
    assert state(corpus) == before
    assert corpus.turns()[0] is None
    redone = corpus.redo()
    assert redone is not None
    assert redone.touched == Touched(1, 2, 1)
    assert state(corpus) == after
    assert corpus.turns()[1] is None
    assert corpus.check() == []


def test_an_edit_that_changes_nothing_is_not_logged(corpus: Corpus) -> None:
    (segment,) = ids(corpus.units(0, 1)[0], DE)
    with corpus.editing("nothing") as edit:
        edit.flag([segment], kind=Kind.BODY)
        edit.correct(segment, "de 0")
        edit.unlink([Link(segment, segment, "pin")])
    assert edit.change is None
    assert corpus.changes() == []


def test_what_follows_an_edit_is_undone_with_it(corpus: Corpus) -> None:
    before = state(corpus)
    change = corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="merge")
    with corpus.editing("align", follows=change.number) as edit:
        edit.splice(2, 4, [merged(corpus.units(2, 4))])
    assert [one.action for one in corpus.changes()] == ["merge"]
    undone = corpus.undo()
    assert undone is not None
    assert undone.action == "merge"
    assert state(corpus) == before


def test_what_would_follow_an_edit_that_is_not_the_last_is_refused(corpus: Corpus) -> None:
    change = corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="merge")
    corpus.splice(2, 4, [merged(corpus.units(2, 4))], action="merge")
    with pytest.raises(Locked), corpus.editing("align", follows=change.number):
        pass


def test_flags_are_counted_and_name_a_new_state_of_the_text(corpus: Corpus) -> None:
    segments = [one for unit in corpus.units(7, 9) for one in ids(unit, PT)]
    revision = corpus.versions()[1].revision
    with corpus.editing("furniture") as edit:
        edit.flag(segments, kind=Kind.FURNITURE)
    assert corpus.index().is_furniture(PT).nonzero()[0].tolist() == [7, 8]
    assert corpus.corrected_since(PT, revision) == [7, 8]
    assert corpus.versions()[1].revision > revision
    corpus.undo()
    assert not corpus.index().is_furniture(PT).any()
    assert corpus.versions()[1].revision == revision


def test_links_are_removed_and_come_back(corpus: Corpus) -> None:
    (first,), (second,) = (ids(unit, DE) for unit in corpus.units(0, 2))
    links = [Link(first, second, "moved"), Link(first, second, "pin")]
    with corpus.editing("link") as edit:
        edit.link([*links, links[0]])
    with corpus.editing("unlink") as edit:
        edit.unlink([links[0]])
    assert corpus.links() == (links[1],)
    corpus.undo()
    assert corpus.links_at([second]) == tuple(links)
    corpus.undo()
    assert corpus.links() == ()
    assert corpus.check() == []


@given(
    st.tuples(st.integers(0, 20), st.integers(0, 5), st.integers(0, 5)),
    st.tuples(st.integers(0, 20), st.integers(0, 5), st.integers(0, 5)),
)
def test_two_touched_stretches_are_one(first: tuple[int, int, int], second: tuple[int, int, int]) -> None:
    rows = list(range(30))
    one, two = Touched(*first), Touched(*second)
    changed = list(rows)
    for touched in (one, two):
        changed[touched.start : touched.start + touched.before] = [-1] * touched.after
    both = one.then(two)
    assert changed[: both.start] == rows[: both.start]
    assert changed[both.start + both.after :] == rows[both.start + both.before :]


def test_a_status_alone_is_an_edit(corpus: Corpus) -> None:
    (unit,) = corpus.units(4, 5)
    corpus.splice(4, 5, [UnitDraft(merged([unit]).cells, 0.5, Status.CONFIRMED)], action="confirm")
    assert corpus.units(4, 5)[0].status is Status.CONFIRMED
    assert corpus.index().status_of(4) is Status.CONFIRMED


def test_paragraphs_are_cut_anew_and_come_back(corpus: Corpus) -> None:
    before = state(corpus)
    (segment,) = ids(corpus.units(2, 3)[0], DE)
    with corpus.editing("cut") as edit:
        edit.link([Link(segment, segment, "pin")])
        _, second = edit.recut([segment], [NewSegment("d"), NewSegment("e 2", annotations=(NOTE,))])
        rows = edit.drafts(2, 4)
        edit.splice(2, 4, [UnitDraft({tag: rows[0].cells[tag] + rows[1].cells[tag] for tag in (DE, PT)})])
    assert edit.change is not None
    assert edit.change.touched == Touched(2, 2, 1)
    assert [one.text for one in corpus.units(2, 3)[0].cells[DE]] == ["d", "e 2", "de 3"]
    assert [one.number for one in corpus.units(2, 3)[0].cells[DE]] == [2, 3, 4]
    assert corpus.versions()[0].segments == 2 * ROWS + 1
    assert corpus.index().counts[DE].tolist()[:3] == [1, 1, 3]
    assert [note.value for note in corpus.annotations(second)] == ["told"]
    assert corpus.links() == ()
    assert corpus.check() == []
    after = state(corpus)
    corpus.undo()
    assert state(corpus) == before
    assert corpus.check() == []
    corpus.redo()
    assert state(corpus) == after
    assert corpus.check() == []


def test_what_was_cut_and_taken_back_is_forgotten_by_the_next_edit(corpus: Corpus) -> None:
    (segment,) = ids(corpus.units(2, 3)[0], DE)
    with corpus.editing("cut") as edit:
        cut = edit.recut([segment], [NewSegment("d"), NewSegment("e 2")])
    corpus.undo()
    corpus.correct(segment, "de zwei")
    with corpus.editing("cut") as edit:
        again = edit.recut([segment], [NewSegment("d"), NewSegment("e zwei")])
    assert not set(cut) & set(again)
    assert corpus.check() == []
    corpus.undo()
    corpus.undo()
    assert corpus.segment(segment).text == "de 2"
    assert corpus.check() == []


def test_segments_that_do_not_follow_each_other_in_one_cell_are_not_cut(corpus: Corpus) -> None:
    segments = [one for unit in corpus.units(2, 4) for one in ids(unit, DE)]
    with pytest.raises(ValueError, match="do not follow"), corpus.editing("join") as edit:
        edit.recut(segments, [NewSegment("both")])
    assert corpus.changes() == []


def test_drafts_are_the_rows_as_they_are(corpus: Corpus) -> None:
    corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="merge")
    assert corpus.drafts(0, 11) == [
        UnitDraft({version: ids(unit, version) for version in unit.cells}, unit.confidence, unit.status)
        for unit in corpus.units(0, 11)
    ]
