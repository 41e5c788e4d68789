"""A page as programs put it on the clipboard becomes a page as it would stand in a file, in UTF-8.

Browsers and office programs mark the part that was copied by comments, or (CF_HTML, on Windows) by a header that counts
bytes; some write UTF-16 without saying so, some end it with a NUL. Around the part stand styles, and where it is from:
none of that is kept but the language.
https://learn.microsoft.com/windows/win32/dataxchg/html-clipboard-format
"""

from __future__ import annotations

import re
from pathlib import Path

from viewer.errors import ImportFailed
from viewer.formats.declared import decode_markup
from viewer.formats.draft import Cautions
from viewer.formats.source import SourceFile

_HEADER = re.compile(rb"\s*Version:\d[\d.]*\s*[\r\n]", re.IGNORECASE)
_OFFSETS = re.compile(rb"^(Start|End)Fragment:\s*(-?\d{1,12})\s*$", re.IGNORECASE | re.MULTILINE)
_HEADER_LENGTH = 4_096
"""Bytes in which the header is looked for; the address of the page stands in it too."""
_BEGINNING = re.compile(r"<!--\s*StartFragment\s*-->", re.IGNORECASE)
_ENDING = re.compile(r"<!--\s*EndFragment\s*-->", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<(?:html|body)\b[^<>]{0,2000}?\blang\s*=\s*["']?([A-Za-z0-9-]{2,40})""", re.IGNORECASE)
_OUTER = 100_000
"""Code points before the part that was copied, and of it, in which it is looked for what encloses it."""
_WHOLE = re.compile(r"<(?:!doctype|html|body)[\s>]", re.IGNORECASE)
_ENDS = 2
"""NULs that end a string; what has more of them is in UTF-16."""
_NOWHERE = Path("clipboard")


def page(data: bytes) -> bytes:
    """The part of the page that was copied, as a page. Empty if there is nothing, or nothing that is text."""
    copied, language = _fragment(_letters(_without_header(data)))
    if not copied.strip():
        return b""
    if not _WHOLE.search(copied, 0, _OUTER):
        copied = f"<body>{copied}</body>"
    spoken = f' lang="{language}"' if language else ""
    return f'<!doctype html><html{spoken}><meta charset="utf-8">{copied}'.encode("utf-8", "replace")


def _without_header(data: bytes) -> bytes:
    """Without the header of CF_HTML; what is in it wins over comments, as it is what counts on Windows."""
    if not _HEADER.match(data[:_HEADER_LENGTH]):
        return data
    found = {name.lower(): int(number) for name, number in _OFFSETS.findall(data[:_HEADER_LENGTH])}
    start, stop = found.get(b"start", -1), found.get(b"end", -1)
    at = data.find(b"<", 0, _HEADER_LENGTH)
    if not 0 < at <= start < stop <= len(data):
        return data[max(at, 0) :]
    language = _spoken(data[at:start].decode("utf-8", "replace"))
    said = f'<html lang="{language}">'.encode() if language else b""
    return said + b"<!--StartFragment-->" + data[start:stop] + b"<!--EndFragment-->"


def _letters(data: bytes) -> str:
    in_pairs = data.count(0) > _ENDS
    data = data.rstrip(b"\0")
    if in_pairs and len(data) % 2:  # half of a letter
        data += b"\0"
    if not data:
        return ""
    try:
        return decode_markup(SourceFile(_NOWHERE, data), Cautions()).text()
    except ImportFailed:
        return ""


def _fragment(whole: str) -> tuple[str, str]:
    """What was copied, and the language of what stands around it."""
    beginning = _BEGINNING.search(whole)
    if beginning is None:
        return whole, ""
    endings = list(_ENDING.finditer(whole, beginning.end()))  # a page that was copied may hold some of its own
    ending = endings[-1].start() if endings else len(whole)
    return whole[beginning.end() : ending], _spoken(whole[: beginning.start()])


def _spoken(before: str) -> str:
    """The language that is said nearest to the end."""
    said = _LANGUAGE.findall(before[-_OUTER:])
    return str(said[-1]) if said else ""
