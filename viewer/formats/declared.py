"""A file becomes text by the encoding that it declares itself, unless its bytes are clearly something else.

In order: a byte order mark; what is declared (in a page `<meta charset>`, then the XML declaration); without these, or
where they lie, what the bytes look like (`decoding`). Valid UTF-8 with other letters than ASCII is never anything else
by chance. Names mean what they mean to browsers (`encoding_names`). The user's word overrides all of it.
"""

from __future__ import annotations

import codecs
import re

from viewer.formats.decoding import Decoded, decode, decode_as, is_ascii, is_utf8
from viewer.formats.draft import Caution, Cautions
from viewer.formats.encoding_names import codec
from viewer.formats.source import SourceFile

_DECLARED_WITHIN = 8_192
"""Bytes; browsers look at 1,024, pages of long comments need more."""

_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})""")
_META = re.compile(rb"""<meta\s[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


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
    encoding = "" if file.head.startswith(_MARKS) else codec(name.lower())
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
