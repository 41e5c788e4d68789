from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from viewer.corpus import Builder, Corpus, NewSegment, NewUnit, UnitDraft
from viewer.model import Kind, Source, Status
from viewer.ui.application import Program

ROWS = [
    ("Der Fluss", Kind.TITLE, "The River"),
    ("Vorwort", Kind.BODY, "Preface"),
    ("Am Morgen", Kind.HEADING, "In the Morning"),
    *[(f"Zeile {row}", Kind.BODY, f"Line {row}") for row in range(60)],
    ("Werbung", Kind.FURNITURE, None),
    ("Mehr Werbung", Kind.FURNITURE, None),
    ("Am Abend", Kind.HEADING, "In the Evening"),
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A title, a chapter of 60 rows, two rows of German furniture, a chapter of nothing."""
    path = tmp_path / "book.hexapla"
    with Builder(path, title="Book") as builder:
        document = builder.add_document("The River")
        de, en = builder.add_version("de", ""), builder.add_version("en", "")
        source = Source("book.txt", "text", "UTF-8", "0" * 64)
        builder.add_text(document, de, source, [NewSegment(german, kind) for german, kind, _ in ROWS])
        english = [NewSegment(text, kind) for _, kind, text in ROWS if text is not None]
        builder.add_text(document, en, source, english)
        rows, done = [], 0
        for row, (_, _, text) in enumerate(ROWS):
            cells = {de: (row, row + 1)}
            if text is not None:
                cells[en] = (done, done + 1)
                done += 1
            rows.append(NewUnit(cells, None, Status.IMPORTED))
        builder.add_units(document, rows)
        builder.commit()
    return path


@pytest.fixture
def reading(program: Program, book: Path) -> Program:
    assert program.library.open(book)
    return program


def says(program: Program, text: str) -> Callable[[], None]:
    def check() -> None:
        shown = program.window.status.place.text()
        assert shown.replace("\u2068", "").replace("\u2069", "") == text

    return check


def test_the_chapter_stands_behind_the_document(reading: Program, qtbot: QtBot) -> None:
    reading.window.view.go_to(1, top=True)
    qtbot.waitUntil(says(reading, "The River  ·  row 2 of 66"))
    reading.window.view.go_to(30, top=True)
    qtbot.waitUntil(says(reading, "The River  ▸  Am Morgen  ·  row 31 of 66"))


def test_the_chapter_is_called_as_in_the_active_pane(reading: Program, qtbot: QtBot) -> None:
    view = reading.window.view
    view.go_to(65)
    qtbot.waitUntil(says(reading, "The River  ▸  Am Abend  ·  row 66 of 66"))
    qtbot.keyClick(view.focusProxy(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(says(reading, "The River  ▸  In the Evening  ·  row 66 of 66"))


def test_folded_furniture_is_counted_and_shown_by_a_click(reading: Program, qtbot: QtBot) -> None:
    status = reading.window.status
    assert status.folded.text() == "1 fold, 2 paragraphs folded"
    status.folded.click()
    qtbot.waitUntil(lambda: not status.folded.isVisible())
    assert reading.window.view.folded() == (0, 0)


def test_scrolling_through_many_rows_asks_for_no_heading_at_each_frame(reading: Program, qtbot: QtBot) -> None:
    view, asked = reading.window.view, []
    outline = reading.window.whereabouts.outline
    assert outline is not None
    outline.heading = lambda *arguments: asked.append(arguments)  # type: ignore[method-assign]
    for row in range(3, 60):
        view.go_to(row, top=True)
    qtbot.waitUntil(says(reading, "The River  ·  row 60 of 66"))
    assert 1 <= len(asked) <= 20


def test_rows_that_are_gone_are_not_asked_for(reading: Program, book: Path, qtbot: QtBot) -> None:
    view = reading.window.view
    view.go_to(65)
    with Corpus.open(book) as editor:
        units = editor.units(40, 44)
        ids = {version: tuple(s.id for unit in units for s in unit.cells[version]) for version in units[0].cells}
        editor.splice(40, 44, [UnitDraft(ids)], action="merge")
    reading.window._renew(reading.library.corpus)
    qtbot.waitUntil(says(reading, "The River  ▸  Am Abend  ·  row 63 of 63"))
