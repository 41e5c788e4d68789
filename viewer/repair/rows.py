"""Rows as an edit writes them, with one cell more or less, and who answers for what is left of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from viewer.corpus import UnitDraft
from viewer.model import SegmentId, Status, VersionId

SETTLED = frozenset({Status.CONFIRMED, Status.EDITED})
"""The user has set such a row: nothing but the user moves it."""

Cell = tuple[SegmentId, ...]


def with_cell(row: UnitDraft, version: VersionId, cell: Cell) -> UnitDraft:
    """The row with another cell; an empty one is left out."""
    cells = {name: own for name, own in row.cells.items() if name != version}
    return replace(row, cells={**cells, version: cell} if cell else cells)


def edited(row: UnitDraft) -> UnitDraft:
    """The row as the user has set it."""
    return replace(row, confidence=None, status=Status.EDITED)


def loosened(row: UnitDraft) -> UnitDraft:
    """What is left of a row from which something was taken, or to which something came on the way: to be aligned anew,
    unless the user had set it."""
    if row.status in SETTLED:
        return edited(row)
    status = row.status if row.status is Status.REVIEW else Status.AUTOMATIC
    return replace(row, confidence=None, status=status)


def new_row(cells: Mapping[VersionId, Cell]) -> UnitDraft:
    """A row that nobody answers for yet."""
    return UnitDraft(cells, None, Status.AUTOMATIC)


def joined(rows: Iterable[UnitDraft]) -> UnitDraft:
    """All cells of neighbouring rows in one row, which the user has set."""
    cells: dict[VersionId, Cell] = {}
    for row in rows:
        for version, cell in row.cells.items():
            cells[version] = cells.get(version, ()) + cell
    return UnitDraft(cells, None, Status.EDITED)


def filled(rows: Iterable[UnitDraft]) -> list[UnitDraft]:
    """The rows that hold something."""
    return [row for row in rows if row.cells]
