"""The work of a search, in its own thread: a connection that stays open, and a scan that tells what it has so far."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import Cancelled
from viewer.model import Touched, VersionId
from viewer.search import Engine, Found, Query, RowClass
from viewer.search.omissions import missing
from viewer.text.folding import Folding
from viewer.ui.jobs import Control
from viewer.ui.reading.renumbering import renumbered
from viewer.ui.searching.preparation import is_prepared

_FIRST_PAUSE: Final = 0.05
_LONGEST_PAUSE: Final = 0.8
"""Seconds between two reports; they grow, because every report puts together all that was found."""
_REST: Final = 0.04
"""Seconds in which the window shows what was reported."""

Units = NDArray[np.int64]
NO_UNITS: Final[Units] = np.empty(0, np.int64)


@dataclass(frozen=True)
class Results:
    """What a search has found so far."""

    query: Query
    units: Mapping[VersionId, Units] = field(default_factory=dict)
    """For each searched version the rows with hits, ascending."""
    hits: Mapping[VersionId, int] = field(default_factory=dict)
    """For each searched version the number of hits."""
    parts: Mapping[VersionId, tuple[Found, ...]] = field(default_factory=dict)
    """For each searched version the segments with hits as they were found, in reading order."""
    bare: Units = field(default_factory=lambda: NO_UNITS)
    """Rows that were found without any text, ascending."""
    missing: Mapping[VersionId, Units] = field(default_factory=dict)
    """For each version the rows in which it has no hit and another has, if the query is about that and complete."""
    complete: bool = False

    @cached_property
    def rows(self) -> Units:
        """The rows that were found, with hits in any version or without text, ascending."""
        return _merged([*self.units.values(), self.bare])

    def renumbered(self, touched: Touched) -> Results:
        """The same after a change of some rows, which count as found if any of them was."""

        def moved(rows: Units) -> Units:
            return renumbered(touched, rows)

        return replace(
            self,
            units={version: moved(rows) for version, rows in self.units.items()},
            parts={
                version: tuple(replace(part, units=moved(part.units)) for part in parts)
                for version, parts in self.parts.items()
            },
            bare=moved(self.bare),
            missing={version: moved(rows) for version, rows in self.missing.items()},
        )

    @property
    def total(self) -> int:
        """Hits in all versions."""
        return sum(self.hits.values())


class Bench:
    """Connection and engine of one corpus. Made anywhere; used and closed in one thread, that of the searches."""

    def __init__(self, path: Path, cache_folder: Path, index: CorpusIndex | None = None) -> None:
        """`index`: that of the corpus, if it has been read; of a million rows nobody wants two."""
        self.path = path
        self._cache_folder = cache_folder
        self._index = index
        self._corpus: Corpus | None = None
        self._engine: Engine | None = None

    def scan(self, query: Query, first: Sequence[VersionId], control: Control) -> Results:
        """Everything that answers to `query`, the versions of `first` before the others; reports on the way.

        Raises Cancelled when the control says so.
        """
        engine = self._open()
        parts: dict[VersionId, list[Found]] = {version: [] for version in query.versions}
        bare: list[Units] = []
        pause, last = _FIRST_PAUSE, -_LONGEST_PAUSE
        for found in engine.scan(query, first_versions=tuple(first), cancelled=control.cancelled):
            if found.version is None:
                bare.append(found.units)
            else:
                parts[found.version].append(found)
            if control.cancelled():
                break
            now = time.monotonic()
            if now - last >= pause:
                pause, last = min(2 * pause, _LONGEST_PAUSE), now
                control.report(_together(query, parts, bare, complete=False))
                # Two threads that take turns would make the window paint it twice as slowly.
                control.rest(_REST)
        if control.cancelled():
            raise Cancelled
        results = _together(query, parts, bare, complete=True)
        if RowClass.PARTIAL not in query.rows:
            return results
        results = replace(results, missing=missing(results.units, self._having(engine, query, control)))
        _ = results.rows
        return results

    def _having(self, engine: Engine, query: Query, control: Control) -> set[VersionId]:
        """The versions with hits in rows of whatever class. Raises Cancelled."""
        anywhere = engine.scan(replace(query, rows=frozenset()), cancelled=control.cancelled)
        return {found.version for found in anywhere if found.version is not None}

    def make_ready(self, control: Control) -> None:
        """Opens and works out what every search needs, so that the first letter typed does not wait for it.

        Only where the folded texts are kept already. Raises Cancelled.
        """
        engine = self._open()
        assert self._corpus is not None
        Folding().fold("\u0915\u094d")  # the tables for marks that stay; the window folds what it highlights, too
        if is_prepared(self._corpus, self._cache_folder):
            for version in self._corpus.versions():
                engine.prepare(version.id, cancelled=control.cancelled)

    def close(self, _control: Control) -> None:
        """Gives the file free."""
        if self._engine is not None:
            self._engine.close()
        if self._corpus is not None:
            self._corpus.close()
        self._corpus = self._engine = None

    def _open(self) -> Engine:
        if self._engine is None:
            self._corpus = Corpus.open(self.path, read_only=True)
            if self._index is not None:
                self._corpus.take_index(self._index)
                self._index = None
            self._engine = Engine(self._corpus, self._cache_folder)
        return self._engine


def _together(
    query: Query, parts: Mapping[VersionId, list[Found]], bare: Sequence[Units], *, complete: bool
) -> Results:
    results = Results(
        query,
        units={version: _merged([part.units for part in found]) for version, found in parts.items()},
        hits={version: sum(part.spans for part in found) for version, found in parts.items()},
        parts={version: tuple(found) for version, found in parts.items()},
        bare=_merged(bare),
        complete=complete,
    )
    _ = results.rows  # worked out here, and not in the window's thread
    return results


def _merged(runs: Sequence[Units]) -> Units:
    """All numbers of some ascending runs, ascending and each once.

    By a flag for each number up to the highest: of millions of hits that takes a tenth of what sorting them takes.
    """
    flags = np.zeros(max((int(run[-1]) + 1 for run in runs if len(run)), default=0), np.bool_)
    for run in runs:
        flags[run] = True
    return np.flatnonzero(flags)
