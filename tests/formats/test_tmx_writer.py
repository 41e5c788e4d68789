"""TMX, checked against the rules of its DTD and read back with two parsers."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree
from written_rows import COLUMNS, annotated, cells_of, rows, written

from viewer.formats.draft import Caution
from viewer.formats.marks import parts, read_confidence
from viewer.formats.registry import read
from viewer.formats.source import SourceFile
from viewer.formats.tmx_units import ATTRIBUTES
from viewer.model import Unit

LANG = "{http://www.w3.org/XML/1998/namespace}lang"

RULES = Path(__file__).parents[1] / "data" / "tmx-1.4b.dtd"


def properties(element: ElementTree.Element) -> dict[str, str]:
    return {str(one.get("type")).removeprefix("x-hexapla-"): one.text or "" for one in element.findall("prop")}


def test_every_row_comes_back(tmp_path: Path) -> None:
    units = rows(documents=[0, 0, 0, 1, 1, 1])
    written(tmp_path / "t.tmx", units)
    found = ElementTree.parse(tmp_path / "t.tmx").findall("body/tu")
    for unit, tu in zip(units, found, strict=True):
        told = properties(tu)
        assert (told["document"], told["status"]) == (str(unit.document), unit.status)
        assert read_confidence(told.get("confidence", "")) == unit.confidence
        cells = {}
        for tuv in tu.findall("tuv"):
            marked = properties(tuv)
            cell = parts(tuv.findtext("seg", ""), marked.get("segments", ""))
            assert cell is not None
            cells[marked.get("version", tuv.get(LANG))] = [(part.kind, part.text) for part in cell]
        assert cells == cells_of(unit)


NOTED: list[tuple[int, int, str, str]] = [
    *((0, 5, kind, "x") for kind in ATTRIBUTES.values()),
    *((0, 5, kind, "y") for kind in ATTRIBUTES.values()),
    (0, 5, "segment-type", "phrase"),
    *((0, 5, kind, "<&>") for kind in ("note", "prop:x-client", "prop:", "header-note", "header-prop:p", "ruby")),
    (1, 1, "inline-code", '<bpt i="1" x="2">&lt;b&gt;</bpt>'),
    (2, 2, "inline-code", '<ph assoc="p">&lt;img <sub type="alt">ein <hi>Bild</hi></sub></ph>'),
    (2, 2, "sub-flow", "ein Bild"),
    *((3, 3, "inline-code", code) for code in ("<ept/>", "<x/>", "<ph><x/></ph>", '<it pos="?"/>', "<ph", "ph", "")),
]


@pytest.mark.parametrize(
    "units", [rows(), annotated([("Hallo", NOTED)]), annotated([("Hallo", NOTED), ("Hallo", NOTED[:9]), ("", [])])]
)
def test_it_is_valid(tmp_path: Path, units: list[Unit]) -> None:
    written(tmp_path / "t.tmx", units)
    parsed = etree.parse(str(tmp_path / "t.tmx"))
    assert parsed.docinfo.doctype == '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    rules = etree.DTD(file=str(RULES))
    assert rules.validate(parsed), rules.error_log


def test_annotations_are_the_attributes_notes_and_codes_that_tmx_has(tmp_path: Path) -> None:
    written(tmp_path / "t.tmx", annotated([("Hallo", NOTED)]))
    root = ElementTree.parse(tmp_path / "t.tmx").getroot()
    tu, header = root.find("body/tu"), root.find("header")
    assert tu is not None
    assert header is not None
    assert dict(tu.attrib) == {**dict.fromkeys(ATTRIBUTES, "x"), "segtype": "phrase"}
    assert [(one.tag, one.get("type"), one.text) for one in tu][:2] == [
        ("note", None, "<&>"),
        ("prop", "x-client", "<&>"),
    ]
    assert [one.text for one in header.findall("note")] == ["<&>"]
    assert [child.tag for child in tu.iterfind("tuv/seg/*")] == ["bpt", "ph"]
    assert "".join(tu.find("tuv/seg/ph").itertext()) == "<img ein Bild"  # type: ignore[union-attr]


def test_annotations_come_back_from_it(tmp_path: Path) -> None:
    written(tmp_path / "t.tmx", annotated([("Hallo", NOTED)]))
    (document,) = read(SourceFile.open(tmp_path / "t.tmx")).documents
    (segment,) = (one for text in document.texts for one in text.segments(""))
    assert sorted((one.start, one.stop, one.kind, one.value) for one in segment.annotations) == sorted(NOTED)


def test_the_header_names_source_titles_and_labels(tmp_path: Path) -> None:
    written(tmp_path / "t.tmx", rows())
    header = ElementTree.parse(tmp_path / "t.tmx").find("header")
    assert header is not None
    assert header.get("srclang") == "de"
    labels = [one.text for one in header.findall("prop[@type='x-hexapla-version-label']")]
    assert labels == [f"{column} {column.upper()}" for column in COLUMNS]
    assert properties(header)["document-title"] == "Works & days 0"


def test_rows_without_a_text_are_left_out(tmp_path: Path) -> None:
    written(tmp_path / "t.tmx", rows([{"de": ["a"]}, {}, {"de": ["b"]}]), ["de"])
    assert [seg.text for seg in ElementTree.parse(tmp_path / "t.tmx").iter("seg")] == ["a", "b"]


@pytest.mark.parametrize("name", ["t.tmx", "t.html", "t.docx", "t.xlsx", "t.epub"])
def test_what_xml_forbids_is_shown_and_told(tmp_path: Path, name: str) -> None:
    told = written(tmp_path / name, rows([{"de": ["a"]}, {"de": ["a\x00b\x1bc\ufffe"]}]), ["de"])
    (warning,) = told.cautions.all()
    assert (warning.key, warning.count, warning.place) == (Caution.CONTROLS_SHOWN, 3, "row 1")
    if name == "t.tmx":
        segs = [seg.text for seg in ElementTree.parse(tmp_path / name).iter("seg")]
        assert segs == ["a", "a\u2400b\u241bc\ufffd"]


def test_a_carriage_return_survives(tmp_path: Path) -> None:
    written(tmp_path / "t.tmx", rows([{"de": ["a\r\nb\rc"]}]), ["de"])
    assert [seg.text for seg in ElementTree.parse(tmp_path / "t.tmx").iter("seg")] == ["a\r\nb\rc"]
