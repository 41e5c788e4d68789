"""How good and how dear sentences inside rows are, beside their lengths alone; run with `pytest -s -m bench`."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from viewer.align import sentences
from viewer.align.rows_file import Row, read_rows
from viewer.align.sentence_pairs import common_cuts, paired
from viewer.align.sentences import ROWS_AT_ONCE, sentence_rows

pytestmark = pytest.mark.bench

LANGUAGES = ("de", "pt", "ar", "ja", "ur")
Case = tuple[list[list[list[str]]], list[Row]]
"""Rows with the sentences of each version, and the gold rows of sentences, counted through."""


@pytest.fixture(autouse=True)
def a_segment_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gold says what the sentences are."""
    monkeypatch.setattr(sentences, "sentences", lambda text, language: [(0, len(text))])


def cases(case_maker: ModuleType, languages: Sequence[str], seed: int) -> Iterator[Case]:
    """News articles in rows of two to eight lines; a tenth of the lines is merged, one in twenty-five missing."""
    rng = random.Random(seed)
    for article in case_maker.articles():
        rows: list[list[list[str]]] = []
        gold: list[Row] = []
        first = 0
        while first < len(article):
            lines = article[first : first + rng.randint(2, 8)]
            first += len(lines)
            before = [sum(len(row[side]) for row in rows) for side in range(len(languages))]
            texts, found = case_maker.perturb(lines, list(languages), rng, merged=0.1, deleted=0.04, boilerplate=0)
            rows.append(texts)
            gold += [
                tuple(tuple(n + start for n in cell) for start, cell in zip(before, row, strict=True)) for row in found
            ]
        yield rows, gold


def book(shared_data: Path) -> Iterator[Case]:
    """A real book, German and French, in rows of six gold beads."""
    folder = shared_data / "gold" / "text-berg-dev"
    lines = [(folder / f"{tag}.txt").read_text(encoding="utf-8").splitlines() for tag in ("de", "fr")]
    rows = read_rows(folder / "gold.tsv").rows
    known = [[n for row in rows for n in row[side]] for side in (0, 1)]  # some lines are in no bead
    gold = [tuple(tuple(map(side.index, cell)) for side, cell in zip(known, row, strict=True)) for row in rows]
    parts = [rows[k : k + 6] for k in range(0, len(rows), 6)]
    yield [[[lines[s][n] for row in part for n in row[s]] for s in (0, 1)] for part in parts], gold


def by_all(rows: Sequence[Sequence[Sequence[str]]], languages: Sequence[str]) -> Iterator[Iterator[Row]]:
    for first in range(0, len(rows), ROWS_AT_ONCE):
        for found in sentence_rows(rows[first : first + ROWS_AT_ONCE], languages):
            yield (tuple(tuple(one.place for one in cell) for cell in row) for row in found)


def by_length(rows: Sequence[Sequence[Sequence[str]]], languages: Sequence[str]) -> Iterator[Iterator[Row]]:
    for row in rows:
        lengths = [[len(text) for text in cell] for cell in row]
        if len(row) == 2:
            yield ((tuple(here), tuple(there)) for here, there in paired(*lengths))
            continue
        filled = [side for side, cell in enumerate(lengths) if cell]
        cuts = [cut.sentences for cut in common_cuts([lengths[side] for side in filled])] if filled else []
        places = [(0,) * len(filled), *cuts, tuple(len(lengths[side]) for side in filled)]
        yield (
            tuple(
                tuple(range(start[filled.index(side)], stop[filled.index(side)])) if side in filled else ()
                for side in range(len(row))
            )
            for start, stop in itertools.pairwise(places)
        )


@pytest.mark.parametrize("languages", [("de", "pt"), ("de", "ar"), ("ja", "ur"), ("de", "fr"), LANGUAGES], ids="-".join)
def test_sentences_of_right_rows(case_maker: ModuleType, shared_data: Path, languages: tuple[str, ...]) -> None:
    made = list(book(shared_data) if "fr" in languages else cases(case_maker, languages, 1))
    strict = {}
    for name, way in (("lengths", by_length), ("all", by_all)):
        scored, seconds = score(case_maker, made, way, languages)
        strict[name] = scored[0][2]
        print(
            f"\n{'-'.join(languages)} {name:8} {scored[0][2]:.3f}/{scored[1][2]:.3f}   {seconds * 1000:.1f} ms a row",
            end="",
        )
    assert strict["all"] > strict["lengths"] + 0.03


def score(
    case_maker: ModuleType, made: Sequence[Case], way: Callable[..., Iterator[Iterator[Row]]], languages: Sequence[str]
) -> tuple[list[tuple[float, float, float]], float]:
    """Strict and lax precision, recall and F1 over all pairs of versions, and the seconds that a row took."""
    pairs, seconds, count = [], 0.0, 0
    for rows, gold in made:
        began = time.perf_counter()
        found = [list(one) for one in way(rows, languages)]
        seconds += time.perf_counter() - began
        count += len(rows)
        mine: list[Row] = []
        before = [0] * len(languages)
        for row, parts in zip(rows, found, strict=True):
            mine += [tuple(tuple(n + b for n in cell) for cell, b in zip(part, before, strict=True)) for part in parts]
            before = [b + len(cell) for b, cell in zip(before, row, strict=True)]
        pairs += [
            (case_maker.project(gold, a, b), case_maker.project(mine, a, b))
            for a, b in itertools.combinations(range(len(languages)), 2)
        ]
    return case_maker.score(pairs), seconds / count
