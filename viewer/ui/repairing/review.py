"""The rows that wait for somebody's word, and which of them comes next. No Qt."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from viewer.corpus import CorpusIndex
from viewer.model import DOUBTFUL_BELOW, Status
from viewer.ui.reading.folds import furniture_alone

Rows = NDArray[np.int64]


class Review:
    """The open rows of one state of a corpus."""

    def __init__(self, index: CorpusIndex) -> None:
        self._index = index

    @cached_property
    def _doubtful(self) -> Rows:
        return self._index.doubtful(DOUBTFUL_BELOW)

    @cached_property
    def _unconfirmed(self) -> Rows:
        """Looked for when somebody asks: most edits are followed by another one, and not by a look at the rest."""
        index = self._index
        settled = index.has_status(Status.CONFIRMED) | index.has_status(Status.EDITED)
        # Of furniture that one version has alone nobody wants to hear.
        settled[furniture_alone(index)[0]] = True
        return np.flatnonzero(~settled)

    def unconfirmed(self, unit: int, way: int, passed: frozenset[int] = frozenset()) -> int | None:
        """The next (+1) or previous (-1) row that nobody has confirmed or edited; after the last comes the first.

        Those `passed` are being confirmed just now. None if there is none but the row itself.
        """
        return _next(self._unconfirmed, unit, way, passed)

    def after(self, unit: int, passed: frozenset[int] = frozenset()) -> int | None:
        """The row to look at when `unit` was confirmed: the next that is doubtful if it was, else that is open."""
        rows = self._doubtful if unit in self._doubtful else self._unconfirmed
        return _next(rows, unit, +1, passed)


def _next(rows: Rows, unit: int, way: int, passed: frozenset[int]) -> int | None:
    count = len(rows)
    place = int(np.searchsorted(rows, unit, side="right" if way > 0 else "left")) - (way < 0)
    for step in range(count):
        row = int(rows[(place + way * step) % count])
        if row != unit and row not in passed:
            return row
    return None
