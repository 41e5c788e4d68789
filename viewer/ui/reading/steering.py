"""Steering: from row to row, to a line, into a fold; and which row is the current one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from viewer.model import SegmentId, VersionId
from viewer.ui.reading.page import Page
from viewer.ui.reading.renumbering import Renumbering
from viewer.ui.reading.spread import Spread
from viewer.ui.reading.track import Track


class Steering(QObject):
    """Moves a spread on its page. The current row is tinted in all panes."""

    moved = Signal()
    """The reader is somewhere else, or another row is the current one."""
    version_wanted = Signal(str)
    """A version that waits for room is to be brought on the screen."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._spread: Spread | None = None
        self.current: int | None = None
        """The current row, whether it can be seen or not."""

    def set_spread(self, spread: Spread | None) -> None:
        """Steers this spread from now on, without a current row."""
        self._spread = spread
        self.current = None

    def renumber(self, change: Renumbering) -> None:
        """Some rows are others by now: what was in the current row is in the current one."""
        if self.current is not None:
            self.take_current(change.row(self.current))

    def here(self) -> int | None:
        """The current row if it can be seen, else the first that can be seen whole."""
        placed = self._spread.leader.flow.placed if self._spread is not None else []
        if any(one.unit == self.current for one in placed):
            return self.current
        whole = [one.unit for one in placed if one.top >= 0 and one.band == 0]
        return whole[0] if whole else (placed[0].unit if placed else None)

    def take_current(self, unit: int | None) -> None:
        """Makes a row the current one without a word; for one in a closed fold the line of the fold stands."""
        fold = self._spread.folds.fold_of(unit) if self._spread is not None and unit is not None else None
        self.current = fold.start if fold is not None and self.is_folded(fold.start) else unit

    def set_current(self, unit: int | None) -> None:
        if unit != self.current:
            self.current = unit
            self._page.viewport().update()
            self.moved.emit()

    def go_to(
        self,
        unit: int,
        *,
        version: VersionId | None = None,
        segment: SegmentId | None = None,
        start: int = 0,
        top: bool = False,
    ) -> None:
        """Shows a row, or a line of it, and makes it the current one."""
        spread = self._spread
        if spread is None:
            return
        if version is not None and spread.track_of(version) is None:
            self.version_wanted.emit(version)
        track = (spread.track_of(version) if version is not None else None) or spread.main
        if not track.index.count:
            return
        unit = max(0, min(unit, track.index.count - 1))
        if self.is_folded(unit):
            self._open_fold(unit)
        band, line = track.line(unit, version, segment, start)
        height = self._page.viewport().height()
        placed = next((one for one in track.flow.placed if (one.unit, one.band) == (unit, band)), None)
        seen = placed is not None and placed.top + line >= 0 and placed.top + line + self._page.line <= height
        if top or not seen:
            self._show_line(track, unit, band, round(line), segment, top)
        self.current = unit
        self._page.viewport().update()
        self.moved.emit()

    def _show_line(self, track: Track, unit: int, band: int, line: int, segment: SegmentId | None, top: bool) -> None:
        height, padding = self._page.viewport().height(), track.rows.metrics.row_padding
        above = line - (padding if top else height // 3)
        if not top and segment is None:
            # A row that fits is shown from its beginning.
            above = -max(0, (height - sum(track.rows.heights(unit))) // 3)
        track.flow.place(unit, above, band=band)
        self._moved(track)

    def step(self, direction: int) -> None:
        """Makes the next (+1) or the previous (-1) row the current one, without opening folds."""
        here = self.here()
        if self._spread is None or here is None:
            return
        track = self._spread.leader
        there: int | None = here
        if here == self.current:
            walk = track.flow.walk
            there = walk.next_shown(here) if direction > 0 else walk.previous_shown(here)
        if there is not None:
            self._show_row(track, there)

    def show_row(self, unit: int) -> None:
        """Makes a row current without opening its fold; the line of the fold serves."""
        if self._spread is not None and self._spread.main.index.count:
            self._show_row(self._spread.main, self._spread.main.flow.walk.shown(unit))

    def scroll_to(self, unit: int, fraction: float) -> None:
        """Puts the upper edge into a row, `fraction` of its height above it; no row becomes the current one."""
        if self._spread is not None and self._spread.main.index.count:
            self._spread.main.flow.place_fraction(unit, fraction)
            self._moved(self._spread.main)
            self.moved.emit()

    def _show_row(self, track: Track, unit: int) -> None:
        """Makes a row current, moving the page as little as needed."""
        height = self._page.viewport().height()
        placed = [one for one in track.flow.placed if one.unit == unit]
        bands = track.rows.bands(unit)
        whole = len(placed) == bands and placed[0].top >= 0 and placed[-1].bottom <= height
        if not whole and not (placed and placed[0].top <= 0 and placed[0].band == 0 and placed[-1].bottom > height):
            below = (bool(placed) and placed[0].top > 0) or unit > track.flow.unit
            if bands == 1:
                track.flow.measured(unit, 0)
            tall = sum(track.rows.heights(unit))
            track.flow.place(unit, tall - height if below and tall < height else 0)
            self._moved(track)
        self.set_current(unit)

    def show_lines(self, track: Track, unit: int, band: int, top: float, bottom: float) -> None:
        """Moves the page as little as needed for what is from `top` to `bottom` pixels of a band to be seen."""
        height = self._page.viewport().height()
        placed = next((one for one in track.flow.placed if (one.unit, one.band) == (unit, band)), None)
        if placed is not None and placed.top + top >= 0 and placed.top + bottom <= height:
            return
        seen = track.flow.placed
        below = (
            placed.top + top >= 0
            if placed is not None
            else bool(seen) and (unit, band) > (seen[-1].unit, seen[-1].band)
        )
        padding = track.rows.metrics.row_padding
        track.flow.place(unit, round(bottom + padding - height if below else top - padding), band=band)
        self._moved(track)
        self.moved.emit()

    def has_text(self, version: VersionId, unit: int) -> bool:
        """Whether a version has something in a row."""
        return self._spread is not None and version in self._spread.source.unit(unit).cells

    # Folds

    def is_folded(self, unit: int) -> bool:
        """Whether the text of a row is in a closed fold."""
        return self._spread is not None and self._spread.folds.is_folded(unit)

    def toggle_fold(self, unit: int) -> None:
        """Opens or closes the fold that a row belongs to, if it does."""
        folds = self._spread.folds if self._spread is not None else None
        fold = folds.fold_of(unit) if folds is not None else None
        if folds is not None and fold is not None:
            folds.set_open(fold, not folds.is_open(fold))
            self.take_current(self.current)
            self._fold_changed(fold.start, fold.stop)

    def toggle_current(self) -> None:
        """Opens or closes the fold of the current row, if that can be seen."""
        if self.current is not None and self.current == self.here():
            self.toggle_fold(self.current)

    def set_all_open(self, opened: bool) -> None:
        """Opens or closes every fold. The spread has to be laid out anew."""
        if self._spread is not None:
            self._spread.folds.set_all_open(opened)
            self.take_current(self.current)

    def _open_fold(self, unit: int) -> None:
        fold = self._spread.folds.fold_of(unit) if self._spread is not None else None
        if self._spread is not None and fold is not None:
            self._spread.folds.set_open(fold, True)
            self._fold_changed(fold.start, fold.stop)

    def _fold_changed(self, start: int, stop: int) -> None:
        if self._spread is not None:
            self._spread.fold_changed(start, stop)
            self._page.arrange()
            self.moved.emit()

    def _moved(self, track: Track) -> None:
        if self._spread is not None:
            self._spread.moved(track)
            self._page.arrange()
