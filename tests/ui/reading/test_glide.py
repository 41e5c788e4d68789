from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QProxyStyle, QStyle
from pytestqt.qtbot import QtBot
from wheel import turn_wheel

from viewer.corpus import Corpus
from viewer.ui.reading.page import Page
from viewer.ui.reading.view import ReadingView


@pytest.fixture
def page(view: ReadingView, corpus: Corpus) -> Page:
    view.set_corpus(corpus)
    view.set_smooth(True)
    view.go_to(100, top=True)
    return view._page


def notch(page: Page, delta: int = -120, pixels: int = 0) -> None:
    """Turns the wheel a notch down, or moves two fingers by some pixels."""
    turn_wheel(page.viewport(), QPoint(300, 300), y=delta, pixels=pixels)


def value(page: Page) -> int:
    return page._spread.main.flow.value


def rest(page: Page) -> None:
    """To the last frame."""
    page.glide.setCurrentTime(page.glide.duration())


def test_a_notch_glides_to_where_it_would_have_jumped(page: Page) -> None:
    begun = value(page)
    notch(page)
    assert value(page) == begun
    page.glide.setCurrentTime(40)
    assert begun < value(page) < begun + 3 * page.line
    rest(page)
    assert value(page) == begun + 3 * page.line


def test_notches_add_up_while_the_page_glides(page: Page) -> None:
    begun = value(page)
    for _ in range(4):
        notch(page)
        page.glide.setCurrentTime(30)
    notch(page, 120)
    rest(page)
    assert value(page) == begun + 9 * page.line


def test_the_page_comes_to_rest_by_itself(qtbot: QtBot, page: Page) -> None:
    begun = value(page)
    with qtbot.waitSignal(page.glide.finished):
        notch(page)
    assert value(page) == begun + 3 * page.line


def test_a_key_a_jump_or_a_press_ends_the_glide(qtbot: QtBot, view: ReadingView, page: Page) -> None:
    for act in (
        lambda: qtbot.keyClick(page, Qt.Key.Key_Down),
        lambda: view.go_to(20, top=True),
        lambda: qtbot.keyClick(page, Qt.Key.Key_End),
        lambda: qtbot.mousePress(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 300)),
    ):
        notch(page)
        page.glide.setCurrentTime(40)
        act()
        assert page.glide.state() == page.glide.State.Stopped


def test_two_fingers_move_the_page_directly(page: Page) -> None:
    begun = value(page)
    notch(page, -30, pixels=-17)
    assert value(page) == begun + 17


def test_without_the_wish_a_notch_jumps(view: ReadingView, page: Page) -> None:
    view.set_smooth(False)
    begun = value(page)
    notch(page)
    assert value(page) == begun + 3 * page.line


def test_nothing_glides_where_the_system_wants_no_movement(page: Page) -> None:
    class Still(QProxyStyle):
        def styleHint(self, hint: QStyle.StyleHint, *rest: object) -> int:
            return 0 if hint == QStyle.StyleHint.SH_Widget_Animation_Duration else super().styleHint(hint, *rest)

    style = Still()
    page.setStyle(style)
    begun = value(page)
    notch(page)
    assert value(page) == begun + 3 * page.line
