"""The search engine: a query goes in, rows and hits come out in portions, so that it can be watched and stopped.

One engine belongs to one thread and has a corpus connection of its own.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from viewer.errors import Cancelled, Locked
from viewer.model import Hit, Version, VersionId
from viewer.search.folded_text import EXPANDS, FURNITURE, JOINS, FoldedFile, FoldedText, NotAFoldedText
from viewer.search.matchers import Evidence, Matcher
from viewer.search.query import Query
from viewer.search.scanner import Ints, Occurrences, occurrences, slices
from viewer.search.source import TextSource, UnitIndex

T = TypeVar("T")

_BATCH = 512
"""Segments that are looked at one by one before anything is handed on."""


@dataclass(frozen=True, slots=True)
class Found:
    """A portion of the rows found: some segments of one version. Portions of a version follow in reading order."""

    version: VersionId
    units: Ints
    """Rising, each once; the last may come again as the first of the next portion."""
    ordinals: Ints
    """The segments with matches, counted over the version; rising."""
    spans: int
    """Matches in them."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The whole of what a query finds."""

    units: int
    """Rows with a match in any version."""
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
        document: int | None = None,
        furniture: bool = True,
        cancelled: Callable[[], bool] = _never,
    ) -> Iterator[Found]:
        """What the query finds, a few milliseconds' work at a time: `first_versions` first, then the others in order.

        `document` is the only one to look in; without `furniture` page furniture is passed over. Raises Cancelled as
        soon as `cancelled` says so, and QueryError where a regular expression takes too long.
        """
        return self._scan(query, self._corpus.index(), first_versions, document, furniture, cancelled)

    def _scan(
        self,
        query: Query,
        index: UnitIndex,
        first_versions: Sequence[VersionId],
        document: int | None,
        furniture: bool,
        cancelled: Callable[[], bool],
    ) -> Iterator[Found]:
        places = {version: place for place, version in enumerate(first_versions)}
        versions = sorted(self._corpus.versions(), key=lambda version: places.get(version.id, len(places)))
        for scan in self._scans(versions, query, index, document, furniture, cancelled):
            for ordinals, spans in scan.counted():
                units = np.unique(index.unit_of_ordinal(scan.version, ordinals))
                yield Found(scan.version, units, ordinals, int(spans.sum()))

    def hits(
        self,
        query: Query,
        *,
        limit: int | None = None,
        document: int | None = None,
        furniture: bool = True,
        cancelled: Callable[[], bool] = _never,
    ) -> Iterator[Hit]:
        """The matches by row, version (in the order of the corpus), segment and place; at most `limit`.

        Raises as `scan` does.
        """
        index = self._corpus.index()
        scans = self._scans(self._corpus.versions(), query, index, document, furniture, cancelled)
        found = heapq.merge(*(scan.places(place, index) for place, scan in enumerate(scans)))
        return islice(self._hits_at(query, index, found, cancelled), limit)

    def count(
        self,
        query: Query,
        *,
        document: int | None = None,
        furniture: bool = True,
        cancelled: Callable[[], bool] = _never,
    ) -> Counts:
        """How much the query finds. Raises as `scan` does."""
        index = self._corpus.index()
        hits = dict.fromkeys(query.versions, 0)
        units = np.zeros(index.unit_count, np.bool_)
        for found in self._scan(query, index, (), document, furniture, cancelled):
            hits[found.version] += found.spans
            units[found.units] = True
        return Counts(int(np.count_nonzero(units)), hits)

    def _scans(
        self,
        versions: Sequence[Version],
        query: Query,
        index: UnitIndex,
        document: int | None,
        furniture: bool,
        cancelled: Callable[[], bool],
    ) -> Iterator[_VersionScan]:
        for version in versions:
            matcher = query.matcher(version.id)
            if matcher is None:
                continue
            starts = index.ordinal_starts(version.id)
            start, stop = 0, int(starts[-1])
            if document is not None:
                first_unit, last_unit = index.document_starts[document : document + 2]
                start, stop = int(starts[first_unit]), int(starts[last_unit])
            folded = self._text(version, index, lambda _: None, cancelled)
            yield _VersionScan(self._corpus, version.id, matcher, folded, start, stop, furniture, cancelled)

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
            size = min(2 * size, _BATCH)

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


class _VersionScan:
    """One query on one version: candidates by their needle, then as much of a look at each as its matcher needs."""

    def __init__(
        self,
        corpus: TextSource,
        version: VersionId,
        matcher: Matcher,
        folded: FoldedText,
        start: int,
        stop: int,
        furniture: bool,
        cancelled: Callable[[], bool],
    ) -> None:
        self.version = version
        self._corpus = corpus
        self._matcher = matcher
        self._folded = folded
        self._start = start
        self._stop = stop
        self._furniture = furniture
        self._cancelled = cancelled

    def places(self, place: int, index: UnitIndex) -> Iterator[tuple[int, int, int, VersionId]]:
        """(unit, `place`, ordinal, version) of every segment with a match; some may turn out to have none."""
        for portion in self._candidates():
            ordinals = portion.ordinals
            if self._matcher.evidence is Evidence.FOLDED:
                ordinals = ordinals[self._count_folded(ordinals) > 0]
            units = index.unit_of_ordinal(self.version, ordinals)
            for unit, ordinal in zip(units.tolist(), ordinals.tolist(), strict=True):
                yield unit, place, ordinal, self.version

    def counted(self) -> Iterator[tuple[Ints, Ints]]:
        """Segments with matches, and how many; portion by portion, never an empty one."""
        evidence = self._matcher.evidence
        for portion in self._candidates():
            if evidence is Evidence.OCCURRENCES:
                counts, uncertain = portion.counts.copy(), portion.uncertain
            elif evidence is Evidence.FOLDED:
                counts = self._count_folded(portion.ordinals)
                flags = self._folded.flags[portion.ordinals]
                uncertain = ((counts > 0) & ((flags & JOINS) != 0)) | ((counts > 1) & ((flags & EXPANDS) != 0))
            else:
                counts = portion.counts.copy()
                uncertain = np.ones(len(counts), np.bool_)
            self._recount(portion.ordinals, counts, uncertain)
            if counts.any():
                yield portion.ordinals[counts > 0], counts[counts > 0]

    def _count_folded(self, ordinals: Ints) -> Ints:
        texts: Iterable[str] = map(self._folded.segment, ordinals.tolist())
        if len(ordinals) and ordinals[-1] - ordinals[0] == len(ordinals) - 1:
            texts = self._folded.between(int(ordinals[0]), int(ordinals[-1]) + 1)
        return np.fromiter(map(self._matcher.count, self._watched(texts)), np.int64, len(ordinals))

    def _recount(self, ordinals: Ints, counts: Ints, uncertain: NDArray[np.bool_]) -> None:
        """Counts the uncertain ones by their original text, in place."""
        places = np.flatnonzero(uncertain)
        for start in range(0, len(places), _BATCH):
            self._check()
            batch = places[start : start + _BATCH]
            segments = self._corpus.segments_at(self.version, ordinals[batch].tolist())
            for place, segment in zip(batch.tolist(), self._watched(segments), strict=True):
                counts[place] = len(self._matcher.spans(segment.text))

    def _candidates(self) -> Iterator[Occurrences]:
        """The segments that may have matches. What is looked at one by one comes in small portions."""
        needle = self._matcher.needle.encode()
        folding = self._matcher.needle_folding
        one_by_one = self._matcher.evidence is not Evidence.OCCURRENCES
        for piece in slices(self._folded, self._start, self._stop, folding):
            self._check()
            if not needle:
                ordinals = np.arange(piece.first, piece.last)
                portions = iter([Occurrences(ordinals, np.ones_like(ordinals), np.ones(len(ordinals), np.bool_))])
            else:
                portions = occurrences(piece, needle, self._folded)
            for portion in portions:
                self._check()
                wanted = self._wanted(portion)
                size = _BATCH if one_by_one else max(1, len(wanted.ordinals))
                for start in range(0, len(wanted.ordinals), size):
                    self._check()
                    part = slice(start, start + size)
                    yield Occurrences(wanted.ordinals[part], wanted.counts[part], wanted.uncertain[part])

    def _wanted(self, portion: Occurrences) -> Occurrences:
        if self._furniture:
            return portion
        body = (self._folded.flags[portion.ordinals] & FURNITURE) == 0
        return Occurrences(portion.ordinals[body], portion.counts[body], portion.uncertain[body])

    def _watched(self, things: Iterable[T]) -> Iterator[T]:
        """The things one by one, each of which may take long, until cancelled."""
        for thing in things:
            self._check()
            yield thing

    def _check(self) -> None:
        if self._cancelled():
            raise Cancelled
