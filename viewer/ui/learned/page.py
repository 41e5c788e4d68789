"""The page of learned words: which languages, how much is known of them, and whether more is learned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.languages import language
from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import number, translator

if TYPE_CHECKING:
    from viewer.lexicons import Entry

tr = translator("LearnedWords")


class LearnedPage(Page):
    """What is asked for is done by others, and `show_entries` is called when it is done."""

    switched = Signal(bool)
    emptied = Signal()
    """It is to be emptied, which has been confirmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(
            tr("Learned words"),
            content,
            parent,
            introduction=tr(
                "Texts that are aligned, and rows that you confirm, teach how words are translated. That helps to "
                "align the next text in these languages. It stays on this computer."
            ),
        )
        self.table = QTreeWidget()
        self.table.setColumnCount(4)
        self.table.setHeaderLabels([tr("Languages"), tr("Pairs of words"), tr("Documents"), tr("Size")])
        self.table.setRootIsDecorated(False)
        self.table.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(tr("Languages and what is known of them"))
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, 4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            self.table.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        self.place = QLabel()
        self.place.setObjectName("quiet")
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setWordWrap(True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.switch = QCheckBox(tr("&Learn from my texts, and use it"))
        self.switch.toggled.connect(self.switched)
        self.empty = QPushButton(tr("&Empty…"))
        self.empty.setEnabled(False)
        self.empty.clicked.connect(self.ask_to_empty)
        self.buttons.insertWidget(0, self.empty)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.place)
        layout.addWidget(self.switch)
        self.resize(640, 460)

    def show_entries(self, entries: Sequence[Entry], place: Path, *, is_on: bool) -> None:
        """Lists what is known, kept in the folder `place`."""
        self.table.clear()
        for entry in entries:
            first, second = (language(tag).name for tag in entry.languages)
            size = QLocale().formattedDataSize(entry.size, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
            names = tr("{first} and {second}", first=first, second=second)
            item = QTreeWidgetItem(self.table, [names, number(entry.pairs), number(entry.documents), size])
            for column in range(1, 4):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        self.place.setText(
            tr("Kept in {folder}", folder=str(place)) if entries else tr("Nothing has been learned yet.")
        )
        self.empty.setEnabled(bool(entries))
        with QSignalBlocker(self.switch):
            self.switch.setChecked(is_on)

    def ask_to_empty(self) -> QMessageBox:
        """Asks before what was learned is lost."""
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(tr("Empty?"))
        box.setText(tr("All that your texts have taught is forgotten. Your texts and their rows stay as they are."))
        button = box.addButton(tr("Empty"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        button.clicked.connect(lambda: self.emptied.emit())
        box.open()
        return box
