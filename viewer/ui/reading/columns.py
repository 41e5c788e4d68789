"""Where the panes stand side by side: widths by share, never narrower than can be read. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from viewer.model import VersionId

MOST: Final = 12
"""Panes on the screen, however wide it is."""
_LEAST_WEIGHT: Final = 0.01


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
    """Shares the width among the chosen versions; those that do not fit wait on either side of the screen.

    The order is the reader's: it begins at the left, or at the right where it is mirrored. A hidden version keeps its
    place in it, and its width, for the day it is shown again.
    """

    def __init__(self) -> None:
        self.columns: tuple[Column, ...] = ()
        """The panes on the screen, in the reader's order."""
        self.before: tuple[VersionId, ...] = ()
        """Chosen versions that were scrolled off the screen where it begins."""
        self.after: tuple[VersionId, ...] = ()
        """Chosen versions for which there is no room where it ends."""
        self.frozen = False
        """Whether the first pane stays while the others are scrolled sideways."""
        self.mirrored = False
        """Whether the first pane is the rightmost."""
        self.stacked = False
        """Whether the versions stand under one another, each over the whole width."""
        self._order: tuple[VersionId, ...] = ()
        self._hidden: frozenset[VersionId] = frozenset()
        self._weights: dict[VersionId, float] = {}
        """What the reader dragged; 1 is an equal share."""
        self._scrolled = 0
        """Versions that are to be in `before`, if there are so many."""
        self._left = 0
        self._width = 0
        self._minimum = 1

    # Which versions there are

    @property
    def chosen(self) -> tuple[VersionId, ...]:
        """The versions that are not hidden, in the reader's order, whether they fit or not."""
        return tuple(version for version in self._order if version not in self._hidden)

    @property
    def hidden(self) -> tuple[VersionId, ...]:
        """The others, in the same order."""
        return tuple(version for version in self._order if version in self._hidden)

    @property
    def waiting(self) -> tuple[VersionId, ...]:
        """Chosen versions for which there is no room."""
        return self.before + self.after

    def set_versions(self, versions: Sequence[VersionId]) -> None:
        """Another corpus: shows all its versions, equally wide."""
        self._order, self._hidden, self._scrolled = tuple(versions), frozenset(), 0
        self._weights.clear()
        self._place()

    def choose(self, versions: Sequence[VersionId]) -> None:
        """Shows these versions in this order, and hides the others."""
        chosen = iter(versions)
        order = [version if version not in versions else next(chosen) for version in self._order]
        self._order = (*order, *chosen)
        self._hidden = frozenset(self._order) - frozenset(versions)
        self._place()

    def hide(self, version: VersionId) -> None:
        """Takes a version off the screen; the last one stays."""
        if len(self.chosen) > 1:
            self._hidden |= {version}
            self._place()

    def show(self, version: VersionId) -> None:
        """Shows a hidden version where it stood."""
        self._hidden -= {version}
        self._place()
        self.reveal(version)

    def show_all(self) -> None:
        self._hidden = frozenset()
        self._place()

    # In which order

    def swap_in(self, version: VersionId) -> None:
        """Gives a waiting version the place of the pane at its end of the screen."""
        if version not in self.waiting:
            return
        first = 1 if self._keeps_first and len(self.columns) > 1 else 0
        other = self.columns[first if version in self.before else -1].version
        swapped = {version: other, other: version}
        self.choose([swapped.get(one, one) for one in self.chosen])

    def move(self, version: VersionId, place: int) -> None:
        """Puts a version at another place among the chosen ones, and on the screen."""
        order = [other for other in self.chosen if other != version]
        order.insert(max(0, min(place, len(order))), version)
        self.choose(order)
        self.reveal(version)

    def move_to_slot(self, version: VersionId, slot: int) -> None:
        """Puts a version before the pane that is number `slot` on the screen, or after the last of them."""
        shown = [column.version for column in self.columns]
        anchor = shown[min(slot, len(shown) - 1)]
        if anchor != version:
            others = [other for other in self.chosen if other != version]
            self.move(version, others.index(anchor) + (slot >= len(shown)))

    # Which of them are on the screen

    def freeze(self, frozen: bool) -> None:
        self.frozen = frozen
        self._place()

    def mirror(self, mirrored: bool) -> None:
        self.mirrored = mirrored
        self._place()

    def stack(self, stacked: bool) -> None:
        self.stacked = stacked
        self._place()

    def scroll(self, panes: int) -> bool:
        """Brings in that many waiting versions, from the end if positive; whether anything moved."""
        before = self.columns
        self._scrolled = max(0, min(len(self.before) + panes, len(self.waiting)))
        self._place()
        return self.columns != before

    def reveal(self, version: VersionId) -> None:
        """Scrolls as little as is needed to have a version on the screen."""
        if version in self.before:
            self.scroll(self.before.index(version) - len(self.before))
        elif version in self.after:
            self.scroll(self.after.index(version) + 1)

    # How wide

    def fit(self, *, left: int, width: int, minimum: int) -> None:
        """Shares `width` pixels from `left` on; no column is narrower than `minimum`, but one always fits."""
        self._left, self._width, self._minimum = left, max(1, width), max(1, minimum)
        self._place()

    def drag_border(self, number: int, x: int) -> None:
        """Moves the border between the columns `number` and `number + 1` to `x`; only these two change."""
        if not 0 <= number < len(self.columns) - 1 or self.stacked:
            return
        one, two = sorted(self.columns[number : number + 2], key=lambda column: column.left)
        if two.right - one.left < 2 * self._minimum:
            return
        x = max(one.left + self._minimum, min(x, two.right - self._minimum))
        self._set_widths({one.version: x - one.left, two.version: two.right - x})

    def widen(self, version: VersionId, pixels: int) -> None:
        """Makes a column wider, or narrower if `pixels` is negative; all others make up for it."""
        column = self.column(version)
        others = [other for other in self.columns if other.version != version]
        if column is None or not others or self.stacked:
            return
        spare = sum(other.width - self._minimum for other in others)
        more = max(self._minimum - column.width, min(pixels, spare))
        widths = {version: float(column.width + more)}
        for other in others:
            share = (other.width - self._minimum) / spare if more > 0 else 1 / len(others)
            widths[other.version] = other.width - more * share
        self._set_widths(widths)

    def equalise(self) -> None:
        self._weights.clear()
        self._place()

    def border(self, number: int) -> int:
        """Where the border between the columns `number` and `number + 1` is."""
        column = self.columns[number]
        return column.left if self.mirrored else column.right

    # Where they are

    def at(self, x: int) -> Column | None:
        """The column at `x`."""
        return next((column for column in self.columns if column.left <= x < column.right), None)

    def column(self, version: VersionId) -> Column | None:
        return next((column for column in self.columns if column.version == version), None)

    # What is kept with the corpus

    def state(self) -> dict[str, Any]:
        """Order, choice, widths and what is scrolled to, fit for JSON."""
        return {
            "order": list(self._order),
            "hidden": list(self.hidden),
            "widths": {version: round(weight, 4) for version, weight in self._weights.items()},
            "scrolled": self._scrolled,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Takes up what `state` gave, as far as it fits these versions; one that it does not know comes last."""
        order, hidden = _known(state.get("order"), self._order), _known(state.get("hidden"), self._order)
        if set(hidden) >= set(self._order):
            hidden = ()
        self._order = (*order, *(version for version in self._order if version not in order))
        self._hidden = frozenset(hidden)
        widths, scrolled = state.get("widths"), state.get("scrolled")
        if isinstance(widths, Mapping):
            self._weights = {
                version: float(widths[version])
                for version in self._order
                if isinstance(widths.get(version), int | float) and _LEAST_WEIGHT <= widths[version] <= MOST
            }
        self._scrolled = scrolled if isinstance(scrolled, int) and scrolled > 0 else 0
        self._place()

    # Inside

    @property
    def _keeps_first(self) -> bool:
        return self.frozen and not self.stacked

    def _place(self) -> None:
        chosen = self.chosen
        fitting = MOST if self.stacked else min(MOST, self._width // self._minimum)
        room = min(len(chosen), max(1, fitting))
        kept = chosen[:1] if self._keeps_first and room > 1 else ()
        rest, seats = chosen[len(kept) :], room - len(kept)
        start = min(self._scrolled, len(rest) - seats)
        self.before, self.after = rest[:start], rest[start + seats :]
        shown = kept + rest[start : start + seats]
        if self.stacked:
            self.columns = tuple(Column(version, self._left, self._width) for version in shown)
            return
        columns, done = [], 0
        for version, width in zip(shown, self._widths(shown), strict=True):
            left = self._width - done - width if self.mirrored else done
            columns.append(Column(version, self._left + left, width))
            done += width
        self.columns = tuple(columns)

    def _set_widths(self, widths: Mapping[VersionId, float]) -> None:
        """What is seen becomes what was chosen, so that nobody else moves."""
        equal = self._width / len(self.columns)
        for column in self.columns:
            self._weights[column.version] = max(_LEAST_WEIGHT, widths.get(column.version, column.width) / equal)
        self._place()

    def _widths(self, shown: Sequence[VersionId]) -> list[int]:
        if not shown:
            return []
        weights = [self._weights.get(version, 1.0) for version in shown]
        widths = [self._width * weight / sum(weights) for weight in weights]
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


def _known(versions: Any, known: Sequence[VersionId]) -> tuple[VersionId, ...]:
    """Those of a list that are known, each once; none if it is no list."""
    if not isinstance(versions, list):
        return ()
    return tuple(dict.fromkeys(version for version in versions if version in known))
