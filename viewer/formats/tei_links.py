"""What a TEI file says of correspondences, gathered before its text is read: links, joins, and where each id stands.

Links are `link` elements with several targets (`#a #b`, `de.xml#a`), and `corresp` attributes; in older TEI targets are
bare ids. A `join` stands for all that it joins. What is linked may belong to several versions in one file: then its
language tells them apart, or the `text` or `div` it is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from viewer.errors import Malformed
from viewer.formats.xml_places import CORRESPONDS, Place, Places, identity

_MOST_TARGETS = 10_000
"""Of one link."""
_WORDS = frozenset(("w", "pc", "c", "m", "phr"))
_NO_TEXT = frozenset(("link", "linkgrp", "join", "joingrp", "ptr", "ref", "span", "interp", "certainty", "respons"))
_FIELDS = ("language", "text", "division")
"""Of a place: what tells versions apart, the surest first."""


class Target(NamedTuple):
    file: str
    """Its name, or nothing for the file itself."""
    id: str


class Scan:
    """Listens to a parser; when it is through, the attributes are what the file holds."""

    def __init__(self, path: Path, parser: expat.XMLParserType) -> None:
        self.links: list[tuple[Target, ...]] = []
        self.correspondences: list[tuple[Target, ...]] = []
        """The same from attributes, where what is pointed at need not be text."""
        self.places: dict[str, Place] = {}
        """Where every id is, but for those of words."""
        self.names: dict[str, str] = {}
        """What elements they are."""
        self.titles: list[str] = []
        """Of every `TEI` in the file."""
        self.languages: list[str] = []
        """Of every `text` that is not made of others, as it or what it is in says."""
        self.has_translation = False
        """Whether a division says that it is one."""
        self._joins: dict[str, tuple[Target, ...]] = {}
        self._path = path
        self._parser = parser
        self._places = Places()
        self._stack: list[str] = []
        self._title: list[str] | None = None
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def joined(self, target: Target) -> Iterator[Target]:
        """What a target stands for, each once: joins of joins could multiply without end."""
        waiting = [target]
        seen: set[Target] = set()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            parts = self._joins.get(one.id) if not one.file else None
            if parts and len(seen) < _MOST_TARGETS:
                waiting += reversed(parts)
            else:
                yield one

    def apart(self, links: Iterable[tuple[Target, ...]]) -> str:
        """The field of a place that tells the versions of this file apart; empty if links do not show any."""
        votes = dict.fromkeys(_FIELDS, 0)
        total = 0
        for link in links:
            own = (self.places.get(one.id) for target in link for one in self.joined(target) if not one.file)
            places = [place for place in own if place]
            total += len(places) > 1
            for field in _FIELDS:
                values = {getattr(place, field) for place in places}
                votes[field] += len(values - {""}) > 1
        return next((field for field in _FIELDS if votes[field] * 2 > total), "")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2].lower()
        self._places.open(name, attributes)
        self._stack.append(name)
        if name in ("tei", "tei.2"):
            self.titles.append("")
        elif name == "text":
            self.languages.append(self._places.here.language)
        elif name == "group" and self._stack[-2:-1] == ["text"]:
            self.languages.pop()
        elif name == "title" and self._stack[-2:-1] == ["titlestmt"] and self.titles and not self.titles[-1]:
            self._title = []
            self._parser.CharacterDataHandler = self._title.append
        elif name == "div" and attributes.get("type") == "translation" and self._places.here.language:
            self.has_translation = True
        if attributes and name not in _WORDS:
            self._note(name, attributes)

    def _end(self, tag: str) -> None:
        self._places.close()
        self._stack.pop()
        if self._title is not None and tag.rpartition(":")[2].lower() == "title":
            self.titles[-1] = " ".join("".join(self._title).split())[:500]
            self._title = None
            self._parser.CharacterDataHandler = None

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        known = identity(attributes)
        if name in ("link", "join"):
            targets = self._targets(attributes)
            if name == "join" and known and targets:
                self._joins[known] = targets
            elif name == "link" and len(targets) > 1:
                self.links.append(targets)
        elif known and name not in _NO_TEXT:
            self.places.setdefault(known, self._places.here)
            self.names.setdefault(known, name)
            if others := attributes.get(CORRESPONDS):
                self.correspondences.append((Target("", known), *map(_target, others.split()[:_MOST_TARGETS])))

    def _targets(self, attributes: dict[str, str]) -> tuple[Target, ...]:
        written = (attributes.get("target") or attributes.get("targets") or "").split()
        if len(written) > _MOST_TARGETS:
            place = f"line {self._parser.CurrentLineNumber}"
            raise Malformed(self._path, place, f"a link has more than {_MOST_TARGETS} targets")
        return tuple(map(_target, written))


def _target(written: str) -> Target:
    """`#a`, `file.xml#a`, or `a` alone."""
    file, sharp, name = written.partition("#")
    return Target(file, name) if sharp else Target("", file)
