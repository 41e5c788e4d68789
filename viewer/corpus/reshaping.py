"""All rows of a document with one version more or less, as arrays. Nothing here touches the database."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.corpus.chunks import Cells, Chunk, Counts, Ids, measured
from viewer.corpus.drafts import ColumnRows


def with_version(chunk: Chunk, version: int, segments: Cells, rows: ColumnRows) -> Chunk:
    """The rows with a version that they do not have; `segments` are its m segments, a cell each.

    Raises ValueError if a row, old or new, or a segment would be lost, or if a row would be empty.
    """
    starts = np.concatenate((np.zeros(1, np.int64), rows.stops))
    if (np.diff(starts) < 0).any() or starts[-1] != chunk.units:
        raise ValueError(f"the {chunk.units} rows of the document are not all used, in order")
    if rows.counts.sum(dtype=np.int64) != len(segments.ids):
        raise ValueError(f"the {len(segments.ids)} segments are not all in rows")
    cells = {key: _regrouped(old, starts) for key, old in chunk.cells.items()}
    cells[version] = measured(segments.ids, rows.counts, segments.lengths, segments.classes)
    if len(rows.stops) and not np.any([own.counts > 0 for own in cells.values()], axis=0).all():
        raise ValueError("a row would be empty")
    return Chunk(rows.confidence.astype(np.float32), rows.status.astype(np.uint8), cells)


def without_version(chunk: Chunk, version: int, *, keep_empty: bool = False) -> Chunk:
    """The rows without a version that they have, and without those that held nothing else (unless `keep_empty`)."""
    rest = {key: own for key, own in chunk.cells.items() if key != version}
    kept = np.full(chunk.units, keep_empty)
    for own in rest.values():
        kept |= own.counts > 0
    cells = {key: Cells(own.counts[kept], own.lengths[kept], own.classes[kept], own.ids) for key, own in rest.items()}
    return Chunk(chunk.confidence[kept], chunk.status[kept], cells)


def cell_each(ids: Ids, lengths: Counts, classes: npt.NDArray[np.uint8]) -> Cells:
    """Segments as cells of their own."""
    return Cells(np.ones(len(ids), np.uint32), lengths, classes, ids)


def _regrouped(cells: Cells, starts: Ids) -> Cells:
    """The cells of each stretch of rows as one."""
    filled = cells.counts > 0
    before = np.concatenate((np.zeros(1, np.int64), np.cumsum(filled, dtype=np.int64)))
    # A filled cell is measured as a segment is: what holds of all its parts holds of it.
    whole = measured(cells.ids, np.diff(before[starts]).astype(np.uint32), cells.lengths[filled], cells.classes[filled])
    segments = np.concatenate((np.zeros(1, np.int64), np.cumsum(cells.counts, dtype=np.int64)))
    return Cells(np.diff(segments[starts]).astype(np.uint32), whole.lengths, whole.classes, cells.ids)


def same_rows(one: Chunk | None, other: Chunk | None) -> bool:
    """Whether two documents have the same rows, or are both not there."""
    if one is None or other is None or one.units != other.units or one.cells.keys() != other.cells.keys():
        return one is other
    pairs: list[tuple[npt.NDArray[Any], npt.NDArray[Any], bool]] = [
        (one.confidence, other.confidence, True),
        (one.status, other.status, False),
    ]
    for version, cells in one.cells.items():
        second = other.cells[version]
        pairs += [(cells.counts, second.counts, False), (cells.ids, second.ids, False)]
        pairs += [(cells.lengths, second.lengths, False), (cells.classes, second.classes, False)]
    return all(np.array_equal(first, second, equal_nan=floating) for first, second, floating in pairs)
