"""The letters of a line as the eye meets them: from left to right, each with its edges and its direction.

A letter is what a reader takes for one (a grapheme cluster, UAX #29); a caret stands at the edge of a letter, never
inside. Where the direction changes, one place in the text has two places on the screen, and the other way round, and
`QTextLine.cursorToX` gives the wrong one of them; so the edges are those of painted selections, which are right, each
letter in a colour of its own and all at once.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from icu4py.breakers import CharacterBreaker
from PySide6.QtCore import Qt
from PySide6.QtGui import QGlyphRun, QTextLayout

from viewer.text.offsets import Utf16Map
from viewer.ui.reading.painted import columns_of

_UNSEEN = {"Cc", "Cf", "Zl", "Zp"}
"""Categories of characters that take no room of their own."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a caret stands in a segment."""

    code_point: int
    after: bool = False
    """Whether it belongs to the letter before it rather than to the one behind: at the end of a line that goes on, and
    where the direction changes, these are two places on the screen."""

    @property
    def letter(self) -> int:
        """A code point of the letter it belongs to; the length of the segment where there is none."""
        return self.code_point - 1 if self.after and self.code_point else self.code_point


@dataclass(frozen=True, slots=True)
class Letter:
    """Code points `start` to `stop` (half-open) of a segment, between two x in pixels of the line's layout."""

    start: int
    stop: int
    left: float
    right: float
    rtl: bool
    seen: bool
    """Whether it takes room; a caret that moves over the screen passes by those that do not."""

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def on_left(self) -> Stop:
        """The caret at its left edge."""
        return Stop(self.stop, True) if self.rtl else Stop(self.start)

    @property
    def on_right(self) -> Stop:
        """The caret at its right edge."""
        return Stop(self.start) if self.rtl else Stop(self.stop, True)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """The letters of one line from left to right, and the code points of the segment that it covers (half-open)."""

    start: int
    stop: int
    letters: tuple[Letter, ...]
    rtl: bool
    """Whether the line runs from right to left, whatever letters are in it."""
    origin: float
    """Where a line without letters has its caret; x in pixels."""

    def slot(self, stop: Stop) -> int:
        """How many letters are left of a caret."""
        for number, letter in enumerate(self.letters):
            if letter.on_left == stop:
                return number
            if letter.on_right == stop:
                return number + 1
        if stop.after or stop.code_point >= self.stop:
            # No letter ends there: the caret came from another line, or stands within a letter.
            others = [one for one in self.letters if one.stop <= stop.code_point]
            return self.slot(Stop(max(one.stop for one in others), True)) if others else self._head()
        others = [one for one in self.letters if one.start <= stop.code_point]
        return self.slot(Stop(max(one.start for one in others))) if others else self._head()

    def x(self, stop: Stop) -> float:
        """Where a caret is drawn."""
        for letter in self.letters:
            if letter.on_left == stop:
                return letter.left
            if letter.on_right == stop:
                return letter.right
        slot = self.slot(stop)
        if not self.letters:
            return self.origin
        return self.letters[slot].left if slot < len(self.letters) else self.letters[-1].right

    def at(self, x: float) -> Stop:
        """The caret nearest to `x`; beside the text the line's beginning or end, whatever letter stands there."""
        seen = [letter for letter in self.letters if letter.seen]
        if not seen:
            return Stop(self.start)
        if not seen[0].left <= x <= seen[-1].right:
            ends = (x < seen[0].left) is self.rtl
            return Stop(max(letter.stop for letter in seen), True) if ends else Stop(self.start)
        nearest = min(seen, key=lambda one: max(one.left - x, x - one.right, 0.0))
        return nearest.on_left if x < nearest.middle else nearest.on_right

    def beside(self, stop: Stop, right: bool) -> Stop | None:
        """The caret one letter further to the right or left on the screen; None at the end of the line."""
        slot = self.slot(stop)
        if right:
            return next((one.on_right for one in self.letters[slot:] if one.seen), None)
        return next((one.on_left for one in reversed(self.letters[:slot]) if one.seen), None)

    def end(self, right: bool) -> Stop:
        """The caret at the right or left end."""
        seen = [letter for letter in self.letters if letter.seen]
        if not seen:
            return Stop(self.start)
        return seen[-1].on_right if right else seen[0].on_left

    def _head(self) -> int:
        first = min(self.letters, key=lambda one: one.start, default=None)
        return self.slot(Stop(first.start)) if first is not None else 0


def letters_of(layout: QTextLayout, number: int, units: Utf16Map, start: int) -> LetterLine:
    """The letters of a line of a layout whose text begins at code point `start` of its segment."""
    line = layout.lineAt(number)
    first, last = line.textStart(), line.textStart() + line.textLength()
    rtl = layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft
    text = layout.text()[units.to_code_point(first) : units.to_code_point(last)]
    clusters = list(_clusters(layout, text, first, last))
    painted = edges_of(layout, number, clusters)
    found = []
    before = line.rect().right() if rtl else line.rect().left()
    origin = before
    for (begin, end), edges in zip(clusters, painted, strict=True):
        turned = is_rtl(layout, begin, end - begin)
        # What has no room of its own stands where the letter before it ends.
        left, right = edges or (before, before)
        character = text[units.to_code_point(begin) - units.to_code_point(first)]
        seen = edges is not None or not (unicodedata.category(character) in _UNSEEN or character.isspace())
        found.append(
            Letter(start + units.to_code_point(begin), start + units.to_code_point(end), left, right, turned, seen)
        )
        before = left if turned else right
    order = sorted(range(len(found)), key=lambda i: (found[i].middle, -i if found[i].rtl else i))
    covered = start + units.to_code_point(first), start + units.to_code_point(last)
    return LetterLine(*covered, tuple(found[i] for i in order), rtl, origin)


def stop_near(layout: QTextLayout, number: int, units: Utf16Map, start: int, x: float) -> Stop | None:
    """The caret nearest to `x`, as `LetterLine.at` has it, from a look at the letters around alone.

    None beside the text and where they take no room.
    """
    line = layout.lineAt(number)
    text, place = line.naturalTextRect(), line.xToCursor(x)
    if not text.left() <= x <= text.right():
        return None
    around = [one for one in _clusters_of(layout, number, units) if one[0] <= place <= one[1]]
    nearest, least = None, math.inf
    for (begin, end), edges in zip(around, edges_of(layout, number, around), strict=True):
        if edges is not None and (away := max(edges[0] - x, x - edges[1], 0.0)) < least:
            stops = start + units.to_code_point(begin), start + units.to_code_point(end)
            letter = Letter(*stops, *edges, is_rtl(layout, begin, end - begin), True)
            nearest, least = letter.on_left if x < letter.middle else letter.on_right, away
    return nearest


def x_of(layout: QTextLayout, number: int, units: Utf16Map, start: int, stop: Stop) -> float | None:
    """Where a caret of a line is drawn, as `LetterLine.x` has it, from a look at its letter alone.

    None where that takes no room, or is none.
    """
    place = units.to_utf16(stop.code_point - start)
    found = [one for one in _clusters_of(layout, number, units) if one[1 if stop.after else 0] == place]
    edges = edges_of(layout, number, found)[0] if found else None
    if edges is None:
        return None
    return edges[0] if is_rtl(layout, found[0][0], found[0][1] - found[0][0]) is stop.after else edges[1]


def _clusters_of(layout: QTextLayout, number: int, units: Utf16Map) -> Iterator[tuple[int, int]]:
    line = layout.lineAt(number)
    first, last = line.textStart(), line.textStart() + line.textLength()
    text = layout.text()[units.to_code_point(first) : units.to_code_point(last)]
    return _clusters(layout, text, first, last)


def _clusters(layout: QTextLayout, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The letters of `text`, a line from `start` to `stop`; UTF-16.

    Qt knows the syllables of Indic scripts, ICU the clusters of all; a letter ends where both let it. Qt alone parts
    surrogates where they follow Indic letters.
    """
    ends = {start + end for _, end in CharacterBreaker(text, "root").segments()}
    while start < stop:
        end = layout.nextCursorPosition(start)
        while start < end < stop and end not in ends:
            further = layout.nextCursorPosition(end)
            end = further if further > end else stop
        end = end if start < end <= stop else stop
        yield start, end
        start = end


def is_rtl(layout: QTextLayout, start: int, length: int) -> bool:
    """Whether a UTF-16 range of a line stands in a run from right to left; without ink, whether its text does."""
    runs = layout.lineForTextPosition(start).glyphRuns(start, length)
    if runs:
        return bool(runs[0].flags() & QGlyphRun.GlyphRunFlag.RightToLeft)
    return layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft


def edges_of(layout: QTextLayout, number: int, ranges: Sequence[tuple[int, int]]) -> list[tuple[float, float] | None]:
    """Left and right edge of each UTF-16 range of a line, in pixels; None for one without room.

    From one painting, in which each has a colour of its own.
    """
    text = layout.text().encode("utf-16-le")

    def is_space(place: int) -> bool:
        start, stop = ranges[place]
        return text[2 * start : 2 * stop].decode("utf-16-le", "replace").isspace()

    # A space at the end of a line hangs over a letter, which is painted after it.
    order = sorted(range(len(ranges)), key=lambda place: not is_space(place))
    codes = columns_of(layout, range(number, number + 1), [ranges[place] for place in order])[0]
    found: list[tuple[float, float] | None] = []
    code = {place: number for number, place in enumerate(order, 1)}
    for place in range(len(ranges)):
        columns = np.flatnonzero(codes == code[place])
        # A mark that its letter's font has not may stand apart from it.
        longest = max(np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1), key=len)
        found.append((float(longest[0]), float(longest[-1]) + 1.0) if len(longest) else None)
    return found
