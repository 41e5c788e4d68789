"""Cutting a row into bands, so that its versions keep in step inside it and a giant paragraph costs a screen. No Qt.

A band holds a stretch of every version; bands stand one under another. Positions are code points of a segment,
half-open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import overload

from viewer.model import Segment, Unit, VersionId
from viewer.text.pieces import LONGEST, LONGEST_MIXED, boundary, longest

_SAMPLES, _SAMPLE = 8, 500
"""How many places of a version are looked at to learn whether its direction changes often, and code points of each."""
_SLACK = 10
"""A cut moves back by at most this part of a band's length to find a good place."""
_SHORTEST = 200
"""Code points of a version that are not cut further, however many bands the others need."""

Cut = tuple[int, int]
"""Place of a segment in its cell and code point in it: what comes before stands above."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of one segment."""

    place: int
    """Which segment of its cell, from 0."""
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Band:
    """What stands side by side: stretches of each version, in order. A version with nothing here is left out."""

    stretches: Mapping[VersionId, tuple[Stretch, ...]]


def whole(segments: Sequence[Segment]) -> tuple[Stretch, ...]:
    """All of these segments."""
    return tuple(Stretch(place, 0, len(segment.text)) for place, segment in enumerate(segments))


def bands_of(unit: Unit, versions: Sequence[VersionId], tall: bool) -> Sequence[Band]:
    """The bands of a row for these versions, at least one. Every code point of their cells is in exactly one stretch.

    `tall` says that the row is likely to be higher than half the window. An ordinary row is one band. Of a giant one
    the bands are made when they are asked for.
    """
    sides = {version: _Side(unit.cells[version]) for version in versions if unit.cells.get(version)}
    total = max((side.total for side in sides.values()), default=0)
    limit = min((side.longest_piece() for side in sides.values()), default=0) if total > LONGEST_MIXED else total
    if total <= limit:
        return (Band({version: whole(unit.cells[version]) for version in sides}),)
    return _Portions(sides, -(-total // (limit - limit // _SLACK)))


def shares(bands: Sequence[Band]) -> list[int]:
    """For each band the code points of its longest version; of a giant row roughly, without a look at its bands."""
    if isinstance(bands, _Portions):
        return [bands.share] * len(bands)
    return [
        max((sum(one.stop - one.start for one in cell) for cell in band.stretches.values()), default=0)
        for band in bands
    ]


def band_holding(bands: Sequence[Band], version: VersionId, place: int, code_point: int) -> int:
    """Which band holds a code point of a version's segment; the last that begins before it."""
    if isinstance(bands, _Portions):
        return bands.holding(version, (place, code_point))
    found = 0
    for number, band in enumerate(bands):
        if any((one.place, one.start) <= (place, code_point) for one in band.stretches.get(version, ())):
            found = number
    return found


class _Side:
    """The cell of one version, its segments counted through."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.texts = [segment.text for segment in segments]
        self.starts = [0, *accumulate(len(text) for text in self.texts)]
        self.total = self.starts.pop()
        self.end: Cut = (len(self.texts), 0)

    def longest_piece(self) -> int:
        """Code points that can be laid out at once, judged by samples."""
        step = max(_SAMPLE, self.total // _SAMPLES)
        found = []
        for position in range(0, self.total, step):
            place, start = self.locate(position)
            found.append(longest(self.texts[place][start : start + _SAMPLE]))
        return min(found, default=LONGEST)

    def locate(self, position: int) -> Cut:
        """A position of the whole cell, not its end, as segment and code point."""
        place = bisect_right(self.starts, position) - 1
        return place, position - self.starts[place]

    def cut_before(self, position: int, slack: int) -> Cut:
        """A good place for a cut at most `slack` code points before a position of the whole cell."""
        place, limit = self.locate(position)
        if limit <= slack:
            return place, 0
        return place, boundary(self.texts[place], limit - slack, limit)

    def between(self, first: Cut, last: Cut) -> tuple[Stretch, ...]:
        """The stretches from one cut to another; an empty segment is with the text that follows it."""
        found = []
        for place in range(first[0], min(last[0] + 1, len(self.texts))):
            start = first[1] if place == first[0] else 0
            stop = last[1] if place == last[0] else len(self.texts[place])
            if start < stop or (place < last[0] and start == 0):
                found.append(Stretch(place, start, stop))
        return tuple(found)


class _Portions(Sequence[Band]):
    """Bands at equal shares of every version, cut at the nearest good place. Each is worked out when asked for.

    For texts too long to be compared sentence by sentence: the cost of a band does not depend on the row's length.
    """

    def __init__(self, sides: Mapping[VersionId, _Side], count: int) -> None:
        self._sides = sides
        self._count = count
        self.share = -(-max(side.total for side in sides.values()) // count)
        """Code points that each band has of the longest version, roughly."""

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, number: int) -> Band: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Band, ...]: ...
    def __getitem__(self, number: int | slice) -> Band | tuple[Band, ...]:
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(self._count)))
        if not -self._count <= number < self._count:
            raise IndexError(number)
        number %= self._count
        found = {
            version: side.between(self._cut(side, number), self._cut(side, number + 1))
            for version, side in self._sides.items()
        }
        return Band({version: stretches for version, stretches in found.items() if stretches})

    def holding(self, version: VersionId, position: Cut) -> int:
        """The last band that begins at `position` of a cell or before it."""
        side = self._sides.get(version)
        if side is None:
            return 0
        return bisect_right(range(1, self._count), position, key=lambda number: self._cut(side, number))

    def _cut(self, side: _Side, number: int) -> Cut:
        """Where band `number` begins. Cuts that lie in one part of a short version fall together at its end."""
        parts = max(1, min(self._count, side.total // _SHORTEST))
        part = -(-number * parts // self._count)
        if part in (0, parts):
            return side.end if part else (0, 0)
        return side.cut_before(part * side.total // parts, side.total // parts // _SLACK)
