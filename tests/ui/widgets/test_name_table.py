"""Names in a list: opened for writing once, and only where they may be written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from viewer.ui.widgets.names import NameTable


@pytest.fixture
def table(qtbot: QtBot) -> NameTable:
    made = NameTable()
    qtbot.addWidget(made)
    for text in ("open", "closed"):
        item = QTreeWidgetItem(made, [text])
        if text == "open":
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_name_is_opened_once(table: NameTable, qtbot: QtBot) -> None:
    item = table.topLevelItem(0)
    assert item is not None
    table.write_name(item)
    table.write_name(item)  # a warning of Qt would fail the test
    field = table.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "another")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: item.text(0) == "another")


def test_what_may_not_be_written_stays(table: NameTable) -> None:
    item = table.topLevelItem(1)
    assert item is not None
    table.write_name(item)
    assert table.findChild(QLineEdit) is None
