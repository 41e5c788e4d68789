"""Everything is saved at once; copies go where one likes, and what cannot be written is not lost."""

from __future__ import annotations

import getpass
import os
import socket
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from window_corpora import build

from viewer import changing
from viewer.corpus import Corpus, connection
from viewer.errors import DiskFull
from viewer.importing import import_files
from viewer.model import Anchor, SegmentId
from viewer.ui.application import Program
from viewer.ui.saving.held import Copy

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def said(program: Program) -> str:
    message = program.window.messages.message
    return "" if message is None else message.text.replace("\u2068", "").replace("\u2069", "")


def answer(qtbot: QtBot, program: Program, text: str) -> None:
    button = next(one for one in program.window.messages._buttons if one.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def press(qtbot: QtBot, program: Program, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(program.window.focusWidget() or program.window, key, modifiers)


def save_as(program: Program, target: Path) -> None:
    """Answers the dialog of the system."""
    dialog = program.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(target)])
    dialog.close()


def wait_for(qtbot: QtBot, program: Program, text: str) -> None:
    qtbot.waitUntil(lambda: text in said(program) and not program.jobs.running())


def rename_first(program: Program, label: str) -> None:
    corpus = program.library.corpus
    assert corpus is not None
    program.window.changes.editing.rename_version(corpus.versions()[0].id, label)


def held(file: Path, texts: list[str]) -> list[str]:
    """Those of the texts whose letters are in the bytes of the file, in any usual encoding."""
    found = file.read_bytes()
    return [text for text in texts if any(text.encode(name) in found for name in ("utf-8", "utf-16-le", "utf-16-be"))]


def test_the_key_for_saving_says_that_all_is_saved_and_where(qtbot: QtBot, reading: Program, corpus_file: Path) -> None:
    press(qtbot, reading, Qt.Key.Key_S, CONTROL)
    wait_for(qtbot, reading, f"All changes are saved, in rivers.hexapla in {corpus_file.parent}.")
    answer(qtbot, reading, "Save a copy…")
    copy = corpus_file.parent / "copy.hexapla"
    save_as(reading, copy)
    wait_for(qtbot, reading, f"Saved a copy as copy.hexapla in {corpus_file.parent}.")
    with Corpus.open(copy) as corpus:
        assert corpus.title == "Two rivers"
    assert reading.library.corpus is not None
    assert reading.library.corpus.path == corpus_file


def test_what_is_being_written_is_saved_as_well(qtbot: QtBot, reading: Program, corpus_file: Path) -> None:
    reading.window.commands["repair"].trigger()
    reading.window.commands["correct"].trigger()
    field = reading.window.repair.corrections.field
    assert field is not None
    qtbot.keyClicks(field, " im Delta")
    press(qtbot, reading, Qt.Key.Key_S, CONTROL)
    wait_for(qtbot, reading, "All changes are saved")
    with Corpus.open(corpus_file) as corpus:
        assert corpus.segment(SegmentId(1)).text.endswith(" im Delta")


def test_a_copy_over_the_corpus_itself_is_not_made(qtbot: QtBot, reading: Program, corpus_file: Path) -> None:
    before = os.stat(corpus_file)
    reading.window.saving.copy(Copy(corpus_file, overwrite=True))
    assert "Choose another name for a copy." in said(reading)
    assert os.stat(corpus_file) == before


def test_a_copy_to_share_has_no_trace_of_this_computer(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files come from the home of a person whose name is nowhere else, and the corpus is kept there."""
    home = tmp_path / "Zaphod Beeblebrox" / "Heart of Gold"
    (home / "delta").mkdir(parents=True)
    for tag, text in (("de", "Der Fluss ist breit.\n\nDie Stadt."), ("en", "The river is wide.\n\nThe city.")):
        (home / "delta" / f"delta.{tag}.txt").write_text(text, encoding="utf-8")
    corpus_file = home / "own.hexapla"
    import_files([home / "delta"], corpus_file)
    (home / "delta.pt.txt").write_text("O rio é largo.\n\nA cidade.", encoding="utf-8")
    changing.add(corpus_file, [home / "delta.pt.txt"], as_="version")
    with Corpus.open(corpus_file) as corpus, corpus.editing("note") as edit:
        edit.note(Anchor(SegmentId(1)), "Vogonendichtung")
    assert program.library.open(corpus_file)
    press(qtbot, program, Qt.Key.Key_S, CONTROL | ALT)
    page = program.window.saving.page
    assert page is not None
    assert "where the files and this corpus are" in page.left.text()
    assert "your bookmarks and notes" in page.left.text()
    qtbot.keyClick(page.notes, Qt.Key.Key_Space)
    assert "your bookmarks and notes" in page.along.text()
    qtbot.keyClick(page.notes, Qt.Key.Key_Space)
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    shared = tmp_path / "shared.hexapla"
    save_as(program, shared)
    wait_for(qtbot, program, "Saved a copy as shared.hexapla")
    traces = [str(home), str(tmp_path), "Zaphod", "Heart of Gold", "own.hexapla", str(Path.home()), str(Path.cwd())]
    traces += [name for name in (getpass.getuser(), socket.gethostname()) if len(name) > 4]
    assert held(shared, ["delta.de.txt"]) == ["delta.de.txt"]
    assert held(shared, [*traces, "Vogonendichtung"]) == []
    with Corpus.open(shared) as corpus:
        assert (corpus.check(), corpus.changes(), corpus.notes()) == ([], [], ())
    whole = tmp_path / "whole.hexapla"
    program.window.saving.copy(Copy(whole))
    wait_for(qtbot, program, "Saved a copy as whole.hexapla")
    assert held(whole, ["delta.pt.txt", "Vogonendichtung"]) == ["delta.pt.txt", "Vogonendichtung"]
    assert held(whole, traces) == []


def test_a_deleted_corpus_goes_on_in_another_file_with_all_that_was_changed(
    qtbot: QtBot, reading: Program, corpus_file: Path
) -> None:
    reading.window.view.go_to(3)
    with qtbot.waitSignal(reading.window.changes.editing.changed):
        rename_first(reading, "vorher")
    qtbot.waitUntil(lambda: not reading.jobs.running())
    corpus_file.unlink()
    rename_first(reading, "nachher")
    wait_for(qtbot, reading, "was deleted or replaced while it was open")
    assert reading.window.status.saved.text() == "not saved"
    answer(qtbot, reading, "Save as…")
    moved = corpus_file.parent / "moved.hexapla"
    with qtbot.waitSignal(reading.window.changes.editing.changed):
        save_as(reading, moved)
    assert reading.library.corpus is not None
    assert reading.library.corpus.path == moved
    assert reading.window.view.current_unit() == 3
    assert reading.window.status.saved.text() == "saved ✓"
    qtbot.waitUntil(lambda: not reading.jobs.running())
    with Corpus.open(moved) as corpus:
        assert corpus.versions()[0].label == "nachher"
        assert [change.fields["name"] for change in corpus.changes()] == ["vorher", "nachher"]


def test_that_the_file_was_deleted_is_told_without_a_change(
    qtbot: QtBot, reading: Program, corpus_file: Path, tmp_path: Path
) -> None:
    corpus_file.unlink()
    wait_for(qtbot, reading, "was deleted or replaced while it was open")
    message = reading.window.messages.message
    assert message is not None
    assert [one.text for one in message.answers] == ["Save as…"]
    reading.window.saving.rescue.go_on_in(tmp_path / "nowhere" / "x.hexapla")
    wait_for(qtbot, reading, "nowhere is no longer in")
    message = reading.window.messages.message
    assert message is not None
    assert [one.text for one in message.answers] == ["Another place…"]
    with qtbot.waitSignal(reading.library.opened):
        reading.window.saving.rescue.go_on_in(corpus_file)
    assert corpus_file.is_file()


def test_another_file_in_the_place_of_the_corpus_is_not_written_to(
    qtbot: QtBot, reading: Program, corpus_file: Path, tmp_path: Path
) -> None:
    build(tmp_path / "other.hexapla", title="Another").replace(corpus_file)
    before = corpus_file.read_bytes()
    rename_first(reading, "neu")
    wait_for(qtbot, reading, "was deleted or replaced while it was open")
    press(qtbot, reading, Qt.Key.Key_S, CONTROL)
    wait_for(qtbot, reading, "was deleted or replaced while it was open")
    assert corpus_file.read_bytes() == before
    answer(qtbot, reading, "Save as…")
    with qtbot.waitSignal(reading.window.changes.editing.changed):
        save_as(reading, tmp_path / "saved.hexapla")
    with Corpus.open(tmp_path / "saved.hexapla") as corpus:
        assert (corpus.title, corpus.versions()[0].label) == ("Two rivers", "neu")


def test_a_renamed_corpus_may_have_its_file_renamed(qtbot: QtBot, reading: Program, corpus_file: Path) -> None:
    reading.window.view.go_to(3)
    with qtbot.waitSignal(reading.window.changes.editing.changed):
        reading.window.changes.editing.rename("Three rivers: a report")
    assert said(reading) == "The corpus is called Three rivers: a report now, and its file still rivers.hexapla."
    with qtbot.waitSignal(reading.library.opened):
        answer(qtbot, reading, "Rename the file too")
    assert not corpus_file.exists()
    assert reading.library.corpus is not None
    assert reading.library.corpus.path == corpus_file.parent / "Three rivers a report.hexapla"
    assert reading.window.view.current_unit() == 3
    assert reading.library.recents.paths() == [reading.library.corpus.path]
    with qtbot.waitSignal(reading.window.changes.turned):
        reading.window.commands["undo"].trigger()
    assert reading.library.corpus.title == "Two rivers"


def test_a_corpus_with_changes_that_are_not_saved_is_closed_at_the_second_wish(
    qtbot: QtBot, reading: Program, corpus_file: Path
) -> None:
    corpus_file.unlink()
    rename_first(reading, "neu")
    wait_for(qtbot, reading, "was deleted or replaced while it was open")
    reading.window.close()
    assert reading.window.isVisible()
    assert said(reading).startswith("1 change could not be saved and is lost when the corpus is closed.")
    reading.window.commands["close"].trigger()
    assert reading.library.corpus is None


def test_what_a_full_disk_refused_waits_until_it_can_be_written(
    qtbot: QtBot, reading: Program, corpus_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: connection.Connection, *_: object) -> None:
        raise DiskFull(self.path)

    with monkeypatch.context() as patch:
        patch.setattr(connection.Connection, "insert", full)
        patch.setattr(connection.Connection, "run", full)
        for label in ("eins", "zwei"):
            rename_first(reading, label)
            wait_for(qtbot, reading, "The disk is full")
        press(qtbot, reading, Qt.Key.Key_S, CONTROL)
        wait_for(qtbot, reading, "2 changes could not be saved")
        answer(qtbot, reading, "Save as…")
        dialog = reading.window.findChild(QFileDialog)
        assert dialog is not None
        dialog.reject()
        assert "2 changes could not be saved" in said(reading)
    answer(qtbot, reading, "Try again")
    qtbot.waitUntil(lambda: not reading.jobs.running())
    with Corpus.open(corpus_file) as corpus:
        assert corpus.versions()[0].label == "zwei"
    reading.window.commands["save"].trigger()
    wait_for(qtbot, reading, "All changes are saved")


def test_a_corpus_that_became_read_only_goes_on_elsewhere(
    qtbot: QtBot, reading: Program, corpus_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = os.access  # who runs the tests may be somebody to whom nothing is forbidden
    monkeypatch.setattr(
        os, "access", lambda path, mode: (Path(path), mode) != (corpus_file, os.W_OK) and may(path, mode)
    )
    rename_first(reading, "neu")
    wait_for(qtbot, reading, "cannot be written")
    answer(qtbot, reading, "Save as…")
    with qtbot.waitSignal(reading.window.changes.editing.changed):
        save_as(reading, corpus_file.parent / "saved.hexapla")
