"""The alarm for documents that derailed: how often it fires on wrong partners, and on right ones; and what it costs."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from types import ModuleType

import numpy as np
import pytest

from viewer.align import Paragraphs, align
from viewer.align.derailed import derailed

pytestmark = pytest.mark.bench

LANGUAGES = ("de", "pt", "ar", "ja", "ur", "en")
PLAIN = {"merged": 0.0, "deleted": 0.0, "boilerplate": 0.0}
DEFAULT = {"merged": 0.1, "deleted": 0.1, "boilerplate": 0.0}
FURNISHED = {"merged": 0.1, "deleted": 0.1, "boilerplate": 0.1}
DELETED = {"merged": 0.1, "deleted": 0.2, "boilerplate": 0.0}
Sides = tuple[Sequence[str], Sequence[Sequence[str]]]


def wrong(tool: ModuleType, chance: random.Random) -> Iterator[Sides]:
    """50 pairs: articles beside others, some of 200 and 400 lines."""
    articles = tool.articles()
    whole = tool.articles(long=True)[0]
    for number in range(50):
        tags = chance.sample(LANGUAGES, 2)
        here, there = chance.sample(articles, 2)
        if number % 10 == 9:
            size = chance.choice((200, 400))
            here, there = whole[:size], whole[-size:]
        how = (PLAIN, DEFAULT, FURNISHED)[number % 3]
        (first, _), _ = tool.perturb(here, tags, chance, **how)
        (_, second), _ = tool.perturb(there, tags, chance, **how)
        yield tags, (first, second)


def right(tool: ModuleType, chance: random.Random) -> Iterator[Sides]:
    """50 pairs of the kinds that quality is measured on."""
    articles = tool.articles()
    for number in range(50):
        tags = chance.sample(LANGUAGES, 2)
        texts, _ = tool.perturb(chance.choice(articles), tags, chance, **(DEFAULT, FURNISHED, DELETED)[number % 3])
        yield tags, texts


def several(tool: ModuleType, chance: random.Random, strays: int = 0) -> Iterator[Sides]:
    """12 articles in three or five versions, with furniture; `strays` of these are of another article."""
    articles = tool.articles()
    for number in range(12):
        tags = chance.sample(LANGUAGES, (3, 5)[number % 2])
        here, there = chance.sample(articles, 2)
        texts, _ = tool.perturb(here, tags, chance, **FURNISHED)
        others, _ = tool.perturb(there, tags, chance, **FURNISHED)
        yield tags, texts[: len(tags) - strays] + others[len(tags) - strays :]


def straying(tool: ModuleType, chance: random.Random) -> Iterator[Sides]:
    yield from several(tool, chance, strays=1)


def alarms(found: Iterator[Sides]) -> tuple[int, list[float]]:
    """How many give the alarm; and the mean confidence of each."""
    count, means = 0, []
    for tags, texts in found:
        units = align([Paragraphs(tag, text) for tag, text in zip(tags, texts, strict=True)])
        confidence = np.array([unit.confidence for unit in units])
        settled, starts = np.zeros(len(units), np.bool_), np.array([0, len(units)])
        count += int(derailed(confidence, settled, starts, np.array([len(tags)]))[0])
        means.append(float(confidence.mean()))
    return count, means


def test_alarms(case_maker: ModuleType) -> None:
    print("\nalarms, and the mean confidence of a document: least, median, greatest")
    counts = {}
    asked = [
        ("wrong", wrong, "50 of 50"),
        ("right", right, "at most 2 of 50"),
        ("several versions", several, ""),
        ("... one is wrong", straying, ""),
    ]
    for name, cases, aim in asked:
        counts[name], means = alarms(cases(case_maker, random.Random(71)))
        spread = " ".join(f"{value:.2f}" for value in np.percentile(means, [0, 50, 100]))
        print(f"  {name:<16} {counts[name]} of {len(means)}   {spread}" + (f"   (aim {aim})" if aim else ""))
    assert counts["wrong"] == 50
    assert counts["right"] <= 2


def test_cost() -> None:
    rows, documents = 1_000_000, 2_000
    confidence = np.random.default_rng(1).random(rows, np.float32)
    settled = np.zeros(rows, np.bool_)
    starts = np.linspace(0, rows, documents + 1).astype(np.int64)
    versions = np.full(documents, 2)
    times = []
    for _ in range(9):
        start = time.perf_counter()
        derailed(confidence, settled, starts, versions)
        times.append(time.perf_counter() - start)
    print(f"\nall documents of {rows:,} rows: {min(times) * 1000:.1f} ms")
