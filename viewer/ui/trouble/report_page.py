"""A page with plain text for somebody else to read: a report of a fault, or what is wrong with a corpus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import Safe, translator

tr = translator("Report")


class ReportPage(Page):
    """Text that can be copied as a whole, with a line below it that says where there is more."""

    def __init__(
        self,
        title: Safe,
        text: str,
        parent: QWidget | None,
        *,
        introduction: Safe,
        place: Safe | None = None,
        show_place: Callable[[], object] | None = None,
    ) -> None:
        content = QWidget()
        super().__init__(title, content, parent, introduction=introduction)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(title)
        self.copy = QPushButton(tr("&Copy"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.buttons.insertWidget(0, self.copy)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.text, 1)
        if place is not None:
            label = QLabel(place)
            label.setObjectName("quiet")
            label.setWordWrap(True)
            layout.addWidget(label)
        if show_place is not None:
            self.show_place = QPushButton(tr("Show the &log"))
            self.show_place.clicked.connect(lambda: show_place())
            self.buttons.insertWidget(1, self.show_place)
        self.resize(760, 560)
