from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot
from reading_corpora import build

from viewer.model import Status
from viewer.ui.application import Program
from viewer.ui.summary.path_picture import PathPicture

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def judged(program: Program, tmp_path: Path) -> Program:
    """Three documents of twenty rows; doubtful are 3, 5 and 45; English lacks 30; row 50 has a number."""
    rows: list[Any] = [{"de": f"Zeile {n} steht hier", "en": f"Row {n} stands here"} for n in range(60)]
    del rows[30]["en"]
    rows[50] = {"de": "Im Jahr 1789", "en": "In 1789"}
    doubtful = dict.fromkeys((3, 5, 45), (0.2, Status.AUTOMATIC))
    program.library.open(build(tmp_path / "judged.hexapla", rows, documents=3, judged=doubtful))
    return program


def opened(qtbot: QtBot, program: Program) -> PathPicture:
    """Ctrl+F5; waits for the table."""
    qtbot.keyClick(program.window.focusWidget() or program.window, Qt.Key.Key_F5, CONTROL)
    picture = program.window.summary.page.picture
    qtbot.waitUntil(lambda: picture.path is not None)
    return picture


def test_the_page_opens_at_the_document_that_is_read(qtbot: QtBot, judged: Program) -> None:
    judged.window.view.go_to(25)
    picture = opened(qtbot, judged)
    page = judged.window.summary.page
    assert page.table.hasFocus()
    assert page.document == 1
    assert picture.path is not None
    assert (picture.path.start, picture.path.rows) == (20, 20)


def test_enter_goes_to_the_document_and_the_picture_shows_it_before(qtbot: QtBot, judged: Program) -> None:
    picture = opened(qtbot, judged)
    table = judged.window.summary.page.table
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert picture.path is not None
    assert picture.path.start == 40
    assert judged.window.view.current_unit() == 0
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert judged.window.view.current_unit() == 40


def test_a_click_on_a_line_goes_to_the_document(qtbot: QtBot, judged: Program) -> None:
    opened(qtbot, judged)
    page = judged.window.summary.page
    place = page.table.visualRect(judged.window.summary.model.index(1, 0)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert judged.window.view.current_unit() == 20


def test_a_click_in_the_picture_goes_to_the_row(qtbot: QtBot, judged: Program) -> None:
    picture = opened(qtbot, judged)
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=picture.place_of(12).toPoint())
    assert judged.window.view.current_unit() == 12


def test_arrows_go_along_the_path_and_with_control_to_doubtful_rows(qtbot: QtBot, judged: Program) -> None:
    picture = opened(qtbot, judged)
    picture.setFocus()
    found = []
    picture.told.connect(found.append)
    for key, modifier in ((Qt.Key.Key_Down, CONTROL), (Qt.Key.Key_Right, CONTROL), (Qt.Key.Key_Up, CONTROL)):
        qtbot.keyClick(picture, key, modifier)
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert found == [3, 5, 3, 4]
    assert "Row 5" in judged.window.summary.page.words.text()
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    assert judged.window.view.current_unit() == 4


def test_pointing_at_a_row_tells_which_it_is_and_why_it_is_doubtful(qtbot: QtBot, judged: Program) -> None:
    picture = opened(qtbot, judged)
    place = picture.place_of(3).toPoint()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, picture.mapToGlobal(place))
    QApplication.sendEvent(picture, event)
    assert "Row 4<br>Doubtful: 20 % sure" in QToolTip.text()


def test_anchors_lie_where_both_versions_have_something_rare(qtbot: QtBot, judged: Program) -> None:
    judged.window.view.go_to(50)
    picture = opened(qtbot, judged)
    qtbot.waitUntil(lambda: len(picture.points.anchors) > 0)
    assert picture.path is not None
    middle = picture.path.middle(50 - 40)
    assert any(QPointF(*place) == QPointF(*middle) for place in picture.points.anchors.tolist())


def test_a_change_of_the_rows_is_counted_anew(qtbot: QtBot, judged: Program) -> None:
    opened(qtbot, judged)
    model = judged.window.summary.model
    assert model.data(model.index(0, 3)) == "2"
    judged.window.view.go_to(3)
    judged.window.commands["repair"].trigger()
    judged.window.commands["confirm"].trigger()
    qtbot.waitUntil(lambda: model.data(model.index(0, 3)) == "1")
    assert model.data(model.index(0, 4)) == "1"


def test_another_corpus_is_another_table(qtbot: QtBot, judged: Program, tmp_path: Path) -> None:
    opened(qtbot, judged)
    judged.library.open(build(tmp_path / "single.hexapla", [{"de": "eins"}, {"de": "zwei"}]))
    model = judged.window.summary.model
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert judged.window.summary.page.picture.path is None
    judged.library.close()
    assert model.rowCount() == 0
