"""LibreOffice opens what is exported for office programs, and shows every word of it."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, cast

import pytest
from woven_corpus import IDS, run, told, woven

OFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


def converted(corpus: Path, suffix: str, filter_: str) -> str:
    """What LibreOffice makes of an export, as text."""
    file = corpus.with_suffix(f".{suffix}")
    assert run("export", corpus, "-o", file) == 0
    target = filter_.partition(":")[0]
    profile = f"-env:UserInstallation={(corpus.parent / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", filter_, "--outdir", str(corpus.parent), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return file.with_suffix(f".{target}").read_text("utf-8-sig")


def rows(corpus: Path) -> list[Any]:
    return cast("list[Any]", told(corpus)["rows"])


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_every_cell_of_a_spreadsheet_is_shown(tmp_path: Path) -> None:
    corpus = woven(tmp_path / "c.hexapla")
    header, *lines = csv.reader(converted(corpus, "xlsx", "csv:Text - txt - csv (StarCalc):44,34,76").splitlines(True))
    assert header[: len(IDS)] == IDS
    for (*_, cells), line in zip(rows(corpus), lines, strict=True):
        for version, cell in zip(IDS, line, strict=False):
            shown = [word for *_, text in cells.get(version, ()) for word in words(text)]
            assert words(cell) == shown


def test_every_letter_of_a_document_is_shown_in_order(tmp_path: Path) -> None:
    corpus = woven(tmp_path / "c.hexapla")
    found = iter("".join(words(converted(corpus, "docx", "txt:Text (encoded):UTF8"))))
    letters = [letter for *_, cells in rows(corpus) for cell in cells.values() for *_, text in cell for letter in text]
    expected = "".join(words("".join(letters)))
    assert len(expected) > 200
    assert all(letter in found for letter in expected)  # uses up what it finds: what comes later must stand later
