"""All rows of a corpus at a glance: an immutable snapshot of counts, lengths and confidence as arrays, without text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.corpus import chunk_rows
from viewer.corpus.catalogue import Catalogue
from viewer.corpus.chunk_rows import Numbers
from viewer.corpus.chunks import FURNITURE
from viewer.corpus.connection import Connection
from viewer.corpus.directory import Directory, Int64
from viewer.corpus.schema import STATUSES
from viewer.errors import Damaged, OutOfRange
from viewer.model import Status, Touched, VersionId

_REVIEW = STATUSES.index(Status.REVIEW)
_AT_ONCE = 1 << 16
"""Rows that are summed up in one go; for so long no other thread has the interpreter."""
_FEW = 64
"""Chunks that are always read one by one."""
_CONFIRMED, _EDITED = STATUSES.index(Status.CONFIRMED), STATUSES.index(Status.EDITED)


@dataclass(frozen=True, slots=True)
class CorpusIndex:
    """U rows of D documents. Nothing in it changes; after a change of the corpus a new one is read."""

    revision: int
    """That of the corpus when the snapshot was taken; another one means other rows."""
    versions: tuple[VersionId, ...]
    document_starts: Int64
    """Shape (D + 1,): how many rows come before each document."""
    confidence: npt.NDArray[np.float32]
    """Shape (U,); NaN where nothing was computed."""
    status: npt.NDArray[np.uint8]
    """Shape (U,); places in `schema.STATUSES`."""
    counts: Mapping[VersionId, Numbers]
    """For each version shape (U,): segments. In the narrowest type that holds them all: widen before you multiply."""
    lengths: Mapping[VersionId, Numbers]
    """For each version shape (U,): code points, in the narrowest type as well."""
    classes: Mapping[VersionId, npt.NDArray[np.uint8]]
    """For each version shape (U,): FURNITURE, HEADING and EXCLUDED of `chunks`, added up; 0 for an empty cell."""
    corpus: str = ""
    """The UUID of the corpus."""
    _ordinal_starts: dict[VersionId, Int64] = field(default_factory=dict, repr=False, compare=False)
    _doubtful: dict[float, Int64] = field(default_factory=dict, repr=False, compare=False)

    @property
    def unit_count(self) -> int:
        return len(self.status)

    def complete(self) -> int:
        """The number of rows in which every version has something."""
        return int(np.count_nonzero(self._complete()))

    def first_complete(self) -> int | None:
        """The first row in which every version has something."""
        complete = self._complete()
        first = int(complete.argmax()) if len(complete) else 0
        return first if complete.any() else None

    def _complete(self) -> npt.NDArray[np.bool_]:
        filled = np.full(self.unit_count, bool(self.versions))
        for counts in self.counts.values():
            filled &= counts > 0
        return filled

    def doubtful(self, threshold: float) -> Int64:
        """The rows, ascending, that are up for review, or whose confidence is below `threshold` and that nobody has
        confirmed or edited."""
        if threshold not in self._doubtful:
            # Comparing twice is ten times as fast as asking `isin`.
            settled = (self.status == _CONFIRMED) | (self.status == _EDITED)
            found = np.flatnonzero((self.confidence < threshold) & ~settled | (self.status == _REVIEW))
            found.flags.writeable = False
            self._doubtful[threshold] = found
        return self._doubtful[threshold]

    def has_status(self, status: Status) -> npt.NDArray[np.bool_]:
        """Shape (U,): which rows have that status."""
        found: npt.NDArray[np.bool_] = self.status == STATUSES.index(status)
        return found

    def is_furniture(self, version: VersionId) -> npt.NDArray[np.bool_]:
        """Shape (U,): in which rows a version has something, but nothing except page furniture."""
        found: npt.NDArray[np.bool_] = (self.classes[version] & FURNITURE) != 0
        return found

    def status_of(self, unit: int) -> Status:
        """Who answers for a row."""
        return STATUSES[self.status[unit]]

    def document_of(self, unit: int) -> int:
        """The document that a row belongs to. Raises OutOfRange."""
        if not 0 <= unit < self.unit_count:
            raise OutOfRange("row", unit, self.unit_count)
        return int(np.searchsorted(self.document_starts, unit, side="right")) - 1

    def ordinal_starts(self, version: VersionId) -> Int64:
        """Shape (U + 1,): how many segments of the version come before each row; at the end, how many there are."""
        if version not in self._ordinal_starts:
            starts = np.zeros(self.unit_count + 1, np.int64)
            counts = self.counts[version]
            for first in range(0, len(counts), _AT_ONCE):
                part = starts[first + 1 : first + 1 + _AT_ONCE]
                np.cumsum(counts[first : first + _AT_ONCE], out=part)
                part += starts[first]
            starts.flags.writeable = False
            self._ordinal_starts[version] = starts
        return self._ordinal_starts[version]

    def unit_of_ordinal(self, version: VersionId, ordinals: Int64) -> Int64:
        """The rows that hold these segments, which are counted in reading order over the version."""
        return np.searchsorted(self.ordinal_starts(version), ordinals, side="right") - 1

    def number_of_ordinal(self, version: VersionId, ordinal: int) -> tuple[int, int]:
        """(document, number within the text) of a segment counted over the version. Raises OutOfRange."""
        starts = self.ordinal_starts(version)
        if not 0 <= ordinal < starts[-1]:
            raise OutOfRange("segment", ordinal, int(starts[-1]))
        firsts = starts[self.document_starts]
        document = int(np.searchsorted(firsts, ordinal, side="right")) - 1
        return document, int(ordinal - firsts[document])

    def paragraph_count(self, version: VersionId, document: int) -> int:
        """How many segments a text has; 0 where the version is absent from the document. Raises OutOfRange."""
        first, last = self._ordinals_of(version, document)
        return last - first

    def ordinal_of_paragraph(self, version: VersionId, document: int, number: int) -> int:
        """The place over the version of the segment with this number within its text. Raises OutOfRange."""
        first, last = self._ordinals_of(version, document)
        if not 0 <= number < last - first:
            raise OutOfRange("paragraph", number, last - first)
        return first + number

    def unit_of_paragraph(self, version: VersionId, document: int, number: int) -> int:
        """The row that holds the segment with this number within its text. Raises OutOfRange."""
        ordinal = self.ordinal_of_paragraph(version, document, number)
        return int(self.unit_of_ordinal(version, np.array([ordinal]))[0])

    def _ordinals_of(self, version: VersionId, document: int) -> tuple[int, int]:
        if not 0 <= document < len(self.document_starts) - 1:
            raise OutOfRange("document", document, len(self.document_starts) - 1)
        first, last = self.ordinal_starts(version)[self.document_starts[document : document + 2]].tolist()
        return first, last


def read(database: Connection, directory: Directory, known: Catalogue) -> CorpusIndex:
    """The index as it is now, without a look at any segment. Raises Damaged."""
    versions = known.version_ids
    units = directory.units
    starts, stops = directory.unit_starts[:-1].tolist(), directory.unit_starts[1:].tolist()
    stretches = list(map(slice, starts, stops))
    """The rows of each chunk."""

    confidence, status = np.empty(units, np.float32), np.empty(units, np.uint8)
    places = {chunk: place for place, chunk in enumerate(directory.chunks.tolist())}
    chunk_units = {chunk: stops[place] - starts[place] for chunk, place in places.items()}
    marks = 0
    for chunk, chunk_confidence, chunk_status in chunk_rows.stream_marks(database, chunk_units):
        rows = stretches[places[chunk]]
        confidence[rows], status[rows] = chunk_confidence, chunk_status
        marks += 1

    columns = {version: _Columns(units) for version in versions}
    owners = {
        run: (columns[version], place)
        for version, runs in directory.runs.items()
        for place, run in enumerate(runs.ids.tolist())
        if run
    }
    run_units = {run: stops[place] - starts[place] for run, (_, place) in owners.items()}
    cells = 0
    for run, *parts in chunk_rows.stream_cells(database, run_units):
        column, place = owners[run]
        column.put(stretches[place], *parts)
        cells += 1
    if marks != len(places) or cells != len(owners):
        raise Damaged(database.path, "rows are missing")
    if status.max(initial=0) >= len(STATUSES):
        raise Damaged(database.path, "a row has a status that does not exist")
    whole: list[npt.NDArray[Any]] = [confidence, status]
    for array in (*whole, *(array for column in columns.values() for array in column.arrays())):
        array.flags.writeable = False
    return CorpusIndex(
        revision=known.revision,
        versions=tuple(versions.values()),
        document_starts=directory.document_starts,
        confidence=confidence,
        status=status,
        counts={versions[version]: column.counts for version, column in columns.items()},
        lengths={versions[version]: column.lengths for version, column in columns.items()},
        classes={versions[version]: column.classes for version, column in columns.items()},
        corpus=known.uuid,
    )


def patched(
    database: Connection, old: CorpusIndex, directory: Directory, known: Catalogue, touched: Touched
) -> CorpusIndex | None:
    """The index as it is now, if nothing but the touched rows is another than in `old`: arrays that are the same are
    shared. None if it does not fit, and has to be read. Raises Damaged."""
    fits = directory.units == old.unit_count + touched.after - touched.before >= touched.start + touched.after
    if not fits or known.version_ids.keys() != directory.runs.keys() or bool(touched.before) != bool(touched.after):
        return None
    if (known.uuid, *known.version_ids.values()) != (old.corpus, *old.versions):
        return None
    if not touched.before:
        return replace(old, revision=known.revision)
    first = directory.chunk_of_unit(touched.start)
    places = range(first, directory.chunk_of_unit(touched.start + touched.after - 1) + 1)
    if _FEW < len(places) > len(directory.chunks) // 2:
        return None  # of so many all are read in less time
    start, stop = int(directory.unit_starts[places.start]), int(directory.unit_starts[places.stop])
    rows = slice(start, stop - touched.after + touched.before)
    marks = [
        chunk_rows.read_mark(database, int(directory.chunks[place]), directory.units_of(place)) for place in places
    ]
    counts, lengths, classes = dict(old.counts), dict(old.lengths), dict(old.classes)
    for key, version in known.version_ids.items():
        parts = [_column(database, directory, key, place) for place in places]
        counts[version] = _spliced(counts[version], rows, [part[0] for part in parts])
        lengths[version] = _spliced(lengths[version], rows, [part[1] for part in parts])
        classes[version] = _spliced(classes[version], rows, [part[2] for part in parts])
    confidence = _spliced(old.confidence, rows, [mark[0] for mark in marks])
    status = _spliced(old.status, rows, [mark[1] for mark in marks])
    return CorpusIndex(
        revision=known.revision,
        versions=old.versions,
        document_starts=directory.document_starts,
        confidence=confidence,
        status=status,
        counts=counts,
        lengths=lengths,
        classes=classes,
        corpus=old.corpus,
        _ordinal_starts={
            version: starts for version, starts in old._ordinal_starts.items() if counts[version] is old.counts[version]
        },
        _doubtful=old._doubtful if confidence is old.confidence and status is old.status else {},
    )


def _column(
    database: Connection, directory: Directory, version: int, place: int
) -> tuple[Numbers, Numbers, npt.NDArray[np.uint8]]:
    run, units = int(directory.runs[version].ids[place]), directory.units_of(place)
    if not run:
        nothing = np.zeros(units, np.uint8)
        return nothing, nothing, nothing
    return chunk_rows.read_columns(database, run, units)


def _spliced(column: npt.NDArray[Any], rows: slice, parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """The column with other numbers in these rows, as wide as they have to be; itself if they are the same."""
    part = np.concatenate(parts)
    if np.array_equal(column[rows], part, equal_nan=column.dtype.kind == "f"):
        return column
    wide = np.promote_types(column.dtype, part.dtype)
    made = np.concatenate((column[: rows.start], part, column[rows.stop :]), dtype=wide)
    made.flags.writeable = False
    return made


class _Columns:
    """What is known of one version, in numbers as narrow as they can be: of millions of rows all of it is in memory."""

    def __init__(self, units: int) -> None:
        self.counts: Numbers = np.zeros(units, np.uint8)
        self.lengths: Numbers = np.zeros(units, np.uint8)
        self.classes = np.zeros(units, np.uint8)

    def put(self, rows: slice, counts: Numbers, lengths: Numbers, classes: npt.NDArray[np.uint8]) -> None:
        self.counts = _wide_enough(self.counts, counts)
        self.lengths = _wide_enough(self.lengths, lengths)
        self.counts[rows], self.lengths[rows], self.classes[rows] = counts, lengths, classes

    def arrays(self) -> tuple[npt.NDArray[Any], ...]:
        return self.counts, self.lengths, self.classes


def _wide_enough(column: Numbers, part: Numbers) -> Numbers:
    return column if column.itemsize >= part.itemsize else column.astype(part.dtype)
