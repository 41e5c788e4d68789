from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from moved_corpora import HERE, THERE, build_moved, moved_texts
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from viewer.corpus import Corpus
from viewer.model import VersionId
from viewer.moved_passages import Passage
from viewer.repair import link_moved
from viewer.ui.application import Program
from viewer.ui.moved.ink import mark_rect

DE, EN = VersionId("de"), VersionId("en")


def halves(corpus: Corpus) -> tuple[Any, Any]:
    """The segments of both halves."""
    return corpus.units(HERE, HERE + 1)[0].cells[DE][0].id, corpus.units(THERE, THERE + 1)[0].cells[EN][0].id


@pytest.fixture
def moved(program: Program, tmp_path: Path) -> Program:
    assert program.library.open(build_moved(tmp_path / "moved.hexapla"))
    return program


@pytest.fixture
def linked(program: Program, tmp_path: Path) -> Program:
    """The same corpus, in which the halves have been linked."""
    path = build_moved(tmp_path / "linked.hexapla")
    with Corpus.open(path) as corpus:
        link_moved(corpus, halves(corpus))
    assert program.library.open(path)
    return program


def proposal(program: Program) -> Passage:
    """What the search would find."""
    corpus = program.library.corpus
    assert corpus is not None
    return Passage(0, DE, EN, (halves(corpus),), 3.0)


def mark_of(program: Program, version: VersionId, row: int) -> QPoint:
    """The middle of the mark beside the first paragraph of a cell, in pixels of the page."""
    geometry = program.window.view.stage.geometry()
    assert geometry is not None
    seen = next(one for one in geometry.cells(version) if one.placed.unit == row)
    assert seen.cell.text is not None
    origin = QPoint(seen.cell.pane.text_left, seen.text_top).toPointF()
    return mark_rect(seen.cell, seen.cell.text.segments[0], origin).center().toPoint()


def message_of(program: Program, key: str) -> str | None:
    message = program.window.messages.message
    return message.text if message is not None and message.key == key else None


def test_an_import_offers_what_may_have_been_moved_and_what_is_dismissed_is_not_found_again(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    window, files = program.window, [tmp_path / "de.txt", tmp_path / "en.txt"]
    for file, texts in zip(files, moved_texts(), strict=True):
        file.write_text("\n\n".join(texts), encoding="utf-8")
    window.moved._rest.setInterval(0)
    program.library.take(files)
    qtbot.waitUntil(lambda: message_of(program, "moved") == "1 passage may have been moved.", timeout=60_000)
    message = window.messages.message
    assert message is not None
    message.answers[0].act()
    assert window.moved.page.list.hasFocus()
    said = [window.moved.model.data(window.moved.model.index(0, half)) for half in (0, 1)]
    assert all("Macron 1914" in text for text in said)
    qtbot.keyClick(window.moved.page.list, Qt.Key.Key_Delete)
    assert not window.moved.model.passages
    window.commands["find_moved"].trigger()
    qtbot.waitUntil(lambda: message_of(program, "moved") == "No moved passages were found.", timeout=60_000)


def test_arrows_show_both_halves_and_enter_links_them(qtbot: QtBot, moved: Program) -> None:
    window = moved.window
    window.moved._take(True, [proposal(moved)])
    rows = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(window.moved.page.list, key)
        rows.append(window.view.current_unit())
    assert rows == [THERE, HERE]
    with qtbot.waitSignal(window.repair.corpus_changed):
        qtbot.keyClick(window.moved.page.list, Qt.Key.Key_Return)
    assert moved.library.corpus is not None
    assert len(moved.library.corpus.links()) == 1
    assert not window.moved.model.passages
    with qtbot.waitSignal(window.changes.corpus_changed):
        window.commands["undo"].trigger()
    assert moved.library.corpus.links() == ()


def test_a_click_on_the_mark_goes_to_the_other_half_and_back(qtbot: QtBot, linked: Program) -> None:
    view = linked.window.view
    page = view.stage.page.viewport()
    qtbot.mouseClick(page, Qt.MouseButton.LeftButton, pos=mark_of(linked, DE, HERE))
    assert (view.current_unit(), view.active_version()) == (THERE, EN)
    qtbot.mouseClick(page, Qt.MouseButton.LeftButton, pos=mark_of(linked, EN, THERE))
    assert (view.current_unit(), view.active_version()) == (HERE, DE)


def test_the_mark_tells_where_the_other_half_is_and_how_it_begins(linked: Program) -> None:
    tip = linked.window.view.stage.page.tip_at(mark_of(linked, DE, HERE))
    assert tip.startswith("<qt>Moved: row 10 of \u2068English\u2069<br>\u2068Macron 1914 3242 ship")
    assert linked.window.view.stage.page.tip_at(mark_of(linked, DE, HERE + 1)) == ""


def test_keys_go_to_the_other_half(qtbot: QtBot, linked: Program) -> None:
    view = linked.window.view
    view.go_to(HERE)
    follow = linked.window.commands["moved_partner"]
    follow.trigger()
    assert view.current_unit() == THERE
    follow.trigger()
    assert view.current_unit() == HERE
    view.go_to(HERE + 1)
    follow.trigger()
    message = linked.window.messages.message
    assert message is not None
    assert message.text == "Nothing in this row is linked as moved."


def test_links_and_proposals_lie_off_the_path(qtbot: QtBot, linked: Program) -> None:
    picture = linked.window.summary.page.picture
    linked.window.commands["alignment"].trigger()
    qtbot.waitUntil(lambda: len(picture.points.moved) == 1, timeout=20_000)
    linked.window.moved._propose([proposal(linked)])
    assert picture.points.proposed.tolist() == picture.points.moved.tolist()
