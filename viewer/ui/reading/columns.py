"""Where the panes stand side by side: widths by share, never narrower than can be read. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from viewer.model import VersionId


@dataclass(frozen=True, slots=True)
class Column:
    """One pane; pixels from the left edge of the view."""

    version: VersionId
    left: int
    width: int

    @property
    def right(self) -> int:
        return self.left + self.width


class Columns:
    """Shares the width among the chosen versions; those that do not fit wait as chips."""

    def __init__(self) -> None:
        self.chosen: tuple[VersionId, ...] = ()
        """The versions in the order the reader gave them, whether they fit or not."""
        self.columns: tuple[Column, ...] = ()
        self._shares: dict[VersionId, float] = {}
        self._left = 0
        self._width = 0
        self._minimum = 1

    @property
    def waiting(self) -> tuple[VersionId, ...]:
        """Chosen versions for which there is no room."""
        return self.chosen[len(self.columns) :]

    def choose(self, versions: Sequence[VersionId]) -> None:
        self.chosen = tuple(versions)
        self._place()

    def fit(self, *, left: int, width: int, minimum: int) -> None:
        """Shares `width` pixels from `left` on; no column is narrower than `minimum`, but the first always fits."""
        self._left, self._width, self._minimum = left, max(1, width), max(1, minimum)
        self._place()

    def swap_in(self, version: VersionId) -> None:
        """Gives a waiting version the place of the last one on the screen."""
        if version not in self.waiting:
            return
        order = list(self.chosen)
        a, b = len(self.columns) - 1, order.index(version)
        order[a], order[b] = order[b], order[a]
        self.choose(order)

    def move(self, version: VersionId, place: int) -> None:
        """Puts a version at another place in the order."""
        order = [other for other in self.chosen if other != version]
        order.insert(max(0, min(place, len(order))), version)
        self.choose(order)

    def drag_border(self, left_of: int, x: int) -> None:
        """Moves the border to the right of column `left_of` to `x`; only its two neighbours change."""
        if not 0 <= left_of < len(self.columns) - 1:
            return
        one, two = self.columns[left_of], self.columns[left_of + 1]
        if two.right - one.left < 2 * self._minimum:
            return
        x = max(one.left + self._minimum, min(x, two.right - self._minimum))
        # All shares become what is seen, so that nobody else moves.
        for column in self.columns:
            self._shares[column.version] = column.width / self._width
        self._shares[one.version] = (x - one.left) / self._width
        self._shares[two.version] = (two.right - x) / self._width
        self._place()

    def equalise(self) -> None:
        self._shares.clear()
        self._place()

    def at(self, x: int) -> Column | None:
        """The column at `x`."""
        return next((column for column in self.columns if column.left <= x < column.right), None)

    def column(self, version: VersionId) -> Column | None:
        return next((column for column in self.columns if column.version == version), None)

    def _place(self) -> None:
        count = max(1, min(len(self.chosen), self._width // self._minimum))
        shown = self.chosen[:count]
        widths = self._widths(shown)
        columns, left = [], self._left
        for version, width in zip(shown, widths, strict=True):
            columns.append(Column(version, left, width))
            left += width
        self.columns = tuple(columns)

    def _widths(self, shown: Sequence[VersionId]) -> list[int]:
        if not shown:
            return []
        shares = [max(1e-6, self._shares.get(version, 1 / len(shown))) for version in shown]
        widths = [self._width * share / sum(shares) for share in shares]
        # Who falls below the minimum gets it; the others share what is left.
        for _ in shown:
            small = [i for i, width in enumerate(widths) if width < self._minimum]
            large = [i for i, width in enumerate(widths) if width > self._minimum]
            lack = sum(self._minimum - widths[i] for i in small)
            if not small or not large or lack < 1:
                break
            spare = sum(widths[i] - self._minimum for i in large)
            for i in large:
                widths[i] -= lack * (widths[i] - self._minimum) / spare
            for i in small:
                widths[i] = self._minimum
        edges = [0]
        total = 0.0
        for width in widths:
            total += width
            edges.append(round(total))
        edges[-1] = self._width
        return [b - a for a, b in pairwise(edges)]
