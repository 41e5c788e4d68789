"""The axis of the distribution: all rows of a corpus laid out over so many pixels, in bins of equally many rows. No Qt.

Pixels count in reading direction, from where the first row stands; whoever paints mirrors them for a window that runs
from right to left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from viewer.search.dispersion import Ints, evenly

BIN: Final = 4
"""Pixels that a bin is wide at least."""
_LEAST: Final = 40
"""Pixels of a longer name that say anything."""


class Scale:
    """Immutable."""

    def __init__(self, rows: int, width: int) -> None:
        self.rows = rows
        self.width = max(0, width)
        self.edges: Ints = evenly(rows, max(1, self.width // BIN))
        """Shape (bins + 1,): the row with which each bin begins; at the end, the number of rows."""
        self.bins = len(self.edges) - 1
        self.lefts: Ints = np.arange(self.bins + 1) * self.width // max(1, self.bins)
        """Shape (bins + 1,): the pixel with which each bin begins; at the end, the width."""

    def bin_at(self, x: float) -> int:
        """The bin at a pixel, clamped; there must be one."""
        return max(0, min(int(np.searchsorted(self.lefts, x, side="right")) - 1, self.bins - 1))

    def bin_of(self, row: int) -> int:
        """The bin that holds a row, clamped; there must be one."""
        return max(0, min(int(np.searchsorted(self.edges, row, side="right")) - 1, self.bins - 1))

    def row_at(self, x: float) -> int:
        """The row at a pixel, clamped; there must be one."""
        return max(0, min(int(x * self.rows / max(1, self.width)), self.rows - 1))

    def x_of(self, row: int) -> int:
        """The pixel at which a row begins."""
        return row * self.width // max(1, self.rows)


def round_rows(rows: int) -> Ints:
    """Some rows with round numbers, counted from 1, for a corpus with nothing else to mark; the first row is one."""
    step = next(step for power in range(20) for step in (10**power, 2 * 10**power, 5 * 10**power) if step * 10 >= rows)
    marks = np.arange(step, rows + 1, step, dtype=np.int64) - 1
    return marks if not rows or step == 1 else np.append(0, marks)


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the axis; pixels."""

    text: str
    left: int
    room: int


def placed(
    scale: Scale, starts: Ints, name: Callable[[int], str], measure: Callable[[str], int], *, most: int, gap: int
) -> Iterator[Name]:
    """The names of the stretches that begin with the rows `starts`, from the first on, where there is room for them.

    `name` is asked for the place in `starts` of those that may be told, `measure` gives the width of a name in pixels;
    none is given more room than `most`, and `gap` stays free behind each.
    """
    lefts = starts * scale.width // max(1, scale.rows)
    free, place = 0, 0
    while place < len(lefts):
        left = int(lefts[place])
        text = name(place)
        length = measure(text)
        room = min(most, length, scale.width - left)
        if text and room >= min(length, _LEAST):
            yield Name(text, left, room)
            free = left + room + gap
        place = max(place + 1, int(np.searchsorted(lefts, free)))
