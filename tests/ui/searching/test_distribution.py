from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_corpora import build, many

from viewer import changing
from viewer.corpus import Corpus
from viewer.model import VersionId
from viewer.ui.application import Program
from viewer.ui.searching.dispersion_chart import DispersionChart

DE, EN, AR = VersionId("de"), VersionId("en"), VersionId("ar")


def search(qtbot: QtBot, program: Program, text: str) -> None:
    """Ctrl+F, then the letters; waits for the last result."""
    qtbot.keyClick(program.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(program.session.found, check_params_cb=lambda results: results.complete):
        qtbot.keyClicks(program.window.bar.field, text)


def open_page(qtbot: QtBot, program: Program) -> DispersionChart:
    """Ctrl+Shift+D; waits for the lines."""
    chart = program.window.findings.distribution.chart
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(program.window, Qt.Key.Key_D, modifiers)
    qtbot.waitUntil(lambda: bool(chart.lines))
    return chart


def totals(chart: DispersionChart) -> dict[VersionId | None, int]:
    return {line.version: line.dispersion.hits.total for line in chart.lines}


@pytest.fixture
def long(program: Program, tmp_path: Path) -> Program:
    """A window with 3000 rows, `needle` in every hundredth German one."""
    assert program.library.open(build(tmp_path / "long.hexapla", many(3_000)))
    return program


def test_every_version_has_a_line_with_what_was_found_in_it(qtbot: QtBot, reading: Program) -> None:
    search(qtbot, reading, "can tho")
    chart = open_page(qtbot, reading)
    assert totals(chart) == {DE: 3, EN: 2, AR: 0}
    assert chart.hasFocus()


def test_the_page_follows_the_search_and_is_empty_without_one(qtbot: QtBot, reading: Program) -> None:
    search(qtbot, reading, "river")
    chart = open_page(qtbot, reading)
    search(qtbot, reading, "can tho")
    qtbot.waitUntil(lambda: totals(chart) == {DE: 3, EN: 2, AR: 0})
    qtbot.keyClick(reading.window.bar.field, Qt.Key.Key_Escape)
    assert chart.lines == ()


def test_a_version_that_is_not_shown_yet_is_counted_when_it_is(
    qtbot: QtBot, make_program: Callable[..., Program], corpus_file: Path
) -> None:
    changing.remove(corpus_file, AR)
    program = make_program()
    program.library.open(corpus_file)
    search(qtbot, program, "river")
    chart = open_page(qtbot, program)
    with Corpus.open(corpus_file) as elsewhere:
        elsewhere.undo()
        search(qtbot, program, "can tho")
        qtbot.waitUntil(lambda: not program.jobs.running())
        program.window.take_over(None, elsewhere.index())
    qtbot.waitUntil(lambda: set(totals(chart)) == {DE, EN, AR})


def test_nothing_is_counted_while_the_page_is_closed(qtbot: QtBot, reading: Program) -> None:
    lanes: list[object] = []
    search(qtbot, reading, "river")
    reading.jobs.started.connect(lanes.append)
    search(qtbot, reading, "can tho")
    assert len(lanes) == len("can tho")
    assert reading.window.findings.distribution.chart.lines == ()


def test_enter_goes_to_the_hit_and_the_next_hit_is_the_one_after_it(qtbot: QtBot, long: Program) -> None:
    search(qtbot, long, "needle")
    chart = open_page(qtbot, long)
    assert totals(chart) == {DE: 30, EN: 0}
    assert chart.lines[0].dispersion.deviation == pytest.approx(1 / 6, abs=0.01)
    for _ in range(3):
        qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert long.session.current is not None
    assert long.session.current.hit is not None
    assert (long.session.current.unit, long.session.current.hit.text) == (299, "needle")
    assert long.window.view.current_unit() == 299
    qtbot.keyClick(chart, Qt.Key.Key_F3)
    assert long.window.view.current_unit() == 399
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert long.window.view.current_unit() == 299


def test_rows_that_are_found_without_text_have_a_line(qtbot: QtBot, reading: Program) -> None:
    search(qtbot, reading, "-en:")
    chart = open_page(qtbot, reading)
    assert totals(chart) == {None: 1}
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=chart.bin_rect(0, 4).center())
    assert reading.window.view.current_unit() == 2


def test_another_corpus_has_another_axis(qtbot: QtBot, long: Program, corpus_file: Path) -> None:
    search(qtbot, long, "needle")
    chart = open_page(qtbot, long)
    assert long.library.open(corpus_file)
    assert chart.lines == ()
    search(qtbot, long, "river")
    qtbot.waitUntil(lambda: totals(chart) == {DE: 0, EN: 1, AR: 0})
    assert chart.rows == 5
