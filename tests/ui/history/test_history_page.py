from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from viewer.corpus import Corpus
from viewer.ui.application import Program
from viewer.ui.history.page import HistoryPage

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def label(program: Program) -> str:
    return next(iter(program.window.view.versions().values())).label


def renamed(program: Program, qtbot: QtBot, *labels: str) -> None:
    """Changes the corpus as often as there are labels."""
    version = next(iter(program.window.view.versions()))
    for name in labels:
        with qtbot.waitSignal(program.window.changes.corpus_changed):
            program.window.changes.editing.rename_version(version, name)


def opened(program: Program, qtbot: QtBot, lines: int) -> HistoryPage:
    qtbot.keyClick(program.window, Qt.Key.Key_Z, CTRL_ALT)
    page = program.window.history.page
    assert page is not None
    qtbot.waitUntil(lambda: page.model.rowCount() == lines)
    return page


def texts(page: HistoryPage) -> list[str]:
    return [page.model.index(line, 1).data() for line in range(page.model.rowCount())]


def test_it_says_what_each_step_did_and_goes_back_and_forth(reading: Program, qtbot: QtBot) -> None:
    before = label(reading)
    renamed(reading, qtbot, "Eins", "Zwei", "Drei")
    page = opened(reading, qtbot, 4)
    assert "Drei" in texts(page)[0]
    assert "imported" in texts(page)[-1]
    page.list.setCurrentIndex(page.model.index(2, 0))
    with qtbot.waitSignal(reading.window.changes.corpus_changed):
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.current == 2)
    assert label(reading) == "Eins"
    assert [text.startswith("undone") for text in texts(page)] == [True, True, False, False]
    message = reading.window.messages.message
    assert message is not None
    assert "2 changes undone" in message.text
    page.list.setCurrentIndex(page.model.index(0, 0))
    assert "again" in page.go.text()
    with qtbot.waitSignal(reading.window.changes.corpus_changed):
        qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert label(reading) == "Drei"
    qtbot.waitUntil(lambda: page.model.current == 0)
    page.list.setCurrentIndex(page.model.index(3, 0))
    with qtbot.waitSignal(reading.window.changes.corpus_changed):
        qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert label(reading) == before
    with qtbot.waitSignal(reading.window.changes.corpus_changed):
        qtbot.mouseClick(_answer(reading, "Redo"), Qt.MouseButton.LeftButton)
    assert label(reading) == "Drei"


def test_it_follows_what_is_done_while_it_is_open(reading: Program, qtbot: QtBot) -> None:
    page = opened(reading, qtbot, 1)
    assert not page.go.isEnabled()
    renamed(reading, qtbot, "Eins")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    with qtbot.waitSignal(reading.window.changes.corpus_changed):
        reading.window.commands["undo"].trigger()
    qtbot.waitUntil(lambda: page.model.current == 1)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert reading.window.history.page is None


def test_history_is_there_after_a_restart(reading: Program, qtbot: QtBot, corpus_file: Path) -> None:
    renamed(reading, qtbot, "Eins")
    reading.library.close()
    assert reading.window.history.page is None
    assert reading.library.open(corpus_file)
    page = opened(reading, qtbot, 2)
    assert "Eins" in texts(page)[0]


def test_the_import_is_taken_back_only_when_that_is_confirmed(reading: Program, qtbot: QtBot) -> None:
    path = reading.library.corpus.path if reading.library.corpus else Path()
    page = opened(reading, qtbot, 1)
    qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    box = page.findChild(QMessageBox)
    qtbot.mouseClick(_button(box, "Keep it"), Qt.MouseButton.LeftButton)
    assert path.is_file()
    assert reading.library.corpus is not None
    box = page.ask_to_remove()
    qtbot.mouseClick(_button(box, "Move to the trash"), Qt.MouseButton.LeftButton)
    assert reading.library.corpus is None
    if path.is_file():  # a system without a trash leaves it where it is
        Corpus.open(path).close()


def _button(box: QMessageBox, text: str) -> QPushButton:
    return next(button for button in box.findChildren(QPushButton) if button.text() == text)


def _answer(program: Program, text: str) -> QPushButton:
    return next(one for one in program.window.messages.findChildren(QPushButton) if one.text() == text)
