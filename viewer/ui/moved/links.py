"""Which paragraphs are linked as moved, with whom: asked for once a row, while the corpus is as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from viewer.corpus import Corpus
from viewer.model import SegmentId, Unit
from viewer.repair import MOVED

_KEPT: Final = 1000
"""Rows that are remembered."""

Partners = Mapping[SegmentId, SegmentId]
_NOBODY: Final[Partners] = {}


class MovedLinks:
    """The partners of the paragraphs in rows that are looked at. A corpus without links costs nothing."""

    def __init__(self, corpus: Callable[[], Corpus | None]) -> None:
        self._corpus = corpus
        self._any: bool | None = None
        self._rows: dict[int, Partners] = {}

    def forget(self) -> None:
        """The corpus is another, or has changed."""
        self._any = None
        self._rows.clear()

    def in_row(self, unit: Unit) -> Partners:
        """For each moved paragraph of a row its partner, the one that was linked first. Raises as reading a corpus."""
        corpus = self._corpus()
        if corpus is None:
            return _NOBODY
        if self._any is None:
            self._any = next(corpus.all_links(), None) is not None
        if not self._any:
            return _NOBODY
        if unit.number not in self._rows:
            if len(self._rows) >= _KEPT:
                self._rows.clear()
            self._rows[unit.number] = _partners(corpus, [one.id for cell in unit.cells.values() for one in cell])
        return self._rows[unit.number]


def _partners(corpus: Corpus, segments: list[SegmentId]) -> Partners:
    found: dict[SegmentId, SegmentId] = {}
    for link in corpus.links_at(segments):
        if link.kind == MOVED:
            found.setdefault(link.source, link.target)
            found.setdefault(link.target, link.source)
    return {segment: found[segment] for segment in segments if segment in found}
