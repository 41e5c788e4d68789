"""The rows of a table that Hexapla wrote, as TSV, CSV or on a sheet, read back: see `table_writer` for its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from viewer.formats import beside, marks
from viewer.formats.columns import Columns
from viewer.formats.exported import Exported, cell_of
from viewer.text.paragraphs import is_blank


def read_into(exported: Exported, columns: Columns, rows: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Hands over the rows below the header: each with its place and at least as many cells as the header has."""
    own = {name: position for position, name in columns.own}
    for _, name in columns.versions:
        exported.describe(name)
    for place, cells in rows:
        told = {name: cells[own[name]] if name in own else "" for name in marks.COLUMNS}
        marked = marks.marks_by_version(told[marks.SEGMENTS])
        annotations = beside.from_text(told[marks.ANNOTATIONS])
        by_version = annotations if isinstance(annotations, dict) else {}
        of_all = [(kind, cells[position].strip()) for position, kind in columns.notes if not is_blank(cells[position])]
        document = marks.read_document(told[marks.DOCUMENT])
        exported.add(
            {
                name: cell_of(cells[position], marked.get(name, ""), by_version.get(name, ()), of_all)
                for (position, *_), name in columns.versions
            },
            place,
            document=document,
            status=marks.read_status(told[marks.STATUS]),
            confidence=marks.read_confidence(told[marks.CONFIDENCE]),
        )
        if told[marks.NAMES]:
            _name(exported, document or 0, beside.from_text(told[marks.NAMES]))


def _name(exported: Exported, document: int, names: object) -> None:
    if not isinstance(names, dict):
        return
    title, corpus, labels = (names.get(key) for key in ("document", "corpus", "versions"))
    if isinstance(title, str):
        exported.entitle(document, title)
    if isinstance(corpus, str):
        exported.title = corpus
    for name, label in labels.items() if isinstance(labels, dict) else ():
        if isinstance(label, str):
            exported.label(name, label)
