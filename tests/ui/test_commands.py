from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from viewer.ui.application import Program
from viewer.ui.commands import COMMANDS, Actions, Fact, Menu
from viewer.ui.widgets import icons


def entries(menu: QMenu) -> list[str]:
    """Ids of the commands in a menu and its submenus."""
    found = []
    for action in menu.actions():
        if action.objectName():
            found.append(action.objectName())
        if action.menu() is not None:
            found += entries(action.menu())
    return found


def test_every_command_has_a_shortcut_of_its_own() -> None:
    keys = Counter(QKeySequence(key).toString() for command in COMMANDS for key in command.keys)
    assert all(command.keys for command in COMMANDS)
    assert "" not in keys
    assert [key for key, times in keys.items() if times > 1] == []


def test_no_shortcut_is_the_beginning_of_another() -> None:
    sequences = [QKeySequence(key) for command in COMMANDS for key in command.keys]
    partial = QKeySequence.SequenceMatch.PartialMatch
    assert not [(a.toString(), b.toString()) for a in sequences for b in sequences if a.matches(b) == partial]


def test_every_command_says_what_it_does_and_has_a_known_icon() -> None:
    assert all(command.tip and command.text for command in COMMANDS)
    assert {command.icon for command in COMMANDS} - {""} <= icons.NAMES
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_every_command_stands_once_in_the_menu_bar(program: Program) -> None:
    bar = program.window.menuBar()
    found = [name for action in bar.actions() for name in entries(action.menu())]
    assert sorted(found) == sorted(command.id for command in COMMANDS)


def test_no_action_is_shown_that_is_not_in_the_table(program: Program) -> None:
    known = {command.id for command in COMMANDS}
    buttons = [button.defaultAction() for button in program.window.findChildren(QToolButton)]
    assert {action.objectName() for action in buttons if action is not None and action.text()} <= known


def test_the_tooltip_names_the_shortcut(program: Program) -> None:
    assert program.window.commands["find"].toolTip() == "Search in the texts while you type (Ctrl+F)"


def test_mnemonics_of_a_menu_are_not_taken_twice() -> None:
    for menu in Menu:
        letters = [command.text[command.text.index("&") + 1].lower() for command in COMMANDS if command.menu is menu]
        assert len(letters) == len(set(letters)), menu


def test_a_command_without_a_handler_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="quit"):
        Actions(QObject()).bind({})


def test_without_a_corpus_only_what_makes_sense_is_enabled(program: Program) -> None:
    needing = {command.id for command in COMMANDS if command.needs is not None}
    assert {command.id for command in COMMANDS if program.window.commands[command.id].isEnabled()} == {
        command.id for command in COMMANDS
    } - needing


def test_a_corpus_enables_reading_and_searching(reading: Program) -> None:
    commands = reading.window.commands
    assert all(commands[command.id].isEnabled() for command in COMMANDS if command.needs is Fact.CORPUS)
    assert not commands["back"].isEnabled()
    assert not commands["find_next"].isEnabled()
    assert not commands["clear_search"].isEnabled()


def test_every_menu_fits_a_small_screen(program: Program) -> None:
    for action in program.window.menuBar().actions():
        assert action.menu().sizeHint().height() <= 690, action.text()  # 768 less a panel and a title bar
