"""Files that can be made again take no more room than they may: those that were used longest ago go first."""

import os
from pathlib import Path

import pytest
from listed_corpus import lines

from viewer.model import VersionId
from viewer.search.cache_file import make_room
from viewer.search.engine import Engine
from viewer.search.folded_text import FoldedFile
from viewer.search.query import parse


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three of ten bytes, the first used last."""
    made = [tmp_path / f"{name}.folded" for name in "abc"]
    for age, file in enumerate(made):
        file.write_bytes(bytes(10))
        os.utime(file, (1000 - age, 1000 - age))
    return made


@pytest.mark.parametrize(("room", "left"), [(30, "abc"), (29, "ab"), (20, "ab"), (10, "a"), (0, "")])
def test_what_was_used_longest_ago_goes_first(tmp_path: Path, files: list[Path], room: int, left: str) -> None:
    make_room(tmp_path, room)
    assert "".join(file.stem for file in files if file.exists()) == left


def test_a_folder_that_is_not_there_has_room(tmp_path: Path) -> None:
    make_room(tmp_path / "nowhere", 0)


def test_a_search_uses_its_files(tmp_path: Path, files: list[Path]) -> None:
    corpus = lines(de=["Haus"])
    Engine(corpus, tmp_path).prepare(VersionId("de"))
    own = FoldedFile(tmp_path, corpus.uuid, "de", 0).path
    os.utime(own, (1, 1))
    assert Engine(corpus, tmp_path).count(parse("haus", versions=corpus.versions())).units == 1
    make_room(tmp_path, own.stat().st_size)
    assert [file for file in [*files, own] if file.exists()] == [own]


def test_what_is_open_can_be_searched_when_its_file_is_gone(tmp_path: Path) -> None:
    corpus = lines(de=["Haus"])
    engine = Engine(corpus, tmp_path)
    query = parse("haus", versions=corpus.versions())
    assert engine.count(query).units == 1
    make_room(tmp_path, 0)
    assert engine.count(query).units == 1
    assert Engine(corpus, tmp_path).count(query).units == 1
