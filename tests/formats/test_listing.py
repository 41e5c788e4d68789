"""Which files a path means."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from viewer.formats.listing import Listed, Skip, listed, natural


def names(*paths: Path) -> list[tuple[str, Skip | None]]:
    return [(file.path.name, file.skip) for file in listed(paths)]


def test_a_folder_means_its_files_in_natural_order(tmp_path: Path) -> None:
    for name in ("k10.txt", "k2.txt", "K1.txt", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").touch()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").touch()
    assert [name for name, _ in names(tmp_path)] == ["x.txt", "K1.txt", "k2.txt", "k10.txt"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "back").symlink_to(tmp_path)
    assert names(tmp_path) == [("a.txt", None), ("back", Skip.LINKED_FOLDER)]


def test_folders_may_be_nested_deeper_than_functions(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(1_500):
        folder /= "x"
        folder.mkdir()
    (folder / "a.txt").touch()
    try:
        assert names(tmp_path) == [("a.txt", None)]
    finally:  # nobody else could remove them
        (folder / "a.txt").unlink()
        while folder != tmp_path:
            folder.rmdir()
            folder = folder.parent


def test_a_folder_that_may_not_be_read_spoils_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "z.txt").touch()
    scandir = os.scandir

    def refusing(folder: Path) -> Iterator[os.DirEntry[str]]:
        if Path(folder).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    closed, file = listed([tmp_path])
    assert str(closed.refused) == f"{tmp_path / 'closed'}: cannot be read (Permission denied); choose a readable file"
    assert file == Listed(tmp_path / "z.txt", tmp_path)


def test_a_file_given_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert names(tmp_path / "a.txt", tmp_path / "b.txt") == [("a.txt", None), ("b.txt", Skip.GIVEN_TWICE)]


def test_what_is_not_there_is_listed_to_be_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert names(tmp_path / "none", tmp_path) == [("none", None), ("pipe", None)]


def test_numbers_in_names_are_numbers() -> None:
    assert sorted(["b", "a10", "a9", "10", "9", "A1"], key=natural) == ["9", "10", "A1", "a9", "a10", "b"]
