"""HTML, read back with lxml's parser."""

from __future__ import annotations

from pathlib import Path

from lxml import html
from written_rows import COLUMNS, cells_of, rows, written

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
    labels = [column.upper() for column in COLUMNS]
    assert [[th.text for th in table.iterfind("thead/tr/th")] for table in page.iterfind(".//table")] == [labels] * 2


def test_it_needs_no_other_file(tmp_path: Path) -> None:
    written(tmp_path / "t.html", rows([{"de": ["<script src='http://x/'>"]}]), ["de"])
    page = html.parse(str(tmp_path / "t.html")).getroot()
    assert not [one for one in page.iter() if one.get("src") or one.get("href")]
    assert not list(page.iter("script"))
    assert "@media print" in (page.findtext("head/style") or "")
    assert VersionId("de") in {one.get("lang") for one in page.iter("td")}
