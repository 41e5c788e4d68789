"""`hexapla equivalents`."""

import json
from pathlib import Path

import pytest

from viewer.cli import main

ROWS = [
    ("In Can Tho 2016", "Em Can Tho, 2016"),
    ("Can Tho liegt dort", "Can Tho fica lá"),
    ("eine Stadt", "uma cidade"),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = ["de\tpt", *("\t".join(row) for row in ROWS)]
    (tmp_path / "t.tsv").write_text("\n".join(rows), encoding="utf-8")
    assert main(["import", str(tmp_path / "t.tsv"), "-o", str(tmp_path / "c.hexapla")]) == 0
    return tmp_path / "c.hexapla"


def test_names_version_text_rows_and_score(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["equivalents", str(corpus), "de:Can Tho", "--json"]) == 0
    (found,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert list(found) == ["version", "text", "rows", "score"]
    assert (found["version"], found["text"], found["rows"]) == ("pt", "Can Tho", 2)
    assert found["score"] > 0


def test_says_the_same_to_people(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["equivalents", str(corpus), "de:Can Tho"]) == 0
    assert capsys.readouterr().out == "pt\n  Can Tho  2 rows  4\n"


def test_nothing_to_say_is_no_failure(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["equivalents", str(corpus), "de:Einhorn", "--json"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("term", "code"), [("Stadt", 2), ("de:", 2), ("fr:ville", 1)])
def test_refuses_what_names_no_version_or_no_term(corpus: Path, term: str, code: int) -> None:
    assert main(["equivalents", str(corpus), term]) == code
