"""Over eleven Bibles the engine finds what the reference finds, hit by hit and row by row."""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
import reference
from bible_queries import EVERY, BibleQuery, Clause, queries
from listed_corpus import ListedCorpus
from reference import Asked

from viewer.model import Hit
from viewer.search.clauses import Mode
from viewer.search.engine import Engine
from viewer.search.query import parse

PARTS = 2
"""In which all queries over all verses are asked, side by side: the slow search takes an hour for them."""

Span = tuple[int, str, int, int]
"""Row, version, start, stop."""


class Bibles:
    """Verses of the same number side by side; where a version has none, there is a gap."""

    def __init__(self, folder: Path, step: int) -> None:
        read = {version: dict(_verses(folder / f"{version}.tsv.xz")) for version in EVERY}
        numbers = sorted(set().union(*read.values()))[::step]
        self.rows = {version: [verses.get(number, "") for number in numbers] for version, verses in read.items()}
        self.corpus = ListedCorpus(
            {version: [[text] if text else [] for text in texts] for version, texts in self.rows.items()}
        )
        self._folded: dict[tuple[str, bool], list[str]] = {}
        self._text = cache(reference.Text)

    def spans(self, version: str, asked: Asked) -> Iterator[Span]:
        """Every match in a version, by the reference."""
        key = Asked("", exact=asked.exact, kana=asked.kana)
        for row in self._candidates(version, asked):
            text = self.rows[version][row]
            for start, stop in reference.spans_in(asked, self._text(text, key)):
                yield row, version, start, stop

    def _candidates(self, version: str, asked: Asked) -> Sequence[int]:
        """Rows that are worth a look: with all pieces in the folded text, or with something that the pattern finds."""
        folded = self._in_full(version, asked)
        if not asked.asks:
            return []
        if asked.is_expression:
            return [row for row, text in enumerate(folded) if text and asked.pattern.search(text)]
        if asked.is_loose:
            wanted = [piece.replace("ا", "").replace("ء", "") for piece in asked.pieces]
            bare = (text.replace("ا", "").replace("ء", "") for text in folded)
            return [row for row, text in enumerate(bare) if text and all(piece in text for piece in wanted)]
        return [row for row, text in enumerate(folded) if text and all(piece in text for piece in asked.pieces)]

    def _in_full(self, version: str, asked: Asked) -> list[str]:
        if asked.exact:
            return self.rows[version]
        key = (version, asked.kana)
        if key not in self._folded:
            self._folded[key] = [reference.fold(text, kana=asked.kana) for text in self.rows[version]]
        return self._folded[key]


def _verses(file: Path) -> Iterator[tuple[str, str]]:
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            number, text = line.rstrip("\n").split("\t")[:2]
            yield number, text


def expected(bibles: Bibles, query: BibleQuery) -> tuple[list[int], list[Span]]:
    """The rows that meet every clause, and the matches in them of what has to be there."""
    clauses = [one for one in query.clauses if not one.terms or any(term.asks for term in one.terms)]
    if not clauses:
        return [], []
    spans: set[Span] = set()
    rows = set(range(len(bibles.rows["de"])))
    for clause in clauses:
        found = list(_meeting(bibles, clause))
        meeting = {row for row, *_ in found}
        rows = rows - meeting if clause.negated else rows & meeting
        if clause.terms and not clause.negated:
            spans.update(found)
    return sorted(rows), _apart(sorted((one for one in spans if one[0] in rows), key=_place))


def _meeting(bibles: Bibles, clause: Clause) -> Iterator[Span]:
    for version in clause.versions:
        if not clause.terms:
            yield from ((row, version, 0, 0) for row, text in enumerate(bibles.rows[version]) if text)
        for term in clause.terms:
            yield from bibles.spans(version, term)


def _place(span: Span) -> tuple[int, int, int, int]:
    return span[0], EVERY.index(span[1]), span[2], -span[3]


def _apart(spans: list[Span]) -> list[Span]:
    """Of matches of several terms that overlap the leftmost, of those the longest."""
    found: list[Span] = []
    for span in spans:
        if not found or found[-1][:2] != span[:2] or span[2] >= found[-1][3]:
            found.append(span)
    return found


def compare(bibles: Bibles, engine: Engine, query: BibleQuery) -> int:
    """Fails where engine and reference differ; gives the number of hits."""
    asked = parse(query.typed, versions=bibles.corpus.versions(), mode=Mode(query.mode), **query.switches)
    rows, spans = expected(bibles, query)
    found = list(engine.hits(asked))
    hits = [(hit.unit, str(hit.version), hit.start, hit.stop) for hit in found if isinstance(hit, Hit)]
    assert hits == spans, query
    assert sorted({one.unit for one in found}) == rows, query
    counts = engine.count(asked)
    assert counts.units == len(rows), query
    assert {version: number for version, number in counts.hits.items() if number} == {
        version: number for version in EVERY if (number := sum(1 for span in spans if span[1] == version))
    }, query
    return len(hits)


def test_some_queries_over_some_verses(shared_data: Path, tmp_path: Path) -> None:
    bibles = Bibles(shared_data / "bible", step=777)
    engine = Engine(bibles.corpus, tmp_path)
    asked = queries(bibles.rows)
    assert len(asked) >= 500
    assert sum(compare(bibles, engine, query) for query in asked) > 1_000


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_all_queries_over_all_verses(shared_data: Path, tmp_path: Path, part: int) -> None:
    bibles = Bibles(shared_data / "bible", step=1)
    engine = Engine(bibles.corpus, tmp_path)
    asked = queries(bibles.rows)[part::PARTS]
    hits = sum(compare(bibles, engine, query) for query in asked)
    print(f"\n  {len(asked)} queries over {len(bibles.rows['de']):,} rows of {len(EVERY)} versions: {hits:,} hits")
