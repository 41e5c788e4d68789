"""Font, size and line height of a language on the page of preferences: seen at once in the texts and in the sample."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reading_corpora import build, many_rows

from viewer.languages import known_languages
from viewer.model import Span, VersionId
from viewer.ui.application import Program
from viewer.ui.preferences.text_styles import TextStylesRow

DE, AR = VersionId("de"), VersionId("ar")


@pytest.fixture
def corpus_file(tmp_path: Path) -> Path:
    """Rows of German, Arabic and Japanese."""
    return build(tmp_path / "made.hexapla", many_rows(8))


@pytest.fixture
def row(reading: Program) -> TextStylesRow:
    reading.window.commands["preferences"].trigger()
    page = reading.window.preferences.page
    assert page is not None
    found = page.rows["styles"]
    assert isinstance(found, TextStylesRow)
    return found


def height(program: Program, version: VersionId) -> float:
    """Of the first letter of the second row."""
    view = program.window.view
    return view.rect_of(Span(view.unit(1).cells[version][0].id, 0, 1))[0].height()


def test_what_is_read_comes_first_and_every_language_is_there(row: TextStylesRow) -> None:
    tags = [row.language.itemData(place) for place in range(row.language.count())]
    assert set(tags[:3]) == {"de", "ar", "ja"}
    assert set(known_languages()) <= set(tags)
    assert len(tags) == len(set(tags))


def test_size_and_line_height_are_of_one_language_in_texts_and_sample(
    row: TextStylesRow, reading: Program, qtbot: QtBot
) -> None:
    row.language.setCurrentIndex(row.language.findData("ar"))
    before, sample = (height(reading, DE), height(reading, AR)), row.preview.height()
    for _ in range(5):
        qtbot.keyClick(row.scale, Qt.Key.Key_Up)
    assert height(reading, DE) == before[0]
    assert height(reading, AR) == pytest.approx(1.5 * before[1], rel=0.1)
    assert row.preview.height() == pytest.approx(1.5 * sample, rel=0.15)
    larger = row.preview.height()
    for _ in range(5):
        qtbot.keyClick(row.leading, Qt.Key.Key_Up)
    assert row.preview.height() == pytest.approx(1.5 * larger, rel=0.1)
    assert reading.settings["styles"] == {"ar": {"scale": 1.5, "leading": 1.5}}
    row.language.setCurrentIndex(row.language.findData("de"))
    assert (row.scale.value(), row.leading.value()) == (100, 100)


def test_the_font_is_one_that_can_write_the_language_and_may_be_gone(row: TextStylesRow, reading: Program) -> None:
    row.language.setCurrentIndex(row.language.findData("de"))
    row.family.setCurrentIndex(1)
    row.family.activated.emit(1)
    family = row.family.itemData(1)
    assert reading.settings["styles"] == {"de": {"family": family}}
    reading.settings.choose("styles", {"de": {"family": "No Such Face"}})
    assert row.family.currentData() == "No Such Face"


def test_a_language_is_set_back_alone_and_with_all_others(row: TextStylesRow, reading: Program, qtbot: QtBot) -> None:
    page = reading.window.preferences.page
    assert page is not None
    reading.settings.choose("styles", {"de": {"scale": 2.0}, "ar": {"leading": 1.2}})
    row.language.setCurrentIndex(row.language.findData("de"))
    assert row.scale.value() == 200
    qtbot.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert reading.settings["styles"] == {"ar": {"leading": 1.2}}
    assert row.scale.value() == 100
    assert row.reset.isHidden()
    qtbot.mouseClick(page.reset_all, Qt.MouseButton.LeftButton)
    assert reading.settings["styles"] == {}
    qtbot.mouseClick(page.take_back, Qt.MouseButton.LeftButton)
    assert reading.settings["styles"] == {"ar": {"leading": 1.2}}


def test_it_is_found_by_what_its_fields_are_called_and_by_the_languages_read(
    row: TextStylesRow, reading: Program, qtbot: QtBot
) -> None:
    page = reading.window.preferences.page
    assert page is not None
    for words in ("line height", "deutsch", "german"):
        page.filter.clear()
        qtbot.keyClicks(page.filter, words)
        assert [key for key, shown in page.rows.items() if shown.isVisible()] == ["styles"]


def test_recent_corpora_that_are_forgotten_leave_the_menu(row: TextStylesRow, reading: Program, qtbot: QtBot) -> None:
    page = reading.window.preferences.page
    assert page is not None
    assert reading.window.commands["recent"].isEnabled()
    qtbot.mouseClick(page.rows["recent"].reset, Qt.MouseButton.LeftButton)
    assert not reading.window.commands["recent"].isEnabled()
