"""A stretch of one version that the reader has marked, over as many rows as he likes. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from viewer.model import Unit, VersionId
from viewer.search.words import boundaries


@dataclass(frozen=True, slots=True, order=True)
class Caret:
    """A place between two letters of one version; carets compare in reading order."""

    unit: int
    place: int
    """Which segment of the cell, from 0."""
    code_point: int


@dataclass(frozen=True, slots=True)
class Selection:
    """From where the mouse was pressed to where it is now."""

    version: VersionId
    anchor: Caret
    focus: Caret

    @property
    def first(self) -> Caret:
        return min(self.anchor, self.focus)

    @property
    def last(self) -> Caret:
        return max(self.anchor, self.focus)

    @property
    def empty(self) -> bool:
        return self.anchor == self.focus

    def within(self, unit: int, place: int, length: int) -> tuple[int, int] | None:
        """The marked code points (half-open) of a segment of `length` code points; None if nothing of it is marked."""
        here = (unit, place)
        first, last = self.first, self.last
        if not (first.unit, first.place) <= here <= (last.unit, last.place):
            return None
        start = first.code_point if here == (first.unit, first.place) else 0
        stop = last.code_point if here == (last.unit, last.place) else length
        return (start, stop) if start < stop else None

    def text(self, unit_of: Callable[[int], Unit]) -> str:
        """What is marked, in logical order and letter for letter; a line per segment."""
        return "\n".join(self._pieces(unit_of))

    def _pieces(self, unit_of: Callable[[int], Unit]) -> Iterator[str]:
        for number in range(self.first.unit, self.last.unit + 1):
            for place, segment in enumerate(unit_of(number).cells.get(self.version, ())):
                marked = self.within(number, place, len(segment.text))
                if marked is not None:
                    yield segment.text[slice(*marked)]


def word_at(version: VersionId, caret: Caret, text: str) -> Selection:
    """The word that the caret is in or at, by the rules of Unicode and ICU's dictionaries."""
    edges = boundaries(text)
    start = max((edge for edge in edges if edge <= caret.code_point), default=0)
    if start == len(text) and len(edges) > 1:
        start = edges[-2]
    stop = min((edge for edge in edges if edge > start), default=len(text))
    return Selection(version, Caret(caret.unit, caret.place, start), Caret(caret.unit, caret.place, stop))
