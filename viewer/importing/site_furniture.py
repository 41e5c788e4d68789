"""What two sites put around their pages is no translation: each has its furniture in rows of its own, which fold.

The aligner puts furniture beside furniture rather than beside content. In texts that is right, where both have the same
labels and captions; of web pages it would leave menus and cookie notices open, one beside the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, groupby

from viewer.align import AlignedUnit, Placed
from viewer.formats.html import FORMAT as HTML
from viewer.formats.plan import PlannedText
from viewer.importing.sides import AnySegment
from viewer.model import Kind, Unit

_CERTAIN = 1.0
"""That it stands alone is no guess."""


def is_page(text: PlannedText) -> bool:
    """Whether a text comes with the furniture of a site."""
    return text.draft.format == HTML.name


def rows_apart(rows: Sequence[AlignedUnit], texts: Sequence[Sequence[AnySegment]]) -> list[AlignedUnit]:
    """The rows, those of furniture alone having one side each."""
    found: list[AlignedUnit] = []
    for is_furniture, run in groupby(rows, lambda row: _holds_furniture(row, texts)):
        members = list(run)
        if is_furniture and any(sum(map(bool, row.cells)) > 1 for row in members):
            for side in range(len(texts)):
                segments = (segment for row in members for segment in row.cells[side])
                found += (_alone(segment, side, len(texts)) for segment in segments)
        else:
            found += members
    return found


def placed_apart(placed: Sequence[Placed], rows: Sequence[Unit], segments: Sequence[AnySegment]) -> list[Placed]:
    """Where the segments belong among the rows, furniture beside no other furniture."""
    found: list[Placed] = []
    for is_furniture, run in groupby(placed, lambda one: _places_furniture(one, rows, segments)):
        members = list(run)
        if is_furniture and any(len(one.rows) and len(one.segments) for one in members):
            found += (
                Placed(range(row, row + 1), range(0), rows[row].confidence or _CERTAIN)
                for one in members
                for row in one.rows
            )
            found += (
                Placed(range(0), range(segment, segment + 1), _CERTAIN) for one in members for segment in one.segments
            )
        else:
            found += members
    return found


def _holds_furniture(row: AlignedUnit, texts: Sequence[Sequence[AnySegment]]) -> bool:
    return _all_furniture(text[number] for text, cell in zip(texts, row.cells, strict=True) for number in cell)


def _places_furniture(one: Placed, rows: Sequence[Unit], segments: Sequence[AnySegment]) -> bool:
    held = (segment for row in one.rows for cell in rows[row].cells.values() for segment in cell)
    return _all_furniture(chain(held, (segments[number] for number in one.segments)))


def _all_furniture(segments: Iterable[AnySegment]) -> bool:
    return all(segment.kind is Kind.FURNITURE for segment in segments)


def _alone(segment: int, side: int, sides: int) -> AlignedUnit:
    return AlignedUnit(tuple((segment,) if number == side else () for number in range(sides)), _CERTAIN)
