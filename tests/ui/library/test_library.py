from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from viewer import assets
from viewer.errors import Cancelled
from viewer.ui.application import Program
from viewer.ui.library import intake
from viewer.ui.messages import Level

TEXTS = {
    "de": "Die Stadt liegt am Fluss.\nDer Fluss ist breit und ruhig.\nAm Abend gehen alle nach Hause.\n",
    "en": "The city lies on the river.\nThe river is broad and calm.\nIn the evening everybody goes home.\n",
}
PATIENCE = 30_000


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with a text in two languages, and a file that is no version of it."""
    folder = tmp_path / "River"
    folder.mkdir()
    for tag, text in TEXTS.items():
        (folder / f"{tag}.txt").write_text(text, encoding="utf-8")
    (folder / "README").write_text("About these files.", encoding="utf-8")
    return folder


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Imports that begin, and go on until they are stopped."""
    begun = threading.Event()

    def work(paths: Any, choices: Any, pasted: Any, target: Path) -> Callable[[Any], None]:
        def run(control: Any) -> None:
            begun.set()
            while not control.cancelled():
                threading.Event().wait(0.005)
            raise Cancelled

        return run

    monkeypatch.setattr(intake, "work", work)
    return begun


def said(program: Program) -> str:
    message = program.window.messages.message
    return "" if message is None else message.text


def test_the_first_start_shows_the_sample_without_a_question(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    with qtbot.waitSignal(program.library.sample_opened, timeout=PATIENCE):
        program.library.begin()
        assert program.window.status.job_text.text().startswith("Preparing the sample")
    corpus = program.library.corpus
    assert corpus is not None
    assert corpus.path == tmp_path / "corpora" / "Sample.hexapla"
    assert corpus.title == "Sample"
    assert {text.source.name for text in corpus.texts()} == {path.name for path in assets.seeds().glob("*.txt")}
    view = program.window.view
    assert view.index is not None
    assert view.visible_units()[0] == view.index.first_complete()
    assert said(program) == "This is the sample: one article in five languages."
    assert [answer.text for answer in program.window.messages.message.answers] == ["Open your own texts"]


def test_an_import_is_saved_opened_and_summed_up(qtbot: QtBot, program: Program, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "corpora").mkdir()
    (tmp_path / "corpora" / "River.hexapla").write_text("not ours to touch")
    before = {path: path.read_bytes() for path in texts.iterdir()}
    with qtbot.waitSignal(program.library.imported, timeout=PATIENCE):
        program.library.take([texts])
    corpus = program.library.corpus
    assert corpus is not None
    assert corpus.title == "River"
    assert corpus.path == tmp_path / "corpora" / "River 2.hexapla"
    assert [version.id for version in corpus.versions()] == ["de", "en"]
    assert said(program) == "2 versions, 3 rows, 1 file skipped"
    assert {path: path.read_bytes() for path in texts.iterdir()} == before
    assert sorted(path.name for path in (tmp_path / "corpora").iterdir()) == ["River 2.hexapla", "River.hexapla"]


def test_an_import_of_nothing_says_what_is_wrong(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with qtbot.waitSignal(program.library.failed, timeout=PATIENCE):
        program.library.take([tmp_path / "empty.txt"])
    assert "\u2068empty.txt\u2069 was not imported: there is no text in it" in said(program)
    assert program.library.job is None
    assert list((tmp_path / "corpora").iterdir()) == []


def test_an_import_can_be_stopped(
    qtbot: QtBot, reading: Program, held: threading.Event, texts: Path, tmp_path: Path
) -> None:
    before = reading.library.corpus
    reading.library.take([texts])
    assert held.wait(5)
    assert reading.window.commands["stop_job"].isEnabled()
    with qtbot.waitSignal(reading.library.failed):
        reading.window.commands["stop_job"].trigger()
    assert said(reading) == "Stopped. Nothing was changed."
    assert not reading.window.status.job.isVisible()
    assert reading.library.corpus is before
    assert list((tmp_path / "corpora").iterdir()) == []


def test_a_second_import_waits_for_the_first(
    qtbot: QtBot, program: Program, held: threading.Event, texts: Path
) -> None:
    program.library.take([texts])
    program.library.take([texts])
    assert said(program).startswith("One import is still running.")
    with qtbot.waitSignal(program.library.failed):
        program.window.messages.message.answers[0].act()


def test_closing_the_window_ends_a_running_import(
    program: Program, held: threading.Event, texts: Path, tmp_path: Path
) -> None:
    program.library.take([texts])
    assert held.wait(5)
    program.window.close()
    assert program.jobs.stop(seconds=3)
    assert list((tmp_path / "corpora").iterdir()) == []


def test_the_sample_is_imported_once(program: Program, corpus_file: Path) -> None:
    program.settings["sample"] = str(corpus_file)
    program.window.commands["sample"].trigger()
    assert program.library.corpus is not None
    assert program.library.job is None
    assert said(program).startswith("This is the sample")


def test_a_folder_that_cannot_be_made_is_told_of(program: Program, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "corpora").write_text("a file where the folder should be")
    program.library.take([texts])
    assert said(program) != ""
    assert program.window.messages.message.level is Level.ERROR


def test_a_corpus_among_the_paths_is_opened(program: Program, corpus_file: Path, texts: Path) -> None:
    program.library.take([texts, corpus_file])
    assert program.library.corpus is not None
    assert program.library.job is None
    assert said(program) == "A window shows one corpus at a time. Left alone: \u2068River\u2069."


def test_a_missing_corpus_is_located_and_opened_where_it_was_left(
    qtbot: QtBot, reading: Program, corpus_file: Path, tmp_path: Path
) -> None:
    reading.window.view.go_to(3)
    reading.library.close()
    moved = corpus_file.rename(tmp_path / "moved.hexapla")
    reading.window.empty.recent_requested.emit(str(corpus_file))
    message = reading.window.messages.message
    assert message is not None
    assert reading.library.recents.find(corpus_file) is not None
    message.answers[0].act()
    dialog = reading.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(moved)])
    dialog.close()
    assert reading.library.corpus is not None
    assert reading.library.corpus.path == moved
    assert reading.window.view.current_unit() == 3
    assert reading.window.messages.message is None
    assert reading.library.recents.paths() == [moved]


def test_a_missing_corpus_is_taken_off_the_list_only_when_asked_to(
    qtbot: QtBot, reading: Program, corpus_file: Path
) -> None:
    reading.library.close()
    corpus_file.unlink()
    assert not reading.library.open(corpus_file)
    message = reading.window.messages.message
    assert message is not None
    message.answers[1].act()
    assert reading.library.recents.paths() == []
    assert reading.window.empty.recent_buttons == []


def test_the_empty_page_tells_what_is_on_its_way(
    qtbot: QtBot, program: Program, held: threading.Event, texts: Path
) -> None:
    hint = program.window.empty.hint
    assert hint.text().startswith("Drop")
    program.library.take([texts])
    assert held.wait(5)
    assert "River" in hint.text()
    assert "opens here" in hint.text()
    with qtbot.waitSignal(program.library.failed):
        program.window.commands["stop_job"].trigger()
    assert hint.text().startswith("Drop")
