"""TSV and CSV: a column for each version, headed by its id, and six more for what a row says besides.

`hexapla:document`, `hexapla:status` and `hexapla:confidence` hold what their names say; `hexapla:segments` tells apart
the segments of cells that have several (see `marks`), `hexapla:annotations` what stands beside them (see `beside`), and
`hexapla:names` has titles and labels, in the first row that they concern. What is said of a whole row, as the further
columns of a table that was imported are, has columns again. A cell with a quote, a line end or the delimiter in it is
quoted as RFC 4180 has it, in TSV too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from pathlib import Path

from viewer.formats import beside
from viewer.formats.columns import SOURCE_ID, may_head_notes
from viewer.formats.marks import COLUMNS, confidence, joined, marks_of_row
from viewer.formats.writing import Context, Writer
from viewer.model import Unit

_MOST_NOTES = 50
"""Columns for what is said of whole rows; beyond it stands with the other annotations."""
_ID = "id"


class Table:
    """The rows as lists of cells, one after another."""

    def __init__(self, context: Context, joiner: str = " ") -> None:
        self._context = context
        self._joiner = joiner
        self._columns = [version.id for version in context.versions]
        self._notes = [kind for kind in context.kinds() if kind == SOURCE_ID or may_head_notes(kind)][:_MOST_NOTES]
        self._begun: set[int] = set()
        """Documents of which a row is written."""

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [*self._columns, *COLUMNS, *(_ID if kind == SOURCE_ID else kind for kind in self._notes)]

    def row(self, unit: Unit) -> list[str]:
        """As many cells as the header has."""
        cells = unit.cells
        notes = dict(reversed(self._of_row(unit)))  # of several the first
        told = {
            version: found
            for version, cell in cells.items()
            if (found := beside.entries(cell, self._context.ends, tuple(notes.items())))
        }
        return [
            *(joined(cells[column], self._joiner) if column in cells else "" for column in self._columns),
            *(str(unit.document), str(unit.status), confidence(unit), marks_of_row(unit)),
            beside.as_text(told),
            self._names(unit.document),
            *(notes.get(kind, "") for kind in self._notes),
        ]

    def _of_row(self, unit: Unit) -> list[beside.Said]:
        """What goes into columns: a cell keeps no white space at its edges and no empty value apart from none."""
        if not self._notes:
            return []
        return [
            (kind, value)
            for kind, value in beside.common_of_row(unit)
            if kind in self._notes and value and value == " ".join(value.splitlines()).strip()
        ]

    def _names(self, document: int) -> str:
        if document in self._begun:
            return ""
        names: dict[str, object] = {"document": self._context.documents[document].title}
        if not self._begun:
            names["corpus"] = self._context.title
            names["versions"] = {version.id: version.label for version in self._context.versions}
        self._begun.add(document)
        return json.dumps(names, ensure_ascii=False)


def _write(delimiter: str, end: str, rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    table = Table(context)
    with open(files[0], "w", encoding="utf-8", newline="") as file:
        file.write(delimited(table.header, delimiter) + end)
        file.writelines(delimited(table.row(unit), delimiter) + end for unit in rows)


def delimited(cells: Iterable[str], delimiter: str) -> str:
    """The cells of a row as a line, without its end."""
    is_special = _special(delimiter)
    return delimiter.join(_quoted(cell) if is_special(cell) else cell for cell in cells)


@cache
def _special(delimiter: str) -> Callable[[str], object]:
    """What finds characters for which a cell must be quoted."""
    return re.compile(f'[{delimiter}"\n\r]').search


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


WRITERS = (
    Writer("tsv", (".tsv", ".tab"), partial(_write, "\t", "\n"), takes_sentences=True),
    Writer("csv", (".csv",), partial(_write, ",", "\r\n"), takes_sentences=True),
)
