"""A track: one flow over some of the versions, with its own place. Row-locked panes share one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from viewer.model import SegmentId, Touched, VersionId
from viewer.ui.reading.arrangement import Arrangement
from viewer.ui.reading.flow import Flow
from viewer.ui.reading.fold_walk import FoldWalk
from viewer.ui.reading.folds import Folds
from viewer.ui.reading.heights import Estimates, Metrics
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.reading.place import Place, go_to_place, line_of, place_of
from viewer.ui.reading.renumbering import Renumbering
from viewer.ui.reading.row_index import RowIndex
from viewer.ui.reading.rows import Rows
from viewer.ui.reading.sentences import Sentences
from viewer.ui.reading.source import UnitSource


class Track:
    """The panes that move together, row by row."""

    def __init__(
        self,
        versions: Sequence[VersionId],
        *,
        source: UnitSource,
        estimates: Estimates,
        folds: Folds,
        titles: tuple[str, ...],
        style: Callable[[VersionId], TextStyle],
        sentences: Sentences,
    ) -> None:
        self.versions = tuple(versions)
        self.follows = True
        """Whether it goes where the others go."""
        self.shift = 0
        """Rows by which it is ahead of the others when it follows them."""
        self.drift = 0
        """Pixels by which it was moved on the screen so far; a pattern that goes through rows moves with it."""
        self.place = Place(0)
        """Where it is; kept through every change that is not a scroll."""
        self.walk = FoldWalk(folds, versions)
        """From row to row, past what is folded."""
        self.rows = Rows(source, estimates, titles, self.walk, style, sentences)
        self.index = RowIndex(estimates.index.unit_count, self.rows, estimates.edges)
        self.flow = Flow(self.index, self.walk, self.rows)
        self._window = 0

    @property
    def arrangement(self) -> Arrangement:
        return self.rows.arrangement

    def reshape(self, arrangement: Arrangement, metrics: Metrics, window: int) -> None:
        """Widths, fonts or the height of the window have changed: lays out anew around the place."""
        self._window = window
        self.rows.clear(arrangement, metrics, window)
        self.index.reset()
        self.restore(self.place)

    def restore(self, place: Place) -> None:
        """Goes to a place, and keeps it."""
        self.place = place
        if self.index.count:
            go_to_place(self.flow, self.rows, place)
            self.arrange()

    def arrange(self) -> None:
        """Lays out what can be seen."""
        self.flow.arrange(self._window)
        self.rows.want_sentences({one.unit for one in self.flow.placed})

    def moved(self) -> None:
        """The reader has moved it: the place is what is seen now."""
        self.arrange()
        if self.flow.placed:
            self.place = place_of(self.flow, self.rows, self.versions)

    def follow(self, leader: Track) -> None:
        """Goes where `leader` is, as far into the same row.

        The line at which they meet is the upper edge; within the leader's last screen it sinks to the lower edge, so
        that all texts come to their ends together.
        """
        if not leader.flow.placed or not self.index.count:
            return
        window = self._window
        line = max(0, 2 * window - leader.flow.remaining(2 * window)) if self.shift == leader.shift else 0
        unit, fraction = leader.flow.at(line)
        there = unit + self.shift - leader.shift
        self.flow.place_fraction(max(0, min(there, self.index.count - 1)), fraction)
        self.flow.offset -= line
        self.moved()

    def forget_rows(self, start: int, stop: int) -> None:
        """Rows `start` to `stop` (half-open) look different now; nothing else is laid out again."""
        for unit in range(start, stop):
            self.rows.forget(unit)
        self.index.forget_rows(start, stop)
        self.flow.place(self.flow.unit, self.flow.offset, band=self.flow.band)

    def take_sentences(self) -> None:
        """Cuts the rows whose sentences are known by now; the line at the upper edge stays there."""
        units = self.rows.take_sentences()
        if units:
            self.index.forget_rows(units[0], units[-1] + 1)
            self.restore(self.place)

    def renumber(self, change: Renumbering, looks: Touched, estimates: Estimates) -> None:
        """Some rows are others by now, and `looks` look different; what is at the upper edge stays there."""
        self.walk.renew()
        self.rows.renumber(looks)
        self.index.renumber(change.touched, estimates.edges)
        unit, place = change.untouched(self.flow.unit), change.untouched(self.place.unit)
        if unit is None or place is None or self.walk.shown(unit) != unit:
            self.restore(change.place(self.place))
        else:
            self.place = replace(self.place, unit=place)
            self.flow.place(unit, self.flow.offset, band=self.flow.band)
            self.arrange()

    def line(self, unit: int, version: VersionId | None, segment: SegmentId | None, start: int) -> tuple[int, float]:
        """The band, and pixels from its upper edge, of the line that is asked for, or of the row's first text."""
        if version is not None and segment is not None:
            found = line_of(self.rows, unit, version, segment, start)
            if found is not None:
                return found[:2]
        return 0, self.rows.band(unit, 0).text_top
