"""The page of shortcuts: the table of commands, to be read and searched."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.commands import COMMANDS, Command, Menu, keys_shown, menu_name, plain_text
from viewer.ui.commands import tr as command_words
from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import translator

tr = translator("Shortcuts")


class ShortcutsPage(Page):
    """Every command with its keys and what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(tr("Keyboard shortcuts"), content, parent)
        self.filter = QLineEdit()
        self.filter.setObjectName("filter")
        self.filter.setPlaceholderText(tr("Find a command"))
        self.filter.textChanged.connect(self._narrow)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([tr("Command"), tr("Keys"), tr("What it does")])
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(0)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.tree.setAccessibleName(tr("Commands"))
        for menu in Menu:
            commands = [command for command in COMMANDS if command.menu is menu]
            if commands:
                self._add_heading(menu_name(menu))
            for command in commands:
                self._add(command)
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.filter)
        layout.addWidget(self.tree)
        self.resize(820, 680)

    def _add_heading(self, text: str) -> None:
        item = QTreeWidgetItem(self.tree, [text])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFirstColumnSpanned(True)
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)

    def _add(self, command: Command) -> None:
        item = QTreeWidgetItem(self.tree, [plain_text(command), keys_shown(command), command_words(command.tip)])
        item.setData(0, Qt.ItemDataRole.UserRole, command.id)

    def _narrow(self, text: str) -> None:
        wanted = text.casefold()
        heading: QTreeWidgetItem | None = None
        for number in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(number)
            if item.data(0, Qt.ItemDataRole.UserRole) is None:
                heading = item
                heading.setHidden(bool(wanted))
                continue
            shown = any(wanted in item.text(column).casefold() for column in range(3))
            item.setHidden(not shown)
            if shown and heading is not None:
                heading.setHidden(False)
