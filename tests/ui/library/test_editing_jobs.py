"""The window reads no more after a change than it must."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from viewer.corpus import Corpus, index
from viewer.model import VersionId
from viewer.ui.application import Program


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each time that all rows are read, whether it was in the thread of the window."""
    found: list[bool] = []
    read = index.read

    def noted(*args: Any) -> Any:
        found.append(threading.current_thread() is threading.main_thread())
        return read(*args)

    monkeypatch.setattr(index, "read", noted)
    return found


def test_what_may_have_touched_anything_is_read_beside_the_window(
    qtbot: QtBot, reading: Program, readers: list[bool]
) -> None:
    with qtbot.waitSignal(reading.window.changes.corpus_changed):
        reading.window.changes.editing.rename_version(VersionId("de"), "Deutsch")
    assert reading.window.view.versions()[VersionId("de")].label == "Deutsch"
    assert readers
    assert True not in readers


def test_what_touched_rows_is_read_in_these_rows(qtbot: QtBot, reading: Program, readers: list[bool]) -> None:
    assert reading.library.corpus is not None
    with Corpus.open(reading.library.corpus.path) as corpus:
        corpus.splice(0, 2, corpus.drafts(0, 2), action="again")
    with qtbot.waitSignal(reading.window.changes.turned):
        reading.window.changes.editing.undo()
    readers.clear()
    with qtbot.waitSignal(reading.window.changes.turned):
        reading.window.changes.editing.redo()
    assert True not in readers
