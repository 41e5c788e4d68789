"""The reading place: which line is at the upper edge, in terms of the text and never of pixels from the beginning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from viewer.model import SegmentId, VersionId
from viewer.ui.reading.flow import Flow
from viewer.ui.reading.rows import RowLayout


@dataclass(frozen=True, slots=True)
class Place:
    """The first visible line: its unit, and where there is text, the code point it begins with."""

    unit: int
    version: VersionId | None = None
    segment: SegmentId | None = None
    code_point: int = 0
    below: float = 0.0
    """Pixels from the top of that line down to the upper edge of the window; negative in the space above the text.
    Where the unit shows no text, a fraction of its height."""


def place_of(flow: Flow, row: RowLayout, versions: Iterable[VersionId]) -> Place:
    """The place that `flow` is at; `versions` in the order in which they may serve as the witness."""
    for version in versions:
        cell = row.cells.get(version)
        found = cell.line_start(max(0.0, flow.offset - row.text_top)) if cell is not None else None
        if found is not None and (cell is not None and flow.offset < row.text_top + cell.height):
            segment, code_point, top = found
            return Place(row.unit.number, version, segment.id, code_point, flow.offset - row.text_top - top)
    return Place(row.unit.number, below=flow.offset / row.height if row.height else 0.0)


def go_to_place(flow: Flow, place: Place, row_of: Callable[[int], RowLayout]) -> None:
    """Puts the line that `place` names at the upper edge again, whatever its width or size is now."""
    row = row_of(place.unit)
    if place.version is not None and place.segment is not None:
        cell = row.cells.get(place.version)
        top = cell.line_top(place.segment, place.code_point) if cell is not None else None
        if top is not None:
            flow.place(place.unit, round(row.text_top + top + place.below))
            return
        if not row.folded:
            flow.place(place.unit, 0)
            return
    flow.place(place.unit, round(place.below * row.height) if place.version is None else 0)
