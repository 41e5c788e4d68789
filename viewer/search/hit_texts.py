"""The segments that hits are in, with the matches in them: read in the order of the hits, some hundred at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from viewer.errors import Cancelled, Locked
from viewer.model import Segment, VersionId
from viewer.search.hit_places import HitPlaces, Ints
from viewer.search.query import Query
from viewer.search.source import TextSource

BATCH = 512
"""Segments that are read at once, and between two looks at whether to stop."""


@dataclass(frozen=True, slots=True)
class HitText:
    """A segment with hits."""

    entry: int
    """Of the `HitPlaces`."""
    version: VersionId
    segment: Segment
    spans: Sequence[tuple[int, int]]
    """The matches, in code points: as many as the entry has hits."""


class HitTexts:
    """Reads what `places` tell of a corpus. One belongs to one thread, as the connection does."""

    def __init__(self, corpus: TextSource, query: Query, places: HitPlaces) -> None:
        self._corpus = corpus
        self._query = query
        self._places = places

    def check(self) -> None:
        """Raises Locked where some text is not in the state any more in which it was searched: search again."""
        if tuple(version.revision for version in self._corpus.versions()) != self._places.revisions:
            raise Locked(self._corpus.path)

    def segments(self, entries: Ints) -> Iterator[tuple[int, VersionId, Segment]]:
        """The segments of these entries, version by version, each with its entry; rows without text are passed over."""
        columns = self._places.columns[entries]
        for column, version in enumerate(self._places.versions):
            own = entries[columns == column]
            if len(own):
                segments = self._corpus.segments_at(version, self._places.ordinals[own].tolist())
                for entry, segment in zip(own.tolist(), segments, strict=True):
                    yield entry, version, segment

    def read(self, entries: Ints, cancelled: Callable[[], bool] = lambda: False) -> Iterator[HitText]:
        """As `segments`, with the matches. Raises Locked where these are not as many as were found, and Cancelled."""
        for entry, version, segment in self.segments(entries):
            if cancelled():
                raise Cancelled
            matcher = self._query.matcher(version)
            spans = matcher.spans(segment.text) if matcher else []
            if len(spans) != self._places.starts[entry + 1] - self._places.starts[entry]:
                raise Locked(self._corpus.path)
            yield HitText(entry, version, segment, spans)

    def batches(
        self, entries: Ints, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> Iterator[Ints]:
        """The entries, rising, in portions, each of them still as it was when it was searched.

        `progress` is told the part done, 0 to 1. Raises Cancelled and Locked.
        """
        for start in range(0, len(entries), BATCH):
            if cancelled():
                raise Cancelled
            self.check()
            yield entries[start : start + BATCH]
            progress(min(1.0, (start + BATCH) / len(entries)))
