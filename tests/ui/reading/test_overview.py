from __future__ import annotations

import html
import re

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot
from wheel import turn_wheel

from viewer.model import VersionId
from viewer.ui.reading.entries import Entries
from viewer.ui.reading.overview import DOUBTFUL, GAP, HIT, Overview
from viewer.ui.theme import DARK, LIGHT, SEPIA, Theme

DE, PT = VersionId("de"), VersionId("pt")
NAMES = {DE: "German", PT: "Portuguese"}
WHOLE_ROWS, GERMAN, PORTUGUESE = 5, 14, 26
"""Pixels within the lanes."""


def rows(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int64)


def entries(count: int, *folds: tuple[int, int]) -> Entries:
    return Entries(count, rows(*(start for start, _ in folds)), rows(*(stop for _, stop in folds)))


@pytest.fixture
def strip(qtbot: QtBot) -> Overview:
    """Ten rows on 200 pixels; Portuguese lacks row 5, row 2 is doubtful, rows 3 and 8 have hits in German."""
    made = Overview()
    qtbot.addWidget(made)
    made.set_entries(entries(10))
    made.set_documents(rows(0, 6), ["One", "Two"])
    made.set_room(2)
    made.set_lanes(NAMES)
    made.set_marks(GAP, {DE: rows(), PT: rows(5)})
    made.set_marks(DOUBTFUL, {None: rows(2)})
    made.set_marks(HIT, {DE: rows(3, 8)})
    made.set_visible(0, 0)
    made.resize(made.width(), 200)
    with qtbot.waitExposed(made):
        made.show()
    return made


def colour_at(strip: Overview, x: int, y: int) -> str:
    return strip.grab().toImage().pixelColor(x, y).name()


@pytest.mark.parametrize("theme", [LIGHT, DARK, SEPIA], ids=lambda theme: theme.name)
def test_each_row_is_a_block_of_its_own(strip: Overview, theme: Theme) -> None:
    strip.set_theme(theme)
    strip.set_visible(9.9, 10)
    lane, gap, hit = theme.row.name(), theme.gap_mark.name(), theme.hit_mark.name()
    assert [colour_at(strip, GERMAN, 20 * row + 10) for row in range(9)] == [lane] * 3 + [hit] + [lane] * 4 + [hit]
    assert [colour_at(strip, PORTUGUESE, 20 * row + 10) for row in range(9)] == [lane] * 5 + [gap] + [lane] * 3
    assert colour_at(strip, WHOLE_ROWS, 50) == theme.doubtful.name()
    assert [colour_at(strip, GERMAN, y) == theme.page.name() for y in (39, 40, 41)] == [False, True, False]


def test_rows_and_documents_are_parted_by_space_that_hides_no_mark(strip: Overview) -> None:
    strip.set_visible(9.9, 10)
    assert [colour_at(strip, GERMAN, y) == LIGHT.page.name() for y in (119, 120, 121, 122)] == [
        False,
        True,
        True,
        False,
    ]
    strip.set_entries(entries(100))
    strip.set_documents(rows(0, 60), ["One", "Two"])
    assert colour_at(strip, GERMAN, 120) == LIGHT.page.name()
    strip.set_marks(HIT, {DE: rows(60)})
    assert colour_at(strip, GERMAN, 120) == LIGHT.hit_mark.name()


def test_one_lane_serves_all_versions(strip: Overview) -> None:
    strip.set_room(1)
    strip.set_lanes(NAMES)
    strip.set_visible(9.9, 10)
    assert colour_at(strip, GERMAN, 70) == LIGHT.hit_mark.name()
    half = strip.grab().toImage().pixelColor(GERMAN, 110)
    assert LIGHT.gap_mark.red() < half.red() < LIGHT.row.red()


def test_a_single_hit_among_a_million_rows_is_seen(strip: Overview) -> None:
    strip.set_entries(entries(1_000_000))
    strip.set_marks(GAP, {})
    strip.set_marks(HIT, {DE: rows(777_777)})
    image = strip.grab().toImage()
    marked = [y for y in range(200) if image.pixelColor(GERMAN, y) == LIGHT.hit_mark]
    assert marked == [155, 156]


def test_what_can_be_seen_is_framed_and_never_too_small_to_be_taken(strip: Overview) -> None:
    strip.set_visible(2, 4)
    assert framed(strip) == (40, 79)
    strip.set_entries(entries(1_000_000))
    strip.set_visible(500_000, 500_010)
    assert framed(strip) == (95, 104)
    strip.set_visible(999_990, 1_000_000)
    assert framed(strip) == (190, 199)


def test_a_version_that_stands_elsewhere_has_a_frame_in_its_lane(strip: Overview) -> None:
    strip.set_visible(2, 4, {PT: (6, 7)})
    assert framed(strip) == (40, 79)
    image = strip.grab().toImage()
    assert [image.pixelColor(x, 130) != LIGHT.row for x in (GERMAN, PORTUGUESE)] == [False, True]


def framed(strip: Overview) -> tuple[int, int]:
    """The pixels between which the background is tinted, between two lanes."""
    image: QImage = strip.grab().toImage()
    tinted = [y for y in range(200) if image.pixelColor(8, y) != LIGHT.page]
    return tinted[0], tinted[-1]


def click(qtbot: QtBot, strip: Overview, x: int, y: int) -> list[tuple[int, bool]]:
    asked: list[tuple[int, bool]] = []
    strip.row_requested.connect(lambda row, marked: asked.append((row, marked)))
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    strip.row_requested.disconnect()
    return asked


def test_a_click_goes_to_the_row(strip: Overview, qtbot: QtBot) -> None:
    assert click(qtbot, strip, PORTUGUESE, 150) == [(7, False)]
    assert click(qtbot, strip, PORTUGUESE, 199) == [(9, False)]


def test_a_click_on_a_mark_goes_to_what_is_marked(strip: Overview, qtbot: QtBot) -> None:
    strip.set_entries(entries(10_000))
    strip.set_marks(HIT, {DE: rows(5033), PT: rows(5021)})
    strip.set_marks(DOUBTFUL, {None: rows(5001)})
    assert click(qtbot, strip, GERMAN, 100) == [(5033, True)]
    assert click(qtbot, strip, PORTUGUESE, 100) == [(5021, True)]
    assert click(qtbot, strip, WHOLE_ROWS, 100) == [(5021, True)]
    strip.set_marks(HIT, {})
    assert click(qtbot, strip, GERMAN, 100) == [(5001, True)]
    assert click(qtbot, strip, GERMAN, 150) == [(7500, False)]


def test_a_click_into_what_can_be_seen_goes_there_when_it_is_let_go(strip: Overview, qtbot: QtBot) -> None:
    strip.set_visible(4, 8)
    assert click(qtbot, strip, PORTUGUESE, 150) == [(7, False)]


def test_a_fold_is_one_block_and_its_line_is_gone_to(strip: Overview, qtbot: QtBot) -> None:
    strip.set_entries(entries(28, (1, 20)))
    strip.set_marks(DOUBTFUL, {})
    strip.set_marks(HIT, {})
    assert click(qtbot, strip, PORTUGUESE, 30) == [(1, False)]
    assert click(qtbot, strip, PORTUGUESE, 50) == [(20, False)]


def test_what_can_be_seen_is_dragged(strip: Overview, qtbot: QtBot) -> None:
    strip.set_visible(2, 4)
    asked: list[tuple[int, float]] = []
    strip.top_requested.connect(lambda row, part: asked.append((row, round(part, 2))))
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(GERMAN, 60))
    qtbot.mouseMove(strip, QPoint(GERMAN, 61))
    assert asked == []
    qtbot.mouseMove(strip, QPoint(GERMAN, 90))
    qtbot.mouseMove(strip, QPoint(GERMAN, 5000))
    qtbot.mouseMove(strip, QPoint(GERMAN, -5000))
    went: list[int] = []
    strip.row_requested.connect(lambda row, _: went.append(row))
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(GERMAN, 60))
    assert asked == [(3, 0.5), (9, 1.0), (0, 0.0)]
    assert went == []


def test_the_wheel_is_passed_on(strip: Overview, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.wheeled):
        turn_wheel(strip, QPoint(GERMAN, 50), y=-120)


def told(strip: Overview, x: int, y: int) -> list[str]:
    point = QPoint(x, y)
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, point, strip.mapToGlobal(point)))
    text = re.sub(r"</?qt>|[\u2068\u2069]", "", QToolTip.text())
    QToolTip.hideText()
    return [html.unescape(line) for line in text.split("<br>")]


def test_a_tooltip_tells_what_is_under_the_pointer(strip: Overview) -> None:
    assert told(strip, PORTUGUESE, 110) == ["Row 6", "One", "not in Portuguese"]
    assert told(strip, GERMAN, 170) == ["Row 9", "Two", "found in German"]
    assert told(strip, WHOLE_ROWS, 50) == ["Row 3", "One", "may be wrong"]
    assert told(strip, GERMAN, 10) == ["Row 1", "One"]


def test_a_tooltip_counts_where_many_rows_share_a_pixel(strip: Overview) -> None:
    strip.set_entries(entries(200_000))
    strip.set_documents(rows(0), ["One & only"])
    strip.set_marks(HIT, {DE: rows(50_000), PT: rows(50_001, 50_999)})
    assert told(strip, WHOLE_ROWS, 50) == [
        "Rows 50001 to 51000",
        "1 row with hits in German",
        "2 rows with hits in Portuguese",
    ]
    assert told(strip, GERMAN, 50) == ["Rows 50001 to 51000", "1 row with hits in German"]


def test_nothing_to_show_takes_every_event(qtbot: QtBot) -> None:
    empty = Overview()
    qtbot.addWidget(empty)
    empty.set_room(1)
    empty.resize(empty.width(), 200)
    with qtbot.waitExposed(empty):
        empty.show()
    qtbot.mouseClick(empty, Qt.MouseButton.LeftButton, pos=QPoint(20, 50))
    assert told(empty, 20, 50) == [""]
    assert empty.grab().toImage().pixelColor(10, 50) == LIGHT.page
