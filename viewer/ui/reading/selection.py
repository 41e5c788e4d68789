"""What the reader has marked: a stretch of one version's text, or rows of several versions as a block. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from viewer.model import Segment, Unit, VersionId
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
    """From where marking began to where it is now.

    In one version that is text, letter by letter. Over several it is a block: every paragraph that they have in the
    rows from the one end to the other.
    """

    versions: tuple[VersionId, ...]
    """The version in which marking began, those between, and the one in which it is now; in the order of the panes."""
    anchor: Caret
    focus: Caret

    @property
    def version(self) -> VersionId:
        """The version in which marking began."""
        return self.versions[0]

    @property
    def first(self) -> Caret:
        return min(self.anchor, self.focus)

    @property
    def last(self) -> Caret:
        return max(self.anchor, self.focus)

    @property
    def is_block(self) -> bool:
        return len(self.versions) > 1

    @property
    def empty(self) -> bool:
        return not self.is_block and self.anchor == self.focus

    @property
    def rows(self) -> range:
        """The rows of which something is marked, where they have text."""
        first, last = self.first, self.last
        untouched = not self.is_block and last.unit > first.unit and (last.place, last.code_point) == (0, 0)
        return range(first.unit, last.unit + (0 if untouched else 1))

    def within(self, version: VersionId, unit: int, place: int, length: int) -> tuple[int, int] | None:
        """The marked code points (half-open) of a segment of `length` code points; None if nothing of it is marked."""
        if version not in self.versions:
            return None
        first, last = self.first, self.last
        if self.is_block:
            return (0, length) if length and first.unit <= unit <= last.unit else None
        here = (unit, place)
        if not (first.unit, first.place) <= here <= (last.unit, last.place):
            return None
        start = first.code_point if here == (first.unit, first.place) else 0
        stop = last.code_point if here == (last.unit, last.place) else length
        return (start, stop) if start < stop else None

    def pieces(self, version: VersionId, units: Iterable[Unit]) -> Iterator[tuple[Unit, Segment, str]]:
        """What is marked of a version in these rows: each segment of which something is, and that."""
        for unit in units:
            for place, segment in enumerate(unit.cells.get(version, ())):
                marked = self.within(version, unit.number, place, len(segment.text))
                if marked is not None:
                    yield unit, segment, segment.text[slice(*marked)]

    def extended(self, version: VersionId, caret: Caret, order: Sequence[VersionId]) -> Selection:
        """Drawn to a caret of a version; `order` is that of the panes."""
        return replace(self, versions=_between(self.version, version, order), focus=caret)


def _between(one: VersionId, other: VersionId, order: Sequence[VersionId]) -> tuple[VersionId, ...]:
    if one == other or one not in order or other not in order:
        return (one,)
    start, stop = order.index(one), order.index(other)
    return tuple(order[start : stop + 1]) if start < stop else tuple(order[stop : start + 1][::-1])


def caret(version: VersionId, at: Caret) -> Selection:
    """Nothing marked, but a place from which to mark."""
    return Selection((version,), at, at)


def word_at(version: VersionId, at: Caret, text: str) -> Selection:
    """The word that the caret is in or at, by the rules of Unicode and ICU's dictionaries."""
    edges = boundaries(text)
    start = max((edge for edge in edges if edge <= at.code_point), default=0)
    if start == len(text) and len(edges) > 1:
        start = edges[-2]
    stop = min((edge for edge in edges if edge > start), default=len(text))
    return Selection((version,), replace(at, code_point=start), replace(at, code_point=stop))


def paragraph_at(version: VersionId, at: Caret, text: str) -> Selection:
    """The segment that the caret is in."""
    return Selection((version,), replace(at, code_point=0), replace(at, code_point=len(text)))


def spanning(first: Selection, second: Selection, order: Sequence[VersionId]) -> Selection:
    """From a word or paragraph to another one, both whole, whichever way they follow each other."""
    if second.first < first.first:
        return Selection(first.versions, first.last, first.last).extended(second.version, second.first, order)
    return Selection(first.versions, first.first, first.first).extended(second.version, second.last, order)
