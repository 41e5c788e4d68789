from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from viewer.ui.i18n import Safe
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.widgets.message_bar import MessageBar


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    made = MessageBar()
    qtbot.addWidget(made)
    return made


def message(text: str, level: Level = Level.WARNING, key: str = "", *answers: Answer) -> Message:
    return Message(level, Safe(text), answers, key)


def shown(bar: MessageBar) -> str:
    return "" if bar.message is None else bar.message.text


def test_the_newest_speaks_and_the_one_before_comes_back(bar: MessageBar) -> None:
    bar.show_message(message("one"))
    bar.show_message(message("two"))
    assert shown(bar) == "two"
    assert "1 more" in [label.text() for label in bar.findChildren(QLabel)]
    bar.dismiss()
    assert shown(bar) == "one"
    bar.dismiss()
    assert bar.isHidden()


def test_the_same_thing_is_said_once(bar: MessageBar) -> None:
    for text in ("first", "second", "third"):
        bar.show_message(message(text, key="failure"))
    bar.dismiss()
    assert bar.message is None


def test_a_plain_remark_gives_way(bar: MessageBar) -> None:
    bar.show_message(message("remark", Level.INFO))
    bar.show_message(message("warning"))
    bar.dismiss()
    assert bar.message is None


def test_a_message_that_is_no_longer_true_is_withdrawn(bar: MessageBar) -> None:
    bar.show_message(message("sample", key="sample"))
    bar.withdraw("sample")
    bar.withdraw("never said")
    assert bar.isHidden()


def test_an_answer_acts_and_puts_the_message_away(bar: MessageBar, qtbot: QtBot) -> None:
    acted: list[str] = []
    bar.show_message(message("sure?", Level.INFO, "", Answer(Safe("Do it"), lambda: acted.append("done"))))
    bar.show()
    button = next(button for button in bar.findChildren(QPushButton) if button.text() == "Do it")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert acted == ["done"]
    assert bar.message is None


def test_the_keyboard_reaches_it_and_escape_puts_it_away(bar: MessageBar, qtbot: QtBot) -> None:
    acted: list[str] = []
    bar.show_message(message("sure?", Level.INFO, "", Answer(Safe("Do it"), lambda: acted.append("done"))))
    with qtbot.waitExposed(bar):
        bar.show()
    bar.activateWindow()
    bar.focus_message()
    button = next(button for button in bar.findChildren(QPushButton) if button.text() == "Do it")
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert bar.message is None
    assert acted == []


def test_texts_are_plain(bar: MessageBar) -> None:
    bar.show_message(message("<b>bold</b>"))
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in bar.findChildren(QLabel) if label.text())


def test_it_has_a_name_for_a_screen_reader(bar: MessageBar) -> None:
    bar.show_message(message("listen"))
    assert bar.accessibleName() == "listen"
