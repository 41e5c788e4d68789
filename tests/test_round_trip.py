"""What leaves comes back: exports of every format that carries a corpus, imported again through the command line."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from woven_corpus import run, told, woven

from viewer import assets
from viewer.corpus import Corpus

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


FOREIGN_TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="Other" creationtoolversion="2" segtype="sentence" o-tmf="x" adminlang="en"
  srclang="EN-US" datatype="xml"><note>About all</note><prop type="client">Acme &amp; Co</prop></header><body>
<tu tuid="a&lt;1&gt;" creationid="anna" creationdate="20240101T000000Z" segtype="phrase" usagecount="3">
  <note>first</note><note>second</note><prop type="x-domain">law</prop>
  <tuv xml:lang="en-US" changeid="ben" changedate="20240202T000000Z"><note>on the English</note>
    <seg>Click <bpt i="1" type="bold">&lt;b&gt;</bpt>here<ept i="1">&lt;/b&gt;</ept> <ph assoc="p">&lt;img
      alt="<sub>a picture</sub>"&gt;</ph>now <hi type="term">please</hi>.</seg></tuv>
  <tuv xml:lang="de"><prop type="quality">good</prop><seg>Hier<it pos="begin">&lt;i&gt;</it> klicken.</seg></tuv></tu>
<tu><tuv xml:lang="EN_us"><seg>Twice.</seg></tuv><tuv xml:lang="de"><seg>Einmal.</seg></tuv>
  <tuv xml:lang="de"><seg>Zweimal.</seg></tuv></tu></body></tmx>
"""


def test_what_another_program_wrote_into_a_tmx_leaves_as_it_came(tmp_path: Path) -> None:
    (tmp_path / "foreign.tmx").write_text(FOREIGN_TMX, "utf-8")
    assert run("import", tmp_path / "foreign.tmx", "-o", tmp_path / "c.hexapla") == 0
    assert told(again(tmp_path / "c.hexapla", tmp_path, "tmx")) == told(tmp_path / "c.hexapla")
    before = etree.parse(str(tmp_path / "foreign.tmx")).getroot()
    after = etree.parse(str(tmp_path / "out.tmx")).getroot()
    for path in ("header/note", "header/prop", "body/tu/note", "body/tu/prop", ".//tuv/note", ".//tuv/prop"):
        said = [[(one.get("type", ""), one.text) for one in root.iterfind(path)] for root in (before, after)]
        assert [one for one in said[1] if not one[0].startswith("x-hexapla-")] == said[0]
    assert [dict(one.attrib) for one in after.iter("tu")] == [dict(one.attrib) for one in before.iter("tu")]
    theirs, ours = (
        [etree.tostring(one, with_tail=False) for one in root.iterfind(".//seg/*") if one.tag != "hi"]
        for root in (before, after)
    )
    assert ours == theirs


def test_further_columns_of_a_table_are_columns_again(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("id\tde\tja\tGenre\n7\tBerg\t山\tLyrik\n8\tFluss\t\t\n\tMeer\t海\tProsa\n", "utf-8")
    assert run("import", tmp_path / "t.tsv", "-o", tmp_path / "c.hexapla") == 0
    back = again(tmp_path / "c.hexapla", tmp_path, "csv")
    with open(tmp_path / "out.csv", encoding="utf-8", newline="") as file:
        lines = [(line["id"], line["Genre"], line["hexapla:annotations"]) for line in csv.DictReader(file)]
    assert lines == [("7", "Lyrik", ""), ("8", "", ""), ("", "Prosa", "")]
    assert told(back) == told(tmp_path / "c.hexapla")


@pytest.mark.parametrize(
    ("options", "links"),
    [
        (["--rows", "0-2"], [((0, "de", 1), (0, "ja", 4), "crossing"), ((0, "ja", 0), (0, "de", 2), "crossing")]),
        (["--rows", "1-3"], [((0, "de", 0), (0, "ar", 1), "moved"), ((0, "de", 0), (0, "ja", 3), "crossing")]),
        (["--document", "1"], [((0, "ru", 4), (0, "de", 0), "pin & <x>")]),
        (["--versions", "ja,ar"], []),
    ],
)
def test_a_part_takes_along_the_links_within_it(
    options: list[str], links: list[object], tmp_path: Path, woven_path: Path
) -> None:
    assert told(again(woven_path, tmp_path, "jsonl", *options))["links"] == links


def joined(path: Path) -> list[dict[str, str]]:
    """Every row with the text of each of its cells."""
    with Corpus.open(path, read_only=True) as corpus:
        units = corpus.units(0, corpus.unit_count)
    return [{name: " ".join(one.text for one in cell) for name, cell in unit.cells.items()} for unit in units]


def test_moses_files_come_back_row_by_row(tmp_path: Path, seeds_path: Path) -> None:
    assert run("export", seeds_path, "-o", tmp_path / "stem") == 0
    assert run("import", *sorted(tmp_path.glob("stem.*")), "-o", tmp_path / "back.hexapla") == 0
    assert joined(tmp_path / "back.hexapla") == joined(seeds_path)
