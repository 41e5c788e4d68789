"""From hit to hit in reading order: row by row, in a row version by version, in a version letter by letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

import numpy as np

from viewer.corpus import Corpus
from viewer.model import Hit, Kind, SegmentId, VersionId
from viewer.ui.searching.scan import Results


@dataclass(frozen=True, slots=True)
class Stop:
    """A place to go to: a hit, or a row that answers to the query by conditions alone."""

    unit: int
    hit: Hit | None = None


class Steps:
    """Walks through results, reading only the rows it comes to."""

    def __init__(self, corpus: Corpus, results: Results, order: Sequence[VersionId]) -> None:
        self._corpus = corpus
        self._results = results
        self._order = order

    def first_from(self, unit: int, *, wrap: bool = True) -> Stop | None:
        """The first stop in `unit` or after it."""
        rows = self._results.rows
        place = int(np.searchsorted(rows, unit))
        if place == len(rows):
            if not wrap or not len(rows):
                return None
            place = 0
        row = int(rows[place])
        return next(self._stops(row, 1), Stop(row))

    def after(self, stop: Stop) -> Stop | None:
        """The next stop; after the last comes the first."""
        following = next(self._beyond(stop, 1), None)
        return following if following is not None else self.first_from(stop.unit + 1)

    def before(self, stop: Stop) -> Stop | None:
        """The previous stop; before the first comes the last."""
        preceding = next(self._beyond(stop, -1), None)
        return preceding if preceding is not None else self.last_before(stop.unit)

    def last_before(self, unit: int) -> Stop | None:
        """The last stop in the rows above `unit`; if there is none, the last of all."""
        rows = self._results.rows
        if not len(rows):
            return None
        row = int(rows[int(np.searchsorted(rows, unit)) - 1])
        return next(self._stops(row, -1), Stop(row))

    def _beyond(self, stop: Stop, way: int) -> Iterator[Stop]:
        """The stops of the same row after (1) or before (-1) a hit."""
        hit = stop.hit
        if hit is None:
            return
        for one in self._stops(stop.unit, way, hit.segment_id):
            assert one.hit is not None
            if one.hit.segment_id != hit.segment_id or (one.hit.start - hit.start) * way > 0:
                yield one

    def _stops(self, number: int, way: int, first: SegmentId | None = None) -> Iterator[Stop]:
        """The hits of a row forwards (1) or backwards (-1), from the segment `first` on if one is named.

        A segment is searched when its turn comes: a long one takes a twentieth of a second.
        """
        unit = self._corpus.units(number, number + 1)[0]
        cells = [
            (version, segment)
            for version in self._order
            if self._may_have_hits(version, number)
            for segment in unit.cells.get(version, ())
            if self._results.query.scope.furniture or segment.kind is not Kind.FURNITURE
        ][::way]
        if first is not None:
            cells = list(dropwhile(lambda cell: cell[1].id != first, cells))
        for version, segment in cells:
            matcher = self._results.query.matcher(version)
            for start, stop in (matcher.spans(segment.text) if matcher is not None else [])[::way]:
                text = segment.text[start:stop]
                yield Stop(number, Hit(unit.document, number, version, segment.number, segment.id, start, stop, text))

    def _may_have_hits(self, version: VersionId, number: int) -> bool:
        units = self._results.units.get(version)
        if units is None or not self._results.complete:
            return True
        place = int(np.searchsorted(units, number))
        return place < len(units) and int(units[place]) == number
