"""hunalign: aligned text (source, target and score between tabs), and ladders, which name the lines of two other files.

A rung of a ladder is a line of each file and a score: what stands between two rungs belongs together. A ladder does not
say which files it is about, so these are the two beside it that have as many lines as its last rung says; where that
is not clear it is refused. `<p>` marks a paragraph and is no text.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import PurePath

from viewer.errors import CompanionsMissing, EmptyFile, ImportFailed, Malformed
from viewer.formats.decoding import decode, decoded_head
from viewer.formats.draft import Cautions, Draft, DraftDocument, DraftUnit
from viewer.formats.gzipped import unpacked
from viewer.formats.naming import claims
from viewer.formats.numbered_lines import numbered_lines
from viewer.formats.packed import Column
from viewer.formats.pair_links import language_of
from viewer.formats.passages import Passage
from viewer.formats.registry import Format, Reading, recognise
from viewer.formats.scores import confidence_of
from viewer.formats.source import SourceFile
from viewer.formats.tab_lines import layout, read_lines
from viewer.text.paragraphs import is_blank

_NAME = "hunalign"
_RUNG = re.compile(r"\s*([0-9]{1,9})[ \t]+([0-9]{1,9})(?:[ \t]+(\S+))?\s*")
_LOOKED_AT = 50
_PARAGRAPH = "<p>"
_MOST_SIBLINGS = 200
_TEXTS = ("plain text", "Moses")
"""Formats of files that may be what a ladder is about."""


def _sniff(file: SourceFile) -> float:
    if _is_ladder(file):
        return 0.85
    found = layout(file)
    is_aligned = found and found.score == 2 and found.texts == (0, 1) and found.width == 3 and not found.header
    return 0.76 if is_aligned else 0.0


def _is_ladder(file: SourceFile) -> bool:
    """Whether it begins with a rung at the beginning of both files, and goes on upwards."""
    looked_at = 2 if file.suffix in FORMAT.suffixes else _LOOKED_AT
    lines = [line for line in decoded_head(file).splitlines()[:looked_at] if not is_blank(line)]
    rungs = [_RUNG.fullmatch(line) for line in lines]
    if len(rungs) < 2 or not all(rungs):
        return False
    steps = [(int(rung[1]), int(rung[2])) for rung in rungs if rung]
    return steps[0] == (0, 0) and all(a <= c and b <= d for (a, b), (c, d) in pairwise(steps))


def _binds(file: SourceFile) -> bool:
    return file.head.lstrip(b"\xef\xbb\xbf \t\r\n\xff\xfe\0")[:1] == b"0" and _is_ladder(file)


def _read(file: SourceFile, reading: Reading) -> Draft:
    if not _is_ladder(file):
        found = layout(file)
        assert found, "it was recognised by this"
        return read_lines(file, reading, _NAME, found, file.path.stem)
    cautions = Cautions()
    ladder = _Ladder(file, cautions)
    texts = _texts(file, ladder, reading)
    sides = [_Side(text, cautions) for text in texts]
    columns = [side for side in sides if side.column.size]
    if not columns:
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding=sides[0].encoding,
        digest=file.digest,
        documents=(
            DraftDocument(
                texts=tuple(side.column.text(side.language) for side in columns),
                title=file.path.stem,
                units=partial(_units, ladder, sides, [sides.index(side) for side in columns]),
            ),
        ),
        warnings=cautions.all(),
        used=tuple(text.path for text in texts),
    )


class _Ladder:
    """The rungs."""

    def __init__(self, file: SourceFile, cautions: Cautions) -> None:
        self.lines = (array("I"), array("I"))
        self.scores = array("f")
        for number, line in enumerate(numbered_lines(decode(file, cautions)), 1):
            if is_blank(line):
                continue
            rung = _RUNG.fullmatch(line)
            if not rung:
                raise Malformed(file.path, f"line {number}", "no rung of a ladder: two numbers and a score")
            for own, written in zip(self.lines, rung.groups(), strict=False):
                if own and int(written) < own[-1]:
                    raise Malformed(file.path, f"line {number}", "the ladder goes down here")
                own.append(int(written))
            confidence = confidence_of(rung[3] or "")
            self.scores.append(float("nan") if confidence is None else confidence)

    @property
    def ends(self) -> tuple[int, int]:
        """How many lines each text has."""
        return self.lines[0][-1], self.lines[1][-1]


class _Side:
    """A text that a ladder is about."""

    def __init__(self, file: SourceFile, cautions: Cautions) -> None:
        decoded = decode(file, cautions)
        self.encoding = decoded.encoding
        self.column = Column()
        self.firsts = array("I")
        """For every line, and for the end, the number of the next segment."""
        for number, line in enumerate(numbered_lines(decoded), 1):
            self.firsts.append(self.column.size)
            if not is_blank(line) and line.strip() != _PARAGRAPH:
                self.column.add(Passage(line), cautions, f"{file.path.name}, line {number}")
        self.firsts.append(self.column.size)
        self.language = language_of(file.path.name, "", self.column.sample)


@dataclass(frozen=True, slots=True)
class _Candidate:
    file: SourceFile
    lines: int


def _texts(file: SourceFile, ladder: _Ladder, reading: Reading) -> tuple[SourceFile, SourceFile]:
    """The two files that a ladder is about. Raises CompanionsMissing, or Malformed if it is not clear."""
    beside = [
        found for name in list(reading.siblings(""))[:_MOST_SIBLINGS] if (found := _candidate(name, file, reading))
    ]
    fitting = [[one for one in beside if one.lines == end] for end in ladder.ends]
    absent = [f"a text of {end} lines" for end, found in zip(ladder.ends, fitting, strict=True) if not found]
    if not absent and len(fitting[0]) == len(fitting[1]) == 1 and fitting[0] == fitting[1]:
        absent = [f"another text of {ladder.ends[0]} lines"]
    if absent:
        raise CompanionsMissing(file.path, tuple(absent), len(absent))
    if len(fitting[0]) == len(fitting[1]) == 1:
        return fitting[0][0].file, fitting[1][0].file
    named = _as_named(file, fitting)
    if named:
        return named
    names = ", ".join(dict.fromkeys(one.file.path.name for found in fitting for one in found))
    raise Malformed(file.path, "its texts", f"it does not say which is which, and several may be meant: {names}")


def _as_named(file: SourceFile, fitting: Sequence[Sequence[_Candidate]]) -> tuple[SourceFile, SourceFile] | None:
    """The texts in the order in which the ladder's name has their languages, such as `de-en.ladder`."""
    words = re.findall(r"[A-Za-z]{2,3}", file.path.stem)
    places = {one.file.path: _place(one.file, words) for found in fitting for one in found}
    pairs = [
        (one.file, other.file)
        for one in fitting[0]
        for other in fitting[1]
        if 0 <= places[one.file.path] < places[other.file.path]
    ]
    return pairs[0] if len(pairs) == 1 else None


def _place(file: SourceFile, words: Sequence[str]) -> int:
    """Which of the words is a language that a file's name claims; -1 for none."""
    tags = [claim.tag for claim in claims(PurePath(file.path.name))]
    return next((words.index(tag) for tag in tags if tag in words), -1)


def _candidate(name: str, ladder: SourceFile, reading: Reading) -> _Candidate | None:
    if name == ladder.path.name:
        return None
    try:
        file = unpacked(reading.beside(name))
        if recognise(file).name not in _TEXTS:
            return None
        return _Candidate(file, sum(1 for _ in numbered_lines(decode(file, Cautions()).ahead)))
    except ImportFailed:
        return None


def _units(ladder: _Ladder, sides: Sequence[_Side], used: Sequence[int]) -> Iterator[DraftUnit]:
    """What stands between two rungs, and before the first; rows without text are left out."""
    starts = [0, 0]
    for rung in range(len(ladder.scores)):
        following = [lines[rung + 1] if rung + 1 < len(lines) else lines[rung] for lines in ladder.lines]
        stops = [side.firsts[min(line, len(side.firsts) - 1)] for side, line in zip(sides, following, strict=True)]
        if stops != starts:
            score = ladder.scores[rung]
            cells = tuple((starts[number], stops[number]) for number in used)
            yield DraftUnit(cells, confidence=None if score != score else score)
        starts = stops


FORMAT = Format(name=_NAME, suffixes=(".ladder", ".align"), sniff=_sniff, read=_read, binds=_binds)
