"""Bookmarks and notes as a list in reading order: what was noted, and about what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QDateTime, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.model import PlacedNote
from viewer.text.folding import folded
from viewer.ui.i18n import Safe, isolate, tooltip, translator
from viewer.ui.notes.noted import Noted
from viewer.ui.notes.words import NoteWords

tr = translator("Notes")

NOTED: Final = Qt.ItemDataRole.UserRole
"""The PlacedNote of a line."""
PLACE: Final = Qt.ItemDataRole.UserRole + 1
"""Where it is, in words."""
ABOUT: Final = Qt.ItemDataRole.UserRole + 2
"""The letters that it is about."""
DIRECTION: Final = Qt.ItemDataRole.UserRole + 3
"""The direction of those letters."""

_Index = QModelIndex | QPersistentModelIndex


class NoteModel(QAbstractListModel):
    """Lists a snapshot, or those of it that contain what is looked for."""

    def __init__(self, words: NoteWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._all: Sequence[PlacedNote] = ()
        self._shown: Sequence[PlacedNote] = ()
        self._wanted = ""

    def show(self, noted: Noted) -> None:
        """Lists other notes."""
        self._all = noted.placed
        self._reset()

    def narrow(self, text: str) -> None:
        """Lists only those that contain `text`, in what was noted or in what it is about."""
        self._wanted = folded(text)
        self._reset()

    def line_of(self, note: int) -> int | None:
        """The line of the note with this id."""
        return next((line for line, one in enumerate(self._shown) if one.note.id == note), None)

    def note(self, line: int) -> PlacedNote | None:
        """The note of a line."""
        return self._shown[line] if 0 <= line < len(self._shown) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.note.text or self._words.about(one)
        if role == NOTED:
            return one
        if role == PLACE:
            return self._words.place_of(one)
        if role == ABOUT:
            return self._words.about(one)
        if role == DIRECTION:
            return self._words.direction(one)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            kind = tr("Note") if one.note.text else tr("Bookmark")
            said = tr(
                "{kind}, {place}: {about}", kind=kind, place=self._words.place_of(one), about=self._words.about(one)
            )
            return tr("{said}. {note}", said=said, note=one.note.text) if one.note.text else said
        if role == Qt.ItemDataRole.ToolTipRole:
            made = QDateTime.fromString(one.note.made, Qt.DateFormat.ISODate).toLocalTime()
            when = QLocale().toString(made, QLocale.FormatType.ShortFormat)
            lines = [
                self._words.place_of(one),
                isolate(self._words.about(one)),
                *map(isolate, one.note.text.splitlines()),
            ]
            return tooltip(*lines, tr("Noted on {when}", when=Safe(when)))
        return None

    def _reset(self) -> None:
        self.beginResetModel()
        self._shown = [one for one in self._all if self._is_wanted(one)]
        self.endResetModel()

    def _is_wanted(self, one: PlacedNote) -> bool:
        return not self._wanted or self._wanted in folded(f"{one.note.text} {self._words.about(one)}")
