"""Bytes become text: byte order mark, strict UTF-8, then what the bytes themselves look like.

Nothing is refused that can be read with a few characters replaced; what was replaced or guessed becomes a caution.
Decoding is a stream, so that a large table is never held as text; only the bytes are.

In order: a byte order mark; UTF-32 and UTF-16 without one (zeros on one side, or CJK with its punctuation); UTF-8,
unless it is seven bits with the escapes of ISO-2022; UTF-8 with some lines in another encoding; what chardet finds,
narrowed first to the encodings of the language that the file name gives.
"""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import chardet
from chardet.enums import EncodingEra
from chardet.registry import REGISTRY

from viewer.errors import BadEncoding, ImportFailed, UnknownFormat
from viewer.formats.draft import Caution, Cautions
from viewer.formats.source import SourceFile
from viewer.languages import primary

_CHUNK = 1 << 16
"""Bytes decoded at once."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_PLAINER = {
    "iso8859-1": "cp1252",
    "euc_jis_2004": "euc_jp",
    "shift_jis_2004": "cp932",
    "iso2022_jp_2": "iso2022_jp",
    "iso2022_jp_2004": "iso2022_jp",
    "iso2022_jp_ext": "iso2022_jp",
    "big5hkscs": "big5",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
"""Encodings that are far more likely than what chardet calls them, where they fit the bytes as well."""

_NEVER = {name for name, info in REGISTRY.items() if info.era & EncodingEra.MAINFRAME} | {"utf-7"}

_OF_THE_WEB = {name for name, info in REGISTRY.items() if info.era & EncodingEra.MODERN_WEB}

_SURE = 0.15
"""Confidence of chardet below which the guess is mentioned."""

_WEAK = 0.1
"""Confidence below which a small difference says nothing."""

_CONTROL = bytes(range(9)) + bytes(range(0x0E, 0x1B)) + b"\x1c\x1d\x1e\x1f\x7f"
_CONTROL_LETTER = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_C0 = bytes(range(32))
_PRINTABLE = b"\t\n\r" + bytes(range(0x20, 0x7F))
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ASCII = bytes(range(128))
_COMMON_CJK = re.compile("[\n \u3001\u3002\uff0c]")
_PLAUSIBLE_CJK = re.compile("[\t\n\r\x20-\x7e\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text that is decoded as it is read, each time anew."""

    encoding: str
    pieces: Callable[[], Iterator[str]]
    """The text in pieces, cut anywhere."""

    def text(self) -> str:
        return "".join(self.pieces())

    def lines(self) -> Iterator[str]:
        """The lines of the text, each ending in one line feed but perhaps the last. CR and CR LF count as one."""
        newlines = _newline_decoder()
        rest = ""
        for piece in self.pieces():
            *whole, rest = (rest + newlines(piece, False)).split("\n")
            for line in whole:
                yield line + "\n"
        rest += newlines("", True)
        if rest:
            yield rest


def decode(file: SourceFile, cautions: Cautions, *, language: str | None = None) -> Decoded:
    """The text of a file. `language` (BCP 47) is what its name says and only narrows a guess.

    Raises UnknownFormat for what is no text at all and BadEncoding where no encoding fits.
    """
    data = file.data
    for mark, encoding in _BOMS:
        if data.startswith(mark) and (encoding != "utf-32-le" or len(data) % 4 == 0):
            if encoding != "utf-8" and _is_plain_ascii(file.head[len(mark) :]):
                cautions.add(Caution.ENCODING_GUESSED, detail="utf-8")
                encoding = "utf-8"
            return _unicode(file, encoding, len(mark), cautions)
    wide = _wide_without_mark(file.head)
    if wide:
        return _unicode(file, wide, 0, cautions)
    if _is_binary(file.head):
        raise UnknownFormat(file.path)
    if _first_bad_byte(data, "utf-8") is None:
        shifted = _seven_bit(file.head)
        return _legacy(file, shifted, cautions) if shifted else _unicode(file, "utf-8", 0, cautions)
    if _is_mostly_utf8(data):
        return _unicode(file, "utf-8", 0, cautions)
    return _guessed(file, cautions, language)


def decode_as(file: SourceFile, encoding: str, cautions: Cautions) -> Decoded | None:
    """The text in the encoding (a codec's name) that the file itself declares, or None if it is clearly in another.

    One byte in a hundred may be wrong; it is replaced, with a caution.
    """
    if _first_bad_byte(file.data, encoding) is not None and _replaced(file.data, encoding) * 100 > len(file.data):
        return None
    return _legacy(file, encoding, cautions)


def decoded_head(file: SourceFile) -> str:
    """The first lines of a file, for recognising it; empty if they are no text."""
    head = file.head if len(file.data) == len(file.head) else file.head.rsplit(b"\n", 1)[0]
    try:
        return decode(file.part(head), Cautions()).text()
    except ImportFailed:
        return ""


def _unicode(file: SourceFile, encoding: str, start: int, cautions: Cautions) -> Decoded:
    data = file.data
    bad = _first_bad_byte(data, encoding, start)
    if bad is None:
        return _stream(data, start, encoding, cautions)
    if encoding != "utf-8":
        replaced = _replaced(data[start:], encoding)
        cautions.add(Caution.SURROGATES_REPLACED, count=replaced, place=_byte(bad))
        return _stream(data, start, encoding, cautions)
    surrogates = _without_surrogates(data[start:])
    if surrogates is not None:
        repaired, count = surrogates
        if count:
            cautions.add(Caution.SURROGATES_REPLACED, count=count, place=_byte(bad))
        return _stream(repaired, 0, encoding, cautions)
    return _mixed(data[start:], cautions)


def _guessed(file: SourceFile, cautions: Cautions, language: str | None) -> Decoded:
    data = file.data
    guess = _detected(data, language)
    for encoding, confidence in guess:
        if _first_bad_byte(data, encoding) is None:
            if confidence < _SURE:
                cautions.add(Caution.ENCODING_GUESSED, detail=encoding)
            return _stream(data, 0, encoding, cautions)
    bad = _first_bad_byte(data, "utf-8")
    if not guess:
        raise BadEncoding(file.path, bad or 0)
    encoding = guess[0][0]
    replaced = _replaced(data, encoding)
    if replaced * 100 > len(data):
        raise BadEncoding(file.path, _first_bad_byte(data, encoding) or 0)
    cautions.add(Caution.BYTES_REPLACED, count=replaced, place=_byte(_first_bad_byte(data, encoding)), detail=encoding)
    return _stream(data, 0, encoding, cautions)


def _legacy(file: SourceFile, encoding: str, cautions: Cautions) -> Decoded:
    bad = _first_bad_byte(file.data, encoding)
    if bad is not None:
        cautions.add(Caution.BYTES_REPLACED, count=_replaced(file.data, encoding), place=_byte(bad), detail=encoding)
    return _stream(file.data, 0, encoding, cautions)


def _detected(data: bytes, language: str | None) -> list[tuple[str, float]]:
    """Encodings with chardet's confidence, the likeliest first.

    The language's own come first unless the bytes speak against them; in a draw of weak guesses, those of the web do.
    """
    found = chardet.detect_all(
        data, ignore_threshold=True, compat_names=False, exclude_encodings=_NEVER, no_match_encoding="cp1252"
    )
    free = [(str(one["encoding"]), float(one["confidence"])) for one in found if one["encoding"]]
    own = _of_language(language)
    narrowed = [guess for guess in free if guess[0] in own]
    if narrowed and free and narrowed[0][1] * 2 >= free[0][1]:
        free = narrowed + [guess for guess in free if guess not in narrowed]
    if free and free[0][1] < _WEAK:
        least = 0.85 * free[0][1]
        free.sort(key=lambda guess: guess[1] < least or guess[0] not in _OF_THE_WEB)
    result = []
    for encoding, confidence in free:
        plainer = _PLAINER.get(encoding)
        if plainer:
            result.append((plainer, confidence))
        result.append((encoding, confidence))
    return result


def _of_language(language: str | None) -> set[str]:
    base = primary(language) if language else ""
    return {name for name, info in REGISTRY.items() if base in info.languages} - _NEVER


def _is_plain_ascii(head: bytes) -> bool:
    """Whether a mark of UTF-16 or UTF-32 lies: a line's worth of nothing but printable ASCII is neither."""
    return len(head) >= 16 and head.isascii() and not head.translate(None, _PRINTABLE)


def _seven_bit(head: bytes) -> str | None:
    """ISO-2022 or HZ, which hide other letters in ASCII behind escapes."""
    if not (b"\x1b$" in head or b"\x1b(" in head or b"~{" in head):
        return None
    found = str(chardet.detect(head, compat_names=False)["encoding"])
    if not found.startswith(("iso2022", "hz")):
        return None
    plainer = _PLAINER.get(found, found)
    return plainer if _first_bad_byte(head, plainer, final=False) is None else found


def _wide_without_mark(head: bytes) -> str | None:
    """UTF-32 and UTF-16 that do not say so: zeros on one side, or CJK with its commas, spaces or line ends."""
    head = head[: len(head) & ~3] or head[: len(head) & ~1]
    if not head:
        return None
    if head.count(0) * 2 >= len(head):
        for encoding in ("utf-32-le", "utf-32-be"):
            if _first_bad_byte(head, encoding, final=False) is None and _looks_like_text(
                head.decode(encoding, "replace")
            ):
                return encoding
    is_utf8 = _first_bad_byte(head, "utf-8", final=False) is None
    for encoding, upper in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        text = head.decode(encoding, "replace")
        lower_zeros = head.count(0) - upper.count(0)
        if is_utf8:  # the upper bytes of letters would be control codes
            likely = upper.count(0) > 0 and len(upper.translate(None, _C0)) * 10 <= 3 * len(upper)
        elif upper.count(0) * 20 >= len(upper):
            likely = upper.count(0) >= 4 * lower_zeros
        else:
            common = len(_COMMON_CJK.findall(text))
            likely = common * 100 >= len(text) > 3 and len(_PLAUSIBLE_CJK.findall(text)) * 100 >= 97 * len(text)
        if likely and _looks_like_text(text):
            return encoding
    return None


def _looks_like_text(text: str) -> bool:
    control = len(_CONTROL_LETTER.findall(text))
    return control * 20 <= len(text) and text.count("\ufffd") * 4 <= len(text)


def _is_binary(head: bytes) -> bool:
    """Whether these are no letters: another file's signature, or too many control codes."""
    control = len(head) - len(head.translate(None, _CONTROL))
    if _first_bad_byte(head, "utf-8", final=False) is None:
        return control * 4 > len(head) or head.startswith((b"%PDF-", b"PK\x03\x04", b"{\\rtf"))
    if b"\x1b$" in head or b"\x1b(" in head:
        control -= head.count(b"\x1b") + head.count(b"\x0e") + head.count(b"\x0f")
    if control * 50 > len(head):
        return True
    kind = chardet.detect(head[:4096], compat_names=False)["mime_type"]
    return kind is not None and not kind.startswith("text/") and kind != "application/octet-stream"


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 throughout are that in the main.

    Valid sequences come up by chance in other encodings, whole lines of several do not.
    """
    part = data[: 128 * _CHUNK]
    high = len(part.translate(None, _ASCII))
    if 2 * sum(map(len, _MULTIBYTE.findall(part))) >= high > 0:
        return True
    whole = broken = 0
    for line in part.splitlines():
        if line.isascii():
            continue
        if _first_bad_byte(line, "utf-8") is not None:
            broken += len(line)
        elif len(_MULTIBYTE.findall(line)) >= 3:
            whole += len(line)
    return broken > 0 and whole * 10 >= whole + broken


def _mixed(data: bytes, cautions: Cautions) -> Decoded:
    """UTF-8 where a line is that; where none of a line's high bytes are, the encoding that such lines are in.

    A line with both keeps its UTF-8, and each stray byte becomes U+FFFD.
    """
    foreign, strays = [], 0
    first_foreign = first_stray = 0
    for number, line in enumerate(data.splitlines(), 1):
        if line.isascii() or _first_bad_byte(line, "utf-8") is None:
            continue
        if _MULTIBYTE.search(line):
            strays += _replaced(line, "utf-8")
            first_stray = first_stray or number
        else:
            foreign.append(line)
            first_foreign = first_foreign or number
    encoding = next(
        (
            name
            for name, _ in _detected(b"\n".join(foreign), None)
            if _first_bad_byte(b"\n".join(foreign), name) is None
        ),
        "cp1252",
    )
    if foreign:
        cautions.add(Caution.MIXED_ENCODINGS, count=len(foreign), place=f"line {first_foreign}", detail=encoding)
    if strays:
        cautions.add(Caution.BYTES_REPLACED, count=strays, place=f"line {first_stray}", detail="utf-8")

    def lines() -> Iterator[bytes]:
        for line in data.splitlines(keepends=True):
            own = line.isascii() or _MULTIBYTE.search(line) or _first_bad_byte(line, "utf-8") is None
            yield line if own else line.decode(encoding, "replace").encode()

    return _stream(b"".join(lines()), 0, "utf-8", cautions, name=f"utf-8 + {encoding}" if foreign else "utf-8")


def _stream(data: bytes, start: int, encoding: str, cautions: Cautions, *, name: str = "") -> Decoded:
    nuls = 0
    if data.count(0):
        place = -1
        for piece in _decoded(data, start, encoding):
            place = data.find(0) if place < 0 else place
            nuls += piece.count("\0")
        if nuls:
            cautions.add(Caution.NUL_REPLACED, count=nuls, place=_byte(place) if encoding == "utf-8" else "")

    def pieces() -> Iterator[str]:
        for piece in _decoded(data, start, encoding):
            yield piece.replace("\0", "\ufffd") if nuls else piece

    return Decoded(name or encoding, pieces)


def _decoded(data: bytes, start: int, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    view = memoryview(data)
    for at in range(start, len(data), _CHUNK):
        yield decoder.decode(view[at : at + _CHUNK], at + _CHUNK >= len(data))


def _first_bad_byte(data: bytes, encoding: str, start: int = 0, *, final: bool = True) -> int | None:
    """Where decoding fails, counted from the beginning of the data; None if it does not."""
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(data)
    for at in range(start, max(len(data), start + 1), _CHUNK):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(view[at : at + _CHUNK], final and at + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            return at - held + error.start
    return None


def _replaced(data: bytes, encoding: str) -> int:
    """How many U+FFFD decoding puts where it fails."""
    count: Counter[str] = Counter()
    for policy in ("replace", "ignore"):
        decoder = codecs.getincrementaldecoder(encoding)(policy)
        for at in range(0, len(data), _CHUNK):
            count[policy] += decoder.decode(data[at : at + _CHUNK], at + _CHUNK >= len(data)).count("\ufffd")
    return count["replace"] - count["ignore"]


def _without_surrogates(data: bytes) -> tuple[bytes, int] | None:
    """UTF-8 whose only fault are surrogates: pairs (CESU-8) joined, halves replaced, and how many of these."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    joined = text.encode("utf-16-le", "surrogatepass")
    return joined.decode("utf-16-le", "replace").encode(), _replaced(joined, "utf-16-le")


def _byte(position: int | None) -> str:
    return f"byte {position or 0}"


def _newline_decoder() -> Callable[[str, bool], str]:
    """CR and CR LF as LF, across pieces."""
    decoder = io.IncrementalNewlineDecoder(None, translate=True)
    return lambda piece, final: decoder.decode(piece, final=final)
