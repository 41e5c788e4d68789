from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from window_corpora import build, many

from viewer.model import VersionId
from viewer.ui.application import Program
from viewer.ui.reading.decorations import Highlights
from viewer.ui.searching.scan import Bench, Results

DE, EN, AR = VersionId("de"), VersionId("en"), VersionId("ar")


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """A key for whatever has the keyboard, as a person presses it."""
    widget = program.window.focusWidget() or program.window
    qtbot.keyClick(widget, key, modifier)


def type_in(qtbot: QtBot, program: Program, text: str) -> Results:
    """Ctrl+F, then the letters; waits for the last result."""
    press(qtbot, program, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert program.window.bar.field.hasFocus()
    with qtbot.waitSignal(program.session.found, check_params_cb=lambda results: results.complete):
        qtbot.keyClicks(program.window.bar.field, text)
    results = program.session.results
    assert results is not None
    assert results.query.source == text
    return results


@pytest.fixture
def marks(reading: Program) -> list[Highlights | None]:
    """All highlights that the view was given."""
    given: list[Highlights | None] = []
    reading.session.highlights_changed.connect(given.append)
    return given


def test_what_is_typed_is_found_and_counted_in_every_version(qtbot: QtBot, reading: Program) -> None:
    results = type_in(qtbot, reading, "can tho")
    assert results.hits == {DE: 3, EN: 2, AR: 0}
    assert results.rows.tolist() == [0, 3]
    bar = reading.window.bar
    assert bar.total.text() == "5 hits in 2 rows"
    assert bar.how.text() == (
        "Looking for \u2068can tho\u2069  ·  in all versions  ·  capitals, accents and letter forms alike"
    )
    assert bar.counts.texts() == ["\u2068Deutsch\u2069 3", "\u2068English\u2069 2", "\u2068العربية\u2069 0"]


def test_every_keystroke_asks_anew_and_only_the_last_answer_counts(qtbot: QtBot, reading: Program) -> None:
    answers: list[str] = []
    reading.session.found.connect(lambda results: answers.append(results.query.source))
    type_in(qtbot, reading, "the river")
    assert answers[-1] == "the river"
    assert reading.window.bar.total.text() == "1 hit in 1 row"


def test_hits_are_marked_and_the_first_is_the_current_one(
    qtbot: QtBot, reading: Program, marks: list[Highlights | None]
) -> None:
    type_in(qtbot, reading, "can tho")
    last = marks[-1]
    assert last is not None
    assert last.units[DE].tolist() == [0, 3]
    assert last.current is not None
    assert (last.current.unit, last.current.version, last.current.text) == (0, "de", "Can Tho")
    assert last.matchers[DE].spans("in Cần Thơ") == [(3, 10)]


def test_enter_goes_on_and_shift_enter_back_across_versions(
    qtbot: QtBot, reading: Program, marks: list[Highlights | None]
) -> None:
    type_in(qtbot, reading, "can tho")

    def current() -> tuple[int, str]:
        last = marks[-1]
        assert last is not None
        assert last.current is not None
        return last.current.unit, last.current.version

    press(qtbot, reading, Qt.Key.Key_Return)
    assert current() == (0, "en")
    press(qtbot, reading, Qt.Key.Key_F3)
    assert current() == (3, "de")
    press(qtbot, reading, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, reading, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert current() == (0, "de")
    press(qtbot, reading, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert current() == (3, "en")


def test_the_first_escape_clears_the_second_returns(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.library.open(build(tmp_path / "many.hexapla", many(400)))
    view = program.window.view
    view.go_to(50, top=True)
    before = view.position()
    type_in(qtbot, program, "needle")
    assert 99 in view.visible_units()
    press(qtbot, program, Qt.Key.Key_Escape)
    assert program.window.bar.isVisible()
    assert program.session.results is None
    assert program.window.bar.total.text() == ""
    press(qtbot, program, Qt.Key.Key_Escape)
    assert not program.window.bar.isVisible()
    assert view.position() == before
    assert not program.window.commands["clear_search"].isEnabled()


def test_the_list_goes_with_the_search_and_the_alignment_stays(qtbot: QtBot, reading: Program) -> None:
    dock = reading.window.findings.dock
    for name, stays in (("found", False), ("distribution", False), ("alignment", True)):
        type_in(qtbot, reading, "can tho")
        reading.window.commands[name].trigger()
        assert dock.isVisible()
        reading.window.commands["find"].trigger()
        press(qtbot, reading, Qt.Key.Key_Escape)
        assert dock.isVisible()  # another search may follow
        press(qtbot, reading, Qt.Key.Key_Escape)
        assert dock.isVisible() is stays
        dock.set_open(False)


def test_the_cross_closes_at_once(qtbot: QtBot, reading: Program) -> None:
    type_in(qtbot, reading, "can tho")
    cross = next(
        button for button in reading.window.bar.findChildren(QToolButton) if "Close" in button.accessibleName()
    )
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert not reading.window.bar.isVisible()
    assert reading.session.results is None


def test_the_search_begins_where_the_reader_is(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.library.open(build(tmp_path / "many.hexapla", many(400)))
    program.window.view.go_to(250, top=True)
    type_in(qtbot, program, "needle")
    assert program.session.current is not None
    assert program.session.current.unit == 299


def test_f3_after_escape_searches_again(qtbot: QtBot, reading: Program) -> None:
    type_in(qtbot, reading, "can tho")
    press(qtbot, reading, Qt.Key.Key_Escape)
    press(qtbot, reading, Qt.Key.Key_Escape)
    with qtbot.waitSignal(reading.session.found, check_params_cb=lambda results: results.complete):
        press(qtbot, reading, Qt.Key.Key_F3)
    assert reading.window.bar.isVisible()


def test_one_version_alone(qtbot: QtBot, reading: Program) -> None:
    type_in(qtbot, reading, "can tho")
    with qtbot.waitSignal(reading.session.found, check_params_cb=lambda results: results.complete):
        reading.window.bar.where.choose(EN)
    assert reading.session.results is not None
    assert reading.session.results.hits == {EN: 2}
    assert "in \u2068English\u2069" in reading.window.bar.how.text()


def test_exact_letters(qtbot: QtBot, reading: Program) -> None:
    type_in(qtbot, reading, "Can Tho")
    with qtbot.waitSignal(reading.session.found, check_params_cb=lambda results: results.complete):
        press(qtbot, reading, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert reading.session.results is not None
    assert reading.session.results.hits == {DE: 2, EN: 1, AR: 0}
    assert reading.settings["search_exact"] is True


def test_a_broken_expression_says_where(qtbot: QtBot, reading: Program) -> None:
    reading.window.commands["search_regex"].trigger()
    press(qtbot, reading, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(reading.session.refused):
        qtbot.keyClicks(reading.window.bar.field, "can(")
    assert reading.window.bar.how.text().startswith("Not understood at character ")
    assert reading.session.results is None


def test_a_query_can_be_asked_for_and_asked_again(qtbot: QtBot, reading: Program) -> None:
    for _ in range(2):
        with qtbot.waitSignal(reading.session.found, check_params_cb=lambda results: results.complete):
            reading.window.bar.ask("en:can tho")
        assert reading.window.bar.field.text() == "en:can tho"
        assert reading.window.bar.total.text() == "2 hits in 2 rows"
        reading.window.commands["clear_search"].trigger()


def test_an_empty_field_marks_nothing(qtbot: QtBot, reading: Program, marks: list[Highlights | None]) -> None:
    type_in(qtbot, reading, "can")
    qtbot.keyClick(reading.window.bar.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(reading.window.bar.field, Qt.Key.Key_Delete)
    assert marks[-1] is None
    assert reading.window.bar.total.text() == ""


def test_nothing_found_is_said(qtbot: QtBot, reading: Program) -> None:
    type_in(qtbot, reading, "xyzzy")
    assert reading.window.bar.total.text() == "Nothing found"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], threading.Event]:
    """Makes the scan of one query report a part, and then wait until it is let go."""
    events: dict[str, threading.Event] = {}
    scan = Bench.scan

    def slow(self: Bench, query: Any, first: Any, control: Any) -> Results:
        gate = events.get(query.source)
        if gate is not None:
            control.report(Results(query, {DE: np.array([4])}, {DE: 77}))
            while not gate.wait(0.005) and not control.cancelled():
                pass
            # Even what ignores that it was stopped must not be shown.
            return Results(query, {DE: np.array([4])}, {DE: 77}, complete=True)
        return scan(self, query, first, control)

    monkeypatch.setattr(Bench, "scan", slow)

    def hold(source: str) -> threading.Event:
        return events.setdefault(source, threading.Event())

    return hold


def test_first_results_are_shown_while_the_rest_is_counted(
    qtbot: QtBot, reading: Program, held: Callable[[str], threading.Event]
) -> None:
    gate = held("can")
    press(qtbot, reading, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(reading.session.found, check_params_cb=lambda results: results.query.source == "can"):
        qtbot.keyClicks(reading.window.bar.field, "can")
    assert reading.window.bar.total.text() == "77 hits in 1 row …"
    with qtbot.waitSignal(reading.session.found):
        gate.set()
    assert reading.window.bar.total.text() == "77 hits in 1 row"


def test_stale_results_are_never_shown(qtbot: QtBot, reading: Program, held: Callable[[str], threading.Event]) -> None:
    held("can")
    shown: list[tuple[str, int]] = []
    reading.session.found.connect(lambda results: shown.append((reading.window.bar.field.text(), results.total)))
    results = type_in(qtbot, reading, "can tho")
    assert results.total == 5
    assert (("can tho", 77)) not in shown
    assert reading.window.bar.total.text() == "5 hits in 2 rows"


def test_closing_the_corpus_ends_the_search(qtbot: QtBot, reading: Program) -> None:
    type_in(qtbot, reading, "can tho")
    press(qtbot, reading, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not reading.window.bar.isVisible()
    assert reading.window.bar.field.text() == ""
    assert reading.session.results is None
