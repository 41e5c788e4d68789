"""Bytes become text: byte order mark, strict UTF-8, then what the bytes themselves look like.

What the user says that the encoding is overrides all of it.
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
from functools import partial
from itertools import islice

import chardet
from chardet.enums import EncodingEra
from chardet.registry import REGISTRY

from viewer.errors import BadEncoding, ImportFailed, UnknownFormat
from viewer.formats.draft import Caution, Cautions
from viewer.formats.source import CHUNK, HEAD, SourceFile
from viewer.languages import primary

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

_MOST_LOOKED_AT = 8 << 20
"""Bytes that tell whether a file is UTF-8 in the main."""

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
    """The text in pieces, cut anywhere. Reports how far the file is read, and raises Cancelled."""
    _pieces_ahead: Callable[[], Iterator[str]]

    @property
    def ahead(self) -> Decoded:
        """The same for a look ahead of the reading, which counts as no progress but can be stopped."""
        return Decoded(self.encoding, self._pieces_ahead, self._pieces_ahead)

    def text(self) -> str:
        return "".join(self.pieces())

    def lines(self, *, keep_ends: bool = False) -> Iterator[str]:
        """The lines of the text, each ending in one line feed but perhaps the last.

        CR and CR LF count as one, unless they are kept where they are.
        """
        newlines = io.IncrementalNewlineDecoder(None, translate=not keep_ends)
        begun: list[str] = []
        for piece in self.pieces():
            first, *others = newlines.decode(piece).split("\n")
            begun.append(first)
            if others:
                yield "".join(begun) + "\n"
                for line in others[:-1]:
                    yield line + "\n"
                begun = [others[-1]]
        if rest := "".join(begun) + newlines.decode("", final=True):
            yield rest


def decode(file: SourceFile, cautions: Cautions, *, language: str | None = None) -> Decoded:
    """The text of a file. `language` (BCP 47) is what its name says and only narrows a guess.

    Raises UnknownFormat for what is no text at all and BadEncoding where no encoding fits.
    """
    if file.encoding:
        return _as_told(file, file.encoding, cautions)
    for mark, encoding in _BOMS:
        if file.head.startswith(mark) and (encoding != "utf-32-le" or _is_utf32(file)):
            if encoding != "utf-8" and _is_plain_ascii(file.head[len(mark) :]):
                cautions.add(Caution.ENCODING_GUESSED, detail="utf-8")
                encoding = "utf-8"
            return _unicode(file, encoding, len(mark), cautions)
    wide = _wide_without_mark(file.head)
    if wide:
        return _unicode(file, wide, 0, cautions)
    if _is_binary(file.head):
        raise UnknownFormat(file.path)
    bad = _first_bad_byte(file, "utf-8")
    if bad is None:
        shifted = _seven_bit(file.head)
        return _legacy(file, shifted, cautions) if shifted else _stream(file, 0, "utf-8", cautions)
    if _is_mostly_utf8(file):
        return _repaired(file, 0, bad, cautions)
    return _guessed(file, cautions, language)


def decode_as(file: SourceFile, encoding: str, cautions: Cautions) -> Decoded | None:
    """The text in the encoding (a codec's name) that the file itself declares, or None if it is clearly in another.

    One byte in a hundred may be wrong; it is replaced, with a caution.
    """
    if _first_bad_byte(file, encoding) is not None and _replaced(file, encoding) * 100 > len(file.data):
        return None
    return _legacy(file, encoding, cautions)


def decoded_head(file: SourceFile) -> str:
    """The first lines of a file, for recognising it; empty if they are no text."""
    head = file.head if len(file.head) < HEAD else file.head.rsplit(b"\n", 1)[0]
    try:
        return decode(file.part(head), Cautions()).text()
    except ImportFailed:
        return ""


def is_utf8(file: SourceFile) -> bool:
    """Whether all of a file is UTF-8."""
    return _first_bad_byte(file, "utf-8") is None


def is_ascii(file: SourceFile) -> bool:
    """Whether all of a file is ASCII."""
    return all(chunk.isascii() for chunk in file.ahead.chunks())


def _unicode(file: SourceFile, encoding: str, start: int, cautions: Cautions) -> Decoded:
    bad = _first_bad_byte(file, encoding, start)
    if bad is None:
        return _stream(file, start, encoding, cautions)
    if encoding == "utf-8":
        return _repaired(file, start, bad, cautions)
    cautions.add(Caution.SURROGATES_REPLACED, count=_replaced(file, encoding, start), place=_byte(bad))
    return _stream(file, start, encoding, cautions)


def _repaired(file: SourceFile, start: int, bad: int, cautions: Cautions) -> Decoded:
    """UTF-8 with a first bad byte."""
    surrogates = _without_surrogates(file.data[start:])
    if surrogates is None:
        return _mixed(file, start, cautions)
    data, count = surrogates
    if count:
        cautions.add(Caution.SURROGATES_REPLACED, count=count, place=_byte(bad))
    return _stream(file.repaired(data), 0, "utf-8", cautions)


def _guessed(file: SourceFile, cautions: Cautions, language: str | None) -> Decoded:
    guess = _detected(file.data, language)
    for encoding, confidence in guess:
        if _first_bad_byte(file, encoding) is None:
            if confidence < _SURE:
                cautions.add(Caution.ENCODING_GUESSED, detail=encoding)
            return _stream(file, 0, encoding, cautions)
    if not guess:
        raise BadEncoding(file.path, _first_bad_byte(file, "utf-8") or 0)
    encoding = guess[0][0]
    bad, replaced = _first_bad_byte(file, encoding) or 0, _replaced(file, encoding)
    if replaced * 100 > len(file.data):
        raise BadEncoding(file.path, bad)
    cautions.add(Caution.BYTES_REPLACED, count=replaced, place=_byte(bad), detail=encoding)
    return _stream(file, 0, encoding, cautions)


def _as_told(file: SourceFile, encoding: str, cautions: Cautions) -> Decoded:
    """The text in the user's encoding, whatever the bytes look like."""
    start = next((len(mark) for mark, own in _BOMS if own == encoding and file.head.startswith(mark)), 0)
    bad = _first_bad_byte(file, encoding, start)
    if bad is not None:
        count = _replaced(file, encoding, start)
        cautions.add(Caution.BYTES_REPLACED, count=count, place=_byte(bad), detail=encoding)
    return _stream(file, start, encoding, cautions)


def _legacy(file: SourceFile, encoding: str, cautions: Cautions) -> Decoded:
    bad = _first_bad_byte(file, encoding)
    if bad is not None:
        cautions.add(Caution.BYTES_REPLACED, count=_replaced(file, encoding), place=_byte(bad), detail=encoding)
    return _stream(file, 0, encoding, cautions)


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


def _is_utf32(file: SourceFile) -> bool:
    """Whether what begins like UTF-32 and like UTF-16 has whole letters of four bytes."""
    return sum(map(len, file.ahead.chunks())) % 4 == 0


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
    return plainer if _fits(head, plainer, final=False) else found


def _wide_without_mark(head: bytes) -> str | None:
    """UTF-32 and UTF-16 that do not say so: zeros on one side, or CJK with its commas, spaces or line ends."""
    head = head[: len(head) & ~3] or head[: len(head) & ~1]
    if not head:
        return None
    if head.count(0) * 2 >= len(head):
        for encoding in ("utf-32-le", "utf-32-be"):
            if _fits(head, encoding, final=False) and _looks_like_text(head.decode(encoding, "replace")):
                return encoding
    is_utf8 = _fits(head, "utf-8", final=False)
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
    if _fits(head, "utf-8", final=False):
        return control * 4 > len(head) or head.startswith((b"%PDF-", b"PK\x03\x04", b"{\\rtf"))
    if b"\x1b$" in head or b"\x1b(" in head:
        control -= head.count(b"\x1b") + head.count(b"\x0e") + head.count(b"\x0f")
    if control * 50 > len(head):
        return True
    kind = chardet.detect(head[:4096], compat_names=False)["mime_type"]
    return kind is not None and not kind.startswith("text/") and kind != "application/octet-stream"


def _is_mostly_utf8(file: SourceFile) -> bool:
    """Whether bytes that are not UTF-8 throughout are that in the main.

    Valid sequences come up by chance in other encodings, whole lines of several do not.
    """
    part = b"".join(islice(file.ahead.chunks(), _MOST_LOOKED_AT // CHUNK))
    high = len(part.translate(None, _ASCII))
    if 2 * sum(map(len, _MULTIBYTE.findall(part))) >= high > 0:
        return True
    whole = broken = 0
    for line in part.splitlines():
        if line.isascii():
            continue
        if not _fits(line, "utf-8"):
            broken += len(line)
        elif len(_MULTIBYTE.findall(line)) >= 3:
            whole += len(line)
    return broken > 0 and whole * 10 >= whole + broken


def _mixed(file: SourceFile, start: int, cautions: Cautions) -> Decoded:
    """UTF-8 where a line is that; where none of a line's high bytes are, the encoding that such lines are in.

    A line with both keeps its UTF-8, and each stray byte becomes U+FFFD.
    """
    lines = file.data[start:].splitlines(keepends=True)
    foreign, strays = [], 0
    first_foreign = first_stray = 0
    for number, line in enumerate(lines, 1):
        if line.isascii() or _fits(line, "utf-8"):
            continue
        if _MULTIBYTE.search(line):
            strays += _replaced(file.part(line), "utf-8")
            first_stray = first_stray or number
        else:
            foreign.append(line.rstrip(b"\r\n"))
            first_foreign = first_foreign or number
        file.step(0)
    joined = b"\n".join(foreign)
    encoding = next((name for name, _ in _detected(joined, None) if _fits(joined, name)), "cp1252")
    if foreign:
        cautions.add(Caution.MIXED_ENCODINGS, count=len(foreign), place=f"line {first_foreign}", detail=encoding)
    if strays:
        cautions.add(Caution.BYTES_REPLACED, count=strays, place=f"line {first_stray}", detail="utf-8")

    def settled() -> Iterator[bytes]:
        for line in lines:
            own = line.isascii() or _MULTIBYTE.search(line) or _fits(line, "utf-8")
            yield line if own else line.decode(encoding, "replace").encode()

    name = f"utf-8 + {encoding}" if foreign else "utf-8"
    return _stream(file.repaired(b"".join(settled())), 0, "utf-8", cautions, name=name)


def _stream(file: SourceFile, start: int, encoding: str, cautions: Cautions, *, name: str = "") -> Decoded:
    nuls = 0
    place = _first_nul(file)
    if place is not None:
        nuls = sum(piece.count("\0") for piece in _decoded(file.ahead, start, encoding))
    if nuls:
        cautions.add(Caution.NUL_REPLACED, count=nuls, place=_byte(place) if encoding == "utf-8" else "")

    def pieces(file: SourceFile) -> Iterator[str]:
        for piece in _decoded(file, start, encoding):
            yield piece.replace("\0", "\ufffd") if nuls else piece

    return Decoded(name or encoding, partial(pieces, file), partial(pieces, file.ahead))


def _decoded(file: SourceFile, start: int, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in _from(file.chunks(), start):
        yield decoder.decode(chunk)
    if rest := decoder.decode(b"", True):
        yield rest


def _from(chunks: Iterator[bytes], start: int) -> Iterator[bytes]:
    """The bytes without a mark of `start` bytes at the beginning."""
    yield next(chunks, b"")[start:]
    yield from chunks


def _first_nul(file: SourceFile) -> int | None:
    """Where the first zero byte is."""
    done = 0
    for chunk in file.ahead.chunks():
        at = chunk.find(0)
        if at >= 0:
            return done + at
        done += len(chunk)
    return None


def _first_bad_byte(file: SourceFile, encoding: str, start: int = 0) -> int | None:
    """Where decoding fails, counted from the beginning of the file; None if it does not."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = start
    try:
        for chunk in _from(file.ahead.chunks(), start):
            held = len(decoder.getstate()[0])
            decoder.decode(chunk)
            done += len(chunk)
        held = len(decoder.getstate()[0])
        decoder.decode(b"", True)
    except UnicodeDecodeError as error:
        return done - held + error.start
    return None


def _fits(data: bytes, encoding: str, *, final: bool = True) -> bool:
    """Whether bytes are in an encoding; if they are not the `final` ones, the last letter may be cut."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, final)
    except UnicodeDecodeError:
        return False
    return True


def _replaced(file: SourceFile, encoding: str, start: int = 0) -> int:
    """How many U+FFFD decoding puts where it fails."""
    count: Counter[str] = Counter()
    for policy in ("replace", "ignore"):
        decoder = codecs.getincrementaldecoder(encoding)(policy)
        for chunk in _from(file.ahead.chunks(), start):
            count[policy] += decoder.decode(chunk).count("\ufffd")
        count[policy] += decoder.decode(b"", True).count("\ufffd")
    return count["replace"] - count["ignore"]


def _without_surrogates(data: bytes) -> tuple[bytes, int] | None:
    """UTF-8 whose only fault are surrogates: pairs (CESU-8) joined, halves replaced, and how many of these."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    joined = text.encode("utf-16-le", "surrogatepass")
    single = joined.decode("utf-16-le", "replace")
    return single.encode(), single.count("\ufffd") - text.count("\ufffd")


def _byte(position: int | None) -> str:
    return f"byte {position or 0}"
