"""Names in lists: shown harmless, edited as they are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QStyledItemDelegate

from viewer.ui.i18n import visible


class NameDelegate(QStyledItemDelegate):
    """For items whose text is a foreign string that can be edited or chosen for editing."""

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        return visible(str(value))
