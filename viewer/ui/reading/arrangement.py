"""Where the versions stand in a row: side by side, or under one another. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.model import VersionId
from viewer.ui.reading.columns import Column


class Layout(StrEnum):
    """What the reader may choose; one key goes through them."""

    COLUMNS = "columns"
    """A column a version."""
    LINES = "lines"
    """The versions of a row under one another."""
    HIDDEN = "hidden"
    """Columns, of which only the first can be read until the others are asked for."""

    @property
    def following(self) -> Layout:
        """The next one."""
        layouts = list(Layout)
        return layouts[(layouts.index(self) + 1) % len(layouts)]


@dataclass(frozen=True, slots=True)
class Pane:
    """Where one version stands; pixels from the left edge of the view."""

    version: VersionId
    left: int
    width: int
    text_left: int
    text_width: int

    @property
    def right(self) -> int:
        return self.left + self.width


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The panes of one flow, in the reader's order: side by side, or from the top down where they are `stacked`."""

    panes: tuple[Pane, ...]
    stacked: bool = False

    def together(self, heights: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
        """The height of rows, given those of their cells; pixels."""
        return reduce(np.add if self.stacked else np.maximum, heights)

    def extents(self) -> list[tuple[int, int]]:
        """Left and right of what the panes cover; more than one pair where others stand between them."""
        if self.stacked:
            return [(self.panes[0].left, self.panes[0].right)] if self.panes else []
        if not self.panes:
            return []
        panes = sorted(self.panes, key=lambda pane: pane.left)
        found, left = [], panes[0].left
        for one, two in pairwise(panes):
            if two.left != one.right:
                found.append((left, one.right))
                left = two.left
        return [*found, (left, panes[-1].right)]


def side_by_side(columns: Sequence[Column], margin: int) -> Arrangement:
    """A pane a column; `margin` pixels are left free on both sides of the text."""
    return Arrangement(
        tuple(
            Pane(column.version, column.left, column.width, column.left + margin, max(20, column.width - 2 * margin))
            for column in columns
        )
    )


def under_one_another(versions: Sequence[VersionId], *, left: int, width: int, margin: int, tag: int) -> Arrangement:
    """Every version over the whole width but a margin of `tag` pixels, in which its name stands."""
    text_width = max(20, width - 2 * margin - tag)
    return Arrangement(
        tuple(Pane(version, left, width, left + margin + tag, text_width) for version in versions), stacked=True
    )
