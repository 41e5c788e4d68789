"""What is no file to read is refused before it is opened."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from viewer.errors import EmptyFile, Unreadable
from viewer.formats.source import SourceFile


def test_the_bytes_and_their_digest(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_bytes(b"abc")
    file = SourceFile.open(tmp_path / "A.TXT")
    assert (file.data, file.suffix) == (b"abc", ".txt")
    assert file.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("name", ["-rf", "two\nlines", "\u202egnp.txt", os.fsdecode(b"caf\xe9.txt")])
def test_odd_names_are_only_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"abc")
    assert SourceFile.open(tmp_path / name).data == b"abc"


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "b").symlink_to("a")
    assert SourceFile.open(tmp_path / "b").data == b"abc"


def test_folders_pipes_sockets_and_devices_are_refused_unopened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        for path, reason in [
            (tmp_path, "a folder"),
            (tmp_path / "pipe", "a pipe"),
            (tmp_path / "socket", "a socket"),
            (Path("/dev/null"), "a device"),
        ]:
            with pytest.raises(Unreadable) as caught:
                SourceFile.open(path)
            assert caught.value.reason == reason


def test_links_in_a_circle_and_missing_files(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for name, reason in [
        ("a", "a link that leads back to itself"),
        ("none", "no such file"),
        ("x" * 300, "the name is too long"),
        ("nul\0", "no such file"),
    ]:
        with pytest.raises(Unreadable) as caught:
            SourceFile.open(tmp_path / name)
        assert caught.value.reason == reason


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "a").chmod(0)
    with pytest.raises(Unreadable, match="no permission"):
        SourceFile.open(tmp_path / "a")


def test_a_file_without_a_byte(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(EmptyFile):
        SourceFile.open(tmp_path / "a")
