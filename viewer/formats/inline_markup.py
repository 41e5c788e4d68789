"""What is said of stretches of a segment, as runs of letters that markup can stand around: readings, emphasis, notes.

Annotations may overlap and markup may not. So a reading holds together what it is about, emphasis is cut where another
begins or ends, and a note stands behind the letters that it follows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from viewer.formats.annotation_kinds import EMPHASIS, ENDNOTE, FOOTNOTE, RUBY
from viewer.formats.draft import Cautions
from viewer.formats.escaping import allowed, escaped
from viewer.model import Annotation, Segment

LONGEST_MARK = 4
"""Code points; as a note's value, what is no longer is its mark and not its text."""


class Stress(StrEnum):
    """How letters can be emphasised."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    DOTS = "dots"


_STRESSES = {
    **dict.fromkeys(("bold", "b", "strong", "bd"), Stress.BOLD),
    **dict.fromkeys(("underline", "u", "underlined"), Stress.UNDERLINE),
    "dots": Stress.DOTS,
}
"""By the value of the annotation; whatever else there is, is set in italics."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters with the same emphasis."""

    text: str
    stresses: tuple[Stress, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that stay together, their reading if they have one, and the notes that follow them."""

    runs: tuple[Run, ...]
    reading: str = ""
    notes: tuple[str, ...] = ()


def pieces(segment: Segment, text: str) -> Iterator[Piece]:
    """The pieces of `text`, which is that of the segment letter for letter; what XML forbids is replaced in both."""
    if not segment.annotations:
        yield Piece((Run(text),))
        return
    readings = {note.start: note for note in _apart(segment.annotations)}
    starts, stops = list(readings), [note.stop for note in readings.values()]
    notes: dict[int, list[str]] = {}
    for note in segment.annotations:
        if note.kind in (FOOTNOTE, ENDNOTE) and note.value:
            within = bisect_left(starts, note.stop) - 1  # a note does not part a reading's letters
            place = max(note.stop, stops[within]) if within >= 0 and note.stop < stops[within] else note.stop
            notes.setdefault(place, []).append(allowed(note.value, Cautions()))
    if 0 in notes:
        yield Piece((), notes=tuple(notes[0]))
    emphasis = _Emphasis(segment.annotations)
    for start, stop in pairwise(sorted({0, len(text), *starts, *stops, *notes})):
        reading = allowed(readings[start].value, Cautions()) if start in readings else ""
        yield Piece(tuple(emphasis.runs(text, start, stop)), reading, tuple(notes.get(stop, ())))


def is_mark(note: str) -> bool:
    """Whether the value of a note is but the mark that stands in the text, such as `12` or `*`."""
    return len(note) <= LONGEST_MARK and " " not in note


class Notes:
    """The notes to a segment in HTML or XHTML: what refers to them, and then their texts."""

    def __init__(self, segment: str, attributes: str, text_attributes: str) -> None:
        """`segment` is an id of its own on the page; the attributes are those of every reference and of every text."""
        self._segment = segment
        self._attributes = attributes
        self._text_attributes = text_attributes
        self._texts: list[str] = []

    def refer(self, note: str) -> str:
        """What stands for a note in the text."""
        if is_mark(note):
            return f"<sup>{escaped(note)}</sup>"
        self._texts.append(note)
        number = len(self._texts)
        return f'<sup><a href="#{self._segment}-{number}" {self._attributes}>{number}</a></sup>'

    def texts(self, tag: str) -> Iterator[str]:
        """The texts of the notes referred to, each an element."""
        for number, text in enumerate(self._texts, 1):
            content = f"<p>{number} {escaped(text)}</p>" if tag == "aside" else f"{number} {escaped(text)}"
            yield f'<{tag} id="{self._segment}-{number}" {self._text_attributes}>{content}</{tag}>'


_TAGS = {
    Stress.BOLD: ("<b>", "</b>"),
    Stress.ITALIC: ("<i>", "</i>"),
    Stress.UNDERLINE: ("<u>", "</u>"),
    Stress.DOTS: ('<em class="dots">', "</em>"),
}


def html(segment: Segment, text: str, refer: Callable[[str], str]) -> str:
    """The contents of an element of HTML or XHTML; `refer` gives what stands for a note in the text."""
    found: list[str] = []
    for piece in pieces(segment, text):
        runs = []
        for run in piece.runs:
            opening = "".join(_TAGS[one][0] for one in run.stresses)
            closing = "".join(_TAGS[one][1] for one in reversed(run.stresses))
            runs.append(f"{opening}{escaped(run.text)}{closing}")
        base = "".join(runs)
        if piece.reading:
            found.append(f"<ruby>{base}<rp>(</rp><rt>{escaped(piece.reading)}</rt><rp>)</rp></ruby>")
        else:
            found.append(base)
        found += map(refer, piece.notes)
    return "".join(found)


def _apart(annotations: Sequence[Annotation]) -> list[Annotation]:
    """The readings that do not overlap an earlier one, in order."""
    found: list[Annotation] = []
    readings = (note for note in annotations if note.kind == RUBY and note.start < note.stop and note.value)
    for note in sorted(readings, key=lambda note: (note.start, note.stop)):
        if not found or found[-1].stop <= note.start:
            found.append(note)
    return found


class _Emphasis:
    """Where which emphasis holds in a segment."""

    def __init__(self, annotations: Sequence[Annotation]) -> None:
        changes: list[tuple[int, int, Stress]] = []
        for note in annotations:
            if note.kind == EMPHASIS and note.start < note.stop:
                stress = _STRESSES.get(note.value, Stress.ITALIC)
                changes += ((note.start, 1, stress), (note.stop, -1, stress))
        self._borders = [0]
        self._holding: list[tuple[Stress, ...]] = [()]
        """From each border on."""
        counts: Counter[Stress] = Counter()
        for place, change, stress in sorted(changes):
            counts[stress] += change
            now = tuple(sorted(one for one, count in counts.items() if count))
            if place == self._borders[-1]:
                self._holding[-1] = now
            elif now != self._holding[-1]:
                self._borders.append(place)
                self._holding.append(now)

    def runs(self, text: str, start: int, stop: int) -> Iterator[Run]:
        """The letters from `start` to `stop`."""
        while start < stop:
            at = bisect_right(self._borders, start) - 1
            end = min(stop, self._borders[at + 1]) if at + 1 < len(self._borders) else stop
            yield Run(text[start:end], self._holding[at])
            start = end
