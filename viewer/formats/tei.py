"""TEI P5 (and P4): texts and corpora of texts, alone or linked with each other within a file or over several.

A text alone is one version, its paragraphs, headings and verses are the segments. Where links join parts of different
versions these are aligned by them: sentences then are segments, if they are linked. A corpus of texts in different
languages, and a group of such texts, is one work in several versions, to be aligned; of any other corpus every text is
a document.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from viewer.errors import CompanionsMissing, EmptyFile, ImportFailed, Malformed
from viewer.formats import xml_stream
from viewer.formats.bead_units import Bead, BeadUnits
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument
from viewer.formats.gzipped import unpacked
from viewer.formats.identified_text import IdentifiedText
from viewer.formats.packed import Column
from viewer.formats.pair_links import language_of
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.tei_links import Scan, Target
from viewer.formats.xml_root import root_name

_NAME = "TEI"
_ROOTS = frozenset(("tei", "tei.2", "teicorpus", "teicorpus.2"))
_POINTS_AWAY = re.compile(rb"""<(?:\w+:)?link\s|<(?:\w+:)?linkGrp[\s>]|corresp\s*=\s*["'][^"'#]+#""")
_SENTENCES = frozenset(("s", "seg", "sentence"))
_MOST_VERSIONS = 12
"""Texts of a corpus that are taken for versions of one work, if their languages differ."""
_MOST_NAMED = 3
"""Missing files that an error names."""
_MOST_FILES = 1_000
"""That one file may name."""


def _sniff(file: SourceFile) -> float:
    return 0.9 if root_name(file).lower() in _ROOTS else 0.0


def _binds(file: SourceFile) -> bool:
    return _POINTS_AWAY.search(file.head) is not None


@dataclass(slots=True)
class _Member:
    """One of the files that are read together."""

    name: str
    """As the first file calls it; nothing for that itself."""
    file: SourceFile
    scan: Scan
    has_text: bool = False
    runs: dict[str, tuple[int, range]] = field(default_factory=dict)
    """For every id that matters the text (of all that are read) and the segments in it."""


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    encoding, scan = xml_stream.parse(file, cautions, partial(Scan, file.path))
    work = _Work(_Member("", file, scan), reading, cautions)
    documents = work.linked() or _alone(file, scan, cautions)
    if not documents and work.missing:
        raise CompanionsMissing(file.path, tuple(work.missing)[:_MOST_NAMED], len(work.missing))
    if not documents:
        raise EmptyFile(file.path)
    if work.missing:
        cautions.add(Caution.PARTS_MISSING, count=len(work.missing), place=next(iter(work.missing)))
    return Draft(
        format=_NAME,
        encoding=encoding,
        digest=file.digest,
        documents=tuple(documents),
        warnings=cautions.all(),
        used=tuple(member.file.path for member in work.members[1:]),
    )


class _Work:
    """A file and those that its links lead to."""

    def __init__(self, first: _Member, reading: Reading, cautions: Cautions) -> None:
        self.members = [first]
        self.missing: dict[str, None] = {}
        self._cautions = cautions
        self._reading = reading
        self._texts: list[Column] = []
        self._languages: list[str | None] = []
        links = chain(first.scan.links, first.scan.correspondences)
        for name in dict.fromkeys(target.file for link in links for target in link if target.file):
            if len(self.members) <= _MOST_FILES:
                self._open(name)

    def linked(self) -> list[DraftDocument]:
        """The document that links make of the files; none if they join no versions."""
        links = [(member, link) for member in self.members for link in member.scan.links]
        looser = [(member, link) for member in self.members for link in member.scan.correspondences]
        wanted = self._wanted(chain(links, looser))
        fields = [member.scan.apart(chain(member.scan.links, member.scan.correspondences)) for member in self.members]
        if len(self.members) == 1 and not fields[0]:
            return []
        cautions = Cautions()
        for member, apart in zip(self.members, fields, strict=True):
            self._read_text(member, apart, wanted[member.name], cautions)
        beads = [*self._beads(links, cautions), *self._beads(looser, Cautions())]
        if not beads and not self.members[0].has_text:
            first = self.members[0].file.path
            if self.missing:
                raise CompanionsMissing(first, tuple(self.missing)[:_MOST_NAMED], len(self.missing))
            raise Malformed(first, "its links", "none of them joins texts that are here")
        if not beads:
            self.members = self.members[:1]
            return []
        self._cautions.take(cautions.all())
        try:
            units = BeadUnits([text.size for text in self._texts], beads)
        except ValueError as error:
            raise Malformed(self.members[0].file.path, "its links", str(error)) from error
        texts = tuple(text.text(tag) for text, tag in zip(self._texts, self._languages, strict=True))
        titles = (title for member in self.members for title in member.scan.titles if title)
        return [DraftDocument(texts, next(titles, ""), units.units, units.links)]

    def _open(self, name: str) -> None:
        try:
            file = unpacked(self._reading.beside(name))
            _, scan = xml_stream.parse(file, self._cautions, partial(Scan, file.path))
        except ImportFailed:
            self.missing[name] = None
            return
        if all(file.path != member.file.path for member in self.members):
            self.members.append(_Member(name, file, scan))

    def _member(self, of: _Member, target: Target) -> _Member | None:
        """The file that a target in another is in."""
        if not target.file:
            return of
        base = Path(target.file).name
        named = (one for one in self.members if one.name == target.file)
        return next(named, None) or next((one for one in self.members if one.file.path.name == base), None)

    def _targets(self, of: _Member, link: Iterable[Target]) -> Iterator[tuple[_Member | None, str]]:
        for target in link:
            member = self._member(of, target)
            if member is None:
                yield None, target.id
            else:
                for one in member.scan.joined(Target("", target.id)):
                    yield self._member(member, one), one.id

    def _wanted(self, links: Iterable[tuple[_Member, tuple[Target, ...]]]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {member.name: set() for member in self.members}
        for of, link in links:
            for member, name in self._targets(of, link):
                if member:
                    found[member.name].add(name)
        return found

    def _read_text(self, member: _Member, apart: str, wanted: set[str], cautions: Cautions) -> None:
        units = {member.scan.names[name] for name in wanted & member.scan.names.keys()} & _SENTENCES
        known = (getattr(place, apart) for place in member.scan.places.values()) if apart else iter(())
        make = partial(
            IdentifiedText,
            member.file.path,
            wanted=wanted,
            units=units,
            column=apart,
            first=next(filter(None, known), ""),
        )
        _, found = xml_stream.parse(member.file, cautions, make)
        cautions.take(found.cautions.all())
        if found.repeated:
            cautions.add(Caution.IDS_REPEATED, count=found.repeated, place=member.file.path.name)
        numbers: dict[Hashable, int] = {}
        for key, column in found.columns.items():
            if column.size:
                numbers[key] = len(self._texts)
                self._texts.append(column)
                self._languages.append(language_of(member.name, found.languages.get(key, ""), column.sample))
        member.has_text = bool(numbers)
        for name, run in found.runs.items():
            if run.column in numbers:
                member.runs[name] = (numbers[run.column], range(run.start, run.stop))

    def _beads(self, links: Iterable[tuple[_Member, tuple[Target, ...]]], dangling: Cautions) -> Iterator[Bead]:
        """Of links that join several versions; others tell something else."""
        for of, link in links:
            parts: list[list[int]] = [[] for _ in self._texts]
            for member, name in self._targets(of, link):
                run = member.runs.get(name) if member else None
                if run:
                    parts[run[0]] += run[1]
                elif member and name not in member.scan.places:
                    dangling.add(Caution.LINKS_DANGLING, place=f"{member.name}#{name}"[:200])
            if sum(map(bool, parts)) > 1:
                yield Bead(tuple(map(tuple, parts)))


def _alone(file: SourceFile, scan: Scan, cautions: Cautions) -> list[DraftDocument]:
    """The texts of a file without links."""
    tags = [tag for tag in scan.languages if tag]
    is_one_work = 1 < len(set(tags)) == len(scan.languages) <= _MOST_VERSIONS
    column = "language" if scan.has_translation or is_one_work else "document"
    _, found = xml_stream.parse(file, cautions, partial(IdentifiedText, file.path, wanted=(), column=column))
    cautions.take(found.cautions.all())
    texts = [
        (key, column.text(language_of(file.path.name, found.languages.get(key, ""), column.sample)))
        for key, column in found.columns.items()
        if column.size
    ]
    if column == "language":
        title = next(filter(None, scan.titles), "")
        return [DraftDocument(tuple(text for _, text in texts), title)] if texts else []
    titles: dict[Hashable, str] = dict(enumerate(scan.titles, 1))
    return [DraftDocument((text,), titles.get(key, "")) for key, text in texts]


FORMAT = Format(name=_NAME, suffixes=(".xml", ".tei"), sniff=_sniff, read=_read, binds=_binds)
