from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.ui.application import Program
from viewer.ui.commands import COMMANDS
from viewer.ui.reading.arrangement import Layout
from viewer.ui.widgets.view_options import ViewOptions

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any = NONE) -> None:
    window = QApplication.activePopupWidget() or program.window
    qtbot.keyClick(window.focusWidget() or window, key, modifier)


@pytest.fixture
def options(qtbot: QtBot, reading: Program) -> ViewOptions:
    press(qtbot, reading, Qt.Key.Key_F4)
    assert reading.window.options.isVisible()
    return reading.window.options


def click(qtbot: QtBot, options: ViewOptions, name: str) -> None:
    widget = options.widgets[name]
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_Space)


def test_every_option_of_the_table_is_there(options: ViewOptions) -> None:
    assert set(options.widgets) == {command.id for command in COMMANDS if command.option is not None}


def test_every_switch_of_the_view_menu_is_an_option() -> None:
    view = {
        command.id for command in COMMANDS if command.menu.startswith(("&View", "View/Theme")) and command.checkable
    }
    assert view <= {command.id for command in COMMANDS if command.option is not None}


def test_escape_closes_it(qtbot: QtBot, reading: Program, options: ViewOptions) -> None:
    press(qtbot, reading, Qt.Key.Key_Escape)
    assert not options.isVisible()


def test_the_button_of_the_toolbar_opens_it(qtbot: QtBot, reading: Program) -> None:
    qtbot.mouseClick(reading.window.toolbar.view_button, Qt.MouseButton.LeftButton)
    assert reading.window.options.isVisible()
    reading.window.options.close()


def test_a_layout_is_chosen_and_one_is_always_chosen(qtbot: QtBot, reading: Program, options: ViewOptions) -> None:
    names = ("layout_columns", "layout_lines", "layout_hidden")
    for _ in range(2):
        click(qtbot, options, "layout_lines")
        assert reading.window.view.layout_chosen() is Layout.LINES
        assert [options.widgets[name].isChecked() for name in names] == [False, True, False]
    assert options.isVisible()


def test_size_and_width_say_their_values(qtbot: QtBot, reading: Program, options: ViewOptions) -> None:
    assert (options.widgets["zoom_reset"].text(), options.widgets["text_full"].text()) == ("Size 100 %", "Full width")
    click(qtbot, options, "zoom_in")
    click(qtbot, options, "text_narrower")
    assert (options.widgets["zoom_reset"].text(), options.widgets["text_full"].text()) == ("Size 110 %", "Width 64 em")
    click(qtbot, options, "zoom_reset")
    click(qtbot, options, "text_full")
    assert (reading.window.view.zoom(), reading.window.view.form.text_width) == (1.0, 0)


def test_a_box_follows_its_command(qtbot: QtBot, reading: Program, options: ViewOptions) -> None:
    click(qtbot, options, "gutter")
    assert reading.settings["gutter"] is False
    reading.window.commands["gutter"].trigger()
    assert options.widgets["gutter"].isChecked()


def test_the_keyboard_goes_through_all_of_it(qtbot: QtBot, reading: Program, options: ViewOptions) -> None:
    seen = set()
    for _ in range(2 * len(options.widgets)):
        seen.add(options.focusWidget())
        press(qtbot, reading, Qt.Key.Key_Down)
    assert {name for name, widget in options.widgets.items() if widget.isEnabled() and widget not in seen} == set()
    before = options.focusWidget()
    press(qtbot, reading, Qt.Key.Key_Down)
    press(qtbot, reading, Qt.Key.Key_Up)
    assert options.focusWidget() is before


def test_the_keys_of_the_options_work_in_it(qtbot: QtBot, reading: Program, options: ViewOptions) -> None:
    press(qtbot, reading, Qt.Key.Key_Plus, CONTROL)
    assert reading.window.view.zoom() > 1
    assert options.isVisible()


def test_without_a_corpus_colours_can_be_chosen(qtbot: QtBot, program: Program) -> None:
    press(qtbot, program, Qt.Key.Key_F4)
    options = program.window.options
    assert not options.widgets["zoom_in"].isEnabled()
    click(qtbot, options, "theme_sepia")
    assert program.settings["theme"] == "sepia"
    options.close()
