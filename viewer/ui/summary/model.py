"""The table of documents as a model: a line per document, made when it is looked at, in whatever order is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.alignment_summary import Summary
from viewer.ui.i18n import Safe, isolate, noop, number, tooltip, translator, visible

tr = translator("Alignment")

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Column:
    heading: Safe
    tip: Safe
    values: NDArray[Any]
    """Shape (D,); what is sorted by."""
    is_share: bool = False


_COUNTS: Final = (
    ("rows", noop("Rows"), noop("Rows of the document")),
    ("complete", noop("Complete"), noop("Rows in which every version has something")),
    ("doubtful", noop("Doubtful"), noop("Rows whose alignment may be wrong, or that are to be reviewed")),
    ("confirmed", noop("Confirmed"), noop("Rows that somebody has confirmed or edited")),
)


class DocumentModel(QAbstractTableModel):
    """Holds arrays; nothing is made for a document that is not on the screen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles: Sequence[str] = ()
        self._columns: list[_Column] = []
        self._derailed = np.empty(0, np.bool_)
        self._order = np.empty(0, np.int64)
        self._sorted = (0, Qt.SortOrder.AscendingOrder)

    def show(self, summary: Summary | None, titles: Sequence[str], names: Sequence[tuple[Safe, Safe]]) -> None:
        """Lists these documents; `names` are, for each version, that in a heading and that in a sentence."""
        self.beginResetModel()
        self._titles, self._columns = (titles, []) if summary is not None else ((), [])
        if summary is not None:
            self._derailed = summary.derailed
            order = np.arange(len(titles))
            self._columns.append(_Column(tr("Document"), tr("The documents in the order of the corpus"), order))
            self._columns += [_Column(tr(head), tr(tip), getattr(summary, key)) for key, head, tip in _COUNTS]
            for (short, name), shares in zip(names, summary.coverage.values(), strict=True):
                tip = tr("Paragraphs of {version} that have a partner in another version", version=name)
                self._columns.append(_Column(short, tip, shares, is_share=True))
        self._sort()
        self.endResetModel()

    def document_at(self, row: int) -> int:
        """The number of the document that a line is about."""
        return int(self._order[row])

    def row_of(self, document: int) -> int:
        """The line of a document."""
        return int(np.flatnonzero(self._order == document)[0])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Orders the documents by a column; those that are alike stay in the order of the corpus."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        documents = [(self.document_at(one.row()), one.column()) for one in kept]
        self._sorted = column, order
        self._sort()
        self.changePersistentIndexList(kept, [self.index(self.row_of(one), place) for one, place in documents])
        self.layoutChanged.emit()

    def _sort(self) -> None:
        column, order = self._sorted
        values = self._columns[column].values if column < len(self._columns) else np.arange(len(self._titles))
        down = order == Qt.SortOrder.DescendingOrder
        self._order = np.argsort(-values if down else values, kind="stable")

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said(self.document_at(index.row()), index.column())
        if role == Qt.ItemDataRole.ToolTipRole and not index.column():
            document = self.document_at(index.row())
            if self._derailed[document]:
                return tooltip(
                    self._titles[document], tr("The versions hardly fit each other: they may be different texts")
                )
            return tooltip(self._titles[document])
        return _side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return tooltip(self._columns[section].tip) if role == Qt.ItemDataRole.ToolTipRole else None

    def _said(self, document: int, column: int) -> str:
        if not column:
            title = isolate(visible(" ".join(self._titles[document].split())))
            return tr("⚠ {title}", title=title) if self._derailed[document] else title
        value = self._columns[column].values[document]
        if not self._columns[column].is_share:
            return number(int(value))
        return "–" if np.isnan(value) else tr("{percent} %", percent=int(value * 100))


def _side(column: int) -> Qt.AlignmentFlag:
    """Titles begin where one begins to read; numbers end below each other."""
    return (Qt.AlignmentFlag.AlignTrailing if column else Qt.AlignmentFlag.AlignLeading) | Qt.AlignmentFlag.AlignVCenter
