"""What every reader yields, whatever it reads: documents, their texts as streams of segments, rows where it has them.

A draft is read more than once: naming looks at a sample, the writer streams one text after another. So segments and
units are functions that start over at each call; nothing large is held as objects. There may be millions of these: they
are not frozen, because setting the fields of what is frozen takes five times as long. Nobody alters one, so that each
has a hash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from viewer.model import Kind, Segment, Status


class Caution(StrEnum):
    """What was changed or guessed while a file was read. The clients word it."""

    PROVISIONAL_ROWS = "provisional-rows"
    """`count` rows were written that wait for their alignment."""
    NUL_REPLACED = "nul-replaced"
    """NUL characters became U+FFFD; `count` of them."""
    SURROGATES_REPLACED = "surrogates-replaced"
    """Halves of characters became U+FFFD; `count` of them."""
    BYTES_REPLACED = "bytes-replaced"
    """Bytes that the encoding does not know became U+FFFD; `count` of them."""
    MIXED_ENCODINGS = "mixed-encodings"
    """`count` lines were in another encoding than the rest (`detail`) and were read in it."""
    ENCODING_GUESSED = "encoding-guessed"
    """Nothing says which encoding it is, and the likeliest (`detail`) is not much likelier than others."""
    SEGMENTS_CUT = "segments-cut"
    """`count` paragraphs were longer than `MAX_SEGMENT` and were cut."""
    ROWS_PADDED = "rows-padded"
    """`count` rows had fewer cells than the header; the missing ones are empty."""
    TIMES_REPAIRED = "times-repaired"
    """`count` subtitles end before they begin; they were taken to last no time."""
    LETTERS_DOUBTFUL = "letters-doubtful"
    """Joined letters of the Arabic script stand in the file as shapes; words may have lost some."""
    SHEETS_LEFT_OUT = "sheets-left-out"
    """`count` sheets (`detail` is the first) name no versions in their first row."""
    CELLS_LEFT_OUT = "cells-left-out"
    """`count` cells stand in columns that the first row does not name."""
    SEARCH_NOT_PREPARED = "search-not-prepared"
    """The corpus is complete, but its search cache could not be written (`detail`); the first search builds it."""
    CONTROLS_SHOWN = "controls-shown"
    """`count` control characters that the format forbids were written as their pictures (U+2400 and up) or U+FFFD."""
    LINES_JOINED = "lines-joined"
    """`count` line ends inside texts were written as spaces, the format having a line for a row."""
    ANNOTATIONS_LEFT_OUT = "annotations-left-out"
    """What stands beside the text of `count` rows was left out, being more than the format holds."""
    NOTES_LEFT_OUT = "notes-left-out"
    """`count` notes of the reader were left out, the format having no place for them."""
    ENCODING_MISDECLARED = "encoding-misdeclared"
    """The file says that it is in the encoding `detail`, but its bytes are not; they were read as what they are."""
    LANGUAGE_MISDECLARED = "language-misdeclared"
    """The file says that it is in the language `detail`, but its text is not; the text decides."""
    PARTS_MISSING = "parts-missing"
    """`count` parts that the file names are not in it, or broken; the first is `place`."""
    HIDDEN_LEFT_OUT = "hidden-left-out"
    """`count` stretches of text that the document hides were left out."""
    CONTROLS_REPLACED = "controls-replaced"
    """Control characters that XML forbids became U+FFFD; `count` of them."""
    SPELLINGS_JOINED = "spellings-joined"
    """Language codes that differ in spelling only were taken for one version; `detail` lists them."""
    LINES_UNEQUAL = "lines-unequal"
    """Of files whose lines answer each other one ends in `count` more blank lines; they were left out."""
    LINKS_DANGLING = "links-dangling"
    """`count` links name sentences that the texts do not have; the first is `place`."""
    IDS_REPEATED = "ids-repeated"
    """`count` ids stand for several sentences of a text; links to them lead to the first."""
    WRAPPED_IN_PART = "wrapped-in-part"
    """Some lines are wrapped and some are not; `detail` is what was taken to end a paragraph: `line` or `blank`."""
    UNITS_WITHOUT_TEXT = "units-without-text"
    """`count` units of the file hold no text in any language and were left out."""
    FONT_MISSING = "font-missing"
    """No font here has the letters of a version (`place`); the package `detail` would bring one."""


@dataclass(frozen=True, slots=True)
class ImportWarning:  # noqa: A001 - it is what it is
    """Something about a file that was accepted all the same."""

    key: Caution
    count: int = 1
    place: str = ""
    """Where it first happened: `line 3`, `byte 17`; empty for the whole file."""
    detail: str = ""


class Cautions:
    """The warnings of one file, gathered while it is read; each key once, with its count and first place."""

    def __init__(self) -> None:
        self._found: dict[Caution, ImportWarning] = {}

    def add(self, key: Caution, *, count: int = 1, place: str = "", detail: str = "") -> None:
        known = self._found.get(key)
        if known:
            self._found[key] = ImportWarning(key, known.count + count, known.place, known.detail)
        else:
            self._found[key] = ImportWarning(key, count, place, detail)

    def take(self, others: Iterable[ImportWarning], file: str = "") -> None:
        """Adds what was gathered apart, in a `file` that is named with the places."""
        for one in others:
            self.add(one.key, count=one.count, place=f"{file}, {one.place}" if file else one.place, detail=one.detail)

    def all(self) -> tuple[ImportWarning, ...]:
        return tuple(self._found.values())


@dataclass(slots=True, unsafe_hash=True)
class DraftAnnotation:
    """Code points `start` to `stop` (half-open) of the segment it comes with."""

    start: int
    stop: int
    kind: str
    value: str


@dataclass(slots=True, unsafe_hash=True)
class DraftSegment:
    """A segment before it has an id; its number is its position in the stream."""

    text: str
    kind: Kind = Kind.BODY
    excluded: bool = False
    annotations: tuple[DraftAnnotation, ...] = ()


TIME = "time"
"""Kind of the annotation that says when a segment is seen or heard: `1200-3400`, milliseconds from the beginning."""


def time_note(length: int, start: int, stop: int) -> DraftAnnotation:
    """The annotation of a segment of `length` code points that lasts from `start` to `stop` (milliseconds)."""
    return DraftAnnotation(0, length, TIME, f"{start}-{stop}")


def time_of(segment: DraftSegment | Segment) -> tuple[int, int] | None:
    """When a segment begins and ends, in milliseconds; None if it says nothing of it."""
    for note in segment.annotations:
        if note.kind == TIME:
            start, _, stop = note.value.partition("-")
            return int(start), int(stop)
    return None


VERSE = "verse"
"""Kind of the annotation that says which verse a segment is (of): book, chapter and verse as in `GEN 1:1`."""


def verse_note(length: int, verse: str) -> DraftAnnotation:
    """The annotation of a segment of `length` code points that stands in `verse`."""
    return DraftAnnotation(0, length, VERSE, verse)


def verse_of(segment: DraftSegment | Segment) -> str | None:
    """Which verse a segment is; None if it says nothing of it."""
    return next((note.value for note in segment.annotations if note.kind == VERSE), None)


@dataclass(slots=True, unsafe_hash=True)
class DraftUnit:
    """One row that the file itself holds."""

    cells: tuple[tuple[int, int], ...]
    """For every text of the document, in their order, the half-open range of its segments; `(n, n)` for none."""
    status: Status = Status.IMPORTED
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class DraftLink:
    """Two segments of one document that belong together across rows; both ends are (text, segment), from 0."""

    source: tuple[int, int]
    target: tuple[int, int]
    kind: str


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """One file, as it was when it was read."""

    file: Path
    encoding: str
    digest: str
    """SHA-256 of the bytes, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class DraftText:
    """One version of one document."""

    segments: Callable[[str], Iterator[DraftSegment]]
    """The segments, given the language that was decided (it tells a heading from a foreign line). Starts over."""
    sample: str
    """Enough of the text to tell its language by."""
    size: int
    """How many segments there are."""
    language: str | None = None
    """BCP 47 tag, where the file itself says it."""
    label: str = ""
    """What the file calls this version, if anything."""
    id: str = ""
    """The version's id, where a file of ours says it: texts of one id are one column."""
    read_from: ReadFrom | None = None
    """The file that is this text and nothing else, where it is another than the one that was opened."""


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """One work, in as many versions as the file holds."""

    texts: tuple[DraftText, ...]
    title: str = ""
    units: Callable[[], Iterator[DraftUnit]] | None = None
    """The rows, where the file is aligned already; they cover every segment in order. Starts over."""
    links: Callable[[], Iterator[DraftLink]] | None = None
    """What crosses the rows. Starts over."""
    key: str = ""
    """What names this work in every file, whatever the language, such as a book of the Bible (`GEN`): texts of one key
    are versions of one document."""
    place: int = 0
    """Where a work that has a key stands among the works of such keys."""


@dataclass(frozen=True, slots=True)
class Draft:
    """All that one file holds."""

    format: str
    """Name of the format, as `hexapla formats` lists it."""
    encoding: str
    digest: str
    """SHA-256 of the bytes, in hexadecimal."""
    documents: tuple[DraftDocument, ...]
    warnings: tuple[ImportWarning, ...] = ()
    paragraphs: str = ""
    """`line` or `blank` where that was decided."""
    title: str = ""
    """What the file calls the whole corpus, if it says so."""
    used: tuple[Path, ...] = ()
    """Other files that were read with it, such as the texts that an alignment names; they are not imported again."""
