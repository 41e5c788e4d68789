"""A file becomes text by the encoding that it declares itself, unless its bytes are clearly something else.

In order: a byte order mark; what is declared (in a page `<meta charset>`, then the XML declaration); without these, or
where they lie, what the bytes look like (`decoding`). Valid UTF-8 with other letters than ASCII is never anything else
by chance. Names mean what they mean to browsers (WHATWG Encoding Standard): `iso-8859-1` is windows-1252.
The user's word overrides all of it.
"""

from __future__ import annotations

import codecs
import re

from viewer.formats.decoding import Decoded, decode, decode_as, is_ascii, is_utf8
from viewer.formats.draft import Caution, Cautions
from viewer.formats.source import SourceFile

_DECLARED_WITHIN = 8_192
"""Bytes; browsers look at 1,024, pages of long comments need more."""

_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})""")
_META = re.compile(rb"""<meta\s[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_PLAIN = re.compile(r"utf-(8|16|32)|iso8859|cp|koi8|mac|shift_jis|euc|iso2022|gb|hz|big5|tis|ascii|johab|ptcp|kz1048")
"""What codecs of text are called: the others (`utf-7`, `punycode`, `rot13`) no page is in."""

_MEANS = {
    **dict.fromkeys("iso8859-1 ascii latin-1 latin1".split(), "cp1252"),
    **dict.fromkeys("iso8859-9".split(), "cp1254"),
    **dict.fromkeys("iso8859-11 tis-620".split(), "cp874"),
    **dict.fromkeys("shift_jis shift_jis_2004 shift_jisx0213".split(), "cp932"),
    **dict.fromkeys("gb2312 gbk".split(), "gb18030"),
    **dict.fromkeys("euc_kr".split(), "cp949"),
    **dict.fromkeys("big5".split(), "big5hkscs"),
}
_ALIASES = {
    **dict.fromkeys("x-sjis ms932 windows-31j ms_kanji".split(), "cp932"),
    **dict.fromkeys("ks_c_5601-1987 ks_c_5601 windows-949 x-windows-949".split(), "cp949"),
    **dict.fromkeys("x-gbk gb_2312-80 chinese".split(), "gb18030"),
    **{f"x-cp125{digit}": f"cp125{digit}" for digit in range(9)},
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "iso-8859-8-i": "iso8859-8",
    "x-euc-jp": "euc_jp",
    "x-big5": "big5hkscs",
}


def decode_markup(file: SourceFile, cautions: Cautions, *, language: str | None = None) -> Decoded:
    """The text of an HTML or XHTML file. Raises as `decode_declared`."""
    head = file.head[:_DECLARED_WITHIN]
    found = _META.search(head) or _XML.search(head)
    return decode_declared(file, cautions, _letters(found), language=language)


def decode_xml(file: SourceFile, cautions: Cautions, *, language: str | None = None) -> Decoded:
    """The text of an XML file. Raises as `decode_declared`."""
    return decode_declared(file, cautions, _letters(_XML.search(file.head[:_DECLARED_WITHIN])), language=language)


def decode_declared(file: SourceFile, cautions: Cautions, name: str, *, language: str | None = None) -> Decoded:
    """The text of a file that says that its encoding is `name`, or nothing (empty). `language` only narrows a guess.

    Raises UnknownFormat for what is no text at all and BadEncoding where no encoding fits.
    """
    if file.encoding:
        return decode(file, cautions)
    encoding = "" if file.head.startswith(_MARKS) else _codec(name.lower())
    if not encoding or encoding in {"utf-8", "utf-16", "utf-32"}:
        return _undeclared(file, cautions, name if encoding == "utf-8" else "", language)
    if is_ascii(file) and not encoding.startswith(("iso2022", "hz")):
        return decode(file, cautions, language=language)
    if is_utf8(file) and not is_ascii(file):
        cautions.add(Caution.ENCODING_MISDECLARED, detail=name)
        return decode(file, cautions, language=language)
    decoded = None if file.head.count(0) * 10 > len(file.head) else decode_as(file, encoding, cautions)
    if decoded:
        return decoded
    cautions.add(Caution.ENCODING_MISDECLARED, detail=name)
    return decode(file, cautions, language=language)


def _undeclared(file: SourceFile, cautions: Cautions, declared: str, language: str | None) -> Decoded:
    decoded = decode(file, cautions, language=language)
    if declared and not decoded.encoding.startswith("utf-8"):
        cautions.add(Caution.ENCODING_MISDECLARED, detail=declared)
    return decoded


def _letters(found: re.Match[bytes] | None) -> str:
    return found[1].decode("ascii") if found else ""


def _codec(name: str) -> str:
    """Python's name of the encoding, or nothing if it is unknown or none that is safe."""
    if not name:
        return ""
    try:
        found = codecs.lookup(_ALIASES.get(name) or name)
    except (LookupError, ValueError):
        return ""
    return _MEANS.get(found.name, found.name) if _PLAIN.match(found.name) else ""
