"""Lists of hits as files: what stands in them, and that a file is there whole or not at all."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from viewer.corpus import Builder, Corpus, NewSegment, NewUnit
from viewer.errors import Cancelled, Exists, Unwritable
from viewer.exporting import Exported
from viewer.hit_export import export_hits
from viewer.model import Source, VersionId
from viewer.search.concordance import Arrangement
from viewer.search.engine import Engine
from viewer.search.hit_places import gathered
from viewer.search.query import parse
from viewer.search.same_lines import same

SOURCE = Source(name="made.txt", format="text", encoding="utf-8", digest="0" * 64)
DE, AR, JA = VersionId("de"), VersionId("ar"), VersionId("ja")
ROWS: list[dict[VersionId, list[str]]] = [
    {DE: ["=Die <Stadt>\tam\nFluss"], AR: ["هذه المدينة القديمة"], JA: ["街", "川"]},
    {DE: ["Stadt"], JA: ["街"]},
    {DE: ["Stadt"], JA: ["街"]},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "c.hexapla"
    with Builder(path, title="Städte & Flüsse") as builder:
        builder.add_document("Teil")
        placed = dict.fromkeys((DE, AR, JA), 0)
        for version in placed:
            builder.add_version(version)
            builder.add_text(0, version, SOURCE, [NewSegment(text) for row in ROWS for text in row.get(version, [])])
        units = []
        for row in ROWS:
            ranges = {version: (placed[version], placed[version] + len(texts)) for version, texts in row.items()}
            placed.update({version: stop for version, (_, stop) in ranges.items()})
            units.append(NewUnit(ranges))
        builder.add_units(0, units)
        builder.commit()
    return path


def exported(path: Path, target: Path, text: str, *, folded: bool = False, **wanted: object) -> Exported:
    with Corpus.open(path, read_only=True) as corpus:
        query = parse(text, versions=corpus.versions())
        places = gathered(Engine(corpus, path.parent / "cache").scan(query), corpus)
        arrangement = None
        if folded:
            arrangement = Arrangement(None, same(corpus, query, places, [DE, AR, JA])).arranged()
        return export_hits(corpus, target, query, places, arrangement, **wanted)  # type: ignore[arg-type]


def table(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t"))


def test_a_table_has_the_place_the_context_and_what_stands_beside(corpus: Path, tmp_path: Path) -> None:
    done = exported(corpus, tmp_path / "t.tsv", "stadt")
    assert (done.format, done.versions, done.units) == ("tsv", ("ar", "ja"), 3)
    assert table(tmp_path / "t.tsv") == [
        ["document", "row", "version", "paragraph", "before", "match", "after", "ar", "ja"],
        ["Teil", "0", "de", "0", "=Die <", "Stadt", ">\tam\nFluss", "هذه المدينة القديمة", "街 川"],
        ["Teil", "1", "de", "1", "", "Stadt", "", "", "街"],
        ["Teil", "2", "de", "2", "", "Stadt", "", "", "街"],
    ]


def test_lines_folded_together_say_how_many_they_are(corpus: Path, tmp_path: Path) -> None:
    exported(corpus, tmp_path / "t.tsv", "stadt", folded=True, count_from=1, versions=[JA])
    assert table(tmp_path / "t.tsv") == [
        ["document", "row", "version", "paragraph", "times", "before", "match", "after", "ja"],
        ["Teil", "1", "de", "1", "1", "=Die <", "Stadt", ">\tam\nFluss", "街 川"],
        ["Teil", "2", "de", "2", "2", "", "Stadt", "", "街"],
    ]


def test_hits_of_several_versions_stand_beside_all_of_them(corpus: Path, tmp_path: Path) -> None:
    exported(corpus, tmp_path / "t.tsv", "/^街|am/", context=1)
    assert [line[2:7] for line in table(tmp_path / "t.tsv")] == [
        ["version", "paragraph", "before", "match", "after"],
        ["de", "0", "\t", "am", "\n"],
        ["ja", "0", "", "街", ""],
        ["ja", "2", "", "街", ""],
        ["ja", "3", "", "街", ""],
    ]
    assert table(tmp_path / "t.tsv")[0][7:] == ["de", "ar", "ja"]


def test_rows_found_without_text_have_no_match(corpus: Path, tmp_path: Path) -> None:
    exported(corpus, tmp_path / "t.tsv", "-ar:", versions=[DE])
    assert table(tmp_path / "t.tsv")[1:] == [
        ["Teil", "1", "de", "", "", "", "Stadt", "Stadt"],
        ["Teil", "2", "de", "", "", "", "Stadt", "Stadt"],
    ]


def test_a_sheet_has_no_formulas_and_turns_what_reads_from_the_right(corpus: Path, tmp_path: Path) -> None:
    exported(corpus, tmp_path / "t.xlsx", "المدينة")
    exported(corpus, tmp_path / "u.xlsx", "stadt")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]][4:8] == ["هذه ", "المدينة", " القديمة", "=Die <Stadt>\tam\nFluss"]
    before, after, german = sheet["E2"], sheet["G2"], sheet["H2"]
    assert (before.alignment.horizontal, before.alignment.readingOrder) == ("left", 2)
    assert (after.alignment.horizontal, after.alignment.readingOrder) == ("right", 2)
    assert german.data_type == "s"
    assert openpyxl.load_workbook(tmp_path / "u.xlsx").worksheets[0]["E2"].value == "=Die <"


def test_a_page_puts_what_comes_before_where_it_is_read_first(corpus: Path, tmp_path: Path) -> None:
    exported(corpus, tmp_path / "t.html", "/المدينة|die/")
    page = (tmp_path / "t.html").read_text("utf-8")
    assert "<title>Städte &amp; Flüsse</title>" in page
    cells = re.findall(r'<(?:span|td class="match") lang="(..)" dir="(...)">(.*?)</(?:span|td)>', page)
    assert cells == [
        ("de", "ltr", "="),
        ("de", "ltr", "<mark>Die</mark>"),
        ("de", "ltr", " &lt;Stadt&gt; am Fluss"),
        ("ar", "rtl", " القديمة"),
        ("ar", "rtl", "<mark>المدينة</mark>"),
        ("ar", "rtl", "هذه "),
    ]
    assert '<td class="beside" lang="ja" dir="ltr"><p>街</p><p>川</p></td>' in page


def test_a_translation_memory_has_the_rows_found_once_each(corpus: Path, tmp_path: Path) -> None:
    done = exported(corpus, tmp_path / "t.tmx", "/d/")
    assert (done.format, done.units) == ("tmx", 3)
    assert (tmp_path / "t.tmx").read_text("utf-8").count("<tu>") == 3
    assert exported(corpus, tmp_path / "u.tmx", "stadt", folded=True).units == 2


@pytest.mark.parametrize("name", ["t.tsv", "t.xlsx", "t.html", "t.tmx"])
def test_nothing_is_overwritten_unasked(corpus: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(Exists):
        exported(corpus, tmp_path / name, "stadt")
    assert (tmp_path / name).read_text() == "mine"
    exported(corpus, tmp_path / name, "stadt", overwrite=True)
    assert (tmp_path / name).read_bytes() != b"mine"


@pytest.mark.parametrize("name", ["t.tsv", "t.xlsx", "t.html", "t.tmx"])
def test_what_is_stopped_leaves_nothing_behind(corpus: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(Cancelled):
        exported(corpus, tmp_path / name, "stadt", cancelled=lambda: True)
    assert list(tmp_path.glob("t.*")) == []


def test_how_far_it_is_is_told(corpus: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    exported(corpus, tmp_path / "t.tsv", "stadt", progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]


@pytest.mark.parametrize("name", ["t.pdf", "t", "c.hexapla", ".."])
def test_other_names_are_refused(corpus: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(Unwritable):
        exported(corpus, tmp_path / name, "stadt", overwrite=True)


def test_the_corpus_itself_is_never_the_target(corpus: Path) -> None:
    with pytest.raises(Unwritable, match="the corpus itself"):
        exported(corpus, corpus, "stadt", format="tsv", overwrite=True)


def test_the_order_of_the_lines_is_that_of_the_list(corpus: Path, tmp_path: Path) -> None:
    with Corpus.open(corpus, read_only=True) as opened:
        query = parse("stadt", versions=opened.versions())
        places = gathered(Engine(opened, tmp_path / "cache").scan(query), opened)
        export_hits(opened, tmp_path / "t.tsv", query, places, Arrangement(np.array([2, 0])))
    assert [line[1] for line in table(tmp_path / "t.tsv")[1:]] == ["2", "0"]
