"""Copies to give away: what is left out is in no corner of the file, and all else is as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from corpus_making import SOURCE, merged

from viewer import waiting
from viewer.corpus import ColumnRows, Corpus, NewAnnotation, NewSegment, copying, schema
from viewer.errors import Cancelled, Exists
from viewer.model import Anchor, Link, PlacedNote, SegmentId, Status, VersionId

Make = Callable[..., Path]
DE = VersionId("de")
SECRETS = {
    "corrected": "Zauberlehrling",
    "removed": "Schmetterling",
    "undone": "Unfertiges",
    "annotation": "Fussnotenkram",
    "search": "Suchwort",
    "version": "Geheimtitel",
}
"""What is not in the corpus any more, but in its history."""
NOTE, OLD_NOTE = "Privatmeinung", "Jugendsuende"


@pytest.fixture
def path(make: Make) -> Path:
    """A corpus that has seen something of everything."""
    path = make([{"de": [f"Der {SECRETS['corrected']}.", "Ein Satz, ein zweiter."], "pt": ["A"]}, {"de": ["Ende."]}])
    with Corpus.open(path) as corpus:
        corpus.correct(SegmentId(1), "Der Lehrling.")
        with corpus.editing("note") as edit:
            edit.note(Anchor(SegmentId(2), 15, 21), NOTE)
            number = edit.note(Anchor(SegmentId(3)), OLD_NOTE)
            edit.splice(0, 2, [merged(corpus.units(0, 2))])
        with corpus.editing("unnote") as edit:
            edit.unnote([number])
        with corpus.editing("recut") as edit:
            _, second = edit.recut([SegmentId(2)], [NewSegment("Ein Satz,"), NewSegment("ein zweiter.")])
            edit.link([Link(second, SegmentId(4), "pin")])
        said = (NewAnnotation(0, 3, "note", SECRETS["annotation"]),)
        for column in ("fr", "it"):
            with corpus.restructuring("add") as change:
                version = change.add_version(column, SECRETS["version"])
                rows = ColumnRows.of([1], [1], [0.5], [Status.AUTOMATIC])
                change.put_text(0, version, SOURCE, [NewSegment(f"Un {SECRETS['removed']}", annotations=said)], rows)
            with corpus.editing("note") as edit:
                edit.note(Anchor(corpus.segments_at(version, [0])[0].id), column)
            with corpus.restructuring("remove") as change:
                change.remove_version(version)
        corpus.undo()
        corpus.undo()
        corpus.undo()
        corpus.correct(SegmentId(3), SECRETS["undone"])
        corpus.undo()
        corpus.set_setting("searches", SECRETS["search"])
        corpus.set_setting(waiting.SETTING, "[[1]]")
    return path


def holds(path: Path, text: str) -> bool:
    return text.encode() in path.read_bytes()


def standing(corpus: Corpus) -> list[object]:
    index = corpus.index()
    return [
        *(corpus.title, corpus.uuid, corpus.documents(), corpus.versions(), corpus.texts(), corpus.links()),
        list(corpus.all_units()),
        [index.lengths[version.id].tolist() for version in corpus.versions()],
    ]


def places(notes: tuple[PlacedNote, ...]) -> list[tuple[object, ...]]:
    return [(one.note.id, one.note.text, one.segment, one.start, one.stop, one.unit) for one in notes]


@pytest.mark.parametrize(("notes", "history"), [(True, True), (True, False), (False, True), (False, False)])
def test_a_copy_is_the_corpus_without_what_is_left_out(path: Path, tmp_path: Path, notes: bool, history: bool) -> None:
    copy = tmp_path / "copy.hexapla"
    with Corpus.open(path) as corpus:
        corpus.save_copy(copy, notes=notes, history=history)
        with Corpus.open(copy) as other:
            assert other.check() == []
            assert standing(other) == standing(corpus)
            assert places(other.notes()) == (places(corpus.notes()) if notes else [])
            assert other.setting(waiting.SETTING) == "[[1]]"
            assert bool(other.changes()) is history
            assert (other.undo() is not None) is history
    for what, secret in SECRETS.items():
        assert holds(copy, secret) is history or (history and what in ("annotation", "version")), what
    assert holds(copy, NOTE) is notes
    assert holds(copy, OLD_NOTE) is (notes and history)
    assert list(tmp_path.glob("*.part")) == []


def test_what_the_log_has_beside_notes_can_still_be_undone(path: Path, tmp_path: Path) -> None:
    with Corpus.open(path) as corpus:
        corpus.save_copy(tmp_path / "copy.hexapla", notes=False)
        with Corpus.open(tmp_path / "copy.hexapla") as other:
            assert "unnote" not in [change.action for change in other.changes()]
            for one in (corpus, other):
                while one.undo():
                    pass
            assert list(other.all_units()) == list(corpus.all_units())
            assert (other.notes(), other.check()) == ((), [])


def test_a_copy_without_history_goes_on_and_gives_no_id_again(path: Path, tmp_path: Path) -> None:
    with Corpus.open(path) as corpus:
        corpus.save_copy(tmp_path / "copy.hexapla", history=False)
        with Corpus.open(tmp_path / "copy.hexapla") as other:
            for one in (corpus, other):
                with one.editing("recut") as edit:
                    edit.recut([SegmentId(3)], [NewSegment("En"), NewSegment("de.")])
            assert list(other.all_units()) == list(corpus.all_units())
            assert other.check() == []


def test_no_copy_is_made_over_another_file_unasked(path: Path, tmp_path: Path) -> None:
    with Corpus.open(path, read_only=True) as corpus:
        with pytest.raises(Exists):
            corpus.save_copy(path, history=False)
        corpus.save_copy(tmp_path / "copy.hexapla", history=False)
        corpus.save_copy(tmp_path / "copy.hexapla", notes=False, overwrite=True)


def test_a_copy_that_fails_leaves_nothing(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(copying, "_leave_out_history", fail)
    before = {file.name for file in tmp_path.iterdir()}
    with Corpus.open(path) as corpus, pytest.raises(KeyboardInterrupt):
        corpus.save_copy(tmp_path / "copy.hexapla", history=False)
    assert {file.name for file in tmp_path.iterdir()} == before


def test_a_copy_tells_how_far_it_is_and_can_be_stopped(make: Make, tmp_path: Path) -> None:
    long = make([{"de": [f"Zeile {number} von vielen" for number in range(60_000)]}], name="long")
    told: list[float] = []
    with Corpus.open(long, read_only=True) as corpus:
        with pytest.raises(Cancelled):
            corpus.save_copy(tmp_path / "copy.hexapla", progress=told.append, cancelled=lambda: bool(told))
        assert len(told) == 1
        assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []
        corpus.save_copy(tmp_path / "copy.hexapla", history=False, progress=told.append)
    assert told[1:] == sorted(told[1:])
    assert 0 < told[-1] <= 1


def test_an_older_corpus_that_is_only_read_can_be_copied_so(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in range(1, len(schema.MIGRATIONS)):
        with monkeypatch.context() as patch:
            patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
            old = make([{"de": ["a"], "pt": ["A"]}], name=f"old {version}")
        with Corpus.open(old, read_only=True) as corpus:
            corpus.save_copy(tmp_path / f"{version}.hexapla", history=False)
            with Corpus.open(tmp_path / f"{version}.hexapla") as other:
                assert standing(other) == standing(corpus)
                assert other.check() == []
    assert list(tmp_path.glob("*.bak")) == []
