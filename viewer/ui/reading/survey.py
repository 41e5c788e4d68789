"""The survey: tells the overview strip what is in the corpus and what of it can be seen, and goes where it points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.corpus import CorpusIndex
from viewer.model import DOUBTFUL_BELOW, VersionId
from viewer.ui.reading.entries import NONE, Entries
from viewer.ui.reading.lanes import Int64
from viewer.ui.reading.overview import DOUBTFUL, GAP, HIT, MISSING, NOTED, Overview
from viewer.ui.reading.page import Page
from viewer.ui.reading.renumbering import Renumbering
from viewer.ui.reading.spread import Spread
from viewer.ui.reading.steering import Steering
from viewer.ui.reading.track import Track
from viewer.ui.reading.wording import fold_text

_ONE_LANE = 1200
"""Pixels of the window below which all versions share a lane."""


class Survey(QObject):
    """Stands between a spread and the strip. What is dragged is the track that the scroll bar speaks of."""

    leaving = Signal(str)
    """A jump is about to happen; those of one run belong together."""

    def __init__(self, page: Page, steering: Steering, parent: QWidget) -> None:
        super().__init__(parent)
        self.strip = Overview(parent)
        self._page = page
        self._steering = steering
        self._spread: Spread | None = None
        self._index: CorpusIndex | None = None
        self._entries: Entries | None = None
        self._names: Mapping[VersionId, str] = {}
        self._titles: Sequence[str] = ()
        self._content: NDArray[np.bool_] | None = None
        """Rows that do not fold, once anybody asked."""
        self._gaps: dict[VersionId, Int64] = {}
        self.strip.fold_words = self._fold_words
        self.strip.row_requested.connect(self._go)
        self.strip.top_requested.connect(steering.scroll_to)
        self.strip.wheeled.connect(page.wheelEvent)

    def set_corpus(self, spread: Spread | None, index: CorpusIndex | None, titles: Sequence[str]) -> None:
        """Surveys the rows of `index`, which `spread` shows, from now on. `titles` are those of the documents."""
        self._spread, self._index, self._entries = spread, index, None
        self._gaps.clear()
        self._content, self._titles = None, titles
        self.strip.set_documents(index.document_starts[:-1] if index is not None else NONE, titles)
        self.strip.set_marks(DOUBTFUL, {None: index.doubtful(DOUBTFUL_BELOW)} if index is not None else {})
        self.strip.set_marks(GAP, {})
        self.strip.set_marks(HIT, {})
        self.strip.set_marks(MISSING, {})

    def renumber(self, index: CorpusIndex, change: Renumbering) -> None:
        """Some rows are others by now: marks of the others stay."""
        if self._spread is None:
            return
        self._index, self._content, touched = index, None, change.touched
        rows = np.arange(touched.start, touched.start + touched.after)
        content = self._spread.folds.content(touched.start, touched.start + touched.after)
        for version, gaps in self._gaps.items():
            fresh = rows[(index.counts[version][rows] == 0) & content]
            self._gaps[version] = change.rows(gaps, fresh)
        self.strip.set_documents(index.document_starts[:-1], self._titles)
        self.strip.set_marks(DOUBTFUL, {None: index.doubtful(DOUBTFUL_BELOW)})
        self.strip.set_marks(GAP, {version: self._gap_rows(index, version) for version in self._names})

    def set_found(self, units: Mapping[VersionId | None, Int64], missing: Mapping[VersionId, Int64]) -> None:
        """For each version the rows in which a search found something so far, ascending; None: without any text.

        `missing` are the rows in which only others have hits, if that was asked for.
        """
        self.strip.set_marks(HIT, units)
        self.strip.set_marks(MISSING, dict[VersionId | None, Int64](missing.items()))

    def set_noted(self, rows: Int64) -> None:
        """The rows with notes, ascending."""
        self.strip.set_marks(NOTED, {None: rows})

    def make_room(self, versions: int) -> bool:
        """Makes room for the lanes of so many versions; tells whether the page has another width now."""
        narrow = self.strip.window().width() < _ONE_LANE
        return self.strip.set_room(min(versions, 1) if narrow else versions)

    def set_panes(self, names: Mapping[VersionId, str]) -> None:
        """The versions on the screen, in order, and what they are called."""
        self._names = names
        if self._index is not None:
            self.strip.set_marks(GAP, {version: self._gap_rows(self._index, version) for version in names})
        self.strip.set_lanes(names)
        self.follow()

    def follow(self) -> None:
        """Shows what can be seen now. Cheap enough for every frame of a scroll."""
        spread = self._spread
        if spread is None:
            self._entries = None
            self.strip.set_entries(Entries(0))
            return
        entries = spread.main.walk.entries
        if self._entries is not entries:
            self._entries = entries
            self.strip.set_entries(entries)
        apart = [track for track in spread.tracks if track.shift or not track.follows]
        self.strip.set_visible(
            *self._seen(entries, spread.main),
            {track.versions[0]: self._seen(entries, track) for track in apart if track is not spread.main},
        )

    def _seen(self, entries: Entries, track: Track) -> tuple[float, float]:
        """What can be seen of a track, in entries from the first."""
        (first, above), (last, within) = (track.flow.at(y) for y in (0, self._page.viewport().height()))
        place, end = entries.of_rows(np.array([first, last])).tolist()
        return place + above, end + within

    def _gap_rows(self, index: CorpusIndex, version: VersionId) -> Int64:
        """The rows that a version lacks. Furniture that folds is no gap: nobody misses a menu."""
        if version not in self._gaps and self._spread is not None:
            if self._content is None:
                self._content = self._spread.folds.content()
            self._gaps[version] = np.flatnonzero((index.counts[version] == 0) & self._content)
        return self._gaps[version]

    def _go(self, unit: int, on_mark: bool) -> None:
        """Goes to a mark as to a hit; any other place in the strip opens no fold."""
        self.leaving.emit("")
        if on_mark or not self._steering.is_folded(unit):
            self._steering.go_to(unit)
        else:
            self._steering.show_row(unit)

    def _fold_words(self, unit: int) -> str:
        fold = self._spread.folds.head(unit) if self._spread is not None else None
        return fold_text(fold, self._names.get(fold.version, fold.version)) if fold is not None else ""
