"""Furniture of one version, folded into one line per run of rows. No Qt.

Only rows that one single version has, and has as furniture, fold; title, lead and body never do. A fold that a hit or a
jump opened stays open until the reader closes it: text that was seen must not vanish when a search is closed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.corpus import CorpusIndex
from viewer.corpus.chunks import FURNITURE
from viewer.model import VersionId
from viewer.ui.reading.entries import Entries

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
    """All folds of a corpus, in order, and which of them are open."""

    def __init__(self, index: CorpusIndex) -> None:
        self.folds: tuple[Fold, ...] = tuple(_find(index))
        self._starts: Int64 = np.array([fold.start for fold in self.folds], dtype=np.int64)
        self._stops: Int64 = np.array([fold.stop for fold in self.folds], dtype=np.int64)
        self._segments: Int64 = np.array([fold.segments for fold in self.folds], dtype=np.int64)
        self._closed = np.ones(len(self.folds), dtype=np.bool_)
        self._count = index.unit_count
        self._entries: Entries | None = None

    def fold_of(self, unit: int) -> Fold | None:
        """The fold that `unit` belongs to, open or not."""
        place = self._place(unit)
        return None if place is None else self.folds[place]

    def is_open(self, fold: Fold) -> bool:
        place = self._place(fold.start)
        return place is not None and not self._closed[place]

    def is_folded(self, unit: int) -> bool:
        """Whether the unit's own text is out of sight."""
        place = self._place(unit)
        return place is not None and bool(self._closed[place])

    def head(self, unit: int) -> Fold | None:
        """The fold whose line stands above `unit`, if one does."""
        fold = self.fold_of(unit)
        return fold if fold is not None and fold.start == unit else None

    def set_open(self, fold: Fold, opened: bool) -> None:
        place = self._place(fold.start)
        if place is not None:
            self._closed[place] = not opened
            self._entries = None

    def set_all_open(self, opened: bool) -> None:
        self._closed[:] = not opened
        self._entries = None

    def folded(self) -> tuple[int, int]:
        """How many folds are closed, and how many paragraphs are in them."""
        return int(np.count_nonzero(self._closed)), int(self._segments[self._closed].sum())

    @property
    def entries(self) -> Entries:
        """What has a place on the page now. Another object whenever a fold was opened or closed."""
        if self._entries is None:
            self._entries = Entries(self._count, self._starts[self._closed], self._stops[self._closed])
        return self._entries

    def next_shown(self, unit: int) -> int | None:
        """The next unit that has a place on the page."""
        fold = self.fold_of(unit)
        following = fold.stop if fold is not None and not self.is_open(fold) else unit + 1
        return following if following < self._count else None

    def previous_shown(self, unit: int) -> int | None:
        """The unit before that has a place on the page."""
        return self.shown(unit - 1) if unit > 0 else None

    def shown(self, unit: int) -> int:
        """`unit` itself, or the unit that carries the line of the closed fold it is in."""
        fold = self.fold_of(unit)
        return fold.start if fold is not None and not self.is_open(fold) else unit

    def between(self, start: int, stop: int) -> list[Fold]:
        """The folds that touch rows `start` to `stop` (half-open)."""
        first = max(0, int(np.searchsorted(self._starts, start, side="right")) - 1)
        last = int(np.searchsorted(self._starts, stop, side="left"))
        return [fold for fold in self.folds[first:last] if fold.stop > start]

    def _place(self, unit: int) -> int | None:
        place = int(np.searchsorted(self._starts, unit, side="right")) - 1
        return place if place >= 0 and unit < self.folds[place].stop else None


def _find(index: CorpusIndex) -> list[Fold]:
    if len(index.versions) < 2 or not index.unit_count:
        return []
    filled = np.zeros(index.unit_count, dtype=np.int16)
    owner = np.full(index.unit_count, -1, dtype=np.int16)
    for number, version in enumerate(index.versions):
        has = index.counts[version] > 0
        filled += has
        owner[has & ((index.classes[version] & FURNITURE) > 0)] = number
    owner[filled != 1] = -1
    # A run ends where the owner changes and where a document does.
    breaks = np.flatnonzero(np.diff(owner)) + 1
    edges = np.unique(np.concatenate(([0], breaks, index.document_starts)))
    folding = np.flatnonzero(owner[edges[:-1]] >= 0)
    return [
        Fold(start, stop, index.versions[number], int(index.counts[index.versions[number]][start:stop].sum()))
        for start, stop, number in zip(
            edges[folding].tolist(),
            edges[folding + 1].tolist(),
            owner[edges[folding]].tolist(),
            strict=True,
        )
    ]
