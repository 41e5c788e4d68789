"""TSV and CSV, read back with the csv module."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from written_rows import COLUMNS, cells_from, cells_of, rows, written

from viewer.formats.marks import read_confidence
from viewer.formats.registry import read
from viewer.formats.source import SourceFile

NAMES = (
    '"{""document"": ""Works & days 0"", ""corpus"": ""Title <&>"", ""versions"": {""de"": ""DE"", ""ar"": ""AR""}}"'
)


@pytest.mark.parametrize(("name", "delimiter"), [("t.tsv", "\t"), ("t.csv", ","), ("t.tab", "\t")])
def test_every_row_comes_back(tmp_path: Path, name: str, delimiter: str) -> None:
    units = rows(documents=[0, 0, 0, 1, 1, 1])
    written(tmp_path / name, units)
    with open(tmp_path / name, encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file, delimiter=delimiter, strict=True)
    own = "document status confidence segments annotations names"
    assert header == [*COLUMNS, *(f"hexapla:{name}" for name in own.split())]
    width = len(COLUMNS)
    for unit, line in zip(units, lines, strict=True):
        assert cells_from(dict(zip(COLUMNS, line[:width], strict=True)), line[-3]) == cells_of(unit)
        assert (int(line[width]), line[width + 1]) == (unit.document, unit.status)
        assert read_confidence(line[width + 2]) == unit.confidence


def test_a_tsv_without_odd_cells_is_lines_and_tabs(tmp_path: Path) -> None:
    written(tmp_path / "t.tsv", rows([{"de": ["Hallo, Welt"], "ar": ["مرحبا"]}, {"ar": ["عالم"]}]), ["de", "ar"])
    assert (tmp_path / "t.tsv").read_text("utf-8").splitlines()[1:] == [
        f"Hallo, Welt\tمرحبا\t0\tautomatic\t0.1\t\t\t{NAMES}",
        f"\tعالم\t0\tconfirmed\t{0.1 + 1 / 7!r}\t\t\t",
    ]


@pytest.mark.parametrize("name", ["t.tsv", "t.csv"])
def test_the_reader_finds_the_same_versions_and_rows(tmp_path: Path, name: str) -> None:
    written(tmp_path / name, rows())
    (document,) = read(SourceFile.open(tmp_path / name)).documents
    assert [(text.language, text.id) for text in document.texts] == [(name[:2], name) for name in COLUMNS]
    assert document.units is not None
    assert sum(1 for _ in document.units()) == 6
