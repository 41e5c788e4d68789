from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtGui import QImage

from viewer.corpus import Corpus
from viewer.model import VersionId
from viewer.ui.reading.arrangement import Layout
from viewer.ui.reading.flow import Placed
from viewer.ui.reading.page import Page
from viewer.ui.reading.shifting import moved_by
from viewer.ui.reading.view import ReadingView

BEFORE = [Placed(4, 0, -10, 50), Placed(5, 0, 40, 60), Placed(6, 0, 100, 30)]


def test_all_that_stays_goes_the_same_way() -> None:
    assert moved_by(BEFORE, [Placed(5, 0, 10, 60), Placed(6, 0, 70, 30), Placed(7, 0, 100, 20)]) == -30
    assert moved_by(BEFORE, [Placed(3, 0, -5, 20), Placed(4, 0, 15, 50), Placed(5, 0, 65, 60)]) == 25
    assert moved_by(BEFORE, BEFORE) == 0


def test_what_has_another_height_or_another_distance_did_not_only_move() -> None:
    assert moved_by(BEFORE, [Placed(5, 0, 10, 61), Placed(6, 0, 71, 30)]) is None
    assert moved_by(BEFORE, [Placed(5, 0, 10, 60), Placed(6, 0, 71, 30)]) is None


def test_where_nothing_stayed_nothing_has_moved() -> None:
    assert moved_by(BEFORE, [Placed(90, 0, 0, 700)]) is None
    assert moved_by([], BEFORE) is None


def on_the_screen(view: ReadingView, page: Page) -> QImage:
    """What the window has shown in the end, after all its partial paintings."""
    QCoreApplication.sendPostedEvents()
    corner = page.viewport().mapTo(view, QPoint(0, 0))
    seen = view.screen().grabWindow(view.winId()).toImage()
    return seen.copy(QRect(corner, page.viewport().size())).convertToFormat(QImage.Format.Format_RGB32)


def painted_anew(page: Page) -> QImage:
    return page.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


ARRANGED: dict[str, Callable[[ReadingView], None]] = {
    "columns": lambda view: None,
    "lines": lambda view: view.set_layout(Layout.LINES),
    "flowing": lambda view: view.links.set_flowing(True),
    "one apart": lambda view: view.links.unlink(VersionId("ar")),
}


@pytest.mark.parametrize("arranged", ARRANGED)
def test_a_scrolled_page_looks_as_if_it_were_painted_anew(view: ReadingView, corpus: Corpus, arranged: str) -> None:
    view.set_corpus(corpus)
    ARRANGED[arranged](view)
    view.go_to(90, top=True)
    view.set_current_unit(92)
    page = view.findChild(Page)
    assert isinstance(page, Page)
    chance = random.Random(arranged)
    for _ in range(6):
        page.scroll_by(chance.choice([-300, -61, -7, 1, 24, 60, 333]))
        assert on_the_screen(view, page) == painted_anew(page)
