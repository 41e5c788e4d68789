"""Moses files (`stem.de` beside `stem.ar`, packed or not): plain text in which line n of one answers line n of another.

A suffix alone says little: `notes.in` and `report.is` are in no language, `x.so` is a program. Files belong together if
they share a folder and a stem, if their suffixes are languages that people know by name, and if their texts bear that
out; a file without such a sibling is plain text. Of OPUS (`Books.de-en.de`) the ids and scores of the lines are read
too. Lines end where LF is, if there is one at all: other ends occur inside of lines.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, repeat

from viewer import languages
from viewer.errors import EmptyFile, ImportFailed, Malformed
from viewer.formats import plain_text
from viewer.formats.columns import SOURCE_ID, count_parts, parts
from viewer.formats.decoding import Decoded, decode, decoded_head
from viewer.formats.draft import (
    Caution,
    Cautions,
    Draft,
    DraftAnnotation,
    DraftDocument,
    DraftSegment,
    DraftText,
    DraftUnit,
    ReadFrom,
)
from viewer.formats.gzipped import SUFFIX, unpacked
from viewer.formats.naming import Claim, Held, held, is_well_known
from viewer.formats.numbered_lines import numbered_lines
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.model import MAX_SEGMENT
from viewer.text.detection import SAMPLE
from viewer.text.paragraphs import is_blank

_NAME = "Moses"
_NUMBERED = re.compile(r"(.+?)-[0-9]{1,2}")
_PAIR = re.compile(r"(?P<stem>.+)\.[A-Za-z_]{2,8}-[A-Za-z_]{2,8}")
"""A stem as OPUS has it, with both languages."""
_IDS = "ids"
"""Suffix of the file in which OPUS says of every line which documents and sentences it comes from."""
_MOST = 200
"""Files of one stem."""


def _sniff(file: SourceFile) -> float:
    """A little surer than plain text, which is what a file without siblings is read as."""
    return 0.2 if _tag(file.unpacked_name or file.path.name) else 0.0


def _binds(file: SourceFile) -> bool:
    return bool(_tag(file.path.name))


def _read(file: SourceFile, reading: Reading) -> Draft:
    family = _family(file, reading)
    if len(family) < 2:
        return plain_text.FORMAT.read(file, reading)
    cautions = Cautions()
    sides = [_Side(one, cautions) for one in family]
    _make_equal(sides, cautions)
    if not any(side.size for side in sides):
        raise EmptyFile(file.path)
    stem = _stem(file.path.name)
    ids = _opened(f"{stem}.{_IDS}", reading)
    origin = decode(ids, cautions) if ids else None
    if origin and sum(1 for _ in numbered_lines(origin.ahead)) != len(sides[0].counts):
        ids = origin = None
    texts = tuple(side.text(origin if side is sides[0] else None) for side in sides)
    pair = _PAIR.fullmatch(stem)
    units = partial(_units, [side.counts for side in sides])
    return Draft(
        format=_NAME,
        encoding=sides[0].decoded.encoding,
        digest=file.digest,
        documents=(DraftDocument(texts, pair["stem"] if pair else stem, units),),
        warnings=cautions.all(),
        used=(*(one.file.path for one in family[1:]), *((ids.path,) if ids else ())),
    )


@dataclass(frozen=True, slots=True)
class _Member:
    file: SourceFile
    tag: str


def _family(file: SourceFile, reading: Reading) -> list[_Member]:
    """The file and its siblings, by what their names claim and their texts bear out; empty if its own does not."""
    own = file.path.name
    told = dict(reading.siblings(_stem(own) + "."))
    own_language = told.pop(own, None)
    found: list[_Member] = []
    is_borne_out = False
    for name, said in [(own, own_language), *told.items()]:
        tag = _tag(name)
        if not tag or _stem(name) != _stem(own) or len(found) >= _MOST:
            continue
        one = file if name == own else _opened(name, reading)
        head = decoded_head(one)[:SAMPLE] if one else ""
        verdict = Held.NO if is_blank(head) else Held.YES if said else held(Claim("", tag, False), head)
        if one and verdict is not Held.NO:
            found.append(_Member(one, said or tag))
            is_borne_out = is_borne_out or verdict is Held.YES
        elif name == own:
            return []
    return found if is_borne_out else []


class _Side:
    """One file, counted once and read again at will."""

    def __init__(self, member: _Member, cautions: Cautions) -> None:
        self.path = member.file.path
        self._digest = member.file.digest
        self.decoded = decode(member.file, cautions, language=member.tag)
        self.counts = array("I")
        """For every line the number of its segments."""
        self._tag = member.tag
        self._sample: list[str] = []
        sampled = 0
        for number, line in enumerate(numbered_lines(self.decoded), 1):
            self.counts.append(count_parts(line))
            if self.counts[-1] > 1:
                cautions.add(Caution.SEGMENTS_CUT, place=f"{self.path.name}, line {number}")
            if sampled < SAMPLE:
                self._sample.append(line[:SAMPLE])
                sampled += len(line)

    @property
    def size(self) -> int:
        """How many segments there are."""
        return sum(self.counts)

    def text(self, origin: Decoded | None) -> DraftText:
        """The version; `origin` says of every line where it comes from."""
        read_from = ReadFrom(self.path, self.decoded.encoding, self._digest)
        segments = partial(self._segments, origin)
        return DraftText(segments, "\n".join(self._sample), self.size, self._tag, read_from=read_from)

    def _segments(self, origin: Decoded | None, _language: str = "") -> Iterator[DraftSegment]:
        notes = chain(numbered_lines(origin.ahead), repeat("")) if origin else repeat("")
        for line, note in zip(numbered_lines(self.decoded.ahead), notes, strict=False):
            for part in parts(line):
                said = (DraftAnnotation(0, len(part), SOURCE_ID, note[:MAX_SEGMENT]),) if note else ()
                yield DraftSegment(part, annotations=said)


def _make_equal(sides: Sequence[_Side], cautions: Cautions) -> None:
    """Takes blank lines from the ends of files that are longer. Raises Malformed if they are not all that differs."""
    lengths = [len(side.counts) for side in sides]
    shortest = min(lengths)
    if max(lengths) == shortest:
        return
    other = sides[lengths.index(shortest)]
    for side, length in zip(sides, lengths, strict=True):
        if any(side.counts[shortest:]):
            reason = (
                f"the file has {length} lines and {other.path.name} has {shortest}, so they do not answer each other"
            )
            raise Malformed(side.path, f"line {shortest + 1}", reason)
        del side.counts[shortest:]
    cautions.add(Caution.LINES_UNEQUAL, count=max(lengths) - shortest, place=f"line {shortest + 1}")


def _units(counts: Sequence[array[int]]) -> Iterator[DraftUnit]:
    """A row for every line that is not blank in all files."""
    starts = [0] * len(counts)
    for line in zip(*counts, strict=True):
        if any(line):
            stops = [start + count for start, count in zip(starts, line, strict=True)]
            yield DraftUnit(tuple(zip(starts, stops, strict=True)))
            starts = stops


def _opened(name: str, reading: Reading) -> SourceFile | None:
    try:
        return unpacked(reading.beside(name))
    except ImportFailed:
        return None


def _stem(name: str) -> str:
    return name.removesuffix(SUFFIX).rpartition(".")[0]


def _tag(name: str) -> str:
    """The language that a file's suffix names, a number after it or not; empty if it names none."""
    suffix = name.removesuffix(SUFFIX).rpartition(".")[2].replace("_", "-")
    numbered = _NUMBERED.fullmatch(suffix)
    for candidate in (suffix, numbered[1] if numbered else ""):
        if _stem(name) and candidate and is_well_known(candidate):
            return languages.normalise(candidate)
    return ""


FORMAT = Format(name=_NAME, suffixes=(), sniff=_sniff, read=_read, binds=_binds)
