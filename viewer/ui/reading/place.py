"""The reading place: which line is at the upper edge, in terms of the text and never of pixels from the beginning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from viewer.corpus import Corpus
from viewer.errors import OutOfRange
from viewer.model import SegmentId, Unit, VersionId
from viewer.ui.reading.flow import Flow
from viewer.ui.reading.rows import RowLayout

_FORMAT = 1
"""Version of the dictionary that `described` gives."""


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


def described(place: Place, current: int | None, unit: Unit | None) -> dict[str, Any]:
    """The place and the current row, fit for JSON and for a corpus whose rows have changed since.

    `unit` is what stands in the current row, if that is known.
    """
    return {
        "format": _FORMAT,
        "unit": place.unit,
        "version": place.version,
        "segment": place.segment,
        "code_point": place.code_point,
        "below": place.below,
        "current": current,
        "current_segment": next((cell[0].id for cell in unit.cells.values() if cell), None) if unit else None,
    }


def found_again(position: Mapping[str, Any], corpus: Corpus) -> tuple[Place, int | None] | None:
    """The place and the current row that were `described`, wherever their segments stand now.

    Anything unknown or stale leads to the nearest row; None if nothing of it can be used.
    """
    unit, current = position.get("unit"), position.get("current")
    if position.get("format") != _FORMAT or type(unit) is not int or not corpus.unit_count or unit < 0:
        return None
    segment, code_point, below = position.get("segment"), position.get("code_point"), position.get("below")
    version = position.get("version")
    row = _row_of(corpus, segment)
    place = Place(
        min(unit, corpus.unit_count - 1) if row is None else row,
        VersionId(version) if isinstance(version, str) else None,
        SegmentId(segment) if isinstance(segment, int) else None,
        code_point if isinstance(code_point, int) else 0,
        float(below) if isinstance(below, int | float) else 0.0,
    )
    if type(current) is not int:
        return place, None
    row = _row_of(corpus, position.get("current_segment"))
    return place, row if row is not None else current if 0 <= current < corpus.unit_count else None


def _row_of(corpus: Corpus, segment: object) -> int | None:
    """The row that a segment stands in; None if there is no such segment any more."""
    if type(segment) is not int:
        return None
    try:
        return corpus.place_of(SegmentId(segment)).unit
    except OutOfRange:
        return None
