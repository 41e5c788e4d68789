"""Where the rows and segments of a corpus are: the directory of its chunks, as prefix sums.

The numbers that people use - rows, segments within a text - are nowhere stored; they follow from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.corpus.connection import Connection
from viewer.errors import Damaged, OutOfRange
from viewer.model import Touched

Int64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Runs:
    """One version's part of the directory, for C chunks."""

    ids: Int64
    """Shape (C,): the run of each chunk, 0 where the document has no text in this version."""
    starts: Int64
    """Shape (C + 1,): how many segments of the version come before each chunk; at the end, how many there are."""
    lowest: Int64
    """Shape (C,): the smallest segment id of each chunk; greater than `highest` where there is none."""
    highest: Int64

    def segments_of(self, place: int) -> int:
        """The number of segments in a chunk."""
        return int(self.starts[place + 1] - self.starts[place])


@dataclass(frozen=True, slots=True)
class Directory:
    """The C chunks of a corpus of D documents, in reading order."""

    chunks: Int64
    """Shape (C,): ids."""
    documents: Int64
    """Shape (C,): the number of the document that each belongs to."""
    unit_starts: Int64
    """Shape (C + 1,): how many rows come before each chunk."""
    document_starts: Int64
    """Shape (D + 1,): how many rows come before each document."""
    document_chunks: Int64
    """Shape (D + 1,): how many chunks come before each document."""
    runs: dict[int, Runs]
    """By version number."""

    @property
    def units(self) -> int:
        return int(self.unit_starts[-1])

    def rows_of(self, document: int) -> range:
        """The rows of a document, numbered in the corpus. Raises OutOfRange."""
        starts = self.document_starts
        if not 0 <= document < len(starts) - 1:
            raise OutOfRange("document", document, len(starts) - 1)
        return range(int(starts[document]), int(starts[document + 1]))

    def document_of(self, unit: int) -> int:
        """The document that a row belongs to. Raises OutOfRange."""
        if not 0 <= unit < self.units:
            raise OutOfRange("row", unit, self.units)
        return int(np.searchsorted(self.document_starts, unit, side="right")) - 1

    def units_of(self, place: int) -> int:
        """The number of rows in a chunk."""
        return int(self.unit_starts[place + 1] - self.unit_starts[place])

    def chunk_of_unit(self, unit: int) -> int:
        """The place of the chunk that holds a row; rows are counted over the corpus."""
        return int(np.searchsorted(self.unit_starts, unit, side="right")) - 1

    def chunk_of_ordinal(self, version: int, ordinal: int) -> int:
        """The place of the chunk that holds a segment; segments are counted over the version."""
        return int(np.searchsorted(self.runs[version].starts, ordinal, side="right")) - 1

    def segment_count(self, version: int) -> int:
        """The number of segments of a version."""
        return int(self.runs[version].starts[-1])

    def document_ordinal(self, version: int, document: int) -> int:
        """How many segments of the version come before a document."""
        return int(self.runs[version].starts[self.document_chunks[document]])


def read(database: Connection, documents: dict[int, int], document_units: list[int], versions: set[int]) -> Directory:
    """The directory as it is now. Raises Damaged where it contradicts itself.

    `documents` gives the number of each document's id, `document_units` the rows that each should have.
    """
    try:
        return _read(database, documents, document_units, versions)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise Damaged(database.path, f"the directory of rows is not one: {error!r}") from error


def patched(
    database: Connection, known: Directory, documents: dict[int, int], document_units: list[int], touched: Touched
) -> Directory | None:
    """The directory as it is now, if nothing but the chunks of the touched rows is another than in `known`.

    `documents` gives the numbers of the documents that these rows are in, which follow each other, by their ids. None
    if it does not fit: then all has to be read.
    """
    numbers = sorted(documents.values())
    first, last = int(known.document_chunks[numbers[0]]), int(known.document_chunks[numbers[-1] + 1])
    marks = ", ".join("?" * len(documents))
    rows = database.rows(
        f"SELECT id, document, position, units FROM chunk WHERE document IN ({marks})", tuple(documents)
    )
    table = _table(
        sorted((documents[document], position, units, number) for number, document, position, units in rows), 4
    )
    edges = known.unit_starts[first : last + 1]
    before = int(np.searchsorted(edges[1:], touched.start, side="right"))
    after = last - first - int(np.searchsorted(edges[:-1], touched.start + touched.before, side="left"))
    middle = slice(before, len(table) - after)
    stays = np.ones(len(table), np.bool_)
    stays[middle] = False
    old = np.column_stack((known.documents, np.diff(known.unit_starts), known.chunks))[first:last]
    if middle.stop < before or not np.array_equal(
        table[stays][:, [0, 2, 3]], np.concatenate((old[:before], old[last - first - after :]))
    ):
        return None
    stretch = slice(first + before, last - after)
    owner = _replaced(known.documents, stretch, table[middle, 0])
    unit_starts = _starts(_replaced(np.diff(known.unit_starts), stretch, table[middle, 2]))
    document_chunks = np.searchsorted(owner, np.arange(len(document_units) + 1))
    document_starts = _starts(np.array(document_units, np.int64))
    if (table[:, 2] < 1).any() or (unit_starts[document_chunks] != document_starts).any():
        return None
    place_of = {int(number): place for place, number in enumerate(table[middle, 3])}
    runs = _read_runs(database, place_of, set(known.runs), list(place_of))
    return Directory(
        chunks=_replaced(known.chunks, stretch, table[middle, 3]),
        documents=owner,
        unit_starts=unit_starts,
        document_starts=document_starts,
        document_chunks=document_chunks,
        runs={version: _replaced_runs(whole, stretch, runs[version]) for version, whole in known.runs.items()},
    )


def _replaced_runs(known: Runs, stretch: slice, new: Runs) -> Runs:
    return Runs(
        _replaced(known.ids, stretch, new.ids),
        _starts(_replaced(np.diff(known.starts), stretch, np.diff(new.starts))),
        _replaced(known.lowest, stretch, new.lowest),
        _replaced(known.highest, stretch, new.highest),
    )


def _replaced(whole: Int64, stretch: slice, part: Int64) -> Int64:
    return np.concatenate((whole[: stretch.start], part, whole[stretch.stop :]))


def _read(database: Connection, documents: dict[int, int], document_units: list[int], versions: set[int]) -> Directory:
    chunks = [
        (documents[document], position, units, number)
        for number, document, position, units in database.rows("SELECT id, document, position, units FROM chunk")
    ]
    chunks.sort()
    table = _table(chunks, 4)
    owner, units = table[:, 0], table[:, 2]
    document_chunks = np.searchsorted(owner, np.arange(len(document_units) + 1))
    places = np.arange(len(table)) - document_chunks[owner]
    document_starts = _starts(np.array(document_units, np.int64))
    unit_starts = _starts(units)
    if (units < 1).any() or (table[:, 1] != places).any() or (unit_starts[document_chunks] != document_starts).any():
        raise ValueError("the chunks do not add up to the documents")
    place_of = {int(number): place for place, number in enumerate(table[:, 3])}
    return Directory(
        chunks=table[:, 3],
        documents=owner,
        unit_starts=unit_starts,
        document_starts=document_starts,
        document_chunks=document_chunks,
        runs=_read_runs(database, place_of, versions),
    )


def _read_runs(
    database: Connection, place_of: dict[int, int], versions: set[int], chunks: Sequence[int] | None = None
) -> dict[int, Runs]:
    """The runs of these chunks, or of all; `place_of` gives the place of each chunk."""
    select = "SELECT id, chunk, version, segments, lowest, highest FROM run"
    rows: dict[int, list[tuple[Any, ...]]] = {version: [] for version in versions}
    if chunks is None:
        found = database.rows(select)
    else:
        found = [row for chunk in chunks for row in database.rows(f"{select} WHERE chunk = ?", (chunk,))]
    for number, chunk, version, *rest in found:
        rows[version].append((place_of[chunk], number, *rest))
    return {version: _runs(_table(found, 5), len(place_of)) for version, found in rows.items()}


def _runs(table: Int64, chunks: int) -> Runs:
    ids, segments, lowest, highest = (np.zeros(chunks, np.int64) for _ in range(4))
    highest -= 1
    places = table[:, 0]
    ids[places], segments[places], lowest[places], highest[places] = table[:, 1:].T
    if (segments < 0).any():
        raise ValueError("a run of less than no segments")
    return Runs(ids, _starts(segments), lowest, highest)


def _table(rows: list[tuple[Any, ...]], columns: int) -> Int64:
    return np.array(rows, np.int64).reshape(len(rows), columns)


def _starts(counts: Int64) -> Int64:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
