"""Texts that say when each segment is heard, such as subtitles, become rows by time alone: no word is looked at.

A segment belongs with the one on another side that it shares most time with, if that is more than half of the shorter
of the two. Since each clings to one only, a long cue gathers the short ones under it and a cut that falls in a pause
separates.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from viewer.align.row_order import Groups, ordered
from viewer.align.units import AlignedUnit
from viewer.errors import Cancelled

Times = Sequence[tuple[int, int]]
"""For every segment of a side when it starts and stops (milliseconds), in reading order."""

_LOOKED_AT = 64
"""Segments of another side, the last to start, that are compared with one: nobody says more things at once."""
_OFTEN = 4_096
"""Segments between two looks at whether to stop."""


def align_by_time(
    sides: Sequence[Times],
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[AlignedUnit]:
    """Units in reading order; every segment is in exactly one.

    The confidence of a row is the share of its time that all of its sides have in common; that of a segment alone, the
    share of its own time in which the others are silent. `progress` is told the share that is done, 0 to 1. Raises
    errors.Cancelled.
    """
    firsts = [0, *accumulate(map(len, sides))]
    times = [(start, max(stop, start + 1)) for side in sides for start, stop in side]
    group = Groups(len(times))
    shared = [0.0] * len(times)
    pairs = [(a, b) for a in range(len(sides)) for b in range(len(sides)) if a != b and sides[a] and sides[b]]
    for done, (a, b) in enumerate(pairs):
        progress(0.8 * done / len(pairs))
        others = _Side(times[firsts[b] : firsts[b + 1]])
        for node in range(firsts[a], firsts[a + 1]):
            if node % _OFTEN == 0 and cancelled():
                raise Cancelled
            own = times[node]
            best, common = others.nearest(own)
            if not common:
                continue
            other = firsts[b] + best
            shared[node] = max(shared[node], common / (own[1] - own[0]))
            if 2 * common > min(own[1] - own[0], times[other][1] - times[other][0]):
                group.join(node, other)
    components = [group.of(node) for node in range(len(times))]
    rows = ordered(components, [range(one, two) for one, two in pairwise(firsts)], times)
    progress(1.0)
    return [_unit(row, firsts, times, shared) for row in rows]


class _Side:
    """One side, to be asked who speaks at the same time."""

    def __init__(self, times: Times) -> None:
        self._numbers = sorted(range(len(times)), key=lambda number: (times[number], number))
        self._times = [times[number] for number in self._numbers]
        self._starts = [start for start, _ in self._times]
        self._latest = list(accumulate((stop for _, stop in self._times), max))

    def nearest(self, own: tuple[int, int]) -> tuple[int, int]:
        """Number of the segment with the most time in common, and how much (milliseconds; 0 for none)."""
        best, most = 0, 0
        last = bisect_left(self._starts, own[1]) - 1
        for at in range(last, max(last - _LOOKED_AT, -1), -1):
            if self._latest[at] <= own[0]:
                break
            common = min(own[1], self._times[at][1]) - max(own[0], self._times[at][0])
            if common >= most and common > 0:
                best, most = self._numbers[at], common
        return best, most


def _unit(row: Sequence[int], firsts: Sequence[int], times: Times, shared: Sequence[float]) -> AlignedUnit:
    cells: list[tuple[int, ...]] = []
    spans = []
    for first, last in pairwise(firsts):
        cell = [node for node in row if first <= node < last]
        cells.append(tuple(node - first for node in cell))
        if cell:
            spans.append((min(times[node][0] for node in cell), max(times[node][1] for node in cell)))
    if len(spans) == 1:
        return AlignedUnit(tuple(cells), 1.0 - max(shared[node] for node in row))
    common = min(stop for _, stop in spans) - max(start for start, _ in spans)
    whole = max(stop for _, stop in spans) - min(start for start, _ in spans)
    return AlignedUnit(tuple(cells), max(0.0, common / whole))
