"""The page of likely translations: asked for by keys and clicks, as a person does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer import changing
from viewer.errors import Locked
from viewer.model import Span, VersionId
from viewer.search.equivalents import ENOUGH
from viewer.ui.application import Program
from viewer.ui.jobs import Control
from viewer.ui.searching.translations.bench import TranslationBench
from viewer.ui.searching.translations.control import KEY
from viewer.ui.searching.translations.version_list import VersionList

DE, EN, AR = VersionId("de"), VersionId("en"), VersionId("ar")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def animals(program: Program, tmp_path: Path) -> Program:
    """A window with a deer, a dog or a fish in each of many rows; every second row tells of a city."""
    known = [("Hirsch", "deer", "أسد"), ("Hund", "dog", "دب"), ("Fisch", "fish", "سمك")]
    rows = [(*known[number % 3], number % 2) for number in range(ENOUGH)]
    texts: dict[str, list[str | None]] = {
        "de": [f"Der {animal} schläft" + " in der Stadt" * city for animal, _, _, city in rows],
        "en": [f"A {animal} sleeps" + " inside the city" * city for _, animal, _, city in rows],
        "ar": [f"{animal} نائم" for _, _, animal, _ in rows],
    }
    assert program.library.open(build(tmp_path / "animals.hexapla", texts))
    return program


def search(qtbot: QtBot, program: Program, text: str) -> None:
    """Ctrl+F, then the letters; waits until all is found."""
    qtbot.keyClick(program.window, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(program.window.bar.field, text)
    wait_for(qtbot, program, text)


def wait_for(qtbot: QtBot, program: Program, text: str) -> None:
    """Waits until all that answers to a query is found, and the query stands in the field."""

    def is_found() -> bool:
        results = program.session.results
        return results is not None and results.complete and results.query.source == text

    qtbot.waitUntil(is_found)
    assert program.window.bar.field.text() == text


def open_page(qtbot: QtBot, program: Program, **expected: list[str]) -> dict[VersionId, VersionList]:
    """Ctrl+Shift+T; waits for the lists."""
    page = program.window.findings.translations.page
    qtbot.keyClick(program.window, Qt.Key.Key_T, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: {version: words(shown) for version, shown in page.lists.items()} == expected)
    return page.lists


def words(shown: VersionList) -> list[str]:
    return [shown.item(row).text() for row in range(shown.count())]


def test_every_other_version_has_a_list_in_its_own_direction(qtbot: QtBot, animals: Program) -> None:
    search(qtbot, animals, "de:Hirsch")
    lists = open_page(qtbot, animals, en=["deer"], ar=["أسد"])
    assert lists[AR].isRightToLeft()
    assert not lists[EN].isRightToLeft()
    assert lists[EN].item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "\u2068deer\u2069, 100 rows"


def test_enter_asks_for_the_rows_with_it(qtbot: QtBot, animals: Program) -> None:
    search(qtbot, animals, "de:Hirsch")
    lists = open_page(qtbot, animals, en=["deer"], ar=["أسد"])
    lists[EN].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(lists[EN], Qt.Key.Key_Return)
    wait_for(qtbot, animals, "de:Hirsch en:deer")


def test_shift_enter_asks_for_the_rows_without_it(qtbot: QtBot, animals: Program) -> None:
    search(qtbot, animals, "de:Stadt")
    lists = open_page(qtbot, animals, en=["inside the city"], ar=[])
    lists[EN].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(lists[EN], Qt.Key.Key_Return, SHIFT)
    wait_for(qtbot, animals, "de:Stadt -en:inside the city")


def test_a_click_chooses_and_the_buttons_say_what_can_be_done(qtbot: QtBot, animals: Program) -> None:
    search(qtbot, animals, "de:Hund")
    lists = open_page(qtbot, animals, en=["dog"], ar=["دب"])
    page = animals.window.findings.translations.page
    lists[EN].clearSelection()
    assert not page.with_button.isEnabled()
    place = lists[AR].visualItemRect(lists[AR].item(0)).center()
    qtbot.mouseClick(lists[AR].viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.with_button.isEnabled()
    qtbot.mouseClick(page.without_button, Qt.MouseButton.LeftButton)
    wait_for(qtbot, animals, "de:Hund -ar:دب")


def test_what_is_found_is_marked_as_possible_in_its_rows_only_while_that_is_seen(
    qtbot: QtBot, animals: Program
) -> None:
    window = animals.window
    search(qtbot, animals, "de:Hirsch")
    possible = window.view.possible
    assert animals.library.corpus is not None
    deer, dog = (unit.cells[EN][0] for unit in animals.library.corpus.units(0, 2))
    assert possible.spans(EN, 0, deer) == ()
    open_page(qtbot, animals, en=["deer"], ar=["أسد"])
    qtbot.waitUntil(lambda: list(possible.spans(EN, 0, deer)) == [(2, 6)])
    assert possible.spans(EN, 1, dog) == ()
    (box,) = window.view.rect_of(Span(deer.id, 2, 6))
    point = window.view._page.viewport().mapFrom(window.view, box.center().toPoint())
    assert window.view._page._tooltip(point) == "Possible translation of what was found: a guess"
    assert window.view._page._tooltip(point + QPoint(100, 0)) == ""
    window.findings.dock.set_open(False)
    assert possible.spans(EN, 0, deer) == ()
    window.commands["possible"].trigger()
    assert list(possible.spans(EN, 0, deer)) == [(2, 6)]
    qtbot.keyClick(window.bar.field, Qt.Key.Key_Escape)
    assert possible.spans(EN, 0, deer) == ()


def test_the_reader_chooses_whose_hits_are_translated(qtbot: QtBot, animals: Program) -> None:
    search(qtbot, animals, "/Fisch|fish/")
    open_page(qtbot, animals, en=["fish"], ar=["سمك"])
    page = animals.window.findings.translations.page
    qtbot.keyClick(page.source, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: set(page.lists) == {DE, AR})
    assert words(page.lists[DE]) == ["Fisch"]


def test_nothing_is_compared_while_the_page_is_closed(qtbot: QtBot, animals: Program) -> None:
    search(qtbot, animals, "de:Hirsch")
    assert animals.window.findings.translations.page.lists == {}


def test_a_short_text_has_the_page_only_where_a_name_or_number_was_kept(qtbot: QtBot, reading: Program) -> None:
    tabs = reading.window.findings.dock.tabs
    place = reading.window.findings.dock._keys.index(KEY)
    qtbot.keyClick(reading.window, Qt.Key.Key_F12)
    assert not tabs.isTabVisible(place)
    search(qtbot, reading, "de:can tho")
    qtbot.waitUntil(lambda: tabs.isTabVisible(place))
    search(qtbot, reading, "de:der")
    qtbot.waitUntil(lambda: not tabs.isTabVisible(place))


def test_a_short_text_says_so_where_it_is_asked(qtbot: QtBot, reading: Program) -> None:
    search(qtbot, reading, "de:der")
    lists = open_page(qtbot, reading, en=[], ar=[])
    assert not any(shown.isVisible() for shown in lists.values())
    assert "too short" in reading.window.findings.translations.page.words.text()


def test_versions_that_changed_since_the_search_are_not_compared(qtbot: QtBot, animals: Program) -> None:
    search(qtbot, animals, "de:Hirsch")
    corpus, results = animals.library.corpus, animals.session.results
    assert corpus is not None
    assert results is not None
    bench, control = (
        TranslationBench(corpus.path, animals.session.cache_folder, corpus.index()),
        Control(lambda *_: None),
    )
    changing.remove(corpus.path, EN)
    with pytest.raises(Locked):
        bench.answer(results, DE, control)
    bench.close(control)
