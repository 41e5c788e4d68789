from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from viewer.corpus import Corpus
from viewer.errors import Cancelled
from viewer.progress import Progress
from viewer.ui.application import Program
from viewer.ui.searching import session
from viewer.ui.searching.preparation import is_prepared, prepare


def test_what_is_prepared_need_not_be_prepared_again(corpus_file: Path, tmp_path: Path) -> None:
    steps: list[Progress] = []
    with Corpus.open(corpus_file, read_only=True) as corpus:
        assert not is_prepared(corpus, tmp_path / "cache")
        prepare(corpus_file, tmp_path / "cache", progress=steps.append, cancelled=lambda: False)
        assert is_prepared(corpus, tmp_path / "cache")
    assert (steps[-1].stage, steps[-1].done, steps[-1].total) == ("index", 3000, 3000)


def test_it_can_be_stopped(corpus_file: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        prepare(corpus_file, tmp_path / "cache", progress=lambda _: None, cancelled=lambda: True)


def test_opening_a_corpus_prepares_it_in_the_background(
    qtbot: QtBot, program: Program, corpus_file: Path, tmp_path: Path
) -> None:
    program.library.open(corpus_file)
    qtbot.waitUntil(lambda: program.jobs.running() == [])
    corpus = program.library.corpus
    assert corpus is not None
    assert is_prepared(corpus, tmp_path / "cache" / "search")


def test_a_large_corpus_says_that_it_is_being_prepared(
    qtbot: QtBot, program: Program, corpus_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "is_small", lambda corpus: False)
    titles: list[str] = []
    program.jobs.started.connect(lambda job: titles.append(job.title))
    program.library.open(corpus_file)
    assert "Preparing the search" in titles
    qtbot.waitUntil(lambda: program.jobs.running() == [])
    titles.clear()
    program.library.open(corpus_file)
    assert "Preparing the search" not in titles


def test_the_process_that_prepares_needs_no_qt() -> None:
    code = (
        "import sys, viewer.ui.searching.preparation; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
