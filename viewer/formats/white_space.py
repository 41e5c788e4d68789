"""The text of one block of markup as browsers show it: white space collapsed, lines joined, spans moved along.

A block is gathered with four marks for its white space, and only here do they become spaces, nothing, or the end of a
segment. Lines join without a space where both letters belong to a script that has none between words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from viewer.formats.draft import DraftAnnotation
from viewer.model import MAX_SEGMENT
from viewer.text.paragraphs import EDGES, UNSPACED, Rule, is_blank, pieces, rule_for

BREAK = "\n"
"""A line ends here for the reader: `br`, and every line of `pre`."""
SOFT = "\v"
"""A line ends here in the source only."""
_KEPT = "\x1c"
"""A space of `pre`."""

_FOREIGN = re.compile("[\v\x1c]")
_RUN = re.compile("[ \v\n]{2,}|[\v\n]")
_AROUND = EDGES + SOFT + BREAK + _KEPT


class Span(NamedTuple):
    """Code points `start` to `stop` (half-open) of a block that is being gathered."""

    start: int
    stop: int
    kind: str
    value: str


class Piece(NamedTuple):
    """One segment's text with what is said about it."""

    text: str
    annotations: tuple[DraftAnnotation, ...]
    is_cut: bool = False
    """It is a giant's, but not the giant's first."""


def marked(text: str, *, preformatted: bool) -> str:
    """Characters of the source with their white space marked; lines end in LF."""
    if _FOREIGN.search(text):
        text = _FOREIGN.sub(" ", text)
    if preformatted:
        return text.replace("\f", BREAK).replace(" ", _KEPT)
    for space in "\t\r\f":
        if space in text:
            text = text.replace(space, " ")
    return text.replace("\n", SOFT)


def collapsed(text: str) -> str:
    """A short text (a title, a reading) on one line."""
    return "".join(piece.text for piece in shown(marked(text, preformatted=False).replace("\n", " "), ()))


def kept_inside(spans: Sequence[Span], block: str) -> list[Span]:
    """Places in the white space at an edge of the block move to the letters; stretches are as they were."""
    last = len(block.rstrip())
    first = min(len(block) - len(block.lstrip()), last)
    return [
        span if span.start < span.stop else span._replace(start=place, stop=place)
        for span in spans
        for place in (min(max(span.start, first), last),)
    ]


def shown(block: str, spans: Sequence[Span], *, preformatted: bool = False) -> Iterator[Piece]:
    """The segments of a block: one, unless empty lines divide it, or lines do (`pre`). None of them is blank."""
    waiting = sorted(spans, key=lambda span: span.start)[::-1]
    active: list[Span] = []
    for start, stop in _groups(block, preformatted):
        while waiting and waiting[-1].start <= stop:
            active.append(waiting.pop())
        yield from _segment(block, start, stop, active)
        active = [span for span in active if span.stop > stop]


def _groups(block: str, preformatted: bool) -> Iterator[tuple[int, int]]:
    """Ranges of lines that belong together, without the white space around them."""
    if BREAK not in block:
        start, stop = _trimmed(block, 0, len(block))
        if start < stop:
            yield start, stop
        return
    lines = block.split(BREAK)
    by_line = preformatted and rule_for([line.replace(_KEPT, " ") for line in lines]) is Rule.LINE
    at, begun = 0, -1
    for line in [*lines, ""]:
        blank = not line.strip(_AROUND)
        if begun >= 0 and (blank or by_line):
            yield _trimmed(block, begun, at - 1)
            begun = -1
        if begun < 0 and not blank:
            begun = at
        at += len(line) + 1


def _trimmed(block: str, start: int, stop: int) -> tuple[int, int]:
    part = block[start:stop]
    left = len(part) - len(part.lstrip(_AROUND))
    return start + left, start + max(left, len(part.rstrip(_AROUND)))


def _segment(block: str, start: int, stop: int, spans: Sequence[Span]) -> Iterator[Piece]:
    part = block[start:stop]
    if not spans and len(part) <= MAX_SEGMENT and not _RUN.search(part):
        text = part.replace(_KEPT, " ")
        if not is_blank(text):
            yield Piece(text, ())
        return
    origins, targets = [0], [0]
    joined: list[str] = []
    at = length = 0
    for run in _RUN.finditer(part):
        begin, end = run.span()
        space = "" if _joins(run.group(), part[begin - 1], part[end]) else " "
        joined += (part[at:begin], space)
        length += begin - at + len(space)
        at = end
        origins.append(at)
        targets.append(length)
    joined.append(part[at:])
    text = "".join(joined).replace(_KEPT, " ")
    if is_blank(text):
        return

    def moved(position: int) -> int:
        """Where a position of the block is in the text."""
        position = min(max(position - start, 0), len(part))
        number = bisect_right(origins, position) - 1
        following = targets[number + 1] if number + 1 < len(targets) else len(text)
        return min(targets[number] + position - origins[number], following)

    annotations = []
    for span in spans:
        if span.stop < start or span.start > stop:
            continue
        first, last = moved(span.start), moved(span.stop)
        if span.start < span.stop:
            while first < last and text[first].isspace():
                first += 1
            while first < last and text[last - 1].isspace():
                last -= 1
            if first == last:
                continue
        annotations.append(DraftAnnotation(first, last, span.kind, span.value))
    yield from _cut(text, annotations)


def _joins(run: str, before: str, after: str) -> bool:
    """Whether a run of white space between two letters is a line end that shows as nothing."""
    return (SOFT in run or BREAK in run) and UNSPACED.match(before) is not None and UNSPACED.match(after) is not None


def _cut(text: str, annotations: list[DraftAnnotation]) -> Iterator[Piece]:
    if len(text) <= MAX_SEGMENT:
        yield Piece(text, tuple(annotations))
        return
    waiting = sorted(annotations, key=lambda note: note.start)[::-1]
    active: list[DraftAnnotation] = []
    start = 0
    for piece in pieces(text):
        stop = start + len(piece)
        while waiting and waiting[-1].start <= stop:
            active.append(waiting.pop())
        own = [
            DraftAnnotation(max(note.start, start) - start, min(note.stop, stop) - start, note.kind, note.value)
            for note in active
            if (note.start < stop and note.stop > start) or start + (start > 0) <= note.start == note.stop <= stop
        ]
        yield Piece(piece, tuple(own), is_cut=start > 0)
        active = [note for note in active if note.stop > stop]
        start = stop
