"""XLSX: the columns of `table_writer` on one sheet; those that are not text are hidden.

Right-to-left cells are aligned and read from the right. Segments of one cell stand on lines of their own. Strings stand
in their cells rather than in a table of strings, so that nothing is held and no text can be taken for a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from viewer.errors import Unwritable
from viewer.formats.escaping import allowed, escaped
from viewer.formats.marks import COLUMNS
from viewer.formats.office_package import OFFICE, XML, Part, write_package
from viewer.formats.table_writer import table
from viewer.formats.writing import Context, Writer
from viewer.model import Direction, Unit

_NAME = "xlsx"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "officedocument.spreadsheetml."
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_LONGEST_CELL = 32_767
"""UTF-16 units."""
_WIDTH = 50
"""Of a column of text, in characters."""

_HEADER, _FROM_LEFT, _FROM_RIGHT = 1, 2, 3
"""Places in the list of formats of `_STYLES`."""
_STYLES = (
    f'{XML}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment horizontal="left" vertical="top" wrapText="1" readingOrder="1"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment horizontal="right" vertical="top" wrapText="1" readingOrder="2"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_BOOK = (
    f'{XML}<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Hexapla" sheetId="1" r:id="rel-worksheet"/></sheets></workbook>'
)


def _check(context: Context) -> None:
    if context.units >= _MOST_ROWS:
        raise Unwritable(_NAME, f"a sheet holds {_MOST_ROWS - 1:,} rows, not {context.units:,}; use TSV, or --rows")
    if len(context.versions) + len(COLUMNS) > _MOST_COLUMNS:
        raise Unwritable(_NAME, f"a sheet holds {_MOST_COLUMNS:,} columns; choose fewer versions")


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    styles = Part("xl/styles.xml", f"{_TYPE}styles+xml", "styles", (_STYLES,))
    sheet = Part("xl/worksheets/sheet1.xml", f"{_TYPE}worksheet+xml", "worksheet", _sheet(rows, context))
    book = Part("xl/workbook.xml", f"{_TYPE}sheet.main+xml", "officeDocument", (_BOOK,), (sheet, styles))
    write_package(files[0], allowed(context.title, context.cautions), book)


def _sheet(rows: Iterable[Unit], context: Context) -> Iterator[str]:
    shown = len(context.versions)
    letters = [_letters(column) for column in range(shown + len(COLUMNS))]
    looks = [_FROM_RIGHT if version.direction is Direction.RTL else _FROM_LEFT for version in context.versions]
    looks += [0] * len(COLUMNS)
    yield f'{XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    yield f'<cols><col min="1" max="{shown}" width="{_WIDTH}" customWidth="1"/>'
    yield f'<col min="{shown + 1}" max="{shown + len(COLUMNS)}" width="20" hidden="1" customWidth="1"/></cols>'
    yield "<sheetData>\n"
    for number, cells in enumerate(table(rows, context, joiner="\n")):
        yield f'<row r="{number + 1}">'
        for letter, look, text in zip(letters, looks, cells, strict=True):
            if text:
                yield _cell(f"{letter}{number + 1}", look if number else _HEADER, text, context, number - 1)
        yield "</row>\n"
    yield "</sheetData></worksheet>\n"


def _cell(place: str, look: int, text: str, context: Context, row: int) -> str:
    if len(text) > _LONGEST_CELL // 2 and len(text.encode("utf-16-le")) // 2 > _LONGEST_CELL:
        reason = f"a cell holds {_LONGEST_CELL:,} characters, and one of exported row {row} has more; use TSV or TMX"
        raise Unwritable(_NAME, reason)
    content = escaped(allowed(text, context.cautions, f"row {row}"))
    return f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{content}</t></is></c>'


def _letters(column: int) -> str:
    """What the column is called, from 0: A to Z, AA and on."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


WRITERS = (Writer(_NAME, (".xlsx",), _write, check=_check),)
