"""Notes of the reader: made, changed and removed by edits, and found where they are now.

A note keeps the place where it was put, and no other edit touches it. Where that is now is found when somebody asks:
in its segment as long as that is in use, else in what took its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import Any

from viewer.corpus import heirs
from viewer.corpus.catalogue import verified
from viewer.corpus.connection import Connection
from viewer.corpus.heirs import Heir
from viewer.corpus.reader import Reader
from viewer.corpus.segment_rows import scalars
from viewer.errors import Damaged, OutOfRange
from viewer.model import MAX_SEGMENT, Anchor, Note, PlacedNote, SegmentId, VersionId

_ASKED_AT_ONCE = 500
_COMPARED = 250_000
"""Pairs of words up to which a stretch is sought by them."""
_WORD = re.compile(r"\S+")

_MOST_OF_IT = 0.5
"""Share of a stretch, or of what a new segment has of an old one, from which the one went into the other."""

_Row = tuple[Any, ...]
"""The columns of a note behind its id."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Some notes in one state: by their ids what they are, or that there is none."""

    notes: Mapping[int, _Row | None]


def added(database: Connection, reader: Reader, anchor: Anchor, text: str) -> tuple[int, Notes, Notes]:
    """The id of a new note, and what there is and would be with it. Raises OutOfRange and ValueError."""
    ((highest,),) = database.rows("SELECT coalesce(max(id), 0) FROM note")
    now, place = _now(), _placed_at(reader, anchor)
    row = (*place[:4], scalars(text), now, now, *place[4:])
    return highest + 1, Notes({highest + 1: None}), Notes({highest + 1: row})


def changed(database: Connection, number: int, text: str) -> tuple[Notes, Notes] | None:
    """What a note is and would be with another text; None if it has that already. Raises OutOfRange."""
    row = _row(database, number)
    if row[4] == scalars(text):
        return None
    return Notes({number: row}), Notes({number: (*row[:4], scalars(text), row[5], _now(), *row[7:])})


def moved(database: Connection, reader: Reader, number: int, anchor: Anchor) -> tuple[Notes, Notes] | None:
    """What a note is and would be at another place; None if it is there. Raises OutOfRange and ValueError."""
    row, place = _row(database, number), _placed_at(reader, anchor)
    new = (*place[:4], row[4], row[5], _now(), *place[4:])
    return None if row[:4] == new[:4] else (Notes({number: row}), Notes({number: new}))


def removed(database: Connection, numbers: Iterable[int]) -> tuple[Notes, Notes] | None:
    """What there is and would be without these notes; None if there is none of them."""
    gone = {row[0]: row[1:] for number in dict.fromkeys(numbers) for row in _rows_of(database, "id", [number])}
    return (Notes(gone), Notes(dict.fromkeys(gone))) if gone else None


def put(database: Connection, there: Notes, wanted: Notes) -> None:
    """Writes the one where the other is. Raises Damaged where it is not."""
    for number, row in wanted.notes.items():
        was = there.notes[number]
        if [found[1:] for found in _rows_of(database, "id", [number])] != ([was] if was else []):
            raise Damaged(database.path, "a logged note is not the one there is")
        if was:
            database.run("DELETE FROM note WHERE id = ?", (number,))
        if row:
            database.insert("note", (number, *row))


def all_placed(database: Connection, reader: Reader) -> list[PlacedNote]:
    """All notes in reading order, then the orphans by their ids. Takes time for the notes, not for the corpus."""
    if not are_there(database):
        return []
    return _in_order(reader, _placed(database, reader, verified(database, "SELECT * FROM note ORDER BY segment, id")))


def placed_at(database: Connection, reader: Reader, segments: Sequence[SegmentId]) -> list[PlacedNote]:
    """The notes that are at these segments now, in reading order. Takes time for the segments only."""
    if not are_there(database):
        return []
    rows = _rows_of(database, "segment", sorted(heirs.ancestors(database, segments)))
    wanted = set(segments)
    return _in_order(reader, [note for note in _placed(database, reader, rows) if note.segment in wanted])


Look = Callable[[int], tuple[str, bool] | None]
"""Gives the text of a segment, the last that it had, and whether it is in use; None for one that is deleted."""


def whereabouts(anchor: Anchor, look: Look, heirs_of: Callable[[int], Sequence[Heir]]) -> tuple[int, int, int] | None:
    """Segment, start and stop of the place that an anchor stands for now; 0 and 0 for all of the segment.

    Heirs are followed depth first, in the order of the text, along those that the stretch went into. They lead from
    older to newer segments only: whatever a note was put at was in use, and the changes that came before it cannot be
    undone while it stands. A stretch is where its letters are; where they are nowhere any more the note is about all of
    the first segment on the way.
    """
    first: tuple[int, int, int] | None = None
    for segment, start, stop, text in _ways(anchor, look, heirs_of):
        if not anchor.stop:
            return segment, 0, 0
        found = _stretch(text, start, stop, anchor.quote)
        if found is not None:
            return segment, *found
        first = first or (segment, 0, 0)
    return first


def _ways(anchor: Anchor, look: Look, heirs_of: Callable[[int], Sequence[Heir]]) -> Iterator[tuple[int, int, int, str]]:
    """The segments in use that an anchor leads to, the likeliest first, with the stretch in each and its text."""
    todo: list[tuple[int, int, int, str]] = [(anchor.segment, anchor.start, anchor.stop or MAX_SEGMENT, anchor.quote)]
    seen: set[tuple[int, int, int]] = set()
    while todo:
        segment, start, stop, letters = todo.pop()
        if (segment, start, stop) in seen:
            continue
        seen.add((segment, start, stop))
        text, in_use = look(segment) or ("", False)
        if in_use:
            yield segment, start, stop, text
            continue
        if letters and text[start:stop] != letters:  # it was corrected before it gave way
            start, stop = _stretch(text, start, stop, anchor.quote or letters) or _drifted(text, start, stop, letters)
        todo += reversed([*_followed(heirs_of(segment), start, min(stop, max(start + 1, len(text))), text)])


def _drifted(text: str, start: int, stop: int, letters: str) -> tuple[int, int]:
    """Where a stretch is of which some words are others by now: its longest run of words that is still there tells."""
    before, after = ([*_WORD.finditer(one)] for one in (letters, text))
    if len(before) * len(after) > _COMPARED:
        return start, stop
    words, there = ([match[0] for match in found] for found in (before, after))
    block = SequenceMatcher(None, words, there, autojunk=False).find_longest_match()
    if not block.size:
        return start, stop
    first = max(0, after[block.b].start() - before[block.a].start())
    return first, first + len(letters)


def _followed(found: Sequence[Heir], start: int, stop: int, text: str) -> list[tuple[int, int, int, str]]:
    """Where a stretch of a text went, with the letters that did: to the new segments with most of it, or of which most
    is in it, in order."""
    if not found:
        return []
    end = max(heir.stop for heir in found)
    start = min(start, end - 1)  # a correction has made the text shorter
    stop = max(start + 1, min(stop, end))
    by_segment: dict[int, list[Heir]] = {}
    for heir in found:
        by_segment.setdefault(heir.new, []).append(heir)
    shares: dict[int, float] = {}
    for new, heirs_there in by_segment.items():
        common = sum(max(0, min(stop, heir.stop) - max(start, heir.start)) for heir in heirs_there)
        shares[new] = common / min(stop - start, sum(heir.stop - heir.start for heir in heirs_there))
    most = max(shares.values())
    ways = []
    for new, share in shares.items():
        there = [heir for heir in by_segment[new] if start < heir.stop and heir.start < stop] or by_segment[new]
        if share >= min(most, _MOST_OF_IT):
            edges = [(max(start, heir.start), min(stop, heir.stop), heir.new_start - heir.start) for heir in there]
            first = min(begin + moved for begin, _, moved in edges)
            letters = text[min(begin for begin, _, _ in edges) : max(end for _, end, _ in edges)]
            ways.append((new, first, max(first + 1, *(end + moved for _, end, moved in edges)), letters))
    return ways


def _stretch(text: str, start: int, stop: int, quote: str) -> tuple[int, int] | None:
    """Where a quote is in a text, nearest to where it should be; of one that was cut in two, the part there."""
    if text[start:stop] == quote:
        return start, stop
    places = [at for at in (text.rfind(quote, 0, start + len(quote)), text.find(quote, start)) if at >= 0]
    if places:
        nearest = min(places, key=lambda at: abs(at - start))
        return nearest, nearest + len(quote)
    piece = text[start:stop]
    if 0 < len(piece) < len(quote) and (quote.startswith(piece) or quote.endswith(piece)):
        return start, start + len(piece)
    return None


def _placed(database: Connection, reader: Reader, rows: Sequence[_Row]) -> list[PlacedNote]:
    known = _texts(database, reader, {row[1] for row in rows})

    def look(segment: int) -> tuple[str, bool] | None:
        if segment not in known:
            known.update(_texts(database, reader, {segment}))
        return known[segment]

    placed = []
    for row in rows:
        note = _note(row)
        found = whereabouts(note.anchor, look, lambda segment: heirs.of(database, segment))
        if found is None:
            placed.append(PlacedNote(note, None, 0, 0, None))
        else:
            segment = SegmentId(found[0])
            placed.append(PlacedNote(note, segment, *found[1:], reader.place_of(segment).unit))
    return placed


def _texts(database: Connection, reader: Reader, segments: Iterable[int]) -> dict[int, tuple[str, bool] | None]:
    """The texts of segments, and which are in use."""
    found: dict[int, tuple[str, bool] | None] = {}
    asked = sorted(segments)
    for first in range(0, len(asked), _ASKED_AT_ONCE):
        part = asked[first : first + _ASKED_AT_ONCE]
        found |= dict.fromkeys(part)
        marks = ", ".join("?" * len(part))
        rows = database.rows(f"SELECT id, text, content FROM segment WHERE id IN ({marks})", part)
        found |= {id_: (content, text in reader.catalogue.text_places) for id_, text, content in rows}
    return found


def _in_order(reader: Reader, placed: Iterable[PlacedNote]) -> list[PlacedNote]:
    columns = {version: column for column, version in enumerate(reader.catalogue.version_ids.values())}

    def key(one: PlacedNote) -> tuple[int, ...]:
        if one.segment is None:
            return (1, one.note.id)
        place = reader.place_of(one.segment)
        return (0, place.unit, columns[place.version], place.number, one.start, one.stop, one.note.id)

    return sorted(placed, key=key)


def _placed_at(reader: Reader, anchor: Anchor) -> _Row:
    """The columns of an anchor, with its letters as they are, and those that tell its place in words."""
    place = reader.place_of(anchor.segment)
    text = reader.segment(anchor.segment).text
    if (anchor.start, anchor.stop) != (0, 0) and not 0 <= anchor.start < anchor.stop <= len(text):
        raise ValueError(f"a note from {anchor.start} to {anchor.stop} of {len(text)} code points")
    title = reader.catalogue.documents[place.document].title
    quote = text[anchor.start : anchor.stop]
    return anchor.segment, anchor.start, anchor.stop, quote, place.version, title, place.number


def _row(database: Connection, number: int) -> _Row:
    rows = _rows_of(database, "id", [number])
    if not rows:
        ((count,),) = database.rows("SELECT count(*) FROM note")
        raise OutOfRange("note with the id", number, count)
    return rows[0][1:]


def _rows_of(database: Connection, column: str, values: Sequence[int]) -> list[_Row]:
    rows: list[_Row] = []
    for first in range(0, len(values), _ASKED_AT_ONCE):
        part = values[first : first + _ASKED_AT_ONCE]
        rows += verified(database, f"SELECT * FROM note WHERE {column} IN ({', '.join('?' * len(part))})", part)
    return rows


def as_row(note: Note) -> _Row:
    """All columns of a note but its checksum."""
    anchor = note.anchor
    place = (anchor.segment, anchor.start, anchor.stop, anchor.quote)
    return note.id, *place, note.text, note.made, note.changed, note.version, note.document, note.paragraph


def _note(row: _Row) -> Note:
    number, segment, start, stop, quote, text, made, last, version, document, paragraph = row
    anchor = Anchor(SegmentId(segment), start, stop, quote)
    return Note(number, anchor, text, made, last, VersionId(version), document, paragraph)


def are_there(database: Connection) -> bool:
    """Whether there is any note: a corpus of an older program has not even a table of them."""
    if not database.rows("SELECT 1 FROM sqlite_schema WHERE name = 'note'"):
        return False
    return bool(database.rows("SELECT 1 FROM note LIMIT 1"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
