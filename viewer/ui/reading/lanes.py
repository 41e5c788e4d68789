"""The lanes of the overview: entries shared out over its height, and marked rows counted per stretch of it. No Qt.

A stretch is one entry while there is a pixel for each, and one pixel when there are more. Marks are ascending rows, so
that counting them takes a binary search per stretch and nothing depends on how many rows there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.model import VersionId
from viewer.ui.reading.entries import Entries

Int64 = NDArray[np.int64]
Weights = NDArray[np.float64]

Marked = Mapping[VersionId | None, Int64]
"""Ascending rows for each version of which they are said; None: of whole rows."""

_WIDEST, _NARROWEST = 10, 3
_LANES = 30
"""Pixels that all lanes share as far as they fit between the widest and the narrowest."""
_MARGIN, _BETWEEN, _BESIDE = 5, 2, 3


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane; pixels from the left edge of the strip."""

    versions: tuple[VersionId | None, ...]
    """Whose marks are drawn in it; None: those of whole rows."""
    left: int
    width: int

    @property
    def right(self) -> int:
        return self.left + self.width


def width_for(lanes: int) -> int:
    """How wide a strip with lanes for so many versions ought to be, pixels; 0 for none."""
    each = max(_NARROWEST, min(_WIDEST, _LANES // max(1, lanes)))
    return _BESIDE + _MARGIN + lanes * (_BETWEEN + each) + _BESIDE if lanes else 0


def lanes_of(versions: Sequence[VersionId], width: int, *, single: bool = False) -> tuple[Lane, ...]:
    """A lane for what is said of whole rows, then one for each version in order, or a `single` one for all.

    Together they fill a strip of `width` pixels.
    """
    margin = Lane((None,), _BESIDE, _MARGIN)
    shares = [tuple(versions)] if single else [(version,) for version in versions]
    room = width - margin.right - _BESIDE
    edges = [margin.right + room * place // max(1, len(shares)) for place in range(len(shares) + 1)]
    return (
        margin,
        *(
            Lane(share, left + _BETWEEN, max(1, right - left - _BETWEEN))
            for share, (left, right) in zip(shares, pairwise(edges), strict=True)
        ),
    )


class Scale:
    """Entries shared out evenly over so many pixels. Immutable."""

    def __init__(self, entries: Entries, height: int) -> None:
        self.entries = entries
        self.height = max(0, height)
        self.count = min(entries.count, self.height)
        """Stretches."""
        edges = np.arange(self.count + 1)
        firsts = -(-edges * entries.count // max(1, self.count))
        self.rows: Int64 = entries.first_rows(firsts)
        """Shape (count + 1,): the row with which each stretch begins; at the end, the number of rows."""
        self.tops: Int64 = edges * self.height // max(1, self.count)
        """Shape (count + 1,): the pixel with which each stretch begins."""

    def counts(self, rows: Int64) -> Int64:
        """Shape (count,): how many of these ascending rows are in each stretch; those of folds included."""
        return np.diff(np.searchsorted(rows, self.rows))

    def shares(self, marked: Iterable[Int64]) -> Weights:
        """Shape (count,): the mean share, 0 to 1, of the rows of each stretch that are marked."""
        counts = [self.counts(rows) for rows in marked]
        share: Weights = sum(counts, np.zeros(self.count)) / (max(1, len(counts)) * np.diff(self.rows))
        return share

    def within(self, rows: Int64, y: float, reach: int) -> Int64:
        """Those of the ascending rows whose stretches touch a pixel within `reach` of `y`."""
        first, last = self.stretch_at(y - reach), self.stretch_at(y + reach)
        start, stop = np.searchsorted(rows, (self.rows[first], self.rows[last + 1]))
        return rows[start:stop]

    def stretch_at(self, y: float) -> int:
        """The stretch at a pixel, clamped; there must be one."""
        return max(0, min(int(np.searchsorted(self.tops, y, side="right")) - 1, self.count - 1))

    def entry_at(self, y: float) -> float:
        """How many entries lie above a height in pixels, clamped."""
        return max(0.0, min(y / max(1, self.height), 1.0)) * self.entries.count

    def y_of(self, entry: float) -> float:
        """The pixel at which so many entries lie above."""
        return entry * self.height / max(1, self.entries.count)

    def pixels(self, weights: Weights, least: int) -> Weights:
        """Shape (height,): the weight of each pixel, given one per stretch; what weighs is at least `least` high."""
        spread = np.repeat(weights, np.diff(self.tops))
        short = self.height // max(1, self.count)
        for _ in range(least - short):
            spread[1:] = np.maximum(spread[1:], spread[:-1])
        return spread


def weighted(shares: Weights, floor: float) -> Weights:
    """How strongly a share is drawn: nothing is nothing, anything is at least `floor`, all is 1."""
    return np.where(shares > 0, floor + (1 - floor) * shares, 0.0)
