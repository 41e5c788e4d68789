"""The terms of a query in one version: candidates by a needle, then as much of a look at each as its matcher needs."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from viewer.errors import Cancelled
from viewer.model import VersionId
from viewer.search.folded_text import EXPANDS, FURNITURE, JOINS, FoldedText
from viewer.search.matchers import Evidence, Matcher, Spans
from viewer.search.scanner import Ints, Occurrences, occurrences, slices
from viewer.search.source import TextSource

T = TypeVar("T")

BATCH = 512
"""Most segments that are looked at one by one before anything is handed on."""
_FIRST_BATCH = 32
_PART, _LONGEST_PART = 1 << 8, 1 << 17
"""Segments in which several terms are counted before anything is handed on."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The segments of a version that a scan looks at."""

    corpus: TextSource
    version: VersionId
    folded: FoldedText
    start: int
    stop: int
    """Ordinals, half-open."""
    wanted: NDArray[np.bool_] | None
    """Shape (stop - start,): which of them are looked at; all if None."""
    furniture: bool
    """Whether segments that are furniture are looked at."""
    cancelled: Callable[[], bool]

    def parts(self) -> Iterator[Stretch]:
        """The stretch in parts, from short ones to long ones."""
        start, size = self.start, _PART
        while start < self.stop:
            stop = min(self.stop, start + size)
            wanted = None if self.wanted is None else self.wanted[start - self.start : stop - self.start]
            yield replace(self, start=start, stop=stop, wanted=wanted)
            start, size = stop, min(2 * size, _LONGEST_PART)

    def check(self) -> None:
        """Raises Cancelled if it is."""
        if self.cancelled():
            raise Cancelled

    def watched(self, things: Iterable[T]) -> Iterator[T]:
        """The things one by one, each of which may take long, until cancelled."""
        for thing in things:
            self.check()
            yield thing

    def recount(self, spans: Spans, ordinals: Ints, counts: Ints, uncertain: NDArray[np.bool_]) -> None:
        """Counts the matches in the uncertain ones of some segments by their original text, in place."""
        places = np.flatnonzero(uncertain)
        for start in range(0, len(places), BATCH):
            self.check()
            batch = places[start : start + BATCH]
            segments = self.corpus.segments_at(self.version, ordinals[batch].tolist())
            for place, segment in zip(batch.tolist(), self.watched(segments), strict=True):
                counts[place] = len(spans.spans(segment.text))

    def only(self, portion: Occurrences) -> Occurrences:
        """Those of the segments that are looked at."""
        keep = None if self.wanted is None else self.wanted[portion.ordinals - self.start]
        if not self.furniture:
            body = (self.folded.flags[portion.ordinals] & FURNITURE) == 0
            keep = body if keep is None else keep & body
        if keep is None or keep.all():
            return portion
        return Occurrences(portion.ordinals[keep], portion.counts[keep], portion.uncertain[keep])


class TermScan:
    """The matches of one matcher in a stretch."""

    def __init__(self, stretch: Stretch, matcher: Matcher) -> None:
        self._stretch = stretch
        self._folded = stretch.folded
        self._matcher = matcher

    def ordinals(self) -> Iterator[Ints]:
        """The segments with matches, rising, in portions; some may turn out to have none when they are read."""
        for portion in self._candidates():
            ordinals = portion.ordinals
            if self._matcher.evidence is Evidence.FOLDED:
                ordinals = ordinals[self._count_folded(ordinals) > 0]
            yield ordinals

    def counted(self) -> Iterator[tuple[Ints, Ints]]:
        """Segments with matches, rising, and how many each has; portion by portion, never an empty one."""
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
            self._stretch.recount(self._matcher, portion.ordinals, counts, uncertain)
            if counts.any():
                yield portion.ordinals[counts > 0], counts[counts > 0]

    def _count_folded(self, ordinals: Ints) -> Ints:
        texts: Iterable[str] = map(self._folded.segment, ordinals.tolist())
        if len(ordinals) and ordinals[-1] - ordinals[0] == len(ordinals) - 1:
            texts = self._folded.between(int(ordinals[0]), int(ordinals[-1]) + 1)
        return np.fromiter(map(self._matcher.count, self._stretch.watched(texts)), np.int64, len(ordinals))

    def _candidates(self) -> Iterator[Occurrences]:
        """The segments that may have matches. What is looked at one by one comes in small portions."""
        stretch = self._stretch
        needle = self._matcher.needle.encode()
        one_by_one = self._matcher.evidence is not Evidence.OCCURRENCES
        size = _FIRST_BATCH
        for piece in slices(self._folded, stretch.start, stretch.stop, self._matcher.needle_folding):
            stretch.check()
            if not needle:
                ordinals = np.arange(piece.first, piece.last)
                portions = iter([Occurrences(ordinals, np.ones_like(ordinals), np.ones(len(ordinals), np.bool_))])
            else:
                portions = occurrences(piece, needle, self._folded, stretch.check)
            for portion in portions:
                stretch.check()
                wanted = stretch.only(portion)
                if not one_by_one:
                    yield wanted
                    continue
                start = 0
                while start < len(wanted.ordinals):
                    stretch.check()
                    part = slice(start, start + size)
                    yield Occurrences(wanted.ordinals[part], wanted.counts[part], wanted.uncertain[part])
                    start, size = part.stop, min(2 * size, BATCH)


class VersionScan:
    """The matches of all matchers that look in a version, in one stretch of it."""

    def __init__(self, stretch: Stretch, matchers: Sequence[Matcher], together: Spans) -> None:
        """`together` finds what any of the matchers finds, each match once."""
        self._stretch = stretch
        self._matchers = matchers
        self._together = together

    @property
    def version(self) -> VersionId:
        return self._stretch.version

    def ordinals(self) -> Iterator[int]:
        """The segments with matches, rising, each once; some may turn out to have none when they are read."""
        scans = [TermScan(self._stretch, matcher) for matcher in self._matchers]
        streams = [(one for part in scan.ordinals() for one in part.tolist()) for scan in scans]
        return (ordinal for ordinal, _ in groupby(heapq.merge(*streams)))

    def counted(self) -> Iterator[tuple[Ints, Ints]]:
        """As `TermScan.counted`."""
        if len(self._matchers) == 1:
            yield from TermScan(self._stretch, self._matchers[0]).counted()
            return
        for part in self._stretch.parts():
            portions = [portion for matcher in self._matchers for portion in TermScan(part, matcher).counted()]
            if portions:
                yield self._each_once(portions)

    def _each_once(self, portions: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
        """The segments with matches of any term, rising. Where several have some, these may overlap."""
        ordinals = np.concatenate([found for found, _ in portions])
        order = np.argsort(ordinals, kind="stable")
        ordinals = ordinals[order]
        counts = np.concatenate([number for _, number in portions])[order]
        first = np.append(True, ordinals[1:] != ordinals[:-1])
        shared = np.append(~first[1:], False) & first
        ordinals, counts, shared = ordinals[first], counts[first], shared[first]
        self._stretch.recount(self._together, ordinals, counts, shared)
        return ordinals, counts
