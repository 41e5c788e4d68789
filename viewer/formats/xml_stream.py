"""An XML file, packed by gzip or not, handed to expat as decoded text, so that nothing in it can hurt.

Encodings are decoded here and not by expat: it knows few, and files lie about theirs. No document type is fetched and
no entity from outside is followed. Text comes in pieces of a megabyte: expat reads an unfinished tag anew with every
piece, so small ones would make a huge attribute slow.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Callable, Iterator
from html.entities import html5
from itertools import islice
from typing import NoReturn, TypeVar
from xml.parsers import expat

from viewer.errors import BadEncoding, EmptyFile, Malformed
from viewer.formats.decoding import Decoded, decode
from viewer.formats.draft import Caution, Cautions
from viewer.formats.source import HEAD, SourceFile

Parsed = TypeVar("Parsed")

_CHUNK = 1 << 20
"""Bytes, packed or decoded, handled at once."""
_GZIP = b"\x1f\x8b"
_MOST_UNPACKED = 100
"""Times its own size that a packed file may be, ..."""
_ALWAYS_UNPACKED = 32 << 20
"""... if it is more than these bytes at all."""
_MOST_REPAIRED = 256 << 20
"""Bytes of an unpacked file that are held at once to find out its encoding."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_NO_CHARSETS = frozenset("idna punycode unicode-escape raw-unicode-escape undefined utf-7 mbcs oem".split())

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


def is_packed(file: SourceFile) -> bool:
    return file.head.startswith(_GZIP)


def opening(file: SourceFile) -> str:
    """The first letters of an XML file, unpacked; empty if they are no text. Never raises."""
    try:
        head = next(_bytes(file), b"")[:HEAD]
    except Malformed:
        return ""
    encoding, start = _encoding(head)
    return head[start:].decode(encoding, "replace")


def parse(file: SourceFile, cautions: Cautions, make: Callable[[expat.XMLParserType], Parsed]) -> tuple[str, Parsed]:
    """Parses the whole file; gives its encoding and what `make` made, which sets the handlers of a new parser.

    What is no text in the encoding that is declared, and characters that XML forbids, are repaired in a second run,
    with a caution; so `make` may be called several times. Raises Malformed, EmptyFile, BadEncoding and UnknownFormat,
    and passes on what the handlers raise.
    """
    encoding, start = _encoding(next(_bytes(file), b"")[:HEAD])
    decoded = Decoded(encoding, lambda: _strictly(file, encoding, start))
    try:
        return decoded.encoding, _parsed(file, decoded, cautions, make)
    except UnicodeDecodeError as error:
        decoded = decode(file.part(_whole(file, error.start)), cautions)
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
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS] and not opening(file).strip():
        raise EmptyFile(file.path) from error
    reason = _REASONS.get(error.code, expat.ErrorString(error.code) or "no well-formed XML")
    raise Malformed(file.path, f"line {error.lineno}", reason) from error


def _encoding(head: bytes) -> tuple[str, int]:
    """The encoding that a mark, the zeros or the declaration say, and where the text begins."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    if head.startswith(b"<\0"):
        return "utf-16-le", 0
    if head.startswith(b"\0<"):
        return "utf-16-be", 0
    declared = _DECLARED.match(head)
    name = declared[1].decode("ascii").lower().replace("_", "-") if declared else "utf-8"
    try:
        b"a".decode(name, "replace")  # no text encoding raises LookupError, but only if there is something to decode
        known = codecs.lookup(name).name
    except LookupError:
        return "utf-8", 0
    if known == "ascii" or known.startswith(("utf", "ucs")) or name in _NO_CHARSETS or known in _NO_CHARSETS:
        return "utf-8", 0  # the bytes are plainly not UTF-16 or UTF-32
    return ("cp1252" if known == "iso8859-1" else known), 0


def _strictly(file: SourceFile, encoding: str, start: int) -> Iterator[str]:
    """Raises UnicodeDecodeError, its `start` counted from the beginning of the file."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    for chunk in _bytes(file):
        held = len(decoder.getstate()[0])
        try:
            yield decoder.decode(chunk if done else chunk[start:])
        except UnicodeDecodeError as error:
            error.start += done - held
            raise
        done += len(chunk)
    yield decoder.decode(b"", True)


def _whole(file: SourceFile, bad: int) -> bytes:
    if not is_packed(file):
        return file.data
    whole = b"".join(islice(_bytes(file), _MOST_REPAIRED // _CHUNK))
    if len(whole) >= _MOST_REPAIRED:
        raise BadEncoding(file.path, bad)
    return whole


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


def _bytes(file: SourceFile) -> Iterator[bytes]:
    """The bytes of the file in chunks, unpacked. Raises Malformed if it is packed and broken, or far too big."""
    if not is_packed(file):
        for at in range(0, len(file.data), _CHUNK):
            yield file.data[at : at + _CHUNK]
        return
    limit = max(_ALWAYS_UNPACKED, _MOST_UNPACKED * len(file.data))
    total = at = 0
    try:
        while file.data.startswith(_GZIP, at):
            unpacker = zlib.decompressobj(wbits=31)
            pending = b""
            while not unpacker.eof:
                if not pending and at >= len(file.data):
                    raise Malformed(file.path, f"byte {len(file.data)}", "the packed file ends too early")
                if not pending:
                    pending = file.data[at : at + _CHUNK]
                    at += len(pending)
                chunk = unpacker.decompress(pending, _CHUNK)
                pending = unpacker.unconsumed_tail
                total += len(chunk)
                if total > limit:
                    reason = f"it unpacks to more than {limit >> 20} MB, far too much for its size"
                    raise Malformed(file.path, f"byte {at}", reason)
                if chunk:
                    yield chunk
            at -= len(unpacker.unused_data)
    except zlib.error as error:
        raise Malformed(file.path, f"byte {at}", "the packed file is damaged") from error
