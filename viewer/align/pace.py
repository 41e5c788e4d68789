"""Progress that is told by the calls of a check: who asks often whether to go on has also come further.

Work is announced in parts, each with the share of the whole at its end and about how many calls lead there.
"""

from __future__ import annotations

from collections.abc import Callable

from viewer.align.beads import Band

_ROWS, _CELLS = 128, 16_000
"""Of a band, about what is worked off between two calls."""


class Pace:
    """A check, which may raise, and what it is worth."""

    def __init__(self, progress: Callable[[float], None], check: Callable[[], None]) -> None:
        self._progress, self._check = progress, check
        self._start = self._stop = 0.0
        self._calls, self._done = 1.0, 0

    def toward(self, share: float, calls: float) -> None:
        """What went before is done; about so many calls lead from there to this share, 0 to 1."""
        self._start, self._stop = self._stop, share
        self._calls, self._done = max(calls, 1.0), 0

    def __call__(self) -> None:
        self._check()
        self._done += 1
        self._progress(self._start + (self._stop - self._start) * min(self._done / self._calls, 1.0))


def calls_over(band: Band) -> float:
    """About how many calls one search of a band takes."""
    return len(band.low) / _ROWS + band.cells / _CELLS


def calls_to(sources: int) -> float:
    """The same for finding the band of so many segments by way of their blocks."""
    return 12 + sources / (2 * _ROWS)
