"""What stands beside the text of a cell, annotations and ends of links, as one short JSON string and back.

The string is a list of lists, each of which begins with the position of a segment in its cell: `[0, "ruby-id", "x"]`
says something of a whole segment and holds whatever becomes of its text; `[0, 3, 5, "ruby", "かわ"]` is about code
points 3 to 5; `[0, "source", 12, "moved"]` and `[2, "target", 12, "moved"]` are the two ends of link 12. What does not
fit the text, because somebody edited it, is disregarded.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from viewer.formats.draft import DraftAnnotation
from viewer.model import Segment, SegmentId, Unit, VersionId

Said = tuple[str, str]
"""Kind and value of what is said of a whole segment."""
Entry = list[Any]

_SOURCE, _TARGET = "source", "target"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link, which both ends call by the same number."""

    link: int
    is_source: bool
    kind: str


Ends = Callable[[SegmentId], Sequence[End]]


def no_ends(_: SegmentId) -> Sequence[End]:
    """Where there are no links."""
    return ()


def common(segments: Sequence[Segment]) -> tuple[Said, ...]:
    """What is said of every one of these segments as a whole, in the order in which it is said of the first."""
    if not segments or not all(segment.annotations for segment in segments):
        return ()
    first, *others = map(_of_whole, segments)
    left = [Counter(said) for said in others]
    found = []
    for one in first:
        if all(counts[one] > 0 for counts in left):
            found.append(one)
            for counts in left:
                counts[one] -= 1
    return tuple(found)


def common_of_row(unit: Unit) -> tuple[Said, ...]:
    """What is said of every segment of a row."""
    cells = unit.cells.values()
    if not all(cell[0].annotations for cell in cells):  # nearly always
        return ()
    return common([segment for cell in cells for segment in cell])


def entries(cell: Sequence[Segment], ends: Ends = no_ends, without: Sequence[Said] = ()) -> list[Entry]:
    """What stands beside a cell, without what is said elsewhere of all its segments."""
    found: list[Entry] = []
    for position, segment in enumerate(cell):
        if segment.annotations:
            elsewhere = Counter(without)
            whole = len(segment.text)
            for note in segment.annotations:
                said = (note.kind, note.value)
                if (note.start, note.stop) != (0, whole):
                    found.append([position, note.start, note.stop, *said])
                elif elsewhere[said] > 0:
                    elsewhere[said] -= 1
                else:
                    found.append([position, *said])
        found += ([position, _SOURCE if end.is_source else _TARGET, end.link, end.kind] for end in ends(segment.id))
    return found


def as_text(found: Sequence[Entry] | Mapping[VersionId, Sequence[Entry]]) -> str:
    """Entries of a cell, or of all cells of a row, as JSON; empty for none."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def from_text(told: str) -> Any:
    """What `as_text` wrote; an empty list for anything else."""
    if not told:
        return []
    try:
        return json.loads(told)
    except (ValueError, RecursionError):
        return []


def read(found: object, lengths: Sequence[int]) -> tuple[list[list[DraftAnnotation]], list[tuple[int, End]]]:
    """For every segment of a cell, given their lengths in code points, its annotations; and the ends of links."""
    notes: list[list[DraftAnnotation]] = [[] for _ in lengths]
    ends = []
    for one in found if isinstance(found, list) else ():
        match one:
            case [int(at), str(kind), str(value)] if 0 <= at < len(lengths):
                notes[at].append(DraftAnnotation(0, lengths[at], kind, value))
            case [int(at), int(start), int(stop), str(kind), str(value)] if 0 <= at < len(lengths):
                if 0 <= start <= stop <= lengths[at]:
                    notes[at].append(DraftAnnotation(start, stop, kind, value))
            case [int(at), "source" | "target" as role, int(link), str(kind)] if 0 <= at < len(lengths):
                ends.append((at, End(link, role == _SOURCE, kind)))
    return notes, ends


def _of_whole(segment: Segment) -> list[Said]:
    whole = len(segment.text)
    return [(note.kind, note.value) for note in segment.annotations if (note.start, note.stop) == (0, whole)]
