"""The text of an XML file in stretches that have ids, so that an alignment can point at them.

One reading of TEI, of corpora in the manner of XCES, and of whatever else keeps sentences in paragraphs: a segment ends
where a block or one of the elements begins or ends that are to be segments; text beside these is a segment of its
own, so nothing is left out. An id names the segments inside its element, be that a word, a sentence or a chapter. White
space is a space. Words that are elements become text again by the rules of writing (`spacing`), unless the file has
spaces between them. Notes, and what editors replaced, are annotations at their place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from viewer.errors import Malformed
from viewer.formats.columns import SOURCE_ID
from viewer.formats.draft import Cautions, DraftAnnotation
from viewer.formats.marked_text import FOOTNOTE
from viewer.formats.packed import Column
from viewer.formats.passages import Passage
from viewer.formats.spacing import spaced
from viewer.model import MAX_SEGMENT, Kind
from viewer.text.paragraphs import is_blank

ORIGINAL, VARIANT = "original", "variant"
"""Kinds of annotations: what an editor corrected or wrote out, and what another source reads at this place."""

_PARAGRAPHS = frozenset(
    "p ab head l u item cell label speaker stage salute signed dateline byline trailer titlepart".split()
)
"""Elements in which a sentence is part of a paragraph."""
_BLOCKS = _PARAGRAPHS | frozenset(
    "tei teicorpus tei.2 teicorpus.2 text front body back group floatingtext div div0 div1 div2 div3 div4 "
    "div5 div6 div7 lg sp list table row figure figdesc caption opener closer epigraph argument titlepage "
    "doctitle docauthor docimprint castlist castitem postscript doc document chapter section paragraph "
    "para block blockquote h1 h2 h3 h4 h5 h6 li td tr".split()
)
_SENTENCES = frozenset(("s", "seg", "sentence"))
_WORDS = frozenset(("w", "pc", "tok", "token"))
_PASSED_OVER = frozenset("teiheader cesheader header fsdecl standoff linkgrp link join interpgrp spangrp fs pb".split())
_ASIDE = {"note": FOOTNOTE}
_REPLACED = {("choice", "sic"), ("choice", "orig"), ("choice", "abbr"), ("app", "rdg"), ("subst", "del")}
_KINDS = {
    "head": Kind.HEADING,
    "titlepart": Kind.TITLE,
    "figdesc": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "fw": Kind.FURNITURE,
    **{f"h{level}": Kind.HEADING for level in range(1, 7)},
}
_SENTENCE_ENDS = (".", "!", "?", "…", '"', "»", "”", "“", "؟", "۔", "।")
_SPACE = re.compile(r"[ \t\r\n]+")
CORRESPONDS = "corresp"
"""The attribute by which an element of TEI points at what answers it."""
_LONGEST_ID = 1_000
_DEEPEST = 1_000
"""Elements inside each other; no document has as many."""


class Place(NamedTuple):
    """Where an element stands, as far as that may tell to which version it belongs."""

    language: str
    """As the nearest element around it says; may be empty."""
    text: int
    """Which `text` of the file, from 1."""
    division: int
    """Which outermost `div` of that text, from 1; 0 for none."""
    document: int
    """Which `TEI` of the file, from 1; 0 for none."""


class Places:
    """Follows where a parser is: to be told of every element."""

    def __init__(self) -> None:
        self._stack: list[Place] = []
        self._documents = self._texts = self._divisions = 0

    @property
    def here(self) -> Place:
        return self._stack[-1] if self._stack else Place("", 0, 0, 0)

    def open(self, name: str, attributes: dict[str, str]) -> None:
        language, text, division, document = self.here
        if name not in _WORDS and name not in ("foreign", "hi", "term", "title", "name"):
            language = attributes.get("xml:lang") or (attributes.get("lang") if name != "ref" else "") or language
            language = language or (attributes.get("language", "") if not self._stack else "")
        if name == "text":
            self._texts += 1
            self._divisions = 0
            text, division = self._texts, 0
        elif name in ("tei", "tei.2"):
            self._documents += 1
            document = self._documents
        elif name.startswith("div") and not division:
            self._divisions += 1
            division = self._divisions
        self._stack.append(Place(language, text, division, document))

    def close(self) -> None:
        self._stack.pop()


def identity(attributes: dict[str, str]) -> str:
    """What an element is known by: its id, or else what it says that it corresponds to; empty if neither is there."""
    name = attributes.get("xml:id") or attributes.get("id")
    if not name and (other := attributes.get(CORRESPONDS)):
        name = f"{CORRESPONDS} {other}"  # no id has a space in it
    return (name or "")[:_LONGEST_ID]


class Run(NamedTuple):
    """Segments of a column, half-open."""

    column: Hashable
    start: int
    stop: int


@dataclass(slots=True)
class _Element:
    name: str
    id: str
    is_break: bool
    begun: tuple[Hashable, int]
    """Column and number of the next segment when it began."""


@dataclass(slots=True)
class _Aside:
    """Something that is no text: its kind, how deep the parser is in it, and its letters."""

    kind: str
    depth: int = 1
    letters: list[str] = field(default_factory=list)


class IdentifiedText:
    """Listens to a parser; when it is through, `columns` and `runs` are what the file holds."""

    def __init__(
        self,
        path: Path,
        parser: expat.XMLParserType,
        *,
        wanted: Collection[str],
        units: Collection[str] = (),
        has_words: bool = False,
        column: str = "",
        first: Hashable = "",
    ) -> None:
        """`wanted` are the ids that matter, `units` the elements (in lower case) that are segments besides blocks.

        `has_words`: white space between words means nothing. `column` is the field of `Place` that tells the versions
        apart, if any does; `first` the one that text before all of them belongs to.
        """
        self.columns: dict[Hashable, Column] = {}
        self.languages: dict[Hashable, str] = {}
        self.runs: dict[str, Run] = {}
        self.repeated = 0
        """How many ids were there before."""
        self.cautions = Cautions()
        self._path = path
        self._parser = parser
        self._wanted = wanted
        self._units = frozenset(units)
        self._has_words = has_words
        self._field = column
        self._column: Hashable = first
        self._places = Places()
        self._open: list[_Element] = []
        self._paragraphs = 0
        """How many paragraphs are open."""
        self._passed_over = 0
        self._aside: _Aside | None = None
        self._written = _Written(has_words)
        self._waiting: list[str] = []
        """Ids of elements inside of the segment at hand."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2].lower()
        if self._passed_over or (name in _PASSED_OVER and name not in self._units):
            self._passed_over += 1
            return
        if self._aside:
            self._aside.depth += 1
            if name in _BLOCKS:
                self._aside.letters.append(" ")
            return
        parent = self._open[-1].name if self._open else ""
        kind = _ASIDE.get(name) or (ORIGINAL if (parent, name) in _REPLACED else "")
        if kind and name not in self._units:
            self._aside = _Aside(VARIANT if name == "rdg" else kind)
            return
        name_id = identity(attributes) if attributes else ""
        is_break = name in _BLOCKS or name in self._units or (name in _SENTENCES and not self._paragraphs)
        if is_break:
            self._flush()
        elif name == "lb" and attributes.get("break") != "no":
            self._written.write(" ")
        elif name in _WORDS:
            self._written.begin_word(
                joins=attributes.get("join", ""), apart="SpaceAfter=No" not in attributes.get("misc", "")
            )
        if len(self._open) >= _DEEPEST:
            place = f"line {self._parser.CurrentLineNumber}"
            raise Malformed(self._path, place, f"more than {_DEEPEST} elements stand inside each other")
        self._places.open(name, attributes)
        if self._field:
            self._column = getattr(self._places.here, self._field) or self._column
        self._paragraphs += name in _PARAGRAPHS
        column = self.columns.get(self._column)
        self._open.append(_Element(name, name_id, is_break, (self._column, column.size if column else 0)))

    def _end(self, _tag: str) -> None:
        if self._passed_over:
            self._passed_over -= 1
            return
        if self._aside:
            self._aside.depth -= 1
            if not self._aside.depth:
                self._written.annotate(self._aside.kind, _SPACE.sub(" ", "".join(self._aside.letters)).strip())
                self._aside = None
            return
        element = self._open[-1]
        if element.is_break:
            self._flush()
        elif element.name in _WORDS:
            self._written.end_word()
        elif element.name in _SENTENCES:
            self._written.end_sentence()
        self._open.pop()
        self._paragraphs -= element.name in _PARAGRAPHS
        if element.id and element.id in self._wanted:
            self._place(element)
        self._places.close()
        if self._field:
            self._column = getattr(self._places.here, self._field) or self._column

    def _data(self, text: str) -> None:
        if self._aside:
            self._aside.letters.append(text)
        elif not self._passed_over:
            self._written.write(text)

    def _place(self, element: _Element) -> None:
        if element.id in self.runs or element.id in self._waiting:
            self.repeated += 1
        elif not element.is_break:
            self._waiting.append(element.id)
        else:
            column, start = element.begun
            stored = self.columns.get(column)
            self.runs[element.id] = Run(column, start, stored.size if stored else start)

    def _flush(self) -> None:
        """Ends a segment."""
        text, notes = self._written.finished()
        own = next((element for element in reversed(self._open) if element.is_break), None)
        stored = self.columns.get(self._column)
        if stored is None:
            stored = self.columns[self._column] = Column()
        start = stored.size
        if not is_blank(text):
            self.languages.setdefault(self._column, self._places.here.language)
            about = ((SOURCE_ID, own.id),) if own and " " not in own.id else ()
            kind = _KINDS.get(own.name, Kind.BODY) if own else Kind.BODY
            self._store(stored, Passage(text, notes, about, kind))
        else:  # notes that no text surrounds are text
            for note in notes:
                self._store(stored, Passage(note.value))
        for waiting in self._waiting:
            self.runs[waiting] = Run(self._column, start, stored.size)
        self._waiting.clear()

    def _store(self, stored: Column, passage: Passage) -> None:
        stored.add(passage, self.cautions, f"line {self._parser.CurrentLineNumber}")


class _Written:
    """A segment while it is written."""

    def __init__(self, has_words: bool) -> None:
        self._has_words = has_words
        self._done: list[str] = []
        """Pieces of text that are as they will be."""
        self._length = 0
        self._notes: list[DraftAnnotation] = []
        self._pieces: list[tuple[bool, list[str]]] = []
        """Words and what stands between them, since the last note."""
        self._glued: set[int] = set()
        """Positions of words that belong to the one before."""
        self._is_glued = False

    def write(self, text: str) -> None:
        if not self._pieces:
            self._pieces.append((False, []))
        self._pieces[-1][1].append(text)

    def begin_word(self, *, joins: str, apart: bool) -> None:
        if self._is_glued or joins in ("left", "both"):
            self._glued.add(len(self._pieces))
        self._is_glued = joins in ("right", "both") or not apart
        self._pieces.append((True, []))

    def end_word(self) -> None:
        self._pieces.append((False, []))

    def end_sentence(self) -> None:
        """What follows is set off, even if the file has nothing in between."""
        last = next((letters[-1] for _, letters in reversed(self._pieces) if letters), "")
        if last.endswith(_SENTENCE_ENDS):
            self.write(" ")

    def annotate(self, kind: str, value: str) -> None:
        if value:
            self._settle()
            self._notes.append(DraftAnnotation(self._length, self._length, kind, value[:MAX_SEGMENT]))

    def finished(self) -> tuple[str, tuple[DraftAnnotation, ...]]:
        """The text and what is said at places of it; starts anew."""
        self._settle()
        text, notes = "".join(self._done), tuple(self._notes)
        self._done, self._notes, self._length, self._is_glued = [], [], 0, False
        return text, notes

    def _settle(self) -> None:
        """Turns what was written since the last time into text."""
        pieces = [(is_word, _SPACE.sub(" ", "".join(letters)), "".join(letters)) for is_word, letters in self._pieces]
        words = sum(is_word for is_word, _, _ in pieces)
        between = [raw for is_word, _, raw in pieces if not is_word and raw]
        is_literal = not words or (not self._has_words and any(not raw.isspace() or "\n" not in raw for raw in between))
        if is_literal:
            for _, text, _ in pieces:
                self._append(text)
        else:
            joined: list[str] = []
            for position, (is_word, text, _) in enumerate(pieces):
                for part in [text.strip()] if is_word else text.split():
                    if part and position in self._glued and joined:
                        joined[-1] += part
                    elif part:
                        joined.append(part)
            if (
                joined
                and self._done
                and not self._done[-1].endswith(" ")
                and spaced((self._done[-1][-1], joined[0]))[1] == " "
            ):
                self._append(" ")
            self._append(spaced(joined))
        self._pieces, self._glued = [], set()

    def _append(self, text: str) -> None:
        if text.startswith(" ") and (not self._done or self._done[-1].endswith(" ")):
            text = text[1:]
        if text:
            self._done.append(text)
            self._length += len(text)
