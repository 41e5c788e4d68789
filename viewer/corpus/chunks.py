"""A chunk: the grouping of some thousand rows as columns of numbers, and the ways to cut, join and regroup them.

Nothing here touches the database. Stored numbers take the narrowest width that holds them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from viewer.model import Kind

CHUNK = 1024
"""Units in a chunk as it is built."""

CHUNK_MAX = 2048
"""Units that an edit may let a chunk grow to before it is cut."""

FURNITURE = 1
"""Class of a cell: every segment of it is furniture."""
HEADING = 2
"""Class of a cell: its first segment is a title or a heading."""
EXCLUDED = 4
"""Class of a cell: every segment of it is excluded."""

_HEADINGS = frozenset({Kind.TITLE, Kind.HEADING})

Counts = npt.NDArray[np.uint32]
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cells:
    """One version's cells of a chunk, n of them with m segments."""

    counts: Counts
    """Shape (n,): segments of each cell; the sum is m."""
    lengths: Counts
    """Shape (n,): code points of each cell."""
    classes: npt.NDArray[np.uint8]
    """Shape (n,): FURNITURE, HEADING and EXCLUDED, added up."""
    ids: Ids
    """Shape (m,): the segments in reading order."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """How a stretch of n rows groups the segments of its versions, whichever segments they are."""

    counts: Mapping[int, Counts]
    """For each version shape (n,)."""
    confidence: npt.NDArray[np.float32]
    """Shape (n,); NaN where nothing was computed."""
    status: npt.NDArray[np.uint8]
    """Shape (n,); places in schema.STATUSES."""

    @property
    def units(self) -> int:
        return len(self.status)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of n rows of one document."""

    confidence: npt.NDArray[np.float32]
    status: npt.NDArray[np.uint8]
    cells: Mapping[int, Cells]
    """By the number of the version; every version that the document has a text in."""

    @property
    def units(self) -> int:
        return len(self.status)

    def grouping(self, start: int, stop: int) -> Grouping:
        """How the rows from `start` to `stop` are grouped now."""
        return Grouping(
            {version: cells.counts[start:stop] for version, cells in self.cells.items()},
            self.confidence[start:stop],
            self.status[start:stop],
        )

    def ids(self, version: int, start: int, stop: int) -> Ids:
        """The segments of one version in the rows from `start` to `stop`."""
        cells = self.cells[version]
        first, last = cells.counts[:start].sum(dtype=np.int64), cells.counts[:stop].sum(dtype=np.int64)
        return cells.ids[first:last]

    def stretch(self, start: int, stop: int) -> Chunk:
        """The rows from `start` to `stop` as a chunk of their own."""
        rows = slice(start, stop)
        cells = {
            version: Cells(cells.counts[rows], cells.lengths[rows], cells.classes[rows], self.ids(version, start, stop))
            for version, cells in self.cells.items()
        }
        return Chunk(self.confidence[rows], self.status[rows], cells)


def segment_class(kind: Kind, excluded: bool) -> int:
    """The class of a cell that has this segment only."""
    return (kind is Kind.FURNITURE) * FURNITURE | (kind in _HEADINGS) * HEADING | excluded * EXCLUDED


def measured(ids: Ids, counts: Counts, lengths: Counts, classes: npt.NDArray[np.uint8]) -> Cells:
    """Cells of `counts` segments each, from the lengths and classes of the m segments. An empty cell has class 0."""
    cell_lengths = np.zeros(len(counts), np.uint32)
    cell_classes = np.zeros(len(counts), np.uint8)
    filled = counts > 0
    if filled.any():
        starts = (np.cumsum(counts, dtype=np.int64) - counts)[filled]
        cell_lengths[filled] = np.add.reduceat(lengths, starts)
        everywhere = np.bitwise_and.reduceat(classes, starts) & (FURNITURE | EXCLUDED)
        cell_classes[filled] = everywhere | (classes[starts] & HEADING)
    return Cells(counts.astype(np.uint32), cell_lengths, cell_classes, ids)


def without_rows(versions: Iterable[int]) -> Chunk:
    """No rows of a document that has a text in each of these versions."""
    none = np.empty(0, np.uint32)
    cells = measured(np.empty(0, np.int64), none, none, np.empty(0, np.uint8))
    return Chunk(np.empty(0, np.float32), np.empty(0, np.uint8), dict.fromkeys(versions, cells))


def joined(chunks: Sequence[Chunk]) -> Chunk:
    """Neighbouring chunks of one document as one."""
    if len(chunks) == 1:
        return chunks[0]
    return Chunk(
        np.concatenate([chunk.confidence for chunk in chunks]),
        np.concatenate([chunk.status for chunk in chunks]),
        {version: _joined_cells([chunk.cells[version] for chunk in chunks]) for version in chunks[0].cells},
    )


def _joined_cells(parts: Sequence[Cells]) -> Cells:
    return Cells(
        np.concatenate([part.counts for part in parts]),
        np.concatenate([part.lengths for part in parts]),
        np.concatenate([part.classes for part in parts]),
        np.concatenate([part.ids for part in parts]),
    )


def cut(chunk: Chunk) -> Iterator[Chunk]:
    """The chunk as it should be stored: itself, nothing if it is empty, or pieces if it has grown too large."""
    if chunk.units <= CHUNK_MAX:
        if chunk.units:
            yield chunk
        return
    for start in range(0, chunk.units, CHUNK):
        yield chunk.stretch(start, min(start + CHUNK, chunk.units))


def sequence_checksum(parts: Iterable[Ids]) -> int:
    """CRC-32 of the segments of a text in their order, which no regrouping changes."""
    total = 0
    for part in parts:
        total = crc32(part.astype("<i8").tobytes(), total)
    return total


def narrow(numbers: npt.NDArray[np.unsignedinteger] | Ids) -> bytes:
    """Whole numbers from 0, each in as few bytes as the largest needs (1, 2, 4 or 8), little-endian."""
    largest = int(numbers.max()) if len(numbers) else 0
    for width in (1, 2, 4):
        if largest < 1 << 8 * width:
            return numbers.astype(f"<u{width}").tobytes()
    return numbers.astype("<u8").tobytes()


def widened(stored: bytes, count: int) -> npt.NDArray[np.unsignedinteger]:
    """The `count` numbers that `narrow` stored, in the width they have. Raises ValueError if there are not as many."""
    if not count:
        if stored:
            raise ValueError("numbers where there should be none")
        return np.empty(0, "<u1")
    width, rest = divmod(len(stored), count)
    if rest or width not in (1, 2, 4, 8):
        raise ValueError(f"{len(stored)} bytes for {count} numbers")
    return np.frombuffer(stored, f"<u{width}")
