"""The search engine: a query goes in, rows and hits come out in portions, so that it can be watched and stopped.

One engine belongs to one thread and has a corpus connection of its own.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from viewer.errors import Cancelled, Locked
from viewer.model import Hit, Version, VersionId
from viewer.search.folded_text import FoldedFile, FoldedText, NotAFoldedText
from viewer.search.found_rows import Flags, RowFinder
from viewer.search.matchers import Matcher
from viewer.search.query import Query
from viewer.search.scanner import Ints
from viewer.search.several import together
from viewer.search.source import TextSource, UnitIndex
from viewer.search.version_scan import BATCH, Stretch, VersionScan

NONE: Ints = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Found:
    """A portion of what was found: some segments of one version, or rows. Portions follow in reading order."""

    version: VersionId | None
    """None for rows that were found by conditions and classes alone."""
    units: Ints
    """Rising, each once; the last may come again as the first of the next portion."""
    ordinals: Ints
    """The segments with matches, counted over the version; rising."""
    counts: Ints
    """How many matches each of them has."""

    @property
    def spans(self) -> int:
        """Matches in all of them."""
        return int(self.counts.sum())


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row that a query finds without any text in it."""

    document: int
    unit: int
    version: VersionId | None
    """The first that the query speaks of, if it does of any."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The whole of what a query finds."""

    units: int
    """Rows."""
    hits: Mapping[VersionId, int]
    """Matches, for every version that was searched."""


def _never() -> bool:
    return False


class Engine:
    """Scans the versions of one corpus, keeping their folded texts in `cache_folder`."""

    def __init__(self, corpus: TextSource, cache_folder: Path) -> None:
        self._corpus = corpus
        self._folder = cache_folder
        self._texts: dict[VersionId, tuple[int, FoldedText]] = {}

    def close(self) -> None:
        """Lets go of the folded texts. The corpus is its owner's to close."""
        self._texts.clear()

    def forget(self) -> None:
        """Removes all that is kept of the corpus, which will not be searched again."""
        self._texts.clear()
        for version in self._corpus.versions():
            FoldedFile(self._folder, self._corpus.uuid, version.id, version.revision).remove()

    def prepare(
        self,
        version: VersionId,
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = _never,
    ) -> None:
        """Folds the text of a version if that was not done yet, or was done for another text; a search does so, too.

        `progress` is told the part done, 0 to 1. Raises Cancelled.
        """
        index = self._corpus.index()
        known = next(known for known in self._corpus.versions() if known.id == version)
        self._text(known, index, progress, cancelled)

    def scan(
        self,
        query: Query,
        *,
        first_versions: Sequence[VersionId] = (),
        cancelled: Callable[[], bool] = _never,
    ) -> Iterator[Found]:
        """What the query finds, a few milliseconds' work at a time: `first_versions` first, then the others in order.

        Conditions are met before the first portion comes. Raises Cancelled as soon as `cancelled` says so, and
        QueryError where a regular expression takes too long.
        """
        if not query.asks:
            return
        index = self._corpus.index()
        places = {version: place for place, version in enumerate(first_versions)}
        versions = sorted(query.versions, key=lambda version: places.get(version, len(places)))
        rows = self._rows(query, index, cancelled)
        if not versions:
            units = np.flatnonzero(rows) if rows is not None else NONE
            if len(units):
                yield Found(None, units, NONE, NONE)
            return
        for scan in self._scans(versions, query, index, rows, cancelled):
            for ordinals, counts in scan.counted():
                yield Found(scan.version, _each_once(index.unit_of_ordinal(scan.version, ordinals)), ordinals, counts)

    def hits(
        self,
        query: Query,
        *,
        limit: int | None = None,
        cancelled: Callable[[], bool] = _never,
    ) -> Iterator[Hit | FoundRow]:
        """What is found by row, version (in the order of the corpus), segment and place; at most `limit`.

        Raises as `scan` does.
        """
        if not query.asks:
            return iter(())
        index = self._corpus.index()
        rows = self._rows(query, index, cancelled)
        if not query.versions:
            return islice(self._rows_alone(query, index, rows), limit)
        scans = self._scans(query.versions, query, index, rows, cancelled)
        places = {version.id: place for place, version in enumerate(self._corpus.versions())}
        found = heapq.merge(*(_places(scan, places[scan.version], index) for scan in scans))
        return islice(self._hits_at(query, index, found, cancelled), limit)

    def count(self, query: Query, *, cancelled: Callable[[], bool] = _never) -> Counts:
        """How much the query finds. Raises as `scan` does."""
        searched = query.versions
        hits = {version.id: 0 for version in self._corpus.versions() if version.id in searched}
        units = np.zeros(self._corpus.index().unit_count, np.bool_)
        for found in self.scan(query, cancelled=cancelled):
            if found.version is not None:
                hits[found.version] += found.spans
            units[found.units] = True
        return Counts(int(np.count_nonzero(units)), hits)

    def _rows(self, query: Query, index: UnitIndex, cancelled: Callable[[], bool]) -> Flags | None:
        """Which rows may be found, as far as that has to be known before their hits; None if that is any."""

        def scan(version: VersionId, matchers: tuple[Matcher, ...], rows: Flags) -> VersionScan:
            stretch = self._stretch(version, query, index, rows, cancelled)
            return VersionScan(stretch, matchers, together(matchers))

        return RowFinder(query, index, scan).rows()

    def _rows_alone(self, query: Query, index: UnitIndex, rows: Flags | None) -> Iterator[FoundRow]:
        version = next((version for clause in query.clauses for version in clause.versions), None)
        for unit in np.flatnonzero(rows).tolist() if rows is not None else ():
            yield FoundRow(index.document_of(unit), unit, version)

    def _scans(
        self,
        versions: Sequence[VersionId],
        query: Query,
        index: UnitIndex,
        rows: Flags | None,
        cancelled: Callable[[], bool],
    ) -> Iterator[VersionScan]:
        for version in versions:
            spans = query.matcher(version)
            if spans is not None:
                stretch = self._stretch(version, query, index, rows, cancelled)
                yield VersionScan(stretch, query.matchers(version), spans)

    def _stretch(
        self,
        version: VersionId,
        query: Query,
        index: UnitIndex,
        rows: Flags | None,
        cancelled: Callable[[], bool],
    ) -> Stretch:
        starts = index.ordinal_starts(version)
        start, stop = 0, int(starts[-1])
        if query.scope.document is not None:
            first_unit, last_unit = index.document_starts[query.scope.document : query.scope.document + 2]
            start, stop = int(starts[first_unit]), int(starts[last_unit])
        known = next(known for known in self._corpus.versions() if known.id == version)
        folded = self._text(known, index, lambda _: None, cancelled)
        wanted = None if rows is None else np.repeat(rows, index.counts[version])
        return Stretch(self._corpus, version, folded, start, stop, wanted, query.scope.furniture, cancelled)

    def _hits_at(
        self,
        query: Query,
        index: UnitIndex,
        found: Iterator[tuple[int, int, int, VersionId]],
        cancelled: Callable[[], bool],
    ) -> Iterator[Hit]:
        size = 16
        while batch := list(islice(found, size)):
            if cancelled():
                raise Cancelled
            by_version: dict[VersionId, list[int]] = {}
            for _, _, ordinal, version in batch:
                by_version.setdefault(version, []).append(ordinal)
            segments = {
                version: iter(self._corpus.segments_at(version, ordinals)) for version, ordinals in by_version.items()
            }
            for unit, _, _, version in batch:
                segment = next(segments[version])
                matcher = query.matcher(version)
                for start, stop in matcher.spans(segment.text) if matcher else ():
                    yield Hit(
                        document=index.document_of(unit),
                        unit=unit,
                        version=version,
                        segment=segment.number,
                        segment_id=segment.id,
                        start=start,
                        stop=stop,
                        text=segment.text[start:stop],
                    )
            size = min(2 * size, BATCH)

    def _text(
        self,
        version: Version,
        index: UnitIndex,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> FoldedText:
        revision, text = self._texts.get(version.id, (None, None))
        if text is not None and revision == version.revision:
            return text
        self._texts.pop(version.id, None)
        file = FoldedFile(self._folder, self._corpus.uuid, version.id, version.revision)
        characters = int(index.lengths[version.id].sum())
        try:
            text = file.open()
            fits = (text.segments, text.characters) == (int(index.ordinal_starts(version.id)[-1]), characters)
        except (OSError, NotAFoldedText):
            fits = False
        if text is None or not fits:
            text = None  # let go of the mapping before the file is replaced
            text = file.build(
                lambda: (segment for _, segment in self._corpus.segments(version.id, revision=version.revision)),
                total=int(index.ordinal_starts(version.id)[-1]),
                progress=progress,
                cancelled=cancelled,
            )
            file.remove_stale()
        if text.segments != int(index.ordinal_starts(version.id)[-1]):
            raise Locked(self._corpus.path)  # the corpus was changed after the index was taken
        self._texts[version.id] = (version.revision, text)
        return text


def _places(scan: VersionScan, place: int, index: UnitIndex) -> Iterator[tuple[int, int, int, VersionId]]:
    """(unit, `place`, ordinal, version) of every segment with a match; some may turn out to have none."""
    ordinals = scan.ordinals()
    while batch := list(islice(ordinals, BATCH)):
        units = index.unit_of_ordinal(scan.version, np.array(batch, np.int64))
        for unit, ordinal in zip(units.tolist(), batch, strict=True):
            yield unit, place, ordinal, scan.version


def _each_once(rising: Ints) -> Ints:
    return rising[np.append(True, rising[1:] != rising[:-1])] if len(rising) else rising
