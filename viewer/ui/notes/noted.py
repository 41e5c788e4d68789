"""The notes of a corpus as they are now, by the paragraphs they are at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.model import PlacedNote, SegmentId, Unit, VersionId


class Noted:
    """A snapshot. Asking for a row costs its paragraphs, however many notes there are."""

    def __init__(self, placed: Iterable[PlacedNote] = ()) -> None:
        self.placed = tuple(placed)
        """In reading order, orphans last."""
        self._at: dict[SegmentId, list[PlacedNote]] = {}
        for one in self.placed:
            if one.segment is not None:
                self._at.setdefault(one.segment, []).append(one)

    def __len__(self) -> int:
        return len(self.placed)

    def at(self, segment: SegmentId) -> Sequence[PlacedNote]:
        """Those of a paragraph."""
        return self._at.get(segment, ())

    def in_row(self, unit: Unit) -> list[tuple[VersionId, PlacedNote]]:
        """Those of all paragraphs of a row, with the versions they are in."""
        if not self._at:
            return []
        return [
            (version, one)
            for version, segments in unit.cells.items()
            for segment in segments
            for one in self._at.get(segment.id, ())
        ]

    def rows(self) -> NDArray[np.int64]:
        """The rows that have any, ascending; as they were when the snapshot was taken."""
        return np.unique(np.array([one.unit for one in self.placed if one.unit is not None], np.int64))
