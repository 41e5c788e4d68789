"""The changes of a corpus as lines of a list: the newest first, and below all of them the import it began with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from viewer.model import Change
from viewer.ui.i18n import Safe, translator
from viewer.ui.importing.told import done

tr = translator("History")

_WHEN, _WHAT = range(2)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Log:
    """What is known of the changes of a corpus."""

    changes: Sequence[Change]
    """Oldest first."""
    labels: Mapping[str, str]
    """The names of the versions by their ids."""
    files: Sequence[str]
    """The files that the texts came from, without folders."""


class HistoryModel(QAbstractTableModel):
    """Two columns: when, and what was done. The last line is the import."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log: Log = Log((), {}, ())
        self.current = 0
        """The line of the change that was made last and stands."""

    def set_log(self, log: Log) -> None:
        """Shows other changes."""
        self.beginResetModel()
        self._log = log
        self.current = sum(change.undone for change in log.changes)
        self.endResetModel()

    @property
    def changes(self) -> int:
        """How many lines are changes."""
        return len(self._log.changes)

    def number(self, line: int) -> int:
        """The number of the change in a line; 0 for the import."""
        return self._log.changes[-1 - line].number if line < self.changes else 0

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self.changes + 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]()
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._when(line) if index.column() == _WHEN else self._what(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{when}: {what}", when=self._when(line), what=self._what(line))
        if role == Qt.ItemDataRole.FontRole and line == self.current:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole and line < self.changes:
            return tr("It was undone, and can be done again") if line < self.current else tr("It stands")
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def is_undone(self, line: int) -> bool:
        """Whether the change in a line does not stand."""
        return line < self.current

    def _when(self, line: int) -> Safe:
        if line >= self.changes:
            return Safe("")
        when = datetime.fromisoformat(self._log.changes[-1 - line].at).astimezone()
        return Safe(QLocale().toString(when.replace(tzinfo=None), QLocale.FormatType.ShortFormat))

    def _what(self, line: int) -> Safe:
        if line < self.changes:
            change = self._log.changes[-1 - line]
            what = done(change, self._log.labels)
            return tr("undone: {what}", what=what) if change.undone else what
        files = ", ".join(self._log.files)
        return tr("imported from {files}", files=files) if files else tr("imported")


_HEADS: Final = (lambda: tr("When"), lambda: tr("What was done"))
