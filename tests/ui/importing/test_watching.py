from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from viewer.corpus import Corpus
from viewer.importing import import_files
from viewer.importing.origins import ChangedFile
from viewer.ui.importing.watching import Watching
from viewer.ui.jobs import Jobs


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "faust.de.txt"
    path.write_text("Habe nun, ach!\n", encoding="utf-8")
    (tmp_path / "faust.en.txt").write_text("I've studied now\n", encoding="utf-8")
    return path


@pytest.fixture
def corpus(text: Path, tmp_path: Path) -> Iterator[Corpus]:
    import_files([text, text.with_name("faust.en.txt")], tmp_path / "faust.hexapla")
    with Corpus.open(tmp_path / "faust.hexapla", read_only=True) as corpus:
        yield corpus


@pytest.fixture
def watching(jobs: Jobs) -> Iterator[Watching]:
    watching = Watching(jobs)
    yield watching
    watching.set_corpus(None)


def told(found: tuple[ChangedFile, ...]) -> list[Path]:
    return [one.origin.path for one in found]


def test_a_file_that_changed_while_the_corpus_was_closed_is_told_of(
    qtbot: QtBot, watching: Watching, corpus: Corpus, text: Path
) -> None:
    text.write_text("Habe nun, ach! Philosophie\n", encoding="utf-8")
    with qtbot.waitSignal(watching.changed) as blocker:
        watching.set_corpus(corpus)
    assert told(blocker.args[0]) == [text]


def test_a_file_that_is_written_to_is_told_of(qtbot: QtBot, watching: Watching, corpus: Corpus, text: Path) -> None:
    watching.set_corpus(corpus)
    with qtbot.waitSignal(watching.changed) as blocker:
        text.write_text("Habe nun, ach! Juristerei\n", encoding="utf-8")
    assert told(blocker.args[0]) == [text]


def test_a_file_that_is_replaced_twice_is_told_of_twice(
    qtbot: QtBot, watching: Watching, corpus: Corpus, text: Path
) -> None:
    watching.set_corpus(corpus)
    for words in ("Juristerei und Medizin\n", "Und leider auch Theologie\n"):
        fresh = text.with_name("fresh")
        fresh.write_text(words, encoding="utf-8")
        with qtbot.waitSignal(watching.changed) as blocker:
            fresh.replace(text)
        assert told(blocker.args[0]) == [text]


def test_nothing_is_told_of_a_corpus_that_was_closed(
    qtbot: QtBot, watching: Watching, corpus: Corpus, text: Path
) -> None:
    watching.set_corpus(corpus)
    watching.set_corpus(None)
    with qtbot.assertNotEmitted(watching.changed, wait=700):
        text.write_text("Habe nun, ach! Juristerei\n", encoding="utf-8")
