"""DOCX, read back with zipfile and ElementTree."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

from written_rows import COLUMNS, annotated, cells_of, rows, written

from viewer.formats.registry import read
from viewer.formats.source import SourceFile
from viewer.model import Direction

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(path: Path) -> ElementTree.Element:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
        found = ElementTree.fromstring(package.read("word/document.xml")).find(f"{W}body")
    assert found is not None
    return found


def text(paragraph: ElementTree.Element) -> str:
    letters = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(letters.get(one.tag, one.text or "") for one in paragraph.iter() if one.tag != f"{W}p")


def test_every_cell_comes_back_in_its_direction(tmp_path: Path) -> None:
    units = rows()
    told = written(tmp_path / "t.docx", units)
    header, *lines = body(tmp_path / "t.docx").iter(f"{W}tr")
    assert [text(one) for one in header.iter(f"{W}p")] == [column.upper() for column in COLUMNS]
    for unit, line in zip(units, lines, strict=True):
        for version, cell in zip(told.versions, line.findall(f"{W}tc"), strict=True):
            paragraphs = cell.findall(f"{W}p")
            texts = [string for _, string in cells_of(unit).get(version.id, [])]
            assert [text(one) for one in paragraphs] == (texts or [""])
            assert (cell.find(f"{W}tcPr/{W}shd") is not None) == (not texts)
            from_right = version.direction is Direction.RTL
            assert all((one.find(f"{W}pPr/{W}bidi") is not None) == from_right for one in paragraphs)
            assert all((one.find(f"{W}rPr/{W}rtl") is not None) == from_right for one in cell.iter(f"{W}r"))


def test_every_run_has_its_language(tmp_path: Path) -> None:
    written(tmp_path / "t.docx", rows([{"de": ["a"], "ar": ["ب"], "ja": ["川"]}]), ["de", "ar", "ja"])
    *_, line = body(tmp_path / "t.docx").iter(f"{W}tr")
    assert [dict(one.attrib) for one in line.iter(f"{W}lang")] == [
        {f"{W}val": "de"},
        {f"{W}bidi": "ar"},
        {f"{W}eastAsia": "ja"},
    ]


def test_headings_have_styles_that_are_defined(tmp_path: Path) -> None:
    written(tmp_path / "t.docx", rows())
    used = {one.get(f"{W}val") for one in body(tmp_path / "t.docx").iter(f"{W}pStyle")}
    assert used == {"Heading1", "Heading2", "Heading3", "Furniture"}
    with zipfile.ZipFile(tmp_path / "t.docx") as package:
        styles = ElementTree.fromstring(package.read("word/styles.xml"))
    assert used <= {one.get(f"{W}styleId") for one in styles.iter(f"{W}style")}


def test_a_table_for_every_document(tmp_path: Path) -> None:
    written(tmp_path / "t.docx", rows(documents=[0, 0, 0, 1, 1, 1]))
    found = body(tmp_path / "t.docx")
    assert [len(table.findall(f"{W}tr")) for table in found.findall(f"{W}tbl")] == [4, 4]
    assert [text(one) for one in found.findall(f"{W}p")] == ["Works & days 0", "", "Works & days 1", ""]


NOTED = annotated(
    [
        (
            "漢字が読める",
            [
                (0, 2, "ruby", "かん\x01じ"),
                (1, 4, "emphasis", "strong"),
                (4, 6, "emphasis", "dots"),
                (6, 6, "footnote", "Unten <x>"),
                (3, 3, "footnote", "7"),
            ],
        )
    ],
    "ja",
)


def test_readings_emphasis_and_footnotes_are_words_own(tmp_path: Path) -> None:
    written(tmp_path / "t.docx", NOTED, ["ja"])
    cell = list(body(tmp_path / "t.docx").iter(f"{W}tc"))[-1]
    (ruby,) = cell.iter(f"{W}ruby")
    assert [text(one) for one in ruby] == ["", "かん␁じ", "漢字"]
    bold = [text(run) for run in cell.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    dotted = [text(run) for run in cell.iter(f"{W}r") if run.find(f"{W}rPr/{W}em") is not None]
    assert (bold, dotted) == (["字", "が", "読"], ["める"])
    (reference,) = cell.iter(f"{W}footnoteReference")
    with zipfile.ZipFile(tmp_path / "t.docx") as package:
        notes = ElementTree.fromstring(package.read("word/footnotes.xml"))
    own = [text(one) for one in notes if one.get(f"{W}id") == reference.get(f"{W}id")]
    assert own == [" Unten <x>"]


def test_our_own_reader_finds_them_again(tmp_path: Path) -> None:
    written(tmp_path / "t.docx", NOTED, ["ja"])
    (document,) = read(SourceFile.open(tmp_path / "t.docx")).documents
    (segment,) = (one for one in document.texts[0].segments("ja") if one.text.startswith("漢字"))
    assert segment.text == "漢字が7読める"
    assert {(one.start, one.stop, one.kind, one.value) for one in segment.annotations} == {
        (0, 2, "ruby", "かん␁じ"),
        *((1, 3, "emphasis", "bold"), (4, 5, "emphasis", "bold"), (5, 7, "emphasis", "dots")),
        (7, 7, "footnote", "Unten <x>"),
    }
