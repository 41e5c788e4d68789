"""The commands for how a version is set, in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reading_corpora import build, many_rows

from viewer.model import Direction, Span, VersionId
from viewer.ui.application import Program
from viewer.ui.reading import layouts
from viewer.ui.reading.font_page import FontPage
from viewer.ui.settings import Settings

DE, AR, JA = VersionId("de"), VersionId("ar"), VersionId("ja")
CONTROL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def corpus_file(tmp_path: Path) -> Path:
    """Two hundred rows of German, Arabic and Japanese."""
    return build(tmp_path / "made.hexapla", many_rows(200))


def run(program: Program, *names: str) -> None:
    for name in names:
        program.window.commands[name].trigger()


def height(program: Program, version: VersionId, row: int) -> float:
    """Of the first letter of a row that can be seen."""
    view = program.window.view
    assert view._spread is not None
    segment = view._spread.source.unit(row).cells[version][0]
    return view.rect_of(Span(segment.id, 0, 1))[0].height()


def test_the_keyboard_makes_the_text_of_its_version_larger_and_no_other(reading: Program, qtbot: QtBot) -> None:
    view = reading.window.view
    view.set_active_version(AR)
    before = height(reading, DE, 1), height(reading, AR, 1)
    qtbot.keyClick(reading.window, Qt.Key.Key_Plus, CONTROL_ALT)
    qtbot.keyClick(reading.window, Qt.Key.Key_Plus, CONTROL_ALT)
    assert height(reading, DE, 1) == before[0]
    assert height(reading, AR, 1) == pytest.approx(before[1] * 1.21, abs=2.5)
    qtbot.keyClick(reading.window, Qt.Key.Key_Minus, CONTROL_ALT)
    qtbot.keyClick(reading.window, Qt.Key.Key_Minus, CONTROL_ALT)
    assert height(reading, AR, 1) == before[1]


def row_height(program: Program, row: int) -> int:
    """Pixels of a row with German alone."""
    view = program.window.view
    view.set_chosen_versions([DE])
    assert view._spread is not None
    return view._spread.main.rows.height(row, 0)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("style_larger", "layout_columns"),
        ("style_larger", "layout_lines"),
        ("style_larger", "flowing"),
        ("style_smaller", "layout_columns"),
        ("style_wider", "flowing"),
        ("style_rtl", "layout_columns"),
        ("justify", "layout_lines"),
    ],
)
def test_the_line_being_read_stays_when_a_style_changes(reading: Program, name: str, shown: str) -> None:
    view = reading.window.view
    run(reading, shown)
    view.go_to(100, top=True)
    assert view._spread is not None
    segment = view._spread.source.unit(100).cells[DE][0].id
    top = view.rect_of(Span(segment, 0, 1))[0].top()
    run(reading, name)
    assert view.rect_of(Span(segment, 0, 1))[0].top() == pytest.approx(top, abs=1)


def test_a_direction_can_be_turned_and_the_menu_shows_it(reading: Program) -> None:
    view, commands = reading.window.view, reading.window.commands
    assert commands["style_own"].isChecked()
    run(reading, "style_rtl")
    assert view.direction(DE) is Direction.RTL
    view.set_active_version(AR)
    assert commands["style_own"].isChecked()
    view.set_active_version(DE)
    assert commands["style_rtl"].isChecked()
    run(reading, "style_own")
    assert view.direction(DE) is Direction.LTR


def test_styles_are_there_again_when_the_corpus_is_opened_again(
    make_program: Callable[..., Program], corpus_file: Path, tmp_path: Path
) -> None:
    first = make_program(Settings(tmp_path / "kept.json"))
    first.library.open(corpus_file)
    run(first, "style_larger", "style_rtl", "style_wider")
    expected = height(first, DE, 0)
    first.settings.save()
    renamed = corpus_file.rename(tmp_path / "renamed.hexapla")
    second = make_program(Settings(tmp_path / "kept.json"))
    second.library.open(renamed)
    assert second.window.view.direction(DE) is Direction.RTL
    assert height(second, DE, 0) == expected


def test_a_size_can_be_given_to_the_language(reading: Program) -> None:
    run(reading, "style_larger", "style_larger")
    before = height(reading, DE, 0)
    run(reading, "style_keep")
    assert height(reading, DE, 0) == before
    assert reading.settings["styles"] == {"de": {"scale": 1.21}}
    assert reading.settings["version_styles"] == []


def test_everything_can_be_as_it_was(reading: Program) -> None:
    before = height(reading, DE, 0)
    run(reading, "style_larger", "style_keep", "style_larger", "style_wider", "style_rtl", "style_reset")
    assert height(reading, DE, 0) == before
    assert (reading.settings["styles"], reading.settings["version_styles"]) == ({}, [])


def test_lines_that_cannot_come_closer_come_apart_at_the_next_step(reading: Program) -> None:
    ordinary = row_height(reading, 6)
    run(reading, *["style_closer"] * 12)
    closest = row_height(reading, 6)
    run(reading, "style_wider")
    assert closest < row_height(reading, 6) <= ordinary


def test_a_font_is_chosen_on_a_page_that_offers_those_with_the_letters(reading: Program, qtbot: QtBot) -> None:
    reading.window.view.set_active_version(JA)
    run(reading, "style_font")
    page = reading.window.findChild(FontPage)
    assert page is not None
    names = [page.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(page.list.count())]
    assert "Noto Serif CJK JP" in names
    assert "Noto Sans Khmer" not in names
    assert page.list.currentRow() == 0
    page.list.setCurrentRow(names.index("Noto Serif CJK JP"))
    assert reading.settings["styles"] == {"ja": {"family": "Noto Serif CJK JP"}}
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    assert reading.settings["styles"] == {}


def test_a_style_costs_what_can_be_seen(reading: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    laid: list[str] = []
    piece = layouts.Piece

    def count(text: str, *rest: Any) -> layouts.Piece:
        laid.append(text)
        return piece(text, *rest)

    monkeypatch.setattr(layouts, "Piece", count)
    reading.window.view.go_to(100, top=True)
    laid.clear()
    run(reading, "style_larger")
    assert 0 < len(laid) < 120
