"""The outline as a tree model: documents, and under each its headings, none of which exists until it is looked at."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from viewer.errors import HexaplaError
from viewer.model import Direction, VersionId
from viewer.ui.i18n import tooltip, translator, visible
from viewer.ui.reading.fonts import font_for
from viewer.ui.reading.outline import Heading, Outline

tr = translator("Outline")

DIRECTION: Final = Qt.ItemDataRole.UserRole
"""Role: the Direction of what an entry says."""
CURRENT: Final = Qt.ItemDataRole.UserRole + 1
"""Role: whether the reader is in it."""

Index = QModelIndex | QPersistentModelIndex
_MIME: Final = "application/x-hexapla-document"
_NO_ROWS: Final = np.empty(0, np.int64)
_TOP: Final = 0
"""Internal id of a document; a heading has the place of its document, counted from 1."""
_STRONG: Final = {"L": Direction.LTR, "R": Direction.RTL, "AL": Direction.RTL}


class OutlineModel(QAbstractItemModel):
    """Holds row numbers only. A corpus of one document is a list of its headings.

    Documents can be renamed and dragged: that is told, and becomes so when the outline is set anew.
    """

    renamed = Signal(int, str)
    """A document, and its new title."""
    moved = Signal(int, int)
    """A document was dragged: from where, and to where."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outline: Outline | None = None
        self._versions: tuple[VersionId, ...] = ()
        self._languages: dict[VersionId, tuple[str, Direction]] = {}
        self._documents = _NO_ROWS
        """Numbers of the documents that are listed."""
        self._rows = _NO_ROWS
        """Rows of the headings that are listed."""
        self._starts = np.zeros(1, np.int64)
        """How many of the headings come before each of the documents; at the end, all of them."""
        self._current: int | None = None
        self._flat = True

    @property
    def flat(self) -> bool:
        """Whether there is only one document, so that its headings stand at the top."""
        return self._flat

    def set_outline(self, outline: Outline | None, languages: dict[VersionId, tuple[str, Direction]]) -> None:
        """Lists all of it. `languages` gives for each version its language tag and direction."""
        self._outline, self._languages, self._current = outline, languages, None
        self.narrow(None, None)

    def take(self, outline: Outline) -> bool:
        """The same outline after a change of some rows; whether all entries stay the entries they were."""
        before = self._outline
        if before is None or self._rows is not before.rows or len(outline.rows) != len(before.rows):
            return False
        starts = np.searchsorted(outline.rows, outline.index.document_starts)
        if not np.array_equal(starts, np.searchsorted(before.rows, before.index.document_starts)):
            return False
        self._outline, self._rows, self._current = outline, outline.rows, None
        return True

    def set_versions(self, versions: Sequence[VersionId]) -> None:
        """In which versions a heading is told: the first of them that has it. Repaint what is seen afterwards."""
        self._versions = tuple(versions)

    def narrow(self, documents: NDArray[np.int64] | None, rows: NDArray[np.int64] | None) -> None:
        """Lists these documents and headings (ascending), and the documents that the headings are in; None: all."""
        self.beginResetModel()
        outline = self._outline
        self._flat = outline is None or len(outline.documents) < 2
        if outline is None:
            self._documents, self._rows, self._starts = _NO_ROWS, _NO_ROWS, np.zeros(1, np.int64)
        else:
            starts = outline.index.document_starts
            self._rows = outline.rows if rows is None else rows
            if documents is None:
                self._documents = np.arange(len(outline.documents), dtype=np.int64)
            else:
                owners = np.searchsorted(starts, self._rows, side="right") - 1
                self._documents = np.union1d(documents, owners)
            self._starts = np.searchsorted(self._rows, np.append(starts[self._documents], starts[-1]))
        self.endResetModel()

    def set_current(self, unit: int | None) -> None:
        """Marks the entries of the document and of the chapter that a row is in."""
        for entry in self._marked(self._current):
            self.dataChanged.emit(entry, entry, [CURRENT])
        self._current = unit
        for entry in self._marked(unit):
            self.dataChanged.emit(entry, entry, [CURRENT])

    def entry_of(self, unit: int) -> QModelIndex:
        """The entry of the chapter that a row is in, else that of its document; invalid if neither is listed."""
        marked = self._marked(unit)
        return marked[-1] if marked else QModelIndex()

    def entry_of_document(self, document: int) -> QModelIndex:
        """The entry of a document; invalid if it is not listed."""
        place = int(np.searchsorted(self._documents, document))
        if self.flat or place == len(self._documents) or self._documents[place] != document:
            return QModelIndex()
        return self.createIndex(place, 0, _TOP)

    def document_of(self, entry: Index) -> int:
        """The document that an entry is, or belongs to, in a list of several."""
        place = entry.row() if entry.internalId() == _TOP else int(entry.internalId()) - 1
        return int(self._documents[place])

    def unit_of(self, entry: Index) -> int:
        """The row that an entry leads to."""
        assert self._outline is not None
        row = self._heading_row(entry)
        if row is not None:
            return row
        start = int(self._outline.index.document_starts[self._documents[entry.row()]])
        return min(start, self._outline.index.unit_count - 1)

    def _marked(self, unit: int | None) -> list[QModelIndex]:
        """The entries that a row belongs to, from the outside in."""
        outline = self._outline
        if outline is None or unit is None or not 0 <= unit < outline.index.unit_count:
            return []
        marked = []
        document = outline.index.document_of(unit)
        place = int(np.searchsorted(self._documents, document))
        if place == len(self._documents) or self._documents[place] != document:
            return []
        if not self.flat:
            marked.append(self.createIndex(place, 0, _TOP))
        chapter = outline.chapter_of(unit)
        if chapter is not None:
            found = int(np.searchsorted(self._rows, chapter))
            if found < len(self._rows) and self._rows[found] == chapter:
                number = found if self.flat else found - int(self._starts[place])
                marked.append(self.createIndex(number, 0, _TOP if self.flat else place + 1))
        return marked

    # What Qt asks; a tree asks it of every entry that it lays out, so these are short

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if not parent.isValid():
            return len(self._rows) if self.flat else len(self._documents)
        if self.flat or parent.internalId() != _TOP:
            return 0
        return int(self._starts[parent.row() + 1] - self._starts[parent.row()])

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 1

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        if column or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, child: Index) -> QModelIndex:
        if not child.isValid() or child.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(int(child.internalId()) - 1, 0, _TOP)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:
        if self._flat and parent.isValid():
            return False
        return self.rowCount(parent) > 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._outline is None:
            return None
        row = self._heading_row(index)
        if role == Qt.ItemDataRole.EditRole:
            return None if row is not None else self._outline.documents[self.document_of(index)].title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return tr("You are here") if self.data(index, CURRENT) else None
        if row is None:
            return self._document_data(int(self._documents[index.row()]), role)
        return self._heading_data(row, role)

    # Renaming and dragging

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            whole = self._outline is not None and len(self._documents) == len(self._outline.documents)
            return flags | Qt.ItemFlag.ItemIsDropEnabled if whole and not self.flat else flags
        if not self.flat and index.internalId() == _TOP:
            flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        title = " ".join(str(value).split())
        if role == Qt.ItemDataRole.EditRole and title and title != self.data(index, role):
            self.renamed.emit(self.document_of(index), title)
        return False

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, str(self.document_of(indexes[0])).encode())
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return data.hasFormat(_MIME) and not parent.isValid() and not self.flat

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if self.canDropMimeData(data, action, row, column, parent):
            document = int(data.data(_MIME).data())
            before = row if row >= 0 else len(self._documents)
            to = before - 1 if before > document else before
            if to != document:
                self.moved.emit(document, to)
        return False

    def _heading_row(self, entry: Index) -> int | None:
        """The row of a heading; None if the entry is a document."""
        if self.flat:
            return int(self._rows[entry.row()])
        owner = int(entry.internalId())
        return None if owner == _TOP else int(self._rows[self._starts[owner - 1] + entry.row()])

    def _document_data(self, document: int, role: int) -> Any:
        assert self._outline is not None
        title = " ".join(self._outline.documents[document].title.split())
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(title) or tr("Document {number}", number=document + 1)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(title)
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == CURRENT:
            return self._current is not None and self._outline.index.document_of(self._current) == document
        return _direction(title) if role == DIRECTION else None

    def _heading_data(self, row: int, role: int) -> Any:
        heading = self._heading(row)
        if heading is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(heading.text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(heading.text)
        tag, direction = self._languages.get(heading.version, ("und", Direction.LTR))
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setFamilies(font_for(tag).families())
            return font
        if role == CURRENT:
            return self._current is not None and self._outline.chapter_of(self._current) == row
        return direction if role == DIRECTION else None

    def _heading(self, row: int) -> Heading | None:
        assert self._outline is not None
        try:
            return self._outline.heading(row, self._versions)
        except HexaplaError:  # the page, which reads the same rows, is who tells of it
            return None


def _direction(text: str) -> Direction:
    """Which way a text runs of whose language nothing is known: as its first strong letter says (UAX #9, P2)."""
    classes = (unicodedata.bidirectional(letter) for letter in text)
    return next((_STRONG[one] for one in classes if one in _STRONG), Direction.LTR)
