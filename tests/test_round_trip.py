"""What leaves comes back: exports of every format that carries a corpus, imported again through the command line."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

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


def printed(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


def of_pair(lines: list[dict[str, Any]], pair: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of two versions as if there were no others: counted anew, and without those that have neither."""
    kept = [{**line, "cells": {name: line["cells"][name] for name in pair if name in line["cells"]}} for line in lines]
    kept = [line for line in kept if line["cells"]]
    documents = sorted({line["document"] for line in kept})
    return [{**line, "unit": at, "document": documents.index(line["document"])} for at, line in enumerate(kept)]


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


@pytest.mark.parametrize("pair", [("de", "ja"), ("ar", "de-2"), ("ja", "ur"), ("de-2", "ru")], ids="-".join)
def test_a_pair_comes_back_from_xliff_as_it_was(
    pair: tuple[str, str], tmp_path: Path, seeds_path: Path, woven_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = seeds_path if "ur" in pair else woven_path
    back = again(corpus, tmp_path, "xlf", "--versions", ",".join(pair))
    assert printed(rows(back, capsys)) == of_pair(printed(rows(corpus, capsys)), pair)
    assert told(back) == {**told(corpus, pair), "versions": told(back)["versions"]}
    assert [one[0] for one in told(back)["versions"]] == list(pair)


def parts(path: Path) -> dict[str, bytes]:
    """The contents of a file, or of what is packed in it, without dates."""
    if path.suffix not in (".xlsx", ".docx", ".epub"):
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as package:
        found = {name: package.read(name) for name in package.namelist()}
    return {name: re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"", content) for name, content in found.items()}


@pytest.mark.parametrize("suffix", [*WHOLE, "html", "epub", "docx"])
def test_an_export_is_the_same_every_time(suffix: str, tmp_path: Path, woven_path: Path) -> None:
    once, twice = tmp_path / f"once.{suffix}", tmp_path / f"twice.{suffix}"
    assert run("export", woven_path, "-o", once) == run("export", woven_path, "-o", twice) == 0
    assert parts(once) == parts(twice)


@pytest.mark.parametrize("suffix", WHOLE)
def test_what_came_back_is_exported_as_before(suffix: str, tmp_path: Path, woven_path: Path) -> None:
    back = again(woven_path, tmp_path, suffix)
    assert run("export", back, "-o", tmp_path / f"back.{suffix}") == 0
    assert parts(tmp_path / f"back.{suffix}") == parts(tmp_path / f"out.{suffix}")
