"""Rows that were read in one pass and are kept as bytes, for formats that would be slow to read once per version.

A row goes in as passages and comes out as segments: white space around a line end is one space, what is blank is a
gap, and giants are cut inside their row.
"""

from __future__ import annotations

import marshal
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from viewer.formats.draft import (
    Caution,
    Cautions,
    DraftAnnotation,
    DraftDocument,
    DraftSegment,
    DraftText,
    DraftUnit,
)
from viewer.languages import is_language, normalise
from viewer.model import MAX_SEGMENT, Kind, Status
from viewer.text.detection import SAMPLE
from viewer.text.paragraphs import is_blank, pieces

_SPACE = re.compile(r"[ \t\r\n]+")
_STATUSES = tuple(Status)
_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment as the file spells it."""

    text: str
    notes: tuple[DraftAnnotation, ...] = ()
    """Said about stretches of `text`."""
    about: tuple[tuple[str, str], ...] = ()
    """Kinds and values of what is said about all of it."""
    kind: Kind = Kind.BODY
    excluded: bool = False


def tag_or_none(tag: str | None) -> str | None:
    """The tag in its standard spelling; None if it names no language."""
    if not tag or not is_language(tag):
        return None
    found = normalise(tag)
    return None if found == "und" else found


class PackedRows:
    """The rows of one document in a fixed number of columns."""

    def __init__(self, columns: int, cautions: Cautions) -> None:
        self._columns = [_PackedText() for _ in range(columns)]
        self._counts = [array("I") for _ in range(columns)]
        self._statuses = bytearray()
        self._cautions = cautions

    def add(self, cells: Sequence[Iterable[Passage]], place: str, status: Status = Status.IMPORTED) -> bool:
        """One row; nothing is added, and False returned, if all of it is blank. `place` is for warnings."""
        found = [[tidy(passage) for passage in cell if not is_blank(passage.text)] for cell in cells]
        if not any(found):
            return False
        for column, counts, segments in zip(self._columns, self._counts, found, strict=True):
            count = 0
            for segment in segments:
                parts = [segment] if len(segment.text) <= MAX_SEGMENT else list(_cut(segment))
                if len(parts) > 1:
                    self._cautions.add(Caution.SEGMENTS_CUT, place=place)
                for part in parts:
                    column.add(part)
                count += len(parts)
            counts.append(count)
        self._statuses.append(_STATUSES.index(status))
        return True

    def document(self, title: str, languages: Sequence[str | None]) -> DraftDocument | None:
        """The document, without the columns that nothing stands in; None if there is nothing at all."""
        used = [number for number, column in enumerate(self._columns) if len(column)]
        if not used:
            return None

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


class _PackedText:
    """Segments in one run of bytes."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q")
        self._sample: list[str] = []
        self._sampled = 0

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, segment: DraftSegment) -> None:
        notes = tuple((note.start, note.stop, note.kind, note.value) for note in segment.annotations)
        self._bytes += marshal.dumps((segment.text, _KINDS.index(segment.kind), segment.excluded, notes))
        self._ends.append(len(self._bytes))
        if self._sampled < SAMPLE:
            self._sample.append(segment.text[:SAMPLE])
            self._sampled += len(self._sample[-1])

    def text(self, language: str | None) -> DraftText:
        def segments(_language: str) -> Iterator[DraftSegment]:
            start = 0
            for end in self._ends:
                text, kind, excluded, notes = marshal.loads(self._bytes[start:end])
                yield DraftSegment(text, _KINDS[kind], excluded, tuple(DraftAnnotation(*note) for note in notes))
                start = end

        return DraftText(segments=segments, sample="\n".join(self._sample), size=len(self), language=language)


def tidy(passage: Passage) -> DraftSegment:
    """The passage without white space at its edges and without line ends; what is said of stretches moves along."""
    text, notes = passage.text, passage.notes
    if text[:1].isspace() or text[-1:].isspace() or "\n" in text:
        text, notes = _unbroken(text, notes)
    about = tuple(DraftAnnotation(0, len(text), kind, value) for kind, value in passage.about if value)
    return DraftSegment(text, passage.kind, passage.excluded, about + notes)


def _unbroken(text: str, notes: tuple[DraftAnnotation, ...]) -> tuple[str, tuple[DraftAnnotation, ...]]:
    single = _SPACE.sub(_one_space, text) if "\n" in text else text
    lead = len(single) - len(single.lstrip())
    joined = single.strip()
    if not notes:
        return joined, ()
    starts, stops, shifts = array("Q"), array("Q"), array("q")
    # For every run of white space that became one space: where it was, and by how much things had moved before it.
    shift = lead
    for match in _SPACE.finditer(text):
        if "\n" in match[0]:
            starts.append(match.start())
            stops.append(match.end())
            shifts.append(shift)
            shift += len(match[0]) - 1

    def moved(offset: int) -> int:
        number = bisect_right(starts, offset) - 1
        if number < 0:
            new = offset - lead
        elif offset < stops[number]:
            new = starts[number] - shifts[number]
        else:
            new = offset - shifts[number] - (stops[number] - starts[number] - 1)
        return max(0, min(new, len(joined)))

    return joined, tuple(replace(note, start=moved(note.start), stop=moved(note.stop)) for note in notes)


def _one_space(match: re.Match[str]) -> str:
    return " " if "\n" in match[0] else match[0]


def _cut(segment: DraftSegment) -> Iterator[DraftSegment]:
    """The pieces of a giant, each with what is said of it."""
    start = 0
    for piece in pieces(segment.text):
        stop = start + len(piece)
        notes = tuple(
            replace(note, start=max(note.start, start) - start, stop=min(note.stop, stop) - start)
            for note in segment.annotations
            if (note.start < stop and note.stop > start) or start <= note.start == note.stop < stop
        )
        yield replace(segment, text=piece, annotations=notes)
        start = stop
