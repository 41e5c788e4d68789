from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from viewer.model import VersionId
from viewer.ui.commands import COMMANDS, Menu
from viewer.ui.dialogs.about import AboutPage
from viewer.ui.dialogs.shortcuts import ShortcutsPage

DE = VersionId("de")


def test_every_command_is_on_the_page_of_shortcuts(qtbot: QtBot) -> None:
    page = ShortcutsPage()
    qtbot.addWidget(page)
    items = [page.tree.topLevelItem(number) for number in range(page.tree.topLevelItemCount())]
    listed = [item.data(0, Qt.ItemDataRole.UserRole) for item in items]
    assert [name for name in listed if name] == [
        command.id for menu in Menu for command in COMMANDS
        if command.menu is menu
    ]  # fmt: skip
    assert next(item.text(1) for item in items if item.text(0) == "Find") == "Ctrl+F"


def test_the_page_of_shortcuts_is_narrowed_by_typing(qtbot: QtBot) -> None:
    page = ShortcutsPage()
    qtbot.addWidget(page)
    qtbot.keyClicks(page.filter, "sepia")
    items = [page.tree.topLevelItem(number) for number in range(page.tree.topLevelItemCount())]
    assert [item.text(0) for item in items if not item.isHidden()] == ["View", "Colours", "View ▸ Colours", "Sepia"]


def test_versions_can_be_copied_into_a_report(qtbot: QtBot) -> None:
    page = AboutPage()
    qtbot.addWidget(page)
    copy = next(button for button in page.findChildren(QPushButton) if button.text() == "Copy versions")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Hexapla 0.")
    assert "PySide6" in text
    assert "SIL Open Font License" in page.text.toPlainText()
