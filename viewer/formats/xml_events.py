"""XML of unknown origin as events, with what can hurt kept out.

The bytes are decoded first: by their mark, by what the file declares if that is true of all of it, or else by how they
look. So a wrong declaration does no harm, and encodings that the parser does not know are read all the same. Nothing is
fetched and no other file opened; an entity that only an external DTD could define is an error instead of a hole in the
text. The parser (libxml2) itself refuses entities that blow up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Protocol, TypeVar

from lxml import etree

from viewer.errors import Malformed
from viewer.formats.decoding import Decoded
from viewer.formats.source import SourceFile
from viewer.formats.xml_root import PROLOGUE

DEEPEST = 1_000
"""Elements inside each other; no document has as many."""

MOST_ATTRIBUTES = 1_000
"""Of one element; a tree takes quadratic time for them."""

_CHUNK = 1 << 16
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")
_EXTERNAL = re.compile(
    r"""(<!DOCTYPE\s+[^\s\[>]+)\s+(?:PUBLIC\s+("[^"]*"|'[^']*')|SYSTEM)\s+("[^"]*"|'[^']*')""",
)

Event = TypeVar("Event")


class Listener(Protocol[Event]):
    """What the parser tells, and what comes of it. A ValueError that it raises is a fault of the file."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, text: str) -> None: ...
    def close(self) -> None: ...
    def taken(self) -> list[Event]:
        """What has come of it since the last time."""
        ...


def events(file: SourceFile, decoded: Decoded, listener: Listener[Event]) -> Iterator[Event]:
    """What the listener makes of the file, as the file is read. Raises Malformed with the line."""
    watched = _Watched(listener)
    target: Any = watched  # the stubs of lxml ask for comments too
    parser = etree.XMLParser(
        target=target, encoding="utf-8", no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    line = 1
    try:
        for number, text in enumerate(_chunks(decoded)):
            plain = _plain(text) if number == 0 else text
            parser.feed(plain.encode("utf-8", "replace"))
            line += text.count("\n")
            yield from listener.taken()
        parser.close()
        yield from listener.taken()
    except etree.XMLSyntaxError as error:
        raise Malformed(file.path, f"line {error.lineno or line}", _reason(error)) from error
    except ValueError as error:
        raise Malformed(file.path, f"line {line}", str(error)) from error


class _Watched:
    """Passes on what the parser tells, up to a depth."""

    def __init__(self, listener: Listener[Any]) -> None:
        self._listener = listener
        self._depth = 0
        self.end_of = listener.end
        self.data = listener.data
        self.close = listener.close

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if len(attributes) > MOST_ATTRIBUTES:
            raise ValueError(f"an element has more than {MOST_ATTRIBUTES} attributes")
        if self._depth > DEEPEST:
            raise ValueError(f"more than {DEEPEST} elements stand inside each other")
        self._listener.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self.end_of(tag)


def _reason(error: etree.XMLSyntaxError) -> str:
    """What the parser says, without the place, and without its advice to programmers."""
    said = re.sub(r", line \d+, column \d+.*", "", error.msg or "unfinished", flags=re.DOTALL)
    if "amplification" in said:
        return "its entities stand for far more than the file holds"
    if "limit" in said:
        return "it holds a text or a tag that is too large"
    return f"the XML is broken ({' '.join(said.split())})"


def _chunks(decoded: Decoded) -> Iterator[str]:
    """The text in pieces, the first of them long enough to hold what precedes the root."""
    pieces = decoded.pieces()
    first = ""
    for piece in pieces:
        first += piece
        if len(first) >= _CHUNK:
            break
    yield first
    yield from pieces


def _plain(text: str) -> str:
    """The beginning without declaration (it is decoded already) and without an external DTD; lines stay lines."""
    text = text.removeprefix("\ufeff")
    declared = _DECLARATION.match(text)
    at = declared.end() if declared else len(text) - len(text.lstrip())
    text = "\n" * text.count("\n", 0, at) + text[at:]
    end = 0
    while found := PROLOGUE.match(text, end):
        end = found.end()
    if not end:
        return text
    return _EXTERNAL.sub(lambda found: found[1] + "\n" * found[0].count("\n"), text[:end], count=1) + text[end:]
