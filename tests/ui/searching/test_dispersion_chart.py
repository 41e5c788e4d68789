from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from viewer.model import VersionId
from viewer.search.dispersion import Dispersion, hits_of
from viewer.ui.i18n import Safe
from viewer.ui.searching.dispersion_chart import DispersionChart, Line
from viewer.ui.searching.dispersion_words import Documents
from viewer.ui.theme import DARK, LIGHT

DE, EN = VersionId("de"), VersionId("en")
ROWS = 2_000
FOUND = {DE: [40, 41, 1_500], EN: [700]}


def line(version: VersionId, *rows: int) -> Line:
    units = np.array(rows, np.int64)
    return Line(version, Safe(version), Dispersion(hits_of(units, np.ones_like(units)), 1, None))


@pytest.fixture
def chart(qtbot: QtBot) -> DispersionChart:
    """Two lines over 2000 rows of two documents; German in rows 40, 41 and 1500, English in row 700."""
    made = DispersionChart(lambda: LIGHT)
    qtbot.addWidget(made)
    made.resize(700, 160)
    starts = np.array([0, 1_000, ROWS])
    documents = Documents(starts, ("Genesis", "Exodus"))
    made.set_axis(ROWS, documents, starts[:-1], lambda place: documents.titles[place])
    made.set_lines([line(DE, *FOUND[DE]), line(EN, *FOUND[EN])])
    with qtbot.waitExposed(made):
        made.show()
    return made


def bin_of(chart: DispersionChart, row: int) -> int:
    return chart._scale.bin_of(row)


def centre(chart: DispersionChart, place: int, row: int) -> QPoint:
    return chart.bin_rect(place, row).center()


@pytest.mark.parametrize(("place", "row", "target", "version"), [(0, 1_490, 1_500, DE), (1, 1_999, 700, EN)])
def test_a_click_goes_to_the_nearest_hit_of_its_line(
    qtbot: QtBot, chart: DispersionChart, place: int, row: int, target: int, version: VersionId
) -> None:
    with qtbot.waitSignal(chart.place_requested) as asked:
        qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=centre(chart, place, row))
    assert asked.args == [target, version]


def test_the_keyboard_alone_leads_from_hit_to_hit(qtbot: QtBot, chart: DispersionChart) -> None:
    chart.setFocus()
    asked: list[tuple[int, VersionId]] = []
    chart.place_requested.connect(lambda row, version: asked.append((row, version)))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    qtbot.keyClick(chart, Qt.Key.Key_Enter)
    assert asked == [(40, DE), (1_500, DE), (700, EN)]


def test_enter_on_a_bin_goes_to_its_first_hit(qtbot: QtBot, chart: DispersionChart) -> None:
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    for _ in range(bin_of(chart, 41)):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    with qtbot.waitSignal(chart.place_requested) as asked:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert asked.args[0] in (40, 41)
    assert bin_of(chart, asked.args[0]) == bin_of(chart, 41)


def test_in_a_window_from_right_to_left_the_first_row_is_at_the_right(qtbot: QtBot, chart: DispersionChart) -> None:
    before = chart.bin_rect(0, 0)
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert chart.bin_rect(0, 0) == before.translated(chart.viewport().width() - before.right() - 1 - before.left(), 0)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(chart.place_requested) as asked:
        qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=centre(chart, 0, 1_490))
    assert asked.args == [1_500, DE]


def test_a_tooltip_says_rows_document_and_count(chart: DispersionChart) -> None:
    start, stop = chart._scale.edges[bin_of(chart, 1_500) : bin_of(chart, 1_500) + 2].tolist()
    tip = chart.tooltip_at(centre(chart, 0, 1_500))
    assert f"Rows {start + 1} to {stop}" in tip
    assert "Exodus" in tip
    assert "1 hit in de" in tip
    assert "Too few" in chart.tooltip_at(QPoint(chart.viewport().width() - 20, centre(chart, 0, 0).y()))


def test_what_is_under_the_keyboard_is_told(qtbot: QtBot, chart: DispersionChart) -> None:
    chart.setFocus()
    with qtbot.waitSignal(chart.told) as told:
        qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [chart.accessibleDescription()]
    assert "2 hits in de" in chart.accessibleDescription()


def test_bars_stand_where_hits_are_and_nowhere_else(chart: DispersionChart) -> None:
    chart.clearFocus()
    for theme in (LIGHT, DARK):
        chart._theme = lambda theme=theme: theme
        image = chart.viewport().grab().toImage()
        for row, colour in ((40, theme.hit_mark), (1_500, theme.hit_mark), (900, theme.row)):
            bar = chart.bin_rect(0, row)
            assert image.pixelColor(bar.left() + 1, bar.bottom()) == colour


def test_many_lines_scroll_under_the_axis(qtbot: QtBot, chart: DispersionChart) -> None:
    chart.set_lines([line(VersionId(f"v{number}"), number) for number in range(12)])
    chart.setFocus()
    for _ in range(11):
        qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.viewport().rect().contains(chart.bin_rect(11, 0))
    with qtbot.waitSignal(chart.place_requested) as asked:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert asked.args == [11, "v11"]
