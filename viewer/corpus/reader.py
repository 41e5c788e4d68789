"""Rows and segments by their numbers: one state of a corpus, with the chunks that were looked at last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from viewer.corpus import catalogue, chunk_rows, directory
from viewer.corpus.catalogue import Catalogue
from viewer.corpus.chunks import Cells, Chunk, Counts, Ids, joined, measured, segment_class, without_rows
from viewer.corpus.connection import Connection
from viewer.corpus.directory import Directory
from viewer.corpus.drafts import UnitDraft
from viewer.corpus.schema import KINDS, STATUSES, annotation_checksum
from viewer.errors import Damaged, OutOfRange
from viewer.model import Annotation, Change, Kind, Segment, SegmentId, Touched, Unit, VersionId

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_RUNS_KEPT = 128
_CHUNKS_KEPT = 64
_DOCUMENTS_AT_ONCE = 100
"""Documents of which rows are others by now, beyond which all is read anew."""
_ASKED_AT_ONCE = 500
"""Segments that one query asks for by id; SQLite allows 999 everywhere."""

_KIND_OF = dict(enumerate(KINDS))
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

    def __init__(self, database: Connection, known: tuple[Catalogue, Directory] | None = None) -> None:
        """Reads what is not `known`. Raises Damaged."""
        self._database = database
        self.catalogue, self.directory = known or _read(database)
        self._recent_ends: _Recent[int, npt.NDArray[np.uint32]] = _Recent(_RUNS_KEPT)
        self._recent_ids: _Recent[int, Ids] = _Recent(_RUNS_KEPT)
        self._recent_marks: _Recent[int, _Mark] = _Recent(_CHUNKS_KEPT)

    def after(self, change: Change) -> Reader:
        """The corpus as it is after the next change: only what that touched is read. Raises Damaged."""
        if change.touched is None:
            return Reader(self._database)
        return self.patched(change.touched)

    def patched(self, touched: Touched) -> Reader:
        """The corpus as it is now, in which only these rows are others than here. Raises Damaged."""
        starts = self.directory.document_starts
        first = int(np.searchsorted(starts, touched.start, side="right")) - 1
        last = int(np.searchsorted(starts, touched.start + touched.before, side="left"))
        documents = range(min(first, max(0, len(starts) - 2)), min(last, len(starts) - 1))
        if not touched.before:
            documents = range(0)
        if bool(touched.before) != bool(touched.after) or len(documents) > _DOCUMENTS_AT_ONCE:
            return Reader(self._database)
        known = catalogue.patched(self._database, self.catalogue, documents)
        if not documents:
            return Reader(self._database, (known, self.directory))
        numbers = {self.catalogue.document_keys[number]: number for number in documents}
        units = [document.units for document in known.documents]
        made = directory.patched(self._database, self.directory, numbers, units, touched)
        return Reader(self._database, (known, made) if made is not None else None)

    def units(self, start: int, stop: int, keys: Sequence[int], *, annotated: bool = False) -> list[Unit]:
        """The rows from `start` to `stop` with the cells of these versions, and if wanted with what is said of them.

        Raises OutOfRange or Damaged.
        """
        limit = self.directory.units
        if not 0 <= start <= stop <= limit:
            raise OutOfRange("row", start if not 0 <= start <= limit else stop, limit)
        units: list[Unit] = []
        while start < stop:
            place = self.directory.chunk_of_unit(start)
            end = min(stop, int(self.directory.unit_starts[place + 1]))
            units += self._units_of_chunk(place, start, end, keys, annotated)
            start = end
        return units

    def drafts(self, start: int, stop: int) -> list[UnitDraft]:
        """The rows from `start` to `stop`, their segments by ids alone. Raises OutOfRange or Damaged."""
        limit = self.directory.units
        if not 0 <= start <= stop <= limit:
            raise OutOfRange("row", start if not 0 <= start <= limit else stop, limit)
        drafts: list[UnitDraft] = []
        while start < stop:
            place = self.directory.chunk_of_unit(start)
            end = min(stop, int(self.directory.unit_starts[place + 1]))
            first = start - int(self.directory.unit_starts[place])
            last = first + end - start
            cells: list[dict[VersionId, tuple[SegmentId, ...]]] = [{} for _ in range(start, end)]
            for key, version in self.catalogue.version_ids.items():
                if self.directory.runs[key].ids[place]:
                    ends = self._ends(key, place)[first : last + 1].tolist()
                    ids = self._ids(key, place)[ends[0] : ends[-1]].tolist()
                    for cell, (begin, stopped) in zip(cells, pairwise(ends), strict=True):
                        if begin < stopped:
                            cell[version] = tuple(ids[begin - ends[0] : stopped - ends[0]])
            confidence, status = self._mark(place)
            marks = zip(cells, confidence[first:last], status[first:last], strict=True)
            drafts += [UnitDraft(cell, _shortest(certainty), STATUSES[code]) for cell, certainty, code in marks]
            start = end
        return drafts

    def _units_of_chunk(self, place: int, start: int, stop: int, keys: Sequence[int], annotated: bool) -> list[Unit]:
        document = int(self.directory.documents[place])
        first = start - int(self.directory.unit_starts[place])
        last = first + stop - start
        cells: list[dict[VersionId, tuple[Segment, ...]]] = [{} for _ in range(start, stop)]
        for key in keys:
            if not self.directory.runs[key].ids[place]:
                continue
            ends, version = self._ends(key, place)[first : last + 1].tolist(), self.catalogue.version_ids[key]
            before = ends[0]
            ids = self._ids(key, place)[before : ends[-1]]
            segments = self._segments(ids, self._number(key, place) + before)
            if annotated:
                segments = self._annotated(ids, segments)
            for cell, (begin, end) in zip(cells, pairwise(ends), strict=True):
                if begin < end:
                    cell[version] = tuple(segments[begin - before : end - before])
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
        found = self._found(ids)
        return [found[id_][2] for id_ in ids.tolist()]

    def segments_at(self, key: int, ordinals: Sequence[int]) -> list[Segment]:
        """The segments with these numbers, counted over the version, in the order asked for. Raises OutOfRange."""
        starts = self.directory.runs[key].starts
        wanted = np.unique(np.asarray(ordinals, np.int64))
        if len(wanted) and not 0 <= wanted[0] <= wanted[-1] < starts[-1]:
            outside = wanted[0] if wanted[0] < 0 else wanted[-1]
            raise OutOfRange("segment", int(outside), int(starts[-1]))
        places = np.searchsorted(starts, wanted, side="right") - 1
        ids, numbers = np.empty_like(wanted), np.empty_like(wanted)
        for place in np.unique(places).tolist():
            here = places == place
            offsets = wanted[here] - starts[place]
            ids[here], numbers[here] = self._ids(key, place)[offsets], offsets + self._number(key, place)
        found = dict(zip(wanted.tolist(), self._segments(ids, numbers.tolist()), strict=True))
        return [found[int(ordinal)] for ordinal in ordinals]

    def place_of(self, segment: SegmentId) -> Place:
        """Where a segment stands. Raises OutOfRange or Damaged."""
        rows = self._database.rows("SELECT text FROM segment WHERE id = ?", (segment,))
        if not rows:
            raise OutOfRange("segment with the id", segment, self._segment_count())
        text = rows[0][0]
        if text not in self.catalogue.text_places:  # it is set aside
            raise OutOfRange("segment with the id", segment, self._segment_count())
        document, version = self.catalogue.text_places[text]
        key = self.catalogue.version_key(version)
        runs = self.directory.runs[key]
        first, last = self.directory.document_chunks[document : document + 2]
        candidates = (runs.lowest[first:last] <= segment) & (segment <= runs.highest[first:last])
        for place in (np.flatnonzero(candidates) + first).tolist():
            for offset in np.flatnonzero(self._ids(key, place) == segment).tolist():
                row = int(np.searchsorted(self._ends(key, place), offset, side="right")) - 1
                unit = int(self.directory.unit_starts[place]) + row
                return Place(document, unit, version, self._number(key, place) + offset)
        raise Damaged(self._database.path, f"segment {segment} is in no row")

    def _segment_count(self) -> int:
        return sum(version.segments for version in self.catalogue.versions)

    def segment(self, segment: SegmentId) -> Segment:
        """A segment by its id. Raises OutOfRange or Damaged."""
        number = self.place_of(segment).number
        return self._segments(np.array([segment], np.int64), number)[0]

    def document(self, number: int) -> Chunk:
        """All that is known of the rows of a document."""
        first, last = self.directory.document_chunks[number : number + 2].tolist()
        if first < last:
            return joined([self.chunk(place) for place in range(first, last)])
        texts = [text.version for text in self.catalogue.texts if text.document == number]
        return without_rows([self.catalogue.version_key(version) for version in texts])

    def chunk(self, place: int) -> Chunk:
        """All that is known of the rows of a chunk."""
        confidence, status = self._mark(place)
        here = [key for key, runs in self.directory.runs.items() if runs.ids[place]]
        return Chunk(confidence, status, {key: self.cells(key, place) for key in here})

    def cells(self, key: int, place: int) -> Cells:
        """All that is known of one version's part of a chunk."""
        runs = self.directory.runs[key]
        units, segments = self.directory.units_of(place), runs.segments_of(place)
        return chunk_rows.read_cells(self._database, int(runs.ids[place]), units, segments)

    def measures(self, ids: Ids) -> list[tuple[int, Kind, bool]]:
        """Code points, kind and exclusion of each of these segments."""
        found = self._found(ids)
        return [(len(content), kind, excluded) for kind, excluded, content in map(found.__getitem__, ids.tolist())]

    def measured(self, ids: Ids, counts: Counts) -> Cells:
        """Cells of `counts` segments each, as these segments are now."""
        found = self.measures(ids)
        lengths = np.array([length for length, _, _ in found], np.uint32)
        classes = np.array([segment_class(kind, excluded) for _, kind, excluded in found], np.uint8)
        return measured(ids, counts, lengths, classes)

    def _stretch(self, key: int, start: int, stop: int) -> tuple[int, int, Ids]:
        place = self.directory.chunk_of_ordinal(key, start)
        first = int(self.directory.runs[key].starts[place])
        return place, start - first, self._ids(key, place)[start - first : stop - first]

    def _number(self, key: int, place: int) -> int:
        """How many segments come before the chunk within its text."""
        before = int(self.directory.runs[key].starts[place])
        return before - self.directory.document_ordinal(key, int(self.directory.documents[place]))

    def _ends(self, key: int, place: int) -> npt.NDArray[np.uint32]:
        """How many segments of a chunk of n rows come before each row; at the end, the n + 1st number, all of them."""
        runs = self.directory.runs[key]
        number, segments = int(runs.ids[place]), runs.segments_of(place)

        def read() -> npt.NDArray[np.uint32]:
            counts = chunk_rows.read_counts(self._database, number, self.directory.units_of(place))
            ends = np.concatenate((np.zeros(1, np.uint32), np.cumsum(counts, dtype=np.uint32)))
            if ends[-1] != segments:
                raise Damaged(self._database.path, f"run {number} has not the {segments} segments it should have")
            return ends

        return self._recent_ends.get(number, read)

    def _ids(self, key: int, place: int) -> Ids:
        """The segments of a chunk in order."""
        runs = self.directory.runs[key]
        number, segments = int(runs.ids[place]), runs.segments_of(place)
        return self._recent_ids.get(number, lambda: chunk_rows.read_ids(self._database, number, segments))

    def _mark(self, place: int) -> _Mark:
        number = int(self.directory.chunks[place])
        return self._recent_marks.get(
            number, lambda: chunk_rows.read_mark(self._database, number, self.directory.units_of(place))
        )

    def _segments(self, ids: Ids, numbers: int | Sequence[int]) -> list[Segment]:
        """The segments with these ids; their numbers are given, or count up from one."""
        found = self._found(ids)
        counted = count(numbers) if isinstance(numbers, int) else iter(numbers)
        segments = []
        for id_ in ids.tolist():
            kind, excluded, content = found[id_]
            segments.append(Segment(id_, next(counted), kind, content, excluded))
        return segments

    def _found(self, ids: Ids) -> dict[int, tuple[Kind, bool, str]]:
        """Kind, exclusion and text of these segments. Raises Damaged where one is not there."""
        found = {}
        for number, kind, excluded, content in self._selected("id, kind, excluded, content", ids):
            if kind not in _KIND_OF or type(content) is not str:
                raise Damaged(self._database.path, f"segment {number} is not one")
            found[number] = _KIND_OF[kind], bool(excluded), content
        if found.keys() != set(ids.tolist()):
            raise Damaged(self._database.path, "segments are missing")
        return found

    def _annotated(self, ids: Ids, segments: list[Segment]) -> list[Segment]:
        found: dict[SegmentId, list[Annotation]] = {}
        for row in sorted(self._selected("*", ids, "annotation", "segment")):
            if annotation_checksum(*row[:-1]) != row[-1]:
                raise Damaged(self._database.path, f"annotation {row[0]} does not match its checksum")
            found.setdefault(row[1], []).append(Annotation(*row[1:-1]))
        if not found:
            return segments
        return [
            Segment(one.id, one.number, one.kind, one.text, one.excluded, tuple(found[one.id]))
            if one.id in found
            else one
            for one in segments
        ]

    def whole_rows(self, ids: Ids) -> list[tuple[Any, ...]]:
        """The rows of these segments as they are stored, in no order; nothing for one that is not there."""
        return self._selected("*", ids)

    def _selected(
        self, columns: str, ids: Ids, table: str = "segment", of_segment: str = "id"
    ) -> list[tuple[Any, ...]]:
        """The rows of a table that belong to these segments, in no order."""
        if not len(ids):
            return []
        select = f"SELECT {columns} FROM {table} WHERE {of_segment}"
        first, last = int(ids[0]), int(ids[-1])
        if last - first == len(ids) - 1 and (np.diff(ids) == 1).all():
            return self._database.rows(f"{select} BETWEEN ? AND ?", (first, last))
        rows = []
        for part in np.array_split(ids, -(-len(ids) // _ASKED_AT_ONCE)):
            rows += self._database.rows(f"{select} IN ({', '.join('?' * len(part))})", part.tolist())
        return rows


def _read(database: Connection) -> tuple[Catalogue, Directory]:
    known = catalogue.read(database)
    numbers = {key: number for number, key in enumerate(known.document_keys)}
    units = [document.units for document in known.documents]
    return known, directory.read(database, numbers, units, set(known.version_ids))


def _shortest(confidence: np.float32) -> float | None:
    """0.9 rather than 0.8999999761581421, which is the same in 32 bits."""
    return None if np.isnan(confidence) else float(str(confidence))
