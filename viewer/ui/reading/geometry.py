"""Where things are on the screen: the answers to questions about spans, cells and panes, in pixels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF

from viewer.model import Direction, Segment, Span, VersionId
from viewer.ui.reading.columns import Columns
from viewer.ui.reading.flow import Placed
from viewer.ui.reading.painter import Spans
from viewer.ui.reading.rows import RowLayout, Rows
from viewer.ui.reading.selection import Caret


@dataclass(frozen=True, slots=True)
class Geometry:
    """A moment of the page. Points and rectangles count from the widget in which `window` was measured."""

    placed: Sequence[Placed]
    rows: Rows
    columns: Columns
    window: QRect
    """The part of the widget in which rows are seen."""

    def rects(self, version: VersionId, span: Span) -> list[QRectF]:
        """Rectangles of a span in the pane of `version`, as far as they can be seen."""
        column = self.columns.column(version)
        if column is None:
            return []
        for placed in self.placed:
            row = self.rows.row(placed.unit)
            cell = row.cells.get(version)
            if cell is None or cell.segment(span.segment) is None:
                continue
            x = self.window.x() + column.left + self.rows.metrics.cell_margin
            y = self.window.y() + placed.top + row.text_top
            rects = cell.rects(span.segment, span.start, span.stop)
            seen = (rect.translated(x, y).intersected(QRectF(self.window)) for rect in rects)
            return [rect for rect in seen if not rect.isEmpty()]
        return []

    def caret_at(self, point: QPoint, version: VersionId | None = None) -> tuple[VersionId, Caret] | None:
        """The place between two letters that is nearest to a point, in the pane at the point or in that of `version`.

        A row without text in that pane answers with its beginning.
        """
        inside = point - self.window.topLeft()
        column = self.columns.at(inside.x()) if version is None else self.columns.column(version)
        placed = next((one for one in self.placed if inside.y() < one.bottom), self.placed[-1] if self.placed else None)
        if column is None or placed is None:
            return None
        row = self.rows.row(placed.unit)
        cell = row.cells.get(column.version)
        x = inside.x() - column.left - self.rows.metrics.cell_margin
        found = cell.caret_at(x, inside.y() - placed.top - row.text_top) if cell is not None else None
        place, code_point = found or (0, 0)
        return column.version, Caret(placed.unit, place, code_point)

    def span_at(self, point: QPoint) -> Span | None:
        """The letter nearest to a point of a cell, as a span of one code point; None outside the cells."""
        found = self.caret_at(point)
        if found is None:
            return None
        version, caret = found
        cell = self.rows.row(caret.unit).cells.get(version)
        if cell is None:
            return None
        segment = cell.segments[caret.place].segment
        return Span(segment.id, caret.code_point, min(caret.code_point + 1, len(segment.text)))

    def report(
        self, directions: Mapping[VersionId, Direction], spans: Callable[[VersionId, Segment], Spans]
    ) -> dict[str, Any]:
        """Panes, cells and highlights as far as they can be seen, as the command line's geometry file names them."""
        panes = [
            {
                "version": column.version,
                "direction": directions[column.version].value,
                "rect": [self.window.x() + column.left, self.window.y(), column.width, self.window.height()],
            }
            for column in self.columns.columns
        ]
        cells, highlights = [], []
        for placed in self.placed:
            row = self.rows.row(placed.unit)
            top = placed.top + row.text_top - self.rows.metrics.row_padding
            for column in self.columns.columns:
                if column.version not in row.cells:
                    continue
                whole = QRect(column.left, top, column.width, placed.bottom - top).translated(self.window.topLeft())
                box = whole.intersected(self.window)
                if box.isEmpty():
                    continue
                cells.append(
                    {
                        "document": row.unit.document,
                        "unit": placed.unit,
                        "version": column.version,
                        "rect": [box.x(), box.y(), box.width(), box.height()],
                    }
                )
                highlights += self._highlights(row, column.version, spans)
        return {"panes": panes, "cells": cells, "highlights": highlights}

    def _highlights(
        self, row: RowLayout, version: VersionId, spans: Callable[[VersionId, Segment], Spans]
    ) -> list[dict[str, Any]]:
        found = []
        for laid in row.cells[version].segments:
            for start, stop, _ in spans(version, laid.segment):
                rects = self.rects(version, Span(laid.segment.id, start, stop))
                if rects:
                    found.append(
                        {
                            "document": row.unit.document,
                            "unit": row.unit.number,
                            "version": version,
                            "segment": laid.segment.number,
                            "start": start,
                            "stop": stop,
                            "rects": [[rect.x(), rect.y(), rect.width(), rect.height()] for rect in rects],
                        }
                    )
        return found
