"""The words of the field, defined once: corpora, documents, versions, segments, units, spans and hits.

Everything here is an immutable value. Positions inside a text are Unicode code points, half-open; the view converts
to UTF-16 at its own border (`viewer.text.offsets`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

VersionId = NewType("VersionId", str)
"""A column of the corpus: its BCP 47 tag (`de`, `pt-BR`), numbered where the tag is taken (`de-2`)."""

SegmentId = NewType("SegmentId", int)
"""A stable id, kept for the life of the corpus; not to be confused with the number of a segment within its text."""

MAX_SEGMENT = 100_000
"""Code points; a longer segment is cut at import."""

DOUBTFUL_BELOW = 0.5
"""Confidence below which an alignment is shown as doubtful."""


class Direction(StrEnum):
    """Which way the lines of a version run."""

    LTR = "ltr"
    RTL = "rtl"


class Kind(StrEnum):
    """What a segment is in its document."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    VERSE = "verse"
    CUE = "cue"
    FURNITURE = "furniture"


class RowLevel(StrEnum):
    """What a row is made of."""

    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"


class Status(StrEnum):
    """Who answers for a unit: the aligner, the user, or the file it came from."""

    AUTOMATIC = "automatic"
    CONFIRMED = "confirmed"
    EDITED = "edited"
    IMPORTED = "imported"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Version:
    """A column: a language plus a label, so that two German versions can stand beside each other."""

    id: VersionId
    language: str
    """BCP 47 tag; `und` where the language is not known."""
    label: str
    direction: Direction
    segments: int
    """Number of segments over all documents."""
    revision: int
    """Names the state of this version's text; caches are keyed by it. It rises with every change, and no other state
    ever has the same, not even in another copy of the corpus; undo brings the text back and its name."""


@dataclass(frozen=True, slots=True)
class Document:
    """A work. A book is one document however many files it came in."""

    number: int
    """Position in the corpus, from 0."""
    title: str
    units: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text was read from. The file itself is never written to."""

    name: str
    """File name without folders: a corpus carries no personal paths."""
    format: str
    encoding: str
    digest: str
    """SHA-256 of the bytes, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document in one version. A version may be absent from a document."""

    document: int
    version: VersionId
    source: Source
    segments: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something said about a stretch of a segment and kept beside its text: ruby, emphasis, a footnote, a source id."""

    segment: SegmentId
    start: int
    stop: int
    kind: str
    value: str


@dataclass(slots=True, unsafe_hash=True)
class Segment:
    """The smallest piece kept: a paragraph, or the TMX seg, the verse, the cue.

    Nobody alters one; it is not frozen because millions are read at a time, and that takes five times as long.
    """

    id: SegmentId
    number: int
    """Number within its text (document x version), from 0."""
    kind: Kind
    text: str
    excluded: bool = False
    annotations: tuple[Annotation, ...] = ()
    """What is said about it, where that was asked for with it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One row (alignment unit, TMX tu): for each version a run of segments. A version with none is left out."""

    number: int
    """Row number in the whole corpus, from 0."""
    document: int
    confidence: float | None
    """0 to 1, or None where nothing was computed."""
    status: Status
    cells: Mapping[VersionId, tuple[Segment, ...]]


@dataclass(frozen=True, slots=True)
class Link:
    """Two segments that belong together across rows: a crossing, a moved passage or a pin."""

    source: SegmentId
    target: SegmentId
    kind: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a note was put: code points `start` to `stop` (half-open) of a segment; 0 and 0 stand for all of it."""

    segment: SegmentId
    start: int = 0
    stop: int = 0
    quote: str = ""
    """The letters of the stretch as they were; empty for all of a segment."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader remarked at a place. A bookmark is a note without text."""

    id: int
    anchor: Anchor
    text: str
    made: str
    """UTC, ISO 8601, as `changed`."""
    changed: str
    version: VersionId
    """Where it was put, as `document` and `paragraph`: they tell the place when it is not there any more."""
    document: str
    """The title at that time."""
    paragraph: int
    """Number of the segment within its text at that time, from 0."""


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note and where it is now."""

    note: Note
    segment: SegmentId | None
    """None for an orphan: what it was put at is gone, and nothing has taken its place."""
    start: int
    """Code points, as `stop`; both are 0 for a note about all of a segment, and for an orphan."""
    stop: int
    unit: int | None
    """Its row in the whole corpus; None for an orphan."""


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` to `stop` (half-open) of one segment."""

    segment: SegmentId
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points `start` to `stop` (half-open) of one segment of a cell."""

    place: int
    """Which segment of the cell, from 0."""
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of a search, on exactly its letters."""

    document: int
    unit: int
    version: VersionId
    segment: int
    """Number within its text, from 0."""
    segment_id: SegmentId
    start: int
    stop: int
    text: str
    """The matched letters, as they stand in the segment."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Rows that a change made others of: all other rows hold what they held, the later ones under other numbers."""

    start: int
    """Row in the whole corpus."""
    before: int
    """So many rows from `start` on ..."""
    after: int
    """... have become so many."""

    def then(self, later: Touched) -> Touched:
        """The two, one after the other, as one."""
        if not (later.before or later.after):
            return self
        if not (self.before or self.after):
            return later
        start = min(self.start, later.start)
        between = max(self.start + self.after, later.start + later.before) - start
        return Touched(start, between - self.after + self.before, between - later.before + later.after)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the change log: what an edit did, in the past tense of the person who did it."""

    number: int
    action: str
    at: str
    """UTC, ISO 8601."""
    undone: bool
    fields: Mapping[str, str | int] = field(default_factory=dict)
    touched: Touched | None = field(default=None, compare=False)
    """For a change that was made, undone or redone just now; None where anything may be another."""
    revisions: tuple[int, int] = field(default=(0, 0), compare=False)
    """Those of the corpus before and after it, for a change that was made, undone or redone just now."""
