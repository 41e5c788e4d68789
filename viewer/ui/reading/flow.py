"""A flow: ordered blocks, a height for each, and the one place in them that is at the top of the window. No Qt.

Every layout of the view is a flow; only the rule that gives a block its height differs. A block is a band of a row:
most rows have one, long ones have several. The place is kept as a block and an offset into it, never as a distance from
the beginning: estimates above it may be corrected at any time without moving a line under the reader's eye. The scroll
bar only reads the flow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from viewer.ui.reading.row_index import RowIndex

_FAR = 4
"""Times as much as is wanted that the estimates must promise before they are believed: they are never so wrong."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block on the screen; pixels, relative to the upper edge of the window of the flow."""

    unit: int
    band: int
    """Which band of the row, from 0."""
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


class Blocks(Protocol):
    """The bands of every row, and how high they are."""

    def bands(self, unit: int) -> int:
        """How many bands the row has, at least one."""
        ...

    def height(self, unit: int, band: int) -> int:
        """The true height of a band, which is laid out for it; pixels."""
        ...

    def heights(self, unit: int) -> list[int]:
        """The heights of all bands of a row, measured or estimated. Lays nothing out."""
        ...


class Flow:
    """The blocks that can be seen, given the place and the height of the window."""

    def __init__(self, index: RowIndex, walk: Walk, blocks: Blocks) -> None:
        self._index = index
        self._blocks = blocks
        self.walk = walk
        self.unit = 0
        """The row at the upper edge."""
        self.band = 0
        """Its band at the upper edge."""
        self.offset = 0
        """Pixels of that band above the upper edge."""
        self.placed: list[Placed] = []

    @property
    def total(self) -> int:
        """Height of everything, as far as it is known."""
        return self._index.total

    @property
    def value(self) -> int:
        """Distance of the upper edge from the beginning, as far as it is known."""
        return self._index.top(self.unit) + self._above() if self._index.count else 0

    def at(self, y: int) -> tuple[int, float]:
        """The row at `y` pixels of the window, and how much of its height is above that, 0 to 1."""
        found = next((one for one in self.placed if y < one.bottom), self.placed[-1] if self.placed else None)
        if found is None:
            return self.unit, 0.0
        heights = self._blocks.heights(found.unit)
        above = sum(heights[: found.band]) + min(y - found.top, found.height)
        return found.unit, above / max(1, sum(heights))

    def place(self, unit: int, offset: int = 0, *, band: int = 0) -> None:
        """Puts a band of `unit` at the upper edge, `offset` pixels of it above (negative: below).

        Call `arrange` next.
        """
        self.unit = self.walk.shown(max(0, min(unit, self._index.count - 1))) if self._index.count else 0
        # A row that stands for one that is not shown is seen from its beginning.
        self.band, self.offset = (band, offset) if self.unit == unit else (0, 0)

    def place_within(self, unit: int, above: int) -> None:
        """Puts what is `above` pixels below the beginning of `unit` at the upper edge. Call `arrange` next."""
        self.place(unit)
        heights = self._blocks.heights(self.unit)
        while self.band + 1 < len(heights) and above >= heights[self.band]:
            above -= heights[self.band]
            self.band += 1
        self.offset = above

    def place_fraction(self, unit: int, fraction: float) -> None:
        """Puts the edge into `unit` so that `fraction` of its height is above. Call `arrange` next."""
        self.place(unit)
        if self.unit != unit:
            return
        if self._blocks.bands(unit) == 1:
            self.measured(unit, 0)
        self.place_within(unit, round(fraction * sum(self._blocks.heights(unit))))

    def place_end(self) -> None:
        """Puts the end at the lower edge. Call `arrange` next."""
        if self._index.count:
            self.place(self._index.count - 1)
            self.band = self._blocks.bands(self.unit) - 1
            self.offset = 2**31

    def scroll_to(self, value: int) -> None:
        """Puts what is `value` pixels from the beginning at the upper edge. Call `arrange` next."""
        self.place_within(*self._index.row_at(value))

    def arrange(self, height: int) -> list[Placed]:
        """Lays out what a window of `height` pixels shows, never leaving the beginning or the end behind."""
        self.placed = []
        if not self._index.count or height <= 0:
            return self.placed
        self.band = min(self.band, self._blocks.bands(self.unit) - 1)
        self._settle()
        self._fill(height)
        missing = height - self.placed[-1].bottom
        if missing > 0:
            self.offset -= missing
            self._settle()
            self._fill(height)
        return self.placed

    def remaining(self, most: int) -> int:
        """Pixels below the window until the end, `most` if there are more. Lays out no more than that, and far from
        the end nothing."""
        if not self.placed:
            return 0
        if self.total - self.value > _FAR * most:
            return most
        last = self.placed[-1]
        below, block = 0, self.after(last.unit, last.band)
        while block is not None and below < most:
            below += self.measured(*block)
            block = self.after(*block)
        return min(most, below + last.bottom)

    def measured(self, unit: int, band: int) -> int:
        """The true height of a band, recorded for the scroll bar."""
        height = self._blocks.height(unit, band)
        self._index.set_height(unit, sum(self._blocks.heights(unit)))
        return height

    def after(self, unit: int, band: int) -> tuple[int, int] | None:
        """The block that follows; None after the last."""
        if band + 1 < self._blocks.bands(unit):
            return unit, band + 1
        following = self.walk.next_shown(unit)
        return None if following is None else (following, 0)

    def before(self, unit: int, band: int) -> tuple[int, int] | None:
        """The block that comes before; None before the first."""
        if band > 0:
            return unit, band - 1
        previous = self.walk.previous_shown(unit)
        return None if previous is None else (previous, self._blocks.bands(previous) - 1)

    def _above(self) -> int:
        return sum(self._blocks.heights(self.unit)[: self.band]) + self.offset

    def _settle(self) -> None:
        """Makes the place the block that holds the upper edge."""
        while self.offset < 0:
            previous = self.before(self.unit, self.band)
            if previous is None:
                self.offset = 0
                break
            self.unit, self.band = previous
            self.offset += self.measured(*previous)
        while self.offset >= (height := self.measured(self.unit, self.band)):
            following = self.after(self.unit, self.band)
            if following is None:
                self.offset = max(0, height - 1)
                break
            self.offset -= height
            self.unit, self.band = following

    def _fill(self, height: int) -> None:
        self.placed = []
        y = -self.offset
        block: tuple[int, int] | None = (self.unit, self.band)
        while block is not None and (y < height or not self.placed):
            tall = self.measured(*block)
            self.placed.append(Placed(*block, y, tall))
            y += tall
            block = self.after(*block)
