"""The dock of what was found: pages that others add, opened by command, closed by its button, left by Escape."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from viewer.ui.i18n import Safe
from viewer.ui.searching.found_dock import FoundDock


@pytest.fixture
def dock(qtbot: QtBot) -> FoundDock:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 700)
    dock = FoundDock(window)
    for key in ("hits", "places"):
        dock.add_page(key, Safe(key), QLineEdit())
    dock.set_corpus(True)
    with qtbot.waitExposed(window):
        window.show()
    return dock


def test_is_closed_until_it_is_asked_for(dock: FoundDock) -> None:
    assert not dock.isVisible()
    dock.open("places")
    assert dock.isVisible()
    assert dock.is_page_shown("places")
    assert not dock.is_page_shown("hits")


def test_a_page_is_told_when_it_can_be_seen(dock: FoundDock) -> None:
    shown: list[str] = []
    dock.page_shown.connect(shown.append)
    dock.open("hits")
    dock.tabs.setCurrentIndex(1)
    dock.set_open(False)
    dock.set_open(True)
    assert shown == ["hits", "places", "places"]


def test_is_not_there_without_a_corpus(dock: FoundDock) -> None:
    dock.open("hits")
    dock.set_corpus(False)
    assert not dock.isVisible()
    dock.set_corpus(True)
    assert dock.isVisible()


def test_opening_takes_the_keyboard_and_escape_gives_it_back(dock: FoundDock, qtbot: QtBot) -> None:
    dock.set_open(True)
    field = dock.tabs.currentWidget()
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(dock.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert dock.isVisible()


def test_a_page_that_has_nothing_to_say_has_no_tab(dock: FoundDock) -> None:
    dock.set_page_enabled("places", False)
    assert not dock.tabs.isTabVisible(1)
