"""What may be a translation of a hit, in the rows that were found: spotted when it is painted, and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from viewer.model import Segment, SegmentId, Touched, VersionId
from viewer.ui.reading.renumbering import renumbered

_AT_ONCE: Final = 60_000
"""Code points of one painting after which no further paragraph is looked at in it."""


class Spots(Protocol):
    """Finds the words of one version."""

    def spans(self, text: str) -> Sequence[tuple[int, int]]: ...


class Possible:
    """Costs nothing while there is nothing to be spotted."""

    def __init__(self, repaint: Callable[[], object], catch_up: Callable[[], object]) -> None:
        """`repaint` has all painted again; `catch_up` does so later, as something was painted without its marks."""
        self._repaint = repaint
        self._catch_up = catch_up
        self._spots: Mapping[VersionId, Spots] = {}
        self._units: NDArray[np.int64] = np.empty(0, np.int64)
        self._spans: dict[SegmentId, Sequence[tuple[int, int]]] = {}
        self._looked = 0

    @property
    def shown(self) -> bool:
        """Whether anything may be marked."""
        return bool(self._spots)

    def set(self, spots: Mapping[VersionId, Spots], units: NDArray[np.int64] | None = None) -> None:
        """Marks other words, in these rows (ascending), or none."""
        self._spots = spots
        self._units = units if units is not None else np.empty(0, np.int64)
        self.forget()
        self._repaint()

    def renumber(self, touched: Touched) -> None:
        """Some rows are others by now; those that were touched count as found, if any of them was."""
        self._units = renumbered(touched, self._units)

    def forget(self, segments: Iterable[SegmentId] | None = None) -> None:
        """The texts are others now, or those of some segments."""
        if segments is None:
            self._spans.clear()
        else:
            for segment in segments:
                self._spans.pop(segment, None)

    def begin(self) -> None:
        """A painting begins."""
        self._looked = 0

    def spans(self, version: VersionId, unit: int, segment: Segment) -> Sequence[tuple[int, int]]:
        """Where what may be a translation stands in a segment of a row, code points."""
        spots = self._spots.get(version)
        if spots is None or not self._was_found(unit):
            return ()
        known = self._spans.get(segment.id)
        if known is None:
            if self._looked > _AT_ONCE:
                self._catch_up()
                return ()
            self._looked += len(segment.text)
            known = self._spans[segment.id] = spots.spans(segment.text)
        return known

    def _was_found(self, unit: int) -> bool:
        place = int(np.searchsorted(self._units, unit))
        return place < len(self._units) and int(self._units[place]) == unit
