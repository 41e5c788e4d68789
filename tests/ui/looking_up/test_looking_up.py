"""The marked word, in the dictionary of its language."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.corpus import Builder, NewSegment, NewUnit
from viewer.lookups import OTHERS
from viewer.model import Kind, Source, Span, Status, VersionId
from viewer.ui.application import Program
from viewer.ui.reading.caret import Stand
from viewer.ui.reading.selection import Caret

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
DE, AR = VersionId("de"), VersionId("ar")


class Browser(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def browser(qtbot: QtBot) -> Iterator[Browser]:
    made = Browser()
    QDesktopServices.setUrlHandler("https", made, "open")
    yield made
    QDesktopServices.unsetUrlHandler("https")


def double_click(program: Program, qtbot: QtBot, version: VersionId, start: int, stop: int) -> None:
    view, page = program.window.view, program.window.view.stage.page
    (box,) = view.rect_of(Span(view.unit(0).cells[version][0].id, start, stop))
    point = page.viewport().mapFrom(view, box.center().toPoint())
    qtbot.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=point)


def said(program: Program) -> str:
    message = program.window.messages.message
    return "" if message is None else message.text


def test_a_word_is_looked_up_where_its_language_says(reading: Program, qtbot: QtBot, browser: Browser) -> None:
    reading.settings.choose("lookups", {"ar": "https://a.org/{lang}/{word}", OTHERS: "https://o.org/{lang}?q={word}"})
    double_click(reading, qtbot, DE, 4, 9)
    qtbot.keyClick(reading.window.view.stage.page, Qt.Key.Key_Y, CTRL | ALT)
    assert browser.opened == ["https://o.org/de?q=Stadt"]
    double_click(reading, qtbot, AR, 0, 5)
    reading.window.commands["look_up"].trigger()
    assert browser.opened[1].startswith("https://a.org/ar/%D9%85%D8%AF")


def test_nothing_is_asked_before_somebody_has_chosen_where(reading: Program, qtbot: QtBot, browser: Browser) -> None:
    double_click(reading, qtbot, DE, 4, 9)
    reading.window.commands["look_up"].trigger()
    assert browser.opened == []
    assert said(reading) == "No dictionary has been chosen for \u2068Deutsch\u2069 yet."
    reading.window.messages.message.answers[0].act()
    page = reading.window.looking_up.page
    assert page is not None
    assert [row.tag for row in page.rows] == [OTHERS]
    assert page.rows[0].where.itemText(0).startswith("https://")
    assert browser.opened == []
    page.close()


def test_a_double_click_asks_only_if_the_reader_wants_it(reading: Program, qtbot: QtBot, browser: Browser) -> None:
    waiting = reading.window.looking_up.waiting
    waiting.setInterval(0)
    reading.settings.choose("lookups", {OTHERS: "https://o.org/{word}"})
    double_click(reading, qtbot, DE, 4, 9)
    assert not waiting.isActive()
    reading.settings.choose("lookup_double_click", True)
    double_click(reading, qtbot, DE, 4, 9)
    qtbot.waitUntil(lambda: browser.opened == ["https://o.org/Stadt"])


def test_a_program_is_given_the_word_as_it_stands(reading: Program, qtbot: QtBot, tmp_path: Path) -> None:
    script = tmp_path / "dictionary.py"
    script.write_text("import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2] + sys.argv[3], 'utf-8')")
    out = tmp_path / "out.txt"
    reading.settings.choose("lookups", {"de": f"'{sys.executable}' '{script}' '{out}' {{word}} {{lang}}"})
    double_click(reading, qtbot, DE, 4, 9)
    reading.window.commands["look_up"].trigger()
    qtbot.waitUntil(lambda: out.exists() and out.read_text("utf-8") == "Stadtde", timeout=20_000)


def test_a_program_that_is_not_there_is_told_of(reading: Program, qtbot: QtBot) -> None:
    reading.settings.choose("lookups", {"de": "no-such-dictionary {word}"})
    double_click(reading, qtbot, DE, 4, 9)
    reading.window.commands["look_up"].trigger()
    assert said(reading).startswith("There is no program \u2068no-such-dictionary\u2069.")


def test_dictionaries_are_chosen_tried_and_removed(reading: Program, qtbot: QtBot, browser: Browser) -> None:
    double_click(reading, qtbot, DE, 4, 9)
    reading.window.commands["dictionaries"].trigger()
    page = reading.window.looking_up.page
    assert page is not None
    assert page.word.text() == "Stadt"
    row = page.rows[0]
    qtbot.waitUntil(row.where.hasFocus)
    qtbot.keyClicks(row.where.lineEdit(), "https://o.org/")
    qtbot.keyClick(row.where.lineEdit(), Qt.Key.Key_Return)
    assert page.isVisible()
    assert "{word}" in row.trouble.text()
    qtbot.keyClicks(row.where.lineEdit(), "{word}")
    qtbot.mouseClick(row.try_out, Qt.MouseButton.LeftButton)
    assert browser.opened == ["https://o.org/Stadt"]
    assert not row.trouble.isVisible()
    assert reading.settings["lookups"] == {OTHERS: "https://o.org/{word}"}
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    assert page.rows[1].tag == "de"
    qtbot.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    assert reading.settings["lookups"] == {}
    page.close()


def asked_for(program: Program, version: VersionId, start: int) -> QAction:
    """What the menu has for a word, which is at a letter of the first row."""
    view, page = program.window.view, program.window.view.stage.page
    (box,) = view.rect_of(Span(view.unit(0).cells[version][0].id, start, start + 1))
    point = page.viewport().mapFrom(view, box.center().toPoint())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, page.viewport().mapToGlobal(point))
    QApplication.sendEvent(page.viewport(), event)
    menu = program.window.text_menu.menu
    menu.hide()
    return next(action for action in menu.actions() if action.objectName() == "look_up")


def test_the_menu_names_the_word_that_was_clicked_or_what_is_marked(
    reading: Program, qtbot: QtBot, browser: Browser
) -> None:
    reading.settings.choose("lookups", {OTHERS: "https://o.org/{lang}/{word}"})
    action = asked_for(reading, DE, 6)
    assert action.isEnabled()
    assert action.text().startswith("Look Up \u201c\u2068Stadt\u2069\u201d\t")
    action.trigger()
    double_click(reading, qtbot, DE, 4, 9)
    marked = asked_for(reading, DE, 5)
    assert "Stadt" in marked.text()
    assert reading.window.view.marking.marks_text
    assert browser.opened == ["https://o.org/de/Stadt"]


def test_a_word_is_what_the_dictionaries_of_its_script_say(
    program: Program, tmp_path: Path, qtbot: QtBot, browser: Browser
) -> None:
    texts = {"ja": "東京都に行きました。", "th": "ฉันรักภาษาไทย", "de": "Der Fluss, breit … —"}
    path = tmp_path / "words.hexapla"
    with Builder(path, title="Words") as builder:
        document = builder.add_document("Words")
        versions = {tag: builder.add_version(tag, tag) for tag in texts}
        for tag, text in texts.items():
            source = Source(f"{tag}.txt", "text", "UTF-8", "0" * 64)
            builder.add_text(document, versions[tag], source, [NewSegment(text, Kind.BODY)])
        builder.add_units(document, [NewUnit(dict.fromkeys(versions.values(), (0, 1)), 1.0, Status.AUTOMATIC)])
        builder.commit()
    assert program.library.open(path)
    program.settings.choose("lookups", {OTHERS: "https://o.org/{lang}/{word}"})
    places = {("ja", 3): "に", ("ja", 0): "東京", ("th", 4): "รัก", ("de", 6): "Fluss", ("de", 9): "Fluss"}
    for (tag, letter), word in places.items():
        program.window.view.marking.put(versions[tag], Stand(Caret(0, 0, letter)))
        qtbot.keyClick(program.window.view.stage.page, Qt.Key.Key_Y, CTRL | ALT)
        assert unquote(browser.opened.pop()) == f"https://o.org/{tag}/{word}"
    program.window.view.marking.put(versions["de"], Stand(Caret(0, 0, 18)))
    program.window.commands["look_up"].trigger()
    assert browser.opened == []
    assert said(program).startswith("There is no word here.")
