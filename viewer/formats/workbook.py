"""The workbook that an XLSX file is: its sheets, row by row, with what their cells show.

What a cell shows is its text: numbers and dates as they are formatted, of a formula the result that was saved with it.
Nothing is unpacked but in memory, and not more than an archive of its size may hold.
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, Any
from xml.etree.ElementTree import iterparse

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from viewer.errors import Malformed, Unreadable
from viewer.formats.annotation_kinds import RUBY
from viewer.formats.cell_values import shown
from viewer.formats.draft import DraftAnnotation
from viewer.formats.source import CHUNK, SourceFile
from viewer.text.paragraphs import is_blank

_MOST_ROWS = 1_048_576
"""Of a sheet, by the format."""
_PORTION = 64
"""Rows read at once."""
_MOST_BYTES = 1 << 30
"""That the parts of a file may have together when they are unpacked."""
_SMALL, _DENSEST = 1 << 20, 200
"""A part of more bytes than that may not be more than so many times as large as it is packed."""

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

_Readings = Mapping[str, tuple[tuple[int, int, str], ...]]
"""For a cell's text the stretches that have a reading: UTF-16 units, half-open, and the reading."""


class Worksheet:
    """One sheet, to be read from its beginning as often as wanted."""

    def __init__(self, file: SourceFile, sheet: Any, readings: _Readings) -> None:
        self.title = str(sheet.title)
        self._file = file
        self._sheet = sheet
        self._readings = readings

    def rows(self, width: int, most: int = 0, *, exactly: bool = False) -> Iterator[tuple[int, list[str]]]:
        """Every row with something in its first `most` cells: its number from 1, and those, `width` at the least.

        Line ends are LF, unless cells are wanted `exactly`. Raises Malformed.
        """
        text_of = _exactly if exactly else _shown
        most = max(width, most)
        try:
            self._sheet.reset_dimensions()
            rows: Iterator[Sequence[Any]] = self._sheet.iter_rows()
            for number, row in enumerate(_quietly(rows), 1):
                if number > _MOST_ROWS:
                    raise Malformed(self._file.path, self.place(number), "a sheet has no such row")
                cells = [text_of(cell) for cell in row[:most]]
                if any(not is_blank(cell) for cell in cells):
                    yield number, cells + [""] * (width - len(cells))
        except _BROKEN as error:
            raise Malformed(self._file.path, f"sheet {self.title}", "it cannot be read to its end") from error

    def place(self, row: int) -> str:
        """What a row is called."""
        return f"sheet {self.title}, row {row}"

    def readings(self, cell: str) -> tuple[DraftAnnotation, ...]:
        """The furigana of a cell, over the letters of its text without the white space around it."""
        if cell not in self._readings:
            return ()
        lead = len(cell) - len(cell.lstrip())
        length = len(cell.strip())
        wide = cell.encode("utf-16-le", "surrogatepass")
        found = []
        for first, last, said in self._readings[cell]:
            start = len(wide[: 2 * first].decode("utf-16-le", "replace")) - lead
            stop = len(wide[: 2 * last].decode("utf-16-le", "replace")) - lead
            if 0 <= start < stop <= length:
                found.append(DraftAnnotation(start, stop, RUBY, said))
        return tuple(found)


def worksheets(file: SourceFile) -> list[Worksheet]:
    """The sheets that are shown, or all if none is. Reading them reports how far the file is read.

    Raises Malformed for an archive that is none or is dangerous, and Unreadable.
    """
    readings = _checked(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file.reader(), read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
    except _BROKEN as error:
        raise Malformed(file.path, "the workbook", "a part of it is missing or broken") from error
    if not sheets:
        raise Malformed(file.path, "the workbook", "none of its sheets is there")
    shown_ones = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    return [Worksheet(file, sheet, readings) for sheet in shown_ones or sheets]


def _checked(file: SourceFile) -> _Readings:
    """The furigana of a file. Raises Malformed for an archive that is none or is dangerous."""
    try:
        with zipfile.ZipFile(file.ahead.reader()) as archive:
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
    found: dict[str, tuple[tuple[int, int, str], ...]] = {}
    with archive.open(_STRINGS) as strings:
        if not _mentions(strings, b"rPh"):  # nearly always, and much sooner known than parsed
            return found
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


def _mentions(part: IO[bytes], word: bytes) -> bool:
    """Whether a part has these bytes in it."""
    before = b""
    while chunk := part.read(CHUNK):
        if word in before + chunk:
            return True
        before = chunk[-len(word) :]
    return False


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
