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
    copy = next(button for button in page.findChildren(QPushButton) if button.text() == "Copy &versions")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Hexapla 0.")
    assert any("PySide6" in line and line.endswith("(LGPL-3.0-only)") for line in lines)


def part_shown(page: AboutPage) -> str:
    return page.tree.currentItem().text(0)


def test_licences_are_read_and_searched_by_keyboard(qtbot: QtBot) -> None:
    page = AboutPage()
    qtbot.addWidget(page)
    page.show()
    page.filter.setFocus()
    assert part_shown(page) == "Hexapla"
    assert page.text.toPlainText().startswith("MIT License")
    qtbot.keyClicks(page.filter, "Font Software")
    assert part_shown(page).startswith("Noto Naskh Arabic")
    found = page.text.textCursor()
    assert found.selectedText() == "Font Software"
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert page.text.textCursor().selectedText() == "Font Software"
    assert page.text.textCursor().position() > found.position()
    assert page.isVisible()
    page.filter.selectAll()
    qtbot.keyClicks(page.filter, "may be exchanged")
    assert part_shown(page).startswith("Qt, PySide6")
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert part_shown(page) == "Qt, shiboken6"
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert part_shown(page).startswith("Qt, PySide6"), "from the last part it goes on with the first"
    page.filter.setFocus()
    for widget in (page.tree, page.text):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.focusWidget() is widget
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    assert part_shown(page) == "Qt, shiboken6"


def test_what_is_nowhere_leaves_no_part(qtbot: QtBot) -> None:
    page = AboutPage()
    qtbot.addWidget(page)
    qtbot.keyClicks(page.filter, "no licence says this")
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert all(page.tree.topLevelItem(number).isHidden() for number in range(page.tree.topLevelItemCount()))
    assert page.text.extraSelections() == []
