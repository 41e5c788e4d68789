"""The proposed passages as a model: a line each, read from the corpus when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.corpus import Corpus
from viewer.errors import HexaplaError
from viewer.model import SegmentId, VersionId
from viewer.moved_passages import Passage
from viewer.ui.i18n import Safe, tooltip, translator
from viewer.ui.reading.wording import beginning

tr = translator("Moved")

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_LETTERS: Final = 200
"""Code points of a paragraph that are shown."""


class PassageModel(QAbstractTableModel):
    """Two columns: the halves of a passage."""

    def __init__(
        self, corpus: Callable[[], Corpus | None], name_of: Callable[[VersionId], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._corpus = corpus
        self._name_of = name_of
        self._passages: list[Passage] = []

    @property
    def passages(self) -> Sequence[Passage]:
        return self._passages

    def show(self, passages: Sequence[Passage]) -> None:
        """Lists these."""
        self.beginResetModel()
        self._passages = list(passages)
        self.endResetModel()

    def remove(self, row: int) -> None:
        """Takes a line away."""
        self.beginRemoveRows(_ROOT, row, row)
        del self._passages[row]
        self.endRemoveRows()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._passages)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        passage = self._passages[index.row()]
        segments = [pair[index.column()] for pair in passage.pairs]
        said = self._said((passage.first, passage.second)[index.column()], segments)
        return tooltip(said) if role == Qt.ItemDataRole.ToolTipRole else said

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("This passage"), tr("seems to render this one, in another row"))[section]

    def _said(self, version: VersionId, segments: Sequence[SegmentId]) -> Safe:
        """Version, row and beginning of a half."""
        corpus = self._corpus()
        try:
            if corpus is None:
                return Safe("")
            row = corpus.place_of(segments[0]).unit
            text = beginning(corpus.segment(segments[0]).text, _LETTERS)
        except HexaplaError:  # a paragraph that is no more
            return tr("No longer there")
        if len(segments) == 1:
            return tr("{version}, row {row}: {text}", version=self._name_of(version), row=row + 1, text=text)
        return tr(
            "{version}, row {row}, {number} paragraphs: {text}",
            version=self._name_of(version),
            row=row + 1,
            number=len(segments),
            text=text,
        )
