"""Texts that can be read while they are being aligned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from viewer.corpus import Corpus
from viewer.importing import import_files
from viewer.model import VersionId
from viewer.ui.application import Program
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library import alignment_queue, intake
from viewer.ui.library.alignment_queue import AlignmentQueue
from viewer.waiting import Name, no_longer, waiting

PATIENCE = 30_000
GERMAN = [f"Am {n}. Mai kam Anna{n} nach Köln." for n in range(1, 61)]
MORE = ["How lovely it was there, and how warm the nights were, and how long!"] * 9
ENGLISH = [part for n in range(1, 61) for part in ([f"On {n} May Anna{n} came to Köln."] + MORE * (n == 3))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Journey"
    made.mkdir()
    (made / "de.txt").write_text("\n\n".join(GERMAN), encoding="utf-8")
    (made / "en.txt").write_text("\n\n".join(ENGLISH), encoding="utf-8")
    return made


@pytest.fixture
def provisional(folder: Path, tmp_path: Path) -> Path:
    """A corpus whose document waits for its alignment."""
    return import_files([folder], tmp_path / "journey.hexapla", search=False, at_once=0).path


def said(program: Program) -> str:
    message = program.window.messages.message
    return "" if message is None else message.text


def row_of(program: Program, version: str, paragraph: int) -> int:
    index = program.window.view.index
    assert index is not None
    return index.unit_of_paragraph(VersionId(version), 0, paragraph)


def test_an_import_can_be_read_before_it_is_aligned(
    qtbot: QtBot, program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "AT_ONCE", 0)
    window = program.window
    with qtbot.waitSignal(window.alignment.settled, timeout=PATIENCE):
        with qtbot.waitSignal(program.library.imported, timeout=PATIENCE):
            program.library.take([folder])
        assert said(program) == "2 versions, 60 rows, provisional until the alignment arrives"
        assert row_of(program, "de", 20) != row_of(program, "en", 29)
        window.view.go_to(row_of(program, "de", 20), top=True)
        assert window.status.job_text.text().startswith("Aligning")
        assert window.status.quality.text() == "rows are provisional"
    assert said(program) == "2 versions, 69 rows"
    assert window.status.quality.text().startswith("60 complete")
    assert row_of(program, "de", 20) == row_of(program, "en", 29)
    assert window.view.visible_units()[0] == row_of(program, "de", 20)
    assert not window.commands["undo"].isEnabled()
    assert not window.commands["go_on_aligning"].isEnabled()
    assert program.library.corpus is not None
    assert not waiting(program.library.corpus)


def test_it_can_be_stopped_and_gone_on_with(qtbot: QtBot, program: Program, provisional: Path) -> None:
    window = program.window
    program.library.open(provisional)
    assert said(program).startswith("Rows are provisional until the alignment arrives.")
    with qtbot.waitSignal(window.alignment.told, timeout=PATIENCE):
        window.commands["stop_job"].trigger()
    assert said(program).startswith("The alignment was stopped.")
    assert row_of(program, "de", 20) != row_of(program, "en", 29)
    with qtbot.waitSignal(window.alignment.settled, timeout=PATIENCE):
        window.commands["go_on_aligning"].trigger()
    assert row_of(program, "de", 20) == row_of(program, "en", 29)
    assert said(program) == ""


def test_another_start_goes_on(qtbot: QtBot, make_program: Callable[..., Program], provisional: Path) -> None:
    first = make_program()
    first.library.open(provisional)
    first.library.let_go()
    second = make_program()
    with qtbot.waitSignal(second.window.alignment.settled, timeout=PATIENCE):
        second.library.open(provisional)
    assert row_of(second, "de", 20) == row_of(second, "en", 29)


def test_what_is_edited_meanwhile_stays(qtbot: QtBot, program: Program, provisional: Path) -> None:
    window = program.window
    with qtbot.waitSignal(window.alignment.settled, timeout=PATIENCE):
        program.library.open(provisional)
        window.changes.editing.rename_document(0, "Reise")
    assert program.library.corpus is not None
    assert program.library.corpus.documents()[0].title == "Reise"
    assert row_of(program, "de", 20) == row_of(program, "en", 29)
    assert window.commands["undo"].isEnabled()


@pytest.mark.parametrize(
    ("together", "order"), [(1, ["Aligning b", "Aligning a", "Aligning c"]), (9999, ["Aligning 3 documents"])]
)
def test_the_document_that_is_read_is_the_first(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int, order: list[str]
) -> None:
    def align(_path: Path, names: list[Name], _control: Control) -> list[Name]:
        return names

    def arrive(path: Path, names: list[Name], _control: Control) -> None:
        with Corpus.open(path) as written:
            no_longer(written, names)

    monkeypatch.setattr(alignment_queue, "_TOGETHER", together)
    monkeypatch.setattr(alignment_queue, "_align", align)
    monkeypatch.setattr(alignment_queue, "_arrive", arrive)
    for name in ("a", "b", "c"):
        for tag, text in (("de", GERMAN), ("en", ENGLISH)):
            (tmp_path / f"{name}.{tag}.txt").write_text("\n\n".join(text), encoding="utf-8")
    path = import_files(sorted(tmp_path.iterdir()), tmp_path / "c.hexapla", search=False, at_once=0).path
    started: list[str] = []

    def note(job: Job) -> None:
        if job.title:
            started.append(str(job.title).replace("\u2068", "").replace("\u2069", ""))

    jobs.started.connect(note)
    queue = AlignmentQueue(jobs=jobs, reading=lambda: 1, parent=jobs)
    with Corpus.open(path, read_only=True) as corpus, qtbot.waitSignal(queue.settled, timeout=PATIENCE):
        queue.set_corpus(corpus)
    assert started == order
