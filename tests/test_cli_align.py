"""Aligning files without a corpus, and scoring rows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repair.conftest import build, shown
from viewer import assets, repair
from viewer.cli import main
from viewer.corpus import Corpus
from viewer.model import VersionId
from viewer.repair import Way

GOLD = "#de\tpt\n0\t0\n1\t1,2\n2\t-\n"
ROWS = "#de\tpt\tconfidence\n0\t0\t0.9\n1\t1\t0.5\n2\t2\t0.1\n"


def test_files_become_rows(tmp_path: Path, shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "rows.tsv"
    files = [str(assets.seeds() / f"{tag}.txt") for tag in ("de", "pt", "ar", "ja", "ur")]
    assert main(["align", *files, "-o", str(target), "--level", "paragraph", "--no-lexicon"]) == 0
    header, *rows = target.read_text(encoding="utf-8").splitlines()
    assert header == "#de\tpt\tar\tja\tur\tconfidence"
    assert all(0 <= float(row.split("\t")[5]) <= 1 for row in rows)
    assert main(["evaluate", str(shared_data / "gold" / "seeds.tsv"), str(target)]) == 0
    assert capsys.readouterr().out == "strict P 1.000 R 1.000 F 1.000   lax P 1.000 R 1.000 F 1.000   unit F 1.000\n"


def test_versions_of_one_language_are_numbered(tmp_path: Path) -> None:
    for name in ("a.de.txt", "b.de.txt", "c.txt"):
        (tmp_path / name).write_text("1\n2\n", encoding="utf-8")
    files = [str(tmp_path / name) for name in ("a.de.txt", "b.de.txt", "c.txt")]
    assert main(["align", *files, "-o", str(tmp_path / "rows.tsv")]) == 0
    assert (tmp_path / "rows.tsv").read_text(encoding="utf-8").splitlines()[0] == "#de\tde-2\tc\tconfidence"


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "rows.tsv"
    target.write_text("mine")
    files = [str(assets.seeds() / "de.txt"), str(assets.seeds() / "ja.txt")]
    assert main(["align", *files, "-o", str(target)]) == 1
    assert target.read_text() == "mine"
    assert main(["align", *files, str(target), "-o", str(target), "--force"]) == 1
    assert "one of the files to import" in capsys.readouterr().err
    assert main(["align", *files, "-o", str(target), "--force"]) == 0
    assert target.read_text(encoding="utf-8").startswith("#de\tja")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["{seed}", "-o", "r"], 2), (["{seed}", "{none}", "-o", "r"], 1), (["{seed}", "{seed}"], 2), (["{seed}"], 1)],
)
def test_what_cannot_be_aligned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    names = {"seed": str(assets.seeds() / "de.txt"), "none": "none.txt"}
    assert main(["align", *(argument.format_map(names) for argument in arguments)]) == code
    assert not (tmp_path / "r").exists()


def test_scores_are_those_of_the_tool(tmp_path: Path, shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tool = shared_data.parent / "tools" / "alignment_cases.py"
    for name, text in (("gold.tsv", GOLD), ("rows.tsv", ROWS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / "gold.tsv"), str(tmp_path / "rows.tsv")]
    expected = subprocess.run([sys.executable, str(tool), "score", *files], capture_output=True, text=True, check=True)
    assert main(["evaluate", *files]) == 0
    assert capsys.readouterr().out.strip() == expected.stdout.strip()


def test_scores_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gold.tsv").write_text(GOLD, encoding="utf-8")
    assert main(["evaluate", str(tmp_path / "gold.tsv"), str(tmp_path / "gold.tsv"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["lax"]["f1"] == 1.0
    assert found["units"] is None


@pytest.mark.parametrize("content", [None, "", "0\t1\n", "#de\n0\n", "#de\tpt\n0\n", "#de\tpt\nx\ty\n"])
def test_what_is_no_rows_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    if content is not None:
        (tmp_path / "gold.tsv").write_text(content, encoding="utf-8")
    (tmp_path / "rows.tsv").write_text(ROWS, encoding="utf-8")
    assert main(["evaluate", str(tmp_path / "gold.tsv"), str(tmp_path / "rows.tsv")]) == 1
    assert capsys.readouterr().err.startswith("hexapla: ")


def test_a_corpus_is_aligned_again_except_for_what_is_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(tmp_path / "made.hexapla")
    with Corpus.open(path) as corpus:
        repair.shift(corpus, corpus.segments_at(VersionId("pt"), [2])[0].id, Way.DOWN)
        repair.shift(corpus, corpus.segments_at(VersionId("ar"), [10])[0].id, Way.DOWN)
        repair.confirm(corpus, 0, corpus.unit_count, on=False)
        repair.confirm(corpus, 10, 11)
        confirmed = corpus.units(10, 11)[0].cells
        assert main(["align", str(path), "--document", "0"]) == 0
        assert capsys.readouterr().out == "1 document changed, 4 new rows; undo takes it back\n"
        assert shown(corpus)[:6] == [(str(k), str(k), str(k)) for k in range(6)]
        assert main(["align", str(path), "--versions", "de,ar", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["documents"] == 1
        assert confirmed in [unit.cells for unit in corpus.units(0, corpus.unit_count)]
        assert main(["align", str(path)]) == 0
        assert capsys.readouterr().out == "nothing was different\n"


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--document", "7"], 1), (["--versions", "fr"], 1), (["-o", "rows.tsv"], 2), (["--level", "sentence"], 2)],
)
def test_what_is_not_in_a_corpus_is_refused(tmp_path: Path, options: list[str], code: int) -> None:
    assert main(["align", str(build(tmp_path / "made.hexapla")), *options]) == code


def test_sentences_of_paragraphs_are_counted_through_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.de.txt").write_text("Anna kam 1956. Sie blieb lange.\n\nBoris ging 1960. Schade.\n", "utf-8")
    (tmp_path / "a.en.txt").write_text("Anna came in 1956. She stayed long.\nBoris left in 1960. A pity.\n", "utf-8")
    files = [str(tmp_path / name) for name in ("a.de.txt", "a.en.txt")]
    assert main(["align", *files, "-o", str(tmp_path / "rows.tsv"), "--level", "sentence"]) == 0
    rows = [line.split("\t")[:2] for line in (tmp_path / "rows.tsv").read_text("utf-8").splitlines()]
    assert rows == [["#de", "en"], ["0", "0"], ["1", "1"], ["2", "2"], ["3", "3"]]
