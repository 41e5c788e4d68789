"""One sheet of texts as an XLSX workbook, written row by row.

Right-to-left cells are aligned and read from the right. Strings stand in their cells rather than in a table of strings,
so that nothing is held and no text can be taken for a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from viewer.errors import Unwritable
from viewer.formats.draft import Cautions
from viewer.formats.escaping import allowed, escaped
from viewer.formats.office_package import OFFICE, XML, Part, write_package

XLSX = "xlsx"
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST_CELL = 32_767
"""UTF-16 units."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "officedocument.spreadsheetml."


class Look(IntEnum):
    """Places in the list of formats of `_STYLES`."""

    PLAIN = 0
    HEADER = 1
    FROM_LEFT = 2
    FROM_RIGHT = 3
    FROM_LEFT_AT_ITS_END = 4
    """Text that runs from left to right and ends at the right edge, where what follows it begins."""
    FROM_RIGHT_AT_ITS_END = 5


_ALIGNMENTS = (("left", 1), ("right", 2), ("right", 1), ("left", 2))
"""Horizontal alignment and reading order of the looks from FROM_LEFT on."""
_STYLES = (
    f'{XML}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{2 + len(_ALIGNMENTS)}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    + "".join(
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
        f'<alignment horizontal="{side}" vertical="top" wrapText="1" readingOrder="{order}"/></xf>'
        for side, order in _ALIGNMENTS
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_BOOK = (
    f'{XML}<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Hexapla" sheetId="1" r:id="rel-worksheet"/></sheets></workbook>'
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet."""

    name: str
    """Its header."""
    width: int | None = None
    """In characters; as the program pleases if None."""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and how it stands."""

    text: str
    look: Look = Look.PLAIN
    readings: str = ""
    """What follows the text as XML."""


def write_sheet(
    file: Path, title: str, columns: Sequence[Column], rows: Iterable[tuple[str, Sequence[Cell]]], cautions: Cautions
) -> None:
    """Writes the workbook: a frozen header, then the rows, each with what it is called where something is wrong.

    Raises Unwritable where a cell holds more than a cell can, and OSError.
    """
    styles = Part("xl/styles.xml", f"{_TYPE}styles+xml", "styles", (_STYLES,))
    content = _sheet(columns, rows, cautions)
    sheet = Part("xl/worksheets/sheet1.xml", f"{_TYPE}worksheet+xml", "worksheet", content)
    book = Part("xl/workbook.xml", f"{_TYPE}sheet.main+xml", "officeDocument", (_BOOK,), (sheet, styles))
    write_package(file, allowed(title, cautions), book)


def check_size(rows: int, columns: int) -> None:
    """Raises Unwritable where a sheet with a header does not hold so many."""
    if rows >= MOST_ROWS:
        raise Unwritable(XLSX, f"a sheet holds {MOST_ROWS - 1:,} rows, not {rows:,}; use TSV, or fewer rows")
    if columns > MOST_COLUMNS:
        raise Unwritable(XLSX, f"a sheet holds {MOST_COLUMNS:,} columns; choose fewer versions")


def fits(text: str) -> bool:
    """Whether a cell holds the text."""
    return len(text) <= LONGEST_CELL // 2 or utf16(text) <= LONGEST_CELL


def utf16(text: str) -> int:
    """Its length in UTF-16 units, which is how this format counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _sheet(columns: Sequence[Column], rows: Iterable[tuple[str, Sequence[Cell]]], cautions: Cautions) -> Iterator[str]:
    letters = [_letters(number) for number in range(len(columns))]
    yield f'{XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    sized = [(number, column) for number, column in enumerate(columns, 1) if column.width is not None]
    if sized:
        yield "<cols>"
        for number, column in sized:
            hidden = ' hidden="1"' if column.hidden else ""
            yield f'<col min="{number}" max="{number}" width="{column.width}"{hidden} customWidth="1"/>'
        yield "</cols>"
    yield "<sheetData>\n"
    yield from _row(1, letters, [Cell(column.name, Look.HEADER) for column in columns], cautions, "row 0")
    for number, (name, cells) in enumerate(rows, 2):
        yield from _row(number, letters, cells, cautions, name)
    yield "</sheetData></worksheet>\n"


def _row(number: int, letters: Sequence[str], cells: Sequence[Cell], cautions: Cautions, name: str) -> Iterator[str]:
    yield f'<row r="{number}">'
    for letter, cell in zip(letters, cells, strict=True):
        if not cell.text:
            continue
        if not fits(cell.text):
            reason = f"a cell holds {LONGEST_CELL:,} characters, and one of exported {name} has more; use TSV or TMX"
            raise Unwritable(XLSX, reason)
        content = escaped(allowed(cell.text, cautions, name))
        yield f'<c r="{letter}{number}" s="{int(cell.look)}" t="inlineStr"><is>'
        yield f'<t xml:space="preserve">{content}</t>{cell.readings}</is></c>'
    yield "</row>\n"


def _letters(column: int) -> str:
    """What the column is called, from 0: A to Z, AA and on."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
