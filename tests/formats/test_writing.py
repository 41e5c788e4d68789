"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from written_rows import context, rows

from viewer.errors import Cancelled, CorpusMissing, DiskFull, Exists, ReadOnly, Unwritable
from viewer.formats.writing import write, writer_for, writers
from viewer.model import Unit

NAMES = ["t.tsv", "t.csv", "t.jsonl", "t.tmx", "t.html", "t.docx", "t.xlsx", "t.epub", "t.xlf", "stem"]
PAIR = ["de", "ar"]


def broken(error: BaseException) -> Iterator[Unit]:
    yield from rows()
    raise error


def folder(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("error", [Cancelled(), KeyboardInterrupt(), ValueError("ours")], ids=repr)
def test_nothing_is_left_behind(tmp_path: Path, name: str, error: BaseException) -> None:
    target = folder(tmp_path) / name
    with pytest.raises(type(error)):
        write(writer_for(target), broken(error), context(rows(), PAIR), target, overwrite=False)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_exists_is_overwritten_only_when_told(tmp_path: Path, name: str) -> None:
    target = folder(tmp_path) / name
    told = context(rows(), PAIR)
    files = writer_for(target).files(told, target)
    files[0].write_text("old")
    with pytest.raises(Exists):
        write(writer_for(target), iter(rows()), told, target, overwrite=False)
    with pytest.raises(Cancelled):
        write(writer_for(target), broken(Cancelled()), told, target, overwrite=True)
    assert [file.read_text() for file in target.parent.iterdir()] == ["old"]
    assert write(writer_for(target), iter(rows()), told, target, overwrite=True) == files
    assert sorted(target.parent.iterdir()) == sorted(files)
    assert files[0].read_bytes() != b"old"


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EACCES, ReadOnly)])
def test_what_the_system_refuses_is_worded(tmp_path: Path, number: int, kind: type[Exception]) -> None:
    target = folder(tmp_path) / "t.tsv"
    with pytest.raises(kind):
        write(writer_for(target), broken(OSError(number, "no")), context(rows(), PAIR), target, overwrite=False)
    assert list(target.parent.iterdir()) == []


def test_of_several_files_all_are_renamed_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stem = folder(tmp_path) / "stem"
    stem.with_name("stem.de").write_text("old")
    rename = os.replace

    def fails(source: Path, target: Path) -> None:
        if target.name == "stem.ar":
            raise OSError(errno.EACCES, "no")
        rename(source, target)

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(ReadOnly):
        write(writer_for(stem), iter(rows()), context(rows(), PAIR), stem, overwrite=True)
    assert {file.name: file.read_text() for file in stem.parent.iterdir()} == {"stem.de": "old"}


def test_what_a_killed_program_left_is_removed(tmp_path: Path) -> None:
    left, young, other = (tmp_path / f"t.tsv.{name}.part" for name in ("0123abcd", "89abcdef", "mine"))
    for part in (left, young, other):
        part.touch()
    for part in (left, other):
        os.utime(part, (0, 0))
    write(writer_for(tmp_path / "t.tsv"), iter(rows()), context(rows()), tmp_path / "t.tsv", overwrite=False)
    assert [part.exists() for part in (left, young, other)] == [False, True, True]


def test_a_folder_must_be_there_and_none_in_the_way(tmp_path: Path) -> None:
    told = context(rows(), PAIR)
    with pytest.raises(CorpusMissing):
        write(writer_for(tmp_path / "a.tsv"), iter(rows()), told, tmp_path / "missing" / "a.tsv", overwrite=False)
    (tmp_path / "b.tsv").mkdir()
    with pytest.raises(Unwritable, match="in the way"):
        write(writer_for(tmp_path / "b.tsv"), iter(rows()), told, tmp_path / "b.tsv", overwrite=True)


def test_a_link_keeps_pointing_where_it_points(tmp_path: Path) -> None:
    (tmp_path / "real.tsv").write_text("old")
    (tmp_path / "link.tsv").symlink_to("real.tsv")
    write(writer_for(tmp_path / "link.tsv"), iter(rows()), context(rows()), tmp_path / "link.tsv", overwrite=True)
    assert (tmp_path / "link.tsv").is_symlink()
    assert (tmp_path / "real.tsv").read_text("utf-8").startswith("de\t")


@pytest.mark.parametrize(
    ("name", "format_", "expected"),
    [
        *[("a.TMX", None, "tmx"), ("a.xliff", None, "xliff"), ("a", None, "moses"), ("a.txt", "csv", "csv")],
        *[("a.de", "Moses", "moses"), ("a", "jsonl", "json lines"), ("a.tsv", "XLSX", "xlsx")],
    ],
)
def test_the_format_follows_the_name_or_the_suffix(name: str, format_: str | None, expected: str) -> None:
    assert writer_for(Path(name), format_).name == expected


@pytest.mark.parametrize(("name", "format_", "hint"), [("a.doc", None, ".docx"), ("a.tmx", "klingon", "choose one of")])
def test_an_unknown_format_is_refused_with_a_hint(name: str, format_: str | None, hint: str) -> None:
    with pytest.raises(Unwritable, match=hint):
        writer_for(Path(name), format_)


def test_no_suffix_is_claimed_twice() -> None:
    suffixes = [suffix for one in writers() for suffix in one.suffixes]
    assert len(set(suffixes)) == len(suffixes)
