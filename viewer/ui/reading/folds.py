"""Furniture of one version, folded into one line per run of rows. No Qt.

Only rows that one single version has, and has as furniture, fold; title, lead and body never do. A fold that a hit or a
jump opened stays open until the reader closes it: text that was seen must not vanish when a search is closed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.corpus import CorpusIndex
from viewer.corpus.chunks import FURNITURE
from viewer.model import Touched, VersionId

Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows `start` to `stop` (half-open), all of one version's furniture."""

    start: int
    stop: int
    version: VersionId
    segments: int
    """Paragraphs in these rows."""


class Folds:
    """All folds of a corpus, in order, and which of them are open. Of a million rows every second one may be a fold."""

    def __init__(self, index: CorpusIndex) -> None:
        self._versions = index.versions
        self._count = index.unit_count
        self.revision = 0
        """Another one whenever a fold was opened or closed, or there are others."""
        found = _find(index, 0, self._count)
        self._take(*found, np.ones(len(found[0]), np.bool_))

    def _take(self, starts: Int64, stops: Int64, owners: Int64, segments: Int64, closed: NDArray[np.bool_]) -> None:
        self._starts, self._stops, self._owners, self._segments, self._closed = starts, stops, owners, segments, closed
        # Asked for many times in every frame, and always for one row: there plain numbers are quicker than arrays.
        self._begin, self._end = self._starts.data, self._stops.data

    def renumber(self, index: CorpusIndex, touched: Touched) -> Touched:
        """Some rows are others by now. Gives those that may look different: with them all of the folds that they are
        in or beside. A fold stays open if one of its version was open there."""
        more = touched.after - touched.before
        start, stop = touched.start, touched.start + touched.before
        first = int(np.searchsorted(self._stops, start))
        last = max(first, int(np.searchsorted(self._starts, stop, side="right")))
        if first < last:
            start, stop = min(start, int(self._starts[first])), max(stop, int(self._stops[last - 1]))
        starts, stops, owners, segments = _find(index, start, stop + more)
        opened = self._owners[first:last][~self._closed[first:last]]
        known = (self._starts, self._stops, self._owners, self._segments)
        same = all(
            np.array_equal(old[first:last], new)
            for old, new in zip(known, (starts, stops, owners, segments), strict=True)
        )
        if more or not same:
            self._count = index.unit_count
            self._take(
                np.concatenate((self._starts[:first], starts, self._starts[last:] + more)),
                np.concatenate((self._stops[:first], stops, self._stops[last:] + more)),
                np.concatenate((self._owners[:first], owners, self._owners[last:])),
                np.concatenate((self._segments[:first], segments, self._segments[last:])),
                np.concatenate((self._closed[:first], ~np.isin(owners, opened), self._closed[last:])),
            )
            self._changed()
        return Touched(start, stop - start, stop - start + more)

    @property
    def folds(self) -> tuple[Fold, ...]:
        """All of them, in order; made each time it is asked for."""
        return tuple(map(self._fold, range(len(self._starts))))

    @property
    def count(self) -> int:
        """Rows of the corpus."""
        return self._count

    def runs(self, versions: Collection[VersionId]) -> tuple[Int64, Int64, NDArray[np.bool_], NDArray[np.bool_]]:
        """Shape (F,) each: starts and stops of all folds, which of them are of these versions, and which are closed."""
        return self._starts, self._stops, self._of(versions), self._closed

    def fold_of(self, unit: int) -> Fold | None:
        """The fold that `unit` belongs to, open or not."""
        place = self._place(unit)
        return None if place is None else self._fold(place)

    def is_open(self, fold: Fold) -> bool:
        place = self._place(fold.start)
        return place is not None and not self._closed[place]

    def is_folded(self, unit: int) -> bool:
        """Whether the unit's own text is out of sight."""
        place = self._place(unit)
        return place is not None and bool(self._closed[place])

    def content(self, start: int = 0, stop: int | None = None) -> NDArray[np.bool_]:
        """Which of all rows, or of those from `start` to `stop`, belong to no fold, open or not; shape as many."""
        stop = self._count if stop is None else stop
        first, last = np.searchsorted(self._stops, start, side="right"), np.searchsorted(self._starts, stop)
        edges = np.zeros(stop - start + 1, np.int8)
        edges[np.maximum(self._starts[first:last] - start, 0)] += 1
        edges[np.minimum(self._stops[first:last], stop) - start] -= 1
        content: NDArray[np.bool_] = np.cumsum(edges[:-1], dtype=np.int8) == 0
        return content

    def opened(self, most: int) -> list[Fold]:
        """The first folds that are open, that many at most."""
        return [self._fold(place) for place in np.flatnonzero(~self._closed)[:most].tolist()]

    def any(self) -> bool:
        """Whether there are folds."""
        return len(self._starts) > 0

    def any_closed(self) -> bool:
        """Whether any fold is closed."""
        return bool(self._closed.any())

    def head(self, unit: int) -> Fold | None:
        """The fold whose line stands above `unit`, if one does."""
        fold = self.fold_of(unit)
        return fold if fold is not None and fold.start == unit else None

    def set_open(self, fold: Fold, opened: bool) -> None:
        place = self._place(fold.start)
        if place is not None:
            self._closed[place] = not opened
            self._changed()

    def set_all_open(self, opened: bool) -> None:
        self._closed[:] = not opened
        self._changed()

    def folded(self, versions: Collection[VersionId]) -> tuple[int, int]:
        """How many folds of these versions are closed, and how many paragraphs are in them."""
        closed = self._closed & self._of(versions)
        return int(np.count_nonzero(closed)), int(self._segments[closed].sum())

    def between(self, start: int, stop: int) -> list[Fold]:
        """The folds that touch rows `start` to `stop` (half-open)."""
        first = int(np.searchsorted(self._stops, start, side="right"))
        last = int(np.searchsorted(self._starts, stop, side="left"))
        return list(map(self._fold, range(first, last)))

    def _of(self, versions: Collection[VersionId]) -> NDArray[np.bool_]:
        """Shape (F,): which folds are of these versions."""
        wanted = np.array([version in versions for version in self._versions], np.bool_)
        return wanted[self._owners] if len(self._owners) else np.zeros(0, np.bool_)

    def _changed(self) -> None:
        self.revision += 1

    def _fold(self, place: int) -> Fold:
        version = self._versions[int(self._owners[place])]
        return Fold(int(self._starts[place]), int(self._stops[place]), version, int(self._segments[place]))

    def _place(self, unit: int) -> int | None:
        place = bisect_right(self._begin, unit) - 1
        return place if place >= 0 and unit < self._end[place] else None


def _find(index: CorpusIndex, start: int, stop: int) -> tuple[Int64, Int64, Int64, Int64]:
    """Starts, stops, places of the versions and segments of the folds in these rows; shape (F,) each."""
    rows, owners = furniture_alone(index, start, stop)
    if not len(rows):
        none = np.empty(0, np.int64)
        return none, none, none, none
    # A run ends where a row is missing, where the owner changes and where a document does.
    documents = np.searchsorted(index.document_starts, rows, side="right")
    breaks = (np.diff(rows) != 1) | (np.diff(owners) != 0) | (np.diff(documents) != 0)
    first = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    last = np.concatenate((first[1:], [len(rows)])) - 1
    segments = np.zeros(len(rows), np.int64)
    for place, version in enumerate(index.versions):
        own = owners == place
        segments[own] = index.counts[version][rows[own]]
    return rows[first], rows[last] + 1, owners[first], np.add.reduceat(segments, first)


def furniture_alone(index: CorpusIndex, start: int = 0, stop: int | None = None) -> tuple[Int64, Int64]:
    """The rows, ascending, that only one version has, and has as furniture, and the place of that version.

    Of the rows from `start` to `stop`.
    """
    if len(index.versions) < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    found = []
    for version in index.versions:
        rows = np.flatnonzero(index.classes[version][start:stop] & FURNITURE) + start
        for other in index.versions:
            if other != version:
                rows = rows[index.counts[other][rows] == 0]
        found.append(rows)
    rows = np.concatenate(found)
    owners = np.repeat(np.arange(len(found)), list(map(len, found)))
    order = np.argsort(rows)
    return rows[order], owners[order]
