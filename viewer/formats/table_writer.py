"""TSV and CSV: a column for each version, headed by its id, and four more for what a row says besides.

`hexapla:document`, `hexapla:status` and `hexapla:confidence` hold what their names say; `hexapla:segments` tells apart
the segments of cells that have several (see `marks`). A cell with a quote, a line end or the delimiter in it is quoted
as RFC 4180 has it, in TSV too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from viewer.formats.marks import COLUMNS, confidence, joined, marks_of_row
from viewer.formats.writing import Context, Writer
from viewer.model import Unit


def table(rows: Iterable[Unit], context: Context, joiner: str = " ") -> Iterator[list[str]]:
    """The header and the rows, each a list of cells."""
    columns = [version.id for version in context.versions]
    yield [*columns, *COLUMNS]
    for unit in rows:
        cells = unit.cells
        yield [
            *(joined(cells[column], joiner) if column in cells else "" for column in columns),
            *(str(unit.document), str(unit.status), confidence(unit), marks_of_row(unit)),
        ]


def _write(delimiter: str, end: str, rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    special = (delimiter, '"', "\n", "\r")
    with open(files[0], "w", encoding="utf-8", newline="") as file:
        for row in table(rows, context):
            cells = (_quoted(cell) if any(one in cell for one in special) else cell for cell in row)
            file.write(delimiter.join(cells) + end)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


WRITERS = (
    Writer("tsv", (".tsv", ".tab"), partial(_write, "\t", "\n")),
    Writer("csv", (".csv",), partial(_write, ",", "\r\n")),
)
