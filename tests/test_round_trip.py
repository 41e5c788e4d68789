"""What leaves comes back: exports of every format that carries a corpus, imported again through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from woven_corpus import run, told, woven

from viewer import assets

WHOLE = ["tmx", "tsv", "csv", "xlsx", "jsonl"]


@pytest.fixture(scope="session")
def woven_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return woven(tmp_path_factory.mktemp("woven") / "woven.hexapla")


@pytest.fixture(scope="session")
def seeds_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeds") / "seeds.hexapla"
    assert run("import", assets.seeds(), "-o", path) == 0
    return path


def again(corpus: Path, folder: Path, suffix: str, *options: object) -> Path:
    """The corpus after an export and an import."""
    file, back = folder / f"out.{suffix}", folder / "back.hexapla"
    assert run("export", corpus, "-o", file, *options) == 0
    assert run("import", file, "-o", back) == 0
    return back


def rows(corpus: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run("rows", corpus, "--json") == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("suffix", WHOLE)
@pytest.mark.parametrize("name", ["seeds_path", "woven_path"])
def test_a_corpus_comes_back_as_it_was(
    name: str, suffix: str, tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus: Path = request.getfixturevalue(name)
    back = again(corpus, tmp_path, suffix)
    assert rows(back, capsys) == rows(corpus, capsys)
    digits = 4 if suffix == "jsonl" else 9
    assert told(back, digits=digits) == told(corpus, digits=digits)
