"""The units of a TMX file, parsed once as they stream by and kept packed, language by language.

A TMX names its languages unit by unit, in whatever spelling (`EN-US`, `en_us`); a language is a version however it is
spelt. Several `tuv` of one language in a `tu` are segments of one cell; a `tuv` that is missing or empty is a gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from viewer import languages
from viewer.errors import Malformed
from viewer.formats.columns import SOURCE_ID
from viewer.formats.draft import Caution, Cautions, DraftAnnotation, DraftSegment, DraftUnit
from viewer.formats.marks import PROPERTY
from viewer.formats.packed import Packed
from viewer.formats.tmx_content import Content, Mark, TooMuch, cut
from viewer.model import MAX_SEGMENT

Note = tuple[str, str]
"""Kind and value of what is said about a whole segment."""

ATTRIBUTES = {
    "tuid": SOURCE_ID,
    "creationid": "author",
    "creationdate": "created",
    "changeid": "changed-by",
    "changedate": "changed",
    "lastusagedate": "last-used",
    "usagecount": "usage-count",
    "creationtool": "tool",
    "creationtoolversion": "tool-version",
    "segtype": "segment-type",
    "datatype": "data-type",
    "o-tmf": "original-format",
    "o-encoding": "original-encoding",
    "srclang": "source-language",
}
"""What the attributes of `tu` and `tuv` are called as annotations."""
NOTE = "note"
PROPERTY_OF = "prop:"
"""Kind of the annotation that keeps a `prop`, its type following."""
HEADER = "header-"
"""Before the kind of what the header says; kept with the first unit."""

_OURS = PROPERTY_OF + PROPERTY
_MICROSOFT = {"zh-chs": "zh-Hans", "zh-cht": "zh-Hant"}
_LONGEST_CODE = 64
MOST_LANGUAGES = 500
_MOST_IN_A_UNIT = 10_000
_MOST_SAID = 20_000_000
"""Code points of notes and the like in a unit, counted for every segment that they are kept with."""
_SAMPLE = 20_000
"""Code points of each language that are kept to tell a language by."""


@dataclass(slots=True)
class Column:
    """One language of the file, with its segments in order."""

    label: str
    """As the file first spells it."""
    language: str | None
    """BCP 47 tag; None if the code is none."""
    spellings: Counter[str] = field(default_factory=Counter)
    segments: Packed[tuple[str, tuple[Note, ...], tuple[Mark, ...]]] = field(default_factory=Packed)
    sample: list[str] = field(default_factory=list)
    sampled: int = 0

    def drafts(self, _language: str = "") -> Iterator[DraftSegment]:
        for text, notes, marks in self.segments:
            if not notes and not marks:
                yield DraftSegment(text)
                continue
            length = len(text)
            said = [DraftAnnotation(0, length, kind, value) for kind, value in notes]
            if marks:
                said += [DraftAnnotation(*mark) for mark in marks]
            yield DraftSegment(text, annotations=tuple(said))


class IsOurs(Exception):
    """The file has properties that Hexapla wrote: it is to be read by them."""


class Units:
    """Listens to a parser; when it is through, `columns` and `units` are what the file holds."""

    def __init__(self, path: Path, parser: expat.XMLParserType) -> None:
        self.columns: list[Column] = []
        self.cautions = Cautions()
        self._path = path
        self._parser = parser
        self._rows: Packed[tuple[int, ...]] = Packed()
        """For every unit the columns of its segments."""
        self._numbers: dict[str, int] = {}
        """Position of the column of each code, in every spelling met and in the standard one."""
        self._source = ""
        self._header: list[Note] = []
        self._of_unit: list[Note] | None = None
        """What is said of the unit; None outside of any."""
        self._of_variant: list[Note] | None = None
        self._code = ""
        self._cells: list[tuple[int, str, list[Note], tuple[Mark, ...]]] = []
        self._empty = self._first_empty = 0
        """Units without text, and the line of the first."""
        self._content = Content(self._listen)
        self._said: tuple[str, list[str]] | None = None
        """Kind and letters of the note or property that is open."""
        parser.StartElementHandler = self._open_root
        parser.EndElementHandler = self._close

    def order(self) -> list[int]:
        """Positions of the columns: the source language that the header names, then as they first appear."""
        source = self._numbers.get(_key(self._source), -1)
        return sorted(range(len(self.columns)), key=lambda number: number != source)

    def units(self) -> Iterator[DraftUnit]:
        """A unit for every `tu` with text, its cells in the order of `order`."""
        places = {number: place for place, number in enumerate(self.order())}
        cells = [(0, 0)] * len(self.columns)
        for row in self._rows:
            cells = [(stop, stop) for _, stop in cells]
            for number in row:
                start, stop = cells[places[number]]
                cells[places[number]] = (start, stop + 1)
            yield DraftUnit(tuple(cells))

    def spelt_differently(self) -> Iterator[str]:
        """For every language that has several spellings the tag and the spellings."""
        for column in self.columns:
            if len(column.spellings) > 1:
                spelt = ", ".join(code for code, _ in column.spellings.most_common(5))
                yield f"{column.language or column.label}: {spelt}"

    def _open_root(self, tag: str, _attributes: dict[str, str]) -> None:
        if tag != "tmx":
            raise self._malformed(f"this is no TMX: its root is {tag[:_LONGEST_CODE]}")
        self._parser.StartElementHandler = self._open

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "tuv":
            self._of_variant = _said(attributes) if len(attributes) > 1 else []
            self._code = attributes.get("xml:lang") or attributes.get("lang") or ""
        elif tag == "seg":
            if self._of_unit is not None and self._of_variant is not None:
                self._parser.StartElementHandler = self._open_inside
                self._parser.CharacterDataHandler = self._content.text.append
        elif tag == "tu":
            if self._of_unit is not None:
                raise self._malformed("a tu stands inside a tu")
            self._of_unit = _said(attributes)
        elif tag == "prop" or tag == "note":
            kind = PROPERTY_OF + attributes.get("type", "")[:_LONGEST_CODE] if tag == "prop" else NOTE
            self._said = (kind, [])
            self._listen(self._said[1])
        elif tag == "header":
            self._source = attributes.get("srclang", "")

    def _close(self, tag: str) -> None:
        if tag == "seg":
            if self._of_unit is not None and self._of_variant is not None:
                self._end_segment(self._of_variant)
        elif tag == "tuv":
            self._of_variant = None
        elif tag == "tu":
            self._end_unit()
        elif tag == "tmx" and self._empty:
            self.cautions.add(Caution.UNITS_WITHOUT_TEXT, count=self._empty, place=f"line {self._first_empty}")
            self._empty = 0
        elif (tag == "prop" or tag == "note") and self._said:
            self._parser.CharacterDataHandler = None
            kind, letters = self._said
            self._said = None
            value = "".join(letters).strip()
            if value:
                self._say(kind, value)

    def _open_inside(self, tag: str, attributes: dict[str, str]) -> None:
        self._parser.EndElementHandler = self._close_inside
        try:
            self._content.open(tag, attributes)
        except TooMuch as error:
            raise self._malformed(str(error)) from error

    def _close_inside(self, _tag: str) -> None:
        try:
            if self._content.close():
                self._parser.EndElementHandler = self._close
        except TooMuch as error:
            raise self._malformed(str(error)) from error

    def _end_segment(self, notes: list[Note]) -> None:
        self._parser.StartElementHandler = self._open
        self._parser.CharacterDataHandler = None
        text, marks = self._content.take()
        number = self._numbers.get(self._code)
        if number is None:
            number = self._numbers[self._code] = self._new_spelling(self._code)
        if not marks and len(text) <= MAX_SEGMENT and text[:1].isalnum():  # nearly always
            self._cells.append((number, text, notes, ()))
        else:
            if len(text) > MAX_SEGMENT:
                self.cautions.add(Caution.SEGMENTS_CUT, place=f"line {self._parser.CurrentLineNumber}")
            for piece, own in cut(text, marks):
                self._cells.append((number, piece, notes, own))
        if len(self._cells) > _MOST_IN_A_UNIT:
            raise self._malformed(f"more than {_MOST_IN_A_UNIT} segments in one unit")

    def _say(self, kind: str, value: str) -> None:
        """Notes what a note or property says of the file, the unit or the variant that is open."""
        if kind.startswith(_OURS):
            raise IsOurs
        if self._of_variant is not None:
            said = self._of_variant
        elif self._of_unit is not None:
            said = self._of_unit
        else:
            said, kind = self._header, HEADER + kind
        if len(said) >= _MOST_IN_A_UNIT:
            raise self._malformed(f"more than {_MOST_IN_A_UNIT} notes and props in one place")
        said.append((kind, value[:MAX_SEGMENT]))

    def _end_unit(self) -> None:
        shared, cells = self._of_unit or [], self._cells
        self._of_unit = None
        if not cells:
            self._empty += 1
            self._first_empty = self._first_empty or self._parser.CurrentLineNumber
            return
        self._cells = []
        if self._header:
            shared = [*self._header, *shared]
            self._header = []
        if len(cells) > 2 and len(cells) * sum(8 + len(value) for _, value in shared) > _MOST_SAID:
            raise self._malformed("too much is said of too many segments in one unit")
        of_unit = tuple(shared)
        columns = self.columns
        for number, text, own, marks in cells:
            column = columns[number]
            column.segments.append((text, (*of_unit, *own) if own else of_unit, marks))
            if column.sampled < _SAMPLE:
                column.sample.append(text)
                column.sampled += len(text)
        self._rows.append(tuple([cell[0] for cell in cells]))

    def _new_spelling(self, code: str) -> int:
        key = _key(code)
        number = self._numbers.get(key)
        if number is None:
            if len(self.columns) >= MOST_LANGUAGES:
                raise self._malformed(f"more than {MOST_LANGUAGES} languages")
            number = self._numbers[key] = len(self.columns)
            self.columns.append(Column(code.strip()[:_LONGEST_CODE], language_of_code(code)))
        self.columns[number].spellings[code.strip()[:_LONGEST_CODE]] += 1
        return number

    def _listen(self, sink: list[str]) -> None:
        self._parser.CharacterDataHandler = sink.append

    def _malformed(self, reason: str) -> Malformed:
        return Malformed(self._path, f"line {self._parser.CurrentLineNumber}", reason)


def _said(attributes: dict[str, str]) -> list[Note]:
    if not attributes:
        return []
    return [
        (ATTRIBUTES[name], value[:MAX_SEGMENT]) for name, value in attributes.items() if value and name in ATTRIBUTES
    ]


def _key(code: str) -> str:
    """The same for every spelling of a language code, and never the code itself."""
    cleaned = code.strip().replace("_", "-").casefold()
    return f"={_tag(cleaned) or cleaned}"


def language_of_code(code: str) -> str | None:
    """The tag that a code means; of a code that is none its language alone, if that exists."""
    cleaned = code.strip().replace("_", "-").casefold()
    return _tag(cleaned) or _tag(languages.primary(cleaned))


def _tag(cleaned: str) -> str | None:
    if not cleaned or len(cleaned) > _LONGEST_CODE:
        return None
    try:
        return _MICROSOFT.get(cleaned) or languages.normalise(cleaned)
    except ValueError:
        return None
