"""What a row says that most formats have no place for, as short strings that go into a column or a property and back.

A cell of several segments is written as one text, its segments joined by one character. Its marks tell them apart
again: for each segment its kind and its length in code points, as in `heading:12 body:30`; an exclamation mark follows
one that is excluded. A cell of one body segment needs no marks, unless readers would take something off its edges. A
single mark holds whatever became of the text. Several that do not fit it, because somebody edited it, are to be
disregarded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viewer.model import Kind, Segment, Status, Unit
from viewer.text.paragraphs import is_blank

OWN = "hexapla:"
"""What the names of columns begin with that are ours."""
DOCUMENT, STATUS, CONFIDENCE, SEGMENTS, ANNOTATIONS, NAMES = COLUMNS = (
    "hexapla:document",
    "hexapla:status",
    "hexapla:confidence",
    "hexapla:segments",
    "hexapla:annotations",
    "hexapla:names",
)
"""The columns that follow those of the versions in a table."""
PROPERTY = "x-hexapla-"
"""What the types of properties begin with, as in `x-hexapla-status`."""

_MARK = re.compile(r"(?P<kind>[a-z]+):(?P<length>[0-9]{1,9})(?P<excluded>!?)")


_KINDS = frozenset(Kind)
_STATUSES = {str(status): status for status in Status}


@dataclass(frozen=True, slots=True)
class Part:
    """A segment as the marks of its cell tell it."""

    text: str
    kind: Kind
    excluded: bool = False


def joined(cell: Sequence[Segment], joiner: str = " ") -> str:
    """The text of a cell; `joiner` is one character."""
    return cell[0].text if len(cell) == 1 else joiner.join(segment.text for segment in cell)


def marks(cell: Sequence[Segment]) -> str:
    """What tells the segments of a cell apart; empty where nothing needs telling."""
    if not cell or (len(cell) == 1 and cell[0].kind is Kind.BODY and not cell[0].excluded and _is_tidy(cell[0].text)):
        return ""
    return " ".join(f"{one.kind}:{len(one.text)}{'!' if one.excluded else ''}" for one in cell)


def parts(text: str, told: str) -> tuple[Part, ...] | None:
    """The segments of a cell's text by its marks, whatever character joined them; None if they do not fit."""
    if not told:
        return (Part(text, Kind.BODY),) if text else ()
    found: list[Part] = []
    start = 0
    told_apart = told.split(" ")
    for mark in told_apart:
        match = _MARK.fullmatch(mark)
        if not match or match["kind"] not in _KINDS:
            return None
        if len(told_apart) == 1 and int(match["length"]) != len(text):
            text = text.strip()
            return (Part(text, Kind(match["kind"]), bool(match["excluded"])),) if text else ()
        stop = start + int(match["length"])
        found.append(Part(text[start:stop], Kind(match["kind"]), bool(match["excluded"])))
        start = stop + 1
    return tuple(found) if start - 1 == len(text) else None


def _is_tidy(text: str) -> bool:
    """Whether every reader takes the text as it is."""
    return not (text[:1].isspace() or text[-1:].isspace() or "\n" in text or "\r" in text or is_blank(text))


def marks_of_row(unit: Unit) -> str:
    """The marks of all cells that need them, as in `de=heading:12;ar=body:7 body:9`."""
    told = ((version, marks(cell)) for version, cell in unit.cells.items())
    return ";".join(f"{version}={mark}" for version, mark in told if mark)


def marks_by_version(told: str) -> Mapping[str, str]:
    """What `marks_of_row` wrote, for each version."""
    return dict(one.split("=", 1) for one in told.split(";") if "=" in one)


def confidence(unit: Unit) -> str:
    """The shortest number that is read back as the same; empty where nothing was computed."""
    return "" if unit.confidence is None else repr(unit.confidence)


def read_confidence(told: str) -> float | None:
    """What `confidence` wrote; None for what is no number from 0 to 1."""
    try:
        number = float(told)
    except ValueError:
        return None
    return number if 0.0 <= number <= 1.0 else None


def read_status(told: str) -> Status:
    """A status by its name; `imported` for what is none."""
    return _STATUSES.get(told, Status.IMPORTED)


def read_document(told: str) -> int | None:
    """The number of a document; None for what is none."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None
