from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer.corpus import Corpus
from viewer.errors import ReadOnly
from viewer.search import RowClass
from viewer.ui.application import Program
from viewer.ui.commands import Menu
from viewer.ui.searching.remembered import SETTING, Saved, saved_from_text
from viewer.ui.searching.saved_page import SavedPage
from viewer.ui.searching.session import Wanted

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def type_in(qtbot: QtBot, program: Program, text: str) -> None:
    """Ctrl+F, then the letters; waits for the last result."""
    qtbot.keyClick(program.window, Qt.Key.Key_F, CONTROL)
    with qtbot.waitSignal(program.session.found, check_params_cb=lambda results: results.complete):
        qtbot.keyClicks(program.window.bar.field, text)


def use(qtbot: QtBot, program: Program, text: str) -> None:
    """Types, and goes on to the next hit."""
    type_in(qtbot, program, text)
    qtbot.keyClick(program.window.bar.field, Qt.Key.Key_F3)


def offered(program: Program) -> list[str]:
    return [
        action.text().replace("\u2068", "").replace("\u2069", "")
        for action in program.window.findings.memory.menu.actions()
    ]


def open_menu(qtbot: QtBot, program: Program, text: str | None = None) -> list[str]:
    """Down in the field, with `text` in it if given; what the menu offers."""
    field = program.window.bar.field
    qtbot.keyClick(program.window, Qt.Key.Key_F, CONTROL)
    if text is not None:
        field.setText(text)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert program.window.findings.memory.menu.isVisible()
    return offered(program)


def save(qtbot: QtBot, program: Program, name: str | None = None) -> SavedPage:
    """Ctrl+Shift+S, and another name typed over the one that it gets if given."""
    qtbot.keyClick(program.window, Qt.Key.Key_S, CONTROL | SHIFT)
    page = program.window.findings.memory.page
    assert page is not None
    editor = page.table.findChildren(QLineEdit)[-1]
    if name is not None:
        qtbot.keyClicks(editor, name)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    return page


def stored(path: Path) -> tuple[Saved, ...]:
    with Corpus.open(path, read_only=True) as corpus:
        return saved_from_text(corpus.setting(SETTING))


def idle(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: not program.jobs.running())


def test_a_search_that_was_used_is_remembered_and_its_beginnings_are_not(qtbot: QtBot, reading: Program) -> None:
    use(qtbot, reading, "river")
    use(qtbot, reading, "can tho")
    use(qtbot, reading, "river")
    assert [one.text for one in reading.window.findings.memory.past.all] == ["river", "can tho"]


def test_resting_on_what_was_found_is_using_it(qtbot: QtBot, reading: Program) -> None:
    type_in(qtbot, reading, "nothing like it")
    type_in(qtbot, reading, "river")
    assert reading.window.findings.memory.past.all == ()
    qtbot.waitUntil(lambda: [one.text for one in reading.window.findings.memory.past.all] == ["river"], timeout=5_000)


def test_down_offers_the_past_and_enter_repeats_it_with_its_switches(qtbot: QtBot, reading: Program) -> None:
    reading.window.commands["search_exact"].trigger()
    use(qtbot, reading, "Can Tho")
    reading.window.commands["search_exact"].trigger()
    use(qtbot, reading, "river")
    assert open_menu(qtbot, reading, "")[:2] == ["river", "Can Tho\tExact Letters"]
    menu = reading.window.findings.memory.menu
    with qtbot.waitSignal(reading.session.found, check_params_cb=lambda results: results.complete):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert reading.window.bar.wanted == Wanted("Can Tho", exact=True)


def test_what_is_in_the_field_narrows_what_is_offered(qtbot: QtBot, reading: Program) -> None:
    use(qtbot, reading, "river")
    use(qtbot, reading, "can tho")
    assert open_menu(qtbot, reading, "riv")[0] == "river"
    assert "can tho" not in offered(reading)


def test_the_past_is_kept_for_the_corpus_and_can_be_forgotten(
    qtbot: QtBot, make_program: Callable[..., Program], corpus_file: Path, tmp_path: Path
) -> None:
    first = make_program()
    assert first.library.open(corpus_file)
    use(qtbot, first, "river")
    idle(qtbot, first)
    before = corpus_file.read_bytes()
    other = build(tmp_path / "other.hexapla")
    second = make_program()
    assert second.library.open(other)
    assert second.window.findings.memory.past.all == ()
    assert second.library.open(corpus_file)
    assert [one.text for one in second.window.findings.memory.past.all] == ["river"]
    second.window.commands["search_forget"].trigger()
    assert second.window.findings.memory.past.all == ()
    message = second.window.messages.message
    assert message is not None
    message.answers[0].act()
    assert [one.text for one in second.window.findings.memory.past.all] == ["river"]
    assert corpus_file.read_bytes() == before


def test_a_search_is_saved_in_the_corpus_under_the_name_that_is_typed(
    qtbot: QtBot, reading: Program, corpus_file: Path
) -> None:
    reading.window.commands["search_word"].trigger()
    reading.window.commands["rows_gaps"].trigger()
    type_in(qtbot, reading, "nur")
    save(qtbot, reading, "Only here")
    idle(qtbot, reading)
    wanted = Wanted("nur", word=True, rows=frozenset({RowClass.GAPS}))
    assert stored(corpus_file) == (Saved("Only here", wanted),)
    entries = [action.text() for action in reading.window.commands.menu(Menu.SAVED).actions()]
    assert "Only here" in entries[-1]
    assert "Whole Words, With Gaps" in entries[-1]


def test_a_saved_search_comes_back_from_the_menu_with_all_its_switches(qtbot: QtBot, reading: Program) -> None:
    reading.window.commands["search_word"].trigger()
    type_in(qtbot, reading, "fluss")
    save(qtbot, reading).close()
    reading.window.commands["search_word"].trigger()
    type_in(qtbot, reading, "can")
    with qtbot.waitSignal(reading.session.found, check_params_cb=lambda results: results.complete):
        reading.window.commands.menu(Menu.SAVED).actions()[-1].trigger()
    assert reading.window.bar.wanted == Wanted("fluss", word=True)


def test_the_page_renames_and_removes_and_both_can_be_taken_back(
    qtbot: QtBot, reading: Program, corpus_file: Path
) -> None:
    type_in(qtbot, reading, "river")
    page = save(qtbot, reading)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChildren(QLineEdit)[-1]
    qtbot.keyClicks(editor, "Water")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    idle(qtbot, reading)
    assert [one.name for one in stored(corpus_file)] == ["Water"]
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    idle(qtbot, reading)
    assert stored(corpus_file) == ()
    message = reading.window.messages.message
    assert message is not None
    message.answers[0].act()
    idle(qtbot, reading)
    assert stored(corpus_file) == (Saved("Water", Wanted("river")),)


def test_saving_neither_marks_rows_as_changed_nor_stops_the_search(qtbot: QtBot, reading: Program) -> None:
    type_in(qtbot, reading, "river")
    save(qtbot, reading)
    idle(qtbot, reading)
    type_in(qtbot, reading, "can tho")
    assert reading.window.bar.total.text().startswith("5 hits in 2 rows")
    assert not reading.window.commands["undo"].isEnabled()


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch) -> None:
    """No corpus can be written, whoever runs the tests."""
    opened = Corpus.open

    def open_(path: Path, *, read_only: bool = False, **options: float) -> Corpus:
        if not read_only:
            raise ReadOnly(path)
        return opened(path, read_only=True, **options)

    monkeypatch.setattr(Corpus, "open", open_)


@pytest.mark.usefixtures("unwritable")
def test_where_the_corpus_cannot_be_written_they_are_kept_beside_it(
    qtbot: QtBot, reading: Program, corpus_file: Path
) -> None:
    type_in(qtbot, reading, "river")
    save(qtbot, reading)
    idle(qtbot, reading)
    message = reading.window.messages.message
    assert message is not None
    assert message.text == "This corpus cannot be written. Changes of its saved searches stay on this computer."
    assert stored(corpus_file) == ()
    assert reading.library.open(corpus_file)
    assert reading.window.findings.memory.saved.all == (Saved("river", Wanted("river")),)
