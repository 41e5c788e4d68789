"""XLSX: the columns of `table_writer` on one sheet; those that are not text are hidden.

Right-to-left cells are aligned and read from the right. Segments of one cell stand on lines of their own. Readings of
letters are furigana. Strings stand in their cells rather than in a table of strings, so that nothing is held and no
text can be taken for a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from viewer.errors import Unwritable
from viewer.formats.annotation_kinds import RUBY
from viewer.formats.draft import Caution, Cautions
from viewer.formats.escaping import allowed, escaped
from viewer.formats.marks import COLUMNS, SEGMENTS
from viewer.formats.office_package import OFFICE, XML, Part, write_package
from viewer.formats.table_writer import Table
from viewer.formats.writing import Context, Writer
from viewer.model import Direction, Segment, Unit

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
        raise Unwritable(_NAME, f"a sheet holds {_MOST_ROWS - 1:,} rows, not {context.units:,}; use TSV, or fewer rows")
    if len(context.versions) + len(COLUMNS) > _MOST_COLUMNS:
        raise Unwritable(_NAME, f"a sheet holds {_MOST_COLUMNS:,} columns; choose fewer versions")


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    styles = Part("xl/styles.xml", f"{_TYPE}styles+xml", "styles", (_STYLES,))
    sheet = Part("xl/worksheets/sheet1.xml", f"{_TYPE}worksheet+xml", "worksheet", _sheet(rows, context))
    book = Part("xl/workbook.xml", f"{_TYPE}sheet.main+xml", "officeDocument", (_BOOK,), (sheet, styles))
    write_package(files[0], allowed(context.title, context.cautions), book)


def _sheet(rows: Iterable[Unit], context: Context) -> Iterator[str]:
    shown = len(context.versions)
    table = Table(context, joiner="\n")
    header = table.header
    place_of_marks = shown + COLUMNS.index(SEGMENTS)
    letters = [_letters(column) for column in range(len(header))]
    looks = [_FROM_RIGHT if version.direction is Direction.RTL else _FROM_LEFT for version in context.versions]
    looks += [0] * (len(header) - shown)
    yield f'{XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    yield f'<cols><col min="1" max="{shown}" width="{_WIDTH}" customWidth="1"/>'
    yield f'<col min="{shown + 1}" max="{shown + len(COLUMNS)}" width="20" hidden="1" customWidth="1"/></cols>'
    yield "<sheetData>\n"
    none = [""] * len(header)
    yield from _row(0, letters, [_HEADER] * len(header), header, none, context)
    for number, unit in enumerate(rows, 1):
        cells = table.row(unit)
        for column in range(shown, len(cells)):
            if not _fits(cells[column]) and column != place_of_marks:
                cells[column] = ""
                context.cautions.add(Caution.ANNOTATIONS_LEFT_OUT, place=f"row {unit.number}")
        readings = [_readings(unit.cells.get(version.id, ())) for version in context.versions]
        yield from _row(number, letters, looks, cells, readings + none[shown:], context)
    yield "</sheetData></worksheet>\n"


def _row(
    number: int,
    letters: Sequence[str],
    looks: Sequence[int],
    cells: Sequence[str],
    readings: Sequence[str],
    context: Context,
) -> Iterator[str]:
    """A row, the header being number 0; `readings` is what follows the text of each cell as XML."""
    yield f'<row r="{number + 1}">'
    for letter, look, text, said in zip(letters, looks, cells, readings, strict=True):
        if text:
            yield _cell(f"{letter}{number + 1}", look, text, said, context, number - 1)
    yield "</row>\n"


def _cell(place: str, look: int, text: str, readings: str, context: Context, row: int) -> str:
    if not _fits(text):
        reason = f"a cell holds {_LONGEST_CELL:,} characters, and one of exported row {row} has more; use TSV or TMX"
        raise Unwritable(_NAME, reason)
    content = escaped(allowed(text, context.cautions, f"row {row}"))
    return f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{content}</t>{readings}</is></c>'


def _fits(text: str) -> bool:
    return len(text) <= _LONGEST_CELL // 2 or _utf16(text) <= _LONGEST_CELL


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _readings(cell: Sequence[Segment]) -> str:
    """The ruby of a cell as runs of phonetic text, which say where they stand in UTF-16 units."""
    found = []
    before = 0
    for segment in cell:
        last = 0
        for note in sorted(segment.annotations, key=lambda note: note.start):
            if note.kind == RUBY and last <= note.start < note.stop:
                last = note.stop
                start, stop = (before + _utf16(segment.text[:place]) for place in (note.start, note.stop))
                said = escaped(allowed(note.value, Cautions()))
                found.append(f'<rPh sb="{start}" eb="{stop}"><t>{said}</t></rPh>')
        before += _utf16(segment.text) + 1 if len(cell) > 1 else 0
    return "".join(found)


def _letters(column: int) -> str:
    """What the column is called, from 0: A to Z, AA and on."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


WRITERS = (Writer(_NAME, (".xlsx",), _write, check=_check),)
