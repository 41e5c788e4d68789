"""The field above a list that narrows it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from viewer.ui.i18n import Safe


class FilterField(QLineEdit):
    """Says itself what it is for, and is emptied by a click."""

    def __init__(self, words: Safe, parent: QWidget | None = None) -> None:
        """`words` say what is found by it."""
        super().__init__(parent)
        self.setObjectName("filter")
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)
