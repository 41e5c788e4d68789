"""Pages for the tests of printing, and what stands on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pypdfium2

from viewer import languages
from viewer.formats.page_setup import PageSetup
from viewer.model import Kind, Segment, SegmentId, Status, Unit, Version, VersionId
from viewer.ui.printing.page import Page
from viewer.ui.printing.pages import Pages
from viewer.ui.printing.sheet import sheet_for

Cell = str | tuple[Kind, str] | Sequence[str | tuple[Kind, str]]


def version(tag: str, label: str = "") -> Version:
    language = tag.removesuffix("-2")
    return Version(VersionId(tag), language, label, languages.language(language).direction, 0, 0)


def units(rows: Sequence[Mapping[str, Cell]], documents: Sequence[int] = ()) -> list[Unit]:
    """Rows of these cells, all of one document unless `documents` tells that of each."""
    made = []
    for number, row in enumerate(rows):
        cells = {}
        for tag, cell in row.items():
            pieces = [cell] if isinstance(cell, str) or isinstance(cell[0], Kind) else cell
            pairs = [(Kind.BODY, piece) if isinstance(piece, str) else piece for piece in pieces]
            cells[VersionId(tag)] = tuple(Segment(SegmentId(0), place, *pair) for place, pair in enumerate(pairs))
        made.append(Unit(number, documents[number] if documents else 0, 0.9, Status.AUTOMATIC, cells))
    return made


def pages_of(
    rows: Sequence[Unit], tags: Sequence[str] = ("de", "ar"), setup: PageSetup | None = None, titles: Sequence[str] = ()
) -> Pages:
    sheet = sheet_for(setup or PageSetup(), [version(tag) for tag in tags], "Title")
    return Pages(sheet, lambda place: rows[place] if place < len(rows) else None, titles)


def text_of(page: Page, pages: Pages, tag: str) -> list[str]:
    """The lines of a version on a page, from top to bottom."""
    left = next(column.left for column in pages.sheet.columns if column.version.id == tag)
    return [
        lines.piece.layout.text()[line.textStart() : line.textStart() + line.textLength()].strip()
        for lines in page.lines
        if lines.x == left
        for number in range(lines.first, lines.stop)
        for line in [lines.piece.layout.lineAt(number)]
    ]


def words_of(path: Path) -> str:
    """All text of a PDF file, page after page."""
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
