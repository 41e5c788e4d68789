"""Rows that Hexapla wrote, in whatever format, read back as the corpus they were.

A reader that finds marks of ours hands over each row as its file says it: here the marks become segments, rows come to
their documents, and the two ends of a link find each other. Whatever was edited meanwhile is taken as it is now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from viewer.formats import beside
from viewer.formats.beside import End, Said
from viewer.formats.columns import language_of
from viewer.formats.draft import (
    Caution,
    Cautions,
    DraftAnnotation,
    DraftDocument,
    DraftLink,
    DraftSegment,
    DraftText,
    DraftUnit,
)
from viewer.formats.marks import parts
from viewer.formats.packed import Column, Packed
from viewer.formats.passages import Passage, cut, tidy
from viewer.model import MAX_SEGMENT, Status
from viewer.text.paragraphs import is_blank

_MOST_DOCUMENTS = 50_000
"""Of a file; what would belong to further ones stays with the last."""
_STATUSES = tuple(Status)
_STATUS_NUMBERS = {status: number for number, status in enumerate(_STATUSES)}

_Row = tuple[int, float | None, tuple[tuple[int, int], ...]]
"""Number of the status, confidence, and the columns that have something with how many segments."""
_Held = tuple[int, bool, str, int, int]
"""An end of a link: its number, whether it is the source, the kind, the column and the segment within it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The segments of a row in one version, and the ends of links in them by position."""

    segments: Sequence[DraftSegment]
    ends: Sequence[tuple[int, End]] = ()


def cell_of(text: str, marks: str = "", told: object = (), of_all: Sequence[Said] = ()) -> Cell:
    """The cell that was written as one text. `told` is what stands beside it, `of_all` what is said of every segment.

    Without marks it is one segment, tidied in case another program laid the file out anew.
    """
    found = parts(text, marks) if marks else None
    if found is None:
        segments = [] if is_blank(text) else [tidy(Passage(text))]
    else:
        segments = [DraftSegment(part.text, part.kind, part.excluded) for part in found]
    if not told and not of_all:
        return Cell(segments)
    fitting = told if found is not None or not marks else ()
    notes, ends = beside.read(fitting, [len(segment.text) for segment in segments])
    annotated = [
        DraftSegment(
            one.text,
            one.kind,
            one.excluded,
            (*(DraftAnnotation(0, len(one.text), *said) for said in of_all), *own),
        )
        for one, own in zip(segments, notes, strict=True)
    ]
    return Cell(annotated, ends)


@dataclass(frozen=True, slots=True)
class _Version:
    language: str | None
    label: str


@dataclass(slots=True)
class _Document:
    columns: dict[int, Column] = field(default_factory=dict)
    """By the number of the version."""
    rows: Packed[_Row] = field(default_factory=Packed)
    ends: Packed[_Held] = field(default_factory=Packed)


class Exported:
    """The rows of one file while it is read, and the drafts of its documents when that is done."""

    def __init__(self, cautions: Cautions) -> None:
        self.title = ""
        """Of the whole corpus."""
        self._cautions = cautions
        self._versions: dict[str, _Version] = {}
        self._numbers: dict[str, int] = {}
        self._titles: dict[int, str] = {}
        self._documents: dict[int, _Document] = {}
        self._last = 0
        self._has_text = False

    @property
    def versions(self) -> int:
        """How many there are."""
        return len(self._versions)

    def describe(self, name: str, language: str | None = None, label: str = "") -> None:
        """A version by its id; they stand in the order of their first mention."""
        known = self._versions.get(name)
        if known is None:
            self._numbers[name] = len(self._versions)
            self._versions[name] = _Version(language or language_of(name), label)
        elif language and language != known.language:
            self._versions[name] = _Version(language, known.label)

    def label(self, name: str, label: str) -> None:
        """What a version that has been described is called."""
        if known := self._versions.get(name):
            self._versions[name] = _Version(known.language, label)

    def entitle(self, document: int, title: str) -> None:
        """What a document is called."""
        self._titles.setdefault(document, title)

    def add(
        self,
        cells: Mapping[str, Cell],
        place: str,
        *,
        document: int | None = None,
        status: Status = Status.IMPORTED,
        confidence: float | None = None,
    ) -> bool:
        """One row, of the document of the row before if it says none; False, and nothing added, if it is empty."""
        if not any(cell.segments for cell in cells.values()):
            return False
        if document in self._documents or (document is not None and len(self._documents) < _MOST_DOCUMENTS):
            self._last = document
        home = self._documents.get(self._last)
        if home is None:
            home = self._documents[self._last] = _Document()
        counts = []
        for name, cell in cells.items():
            if not cell.segments:
                continue
            if name not in self._numbers:
                self.describe(name)
            number = self._numbers[name]
            column = home.columns.get(number)
            if column is None:
                column = home.columns[number] = Column()
            first = column.size
            for segment in cell.segments:
                self._has_text = self._has_text or not is_blank(segment.text)
                if len(segment.text) <= MAX_SEGMENT:
                    column.append(segment)
                    continue
                self._cautions.add(Caution.SEGMENTS_CUT, place=place)
                for piece in cut(segment):
                    column.append(piece)
            counts.append((number, column.size - first))
            for position, end in cell.ends:
                home.ends.append((end.link, end.is_source, end.kind, number, first + position))
        home.rows.append((_STATUS_NUMBERS[status], confidence, tuple(counts)))
        return True

    def documents(self) -> tuple[DraftDocument, ...]:
        """Those that have rows, in order; none if there is nothing to see in any of them.

        Every version stands in the first, so that their order holds.
        """
        if not self._has_text:
            return ()
        numbers = sorted(self._documents)
        return tuple(self._drafted(number, everything=number == numbers[0]) for number in numbers)

    def _drafted(self, number: int, *, everything: bool) -> DraftDocument:
        document = self._documents[number]
        shown = {name: at for name, at in self._numbers.items() if everything or at in document.columns}
        places = {at: place for place, at in enumerate(shown.values())}
        texts = []
        for name, at in shown.items():
            version, column = self._versions[name], document.columns.get(at) or Column()
            text = column.text(version.language)
            texts.append(DraftText(text.segments, text.sample, text.size, version.language, version.label, name))
        return DraftDocument(
            tuple(texts),
            self._titles.get(number, ""),
            partial(_units, document, places),
            partial(_links, document, places) if len(document.ends) else None,
        )


def _units(document: _Document, places: Mapping[int, int]) -> Iterator[DraftUnit]:
    stops = [0] * len(places)
    for status, confidence, counts in document.rows:
        cells = [(stop, stop) for stop in stops]
        for at, count in counts:
            place = places[at]
            cells[place] = (stops[place], stops[place] + count)
            stops[place] += count
        yield DraftUnit(tuple(cells), _STATUSES[status], confidence)


def _links(document: _Document, places: Mapping[int, int]) -> Iterator[DraftLink]:
    """The links of which both ends are there, in the order of their numbers."""
    sources: dict[int, tuple[str, tuple[int, int]]] = {}
    targets: dict[int, tuple[int, int]] = {}
    for link, is_source, kind, at, segment in document.ends:
        if is_source:
            sources.setdefault(link, (kind, (places[at], segment)))
        else:
            targets.setdefault(link, (places[at], segment))
    for link in sorted(sources.keys() & targets.keys()):
        kind, source = sources[link]
        yield DraftLink(source, targets[link], kind)
