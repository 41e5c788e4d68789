"""From rows to pages: what stands where on each, the columns in step, a row that is too tall going on overleaf.

A page is found from its start alone, so a PDF streams through them and a preview can turn back; no more than a few rows
are held at a time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QRectF

from viewer.languages import language
from viewer.model import Unit, Version
from viewer.ui.printing.bands import HEADINGS, Band, Cell, Row, row_of
from viewer.ui.printing.page import Anchor, Lines, Page, Start, Words, wrapped
from viewer.ui.printing.sheet import Sheet
from viewer.ui.reading.names import label_of

_KEPT_ROWS: Final = 8
_HEADINGS_IN_A_ROW: Final = 4
"""So many rows of headings are kept with what follows them."""
_LONGEST_TITLE: Final = 300
"""Code points."""


@dataclass(slots=True)
class _Sofar:
    """A page in the making."""

    y: float
    lines: list[Lines] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    gaps: list[QRectF] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.lines and not self.gaps


class Pages:
    """The pages of some rows on a sheet."""

    def __init__(self, sheet: Sheet, rows: Callable[[int], Unit | None], documents: Sequence[str] = ()) -> None:
        """`rows` gives the row at a place, from 0, or None after the last; while pages are asked for in order it is
        asked for no place more than a few before the last one. `documents` are the titles, where they shall be seen."""
        self.sheet = sheet
        self._rows = rows
        self._documents = documents
        self._laid: OrderedDict[int, Row | None] = OrderedDict()
        self._row_space = sheet.line * 0.35
        self._gap = sheet.line * 0.9

    @property
    def has_documents(self) -> bool:
        """Whether documents begin with their titles."""
        return bool(self._documents)

    def all(self) -> Iterator[Page]:
        """Every page in order; at least one."""
        start: Start | None = Start()
        number = 0
        while start is not None:
            page = self.page(start, number)
            yield page
            start, number = page.after, number + 1

    def page(self, start: Start, number: int) -> Page:
        """The page that begins there."""
        sofar = _Sofar(self.sheet.body.top())
        if start == Start():
            self._title(sofar)
        place, band, done = start.place, start.band, start.lines
        while (row := self._row(place)) is not None:
            begins = band == 0 and not done
            if begins and not sofar.empty and sofar.y + self._needs(place) > self.sheet.body.bottom():
                return self._finished(sofar, number, place, Start(place))
            if begins:
                self._open(sofar, row)
            while band < len(row.bands):
                rest = self._band(sofar, row.bands[band], done)
                if rest is not None:
                    return self._finished(sofar, number, place + 1, Start(place, band, rest))
                band, done = band + 1, ()
            place, band, done = place + 1, 0, ()
            sofar.y += self._row_space
        return self._finished(sofar, number, place, None)

    def _finished(self, sofar: _Sofar, number: int, rows: int, after: Start | None) -> Page:
        return Page(
            number=number,
            lines=tuple(sofar.lines),
            words=tuple(sofar.words),
            gaps=tuple(sofar.gaps),
            rules=tuple(sofar.rules),
            anchors=tuple(sofar.anchors),
            rows=rows,
            after=after,
        )

    def _title(self, sofar: _Sofar) -> None:
        """The title of the corpus, above the first row."""
        text = " ".join(self.sheet.title.split())[:_LONGEST_TITLE]
        if text:
            self._words(sofar, text, 1.7)
            sofar.y += self.sheet.line * 0.5

    def _open(self, sofar: _Sofar, row: Row) -> None:
        """What stands above a row: a hairline, and the title of a document that begins."""
        if not sofar.empty and not row.title:
            sofar.rules.append(sofar.y)
            sofar.y += self._row_space
        if row.title:
            sofar.y += self.sheet.line * (0.0 if sofar.empty else 1.2)
            sofar.anchors.append(Anchor(row.title, sofar.y, is_document=True))
            self._words(sofar, row.title, 1.3)
            sofar.y += self.sheet.line * 0.3
        heading = self._heading(row.unit)
        if heading:
            sofar.anchors.append(Anchor(heading, sofar.y, is_document=False))

    def _heading(self, unit: Unit) -> str:
        """The first title or heading that a cell of the row begins with; empty if there is none."""
        cells = (unit.cells.get(version.id, ()) for version in self.sheet.versions)
        return next((cell[0].text for cell in cells if cell and cell[0].kind in HEADINGS), "")

    def _words(self, sofar: _Sofar, text: str, size: float) -> None:
        body, height = self.sheet.body, self._words_height(text, size)
        box = QRectF(body.left(), sofar.y, body.width(), height)
        sofar.words.append(Words(text, box, size, bold=True, wraps=True, tag=self.sheet.tag_for(text)))
        sofar.y += height

    def _words_height(self, text: str, size: float) -> float:
        font = self.sheet.font(size, bold=True, tag=self.sheet.tag_for(text))
        return min(wrapped(text, font, self.sheet.body.width()).boundingRect().height(), self.sheet.body.height() / 3)

    def _needs(self, place: int) -> float:
        """Height of what must stand on one page where a row begins: its first lines, and more below a heading."""
        needed = 0.0
        for following in range(place, place + _HEADINGS_IN_A_ROW):
            row = self._row(following)
            if row is None:
                break
            if row.title:
                needed += self._words_height(row.title, 1.3) + 1.5 * self.sheet.line
            needed += 2 * self._row_space
            if not row.is_heading:
                return needed + row.bands[0].least(self._least(row.bands[0]))
            needed += sum(
                max([self._least(band), *(cell.height(0, len(cell.lines)) for cell in band.cells)])
                for band in row.bands
            )
        return needed

    def _band(self, sofar: _Sofar, band: Band, done: tuple[int, ...]) -> tuple[int, ...] | None:
        """Puts a band, or what is left of it, on the page; the lines done of each cell if it has to go on overleaf."""
        room = self.sheet.body.bottom() - sofar.y
        firsts = done or (0,) * len(band.cells)
        if not done and not sofar.empty and band.least(self._least(band)) > room:
            return firsts
        stops = tuple(cell.stop_within(first, room) for cell, first in zip(band.cells, firsts, strict=True))
        if sofar.empty and stops == firsts and any(cell.lines for cell in band.cells):
            # Higher than a page together: one line of each at least, or it would never end.
            stops = tuple(min(first + 1, len(cell.lines)) for cell, first in zip(band.cells, firsts, strict=True))
        parts = list(zip(band.cells, firsts, stops, strict=True))
        height = max([self._least(band), *(cell.height(first, stop) for cell, first, stop in parts)])
        for cell, first, stop in parts:
            self._put(sofar, cell, first, stop, height)
        if band.label is not None:
            self._label(sofar, band.label)
            height += self._row_space / 2
        sofar.y += height
        finished = all(stop == len(cell.lines) for cell, _, stop in parts)
        return None if finished else stops

    def _least(self, band: Band) -> float:
        """The height of a band that has nothing in it: a gap, or the name beside it."""
        return self._gap if band.label is None else self.sheet.styles[band.label.id].line_height() * 0.9

    def _put(self, sofar: _Sofar, cell: Cell, first: int, stop: int, height: float) -> None:
        column = cell.column
        if not cell.lines:
            sofar.gaps.append(QRectF(column.left, sofar.y, column.width, height))
            return
        top = cell.lines[first].top if first < stop else 0.0
        begin = first
        while begin < stop:
            line = cell.lines[begin]
            end = begin
            while end < stop and cell.lines[end].piece is line.piece:
                end += 1
            y = sofar.y + line.piece.top - top
            sofar.lines.append(
                Lines(
                    column.version.id,
                    line.piece,
                    line.number,
                    cell.lines[end - 1].number + 1,
                    column.left,
                    y,
                    line.quiet,
                )
            )
            begin = end

    def _label(self, sofar: _Sofar, version: Version) -> None:
        """The name of a version, in the margin beside its lines."""
        left, width = self.sheet.inner.left(), self.sheet.columns[0].left - self.sheet.inner.left()
        line = self.sheet.styles[version.id].line_height()
        for number, text in enumerate(filter(None, (language(version.language).own_name, label_of(version)))):
            box = QRectF(left, sofar.y + number * line * 0.8, width * 0.92, line if number == 0 else line * 0.8)
            sofar.words.append(Words(text, box, 0.85, quiet=True, tag=version.language))

    def _row(self, place: int) -> Row | None:
        """The row at a place, laid out; those that were asked for lately are kept."""
        if place in self._laid:
            self._laid.move_to_end(place)
            return self._laid[place]
        unit = self._rows(place)
        row = self._laid[place] = None if unit is None else self._lay_out(unit, place)
        while len(self._laid) > _KEPT_ROWS:
            self._laid.popitem(last=False)
        return row

    def _lay_out(self, unit: Unit, place: int) -> Row:
        before = self._rows(place - 1) if place and self._documents else None
        title = ""
        if self._documents and (before is None or before.document != unit.document):
            title = " ".join(self._documents[unit.document].split())[:_LONGEST_TITLE]
        return row_of(unit, self.sheet, title)
