"""The library page: all corpora of a reader, found, narrowed, opened, renamed and taken off the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer.corpus import Corpus
from viewer.ui.application import Program
from viewer.ui.shelf.page import ShelfPage

Open = Callable[[], ShelfPage]
JAPANESE: dict[str, list[str | None]] = {"ja": ["川", "町"], "de": ["Fluss", "Stadt"]}


@pytest.fixture
def shelf(qtbot: QtBot, reading: Program, corpus_file: Path, tmp_path: Path) -> ShelfPage:
    """Four corpora: the open one, one in the folder of imports, one that was open and is gone, and one that is none."""
    (tmp_path / "corpora").mkdir()
    build(tmp_path / "corpora" / "japan.hexapla", JAPANESE, "Am Fluss")
    (tmp_path / "corpora" / "broken.hexapla").write_text("no corpus")
    gone = build(tmp_path / "gone.hexapla", title="Far away")
    assert reading.library.open(gone)
    assert reading.library.open(corpus_file)
    gone.unlink()
    return opened(qtbot, reading)


def opened(qtbot: QtBot, program: Program) -> ShelfPage:
    program.window.commands["library"].trigger()
    wait(qtbot, program)
    page = program.window.shelf.page
    assert page is not None
    return page


def wait(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: program.window.shelf._job is None and not program.jobs.running())


def rows(page: ShelfPage) -> dict[str, list[str]]:
    """What can be seen, by title, without isolates."""
    found = {}
    for number in range(page.table.topLevelItemCount()):
        item = page.table.topLevelItem(number)
        if item is not None and not item.isHidden():
            cells = [item.text(column).replace("\u2068", "").replace("\u2069", "") for column in range(6)]
            found[cells[0]] = cells[1:]
    return found


def choose(page: ShelfPage, title: str) -> None:
    item = page.table.findItems(title, Qt.MatchFlag.MatchExactly)[0]
    page.table.setCurrentItem(item)


def test_it_lists_what_was_open_and_what_is_in_the_folder_of_imports(shelf: ShelfPage) -> None:
    found = rows(shelf)
    assert next(iter(found)) == "Two rivers"
    assert found["Two rivers"][:3] == ["3", "Deutsch, English, العربية", "5"]
    assert found["Two rivers"][3].endswith("kB")
    assert found["Two rivers"][4] == "open now"
    assert found["Am Fluss"] == ["2", "日本語, Deutsch", "2", found["Am Fluss"][3], ""]
    assert found["Far away"] == ["", "", "", "", "is no longer there"]
    assert found["broken"][4] == "broken.hexapla is not a Hexapla corpus. To read a text, import it."
    assert shelf.told.text() == "4 corpora"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("fluß", ["Am Fluss"]),
        ("japanese", ["Am Fluss"]),
        ("日本", ["Am Fluss"]),
        ("deutsch rivers", ["Two rivers"]),
        ("corpora", ["Am Fluss", "broken"]),
        ("nothing", []),
    ],
)
def test_it_is_narrowed_by_title_language_and_folder(shelf: ShelfPage, text: str, titles: list[str]) -> None:
    shelf.filter.setText(text)
    assert sorted(rows(shelf)) == titles
    assert shelf.open_button.isEnabled() is (titles == ["Am Fluss"])


def test_the_keyboard_finds_and_opens_a_corpus(qtbot: QtBot, reading: Program, shelf: ShelfPage) -> None:
    qtbot.keyClicks(shelf.filter, "fluss")
    qtbot.keyClick(shelf.filter, Qt.Key.Key_Return)
    assert reading.library.corpus is not None
    assert reading.library.corpus.title == "Am Fluss"
    assert reading.window.shelf.page is None


def test_a_corpus_that_is_gone_can_be_located_or_taken_off(
    qtbot: QtBot, reading: Program, shelf: ShelfPage, tmp_path: Path
) -> None:
    choose(shelf, "Far away")
    assert shelf.locate.isVisible()
    assert not shelf.open_button.isEnabled()
    qtbot.mouseClick(shelf.locate, Qt.MouseButton.LeftButton)
    dialog = reading.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    qtbot.mouseClick(shelf.remove, Qt.MouseButton.LeftButton)
    assert "Far away" not in rows(shelf)
    assert reading.library.recents.find(tmp_path / "gone.hexapla") is None


def test_what_is_removed_stays_on_the_disk_and_off_the_list(
    qtbot: QtBot, reading: Program, shelf: ShelfPage, tmp_path: Path
) -> None:
    choose(shelf, "Am Fluss")
    qtbot.mouseClick(shelf.remove, Qt.MouseButton.LeftButton)
    shelf.close()
    again = opened(qtbot, reading)
    assert "Am Fluss" not in rows(again)
    assert (tmp_path / "corpora" / "japan.hexapla").is_file()


def test_folders_are_added_and_left_out(qtbot: QtBot, reading: Program, shelf: ShelfPage, tmp_path: Path) -> None:
    deep = tmp_path / "disk" / "novels" / "russian"
    deep.mkdir(parents=True)
    build(deep / "war.hexapla", title="War and peace")
    (deep / "loop").symlink_to(tmp_path / "disk")
    reading.window.shelf._add_folder([tmp_path / "disk"])
    wait(qtbot, reading)
    assert "War and peace" in rows(shelf)
    leave_out = next(action for action in shelf.folders.actions() if "Leave out" in action.text())
    leave_out.trigger()
    wait(qtbot, reading)
    assert "War and peace" not in rows(shelf)
    assert reading.settings["library_folders"] == []


def test_a_title_is_written_anew_where_it_stands(
    qtbot: QtBot, reading: Program, shelf: ShelfPage, tmp_path: Path
) -> None:
    for before, path in (
        ("Am Fluss", tmp_path / "corpora" / "japan.hexapla"),
        ("Two rivers", tmp_path / "rivers.hexapla"),
    ):
        choose(shelf, before)
        shelf.table.setFocus()
        qtbot.keyClick(shelf.table, Qt.Key.Key_F2)
        field = shelf.table.findChild(QLineEdit)
        assert field is not None
        field.selectAll()
        qtbot.keyClicks(field, f"Neu {before}")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda before=before: f"Neu {before}" in rows(shelf) and before not in rows(shelf))
        wait(qtbot, reading)
        with Corpus.open(path) as corpus:
            assert corpus.title == f"Neu {before}"
            assert [change.action for change in corpus.changes()] == ["rename"]
    assert "Neu Two rivers" in reading.window.windowTitle()


def test_the_page_is_sorted_by_what_its_columns_mean(shelf: ShelfPage) -> None:
    shelf.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert list(rows(shelf))[:2] == ["Two rivers", "Am Fluss"]
    shelf.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert list(rows(shelf)) == ["Am Fluss", "broken", "Far away", "Two rivers"]
