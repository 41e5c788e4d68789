"""Rows grouped anew: the same segments in the same order, cut into other rows.

All that has to be remembered of it is how the stretch was grouped before and after, and taking it back is exact.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from viewer.corpus import chunk_rows
from viewer.corpus.catalogue import verified
from viewer.corpus.chunks import Cells, Chunk, Grouping, cut, joined
from viewer.corpus.connection import Connection
from viewer.corpus.drafts import UnitDraft
from viewer.corpus.reader import Reader
from viewer.corpus.schema import STATUS_CODES, checksum
from viewer.errors import Damaged


def regroup(database: Connection, reader: Reader, document: int, start: int, units: int, wanted: Grouping) -> None:
    """Groups the segments of `units` rows from `start` on as `wanted`."""
    directory = reader.directory
    offset, old = around(reader, start, start + units)
    first, last = start - offset, start - offset + units
    middle = _regrouped(database, reader, old.stretch(first, last), wanted)
    new = joined([old.stretch(0, first), middle, old.stretch(last, old.units)])

    places = range(directory.chunk_of_unit(start), directory.chunk_of_unit(start + units - 1) + 1)
    for place in places:
        chunk_rows.delete(database, int(directory.chunks[place]))
    key = reader.catalogue.document_keys[document]
    position = places.start - int(directory.document_chunks[document])
    pieces = list(cut(new))
    if len(pieces) != len(places):
        database.run(
            "UPDATE chunk SET position = position + ? WHERE document = ? AND position >= ?",
            (len(pieces) - len(places), key, position),
        )
    for number, piece in enumerate(pieces, position):
        chunk_rows.insert(database, key, number, piece)
    if wanted.units != units:
        count = reader.catalogue.documents[document].units + wanted.units - units
        (row,) = verified(database, "SELECT * FROM document WHERE id = ?", (key,))
        database.run(
            "UPDATE document SET units = ?, checksum = ? WHERE id = ?", (count, checksum(*row[:-1], count), key)
        )


def around(reader: Reader, start: int, stop: int) -> tuple[int, Chunk]:
    """The chunks that hold these rows as one, and the number of its first row."""
    first, last = reader.directory.chunk_of_unit(start), reader.directory.chunk_of_unit(stop - 1)
    return int(reader.directory.unit_starts[first]), joined([reader.chunk(place) for place in range(first, last + 1)])


def _regrouped(database: Connection, reader: Reader, old: Chunk, wanted: Grouping) -> Chunk:
    if {version: len(cells.ids) for version, cells in old.cells.items()} != {
        version: counts.sum() for version, counts in wanted.counts.items()
    }:
        raise Damaged(database.path, "a logged change does not fit the rows")
    cells: dict[int, Cells] = {}
    for version, before in old.cells.items():
        cells[version] = reader.measured(before.ids, wanted.counts[version])
    return Chunk(wanted.confidence, wanted.status, cells)


def drafted(old: Chunk, drafts: Sequence[UnitDraft], reader: Reader) -> Grouping:
    """What the drafts make of the rows of `old`. Raises ValueError unless they hold the same segments in order."""
    counts = {}
    for key, cells in old.cells.items():
        version = reader.catalogue.version_ids[key]
        parts = [draft.cells.get(version, ()) for draft in drafts]
        if [segment for part in parts for segment in part] != cells.ids.tolist():
            raise ValueError(f"the segments of {version} would not be the same, or not in order")
        counts[key] = np.array([len(part) for part in parts], np.uint32)
    here = {reader.catalogue.version_ids[key] for key in old.cells}
    for draft in drafts:
        if strange := [version for version, part in draft.cells.items() if part and version not in here]:
            raise ValueError(f"a row with {strange[0]}, which has no text in this document")
    confidence = [np.nan if draft.confidence is None else draft.confidence for draft in drafts]
    status = [STATUS_CODES[draft.status] for draft in drafts]
    return Grouping(counts, np.array(confidence, np.float32), np.array(status, np.uint8))


def dumped(grouping: Grouping) -> str:
    """The grouping as the log keeps it."""
    return json.dumps(
        {
            "counts": {str(version): counts.tolist() for version, counts in grouping.counts.items()},
            "confidence": [None if value != value else value for value in grouping.confidence.tolist()],
            "status": grouping.status.tolist(),
        },
        separators=(",", ":"),
    )


def loaded(content: Mapping[str, Any]) -> Grouping:
    """The grouping that was `dumped`, as it was read from JSON."""
    return Grouping(
        {int(version): np.array(counts, np.uint32) for version, counts in content["counts"].items()},
        np.array([np.nan if value is None else value for value in content["confidence"]], np.float32),
        np.array(content["status"], np.uint8),
    )
