"""Gaps, as a reader goes from one to the next: stretches of rows that a version lacks. No Qt."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from viewer.corpus import CorpusIndex
from viewer.model import VersionId
from viewer.ui.reading.folds import furniture_alone


def gap_starts(index: CorpusIndex, versions: Iterable[VersionId]) -> NDArray[np.int64]:
    """The rows, ascending, in which a gap of one of `versions` begins.

    A gap ends with its document at the latest. Rows of furniture that fold are no gaps: nobody misses a menu.
    """
    starts = np.zeros(index.unit_count, np.bool_)
    content = np.ones(index.unit_count, np.bool_)
    content[furniture_alone(index)[0]] = False
    begins = np.zeros(index.unit_count, np.bool_)
    begins[index.document_starts[:-1][index.document_starts[:-1] < index.unit_count]] = True
    for version in versions:
        missing = (index.counts[version] == 0) & content
        before = np.concatenate(([False], missing[:-1])) & ~begins
        starts |= missing & ~before
    return np.flatnonzero(starts)


def following(rows: NDArray[np.int64], here: int) -> int | None:
    """The first of the ascending `rows` below `here`; after the last comes the first. None if there are none."""
    return int(rows[int(np.searchsorted(rows, here, side="right")) % len(rows)]) if len(rows) else None


def preceding(rows: NDArray[np.int64], here: int) -> int | None:
    """The last of the ascending `rows` above `here`; before the first comes the last. None if there are none."""
    return int(rows[int(np.searchsorted(rows, here)) - 1]) if len(rows) else None
