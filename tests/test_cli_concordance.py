"""`hexapla search` with a list of hits that is sorted, shortened, picked from and written as a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from viewer.cli import main

TMX = """<tmx version="1.4"><header srclang="de"/><body>
<tu creationid="Ann" creationdate="20240110T000000Z">{0}</tu>
<tu creationid="Bob" creationdate="20240531T000000Z">{1}</tu>
<tu creationid="Ann" creationdate="20250101T000000Z">{0}</tu>
</body></tmx>"""
TUV = '<tuv xml:lang="{}"><seg>{}</seg></tuv>'


@pytest.fixture
def corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    rows = [
        TUV.format("de", "die Stadt zuletzt") + TUV.format("ar", "مدينة"),
        TUV.format("de", "Stadt am Fluss") + TUV.format("ar", "المدينة"),
    ]
    (tmp_path / "m.tmx").write_text(TMX.format(*rows), "utf-8")
    path = tmp_path / "c.hexapla"
    assert main(["import", str(tmp_path / "m.tmx"), "-o", str(path)]) == 0
    capsys.readouterr()
    return path


def found(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, object]]:
    assert main(["search", *map(str, arguments), "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("options", "units"),
    [
        (["--sort", "after"], [1, 0, 2]),
        (["--sort", "after", "--descending"], [0, 2, 1]),
        (["--sort", "before"], [1, 0, 2]),
        (["--descending"], [2, 1, 0]),
        (["--sort", "length", "--limit", "1"], [1]),
        (["--collapse"], [0, 1]),
        (["--said", "author=ann"], [0, 2]),
        (["--said", "author=ann", "--since", "created=2025"], [2]),
        (["--until", "created=2024-05-31"], [0, 1]),
        (["--since", "created=2026"], []),
    ],
)
def test_hits_come_as_they_are_wanted(
    corpus: Path, capsys: pytest.CaptureFixture[str], options: list[str], units: list[int]
) -> None:
    assert [hit["unit"] for hit in found(capsys, corpus, "stadt", *options)] == units


def test_a_hit_that_was_sorted_is_the_same_hit(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = found(capsys, corpus, "stadt", "--kwic", "4")
    assert found(capsys, corpus, "stadt", "--kwic", "4", "--sort", "reading") == plain
    (first, _) = found(capsys, corpus, "stadt", "--collapse")
    assert first["times"] == 2
    rows = found(capsys, corpus, "-de:x")
    assert found(capsys, corpus, "-de:x", "--sort", "version") == rows


def test_people_read_how_often_a_line_stands_there(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", str(corpus), "stadt", "--collapse", "--kwic", "4"]) == 0
    assert capsys.readouterr().out == "2 x  0  de 0:4  die [Stadt] zul\n1 x  1  de 1:0  [Stadt] am \n"


def test_hits_are_written_as_a_file(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = corpus.with_name("hits.tsv")
    asked = ["search", str(corpus), "stadt", "-o", str(target), "--sort", "after", "--limit", "2"]
    assert main(asked) == 0
    assert capsys.readouterr().out == f"{target}: tsv, 2 lines\n"
    assert target.read_text("utf-8").splitlines()[1:] == [
        "m\t1\tde\t1\t\tStadt\t am Fluss\tالمدينة",
        "m\t0\tde\t0\tdie \tStadt\t zuletzt\tمدينة",
    ]
    assert main(asked) == 1
    assert "--force" in capsys.readouterr().err
    assert main([*asked, "--force", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "files": [str(target)], "format": "tsv", "lines": 2, "warnings": []
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--said", "author"], 1, "the kinds here are author"),
        (["--said", "editor=x"], 1, "the kinds here are author"),
        (["--since", "created=May"], 1, "a date is written as"),
        (["-o", "hits.pdf"], 1, "tsv, xlsx, html, tmx"),
        (["--sort", "colour"], 2, "invalid choice"),
        (["--count", "--collapse"], 2, "--count"),
    ],
)
def test_what_cannot_be_done_is_said(
    corpus: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: int, words: str
) -> None:
    assert main(["search", str(corpus), "stadt", *options]) == code
    assert words in capsys.readouterr().err
