"""Aligned tables, TSV and CSV: the first row names the versions by language, every other row is one unit.

Tab, comma or semicolon is told by the first row. In a comma table quotes mean what RFC 4180 says; in a tab table they
are letters, unless all of it makes sense as quoted cells (as spreadsheets write them). Beside the languages a column of
ids may stand, and others; their cells are kept as annotations. A line end inside a cell becomes a space. A table that
was exported comes back as the corpus it was.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from viewer.errors import EmptyFile, Malformed
from viewer.formats.columns import NO_HEADER, Columns, columns_of, notes_of
from viewer.formats.decoding import Decoded, decode, decoded_head
from viewer.formats.draft import Caution, Cautions, Draft, DraftSegment
from viewer.formats.exported import Exported
from viewer.formats.exported_table import read_into
from viewer.formats.packed import PackedRows
from viewer.formats.registry import Format, Reading
from viewer.formats.source import SourceFile
from viewer.formats.spellings import Spellings
from viewer.text.paragraphs import is_blank

_NAME = "table"
_DELIMITERS = {".csv": ",;\t"}
_QUOTED = re.compile('"(?:[^"]|"")*"')
_ROWS_TRIED = 50
_LONGEST_FIELD = 2**31 - 1


@dataclass(frozen=True, slots=True)
class _Dialect:
    delimiter: str
    quoted: bool
    is_exact: bool = False
    """Holds only if every row has as many cells as the first."""


def _sniff(file: SourceFile) -> float:
    named = file.suffix in FORMAT.suffixes
    if not named and b"\t" not in file.head:
        return 0.0
    head = decoded_head(file)
    if not head:
        return 0.0
    lines = [line for line in head.splitlines(keepends=True) if not is_blank(line)][:_ROWS_TRIED]
    for delimiter in _delimiters(file) if named else "\t":
        columns = _columns(lines, delimiter)
        if columns and (named or _is_even(lines, delimiter, columns)):
            return 0.9 if named else 0.6
    return 0.7 if named else 0.0


def _read(file: SourceFile, reading: Reading) -> Draft:
    cautions = Cautions()
    decoded = decode(file, cautions, language=reading.language)
    opening = [line for line in islice(decoded.ahead.lines(), 2 * _ROWS_TRIED) if not is_blank(line)][:_ROWS_TRIED]
    if not opening:
        raise EmptyFile(file.path)
    found = ((delimiter, _columns(opening, delimiter)) for delimiter in _delimiters(file))
    delimiter, columns = next(((one, columns) for one, columns in found if columns), ("", None))
    if columns is None:
        raise Malformed(file.path, "line 1", NO_HEADER)
    if columns.own:
        return _exported(file, decoded, columns, delimiter, cautions)
    dialects = _dialects(decoded, delimiter)
    for dialect in dialects:
        told = Cautions()
        try:
            rows = _stored(file, _split(file, decoded.lines(), dialect), columns, dialect, told)
            break
        except Malformed:
            if dialect is dialects[-1]:
                raise
    _spellings(columns, cautions)
    document = rows.document("", [tag for _, tag in columns.versions])
    if document is None:
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=(document,),
        warnings=(*cautions.all(), *told.all()),
    )


def _spellings(columns: Columns, cautions: Cautions) -> None:
    spellings = Spellings()
    for tag, spelling in columns.spellings:
        spellings.add(tag, spelling)
    spellings.tell(cautions)


def _stored(
    file: SourceFile,
    rows: Iterator[tuple[int, list[str]]],
    columns: Columns,
    dialect: _Dialect,
    cautions: Cautions,
) -> PackedRows:
    """The rows below the header that have a version in them. Raises Malformed."""
    stored = PackedRows(len(columns.versions), cautions, keep_all=True)
    width = columns.width
    next((row for row in rows if any(not is_blank(cell) for cell in row[1])), None)  # the header
    for line, cells in rows:
        missing = width - len(cells)
        if missing > 0:
            cells += [""] * missing
        found = columns.parts(cells)
        if not any(found):
            continue
        if missing:
            _check(file, line, cells, missing, dialect, cautions)
        if any(len(cell) > 1 for cell in found) and (cut := columns.cut(cells)):
            cautions.add(Caution.SEGMENTS_CUT, count=cut, place=f"line {line}")
        if columns.notes:
            stored.append([[_noted(part, columns, cells) for part in cell] for cell in found])
        else:
            stored.append([[DraftSegment(part) for part in cell] for cell in found])
    return stored


def _noted(text: str, columns: Columns, cells: Sequence[str]) -> DraftSegment:
    return DraftSegment(text, annotations=notes_of(columns, cells, len(text)))


def _check(
    file: SourceFile, line: int, cells: Sequence[str], missing: int, dialect: _Dialect, cautions: Cautions
) -> None:
    """Warns of a row that has `missing` cells less than the header, and refuses one with more. Raises Malformed."""
    if dialect.is_exact:
        raise Malformed(file.path, f"line {line}", "quotes do not make cells of it")
    width = len(cells) + min(0, missing)
    if missing > 0:
        cautions.add(Caution.ROWS_PADDED, place=f"line {line}")
    elif any(not is_blank(cell) for cell in cells[width:]):
        raise Malformed(file.path, f"line {line}", f"the row has {len(cells)} cells, the first row has {width}")


def _exported(file: SourceFile, decoded: Decoded, columns: Columns, delimiter: str, cautions: Cautions) -> Draft:
    """Our own table: its cells are quoted where they need it, and line ends inside them are kept as they are."""
    quoted, literal = _Dialect(delimiter, quoted=True), _Dialect(delimiter, quoted=False)
    for dialect in (quoted, literal):
        found, told = Exported(cautions), Cautions()
        rows = _split(file, decoded.lines(keep_ends=True), dialect)
        try:
            read_into(found, columns, _below_header(rows, columns.width, told))
            break
        except Malformed:
            if dialect is literal or delimiter != "\t":
                raise
    documents = found.documents()
    if not documents:
        raise EmptyFile(file.path)
    return Draft(
        format=_NAME,
        encoding=decoded.encoding,
        digest=file.digest,
        documents=documents,
        warnings=(*cautions.all(), *told.all()),
        title=found.title,
    )


def _below_header(
    rows: Iterator[tuple[int, list[str]]], width: int, cautions: Cautions
) -> Iterator[tuple[str, list[str]]]:
    next((row for row in rows if any(not is_blank(cell) for cell in row[1])), None)
    for line, cells in rows:
        missing = width - len(cells)
        if missing > 0 and any(not is_blank(cell) for cell in cells):
            cautions.add(Caution.ROWS_PADDED, place=f"line {line}")
        elif any(not is_blank(cell) for cell in cells[width:]):
            cautions.add(Caution.CELLS_LEFT_OUT, place=f"line {line}")
        yield f"line {line}", cells + [""] * missing


def _split(file: SourceFile, lines: Iterator[str], dialect: _Dialect) -> Iterator[tuple[int, list[str]]]:
    """The rows with the lines that they begin in. Raises Malformed."""
    if not dialect.quoted:
        for number, line in enumerate(lines, 1):
            yield number, line.rstrip("\r\n").split(dialect.delimiter)
        return
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
    begun = 1
    try:
        for row in reader:
            yield begun, row
            begun = reader.line_num + 1
    except csv.Error as error:
        raise Malformed(file.path, f"line {begun}", f"a quoted cell is broken ({error})") from error


def _delimiters(file: SourceFile) -> str:
    return _DELIMITERS.get(file.suffix, "\t;,")


def _dialects(decoded: Decoded, delimiter: str) -> list[_Dialect]:
    """The ways to take quotes, the likelier first."""
    if delimiter != "\t":
        return [_Dialect(delimiter, quoted=True)]
    literal = _Dialect(delimiter, quoted=False)
    if not any('"' in piece for piece in decoded.ahead.pieces()):
        return [literal]
    whole = broken = 0
    for line in decoded.ahead.lines():
        if '"' in line:
            quoted = [cell for cell in line.rstrip("\n").split(delimiter) if cell.startswith('"')]
            well_formed = sum(_QUOTED.fullmatch(cell) is not None for cell in quoted)
            whole += well_formed
            broken += len(quoted) - well_formed
    if not whole and not broken:
        return [literal]
    # What looks broken may be a quoted cell of several lines; then it all fits together.
    return [_Dialect(delimiter, quoted=True, is_exact=broken > 0), literal]


def _columns(lines: Sequence[str], delimiter: str) -> Columns | None:
    """What the first line says if it is a header."""
    rows = list(csv.reader(lines[:1], delimiter=delimiter)) if lines else []
    return columns_of(rows[0], [line.rstrip("\r\n").split(delimiter) for line in lines[1:]]) if rows else None


def _is_even(lines: Sequence[str], delimiter: str, columns: Columns) -> bool:
    return not columns.notes and all(line.count(delimiter) == columns.width - 1 for line in lines)


FORMAT = Format(name=_NAME, suffixes=(".tsv", ".csv", ".tab"), sniff=_sniff, read=_read, names_languages=True)
