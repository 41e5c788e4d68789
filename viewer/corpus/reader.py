"""Rows and segments by their numbers: one state of a corpus, with the chunks that were looked at last."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from viewer.corpus import catalogue, chunk_rows, directory
from viewer.corpus.chunks import Chunk, Ids
from viewer.corpus.connection import Connection
from viewer.corpus.schema import KINDS, STATUSES
from viewer.errors import Damaged, OutOfRange
from viewer.model import Kind, Segment, SegmentId, Unit, VersionId

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_RUNS_KEPT = 512
_CHUNKS_KEPT = 64
_ASKED_AT_ONCE = 500
"""Segments that one query asks for by id; SQLite allows 999 everywhere."""

_KIND_OF = dict(enumerate(KINDS))
_SELECT = "SELECT id, kind, excluded, content FROM segment WHERE id"

_Mark = tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]


class _Recent(Generic[K, V]):
    """The values asked for last, at most `limit`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        value = self._values[key] = make()
        if len(self._values) > self._limit:
            self._values.popitem(last=False)
        return value


@dataclass(frozen=True, slots=True)
class _Run:
    """One version's part of a chunk of n rows, as far as rows need it."""

    ends: list[int]
    """n + 1 numbers: how many of its segments come before each row; at the end, how many there are."""
    ids: Ids


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment stands."""

    document: int
    unit: int
    """Row number in the whole corpus."""
    version: VersionId
    number: int
    """Number within its text."""


class Reader:
    """One state of a corpus. To be used within `Connection.reading`, and dropped when the corpus has changed."""

    def __init__(self, database: Connection) -> None:
        """Raises Damaged."""
        self._database = database
        self.catalogue = catalogue.read(database)
        self.directory = directory.read(
            database,
            {key: number for number, key in enumerate(self.catalogue.document_keys)},
            [document.units for document in self.catalogue.documents],
            set(self.catalogue.version_ids),
        )
        self._runs: _Recent[int, _Run] = _Recent(_RUNS_KEPT)
        self._marks: _Recent[int, _Mark] = _Recent(_CHUNKS_KEPT)

    def units(self, start: int, stop: int, keys: Sequence[int]) -> list[Unit]:
        """The rows from `start` to `stop` with the cells of these versions. Raises OutOfRange or Damaged."""
        limit = self.directory.units
        if not 0 <= start <= stop <= limit:
            raise OutOfRange("row", start if not 0 <= start <= limit else stop, limit)
        units: list[Unit] = []
        while start < stop:
            place = self.directory.chunk_of_unit(start)
            end = min(stop, int(self.directory.unit_starts[place + 1]))
            units += self._units_of_chunk(place, start, end, keys)
            start = end
        return units

    def _units_of_chunk(self, place: int, start: int, stop: int, keys: Sequence[int]) -> list[Unit]:
        document = int(self.directory.documents[place])
        first = start - int(self.directory.unit_starts[place])
        last = first + stop - start
        cells: list[dict[VersionId, tuple[Segment, ...]]] = [{} for _ in range(start, stop)]
        for key in keys:
            if not self.directory.runs[key].ids[place]:
                continue
            run = self._run(key, place)
            before, version = run.ends[first], self.catalogue.version_ids[key]
            segments = self._segments(run.ids[before : run.ends[last]], self._number(key, place) + before)
            for cell, row in zip(cells, range(first, last), strict=True):
                if run.ends[row] < run.ends[row + 1]:
                    cell[version] = tuple(segments[run.ends[row] - before : run.ends[row + 1] - before])
        confidence, status = self._mark(place)
        return [
            Unit(start + offset, document, _shortest(certainty), STATUSES[code], cell)
            for offset, (cell, certainty, code) in enumerate(
                zip(cells, confidence[first:last], status[first:last], strict=True)
            )
        ]

    def segments(self, key: int, start: int, stop: int) -> list[Segment]:
        """The segments of a version from `start` on, counted over the version: up to `stop` or the end of a chunk."""
        place, before, ids = self._stretch(key, start, stop)
        return self._segments(ids, self._number(key, place) + before)

    def contents(self, key: int, start: int) -> list[str]:
        """As `segments` up to the end of a chunk, the text alone."""
        _, _, ids = self._stretch(key, start, self.directory.segment_count(key))
        found = {number: content for number, _, _, content in self._rows(ids)}
        return [found[number] for number in ids.tolist()]

    def segments_at(self, key: int, ordinals: Sequence[int]) -> list[Segment]:
        """The segments with these numbers, counted over the version, in the order asked for. Raises OutOfRange."""
        starts = self.directory.runs[key].starts
        wanted = np.unique(np.asarray(ordinals, np.int64))
        if len(wanted) and not 0 <= wanted[0] <= wanted[-1] < starts[-1]:
            outside = wanted[0] if wanted[0] < 0 else wanted[-1]
            raise OutOfRange("segment", int(outside), int(starts[-1]))
        places = np.searchsorted(starts, wanted, side="right") - 1
        found: dict[int, Segment] = {}
        for place in np.unique(places).tolist():
            inside = wanted[places == place]
            offsets = inside - starts[place]
            ids = self._run(key, place).ids[offsets]
            numbers = offsets + self._number(key, place)
            found |= zip(inside.tolist(), self._segments(ids, numbers.tolist()), strict=True)
        return [found[int(ordinal)] for ordinal in ordinals]

    def place_of(self, segment: SegmentId) -> Place:
        """Where a segment stands. Raises OutOfRange or Damaged."""
        rows = self._database.rows("SELECT text FROM segment WHERE id = ?", (segment,))
        if not rows:
            raise OutOfRange("segment with the id", segment, self._segment_count())
        text = rows[0][0]
        if text not in self.catalogue.text_places:
            raise Damaged(self._database.path, f"segment {segment} belongs to no text")
        document, version = self.catalogue.text_places[text]
        key = self.catalogue.version_key(version)
        runs = self.directory.runs[key]
        first, last = self.directory.document_chunks[document : document + 2]
        candidates = (runs.lowest[first:last] <= segment) & (segment <= runs.highest[first:last])
        for place in (np.flatnonzero(candidates) + first).tolist():
            run = self._run(key, place)
            for offset in np.flatnonzero(run.ids == segment).tolist():
                unit = int(self.directory.unit_starts[place]) + bisect_right(run.ends, offset) - 1
                return Place(document, unit, version, self._number(key, place) + offset)
        raise Damaged(self._database.path, f"segment {segment} is in no row")

    def _segment_count(self) -> int:
        return sum(version.segments for version in self.catalogue.versions)

    def segment(self, segment: SegmentId) -> Segment:
        """A segment by its id. Raises OutOfRange or Damaged."""
        number = self.place_of(segment).number
        return self._segments(np.array([segment], np.int64), number)[0]

    def chunk(self, place: int) -> Chunk:
        """All that is known of the rows of a chunk."""
        units = self.directory.units_of(place)
        confidence, status = self._mark(place)
        cells = {
            key: chunk_rows.read_cells(self._database, int(runs.ids[place]), units, runs.segments_of(place))
            for key, runs in self.directory.runs.items()
            if runs.ids[place]
        }
        return Chunk(confidence, status, cells)

    def measures(self, ids: Ids) -> list[tuple[int, Kind, bool]]:
        """Code points, kind and exclusion of each of these segments."""
        found = {row[0]: row for row in self._rows(ids)}
        rows = (found[number] for number in ids.tolist())
        return [(len(content), _KIND_OF[kind], bool(excluded)) for _, kind, excluded, content in rows]

    def _stretch(self, key: int, start: int, stop: int) -> tuple[int, int, Ids]:
        place = self.directory.chunk_of_ordinal(key, start)
        first = int(self.directory.runs[key].starts[place])
        return place, start - first, self._run(key, place).ids[start - first : stop - first]

    def _number(self, key: int, place: int) -> int:
        """How many segments come before the chunk within its text."""
        before = int(self.directory.runs[key].starts[place])
        return before - self.directory.document_ordinal(key, int(self.directory.documents[place]))

    def _run(self, key: int, place: int) -> _Run:
        runs = self.directory.runs[key]
        number, segments = int(runs.ids[place]), runs.segments_of(place)

        def read() -> _Run:
            counts = chunk_rows.read_counts(self._database, number, self.directory.units_of(place))
            ends = [0, *np.cumsum(counts, dtype=np.int64).tolist()]
            if ends[-1] != segments:
                raise Damaged(self._database.path, f"run {number} has not the {segments} segments it should have")
            return _Run(ends, chunk_rows.read_ids(self._database, number, segments))

        return self._runs.get(number, read)

    def _mark(self, place: int) -> _Mark:
        number = int(self.directory.chunks[place])
        return self._marks.get(
            number, lambda: chunk_rows.read_mark(self._database, number, self.directory.units_of(place))
        )

    def _segments(self, ids: Ids, numbers: int | Sequence[int]) -> list[Segment]:
        """The segments with these ids; their numbers are given, or count up from one."""
        found = {row[0]: row for row in self._rows(ids)}
        counted = count(numbers) if isinstance(numbers, int) else numbers
        return [
            Segment(SegmentId(number), place, _KIND_OF[kind], content, bool(excluded))
            for place, (number, kind, excluded, content) in zip(
                counted, map(found.__getitem__, ids.tolist()), strict=False
            )
        ]

    def _rows(self, ids: Ids) -> list[tuple[int, int, int, str]]:
        """(id, kind, excluded, text) of these segments, in no order. Raises Damaged where one is not there."""
        if not len(ids):
            return []
        first, last = int(ids[0]), int(ids[-1])
        if last - first == len(ids) - 1 and (len(ids) == 1 or (np.diff(ids) == 1).all()):
            rows = self._database.rows(f"{_SELECT} BETWEEN ? AND ?", (first, last))
        else:
            rows = []
            for part in np.array_split(ids, -(-len(ids) // _ASKED_AT_ONCE)):
                rows += self._database.rows(f"{_SELECT} IN ({','.join('?' * len(part))})", part.tolist())
        if len(rows) != len(ids):
            raise Damaged(self._database.path, "segments are missing")
        for number, kind, _, content in rows:
            if kind not in _KIND_OF or type(content) is not str:
                raise Damaged(self._database.path, f"segment {number} is not one")
        return rows


def _shortest(confidence: np.float32) -> float | None:
    """0.9 rather than 0.8999999761581421, which is the same in 32 bits."""
    return None if np.isnan(confidence) else float(str(confidence))
