from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from corpus_making import everything, merged

from viewer.corpus import Builder, Corpus, NewAnnotation, NewSegment, NewUnit
from viewer.corpus.chunks import narrow, widened
from viewer.corpus.schema import checksum
from viewer.errors import Cancelled, HexaplaError
from viewer.model import SegmentId, Source

ROWS = 90


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with something in every table."""
    path = tmp_path_factory.mktemp("whole") / "whole.hexapla"
    source = Source("made.txt", "text", "utf-8", "0" * 64)
    with Builder(path, title="Whole") as builder:
        versions = [builder.add_version(language) for language in ("de", "ar")]
        for document in range(2):
            builder.add_document(f"document {document}")
            for version in versions:
                notes = (NewAnnotation(0, 2, "em", "v"),)
                pieces = (
                    NewSegment(f"{version} {n} 神😀 text" * 3, annotations=notes * (n % 7 == 0)) for n in range(ROWS)
                )
                builder.add_text(document, version, source, pieces)
            builder.add_units(document, [NewUnit(dict.fromkeys(versions, (n, n + 1)), 0.9) for n in range(ROWS)])
        builder.add_link(SegmentId(1), SegmentId(5), "pin")
        builder.commit()
    with Corpus.open(path) as corpus:
        corpus.splice(2, 4, [merged(corpus.units(2, 4))], action="merge", fields={"row": 2})
        corpus.splice(7, 9, [merged(corpus.units(7, 9))], action="merge")
        corpus.undo()
        corpus.set_setting("place", "2")
    return path


@pytest.fixture
def content(whole: Path) -> list[object]:
    with Corpus.open(whole) as corpus:
        assert corpus.check() == []
        return everything(corpus)


def assert_noticed(path: Path, content: list[object]) -> None:
    """Whatever happened to the file: nothing but our errors, and a change of its content does not go unnoticed."""
    try:
        corpus = Corpus.open(path)
    except HexaplaError:
        return
    with corpus:
        try:
            same = everything(corpus) == content
        except HexaplaError:
            same = False
        try:
            problems = corpus.check()
        except HexaplaError:
            return
    assert problems or same
    assert all(problem[-1] == "." and "\n" not in problem for problem in problems)


@pytest.mark.parametrize("part", range(8))
def test_a_file_cut_short_is_noticed(whole: Path, content: list[object], tmp_path: Path, part: int) -> None:
    data = whole.read_bytes()
    chance = random.Random(part)
    for length in [chance.randrange(len(data)) for _ in range(12)] + [len(data) * part // 8, 4096 * part, part * 13]:
        path = tmp_path / "cut.hexapla"
        path.write_bytes(data[:length])
        assert_noticed(path, content)


def flipped(data: bytes, position: int, bit: int) -> bytes:
    copy = bytearray(data)
    copy[position] ^= 1 << bit
    return bytes(copy)


@pytest.mark.parametrize("part", range(16))
def test_a_flipped_bit_is_noticed(whole: Path, content: list[object], tmp_path: Path, part: int) -> None:
    data = whole.read_bytes()
    chance = random.Random(part)
    low, high = len(data) * part // 16, len(data) * (part + 1) // 16
    for position in [chance.randrange(low, high) for _ in range(24)] + [chance.randrange(100)]:
        path = tmp_path / f"{position}.hexapla"
        path.write_bytes(flipped(data, position, chance.randrange(8)))
        assert_noticed(path, content)


@pytest.mark.soak
def test_a_flipped_bit_in_any_of_many_bytes_is_noticed(whole: Path, content: list[object], tmp_path: Path) -> None:
    data = whole.read_bytes()
    chance = random.Random(0)
    path = tmp_path / "flipped.hexapla"
    for position in range(0, len(data), 17):
        path.write_bytes(flipped(data, position, chance.randrange(8)))
        assert_noticed(path, content)
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


SENTENCES: dict[str, tuple[str, str]] = {
    "a letter": (
        "UPDATE segment SET content = replace(content, 'text', 'test') WHERE id = 3",
        "Segment 3 (de in document 0) does not match its checksum.",
    ),
    "a title": (
        "UPDATE document SET title = 'x' WHERE id = 0",
        "Entry 0 of the table “document” does not match its checksum.",
    ),
    "a lost segment": ("DELETE FROM segment WHERE id = 4", "Segment 4 (de in document 0) is missing."),
    "a stray segment": (
        "INSERT INTO segment SELECT 9999, text, kind, excluded, content, checksum FROM segment WHERE id = 1",
        f"There are {4 * ROWS + 1} segments, and {4 * ROWS} in the rows.",
    ),
    "an orphan": (
        "UPDATE annotation SET segment = 9999 WHERE id = 1",
        "Entry 1 of the table “annotation” belongs to a “segment” that is not there.",
    ),
    "a directory": (
        "UPDATE run SET lowest = 0 WHERE id = (SELECT max(id) FROM run WHERE version = 0)",
        "In the rows from 0 on, de in document 0 the directory does not fit the segments.",
    ),
    "a lost list": ("DELETE FROM member", "The file cannot be read on: a list of rows is missing."),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_the_check_says_what_is_wrong(whole: Path, tmp_path: Path, name: str) -> None:
    statement, sentence = SENTENCES[name]
    path = tmp_path / "broken.hexapla"
    path.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
    with Corpus.open(path) as corpus:
        assert sentence in corpus.check()


def test_the_check_tells_how_far_it_is_and_can_be_stopped(whole: Path) -> None:
    with Corpus.open(whole) as corpus:
        told: list[float] = []
        assert corpus.check(told.append) == []
        assert told == sorted(told)
        assert (told[0], told[-1]) == (0.0, 1.0)
        with pytest.raises(Cancelled):
            corpus.check(cancelled=lambda: True)
        assert corpus.unit_count == 2 * ROWS - 1


def test_a_version_may_not_lose_count(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.hexapla"
    path.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        row = list(connection.execute("SELECT * FROM version WHERE tag = 'ar'").fetchone())
        row[6] += 1
        connection.execute(
            "UPDATE version SET segments = ?, checksum = ? WHERE tag = 'ar'", (row[6], checksum(*row[:-1]))
        )
    with Corpus.open(path) as corpus:
        assert f"The version ar should have {2 * ROWS + 1} segments and has {2 * ROWS}." in corpus.check()


def test_order_is_checked(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.hexapla"
    path.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        run, ids, _ = connection.execute("SELECT * FROM member ORDER BY run DESC").fetchone()
        numbers = widened(ids, ROWS)[::-1]
        row = (run, narrow(numbers))
        connection.execute("UPDATE member SET ids = ?, checksum = ? WHERE run = ?", (row[1], checksum(*row), run))
    with Corpus.open(path) as corpus:
        assert any("not in their order" in problem for problem in corpus.check())
