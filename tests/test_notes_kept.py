"""Notes through whatever becomes of a corpus: each stays on its paragraph or is an orphan, and none is ever lost.

Every word of the texts occurs once. A word that is corrected keeps its root, so that it can be told what has become of
the paragraph that a note was put at, whichever way the corpus finds it.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repair.conftest import SOURCE, build
from viewer import repair
from viewer.changing.redrafting import redraft
from viewer.changing.standing import Standing
from viewer.corpus import Corpus
from viewer.errors import Unrepairable
from viewer.formats.draft import DraftSegment
from viewer.model import Anchor, PlacedNote, Segment, SegmentId, VersionId
from viewer.repair import Way

REPAIRS = ("merge", "split", "move", "shift", "cut", "cut", "join", "join", "correct", "confirm")
TURNS = ("undo", "undo", "redo", "redo")
NOTES = ("note", "note", "unnote", "renote", "attach")
REMOVALS = ("remove text", "remove version", "remove document")
KINDS = (*REPAIRS, *TURNS, *NOTES)

Step = tuple[str, int, int]
WORDS = 7
LEFT = 6
"""Paragraphs that must be left when texts are removed."""


def word(number: int) -> str:
    """Words that have little in common with each other."""
    return "".join(random.Random(number).choices("abcdefghijklmnopqrstuvwxyz", k=8))


def texts() -> Callable[[VersionId, int], str]:
    """What `build` asks for a text for every paragraph; none has a word of another."""
    made = count()
    return lambda version, row: " ".join(word(next(made)) for _ in range(WORDS))


def roots(text: str) -> set[str]:
    return {word.partition("~")[0] for word in text.split()}


class Oracle:
    """A corpus that is changed at random, and what must be true of its notes."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.replaced = False
        """Whether a draft has taken the place of a text: it may tear apart what no comparison finds again."""
        self._paragraphs: dict[tuple[str, Anchor], str] = {}
        """The paragraphs that notes were put at, by the serial number of each note and its anchor."""
        self._serials: dict[int, set[str]] = {0: set()}
        """The notes that there must be, by the number of the last change that stands."""
        self._count = 0

    def do(self, step: Step) -> None:
        """Makes a step, if it can be made, and checks."""
        kind, one, two = step
        before = self._standing()
        serials = set(self._serials[before])
        chance = random.Random(one * 10_007 + two)
        with suppress(Unrepairable):
            self._make(kind, chance, serials)
        if kind in TURNS:
            serials = self._serials[self._standing()]
        self._serials[self._standing()] = serials
        self.check()

    def check(self) -> None:
        """No note is lost, none is at a wrong paragraph, and the letters of a stretch are those noted."""
        held = {one.id: one for one in self._segments()}
        at = {word.partition("~")[0]: one.id for one in held.values() for word in one.text.split()}
        there = {word for one in held.values() for word in one.text.split()}
        notes = self.corpus.notes()
        assert {_serial_of(one) for one in notes} == self._serials[self._standing()]
        assert len({_serial_of(one) for one in notes}) == len(notes)
        for one in notes:
            anchor = one.note.anchor
            was = roots(self._paragraphs[_serial_of(one), anchor])
            if one.segment is None:
                assert self.replaced or not was & at.keys()
                continue
            text = held[one.segment].text
            unaltered = set(self._paragraphs[_serial_of(one), anchor].split()) & there
            assert roots(text) & was or not unaltered  # nobody can tell the place of what was corrected word by word
            whole = [id_ for id_, other in held.items() if anchor.quote and anchor.quote in other.text]
            if one.stop:
                assert text[one.start : one.stop] in anchor.quote
            if whole and not self.replaced:
                assert (whole, text[one.start : one.stop]) == ([one.segment], anchor.quote)
            assert self.corpus.place_of(one.segment).unit == one.unit
        segments = [one.segment for one in notes if one.segment is not None]
        assert self.corpus.notes_at(segments) == tuple(one for one in notes if one.segment is not None)
        for segment in segments[:2]:
            assert self.corpus.notes_at([segment]) == tuple(one for one in notes if one.segment == segment)

    def _standing(self) -> int:
        last, _ = self.corpus.turns()
        return last.number if last else 0

    def _segments(self) -> list[Segment]:
        return [one for unit in self.corpus.all_units() for cell in unit.cells.values() for one in cell]

    def _make(self, kind: str, chance: random.Random, serials: set[str]) -> None:
        corpus, segments, notes = self.corpus, self._segments(), self.corpus.notes()
        one, way = chance.choice(segments), chance.choice([Way.UP, Way.DOWN])
        unit = chance.randrange(corpus.unit_count)
        match kind:
            case "merge":
                repair.merge(corpus, unit, way)
            case "split":
                repair.split(corpus, one.id)
            case "move" | "shift":
                getattr(repair, kind)(corpus, one.id, way)
            case "confirm":
                repair.confirm(corpus, unit, unit + 1)
            case "cut":
                at = chance.choice([match.start() for match in re.finditer(r"\s|$", one.text)])
                repair.split_paragraph(corpus, one.id, at)
            case "join":
                repair.join_paragraphs(corpus, one.id, way)
            case "correct":
                repair.correct(corpus, one.id, self._corrected(one.text, chance))
            case "undo" | "redo":
                getattr(corpus, kind)()
            case "note":
                self._note(one, chance, serials)
            case "unnote" | "renote" | "attach" if notes:
                self._renote(kind, chance.choice(notes), one, chance, serials)
            case "replace":
                self._replace(chance)
            case "remove text" | "remove version" | "remove document":
                self._remove(kind, chance)

    def _corrected(self, text: str, chance: random.Random) -> str:
        self._count += 1
        all_ = text.split()
        place = chance.randrange(len(all_))
        if chance.random() < 0.3:
            all_.insert(place, word(1_000_000_000 + self._count))
        else:
            all_[place] = f"{all_[place].partition('~')[0]}~{'z' * chance.randrange(9)}{self._count}"
        return " ".join(all_)

    def _anchor(self, segment: Segment, chance: random.Random) -> Anchor:
        if chance.random() < 0.3:
            return Anchor(segment.id)
        found = [(match.start(), match.end()) for match in re.finditer(r"\S+", segment.text)]
        first = chance.randrange(len(found))
        last = min(len(found) - 1, first + chance.choice([0, 0, 0, 1, 3]))
        start, stop = found[first][0], found[last][1]
        return Anchor(segment.id, start, stop, segment.text[start:stop])

    def _note(self, segment: Segment, chance: random.Random, serials: set[str]) -> None:
        self._count += 1
        anchor = self._anchor(segment, chance)
        with self.corpus.editing("note") as edit:
            edit.note(anchor, f"{self._count} {segment.text}")
        self._paragraphs[str(self._count), anchor] = segment.text
        serials.add(str(self._count))

    def _renote(self, kind: str, noted: PlacedNote, segment: Segment, chance: random.Random, serials: set[str]) -> None:
        serial = _serial_of(noted)
        with self.corpus.editing(kind) as edit:
            if kind == "unnote":
                edit.unnote([noted.note.id])
                serials.discard(serial)
            elif kind == "renote":
                edit.renote(noted.note.id, f"{serial} again {chance.random()}")
            else:
                anchor = self._anchor(segment, chance)
                edit.attach(noted.note.id, anchor)
                self._paragraphs[serial, anchor] = segment.text

    def _replace(self, chance: random.Random) -> None:
        text = chance.choice(self.corpus.texts())
        standing = Standing(self.corpus, text.document)
        draft = self._draft([one.text for one in standing.texts[text.version]], chance)
        found = redraft(
            standing,
            text.version,
            [DraftSegment(one) for one in draft],
            progress=lambda done: None,
            check=lambda: None,
        )
        self.replaced = True
        with self.corpus.restructuring("replace") as change:
            change.replace_text(text.document, text.version, SOURCE, found.segments, found.rows, heirs=found.heirs)

    def _draft(self, old: Sequence[str], chance: random.Random) -> list[str]:
        draft = list(old)
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(draft))
            all_ = draft[place].split()
            match chance.choice(["edit", "edit", "drop", "add", "cut", "join", "move"]):
                case "edit":
                    draft[place] = self._corrected(draft[place], chance)
                case "drop" if len(draft) > 2:
                    del draft[place]
                case "add":
                    self._count += 1
                    new = (word(1000 * self._count + number) for number in range(WORDS))
                    draft.insert(place, " ".join(new))
                case "cut" if len(all_) > 1:
                    at = chance.randrange(1, len(all_))
                    draft[place : place + 1] = [" ".join(all_[:at]), " ".join(all_[at:])]
                case "join":
                    draft[place : place + 2] = [" ".join(draft[place : place + 2])]
                case "move":
                    draft.insert(chance.randrange(len(draft)), draft.pop(place))
        return draft

    def _remove(self, kind: str, chance: random.Random) -> None:
        text = chance.choice(self.corpus.texts())
        of_document = [one for one in self.corpus.texts() if one.document == text.document]
        paragraphs = len(self._segments())
        if paragraphs - sum(one.segments for one in self.corpus.texts() if one.version == text.version) < LEFT:
            return
        if paragraphs - sum(one.segments for one in of_document) < LEFT:
            return
        with self.corpus.restructuring("remove") as change:
            if kind == "remove text" and len(of_document) > 1:
                change.remove_text(text.document, text.version)
            elif kind == "remove version" and len(self.corpus.versions()) > 2:
                change.remove_version(text.version)
            elif kind == "remove document" and len(self.corpus.documents()) > 1:
                change.remove_document(text.document)


def _serial_of(one: PlacedNote) -> str:
    return one.note.text.partition(" ")[0]


def _steps(kinds: Sequence[str], most: int) -> st.SearchStrategy[list[Step]]:
    number = st.integers(0, 999)
    return st.lists(st.tuples(st.sampled_from(kinds), number, number), max_size=most)


def _run(steps: Sequence[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = build(Path(folder) / "made.hexapla", rows=4, text=texts())
        with Corpus.open(path) as corpus:
            oracle = Oracle(corpus)
            for step in steps:
                oracle.do(step)
            assert corpus.check() == []
            expected = corpus.notes()
            corpus.save_copy(Path(folder) / "copy.hexapla", history=False)
        with Corpus.open(Path(folder) / "copy.hexapla", read_only=True) as copy:
            assert [_told(one) for one in copy.notes()] == [_told(one) for one in expected]
            assert copy.check() == []


def _told(one: PlacedNote) -> tuple[int, str, SegmentId | None, int, int, int | None]:
    return one.note.id, one.note.text, one.segment, one.start, one.stop, one.unit


@settings(max_examples=25)
@given(_steps([*KINDS, *REMOVALS], 25))
def test_every_note_is_on_its_letters_or_its_paragraph_is_gone(steps: list[Step]) -> None:
    _run([("note", 1, 1), ("note", 2, 2), ("note", 3, 3), *steps])


@settings(max_examples=25)
@given(_steps([*KINDS, "replace", "replace", "replace"], 20))
def test_no_note_is_lost_or_astray_when_drafts_take_the_place_of_texts(steps: list[Step]) -> None:
    _run([("note", 1, 1), ("note", 2, 2), ("note", 3, 3), *steps])


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("kinds", [(*KINDS, *REMOVALS), (*KINDS, *REMOVALS, "replace", "replace")])
def test_notes_outlast_five_hundred_changes(seed: int, kinds: tuple[str, ...]) -> None:
    chance = random.Random(seed)
    _run([(chance.choice(kinds), chance.randrange(1000), chance.randrange(1000)) for _ in range(500)])
