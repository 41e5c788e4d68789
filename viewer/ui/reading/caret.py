"""Moving a caret through a version's text: by letters as the eye sees them, by words, by lines, to the ends.

Right is right on the screen in every script: a step goes past one letter, whichever way its line runs, and the caret
stays with the letter it went past. Words are those of ICU, and forward is where the version's lines run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from viewer.search.words import boundaries
from viewer.ui.reading.letters import Stop
from viewer.ui.reading.selection import Caret
from viewer.ui.reading.text_lines import Line, TextLines


class Motion(Enum):
    """Where the caret can be told to go."""

    LEFT = auto()
    RIGHT = auto()
    WORD_LEFT = auto()
    WORD_RIGHT = auto()
    UP = auto()
    DOWN = auto()
    LINE_START = auto()
    LINE_END = auto()
    TEXT_START = auto()
    TEXT_END = auto()


_BACK_LTR = (Motion.UP, Motion.LEFT, Motion.WORD_LEFT, Motion.LINE_START, Motion.TEXT_START)
_BACK_RTL = (Motion.UP, Motion.RIGHT, Motion.WORD_RIGHT, Motion.LINE_START, Motion.TEXT_START)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a caret is in its version."""

    at: Caret
    after: bool = False
    """As in `letters.Stop`."""
    x: float | None = None
    """Where it wants to be while it goes up and down; pixels of the cell's text."""

    @property
    def stop(self) -> Stop:
        return Stop(self.at.code_point, self.after)


def moved(lines: TextLines, stand: Stand, motion: Motion, rtl: bool) -> Stand:
    """The caret after a motion, or where it was at the end of everything. `rtl` says which way the version runs.

    From a place without text every motion leads to the nearest text in its direction.
    """
    line = lines.holding(stand.at.unit, stand.at.place, stand.stop)
    if line is None:
        return _nearest(lines, stand, motion in (_BACK_RTL if rtl else _BACK_LTR))
    match motion:
        case Motion.LEFT | Motion.RIGHT:
            return _sideways(lines, line, stand, motion is Motion.RIGHT, rtl)
        case Motion.WORD_LEFT | Motion.WORD_RIGHT:
            forward = (motion is Motion.WORD_RIGHT) != rtl
            return _word_forward(lines, stand) if forward else _word_back(lines, stand)
        case Motion.UP | Motion.DOWN:
            there = lines.following(line) if motion is Motion.DOWN else lines.preceding(line)
            return put_into(there, line, stand) if there is not None else stand
        case Motion.LINE_START:
            return _at(line, Stop(line.letters.start))
        case Motion.LINE_END:
            return _at(line, _line_end(line, lines.text(line.unit, line.place)))
        case Motion.TEXT_START:
            return _begin(lines.first(), stand)
        case Motion.TEXT_END:
            return _finish(lines.last(), stand)


def put_into(there: Line, line: Line, stand: Stand) -> Stand:
    """The caret that stood in `line`, in another line below or above it."""
    x = line.letters.x(stand.stop) if stand.x is None else stand.x
    return replace(_at(there, there.letters.at(x)), x=x)


def _sideways(lines: TextLines, line: Line, stand: Stand, right: bool, rtl: bool) -> Stand:
    beside = line.letters.beside(stand.stop, right)
    if beside is not None:
        return _at(line, beside)
    there = lines.following(line) if right != rtl else lines.preceding(line)
    if there is None:
        return stand
    end = there.letters.end(not right)
    # Where a line goes on in the next, its end and that one's beginning are one place in the text, passed in one step.
    if _same(_at(there, end), stand) and (further := there.letters.beside(end, right)) is not None:
        end = further
    return _at(there, end)


def _same(one: Stand, other: Stand) -> bool:
    return one.at == other.at


def _word_forward(lines: TextLines, stand: Stand) -> Stand:
    unit, place = stand.at.unit, stand.at.place
    text = lines.text(unit, place)
    if stand.at.code_point < len(text):
        return _before(unit, place, min(one for one in word_starts(text) if one > stand.at.code_point), text)
    if place + 1 < lines.places(unit):
        return Stand(Caret(unit, place + 1, 0))
    following = lines.unit_after(unit)
    return Stand(Caret(following, 0, 0)) if following is not None else stand


def _word_back(lines: TextLines, stand: Stand) -> Stand:
    unit, place = stand.at.unit, stand.at.place
    if stand.at.code_point:
        text = lines.text(unit, place)
        return _before(unit, place, max(one for one in word_starts(text) if one < stand.at.code_point), text)
    if place:
        return _end_of(lines, unit, place - 1)
    previous = lines.unit_before(unit)
    return _end_of(lines, previous, lines.places(previous) - 1) if previous is not None else stand


def word_starts(text: str) -> list[int]:
    """Where the words of a text begin, and its beginning and end; code points, rising."""
    edges = boundaries(text)
    begun = [start for start, stop in pairwise(edges) if any(character.isalnum() for character in text[start:stop])]
    return sorted({0, *begun, len(text)})


def _before(unit: int, place: int, code_point: int, text: str) -> Stand:
    return Stand(Caret(unit, place, code_point), code_point == len(text) > 0)


def _end_of(lines: TextLines, unit: int, place: int) -> Stand:
    text = lines.text(unit, place)
    return _before(unit, place, len(text), text)


def _line_end(line: Line, text: str) -> Stop:
    """Before the break where a line has one; else after its last letter."""
    letters = line.letters
    last = max(letters.letters, key=lambda one: one.stop, default=None)
    if last is not None and text[last.start : last.stop] in _BREAKS:
        return Stop(last.start, last.start > letters.start)
    return Stop(letters.stop, letters.stop > letters.start)


_BREAKS = ("\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")


def _begin(line: Line | None, stand: Stand) -> Stand:
    return _at(line, Stop(line.letters.start)) if line is not None else stand


def _finish(line: Line | None, stand: Stand) -> Stand:
    return _at(line, Stop(line.letters.stop, line.letters.stop > line.letters.start)) if line is not None else stand


def _nearest(lines: TextLines, stand: Stand, back: bool) -> Stand:
    unit = stand.at.unit
    if lines.is_shown(unit):
        return Stand(Caret(unit, 0, 0))
    previous, following = lines.unit_before(unit), lines.unit_after(unit)
    if previous is not None and (back or following is None):
        return _end_of(lines, previous, lines.places(previous) - 1)
    return Stand(Caret(following, 0, 0)) if following is not None else stand


def _at(line: Line, stop: Stop) -> Stand:
    return Stand(line.caret(stop.code_point), stop.after)
