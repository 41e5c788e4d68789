"""Alignments that stand apart from their texts: groups of links between the ids of two files, read with these files.

OPUS and InterText write them alike (`linkGrp` with `fromDoc` and `toDoc`, `link` with `xtargets`), but for the order of
the two sides. Every group is a document. A link to an id that a text does not have is passed over with a warning; what
no link mentions is in rows of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from xml.parsers import expat

from viewer import languages
from viewer.errors import CompanionsMissing, EmptyFile, ImportFailed, Malformed, Unreadable
from viewer.formats import xml_stream
from viewer.formats.bead_units import Bead, BeadUnits
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument
from viewer.formats.gzipped import unpacked
from viewer.formats.identified_text import IdentifiedText, Run
from viewer.formats.naming import Held, claims, held, stem_of
from viewer.formats.packed import Column, Packed
from viewer.formats.registry import Reading
from viewer.formats.scores import confidence_of
from viewer.formats.source import SourceFile
from viewer.model import Status

_MOST_NAMED = 3
"""Missing files that an error names."""
_MOST_TARGETS = 1_000_000
"""Of one link."""
_MOST_READINGS = 100
"""Of the same text, for different groups."""
_MOST_NAMES = 1_000
"""Elements of one file that may be segments; their names are few."""

_STATUSES = {"man": Status.CONFIRMED, "auto": Status.AUTOMATIC}


class _Link(NamedTuple):
    first: str
    """Ids, separated by spaces."""
    second: str
    status: str
    certainty: str


class Group:
    """The links between two files."""

    def __init__(self, source: str, target: str, line: int) -> None:
        self.source, self.target = source, target
        """Names of the files."""
        self.line = line
        self._links: Packed[tuple[str, ...]] = Packed()

    def add(self, link: _Link) -> None:
        self._links.append(tuple(link))

    def links(self) -> Iterator[_Link]:
        return map(_Link._make, self._links)

    def ids(self) -> tuple[set[str], set[str]]:
        """Those of the first sides, and those of the second."""
        first: set[str] = set()
        second: set[str] = set()
        for link in self.links():
            first.update(link.first.split())
            second.update(link.second.split())
        return first, second


class Groups:
    """Listens to a parser."""

    def __init__(self, path: Path, parser: expat.XMLParserType) -> None:
        self._groups: dict[tuple[str, str], Group] = {}
        self._group: Group | None = None
        self._path = path
        self._parser = parser
        parser.StartElementHandler = self._start

    @property
    def found(self) -> tuple[Group, ...]:
        """Each pair of files once, in the order in which they are named."""
        return tuple(self._groups.values())

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "linkGrp":
            both = (attributes.get("fromDoc", "").strip(), attributes.get("toDoc", "").strip())
            self._group = self._groups.setdefault(both, Group(*both, self._parser.CurrentLineNumber))
        elif name == "link" and self._group and (targets := attributes.get("xtargets")) is not None:
            place = f"line {self._parser.CurrentLineNumber}"
            if targets.count(";") != 1:
                raise Malformed(self._path, place, "the targets of a link have no two sides with a semicolon between")
            if targets.count(" ") > _MOST_TARGETS:
                raise Malformed(self._path, place, f"a link has more than {_MOST_TARGETS} targets")
            first, _, second = targets.partition(";")
            status = attributes.get("status", "")[:8]
            self._group.add(_Link(first.strip(), second.strip(), status, attributes.get("certainty", "")[:32]))


class Method(NamedTuple):
    """How one program writes."""

    format: str
    is_reversed: bool
    """The first side of a link is in `toDoc`."""
    units: Callable[[SourceFile, set[str]], frozenset[str]]
    """The elements of a text that are segments, given the ids that links name."""
    has_words: bool
    """Words are elements, and what is between them means nothing."""


def read_pairs(method: Method, file: SourceFile, reading: Reading) -> Draft:
    """The file with its texts. Raises CompanionsMissing, EmptyFile, Malformed and what reading a text may raise."""
    cautions = Cautions()
    encoding, groups = xml_stream.parse(file, cautions, partial(Groups, file.path))
    if not groups.found:
        raise EmptyFile(file.path)
    pairs = _Pairs(method, file, reading, cautions)
    documents: list[DraftDocument] = []
    for group in groups.found:
        try:
            documents += pairs.documents(group)
        except ImportFailed as error:
            if len(groups.found) == 1 or error.file == str(file.path):
                raise
            pairs.missing[Path(error.file).name] = None
    if pairs.missing and not documents:
        raise CompanionsMissing(file.path, tuple(pairs.missing)[:_MOST_NAMED], len(pairs.missing))
    if pairs.missing:
        cautions.add(Caution.PARTS_MISSING, count=len(pairs.missing), place=next(iter(pairs.missing)))
    if not documents:
        raise EmptyFile(file.path)
    return Draft(
        format=method.format,
        encoding=encoding,
        digest=file.digest,
        documents=tuple(documents),
        warnings=cautions.all(),
        used=tuple(pairs.used),
    )


def names_of(ids: Iterable[str], file: SourceFile) -> frozenset[str]:
    """The names (in lower case) of the elements that have these ids."""
    wanted = ids if isinstance(ids, set) else set(ids)
    _, found = xml_stream.parse(file, Cautions(), partial(_Names, wanted))
    return frozenset(found.names)


class _Names:
    def __init__(self, wanted: set[str], parser: expat.XMLParserType) -> None:
        self.names: set[str] = set()
        self._wanted = wanted
        parser.StartElementHandler = self._start

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not attributes or len(self.names) >= _MOST_NAMES:
            return
        if (attributes.get("xml:id") or attributes.get("id")) in self._wanted:
            self.names.add(tag.rpartition(":")[2].lower())


class _Side(NamedTuple):
    name: str
    text: Column
    runs: dict[str, Run]
    language: str | None


class _Pairs:
    """The groups of one file, read with their texts one after another."""

    def __init__(self, method: Method, file: SourceFile, reading: Reading, cautions: Cautions) -> None:
        self.missing: dict[str, None] = {}
        self.used: dict[Path, int] = {}
        """The texts, with how often they were read."""
        self._method = method
        self._file = file
        self._reading = reading
        self._cautions = cautions

    def documents(self, group: Group) -> list[DraftDocument]:
        """The one that the group is; none if a text of it is missing, or there is nothing in either."""
        if not group.source or not group.target:
            raise Malformed(self._file.path, f"line {group.line}", "the group of links does not name its two files")
        files = [self._opened(name) for name in (group.source, group.target)]
        first, second = group.ids()
        ids = (second, first) if self._method.is_reversed else (first, second)
        if files[0] is None or files[1] is None:
            return []
        sides = [
            self._side(name, file, first | second)
            for name, file in zip((group.source, group.target), files, strict=True)
            if file
        ]
        is_reversed = self._method.is_reversed
        known = sum(len(own & side.runs.keys()) for own, side in zip(ids, sides, strict=True))
        if known < sum(len(own & side.runs.keys()) for own, side in zip(ids[::-1], sides, strict=True)):
            is_reversed = not is_reversed  # written the other way round than the program does
        used = [side for side in sides if side.text.size]
        if not used:
            return []
        try:
            units = BeadUnits([side.text.size for side in used], self._beads(group, sides, is_reversed))
        except ValueError as error:
            raise Malformed(self._file.path, f"line {group.line}", str(error)) from error
        texts = tuple(side.text.text(side.language) for side in used)
        return [DraftDocument(texts, _title(sides[0]), units.units, units.links)]

    def _opened(self, name: str) -> SourceFile | None:
        if name in self.missing:
            return None
        try:
            file = unpacked(self._reading.beside(name))
        except Unreadable:
            self.missing[name] = None
            return None
        if os.path.realpath(file.path) == os.path.realpath(self._file.path):
            self.missing[name] = None  # an alignment is no text
            return None
        self.used[file.path] = self.used.get(file.path, 0) + 1
        if self.used[file.path] > _MOST_READINGS:
            raise Malformed(self._file.path, "its groups", f"more than {_MOST_READINGS} of them are about {name[:200]}")
        return file

    def _side(self, name: str, file: SourceFile, wanted: set[str]) -> _Side:
        units = self._method.units(file, wanted)
        make = partial(IdentifiedText, file.path, wanted=wanted, units=units, has_words=self._method.has_words)
        try:
            _, found = xml_stream.parse(file, self._cautions, make)
        except EmptyFile:
            return _Side(name, Column(), {}, None)
        self._cautions.take(found.cautions.all(), file.path.name)
        if found.repeated:
            self._cautions.add(Caution.IDS_REPEATED, count=found.repeated, place=file.path.name)
        column, text = next(iter(found.columns.items()), ("", Column()))
        return _Side(name, text, found.runs, language_of(name, found.languages.get(column, ""), text.sample))

    def _beads(self, group: Group, sides: list[_Side], is_reversed: bool) -> Iterator[Bead]:
        for link in group.links():
            both = (link.second, link.first) if is_reversed else (link.first, link.second)
            parts = []
            for ids, side in zip(both, sides, strict=True):
                part: list[int] = []
                for name in dict.fromkeys(ids.split()):
                    run = side.runs.get(name)
                    if run is None:
                        self._cautions.add(Caution.LINKS_DANGLING, place=f"{side.name}#{name}"[:200])
                    else:
                        part += range(run.start, run.stop)
                if side.text.size:
                    parts.append(tuple(part))
            yield Bead(tuple(parts), _STATUSES.get(link.status, Status.IMPORTED), confidence_of(link.certainty))


def language_of(name: str, declared: str, sample: str) -> str | None:
    """The language of a text: what it says, or a folder or the file is called; None if that is no help."""
    tag = languages.tag_or_none(declared.replace("_", "-"))
    if tag:
        return tag
    path = PurePosixPath(name.replace("\\", "/"))
    for claim in claims(PurePosixPath(*path.parts[-3:])):
        if held(claim, sample) is Held.YES:
            return claim.tag
    return None


def _title(side: _Side) -> str:
    """What a file is called besides its language."""
    name = PurePosixPath(side.name.replace("\\", "/")).name
    named = next((claim for claim in claims(PurePosixPath(name)) if claim.tag == side.language), None)
    return named.document if named and named.document else stem_of(name)
