from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.repairing.test_repair_mode import rows
from viewer.ui.application import Program
from viewer.ui.repairing.latin import latin_letter

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def pressed(text: str, key: int, scan: int = 0, virtual: int = 0, modifiers: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, virtual, 0, text)


@pytest.mark.parametrize(
    ("event", "platform", "letter"),
    [
        (pressed("ة", 0x629, scan=58), "xcb", "M"),
        (pressed("ь", 0x42C, scan=58), "wayland", "M"),
        (pressed("ь", 0x42C, virtual=0x4D), "windows", "M"),
        (pressed("ь", 0x42C, virtual=46), "cocoa", "M"),
        (pressed("m", Qt.Key.Key_M, scan=58), "xcb", None),
        (pressed("é", 0xC9, scan=11), "xcb", None),
        (pressed("", Qt.Key.Key_F5, scan=71), "xcb", None),
    ],
)
def test_the_letter_on_a_key_is_told_by_its_place(event: QKeyEvent, platform: str, letter: str | None) -> None:
    assert latin_letter(event, platform) == letter


def test_with_an_arabic_layout_the_letters_of_repair_are_where_they_are(qtbot: QtBot, mending: Program) -> None:
    page = mending.window.view.focusProxy()
    QApplication.sendEvent(page, pressed("ة", 0x629, scan=58))
    qtbot.waitUntil(lambda: not mending.jobs.running())
    assert rows(mending)[0] == "a+b|A|ا+ب"
    mending.window.commands["repair"].trigger()
    QApplication.sendEvent(page, pressed("ة", 0x629, scan=58))
    qtbot.waitUntil(lambda: not mending.jobs.running())
    assert len(rows(mending)) == 4
