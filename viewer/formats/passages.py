"""A passage of a file becomes a segment: white space around a line end is one space, and giants are cut.

What is said of stretches of a passage moves along with its letters.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from viewer.formats.draft import DraftAnnotation, DraftSegment
from viewer.model import Kind
from viewer.text.paragraphs import pieces

_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True, unsafe_hash=True)
class Passage:
    """A segment as the file spells it. As with drafts, nobody alters one, and none is frozen."""

    text: str
    notes: tuple[DraftAnnotation, ...] = ()
    """Said about stretches of `text`."""
    about: tuple[tuple[str, str], ...] = ()
    """Kinds and values of what is said about all of it."""
    kind: Kind = Kind.BODY
    excluded: bool = False


def tidy(passage: Passage) -> DraftSegment:
    """The passage without white space at its edges and without line ends; what is said of stretches moves along."""
    text, notes = passage.text, passage.notes
    if text[:1].isspace() or text[-1:].isspace() or "\n" in text:
        text, notes = _unbroken(text, notes)
    length = len(text)
    about = tuple([DraftAnnotation(0, length, kind, value) for kind, value in passage.about if value])
    return DraftSegment(text, passage.kind, passage.excluded, about + notes)


def _unbroken(text: str, notes: tuple[DraftAnnotation, ...]) -> tuple[str, tuple[DraftAnnotation, ...]]:
    single = _SPACE.sub(_one_space, text) if "\n" in text else text
    lead = len(single) - len(single.lstrip())
    joined = single.strip()
    if not notes:
        return joined, ()
    starts, stops, shifts = array("Q"), array("Q"), array("q")
    # For every run of white space that became one space: where it was, and by how much things had moved before it.
    shift = lead
    for match in _SPACE.finditer(text):
        if "\n" in match[0]:
            starts.append(match.start())
            stops.append(match.end())
            shifts.append(shift)
            shift += len(match[0]) - 1

    def moved(offset: int) -> int:
        number = bisect_right(starts, offset) - 1
        if number < 0:
            new = offset - lead
        elif offset < stops[number]:
            new = starts[number] - shifts[number]
        else:
            new = offset - shifts[number] - (stops[number] - starts[number] - 1)
        return max(0, min(new, len(joined)))

    return joined, tuple(replace(note, start=moved(note.start), stop=moved(note.stop)) for note in notes)


def _one_space(match: re.Match[str]) -> str:
    return " " if "\n" in match[0] else match[0]


def cut(segment: DraftSegment) -> Iterator[DraftSegment]:
    """The pieces of a giant, each with what is said of it."""
    start = 0
    for piece in pieces(segment.text):
        stop = start + len(piece)
        notes = tuple(
            replace(note, start=max(note.start, start) - start, stop=min(note.stop, stop) - start)
            for note in segment.annotations
            if (note.start < stop and note.stop > start) or start <= note.start == note.stop < stop
        )
        yield replace(segment, text=piece, annotations=notes)
        start = stop
