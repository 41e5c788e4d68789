from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from viewer.model import VersionId
from viewer.ui.application import Program
from viewer.ui.commands import Menu
from viewer.ui.settings import Settings

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(program.window.focusWidget() or program.window, key, modifier)


def shown(program: Program) -> list[VersionId]:
    return program.window.view.shown_versions()


def test_panes_are_gone_through_moved_and_hidden_by_keyboard(qtbot: QtBot, reading: Program) -> None:
    view = reading.window.view
    press(qtbot, reading, Qt.Key.Key_PageDown, CONTROL)
    assert view.active_version() == "en"
    press(qtbot, reading, Qt.Key.Key_PageUp, CONTROL | SHIFT)
    assert shown(reading) == ["en", "de", "ar"]
    press(qtbot, reading, Qt.Key.Key_PageDown, CONTROL | SHIFT)
    press(qtbot, reading, Qt.Key.Key_H, CONTROL)
    assert (shown(reading), view.active_version()) == (["de", "ar"], "ar")
    press(qtbot, reading, Qt.Key.Key_H, CONTROL | SHIFT)
    assert shown(reading) == ["de", "en", "ar"]


def test_the_caret_goes_along_to_another_pane(qtbot: QtBot, reading: Program) -> None:
    view = reading.window.view
    page = view.focusProxy()
    press(qtbot, reading, Qt.Key.Key_F7)
    press(qtbot, reading, Qt.Key.Key_Down)
    press(qtbot, reading, Qt.Key.Key_PageDown, CONTROL)
    marked = view.marking.selection
    assert marked is not None
    assert (view.active_version(), marked.versions, marked.focus.unit) == ("en", ("en",), 1)
    press(qtbot, reading, Qt.Key.Key_Right, SHIFT)
    press(qtbot, reading, Qt.Key.Key_PageDown, CONTROL)
    assert view.active_version() == "ar"
    qtbot.keyClick(page, Qt.Key.Key_Right, SHIFT)
    assert view.active_version() == "en"


def test_panes_are_made_wider_narrower_and_equal_by_keyboard(qtbot: QtBot, reading: Program) -> None:
    columns = reading.window.view.panes.columns
    equal = [column.width for column in columns.columns]
    press(qtbot, reading, Qt.Key.Key_Right, ALT | SHIFT)
    assert columns.columns[0].width > equal[0]
    press(qtbot, reading, Qt.Key.Key_Left, ALT | SHIFT)
    press(qtbot, reading, Qt.Key.Key_Left, ALT | SHIFT)
    assert columns.columns[0].width < equal[0]
    press(qtbot, reading, Qt.Key.Key_E, CONTROL | ALT)
    assert [column.width for column in columns.columns] == equal


def test_versions_beyond_the_screen_are_scrolled_in_by_keyboard(qtbot: QtBot, reading: Program) -> None:
    reading.window.resize(700, 600)
    assert shown(reading) == ["de", "en"]
    assert reading.window.commands["scroll_right"].isEnabled()
    press(qtbot, reading, Qt.Key.Key_PageDown, ALT)
    assert shown(reading) == ["en", "ar"]
    press(qtbot, reading, Qt.Key.Key_F, CONTROL | ALT)
    assert shown(reading) == ["de", "ar"]
    press(qtbot, reading, Qt.Key.Key_PageUp, ALT)
    assert shown(reading) == ["de", "en"]


def test_what_makes_no_sense_is_not_offered(reading: Program) -> None:
    commands = reading.window.commands
    assert not commands["show_all_panes"].isEnabled()
    assert not commands["scroll_left"].isEnabled()
    commands["hide_pane"].trigger()
    assert commands["show_all_panes"].isEnabled()
    commands["hide_pane"].trigger()
    assert not commands["hide_pane"].isEnabled()
    assert not commands["wider"].isEnabled()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_menu_of_a_pane_is_that_of_the_active_version(qtbot: QtBot, reading: Program) -> None:
    view = reading.window.view
    menu = reading.window.commands.menu(Menu.VERSION)
    header = view.panes.header.header(VersionId("ar"))
    assert header is not None
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=QPoint(8, 15))  # Arabic: the arrow is at the left
    assert menu.isVisible()
    assert view.active_version() == "ar"
    menu.close()
    press(qtbot, reading, Qt.Key.Key_Down, ALT)
    assert menu.isVisible()
    menu.close()


def test_a_version_is_renamed_where_its_label_stands(qtbot: QtBot, reading: Program) -> None:
    view = reading.window.view
    press(qtbot, reading, Qt.Key.Key_N, CONTROL | SHIFT)
    field = view.panes.header.findChild(QLineEdit)
    qtbot.keyClicks(field, "Meyer 1998")
    with qtbot.waitSignal(reading.window.changes.corpus_changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert view.versions()[VersionId("de")].label == "Meyer 1998"
    reading.window.commands["undo"].trigger()
    qtbot.waitUntil(lambda: view.versions()[VersionId("de")].label != "Meyer 1998")


def test_the_order_from_right_to_left_is_kept_for_the_next_start(
    qtbot: QtBot, reading: Program, make_program: Callable[..., Program], corpus_file: Path
) -> None:
    press(qtbot, reading, Qt.Key.Key_M, CONTROL | ALT)
    lefts = [column.left for column in reading.window.view.panes.columns.columns]
    assert lefts == sorted(lefts, reverse=True)
    settings = Settings()
    settings["mirrored"] = True
    again = make_program(settings)
    again.library.open(corpus_file)
    assert again.window.commands["mirrored"].isChecked()
    assert again.window.view.panes.columns.mirrored
