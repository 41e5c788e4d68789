"""What all formats of the Bible have in common: books, chapters and verses become documents and segments.

A reader tells what it meets, in the order of the file; here it becomes segments. A verse is one segment, however many
paragraphs or lines of poetry it runs through; where a heading interrupts it, it is several of the same name. Where the
paragraphs and lines began is kept beside the text, and so are notes, at the place that refers to them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from viewer.errors import EmptyFile
from viewer.formats.bible_books import place_of
from viewer.formats.draft import (
    Caution,
    Cautions,
    Draft,
    DraftAnnotation,
    DraftDocument,
    DraftSegment,
    DraftText,
    verse_note,
)
from viewer.formats.flow import borne_out, measured
from viewer.formats.packed import Column
from viewer.formats.source import SourceFile
from viewer.formats.white_space import SOFT, Span, collapsed, kept_inside, marked, shown
from viewer.languages import tag_or_none
from viewer.model import Kind

CROSS_REFERENCE = "cross-reference"
"""Kind of the annotation of a note that names other places, at the place that refers to it (`start` is `stop`)."""
PARAGRAPH = "paragraph"
"""Kind of the annotation where a paragraph or line of a verse begins; its value is the marker of USFM (`p`, `q1`)."""

_CHAPTER = re.compile(r"\d{1,6}")
_NUMBER = re.compile(r"(?:(\d{1,6})[:.])?(\d{1,6})([a-zA-Z]{0,3})")
_DASHES = re.compile("[\u2010-\u2015\u2212~–—]")
_MOST_OPEN = 32
"""Annotations that are open at once."""
_LONGEST_NOTE = 20_000
"""Code points."""
_LONGEST_NAME = 200
"""Code points of a title or label."""
_JUDGED = 2_000
"""Segments that the language is judged by."""


class Book:
    """One book."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.name = ""
        """What the file calls it above its pages."""
        self._titles: list[str] = []
        self._segments = Column()
        self._last: DraftSegment | None = None

    @property
    def size(self) -> int:
        return self._segments.size

    @property
    def title(self) -> str:
        return collapsed((self.name or " ".join(self._titles))[:1_000])[:_LONGEST_NAME]

    def add(self, segment: DraftSegment) -> None:
        self.end(())
        self._last = segment
        if segment.kind is Kind.TITLE:
            self._titles.append(segment.text)

    def end(self, notes: tuple[DraftAnnotation, ...]) -> None:
        """Nothing follows but these notes, which no text follows."""
        if self._last is None:
            return
        end = len(self._last.text)
        moved = tuple(replace(note, start=end, stop=end) for note in notes)
        self._segments.append(
            replace(self._last, annotations=(*self._last.annotations, *moved)) if notes else self._last
        )
        self._last = None

    def text(self, language: str | None = None, label: str = "") -> DraftText:
        return self._segments.text(language, label)


class Scripture:
    """One version of some books, while it is read. What precedes the first book is dropped."""

    def __init__(self) -> None:
        self.books: dict[str, Book] = {}
        self.cut = 0
        """Pieces that segments longer than `MAX_SEGMENT` were cut off."""
        self._book: Book | None = None
        self._chapter = ""
        self._verse = ""
        """The name of the verse that is open, such as `GEN 1:1`."""
        self._kind = Kind.BODY
        """Of the paragraph that is open; VERSE for what is scripture where a verse is open."""
        self._parts: list[str] = []
        self._length = 0
        self._number = 0
        self._style = ""
        """Of a paragraph that begins with the next letters."""
        self._spans: list[Span] = []
        self._open: list[tuple[str, str, int]] = []
        self._waiting: tuple[DraftAnnotation, ...] = ()
        """Notes on what has no text, for the next segment."""

    @property
    def verse(self) -> str:
        """The name of the verse that is open; empty for none."""
        return self._verse

    @property
    def chapter(self) -> str:
        return self._chapter

    @property
    def book(self) -> Book | None:
        """The book that is open."""
        return self._book

    def begin_book(self, key: str) -> None:
        """A book begins, or goes on if it was there already."""
        self.end_book()
        self._book = self.books.setdefault(key, Book(key))
        self._kind = Kind.BODY
        self._open.clear()

    def end_book(self) -> None:
        """What follows belongs to no book, and is dropped."""
        self.flush()
        if self._book is not None:
            self._book.end(self._waiting)
        self._book, self._waiting = None, ()
        self._chapter = self._verse = ""

    def begin_chapter(self, number: str) -> None:
        self.end_verse()
        found = _CHAPTER.search(number)
        self._chapter = str(int(found[0])) if found else self._chapter
        self._kind = Kind.BODY

    def begin_verse(self, numbers: str) -> None:
        """A verse of the chapter: `1`, `1a`, `1-2`, `1,3`, `31-2:1`; what is no number leaves the verse before open."""
        named = self._named(numbers)
        if not named:
            return
        self.flush()
        self._verse = named
        self._kind = Kind.VERSE

    def end_verse(self) -> None:
        self.flush()
        self._verse = ""

    def begin_paragraph(self, kind: Kind, style: str = "") -> None:
        """A paragraph of a kind; VERSE for scripture, whether or not a verse is open."""
        self._style = style if kind is Kind.VERSE else ""
        if kind is Kind.VERSE and self._kind is Kind.VERSE and self._verse:
            self._add(SOFT)
            return
        self.flush()
        self._kind = kind

    def write(self, text: str) -> None:
        """Adds text as the file spells it; runs of white space are one space."""
        if self._style and text.strip():
            if self._kind is Kind.VERSE and self._verse:
                self._spans.append(Span(self._length, self._length, PARAGRAPH, self._style))
            self._style = ""
        self._add(marked(text, preformatted=False))

    def note(self, kind: str, value: str) -> None:
        """Keeps something beside the text at this place."""
        value = collapsed(value[:_LONGEST_NOTE])
        if value:
            self._spans.append(Span(self._length, self._length, kind, value))

    @property
    def mark(self) -> tuple[int, int]:
        """This place: the number of the segment, and the code points that it has as the file spells it."""
        return self._number, self._length

    def about(self, mark: tuple[int, int], kind: str, value: str, length: int = 0) -> None:
        """Keeps something about the letters from a place of the same segment to here, or about only so many."""
        number, start = mark
        stop = min(start + length, self._length) if length else self._length
        if number == self._number and start < stop and value:
            self._spans.append(Span(start, stop, kind, value))

    def open(self, kind: str, value: str) -> bool:
        """What follows is that, until it is closed. False if too much is open, and nothing is to be closed."""
        if len(self._open) >= _MOST_OPEN:
            return False
        self._open.append((kind, value, self._length))
        return True

    def close(self, kind: str, value: str) -> None:
        """Closes the last of the kind and value that is open."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][:2] == (kind, value):
                self.about((self._number, self._open.pop(at)[2]), kind, value)
                return

    def reopen(self, verse: str) -> None:
        """Goes on with a verse that `verse` named, or with none."""
        self.flush()
        self._verse = verse
        self._kind = Kind.VERSE

    @property
    def has_text(self) -> bool:
        """Whether there are letters in the segment that is open."""
        return any(part.strip() for part in self._parts)

    def flush(self) -> None:
        """Ends the segment; what is open goes on in the next."""
        if self._parts or self._spans:
            self._finish()
        self._parts, self._spans, self._length = [], [], 0
        self._number += 1
        self._open = [(kind, value, 0) for kind, value, _ in self._open]

    def draft(
        self,
        file: SourceFile,
        form: str,
        encoding: str,
        cautions: Cautions,
        *,
        tags: tuple[str, ...] = (),
        label: str = "",
    ) -> Draft:
        """All books as documents in their order. `tags` are what the file says that its language is.

        Raises EmptyFile if there is no text.
        """
        self.end_book()
        books = sorted((book for book in self.books.values() if book.size), key=lambda one: place_of(one.key))
        if not books:
            raise EmptyFile(file.path)
        if self.cut:
            cautions.add(Caution.SEGMENTS_CUT, count=self.cut)
        known = [tag for tag in map(tag_or_none, tags) if tag]
        some = islice((segment for book in books for segment in book.text().segments("")), _JUDGED)
        language = borne_out(known, measured(some), cautions) if known else None
        label = collapsed(label[:1_000])[:_LONGEST_NAME]
        return Draft(
            format=form,
            encoding=encoding,
            digest=file.digest,
            documents=tuple(
                DraftDocument((book.text(language, label),), book.title, key=book.key, place=place_of(book.key))
                for book in books
            ),
            warnings=cautions.all(),
        )

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _named(self, numbers: str) -> str:
        """The verse's full name; empty where there is no number."""
        plain = _DASHES.sub("-", numbers)
        stretches = []
        for part in plain.split(","):
            ends = [found for found in map(_NUMBER.search, part.split("-", 1)) if found]
            if ends:
                stretches.append("-".join(_spelt(end) for end in ends))
        if not stretches or self._book is None:
            return ""
        return f"{self._book.key} {self._chapter or 1}:{','.join(stretches)}"

    def _finish(self) -> None:
        """Makes a segment of what was gathered."""
        if self._book is None:
            return
        verse = self._verse if self._kind is Kind.VERSE else ""
        kind = Kind.BODY if self._kind is Kind.VERSE and not verse else self._kind
        block = "".join(self._parts)
        spans = kept_inside(self._spans, block)
        spans += (Span(at, self._length, one, value) for one, value, at in self._open if at < self._length)
        pieces = list(shown(block, spans))
        for piece in pieces:
            name = (verse_note(len(piece.text), verse),) if verse else ()
            self._book.add(DraftSegment(piece.text, kind, annotations=(*name, *self._waiting, *piece.annotations)))
            self._waiting = ()
            self.cut += piece.is_cut
        if not pieces:
            notes = (span for span in spans if span.start == span.stop and span.kind != PARAGRAPH)
            self._waiting += tuple(DraftAnnotation(0, 0, span.kind, span.value) for span in notes)


def _spelt(found: re.Match[str]) -> str:
    """A number, with its chapter if it says one."""
    chapter = f"{int(found[1])}:" if found[1] else ""
    return f"{chapter}{int(found[2])}{found[3].lower()}"
