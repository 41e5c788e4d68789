"""How many moved passages are found, and how many of those proposed are right: run with `pytest -s -m bench`."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from long_texts import agreeing
from moved_cases import Case, Lines, linked, made

from viewer.align import Lexicon
from viewer.align.known import WordPairs, key_of
from viewer.align.moved import moved_passages
from viewer.align.teaching import taught
from viewer.align.tokens import bag

pytestmark = pytest.mark.bench

NAMES = {"de": "deu", "pt": "por", "ar": "arb", "ja": "jpn", "ur": "urd"}
PAIRS = (("de", "pt"), ("de", "ar"), ("ja", "ur"), ("pt", "ja"), ("ar", "ur"))
SEEDS = range(1, 4)
TEACHERS = 6
"""Articles, the last ones, that teach what earlier texts would have taught; the others are asked about."""


def articles(data: Path, tags: tuple[str, str]) -> list[Lines]:
    """Documents joined until they have fifty lines."""
    sides = [(data / "ntrex" / f"{NAMES[tag]}.tsv").read_text(encoding="utf-8").splitlines() for tag in tags]
    found: list[list[tuple[str, str]]] = [[]]
    before = ""
    for here, there in zip(*sides, strict=True):
        document, text = here.split("\t", 1)
        if document != before and len(found[-1]) >= 50:
            found.append([])
        before = document
        found[-1].append((text, there.split("\t", 1)[1]))
    return list(found)


def lessons(texts: list[Lines], tags: tuple[str, str]) -> WordPairs:
    known = WordPairs.none()
    for lines in texts:
        here, there = bag([one for one, _ in lines], tags[0]), bag([other for _, other in lines], tags[1])
        known = known.plus(taught(here, there, np.ones(len(lines)), known))
    return known


def measured(cases: Iterator[Case], tags: tuple[str, str], known: WordPairs) -> tuple[int, int, int, int, float]:
    """Passages, those found, proposals, those that are right, and seconds."""
    passages = found = proposed = right = 0
    seconds = 0.0
    key = key_of(*tags)
    assert key is not None
    lexicon = Lexicon({key: known if key[0] == tags[0] else known.turned()})
    for case in cases:
        here, there = (bag(texts, tag) for texts, tag in zip(case.texts, tags, strict=True))
        links = linked(case, tags, lexicon)
        started = time.perf_counter()
        passages += bool(case.moved)
        proposals = moved_passages(here, there, links, known)
        seconds += time.perf_counter() - started
        pairs = [set(zip(one.source, one.target, strict=True)) for one in proposals]
        found += any(one & case.moved for one in pairs)
        proposed += len(pairs)
        right += sum(bool(one & case.gold) for one in pairs)
    return passages, found, proposed, right, seconds


def cases(texts: list[Lines], seed: int) -> Iterator[Case]:
    """Of every text one case with a passage of one to three paragraphs, and one without."""
    chance = random.Random(seed)
    for number, lines in enumerate(texts):
        for paragraphs in (1 + number % 3, 0):
            case = made(lines, chance, paragraphs)
            if case is not None:
                yield case


def told(name: str, figures: tuple[int, int, int, int, float]) -> None:
    passages, found, proposed, right, seconds = figures
    recall, precision = found / max(1, passages), right / max(1, proposed)
    print(f"{name:28} {passages:4} passages  recall {recall:.2f}  precision {precision:.2f} of {proposed:3}", end="  ")
    print(f"{seconds:.1f} s")


@pytest.mark.parametrize("learned", [False, True], ids=["alone", "with what other texts taught"])
def test_passages_moved_in_news(shared_data: Path, learned: bool) -> None:
    total = np.zeros(5)
    print()
    for tags in PAIRS:
        every = articles(shared_data, tags)
        known = lessons(every[-TEACHERS:], tags) if learned else WordPairs.none()
        for seed in SEEDS:
            total += (figures := measured(cases(every[:-TEACHERS], seed), tags, known))
            told(f"{'-'.join(tags)} seed {seed}", figures)
    told("all", tuple(total))
    assert total[3] >= 0.9 * total[2]


@pytest.mark.parametrize("tags", [("de", "en"), ("en", "ar")], ids="-".join)
def test_passages_moved_in_chapters_of_the_bible(shared_data: Path, tags: tuple[str, str]) -> None:
    verses = agreeing(shared_data, tags)[:6_000]
    chapters = [verses[start : start + 300] for start in range(0, len(verses), 300)]
    print()
    figures = measured(cases(chapters, 1), tags, WordPairs.none())
    told("-".join(tags), figures)
    assert figures[3] >= 0.9 * figures[2]
