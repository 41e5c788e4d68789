from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from viewer.progress import Progress
from viewer.ui.widgets.status import StatusBar


@pytest.fixture
def stop() -> QAction:
    return QAction("stop")


@pytest.fixture
def status(qtbot: QtBot, stop: QAction) -> StatusBar:
    made = StatusBar(stop_action=stop)
    qtbot.addWidget(made)
    made.show()
    return made


def test_where_the_reader_is(status: StatusBar) -> None:
    status.set_place("Alice", "", 213, 812)
    assert status.place.text() == "\u2068Alice\u2069  ·  row 214 of 812"
    status.set_place("Alice", "Down the Rabbit-Hole", 213, 812)
    assert status.place.text() == "\u2068Alice\u2069  ▸  \u2068Down the Rabbit-Hole\u2069  ·  row 214 of 812"


def test_titles_give_way_to_the_number_of_the_row(status: StatusBar) -> None:
    status.set_place("A very long title " * 9, "A chapter " * 9, 213, 812)
    status.set_quality(790, 11)
    status.set_saved(True)
    status.resize(500, status.height())
    status.grab()
    assert "…" in status.place.shown()
    assert status.place.shown().endswith("  ·  row 214 of 812")


def test_how_good_the_alignment_is(status: StatusBar, qtbot: QtBot) -> None:
    status.set_quality(790, 11)
    assert status.quality.text() == "790 complete, 11 doubtful"
    with qtbot.waitSignal(status.quality_clicked):
        qtbot.mouseClick(status.quality, Qt.MouseButton.LeftButton)


def test_what_is_folded_is_counted(status: StatusBar, qtbot: QtBot) -> None:
    status.set_folded(3, 41)
    assert status.folded.text() == "3 folds, 41 paragraphs folded"
    with qtbot.waitSignal(status.folded_clicked):
        qtbot.mouseClick(status.folded, Qt.MouseButton.LeftButton)
    status.set_folded(1, 1)
    assert status.folded.text() == "1 fold, 1 paragraph folded"


def test_without_a_corpus_it_is_silent(status: StatusBar) -> None:
    assert not any(part.isVisible() for part in (status.place, status.quality, status.folded, status.saved, status.job))


def test_a_job_has_a_name_a_measure_and_a_cross(status: StatusBar, stop: QAction, qtbot: QtBot) -> None:
    status.set_job("Importing Alice", Progress("align", 1, 4, ""))
    assert status.job_text.text() == "Importing Alice  ·  aligning"
    assert status.progress.value() / status.progress.maximum() == 0.25
    with qtbot.waitSignal(stop.triggered):
        qtbot.mouseClick(status.stop_button, Qt.MouseButton.LeftButton)
    status.set_job(None)
    assert not status.job.isVisible()


def test_a_job_that_is_called_like_its_stage_is_named_once(status: StatusBar) -> None:
    status.set_job("Preparing the search", Progress("index", 1, 4, ""))
    assert status.job_text.text() == "Preparing the search"


def test_what_cannot_be_measured_only_moves(status: StatusBar) -> None:
    status.set_job("Importing Alice")
    assert (status.progress.minimum(), status.progress.maximum()) == (0, 0)
