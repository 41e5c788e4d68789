"""A small page that asks for the number of a row."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from viewer.ui.i18n import translator

tr = translator("GoToRow")


class GoToRow(QDialog):
    """Counts rows from 1, as the status bar does."""

    row_chosen = Signal(int)
    """Number of the row, from 0."""

    def __init__(self, *, row: int, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Go to row"))
        self.number = QSpinBox()
        self.number.setRange(1, max(1, rows))
        self.number.setValue(row + 1)
        self.number.selectAll()
        self.number.setAccessibleName(tr("Row"))
        self.number.setMinimumWidth(130)
        limit = QLabel(tr("of {rows}", rows=rows))
        limit.setTextFormat(Qt.TextFormat.PlainText)
        go = QPushButton(tr("Go"))
        go.setDefault(True)
        go.clicked.connect(self._go)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        for widget in (self.number, limit, go):
            layout.addWidget(widget)
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        self.row_chosen.emit(self.number.value() - 1)
        self.close()
