"""XLSX: the columns of `table_writer` on one sheet; those that are not text are hidden.

Segments of one cell stand on lines of their own. Readings of letters are furigana.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from viewer.formats.annotation_kinds import RUBY
from viewer.formats.draft import Caution, Cautions
from viewer.formats.escaping import allowed, escaped
from viewer.formats.marks import COLUMNS, SEGMENTS
from viewer.formats.sheet import XLSX, Cell, Column, Look, check_size, fits, utf16, write_sheet
from viewer.formats.table_writer import Table
from viewer.formats.writing import Context, Writer
from viewer.model import Direction, Segment, Unit

_WIDTH = 50
"""Of a column of text, in characters."""
_WIDTH_HIDDEN = 20


def _check(context: Context) -> None:
    check_size(context.units, len(context.versions) + len(COLUMNS))


def _write(rows: Iterable[Unit], context: Context, files: Sequence[Path]) -> None:
    table = Table(context, joiner="\n")
    shown = len(context.versions)
    columns = [
        Column(name, _WIDTH)
        if number < shown
        else Column(name, _WIDTH_HIDDEN, hidden=True)
        if number < shown + len(COLUMNS)
        else Column(name)
        for number, name in enumerate(table.header)
    ]
    write_sheet(files[0], context.title, columns, _rows(rows, table, context), context.cautions)


def _rows(rows: Iterable[Unit], table: Table, context: Context) -> Iterator[tuple[str, list[Cell]]]:
    shown = len(context.versions)
    place_of_marks = shown + COLUMNS.index(SEGMENTS)
    looks = [Look.FROM_RIGHT if version.direction is Direction.RTL else Look.FROM_LEFT for version in context.versions]
    for number, unit in enumerate(rows):
        texts = table.row(unit)
        cells = [
            Cell(text, look, _readings(unit.cells.get(version.id, ())))
            for text, look, version in zip(texts, looks, context.versions, strict=False)
        ]
        for column in range(shown, len(texts)):
            if not fits(texts[column]) and column != place_of_marks:
                texts[column] = ""
                context.cautions.add(Caution.ANNOTATIONS_LEFT_OUT, place=f"row {unit.number}")
            cells.append(Cell(texts[column]))
        yield f"row {number}", cells


def _readings(cell: Sequence[Segment]) -> str:
    """The ruby of a cell as runs of phonetic text, which say where they stand in UTF-16 units."""
    found = []
    before = 0
    for segment in cell:
        last = 0
        for note in sorted(segment.annotations, key=lambda note: note.start):
            if note.kind == RUBY and last <= note.start < note.stop:
                last = note.stop
                start, stop = (before + utf16(segment.text[:place]) for place in (note.start, note.stop))
                said = escaped(allowed(note.value, Cautions()))
                found.append(f'<rPh sb="{start}" eb="{stop}"><t>{said}</t></rPh>')
        before += utf16(segment.text) + 1 if len(cell) > 1 else 0
    return "".join(found)


WRITERS = (Writer(XLSX, (".xlsx",), _write, check=_check, takes_sentences=True),)
