"""XLIFF 2.1, read back with lxml."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from written_rows import annotated, cells_of, rows, written

from viewer.errors import Unwritable
from viewer.formats.marks import parts, read_confidence
from viewer.formats.registry import read
from viewer.formats.source import SourceFile
from viewer.model import Unit

NAMES = {"x": "urn:oasis:names:tc:xliff:document:2.0", "m": "urn:oasis:names:tc:xliff:metadata:2.0"}
PAIR = ["de", "ar"]
RULES = Path(__file__).parents[1] / "data" / "xliff-2.1.rng"
NOTED = [(0, 1, "note", " eins\n<zwei>"), (0, 1, "note", "\x01"), (0, 0, "footnote", "unten"), (0, 1, "time", "1-2")]


def pairs(units: list[Unit]) -> list[Unit]:
    kept = [
        Unit(u.number, u.document, u.confidence, u.status, {v: u.cells[v] for v in u.cells if v in PAIR}) for u in units
    ]
    return [unit for unit in kept if unit.cells]


def test_every_row_of_a_pair_comes_back(tmp_path: Path) -> None:
    units = pairs(rows(documents=[0, 0, 0, 1, 1, 1]))
    written(tmp_path / "t.xlf", units, PAIR)
    root = etree.parse(str(tmp_path / "t.xlf")).getroot()
    assert dict(root.attrib) == {"version": "2.1", "srcLang": "de", "trgLang": "ar"}
    files = root.findall("x:file", NAMES)
    assert [(one.get("id"), one.get("srcDir"), one.get("trgDir")) for one in files] == [
        ("d0", "ltr", "rtl"),
        ("d1", "ltr", "rtl"),
    ]
    for unit, found in zip(units, root.iterfind("x:file/x:unit", NAMES), strict=True):
        assert [etree.QName(child).localname for child in found] == ["metadata", "segment"]
        told = {meta.get("type"): meta.text or "" for meta in found.iterfind(".//m:meta", NAMES)}
        assert (found.get("id"), told["status"]) == (f"u{unit.number}", unit.status)
        assert read_confidence(told.get("confidence", "")) == unit.confidence
        cells = {}
        for tag, version in zip(("source", "target"), PAIR, strict=True):
            text = found.findtext(f"x:segment/x:{tag}", "", NAMES) or ""
            cell = parts(text, told.get(f"{tag}-segments", ""))
            if cell:
                cells[version] = [(part.kind, part.text) for part in cell]
        assert cells == cells_of(unit)


@pytest.mark.parametrize("units", [rows(), annotated([("a\x01b", NOTED)]), annotated([("a", NOTED)], "ar")])
def test_it_is_valid(tmp_path: Path, units: list[Unit]) -> None:
    written(tmp_path / "t.xlf", pairs(units), PAIR)
    rules = etree.RelaxNG(file=str(RULES))
    assert rules.validate(etree.parse(str(tmp_path / "t.xlf"))), rules.error_log


def test_notes_are_notes_of_their_side(tmp_path: Path) -> None:
    written(tmp_path / "t.xlf", annotated([("a", NOTED)], "ar"), PAIR)
    notes = etree.parse(str(tmp_path / "t.xlf")).findall(".//x:note", NAMES)
    assert [(one.get("appliesTo"), one.text) for one in notes] == [("target", " eins\n<zwei>")]
    (document,) = read(SourceFile.open(tmp_path / "t.xlf")).documents
    (segment,) = (one for text in document.texts for one in text.segments(""))
    assert sorted((one.start, one.stop, one.kind, one.value) for one in segment.annotations) == sorted(NOTED)


def test_a_missing_source_is_empty_and_a_missing_target_is_not_there(tmp_path: Path) -> None:
    written(tmp_path / "t.xlf", rows([{"de": ["a"]}, {"ar": ["ب"]}]), PAIR)
    segments = etree.parse(str(tmp_path / "t.xlf")).findall(".//x:segment", NAMES)
    assert [[etree.QName(child).localname for child in one] for one in segments] == [["source"], ["source", "target"]]
    assert [one.get("state") for one in segments] == ["initial", "reviewed"]


def test_forbidden_characters_are_code_points(tmp_path: Path) -> None:
    told = written(tmp_path / "t.xlf", rows([{"de": ["a\x01&b"], "ar": ["ب"]}]), PAIR)
    source = etree.parse(str(tmp_path / "t.xlf")).find(".//x:source", NAMES)
    assert source is not None
    assert [(source.text, one.get("hex"), one.tail) for one in source] == [("a", "0001", "&b")]
    assert told.cautions.all() == ()


@pytest.mark.parametrize("columns", [["de"], ["de", "ar", "ja"]])
def test_any_other_number_of_versions_is_refused_with_a_hint(tmp_path: Path, columns: list[str]) -> None:
    with pytest.raises(Unwritable, match="choose two versions"):
        written(tmp_path / "t.xlf", rows(), columns)
    assert list(tmp_path.glob("t.*")) == []


def test_no_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="other rows"):
        written(tmp_path / "t.xlf", [], PAIR)
