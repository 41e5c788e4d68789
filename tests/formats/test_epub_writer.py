"""EPUB, read back with zipfile and lxml, and held against the rules of its container."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from written_rows import annotated, cells_of, rows, written

from viewer.errors import Unwritable

OPF = {"o": "http://www.idpf.org/2007/opf", "d": "http://purl.org/dc/elements/1.1/"}
XHTML = {"h": "http://www.w3.org/1999/xhtml"}


def opened(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        return {name: book.read(name) for name in book.namelist()}


def pages(parts: dict[str, bytes]) -> list[etree._Element]:
    package = etree.fromstring(parts["book/package.opf"])
    files = {one.get("id"): one.get("href") for one in package.iterfind("o:manifest/o:item", OPF)}
    spine = [files[one.get("idref")] for one in package.iterfind("o:spine/o:itemref", OPF)]
    return [etree.fromstring(parts[f"book/{name}"]) for name in spine]


def test_the_container_keeps_its_rules(tmp_path: Path) -> None:
    written(tmp_path / "t.epub", rows())
    with zipfile.ZipFile(tmp_path / "t.epub") as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert (tmp_path / "t.epub").read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    parts = opened(tmp_path / "t.epub")
    package = etree.fromstring(parts["book/package.opf"])
    listed = {f"book/{one.get('href')}" for one in package.iterfind("o:manifest/o:item", OPF)}
    assert listed == set(parts) - {"mimetype", "META-INF/container.xml", "book/package.opf"}
    assert [one.text for one in package.iterfind(".//d:language", OPF)] == ["de", "ar", "ja", "pt", "ur"]
    assert package.get("unique-identifier") == package.findall(".//d:identifier", OPF)[0].get("id")
    assert len(package.findall(".//o:item[@properties='nav']", OPF)) == 1
    for name in parts:
        if name.endswith((".xhtml", ".opf", ".xml")):
            etree.fromstring(parts[name])


def test_every_segment_comes_back_in_order(tmp_path: Path) -> None:
    units = rows(documents=[0, 0, 0, 1, 1, 1])
    told = written(tmp_path / "t.epub", units)
    found = [row for page in pages(opened(tmp_path / "t.epub")) for row in page.iterfind(".//h:div", XHTML)]
    assert [row.get("id") for row in found] == [f"row-{unit.number}" for unit in units]
    for unit, row in zip(units, found, strict=True):
        cells = cells_of(unit)
        expected = [
            (version.language, version.direction, kind, text)
            for version in told.versions
            for kind, text in cells.get(version.id, [])
        ]
        assert [(one.get("lang"), one.get("dir"), one.get("class"), one.text) for one in row] == expected


def test_documents_and_headings_are_the_contents(tmp_path: Path) -> None:
    written(tmp_path / "t.epub", rows(documents=[0, 0, 0, 1, 1, 1]))
    parts = opened(tmp_path / "t.epub")
    links = list(etree.fromstring(parts["book/contents.xhtml"]).iterfind(".//h:li/h:a", XHTML))
    assert [one.text for one in links] == ['Über <Flüsse> & "Berge"', "Works & days 1", "باب"]
    assert all(f"book/{one.get('href')}" in parts for one in links)


def test_long_chapters_are_split_and_pages_turn_as_the_first_version_runs(tmp_path: Path) -> None:
    written(tmp_path / "t.epub", rows([{"ar": ["سطر"]}] * 450), ["ar"])
    parts = opened(tmp_path / "t.epub")
    assert [len(page.findall(".//h:div", XHTML)) for page in pages(parts)] == [200, 200, 50]
    assert b'page-progression-direction="rtl"' in parts["book/package.opf"]
    assert len(etree.fromstring(parts["book/contents.xhtml"]).findall(".//h:li", XHTML)) == 1


def test_no_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="other rows"):
        written(tmp_path / "t.epub", [])


def test_readings_are_ruby_and_footnotes_can_be_reached(tmp_path: Path) -> None:
    notes = [
        (0, 1, "ruby", "かわ"),
        (1, 2, "emphasis", "bold"),
        (2, 2, "footnote", "Unten\x01 <x>"),
        (2, 2, "footnote", "7"),
    ]
    written(tmp_path / "t.epub", annotated([("川は", notes)], "ja"), ["ja"])
    (page,) = pages(opened(tmp_path / "t.epub"))
    assert [one.text for one in page.iterfind(".//h:ruby/h:rt", XHTML)] == ["かわ"]
    assert [one.text for one in page.iterfind(".//h:b", XHTML)] == ["は"]
    assert ["".join(one.itertext()) for one in page.iterfind(".//h:sup", XHTML)] == ["1", "7"]
    (reference,) = page.iterfind(".//h:sup/h:a", XHTML)
    (note,) = page.iterfind(".//h:aside", XHTML)
    assert reference.get("href") == f"#{note.get('id')}"
    assert "".join(note.itertext()) == "1 Unten␁ <x>"
