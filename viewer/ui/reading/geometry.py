"""Where things are on the screen: the answers to questions about spans, cells and panes, in pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF

from viewer.model import Direction, Segment, Span, VersionId
from viewer.ui.reading.caret import Stand
from viewer.ui.reading.flow import Placed
from viewer.ui.reading.letters import Stop
from viewer.ui.reading.rows import BandLayout, Cell
from viewer.ui.reading.selection import Caret
from viewer.ui.reading.spread import Spread
from viewer.ui.reading.track import Track


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell on the screen."""

    track: Track
    placed: Placed
    band: BandLayout
    cell: Cell

    @property
    def top(self) -> int:
        """Upper edge of the cell, pixels from the upper edge of the window."""
        return self.placed.top + self.cell.top

    @property
    def bottom(self) -> int:
        return self.placed.top + self.cell.bottom

    @property
    def text_top(self) -> int:
        """Where its text begins."""
        return self.placed.top + self.cell.text_top


@dataclass(frozen=True, slots=True)
class Geometry:
    """A moment of the page. Points and rectangles count from the widget in which `window` was measured."""

    spread: Spread
    window: QRect
    """The part of the widget in which rows are seen."""

    def cells(self, version: VersionId | None = None) -> Iterator[Seen]:
        """The cells on the screen, from the top down in every track; of one version if asked."""
        for track in self.spread.tracks:
            if version is not None and version not in track.versions:
                continue
            for placed in track.flow.placed:
                band = track.rows.band(placed.unit, placed.band)
                for cell in band.cells.values():
                    if version is None or cell.version == version:
                        yield Seen(track, placed, band, cell)

    def rects(self, version: VersionId, span: Span) -> list[QRectF]:
        """Rectangles of a span in the pane of `version`, as far as they can be seen."""
        found = []
        for seen in self.cells(version):
            text = seen.cell.text
            if text is None or text.segment(span.segment) is None:
                continue
            x, y = self.window.x() + seen.cell.pane.text_left, self.window.y() + seen.text_top
            for rect in text.rects(span.segment, span.start, span.stop):
                visible = rect.translated(x, y).intersected(QRectF(self.window))
                if not visible.isEmpty():
                    found.append(visible)
        return found

    def cell_at(self, point: QPoint, version: VersionId | None = None) -> Seen | None:
        """The cell at a point, or the nearest above or below it in that pane or in the pane of `version`."""
        inside = point - self.window.topLeft()
        if version is None and not self.spread.arrangement.stacked:
            pane = next((pane for pane in self.spread.arrangement.panes if pane.left <= inside.x() < pane.right), None)
            if pane is None:
                return None
            version = pane.version
        last = None
        for seen in self.cells(version):
            if inside.y() < seen.bottom and seen.cell.height:
                return seen
            last = seen
        return last

    def caret_at(self, point: QPoint, version: VersionId | None = None) -> tuple[VersionId, Stand] | None:
        """The caret that is nearest to a point, in the pane at the point or in that of `version`.

        A row without text in that pane answers with its beginning.
        """
        seen = self.cell_at(point, version)
        if seen is None:
            return None
        inside, text = point - self.window.topLeft(), seen.cell.text
        x = inside.x() - seen.cell.pane.text_left
        found = text.caret_at(x, inside.y() - seen.text_top) if text is not None else None
        place, stop = found or (0, Stop(0))
        return seen.cell.version, Stand(Caret(seen.placed.unit, place, stop.code_point), stop.after)

    def letter_at(self, point: QPoint) -> tuple[int, VersionId, Caret | None] | None:
        """The row and the version whose cell is at a point, and the letter there; None where the cell has no text.

        Unlike `caret_at` it answers with nothing that is only near.
        """
        seen = self.cell_at(point) if self.window.contains(point) else None
        inside = point - self.window.topLeft()
        if seen is None or not seen.top <= inside.y() < seen.bottom:
            return None
        text = seen.cell.text
        on_text = text is not None and 0 <= inside.y() - seen.text_top < text.height
        found = self.caret_at(point) if on_text else None
        letter = replace(found[1].at, code_point=found[1].stop.letter) if found is not None else None
        return seen.placed.unit, seen.cell.version, letter

    def span_at(self, point: QPoint) -> Span | None:
        """The letter nearest to a point of a cell, as a span of one code point; None outside the cells."""
        found = self.caret_at(point)
        if found is None:
            return None
        version, stand = found
        track = self.spread.track_of(version)
        cell = track.rows.unit(stand.at.unit).cells.get(version) if track is not None else None
        if not cell:
            return None
        segment, letter = cell[stand.at.place], stand.stop.letter
        return Span(segment.id, letter, min(letter + 1, len(segment.text)))

    def report(
        self,
        directions: Mapping[VersionId, Direction],
        spans: Callable[[VersionId, int, Segment], Sequence[tuple[int, int, bool]]],
    ) -> dict[str, Any]:
        """Panes, cells and highlights as far as they can be seen, as the command line's geometry file names them.

        Bands of one row are one cell.
        """
        panes = [
            {
                "version": pane.version,
                "direction": directions[pane.version].value,
                "rect": [self.window.x() + pane.left, self.window.y(), pane.width, self.window.height()],
            }
            for pane in self.spread.arrangement.panes
        ]
        boxes: dict[tuple[int, VersionId], tuple[int, QRect]] = {}
        highlights: list[dict[str, Any]] = []
        reported: set[tuple[VersionId, int, int, int]] = set()
        for seen in self.cells():
            version, unit = seen.cell.version, seen.band.unit
            if version not in unit.cells:
                continue
            pane = seen.cell.pane
            whole = QRect(pane.left, seen.top, pane.width, seen.cell.height).translated(self.window.topLeft())
            box = whole.intersected(self.window)
            if box.isEmpty():
                continue
            before = boxes.get((unit.number, version))
            boxes[unit.number, version] = (unit.document, box if before is None else before[1].united(box))
            for laid in seen.cell.text.segments if seen.cell.text is not None else ():
                for start, stop, _ in spans(version, unit.number, laid.segment):
                    rects = self.rects(version, Span(laid.segment.id, start, stop))
                    if rects and (version, laid.segment.id, start, stop) not in reported:
                        reported.add((version, laid.segment.id, start, stop))
                        highlights.append(
                            {
                                "document": unit.document,
                                "unit": unit.number,
                                "version": version,
                                "segment": laid.segment.number,
                                "start": start,
                                "stop": stop,
                                "rects": [[rect.x(), rect.y(), rect.width(), rect.height()] for rect in rects],
                            }
                        )
        cells = [
            {
                "document": document,
                "unit": number,
                "version": version,
                "rect": [box.x(), box.y(), box.width(), box.height()],
            }
            for (number, version), (document, box) in boxes.items()
        ]
        return {"panes": panes, "cells": cells, "highlights": highlights}
