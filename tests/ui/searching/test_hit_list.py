"""The list of hits: a line for each, the match in the middle of its column; it follows the search and leads to hits."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer import changing
from viewer.corpus import Corpus
from viewer.model import VersionId
from viewer.search.hit_order import Order
from viewer.ui.application import Program
from viewer.ui.searching.hits.hit_view import HitView

TEXTS: dict[str, list[str | None]] = {
    "de": ["Die Stadt am Fluss", "Eine Stadt. Noch eine Stadt!", None, "Die Stadt am Fluss", "ohne"],
    "ar": ["كانت المدينة على النهر", None, "هذه مدينة كبيرة", "كانت المدينة على النهر", "لا"],
}
TERM = "/stadt|مدينة/"


@pytest.fixture
def listing(program: Program, tmp_path: Path, qtbot: QtBot) -> Program:
    """A window with the hits of `TERM` listed, as somebody who has opened the list by its key sees them."""
    assert program.library.open(build(tmp_path / "towns.hexapla", TEXTS))
    program.window.view.setFocus()
    qtbot.keyClick(program.window.view, Qt.Key.Key_F12)
    find(qtbot, program, TERM)
    return program


def find(qtbot: QtBot, program: Program, text: str) -> None:
    program.window.bar.open()
    with qtbot.waitSignal(program.window.findings.hits.shown, check_params_cb=lambda listed: listed.complete):
        program.window.bar.field.setText(text)
    read(qtbot, program)


def read(qtbot: QtBot, program: Program) -> HitView:
    """Waits until the lines are there."""
    hits = program.window.findings.hits.page.list
    hits.viewport().repaint()
    qtbot.waitUntil(lambda: hits.count == 0 or hits.line(0) is not None)
    return hits


def lines(hits: HitView) -> list[tuple[str, int, str, str, str]]:
    found = [hits.line(number) for number in range(hits.count)]
    return [(one.version, one.unit, one.before, one.match, one.after) for one in found if one is not None]


def change(qtbot: QtBot, program: Program, act: Callable[[], object]) -> HitView:
    with qtbot.waitSignal(program.window.findings.hits.shown):
        act()
    return read(qtbot, program)


def test_lists_every_hit_with_what_stands_around_it(listing: Program) -> None:
    hits = listing.window.findings.hits.page.list
    assert lines(hits) == [
        ("de", 0, "Die ", "Stadt", " am Fluss"),
        ("ar", 0, "كانت ال", "مدينة", " على النهر"),
        ("de", 1, "Eine ", "Stadt", ". Noch eine Stadt!"),
        ("de", 1, "Eine Stadt. Noch eine ", "Stadt", "!"),
        ("ar", 2, "هذه ", "مدينة", " كبيرة"),
        ("de", 3, "Die ", "Stadt", " am Fluss"),
        ("ar", 3, "كانت ال", "مدينة", " على النهر"),
    ]
    assert listing.window.findings.hits.page.state.text() == "7 hits"


def test_matches_stand_in_the_middle_of_their_column(listing: Program) -> None:
    hits = listing.window.findings.hits.page.list
    middles = []
    for number in range(4):
        box, laid = hits.line_rect(number), hits.laid(number)
        assert box is not None
        assert laid is not None
        middles.append(laid.match_rect(hits.column(box)).center().x())
    assert max(middles) - min(middles) < 1


@pytest.mark.parametrize(("number", "is_left"), [(0, True), (1, False)])
def test_what_comes_before_stands_where_the_line_begins(listing: Program, number: int, is_left: bool) -> None:
    hits = listing.window.findings.hits.page.list
    box, laid = hits.line_rect(number), hits.laid(number)
    assert box is not None
    assert laid is not None
    before = laid.rect_of(0, 3, hits.column(box))
    assert (before.center().x() < hits.column(box).center().x()) is is_left


def test_sorts_by_what_follows_and_backwards(listing: Program, qtbot: QtBot) -> None:
    page = listing.window.findings.hits.page
    hits = change(qtbot, listing, lambda: page.orders.setCurrentIndex(page.orders.findData(Order.VERSION)))
    assert [version for version, *_ in lines(hits)] == ["de"] * 4 + ["ar"] * 3
    hits = change(qtbot, listing, lambda: page.orders.setCurrentIndex(page.orders.findData(Order.AFTER)))
    after = [rest for version, _, _, _, rest in lines(hits) if version == "de"]
    assert after.index(" am Fluss") < after.index(". Noch eine Stadt!")
    hits = change(qtbot, listing, lambda: qtbot.mouseClick(page.downwards, Qt.MouseButton.LeftButton))
    after = [rest for version, _, _, _, rest in lines(hits) if version == "de"]
    assert after.index(" am Fluss") > after.index(". Noch eine Stadt!")


def test_same_lines_once_and_one_version_alone(listing: Program, qtbot: QtBot) -> None:
    page = listing.window.findings.hits.page
    hits = change(qtbot, listing, lambda: page.only(VersionId("de")))
    assert [unit for _, unit, *_ in lines(hits)] == [0, 1, 1, 3]
    hits = change(qtbot, listing, lambda: qtbot.mouseClick(page.once, Qt.MouseButton.LeftButton))
    assert [unit for _, unit, *_ in lines(hits)] == [0, 1, 1]
    assert page.state.text() == "3 lines for 4 hits"
    first = hits.line(0)
    assert first is not None
    assert first.times == 2


def test_keys_move_and_enter_goes_there(listing: Program, qtbot: QtBot) -> None:
    window, hits = listing.window, listing.window.findings.hits.page.list
    hits.setFocus()
    qtbot.keyClick(hits, Qt.Key.Key_Home)
    for _ in range(4):
        qtbot.keyClick(hits, Qt.Key.Key_Down)
    qtbot.waitUntil(
        lambda: window.findings.hits.page.beside.unit is not None and window.findings.hits.page.beside.unit.number == 2
    )
    qtbot.keyClick(hits, Qt.Key.Key_Return)
    assert listing.session.current is not None
    assert listing.session.current.unit == 2
    assert hits.hasFocus()
    assert window.navigation.history.can_go_back
    qtbot.keyClick(hits, Qt.Key.Key_Escape)
    assert window.view.hasFocus() or window.view.isAncestorOf(window.focusWidget())


def test_a_click_goes_there(listing: Program, qtbot: QtBot) -> None:
    hits = listing.window.findings.hits.page.list
    box = hits.line_rect(3)
    assert box is not None
    qtbot.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    current = listing.session.current
    assert current is not None
    assert current.hit is not None
    assert (current.unit, current.hit.start) == (1, 22)


def test_the_list_follows_the_next_hit(listing: Program, qtbot: QtBot) -> None:
    window, hits = listing.window, listing.window.findings.hits.page.list
    window.commands["find_next"].trigger()
    qtbot.waitUntil(lambda: hits.current == 1)
    window.commands["find_next"].trigger()
    window.commands["find_next"].trigger()
    qtbot.waitUntil(lambda: hits.current == 3)
    window.commands["find_previous"].trigger()
    qtbot.waitUntil(lambda: hits.current == 2)


def test_the_list_that_the_first_enter_opens_is_where_enter_goes(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    assert program.library.open(build(tmp_path / "towns.hexapla", TEXTS))
    window, session = program.window, program.session
    window.bar.open()
    with qtbot.waitSignal(session.found, check_params_cb=lambda results: results.complete):
        window.bar.field.setText(TERM)
    with qtbot.waitSignal(window.findings.hits.shown):
        qtbot.keyClick(window.bar.field, Qt.Key.Key_Return)
    hits = read(qtbot, program)
    assert session.current is not None
    assert session.current.hit is not None
    went = session.current.hit
    assert (went.version, session.current.unit) != lines(hits)[0][:2]
    qtbot.waitUntil(
        lambda: (
            hits.current_line is not None
            and (hits.current_line.version, hits.current_line.unit, hits.current_line.start)
            == (went.version, went.unit, went.start)
        )
    )


def test_the_row_of_the_current_hit_stands_beside(listing: Program, qtbot: QtBot) -> None:
    beside = listing.window.findings.hits.page.beside
    qtbot.waitUntil(lambda: beside.unit is not None and beside.unit.number == 0)
    assert beside.widget().height() >= beside.viewport().height()


def test_a_version_that_came_in_another_window_is_not_beside_before_the_texts_show_it(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    path = build(tmp_path / "towns.hexapla", TEXTS)
    changing.remove(path, VersionId("ar"))
    assert program.library.open(path)
    program.window.findings.dock.open("hits")
    find(qtbot, program, "stadt")
    with Corpus.open(path) as corpus:
        corpus.undo()
    page = program.window.findings.hits.page
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: page.beside.unit is not None and page.beside.unit.number > 0)


def test_another_search_makes_another_list(listing: Program, qtbot: QtBot) -> None:
    find(qtbot, listing, "ohne")
    assert [match for *_, match, _ in lines(listing.window.findings.hits.page.list)] == ["ohne"]
    listing.window.bar.field.clear()
    assert listing.window.findings.hits.page.list.count == 0


def test_rows_found_without_text_have_lines_too(listing: Program, qtbot: QtBot) -> None:
    find(qtbot, listing, "-de:")
    assert lines(listing.window.findings.hits.page.list) == [("ar", 2, "", "", "هذه مدينة كبيرة")]
    qtbot.keyClick(listing.window.findings.hits.page.list, Qt.Key.Key_Home)
    qtbot.keyClick(listing.window.findings.hits.page.list, Qt.Key.Key_Return)
    assert listing.session.current is not None
    assert listing.session.current.unit == 2


def test_reads_only_what_can_be_seen(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    rows: dict[str, list[str | None]] = {"de": [f"Zeile {row}" for row in range(5000)]}
    assert program.library.open(build(tmp_path / "long.hexapla", rows))
    asked: list[Any] = []
    program.window.findings.hits.page.list.lines_wanted.connect(lambda start, stop: asked.append((start, stop)))
    program.window.findings.dock.open("hits")
    find(qtbot, program, "zeile")
    hits = program.window.findings.hits.page.list
    assert hits.count == 5000
    qtbot.keyClick(hits, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: hits.line(4999) is not None)
    assert hits.line_rect(4999) is not None
    assert hits.line_rect(4999).bottom() <= hits.viewport().height()  # type: ignore[union-attr]
    assert sum(stop - start for start, stop in asked) < 400


def test_escape_and_the_height_leave_the_place_of_reading(listing: Program) -> None:
    view = listing.window.view
    place = view.current_unit()
    listing.window.findings.dock.set_open(False)
    assert view.current_unit() == place
    assert not listing.window.findings.hits.page.isVisible()
    assert listing.window.findings.hits.page.list.mapTo(listing.window, QPoint()).y() >= 0


def test_what_the_list_leaves_to_the_row_beside_it_is_kept(listing: Program, qtbot: QtBot) -> None:
    page = listing.window.findings.hits.page
    left, right = page.splitter.sizes()
    assert left / (left + right) == pytest.approx(0.72, abs=0.02)
    handle, middle = page.splitter.handle(1), page.splitter.handle(1).rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(handle, middle - QPoint(100, 0))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle)
    moved, _ = page.splitter.sizes()
    assert moved < left
    assert listing.settings["hits_share"] == pytest.approx(moved / (left + right))
