"""Texts whose segments say which verse they are, such as Bibles, become rows by that alone: no word is looked at.

A verse is named by book, chapter and number: `GEN 1:1`, with a letter for a part (`GEN 2:4a`), as a bridge
(`GEN 1:1-2`, `GEN 1:31-2:1`) or as a list (`GEN 1:1,3`); number 0 is what stands before verse 1, such as the title of a
psalm. What shares a verse is one row, so a bridge closes the verses that it covers. What has no verse, such as a
heading, stands between the verses it was found between, beside its like in other texts.

Where texts have their verses in different orders, each keeps its own: a verse that is out of the order of the numbers
there stands in a row by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from viewer.align.row_order import Groups, Place, followers, ordered, strongly_connected
from viewer.align.units import AlignedUnit
from viewer.errors import Cancelled
from viewer.model import Kind

Verses = Sequence[tuple[str | None, Kind]]
"""For every segment of a side, in reading order, which verse it is, if any, and what it is."""

BY_PLACE = 0.8
"""Confidence of a row whose segments have nothing in common but where they stand."""

_NAMED = re.compile(r"(\S+) ([0-9]{1,6}):(\S+)")
_STRETCH = re.compile(r"(?:([0-9]{1,6}):)?([0-9]{1,6})([a-z]*)(?:-(?:([0-9]{1,6}):)?([0-9]{1,6})([a-z]*))?")
_LETTERS = 3
"""Letters of a part that count."""
_BASE = 27
_LAST = _BASE**_LETTERS - 1

_Stretch = tuple[Place, Place]
"""First and last place: (book, chapter, verse, part); the parts of a verse are all the numbers from 0 to `_LAST`."""


def align_by_verse(
    sides: Sequence[Verses],
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[AlignedUnit]:
    """Units in reading order; every segment is in exactly one.

    The confidence of a row is 1 where the numbers of the verses tell it all, `BY_PLACE` where only the place does, and
    0 for a verse that stands alone out of order though others have it. `progress` is told the share that is done, 0 to
    1. Raises errors.Cancelled.
    """
    named = _Named(sides)
    progress(0.3)
    if cancelled():
        raise Cancelled
    rows = named.rows()
    progress(0.8)
    if cancelled():
        raise Cancelled
    units = [named.unit(row) for row in rows]
    between = _between(sides, named, rows, units)
    found: list[AlignedUnit] = []
    for place in range(len(rows) + 1):
        found += between.get(place, ())
        found += units[place : place + 1]
    progress(1.0)
    return found


class _Named:
    """The segments that have verses; these are the nodes, numbered one side after another."""

    def __init__(self, sides: Sequence[Verses]) -> None:
        read = _Reading(sides)
        self.segments: list[int] = []
        """For every node its number within its side."""
        self.sides: list[range] = []
        """For every side its nodes."""
        self._stretches: list[list[_Stretch]] = []
        for side in sides:
            first = len(self.segments)
            for number, (verse, _) in enumerate(side):
                if stretches := read.stretches(verse):
                    self.segments.append(number)
                    self._stretches.append(stretches)
            self.sides.append(range(first, len(self.segments)))
        self._places = [stretches[0][0] for stretches in self._stretches]
        self._displaced: set[int] = set()

    def rows(self) -> list[list[int]]:
        """The nodes of every row, in order."""
        components = self._shared()
        self._displace(components)
        return ordered(components, self.sides, self._places)

    def unit(self, row: Iterable[int]) -> AlignedUnit:
        """The row, with all that stands between its segments on one side."""
        cells = []
        nodes = sorted(row)
        for side in self.sides:
            own = nodes[bisect_left(nodes, side.start) : bisect_left(nodes, side.stop)]
            cells.append(tuple(range(self.segments[own[0]], self.segments[own[-1]] + 1)) if own else ())
        return AlignedUnit(tuple(cells), 0.0 if nodes[0] in self._displaced else 1.0)

    def _shared(self) -> list[int]:
        """For every node the name of those that it shares a verse with, over others."""
        groups = Groups(len(self.segments))
        stretches = sorted((*one, node) for node, own in enumerate(self._stretches) for one in own)
        reached: Place = ()
        holder = 0
        for first, last, node in stretches:
            if first <= reached:
                groups.join(holder, node)
            if last > reached:
                reached, holder = last, node
        return [groups.of(node) for node in range(len(self.segments))]

    def _displace(self, components: list[int]) -> None:
        """Takes out of their components the verses that keep the sides from agreeing on an order."""
        tangles = strongly_connected(followers(components, self.sides))
        sizes = Counter(tangles.values())
        own = list(components)
        for side in self.sides:
            tangled: dict[int, list[list[int]]] = {}
            for component, together in groupby(side, own.__getitem__):
                if sizes[tangles[component]] > 1:
                    tangled.setdefault(tangles[component], []).append(list(together))
            for runs in tangled.values():
                kept = set(self._rising([run[0] for run in runs]))
                for run in runs:
                    if run[0] not in kept:
                        self._take_out(run, components, side)

    def _take_out(self, run: Sequence[int], components: list[int], side: range) -> None:
        """Makes a row of its own of nodes, right after what precedes them on their side."""
        before = self._places[run[0] - 1][:4] if run[0] > side.start else (-1,)
        for node in run:
            components[node] = len(components) + run[0]
            self._places[node] = (*before, 1)
        self._displaced.update(run)

    def _rising(self, nodes: Sequence[int]) -> Iterator[int]:
        """As many of the nodes as there can be whose places rise (patience sorting), the last first."""
        tops: list[Place] = []
        piles: list[int] = []
        before: dict[int, int] = {}
        for node in nodes:
            pile = bisect_left(tops, self._places[node])
            if pile:
                before[node] = piles[pile - 1]
            tops[pile : pile + 1] = [self._places[node]]
            piles[pile : pile + 1] = [node]
        node = piles[-1]
        yield node
        while node in before:
            node = before[node]
            yield node


class _Reading:
    """Names of verses become places. A verse that a text has beside its own parts (22, 22a) does not contain them."""

    def __init__(self, sides: Sequence[Verses]) -> None:
        self._books: dict[str, int] = {}
        self._known: dict[str | None, list[_Stretch]] = {None: []}
        wholes: set[Place] = set()
        for side in sides:
            stretches = [one for verse, _ in side for one in self.stretches(verse)]
            whole = {first[:3] for first, last in stretches if first[:3] == last[:3] and last[3] - first[3] == _LAST}
            wholes |= {first[:3] for first, last in stretches if first[3]} & whole
        for verse, stretches in self._known.items():
            self._known[verse] = [_alone(*one) if one[0][:3] in wholes else one for one in stretches]

    def stretches(self, verse: str | None) -> list[_Stretch]:
        """None for what names no verse."""
        found = self._known.get(verse)
        if found is None and verse is not None:
            found = self._known[verse] = list(self._read(verse))
        return found or []

    def _read(self, verse: str) -> Iterator[_Stretch]:
        named = _NAMED.fullmatch(verse)
        if not named:
            return
        book = self._books.setdefault(named[1], len(self._books))
        chapter = int(named[2])
        for part in named[3].split(","):
            stretch = _STRETCH.fullmatch(part)
            if not stretch:
                continue
            chapter = int(stretch[1] or chapter)
            first = (book, chapter, int(stretch[2]), _number(stretch[3], "`"))
            if not stretch[5]:
                yield first, (*first[:3], _number(stretch[3], "z"))
                continue
            chapter = int(stretch[4] or chapter)
            last = (book, chapter, int(stretch[5]), _number(stretch[6], "z"))
            yield first, max(first, last)


def _alone(first: Place, last: Place) -> _Stretch:
    """A verse without its parts; a part or a bridge as it is."""
    return (first, first) if first[:3] == last[:3] and not first[3] else (first, last)


def _number(letters: str, rest: str) -> int:
    """The number of a part, what letters it lacks taken to be `rest` (the one before a, or z)."""
    number = 0
    for letter in letters[:_LETTERS].ljust(_LETTERS, rest):
        number = number * _BASE + ord(letter) - ord("`")
    return number


def _between(
    sides: Sequence[Verses], named: _Named, rows: Sequence[Sequence[int]], units: Sequence[AlignedUnit]
) -> dict[int, list[AlignedUnit]]:
    """The rows of what has no verse, by the number of the row that they stand before."""
    row_of = {node: number for number, row in enumerate(rows) for node in row}
    waiting = []
    for number, (side, nodes) in enumerate(zip(sides, named.sides, strict=True)):
        stops = [(-1, -1), *((named.segments[node], row_of[node]) for node in nodes), (len(side), len(rows))]
        for (segment, row), (following, next_row) in pairwise(stops):
            if following - segment > 1 and row != next_row:
                waiting.append((row + 1, next_row, number, range(segment + 1, following)))
    gathered: dict[int, dict[int, range]] = {}
    taken: list[int] = []
    for earliest, latest, number, run in sorted(waiting, key=lambda one: (one[1] - one[0], one[2:3])):
        place = _place(earliest, latest, taken, is_end=latest == len(rows))
        if place not in gathered:
            insort(taken, place)
        gathered.setdefault(place, {})[number] = run
    return {place: list(_beside(sides, runs)) for place, runs in gathered.items()}


def _place(earliest: int, latest: int, taken: Sequence[int], *, is_end: bool) -> int:
    """Where to put what may stand before any row from the earliest to the latest: where others are, else near to the
    verse that it was found before, or, at the end of a text, after."""
    if is_end:
        at = bisect_left(taken, earliest)
        return taken[at] if at < len(taken) and taken[at] <= latest else earliest
    at = bisect_right(taken, latest) - 1
    return taken[at] if at >= 0 and taken[at] >= earliest else latest


def _beside(sides: Sequence[Verses], runs: dict[int, range]) -> Iterator[AlignedUnit]:
    """Rows of what stands at one place: of each side the next, if they are alike; what others have later waits."""
    left = {side: deque(run) for side, run in runs.items()}
    kinds = {side: Counter(sides[side][segment][1] for segment in run) for side, run in runs.items()}

    def waits(kind: Kind, heads: dict[int, Kind]) -> bool:
        return any(head is not kind and kinds[side][kind] for side, head in heads.items())

    while heads := {side: sides[side][segments[0]][1] for side, segments in left.items() if segments}:
        common = Counter(heads.values())
        kind = min(common, key=lambda one: (waits(one, heads), -common[one], one))
        cells: list[tuple[int, ...]] = [()] * len(sides)
        for side, head in heads.items():
            if head is kind:
                cells[side] = (left[side].popleft(),)
                kinds[side][kind] -= 1
        yield AlignedUnit(tuple(cells), 1.0 if common[kind] == 1 else BY_PLACE)
