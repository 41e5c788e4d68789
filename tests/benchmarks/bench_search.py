"""Folding and queries over 31,102 x 5 Bible verses, beside SQLite and plain Python. Prints what it measures.

Half the verses, all of them, and four times all of them show how the times grow.
"""

from __future__ import annotations

import lzma
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from viewer.corpus import Builder, Corpus, NewSegment, NewUnit
from viewer.model import Source, VersionId
from viewer.search.engine import Engine
from viewer.search.query import parse
from viewer.text.folding import Folding, fold_traced

pytestmark = pytest.mark.bench

ROWS = 31_102
BIBLES = ("de", "en", "ar", "ja", "ru")
SOURCE = Source("made.txt", "text", "utf-8", "0" * 64)
QUERIES = {
    "rare": ["Mesopotamien", "Nebuchadnezzar", "ملكي صادق", "メルキゼデク", "Мелхиседек"],
    "common": ["Gott", "king", "الله", "神", "сын"],
    "very common": ["und", "the", "ال", "の", "не"],
    "one letter": ["e", "s", "ا", "。", "о"],
    "phrase": ["am Anfang", "in the beginning", "في البدء", "天と地", "в начале"],
}
SLOWER = {
    "whole word": ("Gott", {"word": True}),
    "whole word, ja": ("ja:神", {"word": True}),
    "star": ("König*", {}),
    "exact": ("König", {"exact": True}),
    "expression with letters": ("/gott.{1,20}himmel/", {}),
    "expression without": (r"/\b\w{16,}\b/", {}),
    "katakana is hiragana": ("いすらえる", {"kana": True}),
    "loose Arabic": ("ابرهيم", {"loose_arabic": True}),
}


def say(what: str, figure: object) -> None:
    print(f"  {what:<46} {figure}")


def milliseconds(action: Callable[[], object], repeats: int = 5) -> float:
    figures = []
    for _ in range(repeats):
        begun = time.perf_counter()
        action()
        figures.append((time.perf_counter() - begun) * 1000)
    return statistics.median(figures)


@pytest.fixture(scope="module")
def texts(shared_data_module: Path) -> dict[str, list[str]]:
    found = {}
    for language in BIBLES:
        with lzma.open(shared_data_module / "bible" / f"{language}.tsv.xz", "rt", encoding="utf-8") as file:
            lines = [line.rstrip("\n").split("\t")[1] for line in file]
        found[language] = (lines + lines)[:ROWS]
    return found


@pytest.fixture(scope="module")
def shared_data_module(request: pytest.FixtureRequest) -> Path:
    return Path(request.getfixturevalue("shared_data"))


def corpus_of(path: Path, texts: dict[str, list[str]]) -> Path:
    rows = len(texts["de"])
    with Builder(path, title="Bible") as builder:
        document = builder.add_document("Bible")
        for language, lines in texts.items():
            builder.add_text(document, builder.add_version(language), SOURCE, map(NewSegment, lines))
        units = (NewUnit({VersionId(v): (row, row + 1) for v in texts}, 1.0) for row in range(rows))
        builder.add_units(document, units)
        builder.commit()
    return path


def test_folding(texts: dict[str, list[str]]) -> None:
    folding = Folding()
    print()
    for language, lines in texts.items():
        size = sum(len(line.encode()) for line in lines)
        plain = milliseconds(lambda lines=lines: [folding.fold(line) for line in lines], 3)
        traced = milliseconds(lambda lines=lines: [fold_traced(line) for line in lines], 3)
        mapped = milliseconds(lambda lines=lines: [folding.fold_with_map(line) for line in lines], 3)
        say(
            f"fold {language}",
            f"{size / plain / 1000:.0f} MB/s; for the cache {size / traced / 1000:.0f} MB/s; "
            f"with its map {mapped / len(lines) * 1000:.1f} us a row",
        )


@pytest.mark.parametrize("times", [0.5, 1, 4])
def test_queries(texts: dict[str, list[str]], tmp_path: Path, times: float) -> None:
    texts = {language: (lines * 4)[: int(ROWS * times)] for language, lines in texts.items()}
    rows = sum(map(len, texts.values()))
    size = sum(len(line.encode()) for lines in texts.values() for line in lines)
    print(f"\n  {rows:,} segments, {size / 1e6:.0f} MB")
    with Corpus.open(corpus_of(tmp_path / "bible.hexapla", texts)) as corpus:
        engine = Engine(corpus, tmp_path / "cache")
        begun = time.perf_counter()
        for version in corpus.versions():
            engine.prepare(version.id)
        taken = time.perf_counter() - begun
        kept = sum(file.stat().st_size for file in (tmp_path / "cache").iterdir())
        say("folded texts built", f"{taken:.2f} s, {size / taken / 1e6:.0f} MB/s, {kept / 1e6:.0f} MB")
        say("index of the corpus", f"{milliseconds(corpus.index):.1f} ms")
        versions = corpus.versions()
        for kind, letters in QUERIES.items():
            asked = [parse(text, versions=versions) for text in letters]
            full = [milliseconds(lambda query=query: engine.count(query)) for query in asked]
            first = [milliseconds(lambda query=query: next(engine.hits(query), None)) for query in asked]
            hits = sum(sum(engine.count(query).hits.values()) for query in asked) // len(asked)
            say(
                f"{kind} (all 5 versions)",
                f"p50 {statistics.median(full):.2f} ms, worst {max(full):.1f} ms; first hit {max(first):.1f} ms; "
                f"{hits:,} hits",
            )
        for kind, (text, switches) in SLOWER.items():
            query = parse(text, versions=versions, **switches)
            (taken,) = [milliseconds(lambda query=query: engine.count(query), 1)]
            say(kind, f"{taken:.1f} ms, {sum(engine.count(query).hits.values()):,} hits")
        begun = time.perf_counter()
        found = sum(1 for _ in engine.hits(parse("de:Gott", versions=versions)))
        taken = time.perf_counter() - begun
        say("all hits of “Gott” with their spans", f"{taken * 1000:.0f} ms, {found:,} hits")
        engine.close()
    if times == 1:
        baselines(texts, tmp_path)


def baselines(texts: dict[str, list[str]], folder: Path) -> None:
    """The same rows found by SQLite's instr() and by Python's `in`, both on text folded before."""
    folding = Folding()
    folded = [[folding.fold(line) for line in lines] for lines in texts.values()]
    database = sqlite3.connect(folder / "baseline.sqlite")
    database.execute("CREATE TABLE line (version INTEGER, text TEXT)")
    for version, lines in enumerate(folded):
        database.executemany("INSERT INTO line VALUES (?, ?)", ((version, line) for line in lines))
    for kind, letters in QUERIES.items():
        needles = [folding.fold(text) for text in letters]
        by_sqlite = [
            milliseconds(
                lambda needle=needle: database.execute(
                    "SELECT rowid FROM line WHERE instr(text, ?)", (needle,)
                ).fetchall(),
                3,
            )
            for needle in needles
        ]
        by_python = [
            milliseconds(
                lambda needle=needle: [row for lines in folded for row, line in enumerate(lines) if needle in line], 3
            )
            for needle in needles
        ]
        say(
            f"baseline, {kind}",
            f"SQLite instr p50 {statistics.median(by_sqlite):.1f} ms, worst {max(by_sqlite):.1f}; "
            f"Python in p50 {statistics.median(by_python):.1f} ms, worst {max(by_python):.1f}",
        )
    database.close()
