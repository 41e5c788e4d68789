"""Books that Lingtrain exports, as JSON or as XML: paragraphs of sentence pairs, headings and quotes between them.

JSON lists the sentences of a paragraph language by language, the n-th of one beside the n-th of the other; XML has
the languages of a sentence together, Chinese letter by letter with its reading, which becomes an annotation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.parsers import expat

from viewer.errors import Malformed
from viewer.formats import xml_stream
from viewer.formats.annotation_kinds import RUBY
from viewer.formats.decoding import decode
from viewer.formats.draft import Cautions, DraftAnnotation
from viewer.formats.passages import Passage
from viewer.formats.source import SourceFile
from viewer.model import Kind

Row = Sequence[Sequence[Passage]]
"""For every language the sentences."""

KINDS = {
    "title": Kind.TITLE,
    "divider": Kind.FURNITURE,
    "image": Kind.FURNITURE,
    **{f"h{level}": Kind.HEADING for level in range(1, 6)},
}
"""What the marks of the program are; others are text."""

_MOST_BYTES = 64 << 20
"""Of JSON, which is read at once."""
_MOST_LANGUAGES = 100


@dataclass(frozen=True, slots=True)
class Book:
    """What one file holds."""

    title: str
    languages: Sequence[str]
    """Codes as the program spells them."""
    rows: Iterable[Row]
    is_aligned: bool = True
    """Else the rows are the sentences of each language one after another."""


def read_json(file: SourceFile, cautions: Cautions) -> tuple[str, Book]:
    """The encoding and the book. Raises Malformed."""
    if file.size > _MOST_BYTES:
        raise Malformed(file.path, "the file", f"it has more than {_MOST_BYTES >> 20} MB")
    decoded = decode(file, cautions)
    try:
        content = json.loads(decoded.text().lstrip("\ufeff"))
        book = json.loads(content) if isinstance(content, str) else content
        head, body = book["head"], book["body"]
        languages = [str(one) for one in head["langs"]][:_MOST_LANGUAGES]
        title = _first(head.get("title"), languages)
        rows = [row for number, item in enumerate(body, 1) for row in _rows_of(file.path, number, item, languages)]
    except json.JSONDecodeError as error:
        raise Malformed(file.path, f"line {error.lineno}", "the JSON is broken") from error
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Malformed(file.path, "the file", "this is no book of Lingtrain") from error
    return decoded.encoding, Book(title, languages, rows)


def _rows_of(path: Path, number: int, item: Mapping[str, Any], languages: Sequence[str]) -> Iterator[Row]:
    kind = KINDS.get(str(item.get("t")), Kind.BODY)
    cells = []
    for one in languages:
        said = item["c"].get(one) or ()
        sentences = [said] if isinstance(said, str) else list(said)
        if not all(isinstance(sentence, str) for sentence in sentences):
            raise Malformed(path, f"item {number}", "a sentence is no text")
        cells.append(sentences)
    for row in zip_longest(*cells, fillvalue=""):
        yield [[Passage(sentence, kind=kind)] for sentence in row]


def _first(named: object, languages: Sequence[str]) -> str:
    """What is said in the first language that it is said in."""
    if not isinstance(named, dict):
        return ""
    return next((str(named[one]) for one in languages if named.get(one)), "")


def read_xml(file: SourceFile, cautions: Cautions) -> tuple[str, Book]:
    """The encoding and the book. Raises Malformed and what decoding raises."""
    encoding, found = xml_stream.parse(file, cautions, partial(_Listener, file.path))
    return encoding, Book(found.title, tuple(found.languages), found.rows())


@dataclass(slots=True)
class _Sentence:
    """One language of a sentence while it is read."""

    language: str
    letters: list[str] = field(default_factory=list)
    length: int = 0
    is_spelt: bool = False
    """Whether its letters are elements, so that what is between them means nothing."""
    base: int = 0
    """Where the letter begins to which a reading belongs."""
    notes: list[DraftAnnotation] = field(default_factory=list)


class _Listener:
    """Listens to a parser."""

    def __init__(self, path: Path, parser: expat.XMLParserType) -> None:
        self.title = ""
        self.languages: dict[str, None] = {}
        self._path = path
        self._parser = parser
        self._found: list[dict[str, Passage]] = []
        self._stack: list[str] = []
        self._kind = Kind.BODY
        self._row: dict[str, Passage] | None = None
        self._sentence: _Sentence | None = None
        self._reading: list[str] | None = None
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def rows(self) -> Iterator[Row]:
        for row in self._found:
            yield [[row[one]] if one in row else [] for one in self.languages]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._stack.append(name)
        if name == "lang" and self._stack[-2:-1] == ["langs"] and attributes.get("id"):
            self._know(attributes["id"])
        elif name == "s" and self._stack[-2:-1] == ["title"] and not self.title:
            self._sentence = _Sentence("")
            self._listen(self._write)
        elif name in ("p", "section"):
            self._kind = KINDS.get(attributes.get("type", ""), Kind.BODY)
        elif name in ("sentence", "header"):
            self._row = {}
        elif name == "su" and self._row is not None:
            self._know(attributes.get("lang", ""))
            self._sentence = _Sentence(attributes.get("lang", ""))
            self._listen(self._write)
        elif name == "r" and self._sentence:
            self._sentence.base = self._sentence.length
            self._sentence.is_spelt = True
        elif name == "f" and self._sentence:
            self._reading = []
            self._listen(self._reading.append)

    def _end(self, name: str) -> None:
        self._stack.pop()
        sentence = self._sentence
        if name == "f" and sentence and self._reading is not None:
            reading = "".join(self._reading).strip()
            if reading and sentence.base < sentence.length:
                sentence.notes.append(DraftAnnotation(sentence.base, sentence.length, RUBY, reading))
            self._reading = None
            self._listen(self._write)
        elif name == "s" and sentence:
            self.title = " ".join("".join(sentence.letters).split())[:500]
            self._sentence = None
            self._listen(None)
        elif name == "su" and sentence and self._row is not None:
            self._row[sentence.language] = Passage("".join(sentence.letters), tuple(sentence.notes), kind=self._kind)
            self._sentence = None
            self._listen(None)
        elif name in ("sentence", "header") and self._row is not None:
            self._found.append(self._row)
            self._row = None
        if name == "header":
            self._kind = Kind.BODY

    def _write(self, text: str) -> None:
        sentence = self._sentence
        if sentence and (self._stack[-1] == "c" or not sentence.is_spelt):
            sentence.letters.append(text)
            sentence.length += len(text)

    def _listen(self, to: Any) -> None:
        self._parser.CharacterDataHandler = to

    def _know(self, language: str) -> None:
        if language not in self.languages:
            if len(self.languages) >= _MOST_LANGUAGES:
                place = f"line {self._parser.CurrentLineNumber}"
                raise Malformed(self._path, place, f"more than {_MOST_LANGUAGES} languages")
            self.languages[language] = None
