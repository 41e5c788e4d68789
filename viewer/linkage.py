"""The links of a corpus by the segments at their ends, held small: there may be as many as segments."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from viewer.formats.beside import End
from viewer.model import Link, SegmentId


class Linkage:
    """Every link, numbered from 0 in the order given."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._kinds: dict[str, int] = {}
        found = np.fromiter(
            ((link.source, link.target, self._kinds.setdefault(link.kind, len(self._kinds))) for link in links),
            np.dtype((np.int64, 3)),
        )
        ends = found[:, :2].ravel()
        self._order = np.argsort(ends, kind="stable")
        """Ends by their segments: twice the number of the link, and one more at its target."""
        self._segments = ends[self._order]
        self._kind_of = found[:, 2]
        self._names = list(self._kinds)

    def __len__(self) -> int:
        return len(self._kind_of)

    def ends(self, segment: SegmentId) -> tuple[End, ...]:
        """The ends of links at a segment."""
        first, last = self._segments.searchsorted(segment), self._segments.searchsorted(segment, "right")
        return tuple(
            End(end // 2, end % 2 == 0, self._names[self._kind_of[end // 2]])
            for end in self._order[first:last].tolist()
        )
