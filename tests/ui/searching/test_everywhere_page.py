from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer import everywhere
from viewer.errors import Cancelled
from viewer.everywhere import Answer
from viewer.model import VersionId
from viewer.ui.application import Program
from viewer.ui.searching.everywhere_control import elsewhere
from viewer.ui.searching.session import Wanted

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DE, EN = VersionId("de"), VersionId("en")

Rows = list[str | None]


@pytest.fixture
def shelf(reading: Program, tmp_path: Path) -> Program:
    """A window with five rows of German, English and Arabic; in the folder of imports two corpora and a wreck."""
    folder = tmp_path / "corpora"
    folder.mkdir()
    seas: dict[str, Rows] = {
        "en": ["A sea", "Every river runs into the sea", "the river, that river"],
        "fr": ["m", "f", "r"],
    }
    build(folder / "seas.hexapla", seas, "Seas")
    build(folder / "hills.hexapla", {"en": ["hill"], "fr": ["colline"]}, "Hills")
    (folder / "wreck.hexapla").write_bytes(b"SQLite format 3\0 and no more")
    return reading


def type_in(qtbot: QtBot, program: Program, text: str) -> None:
    """Ctrl+F, then the letters; waits for the last result."""
    qtbot.keyClick(program.window, Qt.Key.Key_F, CONTROL)
    with qtbot.waitSignal(program.session.found, check_params_cb=lambda results: results.complete):
        qtbot.keyClicks(program.window.bar.field, text)


def ask_all(qtbot: QtBot, program: Program) -> list[str]:
    """Ctrl+Shift+A; waits for the last answer and gives what is said of the corpora."""
    qtbot.keyClick(program.window, Qt.Key.Key_A, CONTROL | SHIFT)
    ended(qtbot, program)
    model = program.window.findings.everywhere.model
    return [plain(str(model.index(place, 0).data())) for place in range(model.rowCount())]


def ended(qtbot: QtBot, program: Program) -> None:
    model = program.window.findings.everywhere.model
    known = len(list(program.library.shelf().paths()))
    qtbot.waitUntil(lambda: len(model.answers) == known and not any(job.title for job in program.jobs.running()))


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def entry(program: Program, corpus: int, line: int) -> QModelIndex:
    model = program.window.findings.everywhere.model
    return model.index(line, 0, model.index(corpus, 0))


def test_every_corpus_says_what_it_has_and_a_wreck_why_it_has_nothing(qtbot: QtBot, shelf: Program) -> None:
    type_in(qtbot, shelf, "river")
    said = ask_all(qtbot, shelf)
    assert said[:3] == [
        "Two rivers  ·  1 hit in 1 row  ·  English 1",
        "Hills  ·  nothing found",
        "Seas  ·  3 hits in 2 rows  ·  English 3",
    ]
    assert said[3].startswith("wreck  ·  wreck.hexapla is not a Hexapla corpus")
    assert (
        plain(shelf.window.findings.everywhere.page.told.text())
        == "river: found in 2 of 4 corpora  ·  1 could not be searched"
    )
    assert plain(str(entry(shelf, 2, 0).data())) == "Row 2  ·  English  ·  Every river runs into the sea"


def test_a_click_opens_that_corpus_with_the_same_search_at_that_hit(qtbot: QtBot, shelf: Program) -> None:
    type_in(qtbot, shelf, "river")
    ask_all(qtbot, shelf)
    tree = shelf.window.findings.everywhere.page.tree
    with qtbot.waitSignal(shelf.session.found, check_params_cb=lambda results: results.complete):
        qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(entry(shelf, 2, 1)).center())
    assert shelf.library.corpus is not None
    assert shelf.library.corpus.title == "Seas"
    assert shelf.window.bar.field.text() == "river"
    assert shelf.window.view.current_unit() == 2
    assert shelf.session.results is not None
    assert shelf.session.results.hits[EN] == 3
    assert len(shelf.window.findings.everywhere.model.answers) == 4


def test_enter_on_a_hit_of_the_open_corpus_goes_there(qtbot: QtBot, shelf: Program) -> None:
    type_in(qtbot, shelf, "can tho")
    ask_all(qtbot, shelf)
    tree = shelf.window.findings.everywhere.page.tree
    tree.setCurrentIndex(entry(shelf, 0, 3))
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert shelf.session.current is not None
    assert shelf.session.current.unit == 3


def test_the_page_follows_what_is_typed_when_the_keys_rest(qtbot: QtBot, shelf: Program) -> None:
    type_in(qtbot, shelf, "river")
    ask_all(qtbot, shelf)
    type_in(qtbot, shelf, "hill")
    qtbot.waitUntil(lambda: "hill" in shelf.window.findings.everywhere.page.told.text(), timeout=5_000)
    ended(qtbot, shelf)
    assert plain(shelf.window.findings.everywhere.page.told.text()).startswith("hill: found in 1 of 4 corpora")


def test_it_can_be_stopped_and_says_so(qtbot: QtBot, shelf: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    searched = everywhere.search

    def slow(paths: list[Path], *args: Any, cancelled: Callable[[], bool], **options: Any) -> Iterator[Answer]:
        yield from searched(paths[:1], *args, cancelled=cancelled, **options)
        while not cancelled():
            time.sleep(0.001)
        raise Cancelled

    monkeypatch.setattr(everywhere, "search", slow)
    type_in(qtbot, shelf, "river")
    qtbot.keyClick(shelf.window, Qt.Key.Key_A, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: len(shelf.window.findings.everywhere.model.answers) == 1)
    assert shelf.window.status.job_text.text() == "Searching in all corpora"
    qtbot.mouseClick(shelf.window.status.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shelf.window.findings.everywhere.page.told.text().endswith("stopped"))
    assert shelf.window.status.job.isHidden()


def test_without_a_search_nothing_is_opened(qtbot: QtBot, shelf: Program) -> None:
    qtbot.keyClick(shelf.window, Qt.Key.Key_A, CONTROL | SHIFT)
    assert shelf.window.findings.everywhere.page.told.text() == "Type something into the search field first."
    assert shelf.jobs.running() == []


def test_a_search_in_one_version_is_one_in_its_language_elsewhere(
    qtbot: QtBot, make_program: Callable[..., Program], corpus_file: Path
) -> None:
    program = make_program()
    assert program.library.open(corpus_file)
    versions = tuple(program.window.view.versions().values())
    assert elsewhere(Wanted("a", within=(DE,)), frozenset({"en"}), versions) == Wanted("a", within=(EN,))
    assert elsewhere(Wanted("a"), None, versions) == Wanted("a")


def test_the_first_hits_are_drawn_with_their_keyword_in_the_middle(qtbot: QtBot, shelf: Program) -> None:
    type_in(qtbot, shelf, "river")
    ask_all(qtbot, shelf)
    tree = shelf.window.findings.everywhere.page.tree
    image = tree.viewport().grab().toImage()
    hit = shelf.window.view.theme.hit
    middles = []
    for line in range(2):
        box = tree.visualRect(entry(shelf, 2, line))
        marked = [x for x in range(box.left(), box.right()) if image.pixelColor(x, box.center().y() - 6) == hit]
        middles.append((marked[0] + marked[-1]) // 2)
    assert abs(middles[0] - middles[1]) <= 6
