"""The reading place: which line is at the upper edge, in terms of the text and never of pixels from the beginning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from viewer.corpus import Corpus
from viewer.errors import OutOfRange
from viewer.model import SegmentId, Unit, VersionId
from viewer.ui.reading.flow import Flow
from viewer.ui.reading.rows import Rows

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
    """Pixels from the top of that line down to the upper edge of the window; negative in the space above the text."""
    fraction: float = 0.0
    """How much of the row's height is above the edge; for a row whose text is not shown."""


def place_of(flow: Flow, rows: Rows, versions: Iterable[VersionId]) -> Place:
    """The place that `flow` is at; `versions` in the order in which they may serve as the witness."""
    band = rows.band(flow.unit, flow.band)
    _, fraction = flow.at(0)
    for version in versions:
        cell = band.cells.get(version)
        if cell is None or cell.text is None or flow.offset >= cell.text_top + cell.text.height:
            continue
        found = cell.text.line_start(max(0.0, flow.offset - cell.text_top))
        if found is not None:
            segment, code_point, top = found
            below = flow.offset - cell.text_top - top
            return Place(flow.unit, version, segment.id, code_point, below, fraction)
    return Place(flow.unit, fraction=fraction)


def go_to_place(flow: Flow, rows: Rows, place: Place) -> None:
    """Puts the line that `place` names at the upper edge again, whatever its width or size is now."""
    if place.version is not None and place.segment is not None:
        found = line_of(rows, place.unit, place.version, place.segment, place.code_point)
        if found is not None:
            band, top, height = found
            # Smaller letters must not bring the next line to the edge.
            flow.place(place.unit, round(top + min(place.below, height - 1)), band=band)
            return
    flow.place_fraction(place.unit, place.fraction)


def line_of(
    rows: Rows, unit: int, version: VersionId, segment: SegmentId, code_point: int
) -> tuple[int, float, float] | None:
    """The band of a row in which the line with that code point is, its top in pixels of the band, and its height.

    None if the segment is not in the row, or the version not in the flow.
    """
    if not any(pane.version == version for pane in rows.arrangement.panes):
        return None
    cell = rows.unit(unit).cells.get(version, ())
    place = next((place for place, one in enumerate(cell) if one.id == segment), None)
    if place is None:
        return None
    number = rows.band_of(unit, version, place, code_point)
    laid = rows.band(unit, number).cells.get(version)
    box = laid.text.line_box(segment, code_point) if laid is not None and laid.text is not None else None
    return None if laid is None or box is None else (number, laid.text_top + box[0], box[1])


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
        "fraction": place.fraction,
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
    version, fraction = position.get("version"), position.get("fraction")
    row = _row_of(corpus, segment)
    place = Place(
        min(unit, corpus.unit_count - 1) if row is None else row,
        VersionId(version) if isinstance(version, str) else None,
        SegmentId(segment) if isinstance(segment, int) else None,
        code_point if isinstance(code_point, int) else 0,
        float(below) if isinstance(below, int | float) else 0.0,
        max(0.0, min(1.0, float(fraction))) if isinstance(fraction, int | float) else 0.0,
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
