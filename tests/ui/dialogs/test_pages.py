from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from viewer.errors import EmptyFile
from viewer.formats.draft import Caution
from viewer.formats.draft import ImportWarning as Remark
from viewer.formats.listing import Skip
from viewer.formats.plan import Choice, Decision
from viewer.importing import Summary
from viewer.model import Direction, Version, VersionId
from viewer.preparing import FileReport
from viewer.ui.commands import COMMANDS
from viewer.ui.dialogs.about import AboutPage
from viewer.ui.dialogs.import_details import ImportDetails, summed_up
from viewer.ui.dialogs.shortcuts import ShortcutsPage
from viewer.ui.messages import Level

DE = VersionId("de")


@pytest.fixture
def summary() -> Summary:
    guessed = (Remark(Caution.ENCODING_GUESSED, detail="cp1252"),)
    files = (
        FileReport(Path("a.de.txt"), DE, 0, "de", "text", "cp1252", 43, guessed),
        FileReport(Path("README.md"), skipped=Skip.ABOUT_THE_FOLDER),
        FileReport(Path("b\n.txt"), refused=EmptyFile("/x/b\n.txt")),
    )  # fmt: skip
    versions = (Version(DE, "de", "", Direction.LTR, 43, 1),)
    decisions = (Decision(Choice.LANGUAGE_GUESSED, Path("a.de.txt"), "de"), Decision(Choice.ONE_DOCUMENT))
    return Summary(Path("/home/x/A.hexapla"), "A", versions, 1, 43, files, decisions)


def test_every_command_is_on_the_page_of_shortcuts(qtbot: QtBot) -> None:
    page = ShortcutsPage()
    qtbot.addWidget(page)
    items = [page.tree.topLevelItem(number) for number in range(page.tree.topLevelItemCount())]
    listed = [item.data(0, Qt.ItemDataRole.UserRole) for item in items]
    assert [name for name in listed if name] == [
        command.id for menu in dict.fromkeys(command.menu for command in COMMANDS) for command in COMMANDS
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


def test_an_import_is_summed_up_in_one_line(summary: Summary) -> None:
    message = summed_up(summary, lambda: None)
    assert message.text == "1 version, 43 rows, 1 file could not be read, 1 file skipped, 1 file with remarks"
    assert message.level is Level.WARNING
    assert [answer.text for answer in message.answers] == ["Details"]


def test_the_details_have_a_line_for_every_file(qtbot: QtBot, summary: Summary) -> None:
    page = ImportDetails(summary)
    qtbot.addWidget(page)
    rows = [[page.tree.topLevelItem(row).text(column) for column in range(6)] for row in range(3)]
    assert rows[0][:5] == ["\u2068a.de.txt\u2069", "\u2068Deutsch\u2069 (de)", "text", "cp1252", "43"]
    assert "(\u2068de\u2069) was told from the text; the encoding (\u2068cp1252\u2069) is a guess" in rows[0][5]
    assert rows[1][5] == "Skipped: \u2068it tells about the folder\u2069"
    assert rows[2][0] == "\u2068b␊.txt\u2069"
    assert "there is no text in it" in rows[2][5]
    labels = [label.text() for label in page.findChildren(QLabel)]
    assert any("they were taken for its versions" in label for label in labels)
