"""What is laid over the text at paint time: where a search found something, and which hit is the current one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from viewer.errors import QueryError
from viewer.model import Hit, Kind, Segment, SegmentId, Touched, VersionId
from viewer.search import Spans

_AT_ONCE: Final = 60_000
"""Code points of one painting after which no further paragraph is searched in it; ten screens of text have less."""


@dataclass(frozen=True, slots=True)
class Highlights:
    """A search as the page needs it: how to find the letters of what is visible, and which rows to mark."""

    matchers: Mapping[VersionId, Spans] = field(default_factory=dict)
    """For each version that is searched, what finds its letters."""
    units: Mapping[VersionId | None, NDArray[np.int64]] = field(default_factory=dict)
    """For each version the units in which something was found so far, ascending; None: found without any text."""
    current: Hit | None = None
    everywhere: bool = True
    """Whether all matches are hits; else those in the units that were found."""
    furniture: bool = True
    """Whether page furniture is searched."""
    missing: Mapping[VersionId, NDArray[np.int64]] = field(default_factory=dict)
    """For each version the units in which it has no hit and another has, if that was asked for; ascending."""
    since: Touched = field(default=Touched(0, 0, 0))
    """What has changed since the units were found: they have the numbers of then."""

    def marks(self, unit: int) -> bool:
        """Whether that row was found."""
        return any(self._has(units, unit) for units in self.units.values())

    def lacks(self, version: VersionId, unit: int) -> bool:
        """Whether it was asked for that a version has no hit in that row, and so it is."""
        return version in self.missing and self._has(self.missing[version], unit)

    def count(self, unit: int, segment: Segment) -> bool:
        """Whether matches in a segment of that row are hits."""
        return (self.everywhere or self.marks(unit)) and (self.furniture or segment.kind is not Kind.FURNITURE)

    def spans(self, version: VersionId, text: str) -> list[tuple[int, int]]:
        """The matches in a segment's text, code points."""
        matcher = self.matchers.get(version)
        return matcher.spans(text) if matcher is not None else []

    def is_current(self, segment: SegmentId, start: int) -> bool:
        current = self.current
        return current is not None and current.segment_id == segment and current.start == start

    def _has(self, units: NDArray[np.int64], unit: int) -> bool:
        """Whether a row is among those that were found; one that was touched since, if any of these was."""
        since, first, last = self.since, unit, unit
        if unit >= since.start + since.after:
            first = last = unit - since.after + since.before
        elif unit >= since.start:
            first, last = since.start, since.start + since.before - 1
        place = int(np.searchsorted(units, first))
        return place < len(units) and int(units[place]) <= last


class Highlighter:
    """The spans of a search in what is on the screen, found when they are painted and remembered.

    Many long paragraphs at once are not all searched in one painting: that would be a standstill.
    """

    def __init__(self) -> None:
        self.highlights = Highlights()
        self._spans: dict[SegmentId, list[tuple[int, int]]] = {}
        self._searched = 0
        """Code points, in this painting."""
        self.behind = False
        """Whether something was painted without its hits, and has to be painted again."""

    def set(self, highlights: Highlights | None) -> None:
        """Shows another search, or none."""
        fresh = highlights or Highlights()
        if fresh.matchers != self.highlights.matchers:
            self.forget()
        self.highlights = fresh

    def renumber(self, touched: Touched) -> None:
        """Some rows are others by now; the search will tell which it finds among them."""
        self.highlights = replace(self.highlights, since=self.highlights.since.then(touched))

    def forget(self, segments: Iterable[SegmentId] | None = None) -> None:
        """The texts are others now, or those of some segments."""
        if segments is None:
            self._spans.clear()
        else:
            for segment in segments:
                self._spans.pop(segment, None)

    def begin(self) -> None:
        """A painting begins: no more paragraphs are searched in it than there is time for."""
        self._searched = 0
        self.behind = False

    def spans(
        self, version: VersionId, unit: int, segment: Segment, shown: range | None = None
    ) -> list[tuple[int, int, bool]]:
        """Start and stop in code points of every hit in a segment of a row, and whether it is the current one.

        With `shown` of those only that meet these code points; and none, as long as too much is searched already.
        """
        if not self.highlights.matchers or not self.highlights.count(unit, segment):
            return []
        spans = self._spans.get(segment.id)
        if spans is None:
            if shown is not None and self._searched > _AT_ONCE:
                self.behind = True
                return []
            self._searched += len(segment.text)
            try:
                spans = self.highlights.spans(version, segment.text)
            except QueryError:  # an expression that takes too long on this paragraph; the search bar says so
                spans = []
            self._spans[segment.id] = spans
        if shown is not None:
            # They rise, and are apart.
            first = bisect_right(spans, shown.start, key=itemgetter(1))
            spans = spans[first : bisect_left(spans, shown.stop, lo=first, key=itemgetter(0))]
        return [(start, stop, self.highlights.is_current(segment.id, start)) for start, stop in spans]
