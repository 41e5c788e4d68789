"""Flags: what kind a segment is, and whether it is excluded. Logged as what they were and are, and undone by that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viewer.corpus.catalogue import verified
from viewer.corpus.chunks import narrow
from viewer.corpus.connection import Connection
from viewer.corpus.reader import Reader
from viewer.corpus.schema import KIND_CODES, KINDS, checksum, segment_checksum
from viewer.errors import Damaged
from viewer.model import Kind, SegmentId, Touched


@dataclass(frozen=True, slots=True)
class Flags:
    """The flags of some segments in one state."""

    flags: Mapping[int, tuple[int, int]]
    """For each segment its kind, a place in schema.KINDS, and whether it is excluded, 0 or 1."""
    states: Mapping[int, int]
    """For the key of each version that they are of, its revision in that state."""


def made(
    database: Connection, reader: Reader, segments: Sequence[SegmentId], kind: Kind | None, excluded: bool | None
) -> tuple[Flags, Flags] | None:
    """What the flags are, and what they would be; None if they are so already. Raises OutOfRange."""
    before: dict[int, tuple[int, int]] = {}
    after: dict[int, tuple[int, int]] = {}
    versions: set[int] = set()
    for segment in segments:
        place = reader.place_of(segment)
        ((_, _, was_kind, was_excluded, _),) = verified(database, "SELECT * FROM segment WHERE id = ?", (segment,))
        wanted = (
            was_kind if kind is None else KIND_CODES[kind],
            was_excluded if excluded is None else int(excluded),
        )
        if wanted != (was_kind, was_excluded):
            before[segment], after[segment] = (was_kind, was_excluded), wanted
            versions.add(reader.catalogue.version_key(place.version))
    if not before:
        return None
    known = {key: reader.catalogue.version(version).revision for key, version in reader.catalogue.version_ids.items()}
    return (
        Flags(before, {version: known[version] for version in versions}),
        Flags(after, {version: reader.catalogue.next_state() for version in versions}),
    )


def put(database: Connection, reader: Reader, there: Flags, wanted: Flags) -> Touched:
    """Writes the one where the other is. Raises Damaged where it is not."""
    rows: set[int] = set()
    places: set[tuple[int, int]] = set()
    for segment, (kind, excluded) in wanted.flags.items():
        found = verified(database, "SELECT * FROM segment WHERE id = ?", (segment,))
        if not found or found[0][2:4] != tuple(there.flags[segment]):
            raise Damaged(database.path, "logged flags do not fit their paragraph")
        _, text, _, _, content = found[0]
        sum_ = segment_checksum(segment, text, kind, excluded, content.encode())
        values = (kind, excluded, sum_, segment)
        database.run("UPDATE segment SET kind = ?, excluded = ?, checksum = ? WHERE id = ?", values)
        place = reader.place_of(SegmentId(segment))
        rows.add(place.unit)
        places.add((reader.catalogue.version_key(place.version), reader.directory.chunk_of_unit(place.unit)))
    for version, chunk in sorted(places):
        _measure(database, reader, version, chunk)
    for version, state in wanted.states.items():
        (row,) = verified(database, "SELECT * FROM version WHERE id = ?", (version,))
        row = (*row[:-1], state)
        database.run("UPDATE version SET revision = ?, checksum = ? WHERE id = ?", (state, checksum(*row), version))
    return Touched(min(rows), max(rows) + 1 - min(rows), max(rows) + 1 - min(rows))


def _measure(database: Connection, reader: Reader, version: int, place: int) -> None:
    """Notes in the rows of a chunk what their segments are now."""
    cells = reader.cells(version, place)
    new = reader.measured(cells.ids, cells.counts)
    run = int(reader.directory.runs[version].ids[place])
    row = (run, narrow(new.counts), narrow(new.lengths), new.classes.tobytes())
    database.run("UPDATE cell SET classes = ?, checksum = ? WHERE run = ?", (row[3], checksum(*row), run))


def valid(flags: Mapping[int, tuple[int, int]]) -> bool:
    """Whether these can be flags of segments."""
    return all(0 <= kind < len(KINDS) and excluded in (0, 1) for kind, excluded in flags.values())
