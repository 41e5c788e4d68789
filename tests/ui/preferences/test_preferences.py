"""The page of preferences: every setting is there, is found, counts at once and in all windows, and can be set back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot
from wheel import turn_wheel

from viewer.ui.application import Program
from viewer.ui.preferences.page import PreferencesPage
from viewer.ui.preferences.row import MemoryRow
from viewer.ui.settings_table import SETTINGS, Part

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(reading: Program, qtbot: QtBot) -> PreferencesPage:
    qtbot.keyClick(reading.window, Qt.Key.Key_Comma, CTRL)
    shown = reading.window.preferences.page
    assert shown is not None
    qtbot.waitUntil(shown.filter.hasFocus)
    return shown


def test_every_setting_is_on_the_page_with_name_help_and_way_back(page: PreferencesPage) -> None:
    assert list(page.rows) == [setting.key for setting in SETTINGS]
    for setting in SETTINGS:
        assert setting.label
        assert setting.help.endswith(".")
        row = page.rows[setting.key]
        assert isinstance(row, MemoryRow) is (setting.part is Part.MEMORY)
        assert row.reset.accessibleName()


def test_every_setting_that_is_chosen_is_followed_by_the_window(reading: Program) -> None:
    looked_at_when_needed = {"lookups", "lookup_double_click"}
    followed = {*reading.window.takers(), *looked_at_when_needed}
    assert {setting.key for setting in SETTINGS if setting.part is not Part.MEMORY} <= followed


def test_enter_in_the_field_does_nothing(page: PreferencesPage, reading: Program, qtbot: QtBot) -> None:
    reading.settings.choose("zoom", 2.0)
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert page.isVisible()
    assert reading.settings["zoom"] == 2.0
    page.reset_all.setFocus()
    qtbot.keyClick(page.reset_all, Qt.Key.Key_Return)
    assert reading.settings["zoom"] == 1.0


def test_what_is_changed_counts_at_once(page: PreferencesPage, reading: Program, qtbot: QtBot) -> None:
    gutter, zoom, layout = (page.rows[key].widget for key in ("gutter", "zoom", "layout"))
    assert isinstance(gutter, QCheckBox)
    assert isinstance(zoom, QSpinBox)
    assert isinstance(layout, QComboBox)
    qtbot.keyClick(gutter, Qt.Key.Key_Space)
    assert not reading.window.commands["gutter"].isChecked()
    qtbot.keyClick(zoom, Qt.Key.Key_Up)
    assert reading.window.view.zoom() == pytest.approx(1.1)
    layout.setFocus()
    qtbot.keyClick(layout, Qt.Key.Key_Down)
    assert reading.window.commands["layout_lines"].isChecked()
    assert reading.settings["layout"] == "lines"


def test_what_is_changed_elsewhere_is_shown(page: PreferencesPage, reading: Program) -> None:
    reading.window.commands["gutter"].trigger()
    reading.window.commands["zoom_in"].trigger()
    assert not page.rows["gutter"].widget.isChecked()
    assert page.rows["zoom"].widget.value() == round(100 * reading.window.view.zoom())


def test_a_setting_is_found_by_name_help_and_value(page: PreferencesPage, qtbot: QtBot) -> None:
    for words, key in (("row num", "gutter"), ("HATCHED wheel", ""), ("glide", "smooth_scrolling"), ("sepia", "theme")):
        page.filter.clear()
        qtbot.keyClicks(page.filter, words)
        shown = [one for one, row in page.rows.items() if row.isVisible()]
        assert shown == ([key] if key else [])
        assert page.nothing.isVisible() is (not key)
    page.filter.clear()
    qtbot.keyClicks(page.filter, "kana")
    assert [part for part, heading in page.headings.items() if heading.isVisible()] == [Part.SEARCH]


def test_one_setting_is_set_back(page: PreferencesPage, reading: Program, qtbot: QtBot) -> None:
    row = page.rows["overview"]
    assert not row.reset.isVisible()
    qtbot.keyClick(row.widget, Qt.Key.Key_Space)
    assert reading.settings["overview"] is False
    qtbot.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert reading.settings["overview"] is True
    assert reading.window.view.survey.strip.isVisible()
    assert not row.reset.isVisible()


def test_all_are_set_back_and_that_is_taken_back(page: PreferencesPage, reading: Program, qtbot: QtBot) -> None:
    assert not page.reset_all.isEnabled()
    reading.settings.choose("zoom", 2.0)
    reading.settings.choose("search_kana", True)
    kept = reading.settings["recent"]
    qtbot.mouseClick(page.reset_all, Qt.MouseButton.LeftButton)
    assert (reading.settings["zoom"], reading.settings["search_kana"]) == (1.0, False)
    assert reading.settings["recent"] == kept
    assert reading.window.view.zoom() == 1.0
    qtbot.mouseClick(page.take_back, Qt.MouseButton.LeftButton)
    assert (reading.settings["zoom"], reading.settings["search_kana"]) == (2.0, True)


def test_what_is_remembered_is_forgotten(page: PreferencesPage, reading: Program, qtbot: QtBot) -> None:
    reading.settings["commands_used"] = ["find"]
    row = page.rows["commands_used"]
    assert row.held.text() == "1 entry"
    qtbot.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert reading.settings["commands_used"] == []
    assert row.held.text() == "nothing"


def test_the_wheel_scrolls_and_changes_nothing(page: PreferencesPage, reading: Program) -> None:
    zoom = page.rows["zoom"].widget
    turn_wheel(zoom, QPoint(5, 5), y=-120)
    assert reading.settings["zoom"] == 1.0


def test_it_is_open_once(page: PreferencesPage, reading: Program) -> None:
    reading.window.commands["preferences"].trigger()
    assert reading.window.preferences.page is page
    page.close()
    assert reading.window.preferences.page is None
