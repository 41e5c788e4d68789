"""Spreadsheets (XLSX): every sheet whose first row names the versions is a document, every other row of it a unit.

What a cell shows is its text: numbers and dates as they are formatted, of a formula the result that was saved with it.
Of merged cells the first has the text, the others are gaps. Furigana become annotations. The sheets are read as a
stream, once for every column; nothing is unpacked but in memory, and not more than an archive of its size may hold. A
sheet that was exported comes back as the corpus it was.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any
from xml.etree.ElementTree import iterparse

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from viewer.errors import EmptyFile, Malformed, UnknownFormat, Unreadable
from viewer.formats.cell_values import shown
from viewer.formats.columns import NO_HEADER, Columns, columns_of, count_parts, notes_of, parts
from viewer.formats.draft import (
    Caution,
    Cautions,
    Draft,
    DraftAnnotation,
    DraftDocument,
    DraftSegment,
    DraftText,
    DraftUnit,
)
from viewer.formats.exported import Exported
from viewer.formats.exported_table import read_into
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.text.paragraphs import is_blank

_NAME = "spreadsheet"
_ROWS_TRIED = 50
_MOST_ROWS = 1_048_576
"""Of a sheet, by the format."""
_PORTION = 64
"""Rows read at once."""
_WIDEST_HEADER = 1_024
_BEYOND = 32
"""Columns right of the header that are looked at, so that nothing there is lost without a word."""
_MOST_BYTES = 1 << 30
"""That the parts of a file may have together when they are unpacked."""
_SMALL, _DENSEST = 1 << 20, 200
"""A part of more bytes than that may not be more than so many times as large as it is packed."""

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRINGS = "xl/sharedStrings.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the library raises, by and by, over a file that is not as it should be."""

_Readings = dict[str, tuple[tuple[int, int, str], ...]]
"""For a cell's text the stretches that have a reading: UTF-16 units, half-open, and the reading."""


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
    readings = _checked(file)
    cautions = Cautions()
    sheets = []
    exported = Exported(cautions)
    left_out = 0
    for sheet in _worksheets(file):
        found = _Sheet(file, sheet, readings)
        if found.columns is None:
            left_out += not found.is_empty
            if not found.is_empty:
                cautions.add(Caution.SHEETS_LEFT_OUT, detail=sheet.title)
        elif found.columns.own:
            read_into(exported, found.columns, found.exported())
        elif found.check(cautions):
            sheets.append(found)
    ours = exported.documents()
    if not sheets and not ours and left_out:
        raise Malformed(file.path, "row 1", NO_HEADER)
    if not sheets and not ours:
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding="",
        digest=file.digest,
        documents=(*ours, *(sheet.document(is_alone=not ours and len(sheets) == 1) for sheet in sheets)),
        warnings=cautions.all(),
        title=exported.title,
    )


def _checked(file: SourceFile) -> _Readings:
    """The furigana of a file. Raises Malformed for an archive that is none or is dangerous."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise Unreadable(file.path, "protected by a password")
            for member in members:
                path = member.filename.replace("\\", "/")
                if path.startswith("/") or ".." in path.split("/"):
                    raise Malformed(file.path, "the archive", "a part of it names a place outside")
                if member.file_size > _SMALL and member.file_size > _DENSEST * max(1, member.compress_size):
                    raise Malformed(file.path, "the archive", "it unpacks to far more than it holds")
            if sum(member.file_size for member in members) > _MOST_BYTES:
                raise Malformed(file.path, "the archive", "it unpacks to more than 1 GB")
            return _furigana(archive) if _STRINGS in archive.namelist() else {}
    except _BROKEN as error:
        raise Malformed(file.path, "the archive", f"it cannot be unpacked ({error})") from error


def _furigana(archive: zipfile.ZipFile) -> _Readings:
    found: _Readings = {}
    with archive.open(_STRINGS) as strings:
        for _, element in iterparse(strings):
            if element.tag != f"{_MAIN}si":
                continue
            runs = element.findall(f"{_MAIN}rPh")
            if runs:
                text = "".join(one.text or "" for one in element.iterfind(f"{_MAIN}t"))
                text += "".join(one.text or "" for one in element.iterfind(f"{_MAIN}r/{_MAIN}t"))
                spans = ((run.get("sb", ""), run.get("eb", ""), run.findtext(f"{_MAIN}t") or "") for run in runs)
                found[text] = tuple(
                    (int(start), int(stop), said.strip())
                    for start, stop, said in spans
                    if start.isdecimal() and stop.isdecimal() and said.strip()
                )
            element.clear()
    return found


def _worksheets(file: SourceFile) -> list[Any]:
    """The sheets that are shown, or all if none is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(file.data), read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
    except _BROKEN as error:
        raise Malformed(file.path, "the workbook", "a part of it is missing or broken") from error
    if not sheets:
        raise Malformed(file.path, "the workbook", "none of its sheets is there")
    return [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets


class _Sheet:
    """One sheet, checked once and then read as often as it has columns."""

    def __init__(self, file: SourceFile, sheet: Any, readings: _Readings) -> None:
        self._file = file
        self._sheet = sheet
        self._readings = readings
        self.columns: Columns | None = None
        opening = [cells for _, cells in islice(self._read(_WIDEST_HEADER), _ROWS_TRIED)]
        while opening and opening[0] and is_blank(opening[0][-1]):
            opening[0].pop()
        self.is_empty = not opening
        self.columns = columns_of(opening[0], opening[1:]) if opening else None
        self._counts: list[array[int]] = []

    def check(self, cautions: Cautions) -> bool:
        """Counts the segments of every column. Whether there are any. Raises Malformed with the row."""
        assert self.columns
        width = self.columns.width
        self._counts = [array("I") for _ in self.columns.versions]
        for row, cells in self._rows(width + _BEYOND):
            for counts, (position, _) in zip(self._counts, self.columns.versions, strict=True):
                counts.append(count_parts(cells[position]))
                if counts[-1] > 1:
                    cautions.add(Caution.SEGMENTS_CUT, place=self._place(row))
            if beyond := sum(not is_blank(cell) for cell in cells[width:]):
                cautions.add(Caution.CELLS_LEFT_OUT, count=beyond, place=self._place(row))
        return any(sum(counts) for counts in self._counts)

    def exported(self) -> Iterator[tuple[str, list[str]]]:
        """The rows of a sheet of ours, each with its place."""
        for row, cells in self._rows():
            yield self._place(row), cells

    def document(self, *, is_alone: bool) -> DraftDocument:
        """The sheet as it is handed on; its name counts where there are several."""
        assert self.columns
        texts = (
            DraftText(
                segments=partial(self._segments, position),
                sample="\n".join(cells[position] for _, cells in islice(self._rows(), _ROWS_TRIED)),
                size=sum(counts),
                language=tag,
            )
            for (position, tag), counts in zip(self.columns.versions, self._counts, strict=True)
        )
        return DraftDocument(tuple(texts), "" if is_alone else str(self._sheet.title), self._units)

    def _segments(self, position: int, _language: str = "") -> Iterator[DraftSegment]:
        assert self.columns
        for _, cells in self._rows():
            cell = cells[position]
            found = parts(cell)
            ruby = self._ruby(cell) if len(found) == 1 and cell in self._readings else ()
            for part in found:
                yield DraftSegment(part, annotations=(*notes_of(self.columns, cells, len(part)), *ruby))

    def _units(self) -> Iterator[DraftUnit]:
        starts = [0] * len(self._counts)
        for counts in zip(*self._counts, strict=True):
            stops = [start + count for start, count in zip(starts, counts, strict=True)]
            if stops != starts:
                yield DraftUnit(tuple(zip(starts, stops, strict=True)))
            starts = stops

    def _ruby(self, cell: str) -> tuple[DraftAnnotation, ...]:
        lead = len(cell) - len(cell.lstrip())
        length = len(cell.strip())
        wide = cell.encode("utf-16-le", "surrogatepass")
        found = []
        for first, last, said in self._readings[cell]:
            start = len(wide[: 2 * first].decode("utf-16-le", "replace")) - lead
            stop = len(wide[: 2 * last].decode("utf-16-le", "replace")) - lead
            if 0 <= start < stop <= length:
                found.append(DraftAnnotation(start, stop, "ruby", said))
        return tuple(found)

    def _rows(self, width: int | None = None) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header."""
        assert self.columns
        return islice(self._read(width or self.columns.width), 1, None)

    def _read(self, width: int) -> Iterator[tuple[int, list[str]]]:
        """Every row with something in its first `width` cells: its number from 1, and all of those."""
        try:
            self._sheet.reset_dimensions()
            rows: Iterator[Sequence[Any]] = self._sheet.iter_rows()
            text_of = _exactly if self.columns and self.columns.own else _shown
            for number, row in enumerate(_quietly(rows), 1):
                if number > _MOST_ROWS:
                    raise Malformed(self._file.path, self._place(number), "a sheet has no such row")
                cells = [text_of(cell) for cell in row[:width]]
                if any(not is_blank(cell) for cell in cells):
                    yield number, cells + [""] * (width - len(cells))
        except _BROKEN as error:
            raise Malformed(self._file.path, f"sheet {self._sheet.title}", "it cannot be read to its end") from error

    def _place(self, row: int) -> str:
        return f"sheet {self._sheet.title}, row {row}"


def _quietly(rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The rows without what the library has to say on parts of a sheet that do not concern its text."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            portion = list(islice(rows, _PORTION))
        if not portion:
            return
        yield from portion


def _exactly(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    return value if isinstance(value, str) else shown(value, cell.number_format)


def _shown(cell: Any) -> str:
    text = _exactly(cell)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


FORMAT = Format(name=_NAME, suffixes=(".xlsx", ".xlsm", ".xltx", ".xltm"), sniff=_sniff, read=_read)
