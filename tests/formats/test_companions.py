"""Files that a file names: found where archives lay them, never outside of what was given."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from viewer.errors import Unreadable
from viewer.formats.companions import Companions


def made(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def opened(folder: Path, name: str, beside: str, *given: str) -> str:
    paths = [folder / one for one in given] or [folder]
    found = Companions(paths).open(name, folder / beside)
    return found.path.relative_to(folder).as_posix()


def test_a_name_counts_from_the_folder_of_the_file_packed_or_not(tmp_path: Path) -> None:
    made(tmp_path, "x/al.xml", "x/de/a.xml", "x/en/a.xml.gz")
    assert opened(tmp_path, "de/a.xml", "x/al.xml") == "x/de/a.xml"
    assert opened(tmp_path, "de/a.xml.gz", "x/al.xml") == "x/de/a.xml"
    assert opened(tmp_path, "en/a.xml", "x/al.xml") == "x/en/a.xml.gz"


def test_a_file_given_by_itself_opens_what_is_in_its_folder(tmp_path: Path) -> None:
    made(tmp_path, "x/al.xml", "x/de/a.xml", "a.xml")
    assert opened(tmp_path, "de/a.xml", "x/al.xml", "x/al.xml") == "x/de/a.xml"
    with pytest.raises(Unreadable, match="no such file"):
        opened(tmp_path, "../a.xml", "x/al.xml", "x/al.xml")


def test_names_may_lead_upwards_within_the_folder_that_was_given(tmp_path: Path) -> None:
    made(tmp_path, "links/al.xml", "de/a.xml")
    assert opened(tmp_path, "../de/a.xml", "links/al.xml") == "de/a.xml"
    assert opened(tmp_path, "de/a.xml", "links/al.xml") == "de/a.xml"


def test_names_are_found_by_their_end_in_other_folders(tmp_path: Path) -> None:
    made(tmp_path, "al/al.xml", "Books/xml/de/a.xml", "Books/xml/en/a.xml")
    assert opened(tmp_path, "en/a.xml.gz", "al/al.xml") == "Books/xml/en/a.xml"
    assert opened(tmp_path, r"C\en\a.xml", "al/al.xml") == "Books/xml/en/a.xml"
    with pytest.raises(Unreadable, match="several files are called so"):
        opened(tmp_path, "a.xml", "al/al.xml")


def test_other_given_files_are_found_by_name(tmp_path: Path) -> None:
    made(tmp_path, "p/al.xml", "q/a.xml", "r/b.xml")
    assert opened(tmp_path, "de/a.xml", "p/al.xml", "p/al.xml", "q/a.xml") == "q/a.xml"
    with pytest.raises(Unreadable, match="no such file"):
        opened(tmp_path, "de/b.xml", "p/al.xml", "p/al.xml", "q/a.xml")


def test_the_same_name_in_the_folder_of_another_language_is_not_meant(tmp_path: Path) -> None:
    made(tmp_path, "al.xml", "p/de/a.xml")
    with pytest.raises(Unreadable, match="no such file"):
        opened(tmp_path, "q/en/a.xml", "al.xml")


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "..",
        "",
        "C:/a.xml",
        r"\\host\a.xml",
        "x\0y",
        "../../../etc/passwd",
        "a" * 2_000,
        "file:///etc/passwd",
    ],
)
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    made(tmp_path, "x/al.xml")
    with pytest.raises(Unreadable):
        Companions([tmp_path / "x"]).open(name, tmp_path / "x" / "al.xml")


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    made(tmp_path, "in/al.xml", "in/de/a.xml", "out/secret.xml")
    (tmp_path / "in" / "b.xml").symlink_to(tmp_path / "out" / "secret.xml")
    (tmp_path / "in" / "fr").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "c.xml").symlink_to(tmp_path / "in" / "de" / "a.xml")
    for name in ("b.xml", "fr/secret.xml", "secret.xml"):
        with pytest.raises(Unreadable):
            Companions([tmp_path / "in"]).open(name, tmp_path / "in" / "al.xml")
    assert Companions([tmp_path / "in"]).open("c.xml", tmp_path / "in" / "al.xml").data == b"de/a.xml".replace(
        b"de/a", b"in/de/a"
    )


def test_pipes_and_folders_are_not_opened(tmp_path: Path) -> None:
    made(tmp_path, "al.xml", "d.xml/a")
    os.mkfifo(tmp_path / "p.xml")
    for name in ("p.xml", "d.xml"):
        with pytest.raises(Unreadable, match="no such file"):
            Companions([tmp_path]).open(name, tmp_path / "al.xml")
