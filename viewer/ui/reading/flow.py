"""A flow: ordered rows, a height for each, and the one place in them that is at the top of the window. No Qt.

Every layout of the view is a flow; only the rule that gives a row its height differs. The place is kept as a row and an
offset into it, never as a distance from the beginning: estimates above it may be corrected at any time without moving
a line under the reader's eye. The scroll bar only reads the flow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from viewer.ui.reading.row_index import RowIndex


@dataclass(frozen=True, slots=True)
class Placed:
    """A row on the screen; pixels, relative to the upper edge of the window of the flow."""

    unit: int
    top: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height


class Walk(Protocol):
    """Which rows follow each other on the page."""

    def next_shown(self, unit: int) -> int | None: ...

    def previous_shown(self, unit: int) -> int | None: ...

    def shown(self, unit: int) -> int: ...


class Flow:
    """The rows that can be seen, given the place and the height of the window."""

    def __init__(self, index: RowIndex, walk: Walk, measure: Callable[[int], int]) -> None:
        """`measure` lays a row out and gives its true height in pixels."""
        self._index = index
        self.walk = walk
        self._measure = measure
        self.unit = 0
        """The row at the upper edge."""
        self.offset = 0
        """Pixels of that row above the upper edge."""
        self.placed: list[Placed] = []

    @property
    def total(self) -> int:
        """Height of everything, as far as it is known."""
        return self._index.total

    @property
    def value(self) -> int:
        """Distance of the upper edge from the beginning, as far as it is known."""
        return self._index.top(self.unit) + self.offset if self._index.count else 0

    def place(self, unit: int, offset: int = 0) -> None:
        """Puts `unit` at the upper edge, `offset` pixels of it above (negative: below). Call `arrange` next."""
        self.unit = self.walk.shown(max(0, min(unit, self._index.count - 1))) if self._index.count else 0
        self.offset = offset

    def scroll_to(self, value: int) -> None:
        """Puts what is `value` pixels from the beginning at the upper edge. Call `arrange` next."""
        unit, offset = self._index.row_at(value)
        self.place(unit, offset)

    def arrange(self, height: int) -> list[Placed]:
        """Lays out what a window of `height` pixels shows, never leaving the beginning or the end behind."""
        self.placed = []
        if not self._index.count or height <= 0:
            return self.placed
        self._settle()
        self._fill(height)
        missing = height - self.placed[-1].bottom
        if missing > 0 and self.walk.next_shown(self.placed[-1].unit) is None:
            self.offset -= missing
            self._settle()
            self._fill(height)
        return self.placed

    def measured(self, unit: int) -> int:
        """The true height of a row, recorded for the scroll bar."""
        height = self._measure(unit)
        self._index.set_height(unit, height)
        return height

    def _settle(self) -> None:
        """Makes `unit` the row that holds the upper edge."""
        while self.offset < 0:
            previous = self.walk.previous_shown(self.unit)
            if previous is None:
                self.offset = 0
                break
            self.unit = previous
            self.offset += self.measured(previous)
        while self.offset >= (height := self.measured(self.unit)):
            following = self.walk.next_shown(self.unit)
            if following is None:
                self.offset = max(0, height - 1)
                break
            self.offset -= height
            self.unit = following

    def _fill(self, height: int) -> None:
        self.placed = []
        y, unit = -self.offset, self.unit
        following: int | None = unit
        while following is not None and (y < height or not self.placed):
            unit = following
            row = self.measured(unit)
            self.placed.append(Placed(unit, y, row))
            y += row
            following = self.walk.next_shown(unit)
