"""Corrections: the text of one segment is another now. Logged as what it was and what it is, and undone by that.

The source file stays as it is. What is said about stretches of the segment keeps its place: it moves with what comes
after the correction, and what the correction touched is cut down to what is left of it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

import numpy as np

from viewer.corpus.catalogue import verified
from viewer.corpus.chunks import narrow
from viewer.corpus.connection import Connection
from viewer.corpus.reader import Reader
from viewer.corpus.schema import annotation_checksum, checksum, segment_checksum
from viewer.corpus.segment_rows import scalars
from viewer.errors import Damaged
from viewer.model import SegmentId, Touched


@dataclass(frozen=True, slots=True)
class Wording:
    """One state of a segment."""

    segment: int
    version: int
    """The key of its version."""
    state: int
    """The revision of the version in that state."""
    text: str
    notes: list[list[int]]
    """For each annotation id, start and stop."""


def made(database: Connection, reader: Reader, segment: SegmentId, text: str) -> tuple[Wording, Wording] | None:
    """What a segment is and what it would be with another text; None if it is that already. Raises OutOfRange."""
    place = reader.place_of(segment)
    before = reader.segment(segment).text
    after = scalars(text)
    if after == before:
        return None
    version = reader.catalogue.version(place.version)
    key = reader.catalogue.version_key(place.version)
    rows = verified(database, "SELECT * FROM annotation WHERE segment = ? ORDER BY id", (segment,))
    notes = [[number, start, stop] for number, _, start, stop, _, _ in rows]
    moved = [[number, *_moved(start, stop, before, after)] for number, start, stop in notes]
    return (
        Wording(segment, key, version.revision, before, notes),
        Wording(segment, key, reader.catalogue.next_state(), after, moved),
    )


def put(database: Connection, reader: Reader, there: Wording, wanted: Wording) -> Touched:
    """Writes one wording where the other is. Raises Damaged where it is not."""
    rows = verified(database, "SELECT * FROM segment WHERE id = ?", (wanted.segment,))
    if not rows or rows[0][4] != there.text:
        raise Damaged(database.path, "a logged correction does not fit its paragraph")
    _, text, kind, excluded, _ = rows[0]
    sum_ = segment_checksum(wanted.segment, text, kind, excluded, wanted.text.encode())
    values = (wanted.text, sum_, wanted.segment)
    database.run("UPDATE segment SET content = ?, checksum = ? WHERE id = ?", values)
    for number, start, stop in wanted.notes:
        for _, segment, _, _, of, value in verified(database, "SELECT * FROM annotation WHERE id = ?", (number,)):
            sum_ = annotation_checksum(number, segment, start, stop, of, value)
            database.run(
                "UPDATE annotation SET start = ?, stop = ?, checksum = ? WHERE id = ?", (start, stop, sum_, number)
            )
    unit = reader.place_of(SegmentId(wanted.segment)).unit
    _measure(database, reader, wanted.version, unit, len(wanted.text) - len(there.text))
    (row,) = verified(database, "SELECT * FROM version WHERE id = ?", (wanted.version,))
    row = (*row[:-1], wanted.state)
    database.run("UPDATE version SET revision = ?, checksum = ? WHERE id = ?", (row[-1], checksum(*row), row[0]))
    return Touched(unit, 1, 1)


def _measure(database: Connection, reader: Reader, version: int, unit: int, longer: int) -> None:
    """Notes in a row that the text of a version is so many code points longer there."""
    place = reader.directory.chunk_of_unit(unit)
    run = int(reader.directory.runs[version].ids[place])
    cells = reader.cells(version, place)
    lengths = cells.lengths.astype(np.int64)
    lengths[unit - int(reader.directory.unit_starts[place])] += longer
    row = (run, narrow(cells.counts), narrow(lengths.astype(np.uint32)), cells.classes.tobytes())
    database.run("UPDATE cell SET lengths = ?, checksum = ? WHERE run = ?", (row[2], checksum(*row), run))


def _moved(start: int, stop: int, before: str, after: str) -> tuple[int, int]:
    """Where a stretch of the old text is in the new one."""
    shortest = min(len(before), len(after))
    first = next((n for n in range(shortest) if before[n] != after[n]), shortest)
    tail = next((n for n in range(shortest - first) if before[-1 - n] != after[-1 - n]), shortest - first)
    old, new = len(before) - tail, len(after) - tail

    def place(at: int, *, is_stop: bool) -> int:
        if at < first or (is_stop and at == first):
            return at
        if at >= old:
            return at + new - old
        return new if is_stop else first

    end = place(stop, is_stop=True)
    return (end, end) if start == stop else (min(place(start, is_stop=False), end), end)


def dumped(wording: Wording) -> str:
    """The wording as the log keeps it."""
    return json.dumps(asdict(wording), ensure_ascii=False)
