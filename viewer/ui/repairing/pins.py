"""Which paragraphs of a row are pinned together; asked for once a row, while the corpus is as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from viewer.corpus import Corpus
from viewer.errors import Locked
from viewer.model import SegmentId, Unit
from viewer.repair import PIN
from viewer.ui.reading.rows import BandLayout

_KEPT: Final = 1000
"""Rows that are remembered."""


class Pins:
    """The pinned segments of the rows that are painted."""

    def __init__(self, corpus: Callable[[], Corpus | None]) -> None:
        self._corpus = corpus
        self._rows: dict[int, frozenset[SegmentId]] = {}

    def forget(self) -> None:
        """The corpus has changed."""
        self._rows.clear()

    def of(self, band: BandLayout) -> frozenset[SegmentId]:
        """Those of the row that a band belongs to."""
        return self.in_row(band.unit)

    def in_row(self, unit: Unit) -> frozenset[SegmentId]:
        """Those of a row."""
        corpus, found = self._corpus(), self._rows.get(unit.number)
        if found is not None or corpus is None:
            return found or frozenset()
        segments = [segment.id for cell in unit.cells.values() for segment in cell]
        try:
            pins = [link for link in corpus.links_at(segments) if link.kind == PIN]
        except Locked:  # a change is being written, and the page is about to be painted anew
            return frozenset()
        if len(self._rows) >= _KEPT:
            self._rows.clear()
        found = self._rows[unit.number] = frozenset(end for link in pins for end in (link.source, link.target))
        return found
