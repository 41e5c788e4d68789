"""Names that can be written anew: shown harmless, edited as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from viewer.ui.i18n import visible


class WritingDelegate(QStyledItemDelegate):
    """For entries that are written where they stand. What is written is not lost to what happens meanwhile."""

    entered = Signal()
    """Enter has ended the writing, and what was written is taken."""

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        # Qt asks for it whenever anything of the entry changes; what is being written stays.
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt takes what was written after whatever else is waiting, which may be that all is listed anew.
        enters = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched)
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)


class NameDelegate(WritingDelegate):
    """For items whose text is a foreign string that can be edited or chosen for editing."""

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        return visible(str(value))


class NameField(QLineEdit):
    """One name, with a page around it: Enter takes it, Escape takes back what was written, and the page stays."""

    renamed = Signal(str)
    """Another name was written, on one line and not empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter")
        self._name = ""
        self.editingFinished.connect(self._take)

    def set_name(self, name: str) -> None:
        """Shows a name, unless it is the one that is shown already."""
        if name != self._name:
            self._name = name
            self.setText(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            self.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._name:
            self.setText(self._name)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        written = " ".join(self.text().split())
        if written and written != self._name:
            self._name = written
            self.renamed.emit(written)
        self.setText(self._name)


class NameTable(QTreeWidget):
    """A list whose names F2 changes: where the keyboard is in it, the key is not the window's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: Callable[[], object] | None = None
        """Lists everything anew; waits until the name that is being written has been taken, or left."""

    def list_anew(self, act: Callable[[], object]) -> None:
        """Lists everything anew by `act`: now, or as soon as no name is being written, which would be lost."""
        if self.state() == self.State.EditingState:
            self._waiting = act
        else:
            act()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        act, self._waiting = self._waiting, None
        if act is not None and self.isVisible():
            self.list_anew(act)

    def write_name(self, item: QTreeWidgetItem, column: int = 0) -> None:
        """Opens a name for writing, unless some name is being written already or this one may not be."""
        if item.flags() & Qt.ItemFlag.ItemIsEditable and self.state() != self.State.EditingState:
            self.editItem(item, column)

    def event(self, event: QEvent) -> bool:
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2 and not event.modifiers():
            event.accept()
            return True
        return super().event(event)
