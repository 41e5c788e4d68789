"""What the markers of USFM mean, which are also the styles of USX and USFX (docs.usfm.bible).

A reader tells markers and text in the order of the file, whatever the syntax. Here the text goes where it belongs: into
verses and headings, into the names of books, or beside the text (notes, references, other numberings, captions). What
no table knows is transparent: its text stays where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from viewer.formats.annotation_kinds import EMPHASIS, FOOTNOTE, RUBY
from viewer.formats.bible_books import key_of
from viewer.formats.scripture import CROSS_REFERENCE, Scripture
from viewer.model import Kind

STRONG, LEMMA, MORPHOLOGY = "strong", "lemma", "morphology"
"""Kinds of annotations about words."""
FIGURE, OTHER_NUMBER = "figure", "other-number"
"""Kinds of annotations: the caption of a picture; the number of a verse or chapter in another edition."""

_DEEPEST = 64
"""Character markers inside each other."""
_FILE_NAME = re.compile(r"^\S+\.\w{2,5}[,;]?\s+")
_NUMBERED = re.compile(r"([A-Za-z]+?)\d*(?:-\d+)?")


class _Sink(Enum):
    """Where text goes."""

    TEXT = "text"
    BESIDE = "beside"
    NAME = "name"
    NOWHERE = "nowhere"


_SCRIPTURE = set("p m po pr cls pmo pm pmc pmr pi mi nb pc ph phi ps psi q qr qc qm qd lh li lf lim tr b".split())
_BODY = set("ip ipi im imi ipq imq ipr iq ib ili io iot iex ie cd lit".split())
_KINDS = {
    **dict.fromkeys(("mt", "mte"), Kind.TITLE),
    **dict.fromkeys("ms s sp qa cl is imt imte periph".split(), Kind.HEADING),
    **dict.fromkeys(_BODY, Kind.BODY),
    **dict.fromkeys(_SCRIPTURE | {"d"}, Kind.VERSE),
}
_NAMES = {"h": 3, "toc2": 2, "toc": 1, "toc1": 1}
"""Markers of a book's name, and which is preferred."""
_DROPPED = set("id ide usfm sts rem vrs toc3 toca toca1 toca2 toca3 h2 h3 cp restore pb sd nav".split())
_REFERENCES = {"r", "mr", "sr"}
PARAGRAPHS = set(_KINDS) | set(_NAMES) | _DROPPED | _REFERENCES
"""Markers, without their numbers, that begin a paragraph."""

NOTES = {"f": FOOTNOTE, "fe": FOOTNOTE, "ef": FOOTNOTE, "x": CROSS_REFERENCE, "ex": CROSS_REFERENCE}
_BESIDE = {"va": OTHER_NUMBER, "vp": OTHER_NUMBER, "ca": OTHER_NUMBER, "rq": CROSS_REFERENCE, "fig": FIGURE}
_ORIGINS = {"fr", "xo", "fm", "cat"}
"""What of a note only says again where it stands."""
_UNSEEN = {"cat", "fm"}
_CELLS = {"tc", "th", "tcr", "thr", "tcc", "thc"}
_EMPHASES = {
    "wj": "jesus",
    "nd": "divine-name",
    "add": "added",
    "it": "italic",
    "bd": "bold",
    "bdit": "bold-italic",
    "em": "emphasis",
    "sc": "small-caps",
    "tl": "foreign",
    "bk": "book-title",
    "qs": "selah",
    "qt": "quotation",
    "k": "keyword",
}
_DEFAULTS = {"w": "lemma", "rb": "gloss"}
"""The attribute that needs no name."""
_WORDS = {"strong": STRONG, "lemma": LEMMA, "x-morph": MORPHOLOGY, "morph": MORPHOLOGY, "gloss": RUBY}


@dataclass(slots=True)
class _Frame:
    """A marker that is open."""

    marker: str
    sink: _Sink
    attributes: dict[str, str] = field(default_factory=dict)
    mark: tuple[int, int] = (0, 0)
    emphasis: str = ""
    gathers: str = ""
    """Kind of the annotation that its text becomes."""
    words: str = ""
    """Text that is wanted again when it ends."""


def base_of(marker: str) -> str:
    """The marker without its number: `q1` is `q`; `toc1` and the like are themselves."""
    if marker in PARAGRAPHS:
        return marker
    found = _NUMBERED.fullmatch(marker)
    return found[1] if found else marker


class Markers:
    """A text with markers while it is read into `scripture`."""

    def __init__(self, scripture: Scripture) -> None:
        self.scripture = scripture
        self._frames = [_Frame("", _Sink.TEXT)]
        """The paragraph, and what is open in it."""
        self._gathered: list[str] = []
        self._preference = 0
        self._is_sidebar = False

    @property
    def in_note(self) -> bool:
        return any(frame.gathers for frame in self._frames[1:])

    @property
    def letters(self) -> str:
        """The last marker that is open inside the paragraph; empty for none."""
        return self._frames[-1].marker if len(self._frames) > 1 else ""

    def book(self, code: str) -> None:
        self.end_paragraph()
        self._preference = 0
        self._is_sidebar = False
        self.scripture.begin_book(key_of(code))

    def chapter(self, number: str) -> None:
        self.end_paragraph()
        self._is_sidebar = False
        self.scripture.begin_chapter(number)

    def verse(self, number: str) -> None:
        """A verse begins; a note that is still open was never closed."""
        while self.in_note:
            self.end()
        if self._frames[0].sink is not _Sink.TEXT:
            self.paragraph("p")
        self.scripture.begin_verse(number)

    def paragraph(self, marker: str) -> None:
        """A paragraph begins, and the one before ends."""
        self.end_paragraph()
        base = base_of(marker)
        frame = self._frames[0]
        frame.marker = marker
        if base in _NAMES:
            frame.sink = _Sink.NAME
        elif base in _DROPPED or (base == "cl" and not self.scripture.chapter):
            frame.sink = _Sink.NOWHERE
        elif base in _REFERENCES:
            frame.sink, frame.gathers = _Sink.BESIDE, CROSS_REFERENCE
        elif base != "b":
            self._begin(base, marker)

    def end_paragraph(self) -> None:
        """Closes all that is open, the paragraph too."""
        while len(self._frames) > 1:
            self.end()
        frame = self._frames[0]
        if frame.sink is _Sink.NAME:
            self._name(frame.marker)
        elif frame.gathers:
            self.scripture.note(frame.gathers, self._taken())
        self._frames = [_Frame("", _Sink.TEXT)]

    def sidebar(self, *, begins: bool) -> None:
        """What stands in a sidebar is no verse."""
        self.end_paragraph()
        self.scripture.end_verse()
        self._is_sidebar = begins

    def begin(self, marker: str, attributes: Mapping[str, str] | None = None) -> bool:
        """A note or a character marker begins. False if that is too deep; it is then not to be ended."""
        if len(self._frames) > _DEEPEST:
            return False
        base = base_of(marker)
        outer = self._frames[-1]
        frame = _Frame(marker, outer.sink, dict(attributes or {}), self.scripture.mark)
        if outer.sink is _Sink.TEXT:
            frame.gathers = NOTES.get(base, "") or _BESIDE.get(base, "")
            frame.sink = _Sink.BESIDE if frame.gathers else _Sink.NOWHERE if base in _UNSEEN else _Sink.TEXT
            if base in _EMPHASES and self.scripture.open(EMPHASIS, _EMPHASES[base]):
                frame.emphasis = _EMPHASES[base]
            if base in _CELLS:
                self.text("\n")
        elif outer.sink is _Sink.BESIDE and base in _ORIGINS:
            frame.sink = _Sink.NOWHERE
        self._frames.append(frame)
        return True

    def end(self) -> None:
        """The last marker inside the paragraph ends."""
        if len(self._frames) == 1:
            return
        frame = self._frames.pop()
        if frame.gathers:
            self.scripture.note(frame.gathers, self._taken())
            return
        if frame.emphasis:
            self.scripture.close(EMPHASIS, frame.emphasis)
        if frame.sink is _Sink.TEXT:
            self._about(frame)

    def end_letters_of_note(self) -> None:
        """Ends what is open inside a note, for in notes what begins ends what was before."""
        while self.in_note and not self._frames[-1].gathers:
            self.end()

    def end_to(self, marker: str) -> None:
        """The last marker of this name ends, with all inside it; nothing if none is open."""
        for depth in range(len(self._frames) - 1, 0, -1):
            if self._frames[depth].marker == marker:
                while len(self._frames) > depth + 1:
                    self.end()
                self.end()
                return

    def attributes(self, found: Mapping[str, str]) -> None:
        """What is said of the last marker; what has no name is under the empty one."""
        frame = self._frames[-1]
        frame.attributes |= {name or _DEFAULTS.get(base_of(frame.marker), ""): value for name, value in found.items()}

    def text(self, text: str) -> None:
        frame = self._frames[-1]
        if frame.sink is _Sink.TEXT:
            self.scripture.write(text)
            if frame.marker == "rb":
                frame.words += text
        elif frame.sink is not _Sink.NOWHERE:
            self._gathered.append(text)

    def _begin(self, base: str, marker: str) -> None:
        kind = _KINDS.get(base, Kind.VERSE)
        if self._is_sidebar and kind is Kind.VERSE:
            kind = Kind.BODY
        if base == "d" and self.scripture.chapter and not self.scripture.verse:
            self.scripture.begin_verse("0")
        self.scripture.begin_paragraph(kind, "" if base == "d" else marker)

    def _name(self, marker: str) -> None:
        name = self._taken()
        preference = _NAMES.get(base_of(marker), 0)
        book = self.scripture.book
        if book and preference > self._preference and name.strip():
            book.name, self._preference = name, preference

    def _taken(self) -> str:
        found = "".join(self._gathered)
        self._gathered = []
        return found

    def _about(self, frame: _Frame) -> None:
        for name, value in frame.attributes.items():
            kind = _WORDS.get(name)
            if kind == RUBY:
                self._read_aloud(value, frame)
            elif kind and value.strip():
                self.scripture.about(frame.mark, kind, value.strip())

    def _read_aloud(self, gloss: str, frame: _Frame) -> None:
        """A reading for all the letters, or, divided by colons, one for each."""
        readings = gloss.split(":")
        number, start = frame.mark
        if len(readings) == len(frame.words):
            for at, reading in enumerate(readings):
                self.scripture.about((number, start + at), RUBY, reading, 1)
        else:
            self.scripture.about(frame.mark, RUBY, "".join(readings))


class Labels:
    """What the files' first lines say after the code of the book."""

    def __init__(self) -> None:
        self._found: set[str] = set()

    def add(self, text: str) -> None:
        self._found.add(_FILE_NAME.sub("", text.strip()).strip(" -–—:"))

    def of(self, scripture: Scripture) -> str:
        """The label, if there is one and it is no name of a book."""
        titles = {book.title.casefold() for book in scripture.books.values()}
        found = {one for one in self._found if one and one.casefold() not in titles}
        return found.pop() if len(found) == 1 else ""
