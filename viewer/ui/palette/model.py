"""The lines of the palette as a model: what is found of the entries, in the order of how well it fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QPalette

from viewer.ui.i18n import translator
from viewer.ui.palette.entries import Entry
from viewer.ui.palette.matching import Wording, ranked, wording

tr = translator("Palette")

Index = QModelIndex | QPersistentModelIndex
NAME, WHERE, KEYS = range(3)


class PaletteModel(QAbstractTableModel):
    """Three columns: the name, the menu or what is missing, the keys."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: Sequence[Entry] = ()
        self._wordings: list[Wording] = []
        self._used: list[int] = []
        self._found: list[int] = []

    def set_entries(self, entries: Sequence[Entry], used: Sequence[str]) -> None:
        """Lists all of these; `used` are the ids of those that were run last, the last one first."""
        places = {entry.id: place for place, entry in enumerate(entries)}
        self._entries = entries
        self._used = [places[name] for name in used if name in places]
        self._wordings = [wording(entry.text, f"{entry.where} {entry.tip}", able=not entry.reason) for entry in entries]
        self.narrow("")

    def narrow(self, typed: str) -> None:
        """Lists what fits."""
        self.beginResetModel()
        self._found = ranked(typed, self._wordings, self._used)
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        """What stands in a line."""
        return self._entries[self._found[row]]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._found)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry, column = self.entry(index.row()), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (entry.text, entry.reason or entry.where, entry.keys)[column]
        if role == Qt.ItemDataRole.CheckStateRole and column == NAME and entry.checked is not None:
            return Qt.CheckState.Checked if entry.checked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.tip
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            said = tr("{command}, {where}", command=entry.text, where=entry.reason or entry.where)
            return tr("{command}, {keys}", command=said, keys=entry.keys) if entry.keys else said
        if role == Qt.ItemDataRole.ForegroundRole and (entry.reason or column != NAME):
            return QGuiApplication.palette().brush(QPalette.ColorGroup.Normal, QPalette.ColorRole.PlaceholderText)
        return None
