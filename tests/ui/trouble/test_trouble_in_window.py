from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from viewer.ui.application import Program


def answer(program: Program, text: str) -> QPushButton:
    """The button of the message that is shown."""
    return next(one for one in program.window.messages.findChildren(QPushButton) if one.text() == text)


def said(program: Program) -> str:
    message = program.window.messages.message
    return str(message.text) if message is not None else ""


def test_a_fault_is_told_and_its_report_can_be_read_and_copied(program: Program, qtbot: QtBot) -> None:
    window = program.window
    window.trouble.tell_fault("Hexapla 0\nKeyError")
    assert "Something went wrong" in said(program)
    qtbot.mouseClick(answer(program, "Show the report"), Qt.MouseButton.LeftButton)
    page = window.trouble.page
    assert page is not None
    assert not page.isModal()
    assert any("hexapla.log" in label.text() for label in page.findChildren(QLabel))
    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Hexapla 0\nKeyError"
    window.trouble.show_report("another")
    assert window.trouble.page is not page
    qtbot.keyClick(window.trouble.page, Qt.Key.Key_Escape)
    assert window.trouble.page is None


def test_a_crash_of_last_time_is_told(program: Program, tmp_path: Path) -> None:
    (tmp_path / "crash.txt").write_text("Fatal")
    program.window.trouble.tell_crash(tmp_path / "crash.txt")
    assert "ended unexpectedly" in said(program)


def test_a_whole_corpus_is_told_so(reading: Program, qtbot: QtBot) -> None:
    qtbot.keyClick(reading.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: "No problem was found" in said(reading))
    assert "5 rows" in said(reading)


def test_a_damaged_corpus_is_told_with_all_that_is_wrong(
    make_program: Callable[..., Program], corpus_file: Path, qtbot: QtBot
) -> None:
    with sqlite3.connect(corpus_file) as database:
        database.execute("UPDATE segment SET content = content || '!' WHERE id = 2")
    database.close()
    program = make_program()
    assert program.library.open(corpus_file)
    program.window.commands["check"].trigger()
    qtbot.waitUntil(lambda: "problem" in said(program))
    qtbot.mouseClick(answer(program, "Show them"), Qt.MouseButton.LeftButton)
    assert program.window.trouble.page is not None
    assert "checksum" in program.window.trouble.page.text.toPlainText()


def test_closing_the_corpus_stops_the_check(reading: Program, qtbot: QtBot) -> None:
    reading.window.commands["check"].trigger()
    reading.library.close()
    qtbot.waitUntil(lambda: not reading.jobs.waiting("check"))
    assert "rows are whole" not in said(reading)
