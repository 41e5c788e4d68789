"""What is no file to read is refused before it is opened; a large file is the same each time it is read."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path

import pytest

from viewer.errors import Cancelled, EmptyFile, Unreadable
from viewer.formats import source
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


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of ten chunks that is too large to be held."""
    monkeypatch.setattr(source, "CHUNK", 100)
    monkeypatch.setattr(source, "HELD", 500)
    (tmp_path / "large").write_bytes(bytes(range(250)) * 4)
    return tmp_path / "large"


def test_a_large_file_is_read_in_chunks_as_often_as_wanted(large: Path) -> None:
    seen: list[int] = []
    file = SourceFile.open(large).watched(seen.append)
    assert [len(chunk) for chunk in file.chunks()] == [100] * 10
    assert seen == list(range(100, 1_001, 100))
    assert b"".join(file.chunks()) == file.data == large.read_bytes()
    assert (file.size, file.head) == (1_000, bytes(range(100)))
    assert file.digest == hashlib.sha256(large.read_bytes()).hexdigest()


def test_a_look_ahead_counts_as_no_progress(large: Path) -> None:
    seen: list[int] = []
    file = SourceFile.open(large).watched(seen.append)
    assert file.ahead.tail == large.read_bytes()
    assert set(seen) == {0}


@pytest.mark.parametrize("content", [b"x" * 1_000, b"x" * 999, b"x" * 2_000])
def test_a_large_file_that_changes_meanwhile_is_refused(large: Path, content: bytes) -> None:
    file = SourceFile.open(large)
    large.write_bytes(content)
    with pytest.raises(Unreadable, match="it changed while it was being read"):
        list(file.chunks())


def test_opening_a_large_file_can_be_stopped(large: Path) -> None:
    def step(_: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        SourceFile.open(large, step=step)


def test_only_the_beginning_is_read_to_recognise_a_file(large: Path) -> None:
    assert SourceFile.beginning(large).size == 1_000
    large.write_bytes(b"")
    with pytest.raises(EmptyFile):
        SourceFile.beginning(large)
