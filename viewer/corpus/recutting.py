"""Paragraphs cut anew: a run of segments of one cell gives way to others that hold its text.

Those that are not in use belong to a text that is set aside, with all that is said of them; they come back when the
cut is taken back. Logged as which segments there were and are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from viewer.corpus import chunk_rows, heirs
from viewer.corpus.catalogue import verified
from viewer.corpus.chunks import Chunk, Ids, sequence_checksum
from viewer.corpus.connection import Connection
from viewer.corpus.drafts import SegmentLike
from viewer.corpus.exchange import forget_segments, give
from viewer.corpus.reader import Reader
from viewer.corpus.schema import checksum
from viewer.corpus.segment_rows import SegmentWriter, scalars
from viewer.errors import Damaged
from viewer.model import SegmentId, Touched


@dataclass(frozen=True, slots=True)
class Recut:
    """A run of segments in one state."""

    text: int
    """The key of the text that they are in."""
    aside: int
    """The key of the text, set aside, that holds those that are not in use."""
    version: int
    state: int
    """The revision of the version in that state."""
    segments: tuple[int, ...]
    """The segments of the run, in order."""
    made: bool
    """Whether they were written for this change, and are of no use once it cannot be made again."""


def made(
    database: Connection, reader: Reader, segments: Sequence[SegmentId], new: Sequence[SegmentLike]
) -> tuple[Recut, Recut]:
    """Writes the new segments, not in use yet. Raises OutOfRange, and ValueError unless the old follow in one cell."""
    place = reader.place_of(segments[0])
    version = reader.catalogue.version_key(place.version)
    _run(database, reader, version, segments)
    (text,) = next(iter(database.rows("SELECT text FROM segment WHERE id = ?", (segments[0],))))
    writer = SegmentWriter.following(database)
    ((aside,),) = database.rows("SELECT max(id) + 1 FROM text")
    (row,) = verified(database, "SELECT * FROM text WHERE id = ?", (text,))
    database.insert("text", (aside, None, None, *row[3:-2], 0, 0))
    written = writer.write(aside, new)
    _aside(database, aside, written.ids())
    writer.note_highest()
    texts = {row[0]: row[4] for row in reader.whole_rows(np.array(segments, np.int64))}
    heirs.leave(
        database,
        heirs.inherited(
            [(segment, texts[segment]) for segment in segments],
            [(id_, scalars(one.text)) for id_, one in zip(written.ids().tolist(), new, strict=True)],
        ),
    )
    revision = reader.catalogue.version(place.version).revision
    return (
        Recut(text, aside, version, revision, tuple(segments), made=False),
        Recut(text, aside, version, reader.catalogue.next_state(), tuple(written.ids().tolist()), made=True),
    )


def put(database: Connection, reader: Reader, there: Recut, wanted: Recut) -> Touched:
    """Puts one run in the place of the other. Raises Damaged where it is not there."""
    try:
        place, row, offset = _run(database, reader, there.version, [SegmentId(one) for one in there.segments])
    except ValueError as error:
        raise Damaged(database.path, f"logged segments are not where they were: {error}") from error
    give(database, there.aside, np.array(there.segments, np.int64))
    give(database, wanted.text, np.array(wanted.segments, np.int64))
    chunk = reader.chunk(place)
    cells = chunk.cells[there.version]
    counts = cells.counts.astype(np.int64)
    counts[row] += len(wanted.segments) - len(there.segments)
    run = np.array(wanted.segments, np.int64)
    ids = np.concatenate([cells.ids[:offset], run, cells.ids[offset + len(there.segments) :]])
    new = reader.measured(ids, counts.astype(np.uint32))
    _rewrite(database, reader, place, Chunk(chunk.confidence, chunk.status, {**chunk.cells, there.version: new}))
    _count(database, reader, wanted, len(wanted.segments) - len(there.segments), place, ids)
    _aside(database, wanted.aside, np.sort(np.array(there.segments, np.int64)))
    return Touched(int(reader.directory.unit_starts[place]) + row, 1, 1)


def forget(database: Connection, recut: Recut) -> None:
    """The change cannot be made again: the segments that were written for it are deleted."""
    if recut.made and recut.segments:
        forget_segments(database, recut.segments[0], recut.segments[-1])


def dumped(recut: Recut) -> dict[str, Any]:
    """As the log keeps it, for JSON."""
    return {"recut": asdict(recut)}


def loaded(content: Mapping[str, Any]) -> Recut:
    """What was `dumped`."""
    said = content["recut"]
    return Recut(**{**said, "segments": tuple(map(int, said["segments"]))})


def _run(database: Connection, reader: Reader, version: int, segments: Sequence[SegmentId]) -> tuple[int, int, int]:
    """Where a run of segments of one cell stands: place of the chunk, row in it, place of the first in the chunk.

    Raises ValueError if it is no such run, and OutOfRange.
    """
    unit = reader.place_of(segments[0]).unit
    place = reader.directory.chunk_of_unit(unit)
    row = unit - int(reader.directory.unit_starts[place])
    cells = reader.cells(version, place)
    start = int(cells.counts[:row].sum(dtype=np.int64))
    here = cells.ids[start : start + int(cells.counts[row])].tolist()
    offset = here.index(segments[0])
    if here[offset : offset + len(segments)] != list(segments):
        raise ValueError(f"segments {list(segments)} do not follow each other in one cell")
    return place, row, start + offset


def _rewrite(database: Connection, reader: Reader, place: int, new: Chunk) -> None:
    document = int(reader.directory.documents[place])
    position = place - int(reader.directory.document_chunks[document])
    chunk_rows.delete(database, int(reader.directory.chunks[place]))
    chunk_rows.insert(database, reader.catalogue.document_keys[document], position, new)


def _count(database: Connection, reader: Reader, wanted: Recut, more: int, place: int, ids: Ids) -> None:
    """Notes how many segments the text and the version have now, and in which order, and names the new state.

    The chunk at `place` holds `ids` now; `reader` knows the others.
    """
    directory, runs = reader.directory, reader.directory.runs[wanted.version]
    document = int(directory.documents[place])
    parts = [
        ids if other == place else chunk_rows.read_ids(database, int(runs.ids[other]), runs.segments_of(other))
        for other in range(*directory.document_chunks[document : document + 2].tolist())
    ]
    (row,) = verified(database, "SELECT * FROM text WHERE id = ?", (wanted.text,))
    row = (*row[:-2], row[-2] + more, sequence_checksum(parts))
    values = (*row[-2:], checksum(*row), row[0])
    database.run("UPDATE text SET segments = ?, sequence = ?, checksum = ? WHERE id = ?", values)
    (row,) = verified(database, "SELECT * FROM version WHERE id = ?", (wanted.version,))
    row = (*row[:-2], row[-2] + more, wanted.state)
    values = (*row[-2:], checksum(*row), row[0])
    database.run("UPDATE version SET segments = ?, revision = ?, checksum = ? WHERE id = ?", values)


def _aside(database: Connection, text: int, ids: Ids) -> None:
    """Notes that a text which is set aside holds these segments; they rise."""
    (row,) = verified(database, "SELECT * FROM text WHERE id = ?", (text,))
    row = (*row[:-2], len(ids), sequence_checksum([ids]))
    values = (*row[-2:], checksum(*row), text)
    database.run("UPDATE text SET segments = ?, sequence = ?, checksum = ? WHERE id = ?", values)
