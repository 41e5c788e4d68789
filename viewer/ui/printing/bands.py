"""The shape of a row on paper: bands of cells, cells of lines, and between which lines a cell may be cut.

A cut leaves no line alone on either side of it, and does not part a heading from what it is the heading of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from viewer.model import Kind, Unit, Version
from viewer.ui.printing.sheet import Column, Sheet
from viewer.ui.reading.layouts import CellLayout, Piece

HEADINGS: Final = (Kind.TITLE, Kind.HEADING)
_TOGETHER: Final = 2
"""Lines of a cell that stay together at either side of a cut."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell."""

    piece: Piece
    number: int
    top: float
    bottom: float
    """Dots from the top of the cell."""
    kind: Kind
    quiet: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a version has in a row; without lines it is a gap."""

    column: Column
    lines: tuple[Line, ...]

    def height(self, first: int, stop: int) -> float:
        """Of the lines `first` to `stop` (half-open), in dots."""
        return self.lines[stop - 1].bottom - self.lines[first].top if first < stop else 0.0

    def stop_within(self, first: int, room: float) -> int:
        """The line before which to cut so that what comes before fits; `first` where nothing does."""
        if self.height(first, len(self.lines)) <= room:
            return len(self.lines)
        stop = first
        while stop < len(self.lines) and self.height(first, stop + 1) <= room:
            stop += 1
        stop = min(stop, len(self.lines) - _TOGETHER)
        if stop > first and self._is_heading(stop - 1) and not self._is_heading(stop):
            begin = next((place + 1 for place in range(stop - 1, first - 1, -1) if not self._is_heading(place)), first)
            stop = begin if begin > first else stop
        return stop if stop - first >= _TOGETHER else first

    def _is_heading(self, place: int) -> bool:
        return self.lines[place].kind in HEADINGS

    def least(self) -> float:
        """Height of what must stand on the page where the cell begins."""
        stop = _TOGETHER
        while stop < len(self.lines) and self._is_heading(stop - 1):
            stop += 1
        return self.height(0, len(self.lines) if len(self.lines) - stop < _TOGETHER else stop)


@dataclass(frozen=True, slots=True)
class Band:
    """What stands side by side: all cells of a row in columns, one of them under one another."""

    cells: tuple[Cell, ...]
    label: Version | None = None
    """The version that is named beside it."""

    def least(self, gap: float) -> float:
        """Height of what must stand on the page where the band begins; `gap` is that of a gap."""
        return max([gap, *(cell.least() for cell in self.cells)])


@dataclass(frozen=True, slots=True)
class Row:
    """One row, as it is printed."""

    unit: Unit
    bands: tuple[Band, ...]
    title: str
    """Of the document that begins with this row, where there are several."""
    is_heading: bool


def row_of(unit: Unit, sheet: Sheet, title: str) -> Row:
    """The row, laid out."""
    cells = tuple(Cell(column, tuple(_lines(_layout(unit, column, sheet)))) for column in sheet.columns)
    if sheet.in_columns:
        bands: tuple[Band, ...] = (Band(cells),)
    else:
        bands = tuple(Band((cell,), cell.column.version) for cell in cells)
    filled = [unit.cells[version.id] for version in sheet.versions if version.id in unit.cells]
    is_heading = bool(filled) and all(segment.kind in HEADINGS for cell in filled for segment in cell)
    return Row(unit, bands, title, is_heading)


def _layout(unit: Unit, column: Column, sheet: Sheet) -> CellLayout:
    version = column.version.id
    return CellLayout(unit.cells.get(version, ()), sheet.styles[version], column.width)


def _lines(cell: CellLayout) -> Iterator[Line]:
    """The lines of a cell in order."""
    for laid in cell.segments:
        quiet = laid.segment.kind is Kind.FURNITURE or laid.segment.excluded
        for piece in laid.pieces:
            tops = [piece.layout.lineAt(number).y() for number in range(piece.layout.lineCount())]
            edges = [0.0, *tops[1:], piece.height]
            for number in range(len(tops)):
                top, bottom = piece.top + edges[number], piece.top + edges[number + 1]
                yield Line(piece, number, top, bottom, laid.segment.kind, quiet)
