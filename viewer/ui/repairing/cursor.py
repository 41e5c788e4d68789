"""The repair cursor: a paragraph, named by its segment, so that it outlives every change of the rows around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Signal

from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import OutOfRange
from viewer.model import Segment, SegmentId, VersionId
from viewer.ui.reading.geometry import Geometry
from viewer.ui.reading.spread import Spread
from viewer.ui.reading.stage import Stage
from viewer.ui.reading.text_lines import TextLines


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph, and where it stands at the moment."""

    version: VersionId
    segment: SegmentId
    unit: int
    place: int
    """Which of its version's segments in the row, from 0."""


class RepairCursor(QObject):
    """Goes from paragraph to paragraph of what is on the page, past closed folds."""

    moved = Signal()
    """It is at another paragraph, or its paragraph at another place, or it is nowhere."""

    def __init__(self, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._stage = stage
        self._corpus: Corpus | None = None
        self._index: CorpusIndex | None = None
        self.spot: Spot | None = None
        """None while there is nothing to be at, or nobody has put it anywhere."""

    def set_corpus(self, corpus: Corpus | None, index: CorpusIndex | None) -> None:
        """Goes through this corpus from now on, or through what has become of it: its paragraph stays its own."""
        if corpus is not self._corpus:
            self.spot = None
        self._corpus, self._index = corpus, index
        spot = self.spot
        if spot is None:
            return
        self.spot = self._found(spot.version, spot.segment)
        if self.spot is None and corpus is not None and corpus.unit_count:
            unit = min(spot.unit, corpus.unit_count - 1)
            self.spot = self._nearest(spot.version, unit) or self._in_row(unit)
        self.moved.emit()

    def begin(self) -> None:
        """Puts it into the current row, if it is not on the page yet."""
        spread, unit = self._stage.spread(), self._stage.steering.here()
        if spread is None or unit is None or (self.spot is not None and self._is_seen(self.spot)):
            return
        active = self._stage.panes.active
        spot = self._in_row(unit, active) or (self._nearest(active, unit) if active is not None else None)
        self._put(spot or self._nearest_of_any(unit), show=False)

    def leave(self) -> None:
        """Is nowhere any more."""
        self._put(None)

    def segment(self) -> Segment | None:
        """The paragraph with its text."""
        spread, spot = self._stage.spread(), self.spot
        cell = spread.source.unit(spot.unit).cells.get(spot.version, ()) if spread is not None and spot else ()
        return cell[spot.place] if spot is not None and spot.place < len(cell) else None

    def exists(self, segment: SegmentId) -> bool:
        """Whether there is such a paragraph, or still is."""
        return self._found(None, segment) is not None

    # To a place

    def go_to(self, segment: SegmentId, version: VersionId | None = None) -> None:
        """Goes to a paragraph, if there is such a one."""
        self._put(self._found(version, segment))

    def go_to_row(self, unit: int, *, show: bool = True) -> None:
        """Goes into a row, staying in its version if that has something there."""
        spot = self.spot
        if spot is None or spot.unit != unit:
            version = spot.version if spot is not None else self._stage.panes.active
            self._put(self._in_row(unit, version), show=show)

    def go_to_point(self, point: QPoint) -> None:
        """Goes to the paragraph at a point of the viewport, if one is there."""
        geometry = self._stage.geometry()
        found = geometry.letter_at(point) if geometry is not None else None
        if found is None or geometry is None:
            return
        unit, version, _ = found
        stand = geometry.caret_at(point, version)
        if stand is not None and stand[1].at.unit == unit:
            self._put(self._spot(version, unit, stand[1].at.place), show=False)

    # From one to another

    def step(self, way: int) -> None:
        """To the next (+1) or the previous (-1) paragraph of its version."""
        spot, lines = self._here()
        if spot is None or lines is None:
            return
        place = spot.place + way
        if 0 <= place < lines.places(spot.unit):
            self._put(self._spot(spot.version, spot.unit, place))
            return
        unit = lines.unit_after(spot.unit) if way > 0 else lines.unit_before(spot.unit)
        if unit is not None:
            self._put(self._spot(spot.version, unit, 0 if way > 0 else lines.places(unit) - 1))

    def beside(self, way: int) -> None:
        """To the version on the right (+1) or the left (-1), or below or above where they are stacked.

        One that has nothing in the row is passed by; if all that follow have nothing, the nearest paragraph of the
        next one is taken.
        """
        spot, _ = self._here()
        spread = self._stage.spread()
        if spot is None or spread is None:
            return
        order = _visual_order(spread)
        place = order.index(spot.version)
        others = order[place + 1 :] if way > 0 else order[:place][::-1]
        cells = spread.source.unit(spot.unit).cells
        version = next((other for other in others if other in cells and self._shows(other, spot.unit)), None)
        if version is not None:
            self._put(self._spot(version, spot.unit, min(spot.place, len(cells[version]) - 1)))
        elif others:
            self._put(self._nearest(others[0], spot.unit))

    def to_end(self, way: int, *, whole: bool) -> None:
        """To the first (-1) or last (+1) paragraph of its version, in the document or in the `whole` corpus."""
        spot, lines = self._here()
        if spot is None or lines is None or self._index is None:
            return
        starts = self._index.document_starts
        document = self._index.document_of(spot.unit)
        first, stop = (0, self._index.unit_count) if whole else map(int, starts[document : document + 2])
        unit = lines.unit_after(first - 1) if way < 0 else lines.unit_before(stop)
        if unit is not None and first <= unit < stop:
            self._put(self._spot(spot.version, unit, 0 if way < 0 else lines.places(unit) - 1))

    def page_by(self, way: int) -> None:
        """A screen down (+1) or up (-1), keeping its place in the window; at the end to the last paragraph."""
        spot, lines = self._here()
        spread, page = self._stage.spread(), self._stage.page
        track = spread.track_of(spot.version) if spread is not None and spot is not None else None
        if spot is None or lines is None or track is None:
            return
        self._show(spot)
        height = self.top_of(spot)
        before = [(one.unit, one.band, one.top) for one in track.flow.placed]
        page.scroll_by(way * max(page.line, page.viewport().height() - 2 * page.line), track)
        if height is None or before == [(one.unit, one.band, one.top) for one in track.flow.placed]:
            self.to_end(way, whole=True)
            return
        geometry = self._stage.geometry()
        pane = next(pane for pane in track.arrangement.panes if pane.version == spot.version)
        point = QPoint(pane.text_left + 1, max(0, min(height, page.viewport().height() - 1)))
        seen = geometry.cell_at(point, spot.version) if geometry is not None else None
        if seen is not None and self._shows(spot.version, seen.placed.unit):
            place = seen.cell.text.segments[0].place if seen.cell.text is not None else 0
            self._put(self._spot(spot.version, seen.placed.unit, place))
        elif seen is not None:
            self._put(self._nearest(spot.version, seen.placed.unit))

    # On the screen

    def top_of(self, spot: Spot) -> int | None:
        """Where a paragraph begins, pixels of the viewport; None if none of it is laid out there."""
        geometry = self._stage.geometry()
        return next((round(top) for top, _ in boxes(geometry, spot.version, spot.segment)), None) if geometry else None

    def show(self) -> None:
        """Scrolls as little as needed for its paragraph to be seen."""
        if self.spot is not None:
            self._show(self.spot)

    # Inside

    def _put(self, spot: Spot | None, *, show: bool = True) -> None:
        if spot == self.spot:
            return
        self.spot = spot
        if spot is not None:
            if spot.version != self._stage.panes.active:
                self._stage.panes.activate(spot.version)
            if show:
                self._show(spot)
            self._stage.steering.set_current(spot.unit)
        self.moved.emit()

    def _show(self, spot: Spot) -> None:
        spread, steering = self._stage.spread(), self._stage.steering
        track = spread.track_of(spot.version) if spread is not None else None
        if track is None or track.walk.is_folded(spot.unit):
            steering.go_to(spot.unit, version=spot.version, segment=spot.segment)
            return
        band, top = track.line(spot.unit, spot.version, spot.segment, 0)
        text = track.rows.band(spot.unit, band).text(spot.version)
        laid = text.segment(spot.segment) if text is not None else None
        height = laid.bottom - laid.top if laid is not None else 0
        # Of one that is higher than the window the beginning is shown.
        steering.show_lines(
            track, spot.unit, band, top, top + min(height, 2 / 3 * self._stage.page.viewport().height())
        )

    def _here(self) -> tuple[Spot | None, TextLines | None]:
        if self.spot is None or self._lines(self.spot.version) is None:
            self.spot = None
            self.begin()
        return self.spot, self._lines(self.spot.version) if self.spot is not None else None

    def _lines(self, version: VersionId) -> TextLines | None:
        spread = self._stage.spread()
        track = spread.track_of(version) if spread is not None else None
        if track is None or self._index is None or version not in self._index.counts:
            return None
        return TextLines(track, version, self._index.counts[version])

    def _shows(self, version: VersionId, unit: int) -> bool:
        lines = self._lines(version)
        return lines is not None and lines.is_shown(unit)

    def _spot(self, version: VersionId, unit: int, place: int) -> Spot | None:
        spread = self._stage.spread()
        cell = spread.source.unit(unit).cells.get(version, ()) if spread is not None else ()
        return Spot(version, cell[place].id, unit, place) if place < len(cell) else None

    def _found(self, version: VersionId | None, segment: SegmentId) -> Spot | None:
        """A paragraph where it stands now; None if it is gone."""
        if self._corpus is None:
            return None
        try:
            found = self._corpus.place_of(segment)
        except OutOfRange:
            return None
        if version is not None and found.version != version:
            return None
        cell = self._corpus.units(found.unit, found.unit + 1, [found.version])[0].cells[found.version]
        place = next(place for place, one in enumerate(cell) if one.id == segment)
        return Spot(found.version, segment, found.unit, place)

    def _in_row(self, unit: int, version: VersionId | None = None) -> Spot | None:
        """The first paragraph of a version in a row, or of any that is on the screen."""
        spread = self._stage.spread()
        wanted = [*([version] if version is not None else []), *(spread.versions if spread is not None else ())]
        return next((spot for one in wanted if (spot := self._spot(one, unit, 0)) is not None), None)

    def _nearest(self, version: VersionId, unit: int) -> Spot | None:
        """The paragraph of a version that stands nearest to a row, before it rather than after it."""
        lines = self._lines(version)
        if lines is None:
            return None
        if lines.is_shown(unit):
            return self._spot(version, unit, 0)
        before, after = lines.unit_before(unit), lines.unit_after(unit)
        if before is not None and (after is None or unit - before <= after - unit):
            return self._spot(version, before, lines.places(before) - 1)
        return self._spot(version, after, 0) if after is not None else None

    def _nearest_of_any(self, unit: int) -> Spot | None:
        spread = self._stage.spread()
        versions: Iterable[VersionId] = spread.versions if spread is not None else ()
        return next((spot for one in versions if (spot := self._nearest(one, unit)) is not None), None)

    def _is_seen(self, spot: Spot) -> bool:
        top = self.top_of(spot)
        return top is not None and 0 <= top < self._stage.page.viewport().height()


def boxes(geometry: Geometry, version: VersionId, segment: SegmentId) -> list[tuple[float, float]]:
    """Top and bottom of the parts of a paragraph that are on the page, from the top down; pixels of the viewport."""
    return [
        (seen.text_top + laid.top, seen.text_top + laid.bottom)
        for seen in geometry.cells(version)
        if seen.cell.text is not None and (laid := seen.cell.text.segment(segment)) is not None
    ]


def _visual_order(spread: Spread) -> list[VersionId]:
    """The versions as they stand from left to right, or from the top down."""
    panes = spread.arrangement.panes
    return [pane.version for pane in (panes if spread.arrangement.stacked else sorted(panes, key=lambda one: one.left))]
