from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from viewer.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process: exit code, stdout, stderr."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def shelf(tmp_path: Path, run: Run) -> Path:
    """A folder with two corpora: Flüsse (de, en) and Seen (de, fr)."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    for name, rows in {
        "rivers": "de\ten\nDer Fluss\tThe river\nDie Stadt am Fluss\tThe city by the river\n",
        "seas": "de\tfr\nDer See\tLe lac\nDer Fluss in den See\tLa rivière\n",
    }.items():
        (tmp_path / f"{name}.tsv").write_text(rows, encoding="utf-8")
        assert run("import", tmp_path / f"{name}.tsv", "-o", folder / f"{name}.hexapla")[0] == 0
    return folder


def test_every_corpus_of_a_folder_says_what_it_has(run: Run, shelf: Path) -> None:
    code, out, err = run("everywhere", "fluss", shelf, "--limit", "1")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"rivers  2 rows, de 2, en 0  {shelf / 'rivers.hexapla'}",
        "  0  de  Der [Fluss]",
        f"seas  1 row, de 1, fr 0  {shelf / 'seas.hexapla'}",
        "  1  de  Der [Fluss] in den See",
    ]


def test_one_that_cannot_be_searched_is_told_and_the_others_go_on(run: Run, shelf: Path) -> None:
    code, out, err = run("everywhere", "en:river", shelf / "gone.hexapla", shelf, "--json", "--limit", "1")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 3
    assert "no such file" in err
    assert [(answer["title"], answer["units"], answer["hits"]) for answer in answers] == [
        ("gone", None, None), ("rivers", 2, {"en": 2}), ("seas", 0, {"de": 0, "fr": 0})
    ]  # fmt: skip
    (first,) = answers[1]["first"]
    assert first == {
        "document": 0, "unit": 0, "version": "en", "segment": 0, "start": 4, "stop": 9, "text": "river"
    }  # fmt: skip


def test_how_hits_are_spread_is_told_for_every_version(run: Run, shelf: Path) -> None:
    code, out, _ = run("search", shelf / "rivers.hexapla", "fluss", "--spread", "--json")
    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == [
        {"version": "de", "hits": 2, "documents": 1, "deviation": None, "stretches": [1, 1]},
        {"version": "en", "hits": 0, "documents": 0, "deviation": None, "stretches": [0, 0]},
    ]
    assert run("search", shelf / "rivers.hexapla", "-en:city", "--spread")[1] == "rows  1  1 0\n"
