"""Rows that were read in one pass, held small and read again from the beginning at will.

A file tells its rows once, every version beside the others; a corpus wants one version after the other. So rows are
parsed once and kept as blocks of plain values, marshalled and compressed, without their text standing in memory as
objects.
"""

from __future__ import annotations

import marshal
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar, cast

from viewer.formats.draft import Caution, Cautions, DraftAnnotation, DraftDocument, DraftSegment, DraftText, DraftUnit
from viewer.formats.passages import Passage, cut, tidy
from viewer.languages import tag_or_none
from viewer.model import MAX_SEGMENT, Kind, Status
from viewer.text.detection import SAMPLE
from viewer.text.paragraphs import is_blank

Item = TypeVar("Item")
_Held = str | tuple[str, int, bool, tuple[tuple[int, int, str, str], ...]]
"""A segment as plain values: its text, kind, exclusion and annotations; of most the text alone."""

_BLOCK = 1_024
"""Items in a block."""
_FASTEST = 1
_STATUSES = tuple(Status)
_STATUS_NUMBERS = {status: number for number, status in enumerate(_STATUSES)}
_KINDS = tuple(Kind)
_KIND_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}


class Packed(Generic[Item]):
    """Strings, numbers, None and tuples of them, in the order they were appended."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._open: list[Item] = []

    def append(self, item: Item) -> None:
        block = self._open
        block.append(item)
        if len(block) == _BLOCK:
            self._blocks.append(zlib.compress(marshal.dumps(block), _FASTEST))
            self._open = []

    def __len__(self) -> int:
        return len(self._blocks) * _BLOCK + len(self._open)

    def __iter__(self) -> Iterator[Item]:
        for block in self._blocks:
            yield from cast("list[Item]", marshal.loads(zlib.decompress(block)))  # nothing but our own bytes
        yield from self._open


class PackedRows:
    """The rows of one document in a fixed number of columns.

    A row goes in as passages and comes out as segments: white space around a line end is one space, what is blank is
    a gap, and giants are cut inside their row.
    """

    def __init__(self, columns: int, cautions: Cautions, *, keep_all: bool = False) -> None:
        """With `keep_all` a column with nothing in it is kept all the same."""
        self._keep_all = keep_all
        self._columns = [Column() for _ in range(columns)]
        self._counts = [array("I") for _ in range(columns)]
        self._statuses = bytearray()
        self._cautions = cautions

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self._statuses)

    def add(self, cells: Sequence[Iterable[Passage]], place: str, status: Status = Status.IMPORTED) -> bool:
        """One row; nothing is added, and False returned, if all of it is blank. `place` is for warnings."""
        found = [[passage for passage in cell if not is_blank(passage.text)] for cell in cells]
        if not any(found):
            return False
        for column, counts, passages in zip(self._columns, self._counts, found, strict=True):
            count = 0
            for passage in passages:
                count += column.add(passage, self._cautions, place)
            counts.append(count)
        self._statuses.append(_STATUS_NUMBERS[status])
        return True

    def append(self, cells: Sequence[Sequence[DraftSegment]], status: Status = Status.IMPORTED) -> None:
        """One row of segments as they are to be, at least one of them."""
        for column, counts, segments in zip(self._columns, self._counts, cells, strict=True):
            for segment in segments:
                column.append(segment)
            counts.append(len(segments))
        self._statuses.append(_STATUS_NUMBERS[status])

    def document(self, title: str, languages: Sequence[str | None]) -> DraftDocument | None:
        """The document, without the columns that nothing stands in; None if there is nothing at all."""
        used = [number for number, column in enumerate(self._columns) if column.size]
        if not used:
            return None
        if self._keep_all:
            used = list(range(len(self._columns)))

        def units() -> Iterator[DraftUnit]:
            starts = [0] * len(used)
            for row, status in enumerate(self._statuses):
                stops = [start + self._counts[number][row] for start, number in zip(starts, used, strict=True)]
                yield DraftUnit(tuple(zip(starts, stops, strict=True)), _STATUSES[status])
                starts = stops

        return DraftDocument(
            texts=tuple(self._columns[number].text(tag_or_none(languages[number])) for number in used),
            title=title,
            units=units,
        )


class Column:
    """The segments of one version."""

    def __init__(self) -> None:
        self._segments: Packed[_Held] = Packed()
        self._sample: list[str] = []
        self._sampled = 0

    @property
    def size(self) -> int:
        """How many segments there are."""
        return len(self._segments)

    @property
    def sample(self) -> str:
        """Enough of the text to tell its language by."""
        return "\n".join(self._sample)

    def add(self, passage: Passage, cautions: Cautions, place: str) -> int:
        """Adds a passage that is not blank; gives how many segments it became. `place` is for warnings."""
        text = passage.text
        length = len(text)
        if length <= MAX_SEGMENT and not (text[:1].isspace() or text[-1:].isspace() or "\n" in text):  # nearly always
            notes = [(0, length, kind, value) for kind, value in passage.about if value]
            notes += [(note.start, note.stop, note.kind, note.value) for note in passage.notes]
            self._hold(text, passage.kind, passage.excluded, notes)
            return 1
        segment = tidy(passage)
        if len(segment.text) <= MAX_SEGMENT:
            self.append(segment)
            return 1
        cautions.add(Caution.SEGMENTS_CUT, place=place)
        before = self.size
        for part in cut(segment):
            self.append(part)
        return self.size - before

    def append(self, segment: DraftSegment) -> None:
        """Adds a segment as it is to be."""
        notes = [(note.start, note.stop, note.kind, note.value) for note in segment.annotations]
        self._hold(segment.text, segment.kind, segment.excluded, notes)

    def _hold(self, text: str, kind: Kind, excluded: bool, notes: Sequence[tuple[int, int, str, str]]) -> None:
        if notes or excluded or kind is not Kind.BODY:
            self._segments.append((text, _KIND_NUMBERS[kind], excluded, tuple(notes)))
        else:
            self._segments.append(text)
        if self._sampled < SAMPLE:
            self._sample.append(text[:SAMPLE])
            self._sampled += len(self._sample[-1])

    def segments(self, _language: str = "") -> Iterator[DraftSegment]:
        """The segments as they were added."""
        for held in self._segments:
            if isinstance(held, str):
                yield DraftSegment(held)
            else:
                text, kind, excluded, notes = held
                yield DraftSegment(text, _KINDS[kind], excluded, tuple([DraftAnnotation(*note) for note in notes]))

    def text(self, language: str | None, label: str = "") -> DraftText:
        """The text as it is handed on; `language` and `label` are what the file says."""
        return DraftText(self.segments, self.sample, self.size, language, label)
