"""Which rows something is said of: annotations looked through by kind and value, all of a corpus at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from viewer.corpus import chunk_rows
from viewer.corpus.connection import Connection
from viewer.corpus.directory import Directory, Int64
from viewer.errors import Cancelled

_LOOK = 4_096
"""Annotations between two looks at whether to stop."""
_VERDICTS = 65_536
"""Values whose verdict is remembered; most are said of many segments."""

Segments = dict[int, Int64]
"""For each version, by its number, ordinals of segments, rising."""


def values(database: Connection, kind: str, limit: int) -> list[tuple[str, int]]:
    """What annotations of a kind say, and of how many pieces of text; the most frequent first, at most `limit`."""
    select = "SELECT value, count(*) FROM annotation WHERE kind = ? GROUP BY value ORDER BY 2 DESC, 1 LIMIT ?"
    return [(value, count) for value, count in database.rows(select, (kind, limit))]


def segments(
    database: Connection,
    directory: Directory,
    kind: str,
    admits: Callable[[str], bool],
    cancelled: Callable[[], bool],
) -> Segments:
    """The segments with an annotation of this kind whose value is admitted. Raises Cancelled and Damaged."""
    ids = _ids(database, kind, admits, cancelled)
    found: Segments = {}
    for version, runs in directory.runs.items():
        parts = [np.empty(0, np.int64)]
        firsts, stops = np.searchsorted(ids, runs.lowest), np.searchsorted(ids, runs.highest, side="right")
        for place in np.flatnonzero((firsts < stops) & (runs.ids > 0)).tolist():
            if cancelled():
                raise Cancelled
            here = chunk_rows.read_ids(database, int(runs.ids[place]), runs.segments_of(place))
            parts.append(runs.starts[place] + np.flatnonzero(_among(here, ids[firsts[place] : stops[place]])))
        found[version] = np.concatenate(parts)
    return found


def _ids(database: Connection, kind: str, admits: Callable[[str], bool], cancelled: Callable[[], bool]) -> Int64:
    """The ids of the segments, rising, each once."""
    ids: list[int] = []
    verdicts: dict[str, bool] = {}
    with database.interruptible(cancelled):
        rows = database.stream("SELECT segment, value FROM annotation WHERE kind = ?", (kind,))
        for number, (segment, value) in enumerate(rows):
            if number % _LOOK == 0 and cancelled():
                raise Cancelled
            verdict = verdicts.get(value)
            if verdict is None:
                if len(verdicts) >= _VERDICTS:
                    verdicts.clear()
                verdict = verdicts[value] = admits(value)
            if verdict:
                ids.append(segment)
    return np.unique(np.array(ids, np.int64))


def _among(here: Int64, ids: Int64) -> npt.NDArray[np.bool_]:
    """Which of `here` are in `ids`, which are rising and not empty."""
    nearest: Int64 = ids[np.minimum(np.searchsorted(ids, here), len(ids) - 1)]
    return np.equal(nearest, here)
