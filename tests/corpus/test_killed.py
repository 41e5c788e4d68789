from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus_killed import MENDED
from corpus_making import standing
from random_edits import drawn, made

from viewer.corpus import Builder, Corpus, is_corpus
from viewer.model import VersionId

Make = Callable[..., Path]
CHILD = Path(__file__).with_name("corpus_killed.py")

FEW = pytest.param(range(4), id="a few times")
LANGUAGES = ("de", "pt", "fr")
MANY = pytest.param(range(100), id="a hundred times", marks=pytest.mark.soak)


def killed_while(doing: str, path: Path, seconds: float) -> int:
    """The number of the last thing that a killed process said it had done."""
    found = os.pathsep.join((str(CHILD.parents[1]), os.environ.get("PYTHONPATH", "")))
    environment = {**os.environ, "PYTHONPATH": found}
    command = [sys.executable, str(CHILD), doing, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout
        child.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(seconds)
        child.kill()
        return int(["0", *child.stdout.read().split()][-1])


@pytest.mark.parametrize("seeds", [FEW, MANY])
def test_a_killed_build_leaves_the_old_corpus_or_the_new(make: Make, seeds: range) -> None:
    path = make([{"de": ["old"]}], name="0")
    for seed in seeds:
        with Builder(path, title="0", overwrite=True) as builder:
            builder.commit()
        done = killed_while("build", path, random.Random(seed).uniform(0.0, 0.2))
        with Corpus.open(path) as corpus:
            assert int(corpus.title) in (done, done + 1)
            assert corpus.unit_count == (0 if corpus.title == "0" else 1500)
            assert corpus.check() == []
    for part in path.parent.glob("*.part"):
        os.utime(part, (0, 0))
    with Builder(path, title="after", overwrite=True) as builder:
        builder.commit()
    assert [file.name for file in path.parent.glob("0.*")] == ["0.hexapla"]


@pytest.mark.parametrize("seeds", [FEW, MANY])
def test_a_killed_edit_loses_nothing_that_was_done(make: Make, seeds: range) -> None:
    whole = make([{"de": [str(number)], "pt": ["x" * 50]} for number in range(3000)])
    for seed in seeds:
        path = Path(shutil.copy(whole, whole.with_name(f"{seed}.hexapla")))
        done = killed_while("edit", path, random.Random(seed).uniform(0.0, 0.2))
        with Corpus.open(path, read_only=seed % 2 == 0) as corpus:
            assert len(corpus.changes()) in (done, done + 1)
            assert corpus.unit_count == 3000 - len(corpus.changes()) % 2
            assert corpus.check() == []
        with Corpus.open(path) as corpus:
            corpus.set_setting("goes on", "yes")


@pytest.mark.parametrize("seeds", [FEW, MANY])
def test_a_killed_repair_is_there_as_a_whole_or_not_at_all(make: Make, seeds: range) -> None:
    whole = make(
        [{"de": [f"{row} a", "b"], "pt": ["x" * 50], "fr": ["c"] * (row % 3)} for row in range(600)],
        languages=LANGUAGES,
    )
    for seed in seeds:
        path = Path(shutil.copy(whole, whole.with_name(f"{seed}.hexapla")))
        done = killed_while("mend", path, random.Random(seed).uniform(0.0, 0.5))
        again = Path(shutil.copy(whole, whole.with_name("again.hexapla")))
        with Corpus.open(path, read_only=seed % 2 == 0) as corpus, Corpus.open(again) as other:
            for number in range(1, done + 1):
                made(other, drawn(number, MENDED))
            acknowledged = rows(corpus) == rows(other)
            if not acknowledged:
                made(other, drawn(done + 1, MENDED))
            assert acknowledged or rows(corpus) == rows(other)
            assert corpus.check() == []
        path.unlink()


def rows(corpus: Corpus) -> list[object]:
    """Rows, flags, links, notes and the log, all but for the time of day."""
    units, log = list(corpus.all_units()), corpus.changes()
    notes = [(one.note.id, one.note.text, one.segment, one.unit) for one in corpus.notes()]
    return [units, corpus.links(), notes, [(one.number, one.action, one.undone) for one in log], corpus.unit_count]


@pytest.mark.parametrize("seeds", [FEW, MANY])
def test_a_killed_change_was_made_or_was_not(make: Make, seeds: range) -> None:
    whole = make([{"de": [str(number)], "pt": ["x" * 50]} for number in range(3000)])
    with Corpus.open(whole) as corpus:
        before = standing(corpus)
    for seed in seeds:
        path = Path(shutil.copy(whole, whole.with_name(f"{seed}.hexapla")))
        done = killed_while("restructure", path, random.Random(seed).uniform(0.0, 0.6))
        with Corpus.open(path) as corpus:
            assert corpus.check() == []
            there = len(corpus.versions()) == 3
            assert there or standing(corpus) == before
            # After the first third of a round the version is there, after the second it is not, then it is.
            assert there in {(1, 0, 1)[step % 3 - 1] if step else 0 for step in (done, done + 1)} | {False}
            if there:
                assert corpus.undo()
                assert standing(corpus) == before
            with corpus.restructuring("goes on") as change:
                change.rename("goes on")
            assert corpus.check() == []


@pytest.fixture
def half_changed(make: Make, tmp_path: Path) -> Path:
    """What a process leaves that was killed in the middle of a transaction."""
    whole = make([{"de": ["old" * 100]} for _ in range(3000)])
    path = tmp_path / "half.hexapla"
    with Corpus.open(whole) as corpus, corpus._database.atomic():
        corpus._database.run("PRAGMA cache_size = 1")
        corpus._database.run("UPDATE segment SET content = 'half'")
        for suffix in ("", "-journal"):
            shutil.copy(f"{whole}{suffix}", f"{path}{suffix}")
    assert b"half" in path.read_bytes()
    return path


@pytest.mark.parametrize("read_only", [True, False])
def test_a_half_change_is_taken_back(half_changed: Path, read_only: bool) -> None:
    with Corpus.open(half_changed, read_only=read_only) as corpus:
        assert corpus.check() == []
        assert {segment.text for _, segment in corpus.segments(VersionId("de"))} == {"old" * 100}


def test_a_half_change_of_the_old_corpus_does_not_spoil_the_new(half_changed: Path, make: Make) -> None:
    make([{"de": ["new" * 100]} for _ in range(3000)], name="half", overwrite=True)
    with Corpus.open(half_changed) as corpus:
        assert {segment.text for _, segment in corpus.segments(VersionId("de"))} == {"new" * 100}
        assert corpus.check() == []


def test_a_look_at_a_corpus_leaves_the_locks_of_its_writer(make: Make) -> None:
    path = make([{"de": ["a"]}])
    attempt = f"import sqlite3; sqlite3.connect({str(path)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
    with Corpus.open(path) as corpus, corpus._database.atomic():
        assert is_corpus(path)
        Corpus.open(path, read_only=True).close()
        child = subprocess.run([sys.executable, "-c", attempt], capture_output=True, text=True)
    assert "database is locked" in child.stderr
