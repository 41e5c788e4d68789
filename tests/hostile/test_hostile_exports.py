"""A corpus of hostile texts and titles, through every writer: well-formed files, in which texts are texts."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from viewer.corpus import Builder, Corpus, NewAnnotation, NewSegment, NewUnit
from viewer.errors import Unwritable
from viewer.exporting import Choice, export
from viewer.formats.registry import read
from viewer.formats.source import SourceFile
from viewer.formats.writing import writers
from viewer.importing import import_files
from viewer.model import Kind, Source, VersionId

TEXTS = {
    "controls": "".join(map(chr, range(1, 32))) + "\x7f\x80\x9f",
    "noncharacters": "a\ufffe\uffff\U0010ffff\ufdd0b",
    "bidi controls": "\u202eabc\u202c \u2067def \u2066ghi",
    "line ends": "eins\nzwei\r\ndrei\rvier\u2028fünf\u2029sechs\x85sieben\x0bacht\x0cneun",
    "a formula": "=cmd|'/C calc'!A1",
    "other formulas": '+1\t@SUM(A1)\t-2+3\t=HYPERLINK("http://x.invalid")',
    "the end of CDATA": "a ]]> <![CDATA[ b ]]> --> <!-- <?php ?> %x; &l9;",
    "a script": "</td></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "an attribute": "\" onload='alert(1)' x=\"",
    "Markdown": "[a](javascript:alert(1)) ![b](http://x.invalid) `c` **d** # e\n\n- f",
    "entities": "&amp; &lt; &#0; &#x3c;script&#x3e; &nosuch;",
    "quotes": '""a"",b;c\td"\'',
    "white space": "  \u00a0 a \u3000 ",
    "marks of the program": '\u2029hexapla:segments {"de": [1]} \x1f{0}%s{detail}',
    "marks without end": "a" + "\u0301" * 10_000,
    "a giant": "Wort " * 19_999 + "Ende",
}
TITLES = ["../../evil", "/etc/passwd", "a/b\\c:d*e?f", "</title><script>alert(1)</script>", '"]]>&\x01\u202e', ""]
DE, AR = VersionId("de"), VersionId("ar")
SOURCE = Source(name="../</a>.txt", format="text", encoding="utf-8", digest="0" * 64)
NAMES = ["o.tmx", "o.xlf", "o.tsv", "o.csv", "o.xlsx", "o.html", "o.epub", "o.docx", "o.jsonl", "o"]
TOO_LONG = {"o.xlsx": "a giant"}
"""What a format refuses with a word."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A row of each text, in documents of each title, the first text with hostile notes."""
    path = tmp_path_factory.mktemp("hostile exports") / "c.hexapla"
    parts = [list(TEXTS.values())[number :: len(TITLES)] for number in range(len(TITLES))]
    with Builder(path, title=TITLES[3]) as builder:
        for tag, label in ((DE, "</th><script>"), (AR, "../\x01\u202e")):
            builder.add_version(tag, label)
        for number, (title, texts) in enumerate(zip(TITLES, parts, strict=True)):
            builder.add_document(title)
            for version in (DE, AR):
                notes = (NewAnnotation(0, 1, '"><x>', "\x00]]>\ud7ff\x01"),)
                segments = [
                    NewSegment(text, Kind.HEADING if at else Kind.BODY, False, notes) for at, text in enumerate(texts)
                ]
                builder.add_text(number, version, SOURCE, segments)
            builder.add_units(number, [NewUnit({DE: (at, at + 1), AR: (at, at + 1)}, 0.5) for at in range(len(texts))])
        builder.commit()
    return path


def exported(corpus: Path, folder: Path, name: str, rows: tuple[int, int] | None = None) -> Path:
    with Corpus.open(corpus, read_only=True) as opened:
        done = export(opened, folder / name, Choice(rows=rows))
    assert {file.name for file in done.files} == set(os.listdir(folder))
    return folder / name


def rows_but(corpus: Path, name: str) -> list[tuple[int, int] | None]:
    """The rows to export: all, or those before and after what the format refuses."""
    if name not in TOO_LONG:
        return [None]
    with Corpus.open(corpus, read_only=True) as opened:
        long = TEXTS[TOO_LONG[name]]
        at = next(unit.number for unit in opened.all_units() if unit.cells[DE][0].text == long)
        return [one for one in ((0, at - 1), (at + 1, opened.unit_count - 1)) if one[0] <= one[1]]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def letters(text: str) -> str:
    """What has to survive in every format: letters and signs that are no controls, white space aside."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2400-\u241f\ufdd0\ufffd-\uffff\U0010ffff]+", "", text)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_read_back(corpus: Path, out: Path, name: str) -> None:
    expected, found = [], []
    with Corpus.open(corpus, read_only=True) as opened:
        texts = [[unit.cells[version][0].text for unit in opened.all_units()] for version in (DE, AR)]
    for number, rows in enumerate(rows_but(corpus, name)):
        part = out / str(number)
        part.mkdir()
        path = exported(corpus, part, name, rows)
        files = [path] if path.exists() else sorted(part.iterdir())
        first, last = rows or (0, len(texts[0]) - 1)
        expected += [letters(text) for column in texts for text in column[first : last + 1]]
        for file in files:
            draft = read(SourceFile.open(file))
            found += [
                one.text for document in draft.documents for text in document.texts for one in text.segments("de")
            ]
    assert len(expected) == 2 * (len(TEXTS) - (name in TOO_LONG))
    whole = letters("".join(found))
    assert [text[:80] for text in expected if text not in whole] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_imported_again_and_sound(corpus: Path, out: Path, tmp_path: Path, name: str) -> None:
    exported(corpus, out, name, rows_but(corpus, name)[0])
    summary = import_files([out], tmp_path / "again.hexapla", search=False)
    assert [report.refused for report in summary.files] == [None] * len(summary.files)
    with Corpus.open(tmp_path / "again.hexapla", read_only=True) as again:
        assert again.check() == []


def test_a_cell_that_no_sheet_holds_is_refused_with_its_row(corpus: Path, out: Path) -> None:
    with pytest.raises(Unwritable, match=r"row \d+ has more; use TSV or TMX"):
        exported(corpus, out, "o.xlsx")
    assert os.listdir(out) == []


def xml_parts(path: Path) -> Iterator[bytes]:
    if not zipfile.is_zipfile(path):
        yield path.read_bytes()
        return
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        for name in package.namelist():
            assert not name.startswith("/")
            assert ".." not in name
            if name.endswith((".xml", ".rels", ".xhtml", ".opf")):
                yield package.read(name)


@pytest.mark.parametrize("name", ["o.tmx", "o.xlf", "o.docx", "o.xlsx", "o.epub"])
def test_xml_is_well_formed_and_has_no_elements_of_the_texts(corpus: Path, out: Path, name: str) -> None:
    for part in xml_parts(exported(corpus, out, name, rows_but(corpus, name)[0])):
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(part).iter()}
        assert not tags & {"script", "img", "x", "a"} - ({"a"} if name == "o.epub" else set())


class Page(HTMLParser):
    """Notes the elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_a_page_runs_nothing_and_calls_nobody(corpus: Path, out: Path) -> None:
    page = Page()
    page.feed(exported(corpus, out, "o.html").read_text("utf-8"))
    assert not page.tags & {"script", "img", "iframe", "object", "link", "a", "form", "base"}
    assert not {name for name in page.attributes if name.startswith("on")} | page.attributes & {"src", "href"}


def test_formulas_are_texts_in_a_sheet(corpus: Path, out: Path) -> None:
    for rows in rows_but(corpus, "o.xlsx"):
        book = openpyxl.load_workbook(exported(corpus, out, "o.xlsx", rows))
        (out / "o.xlsx").unlink()
        kinds = {
            (cell.data_type, cell.number_format) for row in book.active.iter_rows() for cell in row[:2] if cell.value
        }
        assert kinds <= {("s", "@"), ("s", "General"), ("inlineStr", "@"), ("inlineStr", "General")}


@pytest.mark.parametrize(("name", "delimiter"), [("o.tsv", "\t"), ("o.csv", ",")])
def test_tables_have_as_many_cells_in_every_row(corpus: Path, out: Path, name: str, delimiter: str) -> None:
    csv.field_size_limit(1 << 30)
    text = exported(corpus, out, name).read_bytes().decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    assert len(rows) == len(TEXTS) + 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_json_lines_are_lines_of_json(corpus: Path, out: Path) -> None:
    lines = exported(corpus, out, "o.jsonl").read_bytes().decode("utf-8").split("\n")
    assert len([json.loads(line) for line in lines if line]) == len(TEXTS) + 1


def test_moses_files_have_a_line_for_every_row(corpus: Path, out: Path) -> None:
    exported(corpus, out, "o")
    for file in out.iterdir():
        assert len(file.read_text("utf-8").splitlines()) == len(TEXTS)


def test_all_writers_are_tried() -> None:
    suffixes = {Path(name).suffix for name in NAMES}
    assert [one.name for one in writers() if not set(one.suffixes or ("",)) & suffixes] == []
