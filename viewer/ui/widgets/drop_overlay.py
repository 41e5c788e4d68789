"""What is shown over the window while something that can be opened is dragged over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from viewer.ui.i18n import translator

tr = translator("DropOverlay")


class DropOverlay(QFrame):
    """A veil with one line; events pass through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        label = QLabel(tr("Drop to open"))
        label.setObjectName("title")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        self.hide()

    def cover(self) -> None:
        """Lies down on the whole of its parent."""
        self.setGeometry(self.parentWidget().rect().adjusted(10, 10, -10, -10))
        self.raise_()
        self.show()
