"""The outline of a PDF: documents and headings, as a reader of PDF lists them beside the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_LONGEST: Final = 100
"""Code points of an entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline."""

    title: str
    page: int
    """From 0."""
    y: float
    """Points from the lower edge of the page."""
    level: int = 0
    """1: below the nearest entry of level 0 before it."""


@dataclass(slots=True)
class _Node:
    entry: Entry
    number: int
    parent: int
    below: list[int] = field(default_factory=list)
    """Places of the entries below it."""


def objects(entries: Sequence[Entry], pages: Sequence[int], first: int) -> list[bytes]:
    """The bodies of the objects of an outline, the root before all (ISO 32000-1, 12.3.3).

    `pages` are the numbers of the objects of the pages; the objects of the outline will have numbers from `first` on.
    None at all without entries.
    """
    if not entries:
        return []
    nodes: list[_Node] = []
    top: list[int] = []
    for place, entry in enumerate(entries):
        is_below = entry.level > 0 and bool(top)
        parent = nodes[top[-1]].number if is_below else first
        nodes.append(_Node(entry, first + 1 + place, parent))
        (nodes[top[-1]].below if is_below else top).append(place)
    beside = {
        place: (group[at - 1] if at else None, group[at + 1] if at + 1 < len(group) else None)
        for group in (top, *(node.below for node in nodes))
        for at, place in enumerate(group)
    }
    root = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (
        nodes[top[0]].number,
        nodes[top[-1]].number,
        len(top),
    )
    return [root, *(_item(node, *beside[place], nodes, pages) for place, node in enumerate(nodes))]


def _item(node: _Node, before: int | None, after: int | None, nodes: Sequence[_Node], pages: Sequence[int]) -> bytes:
    """One entry; `before` and `after` are the places of its neighbours."""
    entry = node.entry
    title = " ".join(entry.title.split())[:_LONGEST].encode("utf-16-be", "replace").hex().encode()
    parts = [
        b"/Title <FEFF%b>" % title,
        b"/Parent %d 0 R" % node.parent,
        b"/Dest [ %d 0 R /XYZ 0 %.2f null ]" % (pages[entry.page], entry.y),
    ]
    if before is not None:
        parts.append(b"/Prev %d 0 R" % nodes[before].number)
    if after is not None:
        parts.append(b"/Next %d 0 R" % nodes[after].number)
    if node.below:
        # A negative count: closed until somebody opens it.
        ends = nodes[node.below[0]].number, nodes[node.below[-1]].number, -len(node.below)
        parts.append(b"/First %d 0 R /Last %d 0 R /Count %d" % ends)
    return b"<< " + b"\n".join(parts) + b" >>"
