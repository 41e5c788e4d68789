"""XLSX, read back with openpyxl."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from written_rows import COLUMNS, annotated, cells_from, cells_of, rows, written

from viewer.errors import Unwritable
from viewer.formats.draft import Caution
from viewer.formats.marks import read_confidence


def test_every_row_comes_back(tmp_path: Path) -> None:
    units = rows()
    written(tmp_path / "t.xlsx", units)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    header, *lines = [["" if value is None else str(value) for value in row] for row in sheet.values]
    width = len(COLUMNS)
    assert header[:width] == list(COLUMNS)
    for unit, line in zip(units, lines, strict=True):
        assert cells_from(dict(zip(COLUMNS, line[:width], strict=True)), line[-3]) == cells_of(unit)
        assert (int(line[width]), line[width + 1]) == (unit.document, unit.status)
        assert read_confidence(line[width + 2]) == unit.confidence


def test_nothing_is_a_formula_and_arabic_reads_from_the_right(tmp_path: Path) -> None:
    written(tmp_path / "t.xlsx", rows([{"de": ["=1+1"], "ar": ["=نص"]}]), ["de", "ar"])
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    german, arabic = sheet["A2"], sheet["B2"]
    assert (german.value, german.data_type, arabic.data_type) == ("=1+1", "s", "s")
    assert (arabic.alignment.horizontal, arabic.alignment.readingOrder) == ("right", 2)
    assert (german.alignment.horizontal, german.alignment.readingOrder) == ("left", 1)
    assert [sheet.column_dimensions[letter].hidden for letter in "ABCF"][:3] == [False, False, True]


def test_what_a_cell_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="row 1 has more"):
        written(tmp_path / "t.xlsx", rows([{"de": ["a"]}, {"de": ["😀" * 16_384]}]), ["de"])
    assert list(tmp_path.glob("t.*")) == []


def test_readings_are_furigana_counted_in_utf16(tmp_path: Path) -> None:
    written(tmp_path / "t.xlsx", annotated([("𠮷", []), ("𠮷野<家", [(1, 2, "ruby", "の"), (3, 4, "ruby", "<や")])]))
    with zipfile.ZipFile(tmp_path / "t.xlsx") as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert '<rPh sb="5" eb="6"><t>の</t></rPh><rPh sb="7" eb="8"><t>&lt;や</t></rPh></is>' in sheet


def test_more_annotations_than_a_cell_holds_are_left_out_and_told(tmp_path: Path) -> None:
    told = written(tmp_path / "t.xlsx", annotated([("ab", [(0, 1, "note", "x" * 40_000)])]))
    assert [(one.key, one.place) for one in told.cautions.all()] == [(Caution.ANNOTATIONS_LEFT_OUT, "row 0")]
