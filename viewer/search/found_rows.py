"""Which rows meet the conditions of a query: set operations on arrays of rows, a stretch of the corpus at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from viewer.model import DOUBTFUL_BELOW, Status, VersionId
from viewer.search.clauses import RowClass, Scope
from viewer.search.matchers import Matcher
from viewer.search.query import Query, Requirement
from viewer.search.source import UnitIndex
from viewer.search.version_scan import VersionScan

Flags = NDArray[np.bool_]
"""Shape (last - first,): a yes or no for every row of a stretch."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows `first` to `last` (half-open), as far as they may be found."""

    first: int
    last: int
    flags: Flags | None = None
    """Which of them; all if None."""


Scan = Callable[[VersionId, tuple[Matcher, ...], Rows], VersionScan]
"""Looks for some matchers in one version, in some rows."""

_STATUSES: Final = {RowClass.EDITED: Status.EDITED, RowClass.REVIEW: Status.REVIEW}
_SHORTEST: Final = 1 << 8
_LONGEST: Final = 1 << 17
"""Rows of a stretch: few to begin with, so that the first hits come at once."""


class RowFinder:
    """The rows of one query."""

    def __init__(self, query: Query, index: UnitIndex, scan: Scan) -> None:
        self._query = query
        self._index = index
        self._scan = scan

    def stretches(self) -> Iterator[Rows]:
        """The rows in which hits count, in reading order; the whole scope at once if they do in every row of it.

        A lone requirement of text is left out: that a row meets it, its hits will tell.
        """
        query, first, last = self._query, 0, self._index.unit_count
        if query.scope.document is not None:
            first, last = self._index.document_starts[query.scope.document : query.scope.document + 2].tolist()
        texts = [one for one in query.requirements if one.matchers and not one.negated and one.versions]
        # What needs no scan goes first, and what must not be there last: each makes the next cheaper.
        others = sorted((one for one in query.requirements if one not in texts), key=lambda one: bool(one.matchers))
        if not others and not query.rows and len(texts) == 1:
            yield Rows(first, last)
            return
        if len(texts) > 1:
            others += texts
        # Which versions have hits anywhere is not known before all rows have been looked at.
        size = last - first if RowClass.PARTIAL in query.rows else _SHORTEST
        while first < last:
            stop = min(last, first + size)
            flags = self._meeting_all(others, slice(first, stop))
            if flags.any():
                yield Rows(first, stop, flags)
            first, size = stop, min(2 * size, _LONGEST)

    def _meeting_all(self, requirements: Iterable[Requirement], stretch: slice) -> Flags:
        rows = np.ones(stretch.stop - stretch.start, np.bool_)
        if not self._query.scope.furniture:
            rows &= self._content(stretch, self._query.scope)
        for requirement in requirements:
            rows &= self._meeting(requirement, stretch, rows)
        if self._query.rows:
            rows &= self._of_class(stretch, rows)
        return rows

    def _meeting(self, requirement: Requirement, stretch: slice, rows: Flags) -> Flags:
        """The rows that meet a requirement; of others than `rows` it may say anything."""
        having = np.zeros_like(rows)
        for version in requirement.versions:
            if requirement.matchers:
                having |= self._with_hits(version, requirement.matchers, stretch, rows & ~having)
            else:
                having |= filled(self._index, version, self._query.scope, stretch)
        return ~having if requirement.negated else having

    def _with_hits(self, version: VersionId, matchers: tuple[Matcher, ...], stretch: slice, rows: Flags) -> Flags:
        found = np.zeros_like(rows)
        if rows.any():
            for ordinals, _ in self._scan(version, matchers, Rows(stretch.start, stretch.stop, rows)).counted():
                found[self._index.unit_of_ordinal(version, ordinals) - stretch.start] = True
        return found

    def _content(self, stretch: slice, scope: Scope) -> Flags:
        rows = np.zeros(stretch.stop - stretch.start, np.bool_)
        for version in self._index.counts:
            rows |= filled(self._index, version, scope, stretch)
        return rows

    def _of_class(self, stretch: slice, rows: Flags) -> Flags:
        found = np.zeros_like(rows)
        for one in self._query.rows:
            found |= self._class(one, stretch, rows)
        return found

    def _class(self, one: RowClass, stretch: slice, rows: Flags) -> Flags:
        index = self._index
        if one is RowClass.DOUBTFUL:
            found = np.zeros(index.unit_count, np.bool_)
            found[index.doubtful(DOUBTFUL_BELOW)] = True
            return (found & ~index.has_status(Status.REVIEW))[stretch]
        if one is RowClass.PARTIAL:
            return self._partial(stretch, rows)
        if one in _STATUSES:
            return index.has_status(_STATUSES[one])[stretch]
        content = self._content(stretch, Scope(furniture=False))
        if one is RowClass.UNCONFIRMED:
            settled = index.has_status(Status.CONFIRMED) | index.has_status(Status.EDITED)
            return ~settled[stretch] & content
        found = np.zeros_like(rows)
        for counts in index.counts.values():
            found |= (counts[stretch] == 0) if one is RowClass.GAPS else (counts[stretch] != 1)
        return found & content

    def _partial(self, stretch: slice, rows: Flags) -> Flags:
        """The rows with hits in some, but not all of the versions that have any."""
        some, every = np.zeros_like(rows), np.ones_like(rows)
        for version in self._query.versions:
            found = self._with_hits(version, self._query.matchers(version), stretch, rows)
            if found.any():
                some |= found
                every &= found
        return some & ~every


def filled(index: UnitIndex, version: VersionId, scope: Scope, stretch: slice) -> Flags:
    """In which of some rows a version has something."""
    has = index.counts[version][stretch] > 0
    return has if scope.furniture else has & ~index.is_furniture(version)[stretch]
