"""Paragraphs of the corpus' own copy: a wording corrected, one cut in two, two joined; source files stay."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.corpus import Corpus, Editing, NewAnnotation, NewSegment
from viewer.errors import Unrepairable
from viewer.languages import primary
from viewer.model import MAX_SEGMENT, Annotation, Link, Segment, SegmentId
from viewer.repair.actions import Action, Repaired, Way, looked_at, repaired
from viewer.repair.rows import edited, filled, loosened, with_cell

_UNSPACED = frozenset({"ja", "zh", "th", "lo", "km", "my", "bo", "yue"})
"""Languages whose sentences follow each other without a space."""


def correct(corpus: Corpus, segment: SegmentId, text: str) -> Repaired | None:
    """Another wording. None if it is the same. Raises Unrepairable for a text that is none or too long, OutOfRange."""
    if not text.strip():
        raise Unrepairable(Unrepairable.NO_TEXT)
    if len(text) > MAX_SEGMENT:
        raise Unrepairable(Unrepairable.TOO_LONG)
    with corpus.editing(Action.CORRECT, fields=looked_at(segment)) as edit:
        edit.correct(segment, text)
    return repaired(edit, segment)


def split_paragraph(corpus: Corpus, segment: SegmentId, at: int) -> Repaired | None:
    """Cuts a paragraph before its code point `at`; both parts stay in its row. White space at the cut goes.

    What is said of a stretch goes with the part that it begins in; links hold for both. Raises Unrepairable for a part
    without text, and OutOfRange.
    """
    revision = corpus.revision
    whole = corpus.segment(segment)
    first, second = whole.text[:at].rstrip(), whole.text[at:].lstrip()
    if not first.strip() or not second.strip():
        raise Unrepairable(Unrepairable.NO_TEXT)
    notes = corpus.annotations(segment)
    offset = len(whole.text) - len(second)
    parts = [
        _part(whole, first, [note for note in notes if note.start < offset], 0),
        _part(whole, second, [note for note in notes if note.start >= offset], offset),
    ]
    with corpus.editing(Action.SPLIT_PARAGRAPH, fields=looked_at(segment), revision=revision) as edit:
        links = edit.links_at([segment])
        new = edit.recut([segment], parts)
        for one in new:
            edit.link(_relinked(links, {segment: one}))
    return repaired(edit, new[0])


def join_paragraphs(corpus: Corpus, segment: SegmentId, way: Way) -> Repaired | None:
    """Joins a paragraph with its neighbour in its version, which comes to its row if it stands in another.

    None at the ends of a text. Raises Unrepairable if both together are too long, and OutOfRange.
    """
    revision = corpus.revision
    place = corpus.place_of(segment)
    neighbour = _neighbour(corpus, segment, way)
    if neighbour is None:
        return None
    order = [segment, neighbour] if way is Way.DOWN else [neighbour, segment]
    first, second = (corpus.segment(one) for one in order)
    between = "" if primary(corpus.version(place.version).language) in _UNSPACED else " "
    text = first.text.rstrip() + between + second.text.lstrip()
    if len(text) > MAX_SEGMENT:
        raise Unrepairable(Unrepairable.TOO_LONG)
    moved = len(text) - len(second.text.lstrip()) - (len(second.text) - len(second.text.lstrip()))
    notes = [
        *_part(first, first.text.rstrip(), corpus.annotations(first.id), 0).annotations,
        *(
            NewAnnotation(max(0, note.start + moved), min(len(text), max(0, note.stop + moved)), note.kind, note.value)
            for note in corpus.annotations(second.id)
        ),
    ]
    with corpus.editing(Action.JOIN_PARAGRAPHS, fields=looked_at(segment), revision=revision) as edit:
        links = edit.links_at(order)
        _bring(edit, segment, neighbour)
        (new,) = edit.recut(order, [NewSegment(text, first.kind, first.excluded and second.excluded, tuple(notes))])
        edit.link(_relinked(links, dict.fromkeys(order, new)))
    return repaired(edit, new)


def _part(whole: Segment, text: str, notes: Sequence[Annotation], offset: int) -> NewSegment:
    """A part of a segment that begins `offset` code points after it."""

    def inside(at: int) -> int:
        return min(max(0, at - offset), len(text))

    moved = tuple(NewAnnotation(inside(note.start), inside(note.stop), note.kind, note.value) for note in notes)
    return NewSegment(text, whole.kind, whole.excluded, moved)


def _relinked(links: Sequence[Link], renamed: dict[SegmentId, SegmentId]) -> list[Link]:
    """The links with other segments at their ends; a link that would tie one to itself is left out."""
    found = [Link(renamed.get(one.source, one.source), renamed.get(one.target, one.target), one.kind) for one in links]
    return [link for link in dict.fromkeys(found) if link.source != link.target]


def _neighbour(corpus: Corpus, segment: SegmentId, way: Way) -> SegmentId | None:
    place = corpus.place_of(segment)
    index = corpus.index()
    number = place.number + way
    if not 0 <= number < index.paragraph_count(place.version, place.document):
        return None
    ordinal = index.ordinal_of_paragraph(place.version, place.document, number)
    return corpus.segments_at(place.version, [ordinal])[0].id


def _bring(edit: Editing, segment: SegmentId, neighbour: SegmentId) -> None:
    """Moves a neighbour in the order of the text into the row of a paragraph."""
    here, there = edit.place_of(segment), edit.place_of(neighbour)
    if here.unit == there.unit:
        return
    version = here.version
    first, stop = min(here.unit, there.unit), max(here.unit, there.unit) + 1
    rows = edit.drafts(first, stop)
    own, other = rows[here.unit - first], rows[there.unit - first]
    cell, rest = own.cells[version], tuple(one for one in other.cells[version] if one != neighbour)
    rows[here.unit - first] = edited(
        with_cell(own, version, (neighbour, *cell) if there.unit < here.unit else (*cell, neighbour))
    )
    rows[there.unit - first] = loosened(with_cell(other, version, rest))
    edit.splice(first, stop, filled(rows))
