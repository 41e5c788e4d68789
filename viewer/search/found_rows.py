"""Which rows meet the conditions of a query: set operations on arrays of rows, worked out before any hit is shown."""

from __future__ import annotations

from collections.abc import Callable
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
"""Shape (U,): a yes or no for every row."""

Scan = Callable[[VersionId, tuple[Matcher, ...], Flags], VersionScan]
"""Looks for some matchers in one version, in some rows."""

_STATUSES: Final = {RowClass.EDITED: Status.EDITED, RowClass.REVIEW: Status.REVIEW}


class RowFinder:
    """The rows of one query."""

    def __init__(self, query: Query, index: UnitIndex, scan: Scan) -> None:
        self._query = query
        self._index = index
        self._scan = scan

    def rows(self) -> Flags | None:
        """The rows in which hits count; None if they do in every row of the scope.

        A lone requirement of text is left out: that a row meets it, its hits will tell.
        """
        query = self._query
        texts = [one for one in query.requirements if one.matchers and not one.negated and one.versions]
        others = [one for one in query.requirements if one not in texts]
        if not others and not query.rows and len(texts) == 1:
            return None
        rows = self._in_scope()
        # What needs no scan goes first, and what must not be there last: each makes the next cheaper.
        for requirement in sorted(others, key=lambda one: bool(one.matchers)):
            rows &= self._meeting(requirement, rows)
        if len(texts) > 1:
            for requirement in texts:
                rows &= self._meeting(requirement, rows)
        if query.rows:
            rows &= self._of_class(rows)
        return rows

    def _meeting(self, requirement: Requirement, rows: Flags) -> Flags:
        """The rows that meet a requirement; of others than `rows` it may say anything."""
        having = np.zeros(self._index.unit_count, np.bool_)
        for version in requirement.versions:
            if requirement.matchers:
                having |= self._with_hits(version, requirement.matchers, rows & ~having)
            else:
                having |= filled(self._index, version, self._query.scope)
        return ~having if requirement.negated else having

    def _with_hits(self, version: VersionId, matchers: tuple[Matcher, ...], rows: Flags) -> Flags:
        found = np.zeros(self._index.unit_count, np.bool_)
        if rows.any():
            for ordinals, _ in self._scan(version, matchers, rows).counted():
                found[self._index.unit_of_ordinal(version, ordinals)] = True
        return found

    def _in_scope(self) -> Flags:
        scope, index = self._query.scope, self._index
        rows = np.ones(index.unit_count, np.bool_)
        if scope.document is not None:
            rows[:] = False
            first, last = index.document_starts[scope.document : scope.document + 2]
            rows[first:last] = True
        if not scope.furniture:
            rows &= self._content(scope)
        return rows

    def _content(self, scope: Scope) -> Flags:
        rows = np.zeros(self._index.unit_count, np.bool_)
        for version in self._index.counts:
            rows |= filled(self._index, version, scope)
        return rows

    def _of_class(self, rows: Flags) -> Flags:
        found = np.zeros(self._index.unit_count, np.bool_)
        for one in self._query.rows:
            found |= self._class(one, rows)
        return found

    def _class(self, one: RowClass, rows: Flags) -> Flags:
        index = self._index
        if one is RowClass.DOUBTFUL:
            found = np.zeros(index.unit_count, np.bool_)
            found[index.doubtful(DOUBTFUL_BELOW)] = True
            return found & ~index.has_status(Status.REVIEW)
        if one is RowClass.PARTIAL:
            return self._partial(rows)
        if one in _STATUSES:
            return index.has_status(_STATUSES[one])
        found = np.zeros(index.unit_count, np.bool_)
        for counts in index.counts.values():
            found |= (counts == 0) if one is RowClass.GAPS else (counts != 1)
        return found & self._content(Scope(furniture=False))

    def _partial(self, rows: Flags) -> Flags:
        """The rows with hits in some, but not all of the versions that have any."""
        some = np.zeros(self._index.unit_count, np.bool_)
        every = np.ones(self._index.unit_count, np.bool_)
        for version in self._query.versions:
            found = self._with_hits(version, self._query.matchers(version), rows)
            if found.any():
                some |= found
                every &= found
        return some & ~every


def filled(index: UnitIndex, version: VersionId, scope: Scope) -> Flags:
    """The rows in which a version has something."""
    has = index.counts[version] > 0
    return has if scope.furniture else has & ~index.is_furniture(version)
