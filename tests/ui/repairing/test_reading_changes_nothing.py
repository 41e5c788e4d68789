"""Reading cannot change a corpus: no key does, unless repair is on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reading_corpora import build

from viewer.model import Kind
from viewer.ui.application import Program

KEYS = [
    *map(Qt.Key, range(Qt.Key.Key_A, Qt.Key.Key_Z + 1)),
    *map(Qt.Key, range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)),
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Insert,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Comma,
    Qt.Key.Key_Period,
    Qt.Key.Key_Plus,
    Qt.Key.Key_Minus,
]


@pytest.mark.parametrize("modifier", ["NoModifier", "ShiftModifier"])
@pytest.mark.parametrize("caret", [False, True])
def test_no_single_key_changes_what_is_only_read(qtbot: QtBot, reading: Program, modifier: str, caret: bool) -> None:
    window, corpus = reading.window, reading.library.corpus
    assert corpus is not None
    before = corpus.revision
    window.view.caret.set_kept(caret)
    for key in KEYS:
        window.view.focusProxy().setFocus()
        qtbot.keyClick(window.view.focusProxy(), key, Qt.KeyboardModifier[modifier])
    qtbot.waitUntil(lambda: not reading.jobs.running())
    assert (corpus.revision, corpus.changes()) == (before, [])


def test_letters_that_are_typed_into_a_field_repair_nothing(qtbot: QtBot, reading: Program) -> None:
    window, corpus = reading.window, reading.library.corpus
    assert corpus is not None
    window.commands["repair"].trigger()
    window.bar.open()
    qtbot.keyClicks(window.bar.field, "mspcxfej Mnd")
    qtbot.waitUntil(lambda: not reading.jobs.running())
    assert window.bar.field.text() == "mspcxfej Mnd"
    assert corpus.changes() == []


def test_letters_that_choose_in_a_list_beside_the_texts_repair_nothing(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    chapters = [
        {"de": (f"Kapitel {number}", Kind.HEADING), "en": (f"Chapter {number}", Kind.HEADING)} for number in "12"
    ]
    assert program.library.open(build(tmp_path / "book.hexapla", chapters))
    window, corpus = program.window, program.library.corpus
    assert corpus is not None
    window.commands["repair"].trigger()
    window.commands["outline"].trigger()
    tree = window.outline.panel.tree
    qtbot.waitUntil(tree.isVisible)
    tree.setFocus()
    assert tree.hasFocus()
    qtbot.keyClicks(tree, "mc")
    qtbot.waitUntil(lambda: not program.jobs.running())
    assert corpus.changes() == []
