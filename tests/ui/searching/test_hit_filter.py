"""Hits are filtered by what is said of their rows, where something is; too many to be sorted are read in order."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer.search.hit_order import Order
from viewer.ui.application import Program

ROWS = (("anna", "20240101"), ("anna", "20240601"), ("johanna", "20230101"), ("berta", "20240102"))
TMX = '<tmx version="1.4"><header srclang="de"/><body>{}</body></tmx>'
UNIT = (
    '<tu creationid="{}" creationdate="{}T120000Z">'
    '<tuv xml:lang="de"><seg>Eine Stadt {}</seg></tuv><tuv xml:lang="en"><seg>A town {}</seg></tuv></tu>'
)


@pytest.fixture
def memory(program: Program, tmp_path: Path, qtbot: QtBot) -> Program:
    """The hits in a translation memory of two authors and more, listed."""
    file = tmp_path / "memory.tmx"
    units = (UNIT.format(author, date, row, row) for row, (author, date) in enumerate(ROWS))
    file.write_text(TMX.format("".join(units)), "utf-8")
    with qtbot.waitSignal(program.window.shown_corpus, timeout=20_000):
        program.library.take([file])
    program.window.findings.dock.open("hits")
    program.window.bar.open()
    with qtbot.waitSignal(program.window.findings.hits.shown, check_params_cb=lambda listed: listed.complete):
        program.window.bar.field.setText("stadt")
    page = program.window.findings.hits.page
    qtbot.waitUntil(page.filtering.isVisible)
    qtbot.mouseClick(page.filtering, Qt.MouseButton.LeftButton)
    choose(qtbot, program, "author")
    return program


def choose(qtbot: QtBot, program: Program, kind: str) -> None:
    said = program.window.findings.hits.page.said
    said.kind.setCurrentIndex(said.kind.findData(kind))
    qtbot.waitUntil(lambda: said.value.count() > 0)


def enter(qtbot: QtBot, program: Program, field: QLineEdit | None, text: str) -> int:
    """How many lines there are then."""
    assert field is not None
    field.clear()
    qtbot.keyClicks(field, text)
    with qtbot.waitSignal(program.window.findings.hits.shown):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    return program.window.findings.hits.page.list.count


def test_hits_of_an_author_are_listed(memory: Program, qtbot: QtBot) -> None:
    said = memory.window.findings.hits.page.said
    assert enter(qtbot, memory, said.value.lineEdit(), "anna") == 3
    with qtbot.waitSignal(memory.window.findings.hits.shown):
        said.how.setCurrentIndex(said.how.findData(True))
    assert memory.window.findings.hits.page.state.text() == "2 hits"
    with qtbot.waitSignal(memory.window.findings.hits.shown):
        qtbot.mouseClick(said.clear, Qt.MouseButton.LeftButton)
    assert memory.window.findings.hits.page.list.count == 4


def test_a_filter_that_is_folded_away_is_off(memory: Program, qtbot: QtBot) -> None:
    page = memory.window.findings.hits.page
    assert enter(qtbot, memory, page.said.value.lineEdit(), "berta") == 1
    with qtbot.waitSignal(memory.window.findings.hits.shown):
        qtbot.mouseClick(page.filtering, Qt.MouseButton.LeftButton)
    assert page.list.count == 4
    assert not page.said.isVisible()


def test_days_are_asked_for_where_there_are_dates(memory: Program, qtbot: QtBot) -> None:
    page = memory.window.findings.hits.page
    assert not page.said.since.isVisible()
    choose(qtbot, memory, "created")
    qtbot.waitUntil(page.said.since.isVisible)
    assert enter(qtbot, memory, page.said.since, "2024") == 3
    assert enter(qtbot, memory, page.said.until, "2024-01") == 2
    page.said.until.clear()
    qtbot.keyClicks(page.said.until, "May")
    qtbot.keyClick(page.said.until, Qt.Key.Key_Return)
    assert "2024-05-31" in page.state.text()
    assert page.list.count == 2


def test_without_annotations_there_is_no_filter(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    assert program.library.open(build(tmp_path / "plain.hexapla"))
    program.window.findings.dock.open("hits")
    qtbot.waitUntil(lambda: not program.jobs.running())
    assert not program.window.findings.hits.page.filtering.isVisible()


def test_too_many_to_be_sorted_are_listed_in_reading_order(
    memory: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.search.hit_order.MOST_SORTED", 3)
    page = memory.window.findings.hits.page
    with qtbot.waitSignal(memory.window.findings.hits.shown):
        page.orders.setCurrentIndex(page.orders.findData(Order.AFTER))
    assert page.shape.order is Order.READING
    assert page.list.count == 4
    assert page.state.text().startswith("4 hits · 4 hits are too many to be sorted")
