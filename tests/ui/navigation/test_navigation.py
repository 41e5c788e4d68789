from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from reading_corpora import build as build_rows
from window_corpora import build, many

from viewer.model import Kind, Span, VersionId
from viewer.ui.application import Program
from viewer.ui.navigation.go_to import GoToPage

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
DE = VersionId("de")


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifier: Any = NONE) -> None:
    qtbot.keyClick(program.window.focusWidget() or program.window, key, modifier)


def asking(qtbot: QtBot, program: Program) -> GoToPage:
    press(qtbot, program, Qt.Key.Key_G, CONTROL)
    page = program.window.findChild(GoToPage)
    assert page is not None
    assert not page.isModal()
    return page


def said(program: Program) -> str:
    message = program.window.messages.message
    return "" if message is None else message.text


@pytest.fixture
def long(program: Program, tmp_path: Path) -> Program:
    """Three hundred rows of two versions; row 2 is doubtful."""
    program.library.open(build(tmp_path / "long.hexapla", many(300)))
    return program


@pytest.fixture
def gaps(program: Program, tmp_path: Path) -> Program:
    """Three hundred rows: German lacks 101 to 110, English 201 to 202."""
    texts = many(300)
    texts["de"][100:110] = [None] * 10
    texts["en"][200:202] = [None] * 2
    program.library.open(build(tmp_path / "gaps.hexapla", texts))
    return program


def test_going_to_a_row_by_its_number(qtbot: QtBot, long: Program) -> None:
    page = asking(qtbot, long)
    assert page.field.text() == "1"
    qtbot.keyClicks(page.field, "205")
    assert page.told.text() == "Row 205: \u2068Zeile 204 Heu\u2069"
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert long.window.view.current_unit() == 204
    assert not page.isVisible()
    assert long.window.view.isAncestorOf(long.window.focusWidget())


def test_going_to_a_paragraph_of_a_version(qtbot: QtBot, gaps: Program) -> None:
    page = asking(qtbot, gaps)
    qtbot.keyClicks(page.field, "de 151")
    assert page.told.text() == "Paragraph 151 in \u2068German\u2069, row 161: \u2068Zeile 160 Heu\u2069"
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert gaps.window.view.current_unit() == 160


def test_who_goes_to_a_paragraph_has_the_keyboard_in_its_version(qtbot: QtBot, gaps: Program) -> None:
    assert gaps.window.view.active_version() == "de"
    page = asking(qtbot, gaps)
    qtbot.keyClicks(page.field, "en 3")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert (gaps.window.view.current_unit(), gaps.window.view.active_version()) == (2, "en")


def test_the_chooser_says_what_a_number_counts(qtbot: QtBot, gaps: Program) -> None:
    page = asking(qtbot, gaps)
    qtbot.keyClick(page.chooser, Qt.Key.Key_Down)
    assert page.told.text() == "Paragraphs 1 to 290"
    qtbot.keyClicks(page.field, "101")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert gaps.window.view.current_unit() == 110


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Rows 1 to 5"),
        ("9", "There is no ⟨row⟩ 9. Choose a number from 1 to 5."),
        ("en 5", "There is no ⟨paragraph⟩ 5. Choose a number from 1 to 4."),
        ("fr 1", "No single version is called ⟨fr⟩. The versions are ⟨de⟩, ⟨en⟩, ⟨ar⟩."),
        ("2:1", "There is no ⟨document⟩ 2. Choose a number from 1 to 1."),
        ("here", "Type the number of a row, such as 214, or a version and the number of a paragraph, such as ⟨de 12⟩."),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_told_while_one_types(qtbot: QtBot, reading: Program, text: str, told: str) -> None:
    page = asking(qtbot, reading)
    page.field.clear()
    qtbot.keyClicks(page.field, text)
    assert page.told.text() == told.replace("⟨", "\u2068").replace("⟩", "\u2069")
    assert not page.go.isEnabled()
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert page.isVisible()


def test_a_version_without_the_document_is_told(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    rows: list[Any] = [{"de": "eins", "ar": "واحد"}, {"de": "zwei"}]
    program.library.open(build_rows(tmp_path / "two.hexapla", rows, documents=2))
    program.window.view.go_to(1)
    page = asking(qtbot, program)
    assert page.told.text() == "\u2068Document 1\u2069 ▸ Row 2: \u2068zwei\u2069"
    qtbot.keyClicks(page.field, "ar 1")
    assert page.told.text() == "\u2068Document 1\u2069 has no text in \u2068Arabic, ar\u2069."
    page.field.clear()
    qtbot.keyClicks(page.field, "ar 1:1")
    assert page.told.text().startswith("\u2068Document 0\u2069 ▸ Paragraph 1 in")


def test_the_page_is_asked_for_once_and_goes_with_its_corpus(qtbot: QtBot, reading: Program) -> None:
    page = asking(qtbot, reading)
    assert asking(qtbot, reading) is page
    reading.library.close()
    assert not page.isVisible()


def test_a_jump_unfolds_what_hides_the_row(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    rows: list[Any] = [{"de": f"Zeile {n}", "en": f"Row {n}"} for n in range(4)]
    rows[2] = {"de": ("Impressum", Kind.FURNITURE)}
    program.library.open(build_rows(tmp_path / "folded.hexapla", rows))
    page = asking(qtbot, program)
    qtbot.keyClicks(page.field, "de 3")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    segment = program.library.corpus.units(2, 3)[0].cells[DE][0]
    assert program.window.view.current_unit() == 2
    assert program.window.view.rect_of(Span(segment.id, 0, 1))


def test_doubtful_rows_follow_each_other_in_a_circle(qtbot: QtBot, long: Program) -> None:
    view = long.window.view
    for start in (0, 100, 299):
        view.go_to(start)
        press(qtbot, long, Qt.Key.Key_F8)
        assert view.current_unit() == 1
        view.go_to(start)
        press(qtbot, long, Qt.Key.Key_F8, SHIFT)
        assert view.current_unit() == 1
    qtbot.mouseClick(long.window.status.quality, Qt.MouseButton.LeftButton)
    assert view.current_unit() == 1


def test_gaps_follow_each_other_in_a_circle(qtbot: QtBot, gaps: Program) -> None:
    view = gaps.window.view
    places = []
    for key, modifier in [(Qt.Key.Key_F9, NONE)] * 3 + [(Qt.Key.Key_F9, SHIFT)] * 2:
        press(qtbot, gaps, key, modifier)
        places.append(view.current_unit())
    assert places == [100, 200, 100, 200, 100]


def test_a_gap_that_is_gone_to_can_be_seen(qtbot: QtBot, gaps: Program) -> None:
    gaps.window.resize(400, 500)
    assert gaps.window.view.shown_versions() == ["de"]
    press(qtbot, gaps, Qt.Key.Key_F9)
    press(qtbot, gaps, Qt.Key.Key_F9)
    assert gaps.window.view.current_unit() == 100


def test_gaps_of_the_active_version_alone(qtbot: QtBot, gaps: Program) -> None:
    press(qtbot, gaps, Qt.Key.Key_F9, CONTROL)
    assert gaps.window.view.current_unit() == 100
    press(qtbot, gaps, Qt.Key.Key_F9, CONTROL)
    assert gaps.window.view.current_unit() == 100
    press(qtbot, gaps, Qt.Key.Key_F9, CONTROL | SHIFT)
    assert gaps.window.view.current_unit() == 100


def test_what_is_not_there_is_told(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.library.open(build_rows(tmp_path / "whole.hexapla", [{"de": "eins", "en": "one"}] * 3))
    press(qtbot, program, Qt.Key.Key_F9)
    assert said(program) == "There are no gaps: every version on the screen has something in every row."
    press(qtbot, program, Qt.Key.Key_F9, CONTROL)
    assert said(program) == "There are no gaps in \u2068German, de\u2069: it has something in every row."
    press(qtbot, program, Qt.Key.Key_F8)
    assert said(program) == "No row is doubtful."


def test_every_jump_is_a_step_back(qtbot: QtBot, gaps: Program) -> None:
    view = gaps.window.view
    begun = view.position()
    press(qtbot, gaps, Qt.Key.Key_F9)
    at_gap = view.position()
    press(qtbot, gaps, Qt.Key.Key_F8)
    at_doubt = view.position()
    press(qtbot, gaps, Qt.Key.Key_Left, ALT)
    assert view.position() == at_gap
    press(qtbot, gaps, Qt.Key.Key_Left, ALT)
    assert view.position() == begun
    assert not gaps.window.commands["back"].isEnabled()
    press(qtbot, gaps, Qt.Key.Key_Right, ALT)
    press(qtbot, gaps, Qt.Key.Key_Right, ALT)
    assert view.position() == at_doubt
    assert not gaps.window.commands["forward"].isEnabled()


def test_buttons_of_the_mouse_go_back_and_forth(qtbot: QtBot, gaps: Program) -> None:
    view = gaps.window.view
    texts = view.focusProxy().viewport()
    begun = view.position()
    press(qtbot, gaps, Qt.Key.Key_F9)
    at_gap = view.position()
    qtbot.mouseClick(texts, Qt.MouseButton.BackButton)
    assert view.position() == begun
    qtbot.mouseClick(texts, Qt.MouseButton.ForwardButton)
    assert view.position() == at_gap


def test_every_click_in_the_overview_is_a_step(qtbot: QtBot, long: Program) -> None:
    view, strip = long.window.view, long.window.view.survey.strip
    places = [view.position()]
    for share in (0.3, 0.6, 0.9):
        place = QPoint(strip.width() // 2, round(strip.height() * share))
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
        places.append(view.position())
    for place in places[-2::-1]:
        press(qtbot, long, Qt.Key.Key_Left, ALT)
        assert view.position() == place


def test_the_margin_tells_which_paragraphs_stand_in_a_row(gaps: Program) -> None:
    gaps.window.view.go_to(160, top=True)
    page = gaps.window.view.focusProxy()
    assert page._tooltip(QPoint(10, 12)) == (
        "<qt>Row 161<br>90 % sure that these paragraphs belong together<br>\u2068German\u2069 151<br>"
        "\u2068English\u2069 161</qt>"
    )


def test_the_hits_of_one_search_are_steps_but_its_letters_are_one(qtbot: QtBot, long: Program) -> None:
    view = long.window.view
    view.go_to(50, top=True)
    begun = view.position()
    press(qtbot, long, Qt.Key.Key_F, CONTROL)
    places = []
    for letters in ("need", "le"):
        with qtbot.waitSignal(long.window.search._session.found, check_params_cb=lambda results: results.complete):
            qtbot.keyClicks(long.window.bar.field, letters)
    places.append(view.current_unit())
    press(qtbot, long, Qt.Key.Key_F3)
    places.append(view.current_unit())
    assert places == [99, 199]
    press(qtbot, long, Qt.Key.Key_Left, ALT)
    assert view.current_unit() == 99
    press(qtbot, long, Qt.Key.Key_Left, ALT)
    assert view.position() == begun


def test_leaving_a_search_can_be_taken_back(qtbot: QtBot, long: Program) -> None:
    view = long.window.view
    press(qtbot, long, Qt.Key.Key_F, CONTROL)
    with qtbot.waitSignal(long.window.search._session.found, check_params_cb=lambda results: results.complete):
        qtbot.keyClicks(long.window.bar.field, "needle")
    at_hit = view.position()
    press(qtbot, long, Qt.Key.Key_Escape)
    press(qtbot, long, Qt.Key.Key_Escape)
    assert view.position() != at_hit
    press(qtbot, long, Qt.Key.Key_Left, ALT)
    assert view.position() == at_hit


def test_another_corpus_has_no_way_back(qtbot: QtBot, long: Program, tmp_path: Path) -> None:
    long.window.view.go_to(200)
    assert long.window.commands["back"].isEnabled()
    long.library.open(build(tmp_path / "other.hexapla"))
    assert not long.window.commands["back"].isEnabled()


def test_the_way_back_outlives_a_change_of_the_corpus(qtbot: QtBot, long: Program) -> None:
    view = long.window.view
    view.go_to(200, top=True)
    view.go_to(20, top=True)
    with qtbot.waitSignal(long.window.changes.corpus_changed):
        long.window.changes.editing.rename_version(DE, "Meyer")
    press(qtbot, long, Qt.Key.Key_Left, ALT)
    assert view.visible_units()[0] == 200
