"""From row to row of a flow, past what is folded. No Qt."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from viewer.model import VersionId
from viewer.ui.reading.entries import Entries
from viewer.ui.reading.folds import Fold, Folds

Int64 = NDArray[np.int64]


class FoldWalk:
    """Which rows follow each other in a flow of some of the versions.

    A closed fold is one line, carried by its first row. Of a version that is not in the flow nothing is shown, unless
    there is nothing else.
    """

    def __init__(self, folds: Folds, versions: Collection[VersionId]) -> None:
        self._folds = folds
        self._wanted = versions
        self._counted: tuple[int, Int64, Int64, Int64] | None = None
        self._entries: tuple[int, Entries] | None = None
        self.renew()

    def renew(self) -> None:
        """There are other folds by now."""
        versions = self._wanted
        starts, stops, self._own, _ = self._folds.runs(versions)
        if int((stops - starts)[~self._own].sum()) == self._folds.count:
            self._own = np.ones(len(starts), np.bool_)
            versions = {fold.version for fold in self._folds.folds}
        self._versions = frozenset(versions)

    def between(self, start: int, stop: int) -> list[Fold]:
        """The folds that touch rows `start` to `stop` (half-open)."""
        return self._folds.between(start, stop)

    def has_line(self, fold: Fold) -> bool:
        """Whether the line of the fold is shown."""
        return fold.version in self._versions

    def takes_room(self, fold: Fold) -> bool:
        """Whether the text of the fold is shown."""
        return self.has_line(fold) and self._folds.is_open(fold)

    def head(self, unit: int) -> Fold | None:
        """The fold whose line stands above `unit`, if one does."""
        fold = self._folds.head(unit)
        return fold if fold is not None and self.has_line(fold) else None

    def is_folded(self, unit: int) -> bool:
        """Whether the unit's own text is out of sight."""
        return self._hiding(unit) is not None

    def next_shown(self, unit: int) -> int | None:
        """The next unit that has a place on the page."""
        fold = self._hiding(unit)
        following = unit + 1 if fold is None else fold.stop
        while following < self._folds.count:
            fold = self._folds.fold_of(following)
            if fold is None or self.has_line(fold):
                return following
            following = fold.stop
        return None

    def previous_shown(self, unit: int) -> int | None:
        """The unit before that has a place on the page."""
        fold = self._hiding(unit)
        previous = unit - 1 if fold is None else fold.start - 1
        while previous >= 0:
            fold = self._hiding(previous)
            if fold is None:
                return previous
            if self.has_line(fold):
                return fold.start
            previous = fold.start - 1
        return None

    def shown(self, unit: int) -> int:
        """`unit` itself; or the one that carries the line of the closed fold it is in; or its neighbour."""
        fold = self._hiding(unit)
        if fold is None:
            return unit
        if self.has_line(fold):
            return fold.start
        following = self.next_shown(unit)
        if following is not None:
            return following
        previous = self.previous_shown(unit)
        return unit if previous is None else previous

    @property
    def entries(self) -> Entries:
        """What has a place on the page now. Another object whenever a fold was opened or closed."""
        revision = self._folds.revision
        if self._entries is None or self._entries[0] != revision:
            starts, stops, _, closed = self._folds.runs(())
            hidden = closed | ~self._own
            made = Entries(self._folds.count, starts[hidden], stops[hidden], self._own[hidden])
            self._entries = (revision, made)
        return self._entries[1]

    def counts(self, edges: Int64) -> tuple[Int64, Int64]:
        """For each block of rows how many of them are out of sight, and how many folds have their line there.

        `edges` are the rows with which the blocks begin; at the end, the number of rows.
        """
        if self._counted is None or self._counted[0] != self._folds.revision or self._counted[1] is not edges:
            starts, stops, _, closed = self._folds.runs(())
            hidden = closed | ~self._own
            lines = np.histogram(starts[self._own], edges)[0] if len(edges) > 1 else np.zeros(0, np.int64)
            self._counted = (
                self._folds.revision,
                edges,
                np.diff(_covered(starts[hidden], stops[hidden], edges)),
                lines.astype(np.int64),
            )
        return self._counted[2], self._counted[3]

    def _hiding(self, unit: int) -> Fold | None:
        """The fold that keeps a unit out of sight."""
        fold = self._folds.fold_of(unit)
        return None if fold is None or self.takes_room(fold) else fold


def _covered(starts: Int64, stops: Int64, edges: Int64) -> Int64:
    """How many numbers below each edge are in one of the runs, which are in order and do not touch."""
    lengths = np.concatenate(([0], np.cumsum(stops - starts)))
    begun = np.searchsorted(starts, edges)
    inside = np.concatenate((stops, [0]))[begun - 1] - edges
    covered: Int64 = lengths[begun] - np.where(begun > 0, np.maximum(inside, 0), 0)
    return covered
