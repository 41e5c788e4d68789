"""The page of learned words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from viewer import folders
from viewer.lexicons import Lesson, Lexicons
from viewer.ui.application import Program
from viewer.ui.learned.page import LearnedPage

ROWS = [Lesson((f"{noun} {verb}", f"{a} {b}"), 1.0)
        for noun, a in (("Hund", "cão"), ("Katze", "gato"), ("Pferd", "cavalo"), ("Berg", "monte"))
        for verb, b in (("bellt", "ladra"), ("singt", "canta"), ("rennt", "corre"), ("wartet", "espera"))]  # fmt: skip


@pytest.fixture
def page(program: Program, qtbot: QtBot) -> LearnedPage:
    lexicons = Lexicons()
    lexicons.learn(["de", "pt"], ROWS)
    lexicons.save()
    program.window.commands["learned"].trigger()
    (page,) = program.window.findChildren(LearnedPage)
    qtbot.waitUntil(lambda: page.empty.isEnabled())
    return page


def listed(page: LearnedPage) -> list[list[str]]:
    items = [page.table.topLevelItem(k) for k in range(page.table.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items]


def answer(page: LearnedPage, qtbot: QtBot, words: str) -> None:
    qtbot.mouseClick(page.empty, Qt.MouseButton.LeftButton)
    (box,) = page.findChildren(QMessageBox)
    button = next(button for button in box.findChildren(QPushButton) if button.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.findChildren(QMessageBox))


def test_what_was_learned_is_listed_with_its_place(page: LearnedPage) -> None:
    assert listed(page) == [["\u2068German\u2069 and \u2068Portuguese\u2069", "8", "1"]]
    assert str(folders.data() / "lexicons") in page.place.text()
    assert page.switch.isChecked()


def test_emptying_is_confirmed_first(page: LearnedPage, qtbot: QtBot) -> None:
    answer(page, qtbot, "Keep it")
    assert Lexicons().entries()
    answer(page, qtbot, "Empty")
    qtbot.waitUntil(lambda: not page.empty.isEnabled())
    assert listed(page) == []
    assert page.place.text() == "Nothing has been learned yet."
    assert not Lexicons().entries()


def test_learning_is_switched_off_and_on(page: LearnedPage, qtbot: QtBot) -> None:
    for is_on in (False, True):
        page.switch.click()
        qtbot.waitUntil(lambda is_on=is_on: Lexicons().is_on is is_on)
        assert page.switch.isChecked() is is_on


def test_what_cannot_be_switched_is_told(program: Program, qtbot: QtBot) -> None:
    folders.data().mkdir(parents=True, exist_ok=True)
    (folders.data() / "lexicons").write_text("in the way")
    program.window.commands["learned"].trigger()
    (page,) = program.window.findChildren(LearnedPage)
    with qtbot.waitSignal(program.window.learned.told) as told:
        page.switch.click()
    assert "cannot be used" in told.args[0].text
    qtbot.waitUntil(page.switch.isChecked)


def test_the_page_is_there_once_and_again_after_it_was_closed(program: Program, qtbot: QtBot) -> None:
    for _ in range(2):
        program.window.commands["learned"].trigger()
        program.window.commands["learned"].trigger()
        (page,) = program.window.findChildren(LearnedPage)
        page.close()
        qtbot.waitUntil(lambda: not program.window.findChildren(LearnedPage))
