"""Names in lists: shown harmless, edited as they are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QTreeWidget

from viewer.ui.i18n import visible


class NameDelegate(QStyledItemDelegate):
    """For items whose text is a foreign string that can be edited or chosen for editing."""

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        return visible(str(value))


class NameTable(QTreeWidget):
    """A list whose names F2 changes: where the keyboard is in it, the key is not the window's."""

    def event(self, event: QEvent) -> bool:
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2 and not event.modifiers():
            event.accept()
            return True
        return super().event(event)
