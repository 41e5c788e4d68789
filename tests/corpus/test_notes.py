"""Notes: made, changed and removed by edits that are undone, and found where their paragraph is now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from corpus_making import SOURCE, merged

from viewer.corpus import ColumnRows, Corpus, NewSegment, heirs, schema
from viewer.corpus.heirs import Heir
from viewer.errors import Locked, OutOfRange, ReadOnly
from viewer.model import Anchor, PlacedNote, SegmentId, Status, Touched, VersionId

Make = Callable[..., Path]
DE = VersionId("de")
TEXT = "Der Fluss fließt durch die Stadt."


@pytest.fixture
def path(make: Make) -> Path:
    return make([{"de": ["Der Anfang.", TEXT], "pt": ["A"]}, {"de": ["Das Ende."]}], [{"de": ["Noch eins."]}])


def noted(corpus: Corpus, segment: int, start: int = 0, stop: int = 0, text: str = "") -> int:
    with corpus.editing("note") as edit:
        return edit.note(Anchor(SegmentId(segment), start, stop), text)


def segment_of(corpus: Corpus, text: str) -> SegmentId:
    return next(one.id for _, one in corpus.segments(DE) if one.text == text)


def where(corpus: Corpus) -> list[tuple[str, str, int | None]]:
    """For each note the paragraph and the stretch it is at, and its row."""
    return [_where(corpus, one) for one in corpus.notes()]


def _where(corpus: Corpus, placed: PlacedNote) -> tuple[str, str, int | None]:
    if placed.segment is None:
        return "", "", None
    text = corpus.segment(placed.segment).text
    assert corpus.place_of(placed.segment).unit == placed.unit
    return text, text[placed.start : placed.stop], placed.unit


def recut(corpus: Corpus, old: list[str], new: list[str]) -> None:
    segments = [segment_of(corpus, text) for text in old]
    with corpus.editing("recut") as edit:
        edit.recut(segments, [NewSegment(text) for text in new])


def test_a_note_knows_where_it_was_put_and_an_edit_takes_it_back(path: Path) -> None:
    with Corpus.open(path) as corpus:
        segment = segment_of(corpus, TEXT)
        number = noted(corpus, segment, 4, 9, "the Rhine?")
        (placed,) = corpus.notes()
        assert placed.note.anchor == Anchor(segment, 4, 9, "Fluss")
        assert (placed.note.id, placed.note.text, placed.note.made) == (number, "the Rhine?", placed.note.changed)
        assert (placed.note.version, placed.note.document, placed.note.paragraph) == ("de", "document 0", 1)
        assert (placed.segment, placed.start, placed.stop, placed.unit) == (segment, 4, 9, 0)
        change = corpus.undo()
        assert change is not None
        assert (change.touched, corpus.notes()) == (Touched(0, 0, 0), ())
        corpus.redo()
        assert corpus.notes() == (placed,)
        assert corpus.check() == []


def test_a_note_is_changed_put_elsewhere_and_removed(path: Path) -> None:
    with Corpus.open(path) as corpus:
        number = noted(corpus, segment_of(corpus, TEXT), text="first")
        with corpus.editing("renote") as edit:
            edit.renote(number, "second")
        with corpus.editing("attach") as edit:
            edit.attach(number, Anchor(segment_of(corpus, "Noch eins."), 0, 4))
        (placed,) = corpus.notes()
        assert (placed.note.text, where(corpus)) == ("second", [("Noch eins.", "Noch", 2)])
        assert (placed.note.document, placed.note.paragraph) == ("document 1", 0)
        with corpus.editing("unnote") as edit:
            edit.unnote([number, 99])
        assert corpus.notes() == ()
        for _ in range(3):
            corpus.undo()
        assert (corpus.notes()[0].note.text, where(corpus)) == ("first", [(TEXT, "", 0)])
        with corpus.editing("renote") as edit:
            edit.renote(number, "first")
        assert edit.change is None


def test_what_cannot_be_a_place_is_refused(path: Path) -> None:
    with Corpus.open(path) as corpus:
        for anchor in (Anchor(SegmentId(1), 3, 3), Anchor(SegmentId(1), 0, 99), Anchor(SegmentId(1), -1, 2)):
            with pytest.raises(ValueError), corpus.editing("note") as edit:
                edit.note(anchor)
        with pytest.raises(OutOfRange), corpus.editing("note") as edit:
            edit.note(Anchor(SegmentId(99)))
        with pytest.raises(OutOfRange), corpus.editing("renote") as edit:
            edit.renote(7, "x")
        assert corpus.changes() == []


def test_notes_are_told_in_reading_order_and_for_some_paragraphs(path: Path) -> None:
    with Corpus.open(path) as corpus:
        for text, stretch in (("Noch eins.", (0, 0)), (TEXT, (4, 9)), (TEXT, (0, 0)), ("Das Ende.", (0, 0))):
            noted(corpus, segment_of(corpus, text), *stretch)
        assert where(corpus) == [
            (TEXT, "", 0),
            (TEXT, "Fluss", 0),
            ("Das Ende.", "", 1),
            ("Noch eins.", "", 2),
        ]
        here = [segment_of(corpus, TEXT), segment_of(corpus, "Der Anfang.")]
        assert corpus.notes_at(here) == corpus.notes()[:2]
        corpus.splice(0, 2, [merged(corpus.units(0, 2))], action="merge")
        assert [unit for *_, unit in where(corpus)] == [0, 0, 0, 1]


def test_a_stretch_follows_its_letters_through_cuts_and_joints(path: Path) -> None:
    with Corpus.open(path) as corpus:
        segment = segment_of(corpus, TEXT)
        noted(corpus, segment, 27, 32)
        noted(corpus, segment, 4, 16)
        noted(corpus, segment)
        recut(corpus, [TEXT], ["Der Fluss", "fließt durch die Stadt."])
        later = ("fließt durch die Stadt.", "Stadt", 0)
        assert where(corpus) == [("Der Fluss", "", 0), ("Der Fluss", "Fluss", 0), later]
        assert len(corpus.notes_at([segment_of(corpus, "Der Fluss")])) == 2
        recut(corpus, ["Der Anfang.", "Der Fluss"], ["Der Anfang.Der Fluss"])
        assert where(corpus) == [("Der Anfang.Der Fluss", "", 0), ("Der Anfang.Der Fluss", "Fluss", 0), later]
        corpus.undo()
        recut(corpus, ["Der Fluss", "fließt durch die Stadt."], [TEXT])
        assert where(corpus) == [(TEXT, "", 0), (TEXT, "Fluss fließt", 0), (TEXT, "Stadt", 0)]
        for _ in range(2):
            corpus.undo()
        assert where(corpus) == [(TEXT, "", 0), (TEXT, "Fluss fließt", 0), (TEXT, "Stadt", 0)]


def test_a_stretch_is_sought_in_what_was_corrected(path: Path) -> None:
    with Corpus.open(path) as corpus:
        segment = segment_of(corpus, TEXT)
        noted(corpus, segment, 4, 9)
        corpus.correct(segment, f"Doch {TEXT}")
        assert where(corpus) == [(f"Doch {TEXT}", "Fluss", 0)]
        corpus.correct(segment, "Der Strom fließt.")
        assert where(corpus) == [("Der Strom fließt.", "", 0)]
        corpus.undo()
        assert where(corpus) == [(f"Doch {TEXT}", "Fluss", 0)]


def test_a_note_whose_paragraph_is_gone_is_an_orphan_and_can_be_put_elsewhere(path: Path) -> None:
    with Corpus.open(path) as corpus:
        number = noted(corpus, segment_of(corpus, "Noch eins."), 0, 4, "which?")
        noted(corpus, segment_of(corpus, TEXT))
        with corpus.restructuring("remove") as change:
            change.remove_document(1)
        *_, orphan = corpus.notes()
        assert (orphan.segment, orphan.unit, orphan.note.anchor.quote) == (None, None, "Noch")
        assert (orphan.note.id, orphan.note.document, orphan.note.paragraph) == (number, "document 1", 0)
        with corpus.editing("attach") as edit:
            edit.attach(number, Anchor(segment_of(corpus, TEXT), 0, 3))
        assert where(corpus) == [(TEXT, "", 0), (TEXT, "Der", 0)]
        for _ in range(2):
            corpus.undo()
        assert where(corpus)[-1] == ("Noch eins.", "Noch", 2)
        assert corpus.check() == []


def test_notes_outlive_all_documents(make: Make) -> None:
    with Corpus.open(make([{"de": ["a"]}])) as corpus:
        number = noted(corpus, 1, text="alone")
        with corpus.restructuring("remove") as change:
            change.remove_document(0)
        with corpus.editing("renote") as edit:
            edit.renote(number, "left")
        assert [one.note.text for one in corpus.notes()] == ["left"]
        assert corpus.undo()
        assert [one.note.text for one in corpus.notes()] == ["alone"]


def test_who_may_not_write_may_not_put_a_note(path: Path) -> None:
    with Corpus.open(path, read_only=True) as corpus, pytest.raises(ReadOnly):
        noted(corpus, 1)
    with Corpus.open(path) as one, Corpus.open(path, patience=0.05) as other, one.editing("note") as edit:
        edit.note(Anchor(SegmentId(1)))
        with pytest.raises(Locked):
            noted(other, 1)


def test_an_older_corpus_has_no_notes_until_it_is_brought_up(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
        path = make([{"de": ["a"]}])
    with Corpus.open(path, read_only=True) as corpus:
        assert (corpus.notes(), corpus.notes_at([SegmentId(1)]), corpus.check()) == ((), (), [])
    with Corpus.open(path) as corpus:
        noted(corpus, 1)
        assert (len(corpus.notes()), corpus.check()) == (1, [])
    assert path.with_name(f"{path.name}.v2.bak").exists()


def test_a_note_that_was_altered_from_outside_is_found_out(path: Path) -> None:
    with Corpus.open(path) as corpus:
        noted(corpus, segment_of(corpus, TEXT), text="true")
        recut(corpus, [TEXT], ["Der Fluss", "fließt durch die Stadt."])
        with corpus._database.atomic():
            corpus._database.run("UPDATE note SET content = 'false'")
            corpus._database.run("UPDATE heir SET new = 1")
        assert [problem.split("“")[1].split("”")[0] for problem in corpus.check()] == ["note", "heir", "heir"]


def test_letters_in_common_are_found_and_what_lies_between_belongs_to_all() -> None:
    assert heirs.inherited([(1, "ab cd")], [(2, "ab"), (3, "cd")]) == [Heir(1, 2, 0, 2, 0), Heir(1, 3, 3, 5, 0)]
    assert heirs.inherited([(1, "ab"), (2, " cd")], [(3, "ab cd")]) == [Heir(1, 3, 0, 2, 0), Heir(2, 3, 1, 3, 3)]
    assert heirs.inherited([(1, "a xx b")], [(2, "a y"), (3, "yy b")]) == [
        Heir(1, 2, 0, 1, 0),
        Heir(1, 3, 5, 6, 3),
        Heir(1, 2, 2, 4, 2),
        Heir(1, 3, 2, 4, 0),
    ]
    assert heirs.inherited([(1, "a x")], [(2, "a")]) == [Heir(1, 2, 0, 1, 0), Heir(1, 2, 2, 3, 0)]
    assert heirs.inherited([(1, "x")], [(2, "y")]) == [Heir(1, 2, 0, 1, 0)]
    assert heirs.inherited([(1, "x a b y"), (2, "c d")], [(3, "z a b"), (4, "c v")]) == [
        Heir(1, 3, 2, 5, 2),
        Heir(2, 4, 0, 1, 0),
        Heir(1, 3, 0, 1, 0),
        Heir(1, 3, 6, 7, 4),
        Heir(2, 4, 2, 3, 2),
    ]


def test_a_replaced_text_leaves_heirs(path: Path) -> None:
    with Corpus.open(path) as corpus:
        first, second, last = (one.id for _, one in list(corpus.segments(DE))[:3])
        noted(corpus, second, 4, 9)
        noted(corpus, last)
        rows = ColumnRows.of([2], [2], [None], [Status.REVIEW])
        new = [first, NewSegment(f"Oh, {TEXT}")]
        with corpus.restructuring("replace") as change:
            change.replace_text(0, DE, SOURCE, new, rows, heirs=[((second,), (1,))])
        assert where(corpus) == [(f"Oh, {TEXT}", "Fluss", 0), ("", "", None)]
        corpus.undo()
        assert where(corpus) == [(TEXT, "Fluss", 0), ("Das Ende.", "", 1)]
        assert corpus.check() == []
