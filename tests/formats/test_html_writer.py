"""HTML, read back with lxml's parser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import html
from written_rows import COLUMNS, annotated, cells_of, context, rows, written

from viewer.formats.page_setup import Layout, PageSetup
from viewer.formats.writing import write, writer_for
from viewer.model import VersionId


def test_every_cell_has_its_text_language_and_direction(tmp_path: Path) -> None:
    units = rows()
    told = written(tmp_path / "t.html", units)
    page = html.parse(str(tmp_path / "t.html")).getroot()
    assert page.findtext("head/title") == "Title <&>"
    for unit, line in zip(units, page.iterfind(".//tbody/tr"), strict=True):
        assert line.get("id") == f"row-{unit.number}"
        for version, cell in zip(told.versions, line, strict=True):
            assert (cell.get("lang"), cell.get("dir")) == (version.language, version.direction)
            texts = [text for _, text in cells_of(unit).get(version.id, [])]
            assert [one.text for one in cell] == texts
            assert (cell.get("class") == "gap") == (not texts)


def test_titles_and_headings_are_headings(tmp_path: Path) -> None:
    written(tmp_path / "t.html", rows())
    page = html.parse(str(tmp_path / "t.html")).getroot()
    assert [one.text for one in page.iterfind(".//td/h3")] == ['Über <Flüsse> & "Berge"', "عن الأنهار", "川と山"]
    assert [one.text for one in page.iterfind(".//td/h4")] == ["باب"]
    assert [one.text for one in page.iterfind(".//td/p[@class='furniture']")] == ["Seite 3"]


def test_a_table_for_every_document_and_a_header_for_every_table(tmp_path: Path) -> None:
    written(tmp_path / "t.html", rows(documents=[0, 0, 0, 1, 1, 1]))
    page = html.parse(str(tmp_path / "t.html")).getroot()
    assert [one.text for one in page.iterfind(".//h2")] == ["Works & days 0", "Works & days 1"]
    names = "Deutsch العربية 日本語 Português اردو Deutsch".split()
    labels = [f"{name} · {column.upper()}" for name, column in zip(names, COLUMNS, strict=True)]
    assert [[th.text for th in table.iterfind("thead/tr/th")] for table in page.iterfind(".//table")] == [labels] * 2


def test_under_one_another_every_cell_has_its_name_language_and_direction(tmp_path: Path) -> None:
    units = rows()
    told = replace(context(units), setup=PageSetup(Layout.LINES))
    write(writer_for(tmp_path / "t.html"), iter(units), told, tmp_path / "t.html", overwrite=False)
    page = html.parse(str(tmp_path / "t.html")).getroot()
    for unit, line in zip(units, page.iterfind(".//div[@class='row']"), strict=True):
        for version, cell in zip(told.versions, line, strict=True):
            name, text = cell
            assert (text.get("lang"), text.get("dir")) == (version.language, version.direction)
            assert name.text.endswith(version.label)
            assert [one.text for one in text] == [text for _, text in cells_of(unit).get(version.id, [])]
            assert (text.get("class") == "text gap") == (not len(text))


def test_it_needs_no_other_file(tmp_path: Path) -> None:
    written(tmp_path / "t.html", rows([{"de": ["<script src='http://x/'>"]}]), ["de"])
    page = html.parse(str(tmp_path / "t.html")).getroot()
    assert not [one for one in page.iter() if one.get("src") or one.get("href")]
    assert not list(page.iter("script"))
    assert "@media print" in (page.findtext("head/style") or "")
    assert VersionId("de") in {one.get("lang") for one in page.iter("td")}


def test_readings_are_ruby_and_footnotes_can_be_reached(tmp_path: Path) -> None:
    notes = [
        (0, 1, "ruby", "かわ"),
        (1, 2, "emphasis", "bold"),
        (2, 2, "footnote", "Unten <x>"),
        (2, 2, "footnote", "7"),
    ]
    written(tmp_path / "t.html", annotated([("川は", notes)], "ja"), ["ja"])
    cell = html.parse(str(tmp_path / "t.html")).findall(".//td")[0]
    assert [one.text for one in cell.iterfind(".//ruby/rt")] == ["かわ"]
    assert [one.text for one in cell.iterfind(".//b")] == ["は"]
    assert [one.text_content() for one in cell.iterfind(".//sup")] == ["1", "7"]
    (reference,) = cell.iterfind(".//sup/a")
    assert [one.text_content() for one in cell.iterfind("div") if f"#{one.get('id')}" == reference.get("href")] == [
        "1 Unten <x>"
    ]
