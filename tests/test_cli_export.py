"""`hexapla export` as a contract: what it writes, says, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copy2

import pytest

from viewer import assets
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
def corpus(tmp_path: Path, run: Run) -> Path:
    """Three rows in three versions: de, ar, de-2."""
    rows = "id\tde\tar\tde\n1\tHallo Welt\tمرحبا بالعالم\tGuten Tag\n2\tDie Welt\t\tEine Welt\n3\t\tعالم\t\n"
    (tmp_path / "t.tsv").write_text(rows, encoding="utf-8")
    assert run("import", tmp_path / "t.tsv", "-o", tmp_path / "c.hexapla")[0] == 0
    return tmp_path / "c.hexapla"


def test_json_lines_are_info_and_rows(run: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "seeds.hexapla"
    assert run("import", assets.seeds() / "de.txt", assets.seeds() / "ar.txt", "-o", corpus)[0] == 0
    assert run("export", corpus, "-o", tmp_path / "o.jsonl")[0] == 0
    expected = run("info", corpus, "--json")[1] + run("rows", corpus, "--json")[1]
    assert (tmp_path / "o.jsonl").read_text("utf-8") == expected


def test_it_says_what_was_written(run: Run, corpus: Path, tmp_path: Path) -> None:
    code, out, err = run("export", corpus, "-o", tmp_path / "o.tmx")
    assert (code, out, err) == (0, f"{tmp_path / 'o.tmx'}: tmx, 3 rows, de ar de-2\n", "")
    code, out, _ = run("export", corpus, "-o", tmp_path / "stem", "--versions", "de-2,ar", "--rows", "0-1", "--json")
    assert json.loads(out) == {
        "files": [str(tmp_path / "stem.de-2"), str(tmp_path / "stem.ar")],
        "format": "moses",
        "versions": ["de-2", "ar"],
        "units": 2,
        "warnings": [],
    }
    assert (tmp_path / "stem.de-2").read_text("utf-8") == "Guten Tag\nEine Welt\n"


def test_rows_with_hits(run: Run, corpus: Path, tmp_path: Path) -> None:
    assert run("export", corpus, "-o", tmp_path / "o.csv", "--query", "welt", "--versions", "ar,de")[0] == 0
    lines = (tmp_path / "o.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[:2] for line in lines] == [["ar", "de"], ["مرحبا بالعالم", "Hallo Welt"], ["", "Die Welt"]]


def test_nothing_found_is_done(run: Run, corpus: Path, tmp_path: Path) -> None:
    code, out, _ = run("export", corpus, "-o", tmp_path / "o.tmx", "--query", "nirgends")
    assert (code, "0 rows" in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "o.xlf"], "choose two versions"),
        (["-o", "o.doc"], "the suffixes are"),
        (["-o", "o.tmx", "--format", "klingon"], "choose one of"),
        (["-o", "o.tmx", "--versions", "fr"], "the versions are de, ar, de-2"),
        (["-o", "o.tmx", "--rows", "1-3"], "there is no row 3"),
        (["-o", "o.tmx", "--document", "1"], "there is no document 1"),
        (["-o", "o.tmx", "--layout", "lines"], "it has no such layout"),
        (["-o", "missing/o.tmx"], "no such file"),
        (["-o", "c.hexapla", "--format", "tsv", "--force"], "the corpus itself"),
        (["-o", "other.hexapla", "--format", "tsv", "--force"], "choose another name"),
        (["-o", "t.tsv"], "--force"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_what_cannot_be_written_is_refused(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(corpus.parent)
    copy2("c.hexapla", "other.hexapla")
    before = {path: path.read_bytes() for path in corpus.parent.iterdir() if path.is_file()}
    code, out, err = run("export", "c.hexapla", *arguments)
    assert (code, out) == (1, "")
    assert err.startswith("hexapla: ")
    assert said in err
    assert {path: path.read_bytes() for path in corpus.parent.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("folder", [".", "/", ".."])
def test_a_folder_is_no_name_of_a_file(run: Run, corpus: Path, folder: str) -> None:
    code, _, err = run("export", corpus, "-o", folder)
    assert code == 1
    assert "it is a folder; say what the file in it is to be called" in err


def test_force_overwrites(run: Run, corpus: Path, tmp_path: Path) -> None:
    assert run("export", corpus, "-o", tmp_path / "t.tsv", "--force")[0] == 0
    assert (tmp_path / "t.tsv").read_text("utf-8").startswith("de\tar\tde-2\thexapla:document")


def test_warnings_are_on_stderr(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("de,en\na\x1bb,c\n", encoding="utf-8")
    assert run("import", tmp_path / "a.csv", "-o", tmp_path / "c.hexapla")[0] == 0
    code, _, err = run("export", tmp_path / "c.hexapla", "-o", tmp_path / "o.html")
    assert (code, err) == (
        0,
        "hexapla: 1 control character written as symbols, forbidden in the format (first at row 0)\n",
    )


def test_formats_says_what_is_written(run: Run) -> None:
    known = {one["name"].lower(): one for one in map(json.loads, run("formats", "--json")[1].splitlines())}
    assert known["plain text"]["writes"] is False
    written = {suffix for one in known.values() if one["writes"] for suffix in one["suffixes"]}
    assert written >= set(".tmx .xlf .tsv .csv .xlsx .html .epub .docx .jsonl .pdf".split())
    assert known["moses"]["writes"] is True


def test_pages_need_no_display(run: Run, corpus: Path, tmp_path: Path) -> None:
    code, out, err = run("export", corpus, "-o", tmp_path / "o.pdf", "--layout", "lines", "--paper", "A5")
    assert (code, out, err) == (0, f"{tmp_path / 'o.pdf'}: pdf, 3 rows, de ar de-2\n", "")
    assert (tmp_path / "o.pdf").read_bytes().startswith(b"%PDF-1.")


def test_without_a_display_a_process_of_its_own_writes_pdf(corpus: Path, tmp_path: Path) -> None:
    bare = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    command = [sys.executable, "-m", "viewer", "export", str(corpus), "-o", str(tmp_path / "o.pdf")]
    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "o.pdf").read_bytes().rstrip().endswith(b"%%EOF")


def test_furniture_can_be_left_out(run: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "seeds.hexapla"
    assert run("import", assets.seeds(), "-o", corpus)[0] == 0
    assert run("export", corpus, "-o", tmp_path / "o.jsonl", "--no-furniture")[0] == 0
    head, *rows = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text("utf-8").splitlines()]
    kinds = {segment["kind"] for row in rows for cell in row["cells"].values() for segment in cell}
    assert "furniture" not in kinds
    assert head["units"] == len(rows) < 43
    assert [one["segments"] for one in head["versions"]] == [
        sum(len(row["cells"].get(one["id"], ())) for row in rows) for one in head["versions"]
    ]


def test_sentences_are_written_where_they_are_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("id\tde\ten\n1\tJa. Nein.\tYes. No.\n", encoding="utf-8")
    corpus = tmp_path / "c.hexapla"
    assert run("import", tmp_path / "t.tsv", "-o", corpus)[0] == 0
    assert run("export", corpus, "-o", tmp_path / "o.tmx", "--level", "sentence")[1].endswith("tmx, 2 rows, de en\n")
    assert 'segtype="sentence"' in (tmp_path / "o.tmx").read_text("utf-8")
    code, _, err = run("export", corpus, "-o", tmp_path / "o.pdf", "--level", "sentence")
    assert code == 1
    assert "its rows are paragraphs; for sentences choose one of csv, moses" in err
