"""What a search has found stays on the screen while rows are mended, and is looked for again afterwards."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from viewer import repair
from viewer.corpus import Corpus
from viewer.model import SegmentId, Touched, VersionId
from viewer.repair import Repaired, Way
from viewer.search import Found
from viewer.ui.application import Program
from viewer.ui.i18n import Safe
from viewer.ui.reading.decorations import Highlights
from viewer.ui.repairing.work import Operation, on_corpus
from viewer.ui.searching.scan import Results

DE = VersionId("de")


@pytest.fixture
def searched(qtbot: QtBot, reading: Program) -> Program:
    """`can tho` is found in rows 0 and 3, and the search stands on the first hit of row 3."""
    reading.window.bar.open()
    with qtbot.waitSignal(reading.session.found, check_params_cb=lambda results: results.complete):
        reading.window.bar.field.setText("can tho")
    for _ in range(2):
        reading.window.search.next()
    assert reading.session.current is not None
    assert reading.session.current.unit == 3
    return reading


def edit(qtbot: QtBot, program: Program, act: Callable[[Corpus], Repaired | None]) -> None:
    """Makes an edit as the keys of repair do; comes back as soon as the window shows it."""
    work = program.window.repair.work
    with qtbot.waitSignal(work.done):
        work.start(Operation(on_corpus(act), SegmentId(1), Safe("done"), Safe("nothing")))


def merge_first(corpus: Corpus) -> Repaired | None:
    return repair.merge(corpus, 0, Way.DOWN)


def test_what_was_found_stays_until_it_is_found_again(qtbot: QtBot, searched: Program) -> None:
    cleared: list[str] = []
    searched.session.cleared.connect(lambda: cleared.append("cleared"))
    edit(qtbot, searched, merge_first)
    assert searched.window.bar.total.text() == "5 hits in 2 rows"
    results = searched.session.results
    assert results is not None
    assert results.units[DE].tolist() == [0, 2]
    assert searched.session.current is not None
    assert searched.session.current.unit == 2
    with qtbot.waitSignal(searched.session.found) as found:
        pass
    (again,) = found.args or ()
    assert again.complete
    assert again.query is results.query
    assert again.units[DE].tolist() == [0, 2]
    assert cleared == []
    assert searched.window.bar.total.text() == "5 hits in 2 rows"


def test_stepping_goes_on_before_it_was_found_again(qtbot: QtBot, searched: Program) -> None:
    edit(qtbot, searched, merge_first)
    searched.window.search.next()
    assert searched.session.current is not None
    assert (searched.session.current.unit, searched.window.view.current_unit()) == (2, 2)


def test_a_corrected_hit_is_no_hit_any_more(qtbot: QtBot, searched: Program) -> None:
    (segment,) = searched.window.view.unit(0).cells[DE]
    with qtbot.waitSignal(searched.session.found):
        edit(qtbot, searched, lambda corpus: repair.correct(corpus, segment.id, "Die Stadt"))
    assert searched.window.bar.total.text() == "4 hits in 2 rows"


def test_a_search_that_an_edit_interrupted_is_begun_again(qtbot: QtBot, reading: Program) -> None:
    reading.window.bar.open()
    reading.window.bar.field.setText("can tho")
    with qtbot.waitSignal(reading.session.found, check_params_cb=lambda results: results.complete):
        reading.session.renumber(Touched(1, 1, 1))
    assert reading.window.bar.total.text() == "5 hits in 2 rows"


def test_the_list_of_hits_stays(qtbot: QtBot, searched: Program) -> None:
    with qtbot.waitSignal(searched.window.findings.hits.shown, check_params_cb=lambda listed: listed.complete):
        qtbot.keyClick(searched.window.view, Qt.Key.Key_F12)
    hits = searched.window.findings.hits.page.list
    assert hits.count == 5
    edit(qtbot, searched, merge_first)
    assert hits.count == 5
    with qtbot.waitSignal(searched.window.findings.hits.shown):
        pass
    assert hits.count == 5
    qtbot.waitUntil(lambda: hits.line(4) is not None)
    line = hits.line(4)
    assert line is not None
    assert line.unit == 2


def test_marks_follow_their_rows() -> None:
    found = Highlights(units={DE: np.array([2, 5, 9])}, since=Touched(4, 3, 1))
    assert [unit for unit in range(9) if found.marks(unit)] == [2, 4, 7]


def test_results_follow_their_rows() -> None:
    part = Found(DE, np.array([2, 5, 6]), np.array([7]), np.array([1]))
    results = Results(None, units={DE: part.units}, parts={DE: (part,)})  # type: ignore[arg-type]
    moved = results.renumbered(Touched(5, 2, 3))
    assert moved.units[DE].tolist() == [2, 5, 6, 7]
    assert moved.parts[DE][0].units.tolist() == [2, 5, 6, 7]
    assert results.renumbered(Touched(0, 2, 1)).units[DE].tolist() == [1, 4, 5]
