"""Packed files are read as what is in them, whatever format that is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from viewer.errors import Malformed
from viewer.formats.gzipped import unpacked
from viewer.formats.registry import read
from viewer.formats.source import SourceFile

LINES = b"de\ten\nHallo\tHello\n"


def packed(data: bytes, name: str = "t.tsv.gz") -> SourceFile:
    return SourceFile(Path(name), gzip.compress(data, mtime=0))


@pytest.mark.parametrize("name", ["t.tsv.gz", "t.TSV.GZ", "t.gz"])
def test_a_packed_table_is_a_table(name: str) -> None:
    (document,) = read(packed(LINES, name)).documents
    assert [text.language for text in document.texts] == ["de", "en"]


def test_the_digest_is_that_of_the_file_on_the_disk() -> None:
    file = packed(LINES)
    assert unpacked(file).data == LINES
    assert (unpacked(file).digest, unpacked(file).size) == (file.digest, file.size)
    assert (unpacked(file).path, unpacked(file).suffix) == (Path("t.tsv.gz"), ".tsv")


def test_what_is_not_packed_stays_as_it_is() -> None:
    file = SourceFile(Path("t.tsv.gz"), LINES)
    assert unpacked(file) is file


def test_progress_counts_the_packed_bytes() -> None:
    seen: list[int] = []
    file = packed(b"".join(b"%d " % (number * 7919) for number in range(200_000)))
    for _ in unpacked(file).watched(seen.append).chunks():
        pass
    assert seen == sorted(seen)
    assert seen[-1] == file.size


def test_damage_is_named_with_its_place() -> None:
    file = packed(LINES)
    assert isinstance(file.content, bytes)
    with pytest.raises(Malformed, match="ends too early"):
        read(SourceFile(file.path, file.content[:-2]))
