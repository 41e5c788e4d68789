from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from reading_corpora import build, many_rows
from wheel import turn_wheel

from viewer.corpus import Corpus
from viewer.model import Kind, VersionId
from viewer.ui.reading.arrangement import Layout
from viewer.ui.reading.decorations import Highlights
from viewer.ui.reading.overview import GAP, Overview
from viewer.ui.reading.page import Page
from viewer.ui.reading.view import ReadingView

DE, AR, JA = VersionId("de"), VersionId("ar"), VersionId("ja")

FURNISHED = [
    {"de": "Titel", "ar": "عنوان"},
    *({"de": (f"Werbung {number}", Kind.FURNITURE)} for number in range(17)),
    *({"de": f"Text {number} " * 40, "ar": f"نص {number}"} for number in range(8)),
]


@pytest.fixture
def furnished(view: ReadingView, tmp_path: Path) -> Iterator[ReadingView]:
    """A fold of rows 1 to 17 among ten entries of the page."""
    with Corpus.open(build(tmp_path / "f.hexapla", FURNISHED), read_only=True) as opened:
        view.set_corpus(opened)
        yield view


@pytest.fixture
def long(view: ReadingView, corpus: Corpus) -> ReadingView:
    """Two hundred rows of three versions, in a wide window."""
    view.resize(1300, 700)
    view.set_corpus(corpus)
    return view


def at_entry(view: ReadingView, entry: float, x: int = 20) -> QPoint:
    strip, count = view.survey.strip, (view.index.unit_count if view.index else 0) - 16 * (view.folded()[0] > 0)
    return QPoint(x, int(strip.height() * entry / count))


def click(qtbot: QtBot, view: ReadingView, point: QPoint) -> None:
    qtbot.mouseClick(view.survey.strip, Qt.MouseButton.LeftButton, pos=point)


def seen(view: ReadingView) -> tuple[float, float]:
    """The part of the strip that is framed, in rows."""
    return view.survey.strip.visible


def test_there_is_a_lane_for_every_version_where_there_is_room(long: ReadingView) -> None:
    wide = long.survey.strip.width()
    long.resize(1190, 700)
    assert 0 < long.survey.strip.width() < wide
    long.resize(1300, 700)
    assert long.survey.strip.width() == wide


def test_strip_and_page_share_the_width_at_once(long: ReadingView) -> None:
    page = long.findChild(Page)
    assert page.width() + long.survey.strip.width() == 1300
    right = max(pane["rect"][0] + pane["rect"][2] for pane in long.geometry_report()["panes"])
    assert right == page.viewport().width()
    long.survey.strip.hide()
    long.layout().activate()
    assert page.width() == 1300


def test_a_click_shows_the_row_and_can_be_taken_back(long: ReadingView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(long.leaving):
        click(qtbot, long, at_entry(long, 150.5))
    assert long.current_unit() == 150
    assert 150 in long.visible_units()


def test_a_click_on_a_hit_shows_the_row_with_the_hit(long: ReadingView, qtbot: QtBot) -> None:
    long.set_highlights(Highlights({}, {JA: np.array([121], np.int64)}, None))
    click(qtbot, long, at_entry(long, 121.4))
    assert long.current_unit() == 121


def test_what_is_seen_is_framed_wherever_the_reader_goes(long: ReadingView, qtbot: QtBot) -> None:
    for move in (
        lambda: long.go_to(77, top=True),
        lambda: long.resize(1300, 400),
        lambda: long.set_zoom(0.6),
        lambda: qtbot.keyClick(long.findChild(Page), Qt.Key.Key_PageDown),
        lambda: long.set_chosen_versions([JA]),
        lambda: qtbot.keyClick(long.findChild(Page), Qt.Key.Key_End),
    ):
        move()
        units, (top, bottom) = long.visible_units(), seen(long)
        assert units[0] <= top <= units[0] + 1
        assert units[-1] <= bottom <= units[-1] + 1
    assert bottom == 200


def test_dragging_the_frame_scrolls(long: ReadingView, qtbot: QtBot) -> None:
    strip = long.survey.strip
    middle = at_entry(long, sum(seen(long)) / 2)
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(strip, middle + QPoint(0, strip.height() // 2))
    assert seen(long)[0] == pytest.approx(100, abs=1)
    qtbot.mouseMove(strip, middle + QPoint(0, strip.height()))
    assert long.visible_units()[-1] == 199
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=middle)
    assert long.visible_units()[-1] == 199


def test_the_wheel_over_the_strip_scrolls(long: ReadingView) -> None:
    turn_wheel(long.survey.strip, QPoint(10, 100), y=-1200)
    assert seen(long)[0] > 3


def test_a_pane_that_was_unlinked_is_framed_where_it_stands(long: ReadingView) -> None:
    strip = long.survey.strip
    together = strip.grab().toImage()
    long.links.unlink(JA)
    long.go_to(150, version=DE, top=True)
    assert seen(long)[0] == pytest.approx(150, abs=1)
    lanes = strip.grab().toImage()
    at_the_beginning = [x for x in range(strip.width()) if lanes.pixelColor(x, 5) == together.pixelColor(x, 5)]
    assert 8 <= len(at_the_beginning) <= 16


def test_a_click_beside_the_marks_opens_no_fold(furnished: ReadingView, qtbot: QtBot) -> None:
    click(qtbot, furnished, at_entry(furnished, 1.5))
    assert furnished.current_unit() == 1
    assert furnished.folded() == (1, 17)
    qtbot.keyClick(furnished.findChild(Page), Qt.Key.Key_Return)
    assert furnished.folded() == (0, 0)


def test_a_click_on_a_hit_in_a_fold_opens_it(furnished: ReadingView, qtbot: QtBot) -> None:
    furnished.set_highlights(Highlights({}, {DE: np.array([9], np.int64)}, None))
    click(qtbot, furnished, at_entry(furnished, 1.5))
    assert furnished.current_unit() == 9
    assert furnished.folded() == (0, 0)


def test_furniture_that_folds_is_no_gap(furnished: ReadingView) -> None:
    assert {version: rows.tolist() for version, rows in gaps(furnished.survey.strip).items()} == {DE: [], AR: []}


def test_the_tooltip_of_a_fold_says_what_its_line_says(furnished: ReadingView) -> None:
    text = furnished.survey.strip.tooltip_at(at_entry(furnished, 1.5).toPointF())
    assert "17 paragraphs only in \u2068German\u2069" in text


def gaps(strip: Overview) -> dict[VersionId | None, np.ndarray]:
    return dict(strip.marked(GAP))


def test_gaps_are_those_of_the_versions_on_the_screen(view: ReadingView, tmp_path: Path) -> None:
    with Corpus.open(build(tmp_path / "m.hexapla", many_rows(9)), read_only=True) as opened:
        view.set_corpus(opened)
        view.set_chosen_versions([JA, DE])
        assert {version: rows.tolist() for version, rows in gaps(view.survey.strip).items()} == {
            JA: [0, 3, 6],
            DE: [],
        }


def test_a_view_that_shows_nothing_has_no_strip(view: ReadingView, corpus: Corpus) -> None:
    view.set_corpus(corpus)
    assert view.survey.strip.width() > 0
    view.set_corpus(None)
    assert view.survey.strip.width() == 0


def test_random_pulls_at_the_strip_keep_it_in_step_with_the_page(furnished: ReadingView, qtbot: QtBot) -> None:
    view, strip, choose = furnished, furnished.survey.strip, random.Random(5)
    layouts = itertools.cycle(Layout)

    def anywhere() -> QPoint:
        return QPoint(choose.randrange(-5, strip.width() + 5), choose.randrange(-50, strip.height() + 50))

    actions = [
        lambda: qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=anywhere()),
        lambda: qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=anywhere()),
        lambda: qtbot.mouseMove(strip, anywhere()),
        lambda: qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=anywhere()),
        lambda: view.unfold_all(choose.random() < 0.5),
        lambda: view.links.set_flowing(choose.random() < 0.5),
        lambda: view.set_layout(next(layouts)),
        lambda: view.resize(choose.randrange(300, 1500), choose.randrange(100, 900)),
        lambda: view.set_highlights(Highlights({}, {DE: np.array([choose.randrange(26)], np.int64)}, None)),
        lambda: strip.tooltip_at(anywhere().toPointF()),
    ]
    for _ in range(200):
        choose.choice(actions)()
        top, bottom = strip.visible
        assert 0 <= top <= bottom <= (10 if view.folded()[0] else 26)
        assert int(bottom) - int(top) + 1 >= len(view.visible_units())
