"""Pins: paragraphs of two or more versions that belong together, and stay in one row whatever is aligned anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from viewer.corpus import Corpus, Place, UnitDraft
from viewer.errors import Unrepairable
from viewer.model import Link, SegmentId, VersionId
from viewer.repair.actions import Action, Repaired, looked_at, repaired
from viewer.repair.rows import SETTLED, Cell, filled, loosened, new_row, with_cell

PIN: Final = "pin"
"""The kind of the links between them."""


def pin(corpus: Corpus, segments: Sequence[SegmentId]) -> Repaired | None:
    """Brings paragraphs of two or more versions into the row of the first, and keeps them together.

    What stood between them and cannot stay in its row gets rows of its own above or below. None if they are pinned
    already. Raises Unrepairable for paragraphs of one version, two of one version, or of two documents, or if rows that
    the user has set stand between, and OutOfRange.
    """
    with corpus.editing(Action.PIN, fields=looked_at(*segments)) as edit:
        places = {segment: edit.place_of(segment) for segment in segments}
        if len({place.version for place in places.values()}) < max(2, len(places)):
            raise Unrepairable(Unrepairable.ONE_VERSION)
        if len({place.document for place in places.values()}) > 1:
            raise Unrepairable(Unrepairable.TWO_DOCUMENTS)
        units = [place.unit for place in places.values()]
        first, stop = min(units), max(units) + 1
        if stop - first > 1:
            rows = edit.drafts(first, stop)
            target = places[segments[0]].unit - first
            if any(row.status in SETTLED for number, row in enumerate(rows[1:-1], 1) if number != target):
                raise Unrepairable(Unrepairable.SETTLED_BETWEEN)
            edit.splice(first, stop, filled(_gathered(rows, target, places, first)))
        edit.link([Link(segments[0], other, PIN) for other in segments[1:]])
    return repaired(edit, segments[0])


def unpin(corpus: Corpus, segments: Sequence[SegmentId]) -> Repaired | None:
    """Removes the pins of these paragraphs; they stay where they are. None if they have none."""
    with corpus.editing(Action.UNPIN, fields=looked_at(*segments)) as edit:
        edit.unlink([link for link in edit.links_at(segments) if link.kind == PIN])
    return repaired(edit, segments[0] if segments else None)


def _gathered(rows: Sequence[UnitDraft], target: int, places: Mapping[SegmentId, Place], first: int) -> list[UnitDraft]:
    """The rows with all these segments in the row `target`."""
    new = [loosened(row) for row in rows]
    above: dict[VersionId, Cell] = {}
    below: dict[VersionId, Cell] = {}
    for segment, place in places.items():
        version, row = place.version, place.unit - first
        cells = [one.cells.get(version, ()) for one in rows]
        at = cells[row].index(segment)
        if row > target:  # what comes before it in its version has to stand above
            before = sum(cells[target + 1 : row], cells[target]) + cells[row][:at]
            above |= {version: before} if before else {}
            cells[target : row + 1] = [(segment,), *[()] * (row - target - 1), cells[row][at + 1 :]]
        elif row < target:
            after = cells[row][at + 1 :] + sum(cells[row + 1 : target + 1], ())
            below |= {version: after} if after else {}
            cells[row : target + 1] = [cells[row][:at], *[()] * (target - row - 1), (segment,)]
        else:
            continue
        new = [with_cell(one, version, cell) for one, cell in zip(new, cells, strict=True)]
    return [*new[:target], new_row(above), new[target], new_row(below), *new[target + 1 :]]
