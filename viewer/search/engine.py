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
from viewer.search.found_rows import RowFinder, Rows
from viewer.search.matchers import Matcher
from viewer.search.query import Query
from viewer.search.scanner import Ints
from viewer.search.several import together
from viewer.search.source import TextSource, UnitIndex, known_version
from viewer.search.version_scan import BATCH, Stretch, VersionScan

NONE: Ints = np.empty(0, np.int64)
_MOST_CORRECTED = 500
"""Segments up to which the folded text of an earlier state is used, with those that were corrected laid over it."""
_FEW_CORRECTED = 50
"""Segments from which on the text is folded anew when it is prepared, where nobody waits for it."""


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
            self._file(version).remove()

    def prepare(
        self,
        version: VersionId,
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = _never,
    ) -> None:
        """Folds the text of a version if that was not done yet, or was done for another text; a search does so, too.

        `progress` is told the part done, 0 to 1. Raises Cancelled.
        """
        known = known_version(self._corpus, version)
        self._text(known, self._corpus.index(), progress, cancelled, most=_FEW_CORRECTED)

    def is_prepared(self, version: Version) -> bool:
        """Whether `prepare` would have nothing to do. Reads no text."""
        file = self._file(version)
        return file.path.exists() or next(self._earlier(version, file, _FEW_CORRECTED), None) is not None

    def scan(
        self,
        query: Query,
        *,
        first_versions: Sequence[VersionId] = (),
        cancelled: Callable[[], bool] = _never,
    ) -> Iterator[Found]:
        """What the query finds, a few milliseconds' work at a time: `first_versions` first, then the others in order.

        Where there are conditions, that is so for one stretch of rows after the other. Raises Cancelled as soon as
        `cancelled` says so, and QueryError where a regular expression takes too long.
        """
        if not query.asks:
            return
        index = self._corpus.index()
        places = {version: place for place, version in enumerate(first_versions)}
        versions = sorted(query.versions, key=lambda version: places.get(version, len(places)))
        for rows in self._stretches(query, index, cancelled):
            if not versions:
                yield Found(None, _units(rows), NONE, NONE)
            for scan in self._scans(versions, query, index, rows, cancelled):
                for ordinals, counts in scan.counted():
                    units = _each_once(index.unit_of_ordinal(scan.version, ordinals))
                    yield Found(scan.version, units, ordinals, counts)

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
        return islice(self._hits(query, cancelled), limit)

    def _hits(self, query: Query, cancelled: Callable[[], bool]) -> Iterator[Hit | FoundRow]:
        if not query.asks:
            return
        index = self._corpus.index()
        places = {version.id: place for place, version in enumerate(self._corpus.versions())}
        speaks_of = next((version for clause in query.clauses for version in clause.versions), None)
        for rows in self._stretches(query, index, cancelled):
            if not query.versions:
                for unit in _units(rows).tolist():
                    yield FoundRow(index.document_of(unit), unit, speaks_of)
            scans = self._scans(query.versions, query, index, rows, cancelled)
            found = heapq.merge(*(_places(scan, places[scan.version], index) for scan in scans))
            yield from self._hits_at(query, index, found, cancelled)

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

    def _stretches(self, query: Query, index: UnitIndex, cancelled: Callable[[], bool]) -> Iterator[Rows]:
        def scan(version: VersionId, matchers: tuple[Matcher, ...], rows: Rows) -> VersionScan:
            stretch = self._stretch(version, query, index, rows, cancelled)
            return VersionScan(stretch, matchers, together(matchers))

        return RowFinder(query, index, scan).stretches()

    def _scans(
        self,
        versions: Sequence[VersionId],
        query: Query,
        index: UnitIndex,
        rows: Rows,
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
        rows: Rows,
        cancelled: Callable[[], bool],
    ) -> Stretch:
        known = known_version(self._corpus, version)
        if version not in index.counts:
            raise Locked(self._corpus.path)  # it was added after the index was taken
        start, stop = index.ordinal_starts(version)[[rows.first, rows.last]].tolist()
        folded = self._text(known, index, lambda _: None, cancelled)
        wanted = None if rows.flags is None else np.repeat(rows.flags, index.counts[version][rows.first : rows.last])
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
        *,
        most: int = _MOST_CORRECTED,
    ) -> FoldedText:
        revision, text = self._texts.get(version.id, (None, None))
        if text is not None and revision == version.revision:
            return text
        self._texts.pop(version.id, None)
        file = self._file(version)
        characters = int(index.lengths[version.id].sum())
        try:
            text = file.open()
            fits = (text.segments, text.characters) == (int(index.ordinal_starts(version.id)[-1]), characters)
        except (OSError, NotAFoldedText):
            fits = False
        if text is None or not fits:
            text = self._corrected(version, file, characters, most)
        if text is None:
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

    def _corrected(self, version: Version, file: FoldedFile, characters: int, most: int) -> FoldedText | None:
        """The text of an earlier state with the few corrections since laid over it, where that is all that changed."""
        for earlier, ordinals in self._earlier(version, file, most):
            try:
                text = earlier.open()
            except (OSError, NotAFoldedText):
                continue
            segments = self._corpus.segments_at(version.id, ordinals)
            if version not in self._corpus.versions():
                raise Locked(self._corpus.path)  # it was changed once more meanwhile
            if text.segments == version.segments:
                return text.with_corrections(dict(zip(ordinals, segments, strict=True)), characters)
        return None

    def _earlier(self, version: Version, file: FoldedFile, most: int) -> Iterator[tuple[FoldedFile, Sequence[int]]]:
        """Files of other states of a version, and the ordinals of at most so many segments corrected since."""
        for earlier in file.earlier():
            ordinals = self._corpus.corrected_since(version.id, earlier.revision)
            if ordinals is not None and len(ordinals) <= most:
                yield earlier, ordinals

    def _file(self, version: Version) -> FoldedFile:
        return FoldedFile(self._folder, self._corpus.uuid, version.id, version.revision)


def _places(scan: VersionScan, place: int, index: UnitIndex) -> Iterator[tuple[int, int, int, VersionId]]:
    """(unit, `place`, ordinal, version) of every segment with a match; some may turn out to have none."""
    ordinals = scan.ordinals()
    while batch := list(islice(ordinals, BATCH)):
        units = index.unit_of_ordinal(scan.version, np.array(batch, np.int64))
        for unit, ordinal in zip(units.tolist(), batch, strict=True):
            yield unit, place, ordinal, scan.version


def _units(rows: Rows) -> Ints:
    return rows.first + (np.arange(rows.last - rows.first) if rows.flags is None else np.flatnonzero(rows.flags))


def _each_once(rising: Ints) -> Ints:
    return rising[np.append(True, rising[1:] != rising[:-1])] if len(rising) else rising
