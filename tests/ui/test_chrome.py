from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.ui.application import Program
from viewer.ui.chrome import Chrome

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any = NONE) -> None:
    window = QApplication.activePopupWidget() or program.window
    qtbot.keyClick(window.focusWidget() or window, key, modifier)


@pytest.fixture
def full(qtbot: QtBot, reading: Program) -> Program:
    """On the full screen, the pointer in the middle of it."""
    reading.window.chrome._pointer = lambda: QPoint(400, 400)
    press(qtbot, reading, Qt.Key.Key_F11)
    assert reading.window.isFullScreen()
    return reading


def bars(program: Program) -> list[bool]:
    window = program.window
    return [bar.isVisible() for bar in (window.menuBar(), window.toolbar, window.statusBar())]


def point_at_the_edge(chrome: Chrome) -> None:
    where = QPointF(300, 0)
    QApplication.sendEvent(chrome._edge, QEnterEvent(where, where, where))


def test_on_the_full_screen_there_are_only_the_texts(qtbot: QtBot, full: Program) -> None:
    assert bars(full) == [False, False, False]
    assert full.window.view.isVisible()
    press(qtbot, full, Qt.Key.Key_F11)
    assert not full.window.isFullScreen()
    assert bars(full) == [True, True, True]


def test_escape_leaves_the_full_screen_after_the_search(qtbot: QtBot, full: Program) -> None:
    press(qtbot, full, Qt.Key.Key_F, CONTROL)
    assert full.window.bar.field.hasFocus()
    assert full.window.toolbar.isVisible()
    press(qtbot, full, Qt.Key.Key_Escape)
    assert full.window.isFullScreen()
    press(qtbot, full, Qt.Key.Key_Escape)
    assert not full.window.isFullScreen()


def test_the_bars_go_when_the_search_is_closed(qtbot: QtBot, full: Program) -> None:
    press(qtbot, full, Qt.Key.Key_F, CONTROL)
    full.window.chrome.look()
    assert full.window.toolbar.isVisible()
    press(qtbot, full, Qt.Key.Key_Escape)
    full.window.chrome.look()
    assert bars(full) == [False, False, False]


def test_the_upper_edge_calls_the_bars_until_the_pointer_has_left_them(full: Program) -> None:
    chrome = full.window.chrome
    chrome._pointer = lambda: QPoint(300, 0)
    point_at_the_edge(chrome)
    chrome.look()
    assert bars(full) == [True, True, False]
    chrome._pointer = lambda: QPoint(300, 400)
    chrome.look()
    assert bars(full) == [False, False, False]


def test_the_view_options_open_on_the_full_screen_and_keep_the_bars(qtbot: QtBot, full: Program) -> None:
    press(qtbot, full, Qt.Key.Key_F4)
    full.window.chrome.look()
    assert full.window.toolbar.isVisible()
    assert full.window.options.isVisible()
    full.window.options.close()
    full.window.chrome.look()
    assert not full.window.toolbar.isVisible()


def test_without_a_menu_bar_there_is_none_afterwards(qtbot: QtBot, full: Program) -> None:
    press(qtbot, full, Qt.Key.Key_M, CONTROL)
    press(qtbot, full, Qt.Key.Key_F11)
    assert bars(full) == [False, True, True]


def test_the_next_start_has_the_window_of_before(qtbot: QtBot, full: Program) -> None:
    geometry = full.settings["window"]
    full.window.close()
    assert geometry
    assert full.settings["window"] == geometry
