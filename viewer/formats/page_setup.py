"""How rows are laid out on pages of paper, or of a browser: side by side or under one another. Millimetres, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

NARROWEST_COLUMN = 42.0
"""Millimetres of paper, the space between columns included, below which a column cannot be read with ease."""
SIDE_MARGIN = 15.0
_WIDE_COLUMNS = 2
"""So many columns stand well on upright paper; more of them want it turned."""


class Layout(StrEnum):
    """Where the versions of a row stand."""

    COLUMNS = "columns"
    """Side by side, a column for every version."""
    LINES = "lines"
    """Under one another."""


class Paper(StrEnum):
    """Sizes of paper."""

    A3 = "A3"
    A4 = "A4"
    A5 = "A5"
    LETTER = "Letter"
    LEGAL = "Legal"


SIZES = {
    Paper.A3: (297.0, 420.0),
    Paper.A4: (210.0, 297.0),
    Paper.A5: (148.0, 210.0),
    Paper.LETTER: (215.9, 279.4),
    Paper.LEGAL: (215.9, 355.6),
}
"""Width and height of upright paper."""


@dataclass(frozen=True, slots=True)
class PageSetup:
    """What a person may choose; None: whatever suits the number of versions."""

    layout: Layout | None = None
    paper: Paper = Paper.A4
    landscape: bool | None = None

    def most_columns(self) -> int:
        """How many columns fit legibly, on paper turned as it is best."""
        width = self._size(True if self.landscape is None else self.landscape)[0]
        return max(1, int((width - 2 * SIDE_MARGIN) // NARROWEST_COLUMN))

    def settled(self, versions: int) -> PageSetup:
        """The same with nothing left open, for so many versions."""
        layout = self.layout or (Layout.COLUMNS if versions <= self.most_columns() else Layout.LINES)
        landscape = self.landscape
        if landscape is None:
            landscape = layout is Layout.COLUMNS and versions > _WIDE_COLUMNS
        return replace(self, layout=layout, landscape=landscape)

    def size(self) -> tuple[float, float]:
        """Width and height of the paper as it is turned."""
        return self._size(bool(self.landscape))

    def _size(self, landscape: bool) -> tuple[float, float]:
        width, height = SIZES[self.paper]
        return (height, width) if landscape else (width, height)
