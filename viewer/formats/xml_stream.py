"""An XML file handed to expat as decoded text, so that nothing in it can hurt.

Encodings are decoded here and not by expat: it knows few, and files lie about theirs. No document type is fetched and
no entity from outside is followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.entities import html5
from typing import NoReturn, TypeVar
from xml.parsers import expat

from viewer.errors import EmptyFile, Malformed
from viewer.formats.declared import decode_xml
from viewer.formats.decoding import Decoded, decoded_head
from viewer.formats.draft import Caution, Cautions
from viewer.formats.source import SourceFile

Parsed = TypeVar("Parsed")

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    "|&#0*(?:[0-8]|1[124-9]|2[0-9]|3[01]);"
    "|&#x0*(?:[0-8bcBCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[efEF]);"
)
"""Control characters and halves of characters, raw or as references."""
_REFERENCE_BEGUN = re.compile("&[^;]{0,30}$")

_REASONS = {
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]: "the file ends before its markup does",
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]: "the file ends inside a tag",
    expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]: "no well-formed XML",
    expat.errors.codes[expat.errors.XML_ERROR_SYNTAX]: "no well-formed XML",
    expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: "something follows the end of the markup",
    expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]: "a closing tag does not match its opening one",
    expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: "an entity that is not defined",
}
_REPAIRABLE = {
    expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_BAD_CHAR_REF],
}


def parse(file: SourceFile, cautions: Cautions, make: Callable[[expat.XMLParserType], Parsed]) -> tuple[str, Parsed]:
    """Parses the whole file; gives its encoding and what `make` made, which sets the handlers of a new parser.

    Characters that XML forbids are repaired in a second run, with a caution; so `make` may be called twice. Raises
    Malformed, EmptyFile, BadEncoding, UnknownFormat and Cancelled, and passes on what the handlers raise.
    """
    decoded = decode_xml(file, cautions)
    return decoded.encoding, _parsed(file, decoded, cautions, make)


def _parsed(
    file: SourceFile, decoded: Decoded, cautions: Cautions, make: Callable[[expat.XMLParserType], Parsed]
) -> Parsed:
    try:
        return _run(file, decoded.pieces(), make)
    except expat.ExpatError as error:
        if error.code not in _REPAIRABLE:
            _refuse(file, error)
        place = f"line {error.lineno}"
    count = 0

    def pieces() -> Iterator[str]:
        nonlocal count
        for piece in _between_references(decoded.pieces()):
            repaired, found = _FORBIDDEN.subn("\ufffd", piece)
            count += found
            yield repaired

    try:
        parsed = _run(file, pieces(), make)
    except expat.ExpatError as remaining:
        _refuse(file, remaining)
    cautions.add(Caution.CONTROLS_REPLACED, count=count, place=place)
    return parsed


def _run(file: SourceFile, pieces: Iterator[str], make: Callable[[expat.XMLParserType], Parsed]) -> Parsed:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.ExternalEntityRefHandler = _Outside(file, parser).refuse
    made = make(parser)
    parser.SkippedEntityHandler = _Skipped(file, parser).text
    try:
        for number, piece in enumerate(pieces):
            parser.Parse(piece if number else piece.lstrip(), False)
        parser.Parse("", True)
    finally:
        _let_go(parser)
    return made


def _let_go(parser: expat.XMLParserType) -> None:
    """Handlers are methods of what holds the parser; without this only the garbage collector would free both."""
    for name in ("StartElementHandler", "EndElementHandler", "CharacterDataHandler", "SkippedEntityHandler"):
        setattr(parser, name, None)
    parser.ExternalEntityRefHandler = None


class _Outside:
    """Entities that stand in other files or on the network."""

    def __init__(self, file: SourceFile, parser: expat.XMLParserType) -> None:
        self._file, self._parser = file, parser

    def refuse(self, _context: str, _base: str | None, _system: str | None, _public: str | None) -> int:
        reason = "an entity from outside the file, which is not followed"
        raise Malformed(self._file.path, f"line {self._parser.CurrentLineNumber}", reason)


class _Skipped:
    """Entities that only a document type defines which is not fetched; those of HTML are known without it."""

    def __init__(self, file: SourceFile, parser: expat.XMLParserType) -> None:
        self._file, self._parser = file, parser

    def text(self, name: str, is_parameter: bool) -> None:
        if is_parameter:
            return
        known = html5.get(f"{name};")
        if known is None:
            place = f"line {self._parser.CurrentLineNumber}"
            raise Malformed(self._file.path, place, "an entity that is not defined")
        if self._parser.CharacterDataHandler:
            self._parser.CharacterDataHandler(known)


def _refuse(file: SourceFile, error: expat.ExpatError) -> NoReturn:
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS] and not decoded_head(file).strip():
        raise EmptyFile(file.path) from error
    reason = _REASONS.get(error.code, expat.ErrorString(error.code) or "no well-formed XML")
    raise Malformed(file.path, f"line {error.lineno}", reason) from error


def _between_references(pieces: Iterator[str]) -> Iterator[str]:
    """The same text, no character reference cut in two."""
    rest = ""
    for piece in pieces:
        text = rest + piece
        begun = _REFERENCE_BEGUN.search(text, max(0, len(text) - 32))
        cut = begun.start() if begun else len(text)
        yield text[:cut]
        rest = text[cut:]
    yield rest
