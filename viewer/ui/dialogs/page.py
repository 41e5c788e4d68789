"""A page beside the window: not modal, closed by Escape, scrolled where it is long."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.ui.i18n import Safe, translator

tr = translator("Pages")


class Page(QDialog):
    """Holds one widget, and a button that closes it. Deleted when closed."""

    def __init__(
        self, title: Safe, content: QWidget, parent: QWidget | None, *, introduction: Safe | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(False)
        heading = QLabel(title)
        heading.setObjectName("title")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button = QPushButton(tr("Close"))
        self.close_button.clicked.connect(self.close)
        self.buttons = QHBoxLayout()
        """The last row; a page may put its own before the one that closes it."""
        self.buttons.addStretch()
        self.buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(14)
        layout.addWidget(heading)
        if introduction is not None:
            label = QLabel(introduction)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(content, 1)
        layout.addLayout(self.buttons)

    def bring_to_front(self) -> None:
        """Shows the page, or brings it to the front if it is open."""
        self.show()
        self.raise_()
        self.activateWindow()

    def setVisible(self, visible: bool) -> None:
        """Enter in a field does what the page says to be the answer, and nothing if it says nothing: Qt would take the
        first button for it, whatever that does."""
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(button.isDefault())
        super().setVisible(visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        there = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(there, QPushButton):
            there.click()
        else:
            super().keyPressEvent(event)
