"""A paragraph as word processors write it, run by run, becomes a segment: its text, and what was said about stretches.

Positions are code points of the paragraph. The paragraphs of one text come together in a Story, which drops the empty
ones, cuts giants, and keeps notes that an empty paragraph carried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from viewer.errors import EmptyFile
from viewer.formats.annotation_kinds import EMPHASIS, ENDNOTE, FOOTNOTE
from viewer.formats.draft import (
    Caution,
    Cautions,
    Draft,
    DraftAnnotation,
    DraftDocument,
    DraftSegment,
    DraftText,
)
from viewer.formats.source import SourceFile
from viewer.model import MAX_SEGMENT, Kind
from viewer.text.detection import sample
from viewer.text.kinds import kinds
from viewer.text.paragraphs import is_blank, joined, pieces

_EDGES = " \t\n\r\u3000\xa0\ufeff"


class MarkedText:
    """A paragraph while it is written."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._annotations: list[DraftAnnotation] = []
        self._open: dict[str, int] = {}
        """Where each emphasis that holds now began."""
        self._breaks = False

    @property
    def position(self) -> int:
        return self._length

    def write(self, text: str, emphasis: frozenset[str] = frozenset()) -> None:
        """Adds text in these emphases."""
        if not text:
            return
        if self._breaks:
            self._breaks = False
            if self._pieces:
                self._append(joined(self._pieces[-1], text))
        for value in [value for value in self._open if value not in emphasis]:
            self._close(value)
        for value in sorted(emphasis):
            self._open.setdefault(value, self._length)
        self._append(text)

    def break_line(self) -> None:
        """A line ends here: a space, unless the script has none, a space is there, or nothing follows."""
        self._breaks = True

    def annotate(self, start: int, stop: int, kind: str, value: str) -> None:
        self._annotations.append(DraftAnnotation(start, stop, kind, value))

    def finished(self) -> tuple[str, tuple[DraftAnnotation, ...]]:
        """The paragraph without the white space at its edges."""
        for value in list(self._open):
            self._close(value)
        whole = "".join(self._pieces)
        text = whole.strip(_EDGES)
        lead = len(whole) - len(whole.lstrip(_EDGES))
        found = (
            replace(
                note, start=min(max(note.start - lead, 0), len(text)), stop=min(max(note.stop - lead, 0), len(text))
            )
            for note in self._annotations
        )
        kept = {note: None for note in found if note.start < note.stop or note.kind in (FOOTNOTE, ENDNOTE)}
        return text, tuple(sorted(kept, key=lambda note: (note.start, note.stop, note.kind, note.value)))

    def _append(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)

    def _close(self, value: str) -> None:
        start = self._open.pop(value)
        if start < self._length:
            self._annotations.append(DraftAnnotation(start, self._length, EMPHASIS, value))


class Story:
    """The paragraphs of one text, in reading order."""

    def __init__(self) -> None:
        self._found: list[DraftSegment] = []
        self._waiting: tuple[DraftAnnotation, ...] = ()
        """Notes of empty paragraphs, for the next one that is not."""
        self._paragraphs = 0
        self.cautions = Cautions()

    @property
    def place(self) -> str:
        """The paragraph that is being read, as a person counts: `paragraph 3`."""
        return f"paragraph {self._paragraphs + 1}"

    def add(self, written: MarkedText, kind: Kind) -> None:
        """Ends a paragraph."""
        text, notes = written.finished()
        if is_blank(text):
            self._waiting += tuple(replace(note, start=0, stop=0) for note in notes if note.start == note.stop)
            return
        segment = DraftSegment(text, kind, annotations=(*self._waiting, *notes))
        self._waiting = ()
        if len(text) > MAX_SEGMENT:
            self.cautions.add(Caution.SEGMENTS_CUT, place=self.place)
        self._paragraphs += 1
        self._found += _cut(segment)

    def draft(self, file: SourceFile, format_name: str) -> Draft:
        """The text as a draft of one document. Raises EmptyFile if there is none."""
        found = self._found
        if not found:
            raise EmptyFile(file.path)
        if self._waiting:
            last = found[-1]
            end = len(last.text)
            left = tuple(replace(note, start=end, stop=end) for note in self._waiting)
            found[-1] = replace(last, annotations=(*last.annotations, *left))
            self._waiting = ()
        styled = any(segment.kind is not Kind.BODY for segment in found)

        def segments(language: str) -> Iterator[DraftSegment]:
            return iter(found) if styled else _by_shape(found, language)

        text = DraftText(segments=segments, sample=sample("\n".join(one.text for one in found)), size=len(found))
        return Draft(
            format=format_name,
            encoding="utf-8",
            digest=file.digest,
            documents=(DraftDocument(texts=(text,)),),
            warnings=self.cautions.all(),
        )


def _by_shape(found: Sequence[DraftSegment], language: str) -> Iterator[DraftSegment]:
    """Titles, headings and the rest as in plain text, where no style says which they are."""
    for segment, kind in zip(found, kinds([one.text for one in found], language), strict=True):
        yield replace(segment, kind=kind)


def _cut(segment: DraftSegment) -> Iterator[DraftSegment]:
    """The segment, or the pieces of a giant with their shares of its annotations."""
    if len(segment.text) <= MAX_SEGMENT:
        yield segment
        return
    start = 0
    for piece in pieces(segment.text):
        stop = start + len(piece)
        is_last = stop == len(segment.text)
        notes = (
            replace(note, start=max(note.start, start) - start, stop=min(note.stop, stop) - start)
            for note in segment.annotations
            if max(note.start, start) < min(note.stop, stop)
            or (note.start == note.stop and (start <= note.start < stop or (is_last and note.start == stop)))
        )
        yield DraftSegment(piece, segment.kind, annotations=tuple(notes))
        start = stop
