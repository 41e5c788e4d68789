"""XML inside packages: parsed whole or element by element, within limits, and refused with the line where it breaks.

lxml with its default settings expands no external entities and stops at exponential ones; what is left to guard
against is size, for every tag and attribute of a few bytes takes over a hundred in memory.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree

from viewer.errors import Malformed
from viewer.formats import source

MOST_BYTES = 128 << 20
"""Bytes of one XML part; a novel has five million."""

_MOST_MARKS = 6_000_000
"""Tags and attributes."""


def parsed(path: Path, part: str, data: bytes) -> etree._Element:
    """The root of a part of the file `path`. Raises Malformed."""
    _check_size(path, part, data)
    try:
        return etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise _broken(path, part, error) from error


def elements(
    path: Path, part: str, data: bytes, tags: Collection[str], reached: Callable[[float], None] = lambda _: None
) -> Iterator[tuple[bool, etree._Element]]:
    """Elements of these tags, each as it begins (False: it is still empty) and when it is complete (True).

    What is done with is the caller's to discard. `reached` is told the share of the part that is read. Raises Malformed
    where the part breaks, after what stands before it, and what `reached` raises.
    """
    _check_size(path, part, data)
    try:
        for event, element in etree.iterparse(_Watched(data, reached), events=("start", "end"), tag=list(tags)):
            yield event == "end", element
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise _broken(path, part, error) from error


def discard(element: etree._Element) -> None:
    """Forgets a complete element's content and the elements before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


@lru_cache(maxsize=4096)
def split(tag: str) -> tuple[str, str]:
    """Namespace (empty for none) and local name of a tag or attribute."""
    namespace, closed, local = tag.rpartition("}")
    return (namespace[1:], local) if closed else ("", tag)


def local(element: etree._Element) -> str:
    """The local name of an element; empty for comments and the like."""
    tag = element.tag
    return split(tag)[1] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if split(str(key))[1] == name:
            return str(value)
    return None


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this local name."""
    return next((one for one in element if local(one) == name), None)


class _Watched(io.BytesIO):
    """Bytes that tell how far they are read."""

    def __init__(self, data: bytes, reached: Callable[[float], None]) -> None:
        super().__init__(data)
        self._reached = reached
        self._size = len(data)

    def read(self, size: int | None = -1) -> bytes:
        self._reached(self.tell() / self._size if self._size else 1.0)
        return super().read(source.CHUNK if size is None or size < 0 else min(size, source.CHUNK))


def _check_size(path: Path, part: str, data: bytes) -> None:
    if len(data) > MOST_BYTES or data.count(b"<") + data.count(b"=") > _MOST_MARKS:
        raise Malformed(path, part, "it is too large")


def _broken(path: Path, part: str, error: Exception) -> Malformed:
    line = getattr(error, "lineno", None)
    place = f"{part}, line {line}" if line else part
    return Malformed(path, place, "the XML is broken")
