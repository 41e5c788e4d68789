"""Bibles from files to rows: every book one document, every verse one row, whatever the format of each version."""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from viewer.corpus import Corpus
from viewer.importing import import_files
from viewer.model import Kind, VersionId

Verse = tuple[int, int, str]
"""Chapter, number, text."""
Bible = dict[str, list[Verse]]
"""By the name of the book in OSIS."""

CODES = {"Gen": ("GEN", 1), "Ps": ("PSA", 19)}
TAGS = {"pt-blivre": "pt", "de-elb": "de"}


def chapters(verses: Iterable[Verse]) -> dict[int, list[Verse]]:
    found: dict[int, list[Verse]] = {}
    for verse in verses:
        found.setdefault(verse[0], []).append(verse)
    return found


def as_usfm(bible: Bible, name: str, folder: Path) -> None:
    (folder / name).mkdir()
    for book, verses in bible.items():
        lines = [f"\\id {CODES[book][0]} {name}", f"\\h {book}"]
        for chapter, own in chapters(verses).items():
            lines += [f"\\c {chapter}", "\\p", *(f"\\v {number} {text}" for _, number, text in own)]
        (folder / name / f"{CODES[book][0]}.usfm").write_text("\n".join(lines), encoding="utf-8")


def as_osis(bible: Bible, name: str, folder: Path) -> None:
    parts = [f"<osis><osisText osisIDWork='W' xml:lang='{TAGS.get(name, name)}'><header><work osisWork='W'>"]
    parts.append(f"<title>{name}</title></work></header>")
    for book, verses in bible.items():
        parts.append(f"<div type='book' osisID='{book}'>")
        for chapter, number, text in verses:
            name_of_verse = f"{book}.{chapter}.{number}"
            parts.append(f"<verse sID='{name_of_verse}' osisID='{name_of_verse}'/>{escape(text)}")
            parts.append(f"<verse eID='{name_of_verse}'/>\n")
        parts.append("</div>")
    (folder / f"{name}.xml").write_text("".join(parts) + "</osisText></osis>", encoding="utf-8")


def as_zefania(bible: Bible, name: str, folder: Path) -> None:
    parts = [f"<XMLBIBLE biblename='{name}'><INFORMATION><language>{TAGS.get(name, name)}</language></INFORMATION>"]
    for book, verses in bible.items():
        parts.append(f"<BIBLEBOOK bnumber='{CODES[book][1]}' bname='{book}'>")
        for chapter, own in chapters(verses).items():
            inner = "".join(f"<VERS vnumber='{number}'>{escape(text)}</VERS>" for _, number, text in own)
            parts.append(f"<CHAPTER cnumber='{chapter}'>{inner}</CHAPTER>")
        parts.append("</BIBLEBOOK>")
    (folder / f"{name}.xml").write_text("".join(parts) + "</XMLBIBLE>", encoding="utf-8")


WRITERS: tuple[Callable[[Bible, str, Path], None], ...] = (as_usfm, as_osis, as_zefania)


def bibles(shared_data: Path) -> dict[str, Bible]:
    found: dict[str, Bible] = {}
    for path in sorted((shared_data / "bible").glob("*.tsv.xz")):
        bible: Bible = {book: [] for book in CODES}
        for line in lzma.decompress(path.read_bytes()).decode().splitlines():
            name, _, text = line.partition("\t")
            book, chapter, number = name.split(".")
            if book in bible and text.strip():
                bible[book].append((int(chapter), int(number), text))
        found[path.name.partition(".")[0]] = bible
    return found


def test_eleven_versions_have_a_row_for_each_verse_that_any_has(shared_data: Path, tmp_path: Path) -> None:
    known = bibles(shared_data)
    folder = tmp_path / "given"
    folder.mkdir()
    for number, (name, bible) in enumerate(known.items()):
        WRITERS[number % 3](bible, name, folder)
    summary = import_files([folder], tmp_path / "c.hexapla")
    assert (len(known), len(summary.versions), summary.documents) == (11, 11, 2)
    expected_rows = expected_gaps = 0
    for book in CODES:
        merged = {verse[:2] for bible in known.values() for verse in bible[book]}
        expected_rows += len(merged)
        expected_gaps += sum(len(merged - {verse[:2] for verse in bible[book]}) for bible in known.values())
    assert summary.units == expected_rows
    with Corpus.open(tmp_path / "c.hexapla", read_only=True) as corpus:
        units = corpus.units(0, expected_rows)
        assert sum(11 - len(unit.cells) for unit in units) == expected_gaps
        assert {len(cell) for unit in units for cell in unit.cells.values()} == {1}
        assert {cell[0].kind for unit in units for cell in unit.cells.values()} == {Kind.VERSE}
        assert [document.title for document in corpus.documents()] == ["Gen", "Ps"]
        first = units[0].cells[VersionId("en")][0].text
        assert first == "In the beginning God created the heaven and the earth."


def test_headings_bridges_and_missing_books(tmp_path: Path) -> None:
    german = (
        "\\id GEN Luther\n\\h 1. Mose\n\\c 1\n\\s Die Schöpfung\n\\p\n\\v 1 Am Anfang schuf Gott.\n\\v 2 Und die Erde."
    )
    english = (
        "<usx version='3.0'><book code='GEN'/><chapter number='1'/><para style='s'>The creation</para><para style='p'>"
        "<verse number='1-2'/>In the beginning God created, and the earth was without form.</para></usx>"
    )
    (tmp_path / "given" / "de").mkdir(parents=True)
    (tmp_path / "given" / "en").mkdir()
    (tmp_path / "given" / "de" / "GEN.usfm").write_text(german, encoding="utf-8")
    (tmp_path / "given" / "de" / "EXO.usfm").write_text("\\id EXO\n\\h 2. Mose\n\\c 1\n\\p\n\\v 1 Dies sind.", "utf-8")
    (tmp_path / "given" / "en" / "GEN.usx").write_text(english, encoding="utf-8")
    summary = import_files([tmp_path / "given"], tmp_path / "c.hexapla")
    assert [(one.id, one.label) for one in summary.versions] == [("de", "Luther"), ("en", "English")]
    with Corpus.open(tmp_path / "c.hexapla", read_only=True) as corpus:
        assert [(one.title, one.units) for one in corpus.documents()] == [("1. Mose", 2), ("2. Mose", 1)]
        rows = [
            {version: [one.text for one in cell] for version, cell in unit.cells.items()} for unit in corpus.units(0, 3)
        ]
    assert rows == [
        {"de": ["Die Schöpfung"], "en": ["The creation"]},
        {
            "de": ["Am Anfang schuf Gott.", "Und die Erde."],
            "en": ["In the beginning God created, and the earth was without form."],
        },
        {"de": ["Dies sind."]},
    ]
