"""Pins: segments that somebody says belong in one row, whatever else speaks for it or against it.

Segments of one side that share a row with the same pin are taken as one segment, from the first to the last, before
anything is aligned; so a pin holds at most one segment of each side. Pins then come before or after one another, on
some side or by way of others, or their order is open. From that follows which states two sides may pass through
together (`limits`), and which beads would put two pins that are in order into one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from viewer.align.beads import MATCHES, Band
from viewer.align.limits import Gate, limits
from viewer.align.row_order import Groups, strongly_connected
from viewer.align.sparse import Bools, Floats, Ints

Pin = tuple[int | None, ...]
"""For each side the number of a segment, or None."""
Runs = tuple[range, ...]
"""For each side the segments that a pin takes together; empty where it has none."""

_FORBIDDEN = -1e4
"""Evidence for a bead that may not be."""


def compatible(pins: Sequence[Pin]) -> tuple[list[Pin], list[Pin]]:
    """Pins that can hold together, and those that cannot: of two that cross, the later is left out."""
    kept: list[Pin] = []
    crossing: list[Pin] = []
    left = list(pins)
    while left:
        # The longest beginning that can hold, found by halving; mostly that is all.
        good, bad = 0, len(left) + 1
        middle = len(left)
        while bad - good > 1:
            if _runs(kept + left[:middle]) is None:
                bad = middle
            else:
                good = middle
            middle = (good + bad) // 2
        kept += left[:good]
        crossing += left[good : good + 1]
        left = left[good + 1 :]
    return kept, crossing


@dataclass(frozen=True)
class Pins:
    """Pins of some sides, none of which crosses another; earlier ones come first where one has to."""

    runs: tuple[Runs, ...]
    """The segments of each pin, numbered as they came."""
    sides: int

    @classmethod
    def of(cls, pins: Sequence[Pin], sizes: Sequence[int]) -> Pins:
        """The pins of sides that have so many segments. Raises ValueError if they cross, or for no such segment."""
        for pin in pins:
            if len(pin) != len(sizes) or not all(k is None or 0 <= k < n for k, n in zip(pin, sizes, strict=True)):
                raise ValueError(f"a pin of what is not there: {pin}")
        runs = _runs(pins)
        if runs is None:
            raise ValueError("pins that cross each other")
        return cls(tuple(runs), len(sizes))

    def __bool__(self) -> bool:
        return bool(self.runs)

    def taken(self, sides: Sequence[int]) -> Pins:
        """The pins of some of the sides, in that order; pins stay in their places, though they may be empty now."""
        return Pins(tuple(tuple(run[side] for side in sides) for run in self.runs), len(sides))

    def of_sides(self) -> list[tuple[range, ...]]:
        """For each side the segments of every pin, none where it has nothing of it."""
        return [tuple(run[side] for run in self.runs) for side in range(self.sides)]

    def cuts(self, side: int, size: int) -> Ints:
        """int64[joined segments + 1]: how many segments, as they came, the first joined ones hold."""
        start = np.ones(size + 1, np.bool_)
        for run in self.runs:
            start[run[side].start + 1 : run[side].stop] = False
        return np.flatnonzero(start)

    @cached_property
    def places(self) -> list[dict[int, int]]:
        """For each side the pins that have something of it, and in which joined segment; these rise."""
        found: list[dict[int, int]] = []
        for side in range(self.sides):
            taken = 0
            places: dict[int, int] = {}
            for pin in sorted((k for k, run in enumerate(self.runs) if run[side]), key=lambda k: self.runs[k][side][0]):
                places[pin] = self.runs[pin][side].start - taken
                taken += len(self.runs[pin][side]) - 1
            found.append(places)
        return found

    def between(self, x: int, y: int, sizes: Sequence[int]) -> Band:
        """The limits for the joined segments of two sides; `sizes` are those of all sides, joined."""
        return limits(sizes[x], sizes[y], self._gates(self.places[x], y, sizes[y]))

    def of_rows(self, cuts: Ints, side: int, size: int) -> Band:
        """The limits for rows, which hold all pins of some sides already, and a further side of so many segments."""
        return limits(len(cuts) - 1, size, self._gates(self._rows(cuts), side, size))

    def links(self, x: int, y: int) -> tuple[Ints, Ints]:
        """The joined segments of two sides that are pinned to each other."""
        here, there = self.places[x], self.places[y]
        both = [(here[pin], there[pin]) for pin in here if pin in there]
        found = np.array(both, np.int64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def pinned_rows(self, cuts: Ints) -> Bools:
        """bool[rows]: which hold something of a pin."""
        pinned = np.zeros(len(cuts) - 1, np.bool_)
        pinned[list(self._rows(cuts).values())] = True
        return pinned

    def forbid(self, evidence: Floats, band: Band, cuts: Ints, side: int) -> None:
        """Speaks against the beads of rows and a further side that would hold two pins of which one comes first."""
        rows, size = self._rows(cuts), band.targets
        by_row = _counted(rows.values(), len(cuts) - 1)
        by_segment = _counted(self.places[side].values(), size)
        least, most = np.zeros(len(cuts), np.int64), np.full(len(cuts), size, np.int64)
        for pin, row in rows.items():
            before, after = self._before[pin][side], self._after[pin][side]
            least[row] = max(least[row], 0 if before is None else before + 1)
            most[row] = min(most[row], size if after is None else after)
        least, most = np.maximum.accumulate(least), np.minimum.accumulate(most[::-1])[::-1]
        above, state = band.places
        for k, (a, b) in enumerate(MATCHES):
            i, j = np.maximum(above - a, 0), np.maximum(state - b, 0)
            several = (by_row[above] - by_row[i] > 1) | (by_segment[state] - by_segment[j] > 1)
            evidence[k, several | (j < least[np.maximum(above - 1, 0)]) | (state > most[i])] = _FORBIDDEN

    def _gates(self, places: Mapping[int, int], side: int, size: int) -> list[Gate]:
        own = self.places[side]
        found = []
        for pin, place in places.items():
            before, after = own.get(pin, self._before[pin][side]), own.get(pin, self._after[pin][side])
            found.append(Gate(place, size if after is None else after, place + 1, 0 if before is None else before + 1))
        return found

    def _rows(self, cuts: Ints) -> dict[int, int]:
        """For each pin that the rows have something of: which row it is."""
        found: dict[int, int] = {}
        for side, places in enumerate(self.places):
            if cuts[-1, side] and places:
                rows = np.searchsorted(cuts[1:, side], list(places.values()), side="right")
                found.update(zip(places, rows.tolist(), strict=True))
        return found

    @cached_property
    def _before(self) -> list[list[int | None]]:
        """For each pin and side the last joined segment that is in a pin which comes before."""
        found: list[list[int | None]] = [[None] * self.sides for _ in self.runs]
        for pin in self._order:
            for following in self._followers[pin]:
                for side, places in enumerate(self.places):
                    here = places.get(pin, found[pin][side])
                    known = found[following][side]
                    if here is not None and (known is None or here > known):
                        found[following][side] = here
        return found

    @cached_property
    def _after(self) -> list[list[int | None]]:
        """For each pin and side the first joined segment that is in a pin which comes after."""
        found: list[list[int | None]] = [[None] * self.sides for _ in self.runs]
        for pin in reversed(self._order):
            for following in self._followers[pin]:
                for side, places in enumerate(self.places):
                    there = places.get(following, found[following][side])
                    known = found[pin][side]
                    if there is not None and (known is None or there < known):
                        found[pin][side] = there
        return found

    @cached_property
    def _followers(self) -> dict[int, set[int]]:
        return _followers(self.runs)

    @cached_property
    def _order(self) -> list[int]:
        """The pins, each before those that come after it."""
        waiting = dict.fromkeys(range(len(self.runs)), 0)
        for others in self._followers.values():
            for other in others:
                waiting[other] += 1
        ready = [pin for pin, count in waiting.items() if not count]
        for pin in ready:
            for other in sorted(self._followers[pin]):
                waiting[other] -= 1
                if not waiting[other]:
                    ready.append(other)
        return ready


def joined(
    cuts: Ints, texts: Sequence[str], *flags: Sequence[bool] | None
) -> tuple[Sequence[str], list[Sequence[bool] | None]]:
    """A side with segments taken together, as `Pins.cuts` has it; their `flags` are those of the first."""
    if len(cuts) == len(texts) + 1:
        return texts, list(flags)
    spans = list(pairwise(cuts.tolist()))
    return (
        ["\n".join(texts[start:stop]) for start, stop in spans],
        [None if own is None else [own[start] for start, _ in spans] for own in flags],
    )


def _counted(places: Iterable[int], size: int) -> Ints:
    """int64[size + 1]: how many different places come before each."""
    there = np.zeros(size + 1, np.int64)
    there[np.array(list(places), np.int64) + 1] = 1
    return np.cumsum(there)


def _runs(pins: Sequence[Pin]) -> list[Runs] | None:
    """Pins that share a segment, or of which one lies within another, as one; None if there is no order for them."""
    if not pins:
        return []
    groups = Groups(len(pins))
    sides = len(pins[0])
    while True:
        members: dict[int, list[Pin]] = {}
        for k, pin in enumerate(pins):
            members.setdefault(groups.of(k), []).append(pin)
        runs = {name: tuple(_run([pin[side] for pin in own]) for side in range(sides)) for name, own in members.items()}
        if not _overlapping(groups, runs):
            break
    found = [run for run in runs.values() if sum(map(len, run)) > 1]
    merged = strongly_connected(_followers(found))
    return found if len(set(merged.values())) == len(found) else None


def _run(numbers: Sequence[int | None]) -> range:
    known = [number for number in numbers if number is not None]
    return range(min(known), max(known) + 1) if known else range(0)


def _overlapping(groups: Groups, runs: Mapping[int, Runs]) -> bool:
    """Joins groups whose runs overlap on some side; whether there were any."""
    found = False
    for side in range(len(next(iter(runs.values())))):
        last, stop = -1, 0
        for run, name in sorted((run[side].start, name) for name, run in runs.items() if run[side]):
            if run < stop:
                groups.join(last, name)
                found = True
            last, stop = name, max(stop, runs[name][side].stop)
    return found


def _followers(runs: Sequence[Runs]) -> dict[int, set[int]]:
    """For every pin those that come right after it on some side."""
    after: dict[int, set[int]] = {pin: set() for pin in range(len(runs))}
    for side in range(len(runs[0]) if runs else 0):
        order = sorted((run[side].start, pin) for pin, run in enumerate(runs) if run[side])
        for (_, pin), (_, following) in pairwise(order):
            after[pin].add(following)
    return after
