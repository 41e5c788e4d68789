"""Where a corpus came from: found again, changed files noticed, nothing personal in the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewer import changing, folders
from viewer.corpus import Corpus
from viewer.errors import Cancelled
from viewer.formats.choices import FileChoice
from viewer.importing import import_files, origins


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "texts"
    folder.mkdir()
    texts = {"faust.de.txt": "Habe nun, ach!\nPhilosophie.\n", "faust.en.txt": "I've studied now\nPhilosophy.\n"}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


@pytest.fixture
def corpus(files: list[Path], tmp_path: Path):
    import_files(files, tmp_path / "faust.hexapla")
    with Corpus.open(tmp_path / "faust.hexapla", read_only=True) as corpus:
        yield corpus


def test_an_import_remembers_where_each_text_came_from(corpus: Corpus, files: list[Path]) -> None:
    found = origins.origins(corpus)
    assert [origin.path for origin in found] == files
    assert [[text.version for text in origin.texts] for origin in found] == [["de"], ["en"]]


def test_a_part_of_a_text_is_not_remembered_as_the_whole(corpus: Corpus, files: list[Path]) -> None:
    parts = [files[0].with_name(name) for name in ("ch01.txt", "ch02.txt")]
    for number, part in enumerate(parts):
        part.write_text(f"Kapitel {number}\nEs war einmal.\n", encoding="utf-8")
    choice = FileChoice(document="Buch", language="de", version="A")
    changing.add(corpus.path, parts, choices=dict.fromkeys(parts, choice), search=False)
    assert [text.source.name for text in corpus.texts()] == ["faust.de.txt", "faust.en.txt", "ch01.txt … ch02.txt"]
    assert [origin.path for origin in origins.origins(corpus)] == files


def test_the_corpus_itself_carries_no_path(corpus: Corpus, files: list[Path]) -> None:
    assert str(files[0].parent).encode() not in corpus.path.read_bytes()


def test_only_a_file_with_other_bytes_has_changed(corpus: Corpus, files: list[Path]) -> None:
    assert origins.changed(origins.origins(corpus)) == ()
    files[0].touch()
    assert origins.changed(origins.origins(corpus)) == ()
    files[1].write_text("I've studied now\nPhilosophy and law.\n", encoding="utf-8")
    (found,) = origins.changed(origins.origins(corpus))
    assert (found.origin.path, found.digest) == (files[1], origins.digest_of(files[1]))


def test_a_file_that_is_gone_has_not_changed(corpus: Corpus, files: list[Path]) -> None:
    files[0].unlink()
    assert origins.changed(origins.origins(corpus)) == ()


def test_a_damaged_or_unwritable_note_is_no_note(corpus: Corpus, files: list[Path]) -> None:
    (note,) = (folders.data() / "origins").iterdir()
    for broken in (b"", b"[1]", b"{", b'{"a": 1}', b"\xff"):
        note.write_bytes(broken)
        assert origins.origins(corpus) == ()
    note.unlink()
    note.mkdir()
    origins.remember(corpus, {files[0]: corpus.texts()[0].source.digest})
    assert origins.origins(corpus) == ()


def test_looking_at_the_files_can_be_stopped(corpus: Corpus) -> None:
    with pytest.raises(Cancelled):
        origins.changed(origins.origins(corpus), cancelled=lambda: True)
