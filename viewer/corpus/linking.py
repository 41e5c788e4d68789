"""Links set and removed by hand. Logged as the rows that there were and are, undone by that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viewer.corpus.catalogue import verified
from viewer.corpus.connection import Connection
from viewer.corpus.segment_rows import scalars
from viewer.errors import Damaged
from viewer.model import Link

_ASKED_AT_ONCE = 400
"""Segments that one query asks for, twice each; SQLite allows 999 values everywhere."""

# What belongs to a text that is set aside is kept, and not shown.
IN_USE = "EXISTS (SELECT 1 FROM segment JOIN text ON text.id = text WHERE segment.id = {} AND document IS NOT NULL)"
_BOTH_IN_USE = f"{IN_USE.format('source')} AND {IN_USE.format('target')}"
PAGE = f"SELECT * FROM link WHERE id > ? AND {_BOTH_IN_USE} ORDER BY id LIMIT ?"


@dataclass(frozen=True, slots=True)
class Links:
    """Some links in one state: by their ids what they are, or that there is none."""

    links: Mapping[int, tuple[int, int, str] | None]


def at(database: Connection, segments: Sequence[int]) -> dict[int, Link]:
    """The links with an end at one of these segments, by their ids, which rise. Raises Damaged."""
    found: dict[int, Link] = {}
    for first in range(0, len(segments), _ASKED_AT_ONCE):
        part = segments[first : first + _ASKED_AT_ONCE]
        marks = ", ".join("?" * len(part))
        for end in ("source", "target"):
            rows = verified(database, f"SELECT * FROM link WHERE {end} IN ({marks}) AND {_BOTH_IN_USE}", part)
            found.update((row[0], Link(*row[1:])) for row in rows)
    return dict(sorted(found.items()))


def added(database: Connection, links: Sequence[Link]) -> tuple[Links, Links] | None:
    """What there is and what there would be with these links; None if there are all of them. Raises ValueError."""
    known = set(at(database, [link.source for link in links]).values())
    new = [link for link in dict.fromkeys(links) if link not in known]
    if not new:
        return None
    for link in new:
        for end in (link.source, link.target):
            if not database.rows(f"SELECT 1 FROM segment AS one WHERE id = ? AND {IN_USE.format('one.id')}", (end,)):
                raise ValueError(f"a link with segment {end}, which is in no text")
    ((highest,),) = database.rows("SELECT coalesce(max(id), 0) FROM link")
    rows = {highest + number: (link.source, link.target, scalars(link.kind)) for number, link in enumerate(new, 1)}
    return Links(dict.fromkeys(rows)), Links(rows)


def removed(database: Connection, links: Sequence[Link]) -> tuple[Links, Links] | None:
    """What there is and what there would be without these links; None if there is none of them."""
    known = at(database, [link.source for link in links])
    gone = {number: (link.source, link.target, link.kind) for number, link in known.items() if link in set(links)}
    return (Links(gone), Links(dict.fromkeys(gone))) if gone else None


def put(database: Connection, there: Links, wanted: Links) -> None:
    """Writes the one where the other is. Raises Damaged where it is not."""
    for number, link in wanted.links.items():
        was = there.links[number]
        found = [row[1:] for row in verified(database, "SELECT * FROM link WHERE id = ?", (number,))]
        if found != ([tuple(was)] if was else []):
            raise Damaged(database.path, "a logged link is not the one there is")
        if was:
            database.run("DELETE FROM link WHERE id = ?", (number,))
        if link:
            database.insert("link", (number, *link))
