"""Lingtrain: books in JSON and XML, and the database of its aligner."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from linked_making import imported, made

from viewer.errors import Cancelled, EmptyFile, Malformed
from viewer.formats.draft import Draft
from viewer.formats.registry import Reading, read, recognise
from viewer.formats.source import SourceFile
from viewer.model import Kind

RUSSIAN = ["Река широкая и холодная.", "Её никто не переплыл.", "Мы пошли домой.", "Конец."]
ENGLISH = ["The river is wide and cold; nobody swam across.", "We went home.", "It was raining hard."]


def book(body: list[object], **head: object) -> dict[str, object]:
    names = {"ru": "Река", "en": "The River"}
    known = {"creator": "Lingtrain Alignment Studio", "langs": ["ru", "en"], "title": names, "version": "0.1"}
    return {"head": {**known, **head}, "body": body}


BODY: list[object] = [
    {"t": "h1", "c": {"ru": "Глава первая", "en": "Chapter one"}, "p": 0},
    {"t": "text", "c": {"ru": RUSSIAN[:2], "en": ENGLISH[:2]}, "p": 1},
    {"t": "text", "c": {"ru": RUSSIAN[2:], "en": ["", ENGLISH[2]]}, "p": 2},
]
ROWS = [
    (("Глава первая",), ("Chapter one",)),
    ((RUSSIAN[0],), (ENGLISH[0],)),
    ((RUSSIAN[1],), (ENGLISH[1],)),
    ((RUSSIAN[2],), ()),
    ((RUSSIAN[3],), (ENGLISH[2],)),
]


@pytest.mark.parametrize("times", [1, 2])
def test_a_book_in_json_is_rows_of_sentences(tmp_path: Path, times: int) -> None:
    content: object = book(BODY)
    for _ in range(times):  # a version of the program writes the book as a string in JSON
        content = json.dumps(content, ensure_ascii=False, indent=3)
    found = imported(tmp_path / "c.hexapla", made(tmp_path / "x", {"b.json": str(content)}))
    assert (found.versions, found.documents, found.rows) == (["ru", "en"], ["Река"], ROWS)


def test_languages_of_the_program_become_tags() -> None:
    body: list[object] = [{"t": "text", "c": {"cz": ["Řeka"], "jp": ["川"], "sw": ["Å"], "from": ["X"]}, "p": 0}]
    content = json.dumps(book(body, langs=["cz", "jp", "sw", "from"], title={}))
    (document,) = read(SourceFile(Path("b.json"), content.encode())).documents
    assert [text.language for text in document.texts] == ["cs", "ja", "sv", None]


XML = """<?xml version='1.0' encoding='utf-8'?>
<book version="0.2"><head><creationtool>Lingtrain Alignment Studio</creationtool>
<langs><lang id="zh" sentences="2"/><lang id="en" sentences="2"/></langs>
<title><s lang="zh">河</s><s lang="en">The River</s></title></head>
<body>{}</body></book>
"""
PLAIN = """<p type="h1" id="0"><sentence><su lang="zh">第一章</su><su lang="en">Chapter one</su></sentence></p>
<p type="text" id="1"><sentence><su lang="zh">河水冷。</su><su lang="en">The river is cold.</su></sentence></p>"""
SECTIONS = """<section type="h1"><header><su lang="zh">第一章</su><su lang="en">Chapter one</su></header>
<p type="text" id="0"><sentence id="0"><su lang="zh">
<r><c>河</c><f>hé</f></r>
<r><c>水</c><f>shuǐ</f></r>
<r><c>冷</c><f>lěng</f></r><r><c>。</c><f/></r></su><su lang="en">The river is cold.</su></sentence></p></section>"""


@pytest.mark.parametrize("body", [PLAIN, SECTIONS])
def test_a_book_in_xml_is_rows_with_headings(body: str) -> None:
    found = read(SourceFile(Path("b.xml"), XML.format(body).encode()))
    (document,) = found.documents
    texts = [[(one.text, one.kind) for one in text.segments("")] for text in document.texts]
    assert texts == [
        [("第一章", Kind.HEADING), ("河水冷。", Kind.BODY)],
        [("Chapter one", Kind.HEADING), ("The river is cold.", Kind.BODY)],
    ]
    assert (document.title, [text.language for text in document.texts]) == ("河", ["zh", "en"])


def test_readings_of_letters_are_annotations() -> None:
    (document,) = read(SourceFile(Path("b.xml"), XML.format(SECTIONS).encode())).documents
    _, sentence = document.texts[0].segments("")
    assert [(note.start, note.stop, note.value) for note in sentence.annotations] == [
        (0, 1, "hé"),
        (1, 2, "shuǐ"),
        (2, 3, "lěng"),
    ]


Entry = tuple[Sequence[int], Sequence[int], str | None]


def database(
    path: Path, entries: Sequence[Entry], *, marks: Sequence[tuple[str, str, int, int]] = (), extra: str = ""
) -> Path:
    """As the aligner makes it; an entry is the ids of both sides, and the second text if the user edited it."""
    with sqlite3.connect(path) as made:
        for side, lines in (("from", RUSSIAN), ("to", ENGLISH)):
            made.execute(
                f"create table splitted_{side}(id integer, text text, proxy_text text, exclude integer, "
                "paragraph integer, h1 integer, h2 integer, h3 integer, h4 integer, h5 integer, divider int, "
                "embedding text, proxy_embedding text)"
            )
            rows = [(n, text, int(text == "Конец."), n // 2) for n, text in enumerate(lines, 1)]
            made.executemany(f"insert into splitted_{side}(id, text, exclude, paragraph) values (?,?,?,?)", rows)
            made.execute(
                f"create table processing_{side}(id integer primary key, batch_id integer, text_ids varchar, "
                "initial_id integer, text nvarchar)"
            )
        made.execute("create table doc_index(id integer primary key, contents varchar)")
        made.execute(
            "create table meta(id integer primary key, key text, val text, occurence integer, par_id integer, "
            'deleted integer DEFAULT 0, comment text DEFAULT "")'
        )
        made.execute("create table languages(id integer primary key, key text, val text)")
        made.executemany("insert into languages(key, val) values (?,?)", [("from", "ru"), ("to", "en")])
        made.executemany("insert into meta(key, val, occurence, par_id) values (?,?,?,?)", marks)
        index = []
        for number, (source, target, edited) in enumerate(entries, 1):
            texts = " ".join(RUSSIAN[n - 1] for n in source), edited or " ".join(ENGLISH[n - 1] for n in target)
            for side, text in zip(("from", "to"), texts, strict=True):
                made.execute(f"insert into processing_{side}(id, batch_id, text) values (?,0,?)", (number, text))
            index.append((number, json.dumps(list(source)), number, json.dumps(list(target))))
        if entries:
            made.execute("insert into doc_index(contents) values (?)", (json.dumps([index]),))
        if extra:
            made.executescript(extra)
    made.close()
    return path


INDEX: list[Entry] = [((1, 2), (1,), None), ((3,), (2,), None)]


def test_the_database_of_the_aligner_is_read_with_rows_and_headings(tmp_path: Path) -> None:
    marks = [
        ("title_from", "Река", 0, 0),
        ("title_to", "The River", 0, 0),
        ("h1_from", "Глава", 0, 1),
        ("h1_to", "Chapter", 0, 1),
    ]
    path = database(tmp_path / "a.db", INDEX, marks=marks)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    found = imported(tmp_path / "c.hexapla", path)
    assert (found.versions, found.documents) == (["ru", "en"], ["Река"])
    assert found.rows == [
        (("Река",), ("The River",)),
        ((RUSSIAN[0], RUSSIAN[1]), (ENGLISH[0],)),
        (("Глава",), ("Chapter",)),
        ((RUSSIAN[2],), (ENGLISH[1],)),
        ((RUSSIAN[3],), ()),
        ((), (ENGLISH[2],)),
    ]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [name for name in sorted(os.listdir(tmp_path)) if name.startswith("a.")] == ["a.db"]


def draft(path: Path, reading: Reading | None = None) -> Draft:
    return read(SourceFile.open(path), reading)


def test_a_mark_whose_count_is_no_number_is_the_first_of_its_kind(tmp_path: Path) -> None:
    marks = [("title_from", "Река", 0, 0), ("title_to", "The River", 0, 0)]
    path = database(tmp_path / "a.db", INDEX, marks=marks, extra="update meta set occurence = 'first'")
    assert imported(tmp_path / "c.hexapla", path).documents == ["Река"]


def test_what_the_user_edited_counts(tmp_path: Path) -> None:
    path = database(tmp_path / "a.lt", [((1, 2), (1,), "Nobody swam across the cold river.")])
    (document,) = draft(path).documents
    assert next(document.texts[1].segments("")).text == "Nobody swam across the cold river."
    assert [one.text for one in document.texts[0].segments("") if one.excluded] == ["Конец."]


def test_sentences_that_were_never_aligned_are_left_to_be_aligned(tmp_path: Path) -> None:
    (document,) = draft(database(tmp_path / "a.db", [])).documents
    assert ([text.size for text in document.texts], document.units) == ([4, 3], None)


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ("drop table doc_index", "no plain table doc_index"),
        ("drop table processing_to; create view processing_to as select 1 as id, 'x' as text", "no plain table"),
        (
            "drop table meta; create table meta(key text, val text as (key || key), occurence, par_id, id)",
            "no plain table",
        ),
        ("update doc_index set contents = '[[1]]'", "index of rows is broken"),
        ("update doc_index set contents = '" + "[" * 5_000 + "'", "index of rows is broken"),
        ('update doc_index set contents = \'[[[1,"[true, []]",1,"[]"]]]\'', "index of rows is broken"),
        ("drop table splitted_to; create table splitted_to(x)", "is damaged"),
    ],
)
def test_databases_that_are_none_are_refused(tmp_path: Path, extra: str, reason: str) -> None:
    path = database(tmp_path / "a.db", INDEX, extra=extra)
    with pytest.raises(Malformed, match=reason):
        draft(path)


def test_damaged_databases_are_refused(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db", INDEX)
    whole = path.read_bytes()
    for cut in (5_000, len(whole) // 2, len(whole) - 100):
        path.write_bytes(whole[:cut] + bytes(50))
        begun = time.perf_counter()
        with contextlib.suppress(Malformed, EmptyFile):
            draft(path)
        assert time.perf_counter() - begun < 5


def test_reading_a_database_can_be_stopped(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db", INDEX)
    with sqlite3.connect(path) as more:
        more.executemany("insert into splitted_from(id, text) values (?,?)", ((n, "Ещё.") for n in range(10, 20_000)))
    more.close()
    file = SourceFile.open(path)

    def stop(_: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        recognise(file).read(file, Reading(step=stop))


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(book(BODY))[:-20],
        json.dumps({"head": {"creator": "Lingtrain", "langs": ["ru"]}}),
        json.dumps(book([{"t": "text", "c": {"ru": [1], "en": ["x"]}}])),
        json.dumps(book([["x"]])),
        '{"creator": "Lingtrain", "x": ' + "[" * 100_000,
    ],
)
def test_broken_books_are_refused(content: str) -> None:
    with pytest.raises(Malformed):
        read(SourceFile(Path("b.json"), content.encode()))
