"""Where all hits of a search are, as a few numbers for each segment: every version in one row of reading order.

No text is kept and no hit has an object of its own, so that five million of them are arrays of some hundred megabytes
at most. Hits are numbered from 0 by row, version (in the order of the corpus), segment and place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.errors import Cancelled
from viewer.model import VersionId
from viewer.search.engine import Found
from viewer.search.source import TextSource, UnitIndex

Ints = NDArray[np.int64]

_NONE: Ints = np.empty(0, np.int64)
ROW = -1
"""Instead of a version: a row that was found without text in it."""


@dataclass(frozen=True, slots=True)
class HitPlaces:
    """H hits in S segments, or rows that were found without text: each of these is an entry with one hit."""

    versions: tuple[VersionId, ...]
    """All of the corpus, in its order."""
    revisions: tuple[int, ...]
    """Of the versions when they were searched: what is of another one is out of date."""
    columns: NDArray[np.int16]
    """Shape (S,): the place of each segment's version in `versions`, or ROW."""
    ordinals: Ints
    """Shape (S,): the segments, counted over their version; of a ROW the number of the row."""
    starts: Ints
    """Shape (S + 1,): hits before each segment; at the end, all hits."""

    def __len__(self) -> int:
        return int(self.starts[-1])

    @property
    def counts(self) -> Ints:
        """Shape (S,): hits in each segment."""
        return np.diff(self.starts)

    def of_hits(self, numbers: Ints) -> tuple[Ints, Ints]:
        """For each of these hits its entry, and how many hits of that entry come before it."""
        entries = np.searchsorted(self.starts, numbers, side="right") - 1
        return entries, numbers - self.starts[entries]

    def units(self, index: UnitIndex, entries: Ints) -> Ints:
        """The rows that hold these entries."""
        units = self.ordinals[entries]
        columns = self.columns[entries]
        for column, version in enumerate(self.versions):
            here = columns == column
            if here.any():
                units[here] = index.unit_of_ordinal(version, units[here])
        return units

    def entry_of(self, index: UnitIndex, version: VersionId, ordinal: int) -> int | None:
        """The entry of a segment, if there is a hit in it. Takes a few steps, however many there are."""
        column = self.versions.index(version)
        unit = int(index.unit_of_ordinal(version, np.array([ordinal]))[0])

        def place(entry: int) -> tuple[int, int, int]:
            at = np.array([entry])
            return int(self.units(index, at)[0]), int(self.columns[entry]), int(self.ordinals[entry])

        entry = bisect_left(range(len(self.columns)), (unit, column, ordinal), key=place)
        found = entry < len(self.columns) and (self.columns[entry], self.ordinals[entry]) == (column, ordinal)
        return entry if found else None

    def within(self, index: UnitIndex, rows: NDArray[np.bool_]) -> HitPlaces:
        """The hits in some rows alone; `rows` has shape (U,)."""
        return self.only(np.flatnonzero(rows[self.units(index, np.arange(len(self.columns)))]))

    def only(self, entries: Ints) -> HitPlaces:
        """These entries alone, in this order."""
        starts = _starts(self.counts[entries])
        return HitPlaces(self.versions, self.revisions, self.columns[entries], self.ordinals[entries], starts)


def gathered(
    portions: Iterable[Found], corpus: TextSource, *, cancelled: Callable[[], bool] = lambda: False
) -> HitPlaces:
    """The portions of a scan, whose versions come in any order, as one. Raises Cancelled.

    Takes about half a second for five million segments; not for a thread that has something else to do.
    """
    index = corpus.index()
    known = corpus.versions()
    places = {version.id: place for place, version in enumerate(known)}
    parts: dict[VersionId | None, list[Found]] = {}
    for portion in portions:
        parts.setdefault(portion.version, []).append(portion)
    columns: list[NDArray[np.int16]] = [np.empty(0, np.int16)]
    ordinals, units, counts = [_NONE], [_NONE], [_NONE]
    for version, found in parts.items():
        if cancelled():
            raise Cancelled
        own = np.concatenate([part.units if version is None else part.ordinals for part in found])
        columns.append(np.full(len(own), ROW if version is None else places[version], np.int16))
        ordinals.append(own)
        units.append(own if version is None else index.unit_of_ordinal(version, own))
        counts.append(np.ones_like(own) if version is None else np.concatenate([part.counts for part in found]))
    merged = HitPlaces(
        versions=tuple(places),
        revisions=tuple(version.revision for version in known),
        columns=np.concatenate(columns),
        ordinals=np.concatenate(ordinals),
        starts=_starts(np.concatenate(counts)),
    )
    if len(parts) < 2:
        return merged
    if cancelled():
        raise Cancelled
    # Each version is rising already, and what is sorted in parts is merged rather than sorted.
    keys = np.concatenate(units) * (len(places) + 1) + merged.columns
    return merged.only(np.argsort(keys, kind="stable"))


def _starts(counts: Ints) -> Ints:
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts
