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
from viewer.formats.annotation_kinds import FOOTNOTE
from viewer.formats.columns import SOURCE_ID
from viewer.formats.draft import Cautions
from viewer.formats.packed import Column
from viewer.formats.passages import Passage
from viewer.formats.written_text import WrittenText
from viewer.formats.xml_places import Places, identity
from viewer.model import Kind
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
_REPLACING = {"sic": ORIGINAL, "orig": ORIGINAL, "abbr": ORIGINAL, "del": ORIGINAL, "rdg": VARIANT}
_KINDS = {
    "head": Kind.HEADING,
    "titlepart": Kind.TITLE,
    "figdesc": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "fw": Kind.FURNITURE,
    **{f"h{level}": Kind.HEADING for level in range(1, 7)},
}
_SPACE = re.compile(r"[ \t\r\n]+")
_DEEPEST = 1_000
"""Elements inside each other; no document has as many."""


class Run(NamedTuple):
    """Segments of a column, half-open."""

    column: Hashable
    start: int
    stop: int


class _Role(NamedTuple):
    """What a tag means."""

    name: str
    is_passed_over: bool
    is_break: bool
    is_paragraph: bool
    is_sentence: bool
    is_word: bool
    aside: str
    """Kind of the annotation that it may be instead of text."""


class _Element(NamedTuple):
    role: _Role
    id: str
    is_break: bool
    begun: tuple[Hashable, int] | None
    """Column and number of the next segment when it began, if that matters."""


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
        self._roles: dict[str, _Role] = {}
        self._open: list[_Element] = []
        self._paragraphs = 0
        """How many paragraphs are open."""
        self._passed_over = 0
        self._aside: _Aside | None = None
        self._written = WrittenText(has_words)
        self._waiting: dict[str, None] = {}
        """Ids of elements inside of the segment at hand."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        role = self._roles.get(tag) or self._role(tag)
        name = role.name
        if self._passed_over or role.is_passed_over:
            self._passed_over += 1
            return
        if self._aside:
            self._aside.depth += 1
            if name in _BLOCKS:
                self._aside.letters.append(" ")
            return
        if role.aside and (name in _ASIDE or (self._open and (self._open[-1].role.name, name) in _REPLACED)):
            self._aside = _Aside(role.aside)
            return
        name_id = identity(attributes) if attributes else ""
        is_break = role.is_break or (role.is_sentence and not self._paragraphs)
        if is_break:
            self._flush()
        elif name == "lb" and attributes.get("break") != "no":
            self._written.write(" ")
        elif role.is_word:
            self._written.begin_word(
                joins=attributes.get("join", ""), apart="SpaceAfter=No" not in attributes.get("misc", "")
            )
        if len(self._open) >= _DEEPEST:
            place = f"line {self._parser.CurrentLineNumber}"
            raise Malformed(self._path, place, f"more than {_DEEPEST} elements stand inside each other")
        self._places.open(name, attributes)
        if self._field:
            self._column = getattr(self._places.here, self._field) or self._column
        self._paragraphs += role.is_paragraph
        begun = (self._column, self._next()) if name_id and name_id in self._wanted else None
        self._open.append(_Element(role, name_id, is_break, begun))

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
        elif element.role.is_word:
            self._written.end_word()
        elif element.role.is_sentence:
            self._written.end_sentence()
        self._open.pop()
        self._paragraphs -= element.role.is_paragraph
        if element.begun:
            self._place(element, *element.begun)
        self._places.close()
        if self._field:
            self._column = getattr(self._places.here, self._field) or self._column

    def _data(self, text: str) -> None:
        if self._aside:
            self._aside.letters.append(text)
        elif not self._passed_over:
            self._written.write(text)

    def _role(self, tag: str) -> _Role:
        name = tag.rpartition(":")[2].lower()
        is_unit = name in self._units
        role = self._roles[tag] = _Role(
            name=name,
            is_passed_over=name in _PASSED_OVER and not is_unit,
            is_break=name in _BLOCKS or is_unit,
            is_paragraph=name in _PARAGRAPHS,
            is_sentence=name in _SENTENCES,
            is_word=name in _WORDS,
            aside="" if is_unit else _ASIDE.get(name) or _REPLACING.get(name, ""),
        )
        return role

    def _next(self) -> int:
        """The number of the next segment of the column at hand."""
        stored = self.columns.get(self._column)
        return stored.size if stored else 0

    def _place(self, element: _Element, column: Hashable, start: int) -> None:
        if element.id in self.runs or element.id in self._waiting:
            self.repeated += 1
        elif not element.is_break:
            self._waiting[element.id] = None
        else:
            stored = self.columns.get(column)
            self.runs[element.id] = Run(column, start, stored.size if stored else start)

    def _flush(self) -> None:
        """Ends a segment."""
        if not self._waiting and self._written.is_blank():
            self._written.clear()
            return
        text, notes = self._written.finished()
        own = next((element for element in reversed(self._open) if element.is_break), None)
        stored = self.columns.get(self._column)
        if stored is None:
            stored = self.columns[self._column] = Column()
        start = stored.size
        if not is_blank(text):
            self.languages.setdefault(self._column, self._places.here.language)
            about = ((SOURCE_ID, own.id),) if own and " " not in own.id else ()
            kind = _KINDS.get(own.role.name, Kind.BODY) if own else Kind.BODY
            self._store(stored, Passage(text, notes, about, kind))
        else:  # notes that no text surrounds are text
            for note in notes:
                self._store(stored, Passage(note.value))
        for waiting in self._waiting:
            self.runs[waiting] = Run(self._column, start, stored.size)
        self._waiting.clear()

    def _store(self, stored: Column, passage: Passage) -> None:
        stored.add(passage, self.cautions, f"line {self._parser.CurrentLineNumber}")
