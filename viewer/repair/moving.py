"""Paragraphs moved to other rows: one to the neighbouring row, or everything of a version from here down by a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from viewer.corpus import Corpus, Editing, UnitDraft
from viewer.model import SegmentId, VersionId
from viewer.repair.actions import Action, Repaired, Way, looked_at, repaired
from viewer.repair.rows import SETTLED, Cell, edited, filled, loosened, new_row, with_cell

_AT_ONCE = 4096
"""Rows that are read at once in search of one that is settled."""


def move(corpus: Corpus, segment: SegmentId, way: Way, *, rows: int = 1) -> Repaired | None:
    """A paragraph goes to the neighbouring row, with those of its cell that it cannot jump over; or on by `rows` rows.

    Beyond the first and the last row of the document a row is made for it. The row it comes to is set by the user; what
    is left of its own row may be aligned anew. None where nothing would be different. Raises OutOfRange.
    """
    with corpus.editing(Action.MOVE, fields=looked_at(segment)) as edit:
        for left in reversed(range(rows)):
            _move(edit, segment, way, loosened if left else edited)
    return repaired(edit, segment)


def shift(corpus: Corpus, segment: SegmentId, way: Way, *, rows: int = 1) -> Repaired | None:
    """Everything of a version from a paragraph down moves by a row, or by `rows`, up to the next that the user has set.

    Down, the paragraph leaves a gap; what is pushed out at the end gets a row of its own. Up, its whole cell joins the
    row above. None where nothing would be different. Raises OutOfRange.
    """
    with corpus.editing(Action.SHIFT, fields=looked_at(segment)) as edit:
        for left in reversed(range(rows)):
            _shift(edit, segment, way, loosened if left else edited)
    return repaired(edit, segment)


def _move(edit: Editing, segment: SegmentId, way: Way, arrive: Callable[[UnitDraft], UnitDraft]) -> None:
    """By one row; `arrive` is what becomes of the row that the paragraph comes to."""
    place = edit.place_of(segment)
    document, unit, version = edit.rows_of(place.document), place.unit, place.version
    (own,) = edit.drafts(unit, unit + 1)
    cell = own.cells[version]
    at = cell.index(segment)
    taken, left = (cell[: at + 1], cell[at + 1 :]) if way is Way.UP else (cell[at:], cell[:at])
    if unit + way in document:
        (neighbour,) = edit.drafts(unit + way, unit + way + 1)
        first, last = sorted((unit, unit + way))
    elif left or len(own.cells) > 1:
        neighbour, first, last = new_row({}), unit, unit
    else:
        return
    there = neighbour.cells.get(version, ())
    target = arrive(with_cell(neighbour, version, there + taken if way is Way.UP else taken + there))
    source = loosened(with_cell(own, version, left))
    edit.splice(first, last + 1, filled([target, source] if way is Way.UP else [source, target]))


def _shift(edit: Editing, segment: SegmentId, way: Way, arrive: Callable[[UnitDraft], UnitDraft]) -> None:
    """By one row; `arrive` is what becomes of the row that the paragraph comes to."""
    place = edit.place_of(segment)
    document, unit, version = edit.rows_of(place.document), place.unit, place.version
    below = edit.drafts(unit + 1, _next_settled(edit, unit + 1, document.stop))
    (own,) = edit.drafts(unit, unit + 1)
    if way is Way.DOWN:
        cell = own.cells[version]
        at = cell.index(segment)
        if not at and len(own.cells) == 1 and not below:
            return
        new = [loosened(with_cell(own, version, cell[:at])), *_pushed(below, version, cell[at:], arrive)]
        edit.splice(unit, unit + 1 + len(below), filled(new))
    elif unit > document.start:
        (above,) = edit.drafts(unit - 1, unit)
        rows = [own, *below]
        cells = [row.cells.get(version, ()) for row in rows]
        moved = zip(rows, [*cells[1:], ()], strict=True)
        target = arrive(with_cell(above, version, above.cells.get(version, ()) + cells[0]))
        new = [target, *(loosened(with_cell(row, version, cell)) for row, cell in moved)]
        edit.splice(unit - 1, unit + 1 + len(below), filled(new))


def _pushed(
    rows: Sequence[UnitDraft], version: VersionId, cell: Cell, arrive: Callable[[UnitDraft], UnitDraft]
) -> list[UnitDraft]:
    """The rows with a cell pushed in at the top."""
    found = []
    for row in rows:
        found.append(loosened(with_cell(row, version, cell)))
        cell = row.cells.get(version, ())
    if cell or not found:
        found.append(new_row({version: cell}))
    return [arrive(found[0]), *found[1:]]


def _next_settled(edit: Editing, start: int, stop: int) -> int:
    """The first row from `start` on that the user has set; `stop` if there is none."""
    for first in range(start, stop, _AT_ONCE):
        rows = edit.drafts(first, min(first + _AT_ONCE, stop))
        for number, row in enumerate(rows, first):
            if row.status in SETTLED:
                return number
    return stop
