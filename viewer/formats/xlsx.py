"""Spreadsheets (XLSX): every sheet whose first row names the versions is a document, every other row of it a unit.

Of merged cells the first has the text, the others are gaps. Furigana become annotations. A sheet that was exported
comes back as the corpus it was.
"""

from __future__ import annotations

from itertools import islice

from viewer.errors import EmptyFile, Malformed, UnknownFormat, Unreadable
from viewer.formats.columns import NO_HEADER, Columns, columns_of, notes_of, parts
from viewer.formats.draft import Caution, Cautions, Draft, DraftDocument, DraftSegment
from viewer.formats.exported import Exported
from viewer.formats.exported_table import read_into
from viewer.formats.packed import PackedRows
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.spellings import Spellings
from viewer.formats.workbook import Worksheet, worksheets
from viewer.text.paragraphs import is_blank

_NAME = "spreadsheet"
_ROWS_TRIED = 50
_WIDEST_HEADER = 1_024
_WIDEST = 16_384
"""Of a sheet, by the format; what stands right of the header is looked at, so that it is not lost without a word."""

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _sniff(file: SourceFile) -> float:
    if file.head.startswith(_COMPOUND) and _ENCRYPTED in file.data:
        return 0.9 if file.suffix in FORMAT.suffixes else 0.0
    if not file.head.startswith(b"PK\x03\x04"):
        return 0.3 if file.suffix in FORMAT.suffixes else 0.0
    if file.suffix in FORMAT.suffixes:
        return 0.9
    return 0.7 if b"xl/workbook.xml" in file.tail else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    if file.head.startswith(_COMPOUND):
        raise Unreadable(file.path, "protected by a password")
    if not file.head.startswith(b"PK"):
        raise UnknownFormat(file.path)
    cautions = Cautions()
    found: list[tuple[str, PackedRows, Columns]] = []
    exported = Exported(cautions)
    spellings = Spellings()
    left_out = False
    for sheet in worksheets(file):
        numbered = list(islice(sheet.rows(_WIDEST_HEADER), _ROWS_TRIED))
        opening = [cells for _, cells in numbered]
        while opening and opening[0] and is_blank(opening[0][-1]):
            opening[0].pop()
        columns = columns_of(opening[0], opening[1:]) if opening else None
        if columns is None:
            left_out = left_out or bool(opening)
            if opening:
                cautions.add(Caution.SHEETS_LEFT_OUT, detail=sheet.title)
        elif columns.own:
            rows = islice(sheet.rows(columns.width, exactly=True), 1, None)
            read_into(exported, columns, ((sheet.place(row), cells) for row, cells in rows))
        else:
            found.append((sheet.title, _stored(sheet, numbered[0][0], columns, cautions), columns))
            for tag, spelling in columns.spellings:
                spellings.add(tag, spelling)
    spellings.tell(cautions)
    documents = (*exported.documents(), *_documents(found, is_alone=not exported.versions))
    if not documents and left_out:
        raise Malformed(file.path, "row 1", NO_HEADER)
    if not documents:
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding="",
        digest=file.digest,
        documents=documents,
        warnings=cautions.all(),
        title=exported.title,
    )


def _stored(sheet: Worksheet, header: int, columns: Columns, cautions: Cautions) -> PackedRows:
    """The rows below the header, a row by its number. Raises Malformed with the row."""
    stored = PackedRows(len(columns.versions), cautions, keep_all=True)
    width = columns.width
    for row, cells in sheet.rows(width, _WIDEST):
        if row <= header:
            continue
        if beyond := sum(not is_blank(cell) for cell in cells[width:]):
            cautions.add(Caution.CELLS_LEFT_OUT, count=beyond, place=sheet.place(row))
        found = [
            [one for place in places for one in _segments(sheet, cells[place], columns, cells)]
            for places, _ in columns.versions
        ]
        if cut := columns.cut(cells):
            cautions.add(Caution.SEGMENTS_CUT, count=cut, place=sheet.place(row))
        if any(found):
            stored.append(found)
    return stored


def _segments(sheet: Worksheet, cell: str, columns: Columns, cells: list[str]) -> list[DraftSegment]:
    found = parts(cell)
    ruby = sheet.readings(cell) if len(found) == 1 else ()
    if not ruby and not columns.notes:
        return [DraftSegment(part) for part in found]
    return [DraftSegment(part, annotations=(*notes_of(columns, cells, len(part)), *ruby)) for part in found]


def _documents(sheets: list[tuple[str, PackedRows, Columns]], *, is_alone: bool) -> list[DraftDocument]:
    """The sheets as they are handed on; their names count where there are several."""
    filled = [(title, rows, columns) for title, rows, columns in sheets if rows.size]
    is_named = len(filled) > 1 or not is_alone
    found = (
        rows.document(title if is_named else "", [tag for _, tag in columns.versions])
        for title, rows, columns in filled
    )
    return [document for document in found if document is not None]


FORMAT = Format(
    name=_NAME, suffixes=(".xlsx", ".xlsm", ".xltx", ".xltm"), sniff=_sniff, read=_read, names_languages=True
)
