"""TMX, checked against the rules of its DTD and read back with two parsers."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree
from written_rows import COLUMNS, cells_of, rows, written

from viewer.formats.draft import Caution
from viewer.formats.marks import parts, read_confidence

LANG = "{http://www.w3.org/XML/1998/namespace}lang"

RULES = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #REQUIRED>
<!ELEMENT header (note | prop | ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED
  srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT note (#PCDATA)> <!ELEMENT ude EMPTY>
<!ELEMENT body (tu*)>
<!ELEMENT tu ((note | prop)*, tuv+)> <!ATTLIST tu tuid CDATA #IMPLIED>
<!ELEMENT tuv ((note | prop)*, seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)>
"""


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


def test_it_is_valid(tmp_path: Path) -> None:
    written(tmp_path / "t.tmx", rows())
    parsed = etree.parse(str(tmp_path / "t.tmx"))
    assert parsed.docinfo.doctype == '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    rules = etree.DTD(io.StringIO(RULES))
    assert rules.validate(parsed), rules.error_log


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
