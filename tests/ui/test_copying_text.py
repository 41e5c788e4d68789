from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from lxml import html
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_corpora import build, many

from viewer import repair
from viewer.corpus import Corpus
from viewer.errors import Cancelled
from viewer.model import Direction, Span, Version, VersionId
from viewer.repair import Way
from viewer.ui import copying
from viewer.ui.application import Program
from viewer.ui.copying import reference
from viewer.ui.jobs import Control, Job
from viewer.ui.reading.clippings import Quote
from viewer.ui.reading.page import Page
from viewer.ui.reading.selection import Caret, Selection

Key, Modifier = Qt.Key, Qt.KeyboardModifier
Ctrl, Shift, Alt = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
DE, EN, AR = VersionId("de"), VersionId("en"), VersionId("ar")


def page_of(program: Program) -> Page:
    page = program.window.view.findChild(Page)
    assert isinstance(page, Page)
    return page


def press(program: Program, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(page_of(program), key, modifiers)


def mark(program: Program, anchor: Caret, focus: Caret, *versions: VersionId) -> None:
    program.window.view.marking.select(Selection(versions or (DE,), anchor, focus))


def point_of(program: Program, version: VersionId, unit: int, letter: int) -> QPoint:
    """The middle of a letter, in pixels of the viewport."""
    view = program.window.view
    segment = view.unit(unit).cells[version][0]
    rect = view.rect_of(Span(segment.id, letter, letter + 1))[0]
    return page_of(program).viewport().mapFrom(view, rect.center().toPoint())


def copied() -> str:
    return QGuiApplication.clipboard().text()


def test_ctrl_c_copies_what_is_marked(reading: Program, qtbot: QtBot) -> None:
    mark(reading, Caret(0, 0, 10), Caret(1, 0, 3))
    press(reading, qtbot, Key.Key_C, Ctrl)
    assert copied() == "Can Tho\nDer"
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


def test_the_marked_rows_are_copied_as_a_table_of_all_versions(reading: Program, qtbot: QtBot) -> None:
    mark(reading, Caret(1, 0, 3), Caret(2, 0, 1))
    press(reading, qtbot, Key.Key_C, Ctrl | Shift)
    assert copied() == "Deutsch\tEnglish\tالعربية\nDer Fluss\tThe river\tالنهر\nNur hier\t\t\n"
    table = html.fromstring(QGuiApplication.clipboard().mimeData().html())
    assert [(cell.get("dir"), cell.text_content()) for cell in table.xpath("//td")[:3]] == [
        ("ltr", "Der Fluss"), ("ltr", "The river"), ("rtl", "النهر"),
    ]  # fmt: skip


def test_a_block_is_copied_as_the_table_of_its_panes(reading: Program, qtbot: QtBot) -> None:
    mark(reading, Caret(1, 0, 0), Caret(0, 0, 2), AR, EN)
    press(reading, qtbot, Key.Key_C, Ctrl)
    assert copied() == "English\tالعربية\nThe city of Can Tho\tمدينة كان ثو\nThe river\tالنهر\n"


def test_without_a_selection_the_current_row_is_copied(reading: Program, qtbot: QtBot) -> None:
    reading.window.view.go_to(1)
    press(reading, qtbot, Key.Key_C, Ctrl | Shift)
    assert copied().splitlines()[1:] == ["Der Fluss\tThe river\tالنهر"]


def test_what_is_marked_in_a_version_without_room_is_copied_too(reading: Program, qtbot: QtBot) -> None:
    view = reading.window.view
    reading.window.resize(700, 600)
    qtbot.waitUntil(lambda: len(view.shown_versions()) < 3)
    waiting = next(version for version in view.versions() if version not in view.shown_versions())
    mark(reading, Caret(1, 0, 0), Caret(1, 0, 2), waiting)
    press(reading, qtbot, Key.Key_C, Ctrl | Shift)
    assert copied().splitlines()[1].split("\t")[-1] == view.unit(1).cells[waiting][0].text


def test_a_quotation_says_where_it_is_from(reading: Program, qtbot: QtBot) -> None:
    mark(reading, Caret(3, 0, 12), Caret(3, 0, 19), DE)
    press(reading, qtbot, Key.Key_C, Ctrl | Alt)
    assert copied() == (
        "Can Tho\n— \u2068German\u2069, \u2068Two rivers\u2069, paragraph 4\n\n"
        "Once more: can tho\n— \u2068English\u2069, \u2068Two rivers\u2069, paragraph 3\n\n"
        "مرة أخرى\n— \u2068Arabic\u2069, \u2068Two rivers\u2069, paragraph 3"
    )


def test_a_reference_names_the_label_and_every_document() -> None:
    version = Version(DE, "de", "Meyer", Direction.LTR, 3, 1)
    quote = Quote(version, ["a", "b", "c"], [(0, 1199), (0, 1200), (1, 0)])
    assert reference(quote, ["Faust", "Egmont"]) == (
        "\u2068German, Meyer\u2069, \u2068Faust\u2069, paragraphs 1200–1201; \u2068Egmont\u2069, paragraph 1"
    )
    assert reference(Quote(version), []) == "\u2068German, Meyer\u2069: not in this version"


def test_a_large_part_is_copied_in_the_background(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    assert program.library.open(build(tmp_path / "many.hexapla", many(300)))
    press(program, qtbot, Key.Key_A, Ctrl)
    with qtbot.waitSignal(program.window.copying.told) as told:
        press(program, qtbot, Key.Key_C, Ctrl)
    assert told.args is not None
    assert told.args[0].text == "Copied 300 rows."
    lines = copied().split("\n")
    assert (lines[0], lines[299], len(lines)) == ("Zeile 0 Heu", "Zeile 299 needle", 300)


def test_a_copy_can_be_stopped(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    assert program.library.open(build(tmp_path / "many.hexapla", many(300)))
    QGuiApplication.clipboard().setText("before")
    before = Event()
    program.jobs.start(Job(lambda _control: before.wait(10)), lane=copying.LANE)
    press(program, qtbot, Key.Key_A, Ctrl)
    with qtbot.waitSignal(program.window.copying.told):
        press(program, qtbot, Key.Key_C, Ctrl)
        press(program, qtbot, Key.Key_Period, Ctrl)
        before.set()
    assert copied() == "before"


def test_a_copy_stops_between_two_pages(tmp_path: Path) -> None:
    path = build(tmp_path / "many.hexapla", many(1200))
    control = Control(lambda _what, _value: None)
    with Corpus.open(path, read_only=True) as corpus:
        revision = corpus.revision
    units = copying._units(path, range(100, 1200), [DE], revision, control)
    assert [next(units).number for _ in range(500)] == list(range(100, 600))
    control.stop()
    with pytest.raises(Cancelled):
        next(units)


def test_what_is_too_large_for_the_clipboard_is_offered_as_an_export(
    program: Program, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.library.open(build(tmp_path / "many.hexapla", many(300)))
    monkeypatch.setattr(copying, "_MOST", 1000)
    press(program, qtbot, Key.Key_A, Ctrl)
    with qtbot.waitSignal(program.window.copying.told) as told:
        press(program, qtbot, Key.Key_C, Ctrl)
    assert told.args is not None
    assert [answer.text for answer in told.args[0].answers] == ["Export"]


@pytest.fixture
def menu_at(reading: Program) -> Callable[[QPoint], list[str]]:
    """Asks for the menu by a right click and tells what of it is enabled."""

    def ask(point: QPoint) -> list[str]:
        viewport = page_of(reading).viewport()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point))
        QApplication.sendEvent(viewport, event)
        menu = reading.window.text_menu.menu
        assert menu.isVisible()
        menu.hide()
        return [action.objectName() for action in menu.actions() if action.isEnabled() and action.objectName()]

    return ask


def test_a_right_click_keeps_what_is_marked_there(reading: Program, menu_at: Callable[[QPoint], list[str]]) -> None:
    mark(reading, Caret(0, 0, 4), Caret(0, 0, 9))
    enabled = menu_at(point_of(reading, DE, 0, 6))
    assert enabled == [
        "copy",
        "copy_pairs",
        "copy_quotation",
        "select_all",
        "find_marked",
        "look_up",
        "bookmark",
        "note",
        "go_to_row",
    ]
    assert reading.window.view.marking.text() == "Stadt"


def test_a_right_click_elsewhere_goes_there(reading: Program, menu_at: Callable[[QPoint], list[str]]) -> None:
    mark(reading, Caret(0, 0, 4), Caret(0, 0, 9))
    enabled = menu_at(point_of(reading, EN, 1, 2))
    assert enabled == ["copy_pairs", "copy_quotation", "select_all", "look_up", "bookmark", "note", "go_to_row"]
    assert reading.window.view.active_version() == "en"
    assert reading.window.view.current_unit() == 1


def test_the_keyboard_asks_for_the_menu_and_keeps_what_is_marked(reading: Program, qtbot: QtBot) -> None:
    mark(reading, Caret(0, 0, 4), Caret(0, 0, 9))
    press(reading, qtbot, Key.Key_F10, Shift)
    menu = reading.window.text_menu.menu
    assert menu.isVisible()
    assert menu.activeAction().objectName() == "copy"
    menu.hide()
    assert reading.window.view.marking.text() == "Stadt"


def test_what_is_marked_is_searched_for(reading: Program, qtbot: QtBot) -> None:
    mark(reading, Caret(0, 0, 10), Caret(1, 0, 3))
    press(reading, qtbot, Key.Key_F, Ctrl | Shift)
    assert reading.window.bar.field.text() == '"Can Tho"'


def test_the_caret_is_kept_until_escape(reading: Program, qtbot: QtBot) -> None:
    press(reading, qtbot, Key.Key_F7, Qt.KeyboardModifier.NoModifier)
    assert reading.window.settings["caret"] is True
    press(reading, qtbot, Key.Key_Right, Shift)
    assert reading.window.view.marking.text() == "D"
    press(reading, qtbot, Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    press(reading, qtbot, Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert reading.window.settings["caret"] is False
    assert not reading.window.commands["caret"].isChecked()


def test_hiding_a_version_unmarks_what_is_marked_in_it(reading: Program) -> None:
    view = reading.window.view
    mark(reading, Caret(0, 0, 0), Caret(0, 0, 3), EN)
    view.set_chosen_versions([DE, EN])
    assert view.marking.marks_text
    view.set_chosen_versions([DE])
    assert not view.marking.marks_text


def test_the_pointer_shows_where_text_can_be_marked(reading: Program, qtbot: QtBot) -> None:
    viewport = page_of(reading).viewport()
    qtbot.mouseMove(viewport, point_of(reading, DE, 1, 2))
    assert viewport.cursor().shape() is Qt.CursorShape.IBeamCursor
    qtbot.mouseMove(viewport, QPoint(3, 3))
    assert viewport.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_all_can_be_marked_before_the_window_knows_that_the_last_row_is_gone(program: Program, tmp_path: Path) -> None:
    path = build(tmp_path / "long.hexapla", many(40))
    program.library.open(path)
    with Corpus.open(path) as elsewhere:
        assert repair.merge(elsewhere, 38, Way.DOWN) is not None
    program.window.commands["select_all"].trigger()
    assert program.window.view.marking.marks_text
