from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from viewer.ui.library.recent import Recent
from viewer.ui.widgets.empty_page import EmptyPage

NAMES = ("open", "paste", "sample", "library")


def made(qtbot: QtBot, *actions: QAction) -> EmptyPage:
    page = EmptyPage(**{f"{name}_action": action for name, action in zip(NAMES, actions, strict=True)})
    qtbot.addWidget(page)
    return page


@pytest.fixture
def page(qtbot: QtBot) -> EmptyPage:
    return made(qtbot, *map(QAction, NAMES))


def test_recent_corpora_are_named_with_place_and_date(page: EmptyPage) -> None:
    page.set_recent([Recent("/x/a.hexapla", "R&B\nfor two", 213, 812, "2024-05-03T12:00:00+00:00")])
    first, second = page.recent_buttons[0].text().split("\n")
    assert first == "\u2068R&&B␊for two\u2069"
    assert second.startswith("row 214 of 812 · \u2068")
    assert "24" in second
    chapter = "R&D in the last years of the journey, and what came after it was over"
    page.set_recent([Recent("/x/a.hexapla", "A", 213, 812, "2024-05-03T12:00:00+00:00", where=chapter)])
    second = page.recent_buttons[0].text().split("\n")[1]
    assert second.startswith("\u2068R&&D in the last years of the journey, a…\u2069 · row 214 of 812 · ")


def test_a_click_asks_for_the_corpus(page: EmptyPage, qtbot: QtBot) -> None:
    page.set_recent([Recent("/x/a.hexapla", "A")])
    with qtbot.waitSignal(page.recent_requested) as requested:
        qtbot.mouseClick(page.recent_buttons[0], Qt.MouseButton.LeftButton)
    assert requested.args == ["/x/a.hexapla"]


def test_there_are_never_more_than_six(page: EmptyPage) -> None:
    page.set_recent([Recent(f"/x/{number}.hexapla", str(number)) for number in range(9)])
    assert len(page.recent_buttons) == 6
    page.set_recent([])
    assert page.recent_buttons == []


def test_the_buttons_are_the_commands(qtbot: QtBot) -> None:
    actions = [QAction(name) for name in NAMES]
    page = made(qtbot, *actions)
    buttons = (page.open_button, page.paste_button, page.sample_button)
    for button, action in zip(buttons, actions[:3], strict=True):
        with qtbot.waitSignal(action.triggered):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_many_recent_corpora_make_no_window_high_and_all_are_reached_by_keyboard(page: EmptyPage, qtbot: QtBot) -> None:
    page.set_recent([Recent(f"/x/{number}.hexapla", str(number)) for number in range(6)])
    assert page.minimumSizeHint().height() < 200
    page.resize(600, 300)
    with qtbot.waitExposed(page):
        page.show()
    page.open_button.setFocus()
    for _ in range(8):
        qtbot.keyClick(page.window().focusWidget() or page, Qt.Key.Key_Tab)
    last = page.recent_buttons[-1]
    assert last.hasFocus()
    assert page.viewport().rect().contains(last.mapTo(page.viewport(), last.rect().center()))
