"""Field, chips and form say the same and turn into each other, by real keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from window_corpora import TEXTS, build

from viewer.model import VersionId
from viewer.search.clauses import Presence
from viewer.ui.application import Program
from viewer.ui.searching.bar import SearchBar
from viewer.ui.searching.condition_form import Line
from viewer.ui.searching.scan import Results
from viewer.ui.searching.session import Wanted

DE, EN, AR = VersionId("de"), VersionId("en"), VersionId("ar")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(reading: Program) -> SearchBar:
    return reading.window.bar


def after(qtbot: QtBot, program: Program, act: Callable[[], object]) -> Results:
    """What is found after something was done."""
    with qtbot.waitSignal(program.session.found, check_params_cb=lambda results: results.complete):
        act()
    assert program.session.results is not None
    return program.session.results


def plain(texts: list[str]) -> list[str]:
    """Without the marks that keep directions apart."""
    return [text.translate(dict.fromkeys(range(0x2066, 0x206A))) for text in texts]


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(program.window.focusWidget() or program.window, key, modifier)


def enter(widget: QLineEdit, text: str) -> None:
    """Letters that no key of the test has."""
    for letter in text:
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def choose(qtbot: QtBot, line: Line, presence: Presence | None) -> None:
    """Chooses a kind by keyboard."""
    line.choice.setFocus()
    while line.presence is not presence:
        before = line.choice.currentIndex()
        wanted = [None, *Presence].index(presence)
        qtbot.keyClick(line.choice, Qt.Key.Key_Down if wanted > before else Qt.Key.Key_Up)
        assert line.choice.currentIndex() != before


def entry(bar: SearchBar, chip: int, text: str) -> QAction:
    """An entry of the menu of a chip."""
    return next(action for action in bar.chips._chips[chip].menu.actions() if action.text().replace("&", "") == text)


def test_a_newcomer_sees_no_chips_and_no_form(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    after(qtbot, reading, lambda: bar.ask("can tho"))
    assert not bar.chips.isVisible()
    assert not bar.more.isVisible()


def test_each_clause_is_a_chip(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    results = after(qtbot, reading, lambda: bar.ask("tho -en:city ar:"))
    assert plain(bar.chips.texts()) == ["Any version: tho", "English without city", "العربية is not empty"]
    assert results.rows.tolist() == [3]
    assert plain([bar.how.text()]) == [
        "Looking for tho  ·  in all versions  ·  English without city  ·  العربية is not empty  ·  "
        "capitals, accents and letter forms alike"
    ]


def test_the_cross_takes_a_clause_away(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    after(qtbot, reading, lambda: bar.ask("tho -en:city ar:"))
    after(qtbot, reading, lambda: qtbot.mouseClick(bar.chips._chips[1].cross, LEFT))
    assert bar.field.text() == "tho ar:"
    press(qtbot, reading, Qt.Key.Key_Z, CTRL)
    assert bar.field.text() == "tho -en:city ar:"


def test_chips_are_reached_and_taken_away_by_keyboard(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    after(qtbot, reading, lambda: bar.ask("de:tho -en:city"))
    press(qtbot, reading, Qt.Key.Key_Down)
    assert bar.chips.bodies[0].hasFocus()
    press(qtbot, reading, Qt.Key.Key_Right)
    assert bar.chips.bodies[1].hasFocus()
    press(qtbot, reading, Qt.Key.Key_Delete)
    assert bar.field.text() == "de:tho"
    assert bar.chips.bodies[0].hasFocus()
    press(qtbot, reading, Qt.Key.Key_Delete)
    assert bar.field.text() == ""
    assert bar.field.hasFocus()


def test_the_menu_of_a_chip_makes_another_kind_of_it(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    after(qtbot, reading, lambda: bar.ask("de:tho -en:city"))
    bar.chips.take_keyboard()
    press(qtbot, reading, Qt.Key.Key_Return)
    assert bar.chips._chips[0].menu.isVisible()
    after(qtbot, reading, entry(bar, 0, "Does Not Contain It").trigger)
    bar.chips._chips[0].menu.close()
    assert bar.field.text() == "-de:tho -en:city"
    bar.chips._chips[1].open()
    after(qtbot, reading, entry(bar, 1, "Is Empty").trigger)
    bar.chips._chips[1].menu.close()
    assert bar.field.text() == "-de:tho -en:"


def test_the_menu_of_a_chip_puts_the_cursor_on_its_text(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    after(qtbot, reading, lambda: bar.ask("\U00010330 de:tho -en:city"))
    bar.chips._chips[1].open()
    entry(bar, 1, "Edit the Text").trigger()
    bar.chips._chips[1].menu.close()
    assert bar.field.hasFocus()
    assert bar.field.selectedText() == "tho"


def test_what_is_typed_into_the_form_stands_in_the_field(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    press(qtbot, reading, Qt.Key.Key_M, CTRL | SHIFT)
    assert bar.more.isVisible()
    assert bar.more.form.lines[(AR,), 0].choice.isVisible()
    line = bar.more.form.line(DE)
    line.text.setFocus()
    results = after(qtbot, reading, lambda: qtbot.keyClicks(line.text, "can tho"))
    assert line.presence is Presence.CONTAINS
    assert bar.field.text() == "de:can tho"
    assert results.hits == {DE: 3}
    choose(qtbot, bar.more.form.line(EN), Presence.LACKS)
    assert bar.more.form.line(EN).text.hasFocus()
    results = after(qtbot, reading, lambda: qtbot.keyClicks(bar.more.form.line(EN).text, "city"))
    assert bar.field.text() == "de:can tho -en:city"
    assert results.hits == {DE: 2}


def test_the_form_shows_what_is_typed_into_the_field(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    reading.window.commands["search_more"].trigger()
    bar.open()
    after(qtbot, reading, lambda: qtbot.keyClicks(bar.field, "x de:Stadt -ar: -en:town"))
    lines = {key[0][0]: (line.presence, line.text.text()) for key, line in bar.more.form.lines.items()}
    assert lines == {
        DE: (Presence.CONTAINS, "Stadt"),
        EN: (Presence.LACKS, "town"),
        AR: (Presence.EMPTY, ""),
    }
    bar.field.clear()
    assert {line.presence for line in bar.more.form.lines.values()} == {None}


def test_the_cursor_stays_in_the_line_that_is_typed_in(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    bar.ask("tho de:Fluss en:city")
    reading.window.commands["search_more"].trigger()
    line = bar.more.form.line(DE)
    line.text.setFocus()
    line.text.setCursorPosition(2)
    changes: list[str] = []
    bar.field.textChanged.connect(changes.append)
    qtbot.keyClicks(line.text, "XY ")
    assert (line.text.text(), line.text.cursorPosition()) == ("FlXY uss", 5)
    assert line.text.hasFocus()
    assert changes == ["tho de:FlXuss en:city", "tho de:FlXYuss en:city", "tho de:FlXY uss en:city"]


def test_a_space_at_the_end_and_letters_like_a_prefix_stay_as_they_were_typed(
    qtbot: QtBot, reading: Program, bar: SearchBar
) -> None:
    bar.ask("de:a en:b")
    reading.window.commands["search_more"].trigger()
    line = bar.more.form.line(DE)
    line.text.setFocus()
    line.text.setCursorPosition(1)
    qtbot.keyClicks(line.text, " ar:x")
    assert line.text.text() == "a ar:x"
    assert bar.field.text() == 'de:"a ar:x" en:b'
    assert plain(bar.chips.texts()) == ['Deutsch: "a ar:x"', "English: b"]


def test_enter_in_the_form_goes_to_the_next_hit(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    reading.window.commands["search_more"].trigger()
    line = bar.more.form.line(DE)
    line.text.setFocus()
    after(qtbot, reading, lambda: qtbot.keyClicks(line.text, "can tho"))
    assert reading.session.current is not None
    assert reading.session.current.unit == 0
    qtbot.keyClick(line.text, Qt.Key.Key_Return)
    assert reading.session.current.unit == 3


def test_marked_text_is_found_as_it_stands_whatever_the_switches(
    qtbot: QtBot, reading: Program, bar: SearchBar
) -> None:
    reading.window.commands["search_regex"].trigger()
    after(qtbot, reading, lambda: bar.look_for("Tho, und"))
    assert bar.field.text() == "Tho, und"
    bar.look_for("(en:x) y?")
    assert bar.field.text() == r"\(en:x\) y\?"


def test_anything_takes_the_condition_away(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    bar.ask("tho -ar: en:city")
    reading.window.commands["search_more"].trigger()
    choose(qtbot, bar.more.form.line(AR), None)
    assert bar.field.text() == "tho en:city"
    qtbot.keyClick(bar.more.form.line(EN).text, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(bar.more.form.line(EN).text, Qt.Key.Key_Delete)
    assert bar.field.text() == "tho"


def test_a_second_condition_for_a_version_has_a_line_of_its_own(reading: Program, bar: SearchBar) -> None:
    reading.window.commands["search_more"].trigger()
    bar.ask("de:Can -de:Thu")
    assert [key for key in bar.more.form.lines if key[0] == (DE,)] == [((DE,), 0), ((DE,), 1)]
    assert bar.more.form.lines[(DE,), 1].presence is Presence.LACKS
    bar.ask("de:Can")
    assert ((DE,), 1) not in bar.more.form.lines


def test_right_to_left_texts_run_from_the_right(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    reading.window.commands["search_more"].trigger()
    line = bar.more.form.line(AR)
    assert line.text.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert bar.more.form.line(DE).text.layoutDirection() == Qt.LayoutDirection.LeftToRight
    line.text.setFocus()
    results = after(qtbot, reading, lambda: enter(line.text, "مدينة"))
    assert bar.field.text() == "ar:مدينة"
    assert results.rows.tolist() == [0]
    assert bar.chips.texts() == ["\u2068العربية\u2069: \u2067مدينة\u2069"]


def test_the_words_can_be_terms_of_their_own(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    bar.ask("river Fluss")
    results = after(qtbot, reading, reading.window.commands["search_any"].trigger)
    assert results.hits == {DE: 1, EN: 1, AR: 0}
    assert "Looking for river or Fluss" in plain([bar.how.text()])[0]
    after(qtbot, reading, reading.window.commands["search_all"].trigger)
    assert "Looking for river and Fluss" in plain([bar.how.text()])[0]
    assert reading.settings["search_mode"] == "all"


def test_kinds_of_rows_alone_list_the_rows(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    results = after(qtbot, reading, reading.window.commands["rows_gaps"].trigger)
    assert bar.isVisible()
    assert results.rows.tolist() == [2]
    assert bar.total.text() == "1 row"
    assert plain([bar.how.text()]) == ["only rows with gaps"]
    assert reading.window.view.current_unit() == 2
    results = after(qtbot, reading, reading.window.commands["rows_doubtful"].trigger)
    assert results.rows.tolist() == [1, 2]
    assert bar.chips.texts() == ["Rows with gaps", "Rows doubtful"]
    assert reading.window.view.current_unit() == 1
    press(qtbot, reading, Qt.Key.Key_F3)
    assert reading.window.view.current_unit() == 2
    after(qtbot, reading, lambda: qtbot.mouseClick(bar.chips._chips[0].cross, LEFT))
    assert not reading.window.commands["rows_gaps"].isChecked()


def test_scopes_are_chips(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    bar.ask("tho")
    reading.window.view.set_active_version(EN)
    results = after(qtbot, reading, reading.window.commands["search_version"].trigger)
    assert results.hits == {EN: 2}
    after(qtbot, reading, reading.window.commands["search_document"].trigger)
    after(qtbot, reading, reading.window.commands["search_content"].trigger)
    assert plain(bar.chips.texts()) == ["Only in English", "Only in Two rivers", "Without page furniture"]
    assert "only in Two rivers  ·  without page furniture" in plain([bar.how.text()])[0]
    for _ in range(3):
        after(qtbot, reading, lambda: qtbot.mouseClick(bar.chips._chips[0].cross, LEFT))
    assert not bar.chips.isVisible()
    assert not reading.window.commands["search_document"].isChecked()


def test_several_versions_can_be_searched(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    bar.ask("o")
    bar.where.choose(EN)
    assert after(qtbot, reading, lambda: bar.where.choose(AR)).hits.keys() == {EN, AR}
    assert after(qtbot, reading, lambda: bar.where.choose(EN)).hits.keys() == {AR}
    bar.where.choose(DE)
    assert after(qtbot, reading, lambda: bar.where.choose(EN)).hits.keys() == {DE, EN, AR}
    assert bar.wanted.within is None


def test_escape_in_the_form_clears_and_then_closes(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    press(qtbot, reading, Qt.Key.Key_M, CTRL | SHIFT)
    line = bar.more.form.line(DE)
    line.text.setFocus()
    after(qtbot, reading, lambda: qtbot.keyClicks(line.text, "Stadt"))
    qtbot.keyClick(line.text, Qt.Key.Key_Escape)
    assert bar.isVisible()
    assert reading.session.results is None
    qtbot.keyClick(line.text, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert reading.window.view._page.hasFocus()


def test_on_a_low_screen_the_form_gives_way(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    reading.window.resize(1024, 640)
    reading.window.commands["search_more"].trigger()
    after(qtbot, reading, lambda: bar.ask("tho -en:x ar:"))
    reading.window.findings.hits.show_version(None)
    qtbot.waitUntil(lambda: reading.window.findings.dock.height() > 100)
    assert reading.window.size() == QSize(1024, 640)
    assert bar.more.form.line(DE).text.visibleRegion().boundingRect().height() > 10


def test_a_switch_does_not_open_a_search_that_was_closed(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    after(qtbot, reading, lambda: bar.ask("Stadt"))
    press(qtbot, reading, Qt.Key.Key_Escape)
    press(qtbot, reading, Qt.Key.Key_Escape)
    reading.window.commands["search_word"].trigger()
    assert not bar.isVisible()


def test_hits_that_a_version_lacks_are_marked(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    texts = {"de": ["Can", "Can", "x", "Can"], "en": ["can", "y", "can", "can"], "ar": ["ا", "ب", None, "ت"]}
    program.library.open(build(tmp_path / "lacking.hexapla", texts))
    program.window.commands["rows_partial"].trigger()
    results = after(qtbot, program, lambda: program.window.bar.ask("can"))
    assert results.rows.tolist() == [1, 2]
    assert {version: rows.tolist() for version, rows in results.missing.items()} == {EN: [1], DE: [2]}
    strip = program.window.view.survey.strip
    assert {version: rows.tolist() for version, rows in strip.marked("missing").items()} == {EN: [1], DE: [2]}
    after(qtbot, program, program.window.commands["rows_partial"].trigger)
    assert strip.marked("missing") == {}


def test_a_ring_stands_beside_the_text_that_lacks_the_hit(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.library.open(build(tmp_path / "lacking.hexapla", {"de": ["Can", "Can"], "en": ["can", "y"]}))
    view = program.window.view
    after(qtbot, program, lambda: program.window.bar.ask("can"))

    def rings() -> int:
        """Pixels of violet on the page."""
        image = view._page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(-1, 4)[:, :3].astype(np.int64)
        violet = view.theme.missing_mark
        return int((np.abs(pixels - (violet.blue(), violet.green(), violet.red())).max(axis=1) < 40).sum())

    assert rings() == 0
    after(qtbot, program, program.window.commands["rows_partial"].trigger)
    assert rings() > 5


def test_a_count_goes_to_the_next_hit_of_its_version(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    after(qtbot, reading, lambda: bar.ask("can tho"))
    for unit in (0, 3, 0):
        qtbot.mouseClick(bar.counts.button(EN), LEFT)
        assert reading.session.current is not None
        assert reading.session.current.hit is not None
        assert (reading.session.current.unit, reading.session.current.hit.version) == (unit, EN)
    assert reading.window.findings.dock.is_page_shown("hits")
    assert reading.window.findings.hits.page.shape.version == EN
    assert not bar.counts.button(AR).isEnabled()


def test_the_first_enter_opens_the_list_and_whoever_closes_it_is_left_alone(
    qtbot: QtBot, reading: Program, bar: SearchBar
) -> None:
    found = reading.window.findings.dock
    after(qtbot, reading, lambda: bar.ask("can tho"))
    assert not found.isVisible()
    press(qtbot, reading, Qt.Key.Key_Return)
    assert found.is_page_shown("hits")
    assert bar.field.hasFocus()
    found.set_open(False)
    bar.field.setFocus()
    press(qtbot, reading, Qt.Key.Key_Return)
    assert not found.isVisible()
    qtbot.mouseClick(bar.total, LEFT)
    assert found.is_page_shown("hits")


def test_a_hit_in_a_hidden_version_says_so_and_can_be_shown(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    reading.window.view.set_chosen_versions([DE, AR])
    after(qtbot, reading, lambda: bar.ask("river"))
    message = reading.window.messages.message
    assert message is not None
    assert plain([message.text]) == ["This hit is in English, which is hidden."]
    message.answers[0].act()
    assert EN in reading.window.view.chosen_versions()
    assert reading.window.messages.message is None
    reading.window.view.set_chosen_versions([DE, AR])
    after(qtbot, reading, lambda: bar.ask("the end"))
    press(qtbot, reading, Qt.Key.Key_Escape)
    assert reading.window.messages.message is None


def test_the_letter_that_is_wrong_is_underlined(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    with qtbot.waitSignal(reading.session.refused):
        bar.ask("/a[/")
    assert bar.field.underlined == 3
    assert bar.field.text() == "/a[/"
    press(qtbot, reading, Qt.Key.Key_Return)
    assert bar.field.selectedText() == "/"
    after(qtbot, reading, lambda: qtbot.keyClicks(bar.field, "n]/"))
    assert bar.field.underlined is None


def test_a_search_is_repeated_with_all_its_switches(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    bar.ask("tho")
    for name in ("search_document", "search_any", "rows_doubtful", "search_word"):
        reading.window.commands[name].trigger()
    bar.where.choose(DE)
    before = bar.wanted
    after(qtbot, reading, lambda: bar.repeat(Wanted("-ar:", within=(VersionId("xx"),), exact=True)))
    assert bar.wanted == Wanted("-ar:", exact=True)
    bar.repeat(before)
    assert bar.wanted == before
    assert plain(bar.chips.texts()) == ["Rows doubtful", "Only in Deutsch", "Only in Two rivers"]


def test_another_corpus_is_asked_nothing(qtbot: QtBot, reading: Program, bar: SearchBar, tmp_path: Path) -> None:
    for name in ("search_more", "search_document", "search_version", "rows_gaps"):
        reading.window.commands[name].trigger()
    bar.field.setText("-ar:")
    assert len(bar.chips.texts()) == 4
    reading.library.open(build(tmp_path / "other.hexapla", {"de": TEXTS["de"], "ja": TEXTS["en"]}))
    assert bar.chips.texts() == []
    assert [key[0] for key in bar.more.form.lines] == [("de",), ("ja",)]


def test_the_form_is_folded_again_and_stays_so(qtbot: QtBot, reading: Program, bar: SearchBar) -> None:
    press(qtbot, reading, Qt.Key.Key_M, CTRL | SHIFT)
    assert bar.more.form.line(DE).choice.hasFocus()
    assert reading.settings["search_more"] is True
    press(qtbot, reading, Qt.Key.Key_M, CTRL | SHIFT)
    assert not bar.more.isVisible()
    assert bar.field.hasFocus()
