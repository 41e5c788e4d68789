"""From hit to hit in reading order: row by row, in a row version by version, in a version letter by letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from viewer.corpus import Corpus
from viewer.model import Hit, Unit, VersionId
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
        return self._stops(int(rows[place]))[0]

    def after(self, stop: Stop) -> Stop | None:
        """The next stop; after the last comes the first."""
        stops = self._stops(stop.unit)
        if stop in stops[:-1]:
            return stops[stops.index(stop) + 1]
        return self.first_from(stop.unit + 1)

    def before(self, stop: Stop) -> Stop | None:
        """The previous stop; before the first comes the last."""
        stops = self._stops(stop.unit)
        if stop in stops[1:]:
            return stops[stops.index(stop) - 1]
        return self.last_before(stop.unit)

    def last_before(self, unit: int) -> Stop | None:
        """The last stop in the rows above `unit`; if there is none, the last of all."""
        rows = self._results.rows
        return self._stops(int(rows[int(np.searchsorted(rows, unit)) - 1]))[-1] if len(rows) else None

    def _stops(self, number: int) -> list[Stop]:
        unit = self._corpus.units(number, number + 1)[0]
        return [Stop(number, hit) for hit in self._hits(unit)] or [Stop(number)]

    def _hits(self, unit: Unit) -> list[Hit]:
        query = self._results.query
        return [
            Hit(unit.document, unit.number, version, segment.number, segment.id, start, stop, segment.text[start:stop])
            for version in self._order
            if (matcher := query.matcher(version)) is not None
            for segment in unit.cells.get(version, ())
            for start, stop in matcher.spans(segment.text)
        ]
