"""The source of a page made ready for a parser that loads no DTD and takes HTML at its word.

XHTML gets letters for the entities of HTML; XHTML that is broken, and so is read as HTML, gets the end tags that its
`<a/>` stands for, and loses the entities that it declares itself.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import Any

from lxml import etree

_LONGEST_TOKEN = 4_096
"""Code points; a longer tag may be cut in two."""

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,40});")
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}
_CLOSED = re.compile(r"<([A-Za-z][A-Za-z0-9:]*)((?:\s[^<>]*)?)/>")
_DECLARATIONS = re.compile(r"<!doctype\s[^<>\[]{0,1000}\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
"""Entities that an XML page declares itself; HTML knows none."""
_VOID = set("area base br col embed hr img input link meta param source track wbr".split())


def prepared(pieces: Iterable[str], *, is_xml: bool) -> Iterator[bytes]:
    """The source in pieces of UTF-8, for a parser of XML or of HTML."""
    prepare = _with_letters if is_xml else _with_end_tags
    for piece in prepare(_whole(_lines(pieces))):
        yield piece.encode("utf-8", "replace")


def is_sound(pieces: Iterable[str]) -> bool:
    """Whether markup is well-formed XML."""
    make: Any = etree.XMLParser
    parser = make(target=_Nothing(), encoding="utf-8")
    try:
        for piece in prepared(pieces, is_xml=True):
            parser.feed(piece)
        parser.close()
    except etree.XMLSyntaxError:
        return False
    return True


class _Nothing:
    def close(self) -> None:
        """The parser wants it."""


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """With LF as the only line end."""
    decoder = io.IncrementalNewlineDecoder(None, translate=True)
    for piece in pieces:
        yield decoder.decode(piece)
    yield decoder.decode("", True)


def _whole(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces that cut no short tag and no entity in two."""
    rest = ""
    for piece in pieces:
        text = rest + piece
        at = max(text.rfind("<"), text.rfind("&"))
        cut = len(text)
        if at >= 0 and cut - at < _LONGEST_TOKEN and (">" if text[at] == "<" else ";") not in text[at:]:
            cut = at
        yield text[:cut]
        rest = text[cut:]
    yield rest


def _with_letters(pieces: Iterable[str]) -> Iterator[str]:
    """XHTML with letters for the entities of HTML: the DTD that would declare them is never loaded."""
    replaced = None
    for piece in pieces:
        if replaced is None and piece.strip():
            replaced = _letter_or_declared if "<!ENTITY" in piece else _letter
        yield _ENTITY.sub(replaced, piece) if replaced and "&" in piece else piece


def _letter(match: re.Match[str]) -> str:
    found = _letter_or_declared(match)
    return found if found != match[0] or match[1] in _OF_XML else f"&amp;{match[1]};"


def _letter_or_declared(match: re.Match[str]) -> str:
    return match[0] if match[1] in _OF_XML else html5.get(f"{match[1]};", match[0])


def _with_end_tags(pieces: Iterable[str]) -> Iterator[str]:
    """With `<a/>` as `<a></a>`: HTML takes it for `<a>`, and whoever writes it does not mean that."""
    is_first = True
    for piece in pieces:
        if is_first and piece.strip():
            piece, is_first = _DECLARATIONS.sub("", piece, count=1), False
        yield _CLOSED.sub(_closed, piece) if "/>" in piece else piece


def _closed(match: re.Match[str]) -> str:
    return match[0] if match[1].lower() in _VOID else f"<{match[1]}{match[2]}></{match[1]}>"
