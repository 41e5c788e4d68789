"""Rows under other numbers: where things stand that were kept by row, after a change that touched some rows. No Qt.

What stood in a row that was touched is found again by its segments, and else in the nearest row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from viewer.corpus import Corpus
from viewer.errors import OutOfRange
from viewer.model import SegmentId, Touched, Unit, VersionId
from viewer.ui.reading.place import Place
from viewer.ui.reading.selection import Caret

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Renumbering:
    """One change of the rows of a corpus that is shown."""

    corpus: Corpus
    """As it is now."""
    touched: Touched
    before: Mapping[int, Unit]
    """Of the rows that were touched those that were at hand, as they were."""

    @property
    def more(self) -> int:
        """By how many the rows below are counted higher now."""
        return self.touched.after - self.touched.before

    def untouched(self, row: int) -> int | None:
        """The number of a row that was not touched; None for one that was."""
        if row < self.touched.start:
            return row
        return row + self.more if row >= self.touched.start + self.touched.before else None

    def row(self, row: int, segment: SegmentId | None = None) -> int:
        """The row in which a segment stands now, or what was first in `row`; the nearest one if that is unknown."""
        there = self.untouched(row)
        if there is not None:
            return there
        if segment is None and row in self.before:
            segment = next((cell[0].id for cell in self.before[row].cells.values() if cell), None)
        if segment is not None:
            try:
                return self.corpus.place_of(segment).unit
            except OutOfRange:
                pass
        return min(row, max(self.touched.start, self.touched.start + self.touched.after - 1))

    def place(self, place: Place) -> Place:
        """A reading place as it is now."""
        return replace(place, unit=self.row(place.unit, place.segment))

    def caret(self, version: VersionId, caret: Caret) -> Caret | None:
        """A place in the text as it is now; None if its segment is gone, or nobody knows which it was."""
        there = self.untouched(caret.unit)
        if there is not None:
            return replace(caret, unit=there)
        cell = self.before[caret.unit].cells.get(version, ()) if caret.unit in self.before else ()
        if caret.place >= len(cell):
            return None
        segment = cell[caret.place].id
        try:
            unit = self.corpus.place_of(segment).unit
        except OutOfRange:
            return None
        (now,) = self.corpus.units(unit, unit + 1, [version])
        for place, one in enumerate(now.cells[version]):
            if one.id == segment:
                return Caret(unit, place, min(caret.code_point, len(one.text)))
        return None

    def rows(self, rows: Rows, fresh: Rows) -> Rows:
        """Ascending rows under their numbers of now, `fresh` in the place of those that were touched."""
        return renumbered(self.touched, rows, fresh)


def renumbered(touched: Touched, rows: Rows, fresh: Rows | None = None) -> Rows:
    """Ascending rows under their numbers after a change, `fresh` in the place of those that were touched.

    Without `fresh` all that were touched are among them, if any of them was.
    """
    first, last = np.searchsorted(rows, (touched.start, touched.start + touched.before)).tolist()
    if fresh is None:
        fresh = np.arange(touched.start, touched.start + touched.after if first < last else touched.start)
    return np.concatenate((rows[:first], fresh, rows[last:] + (touched.after - touched.before)))
