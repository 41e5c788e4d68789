"""Lines of the hits in a million rows of Bible verses: the first, any page, sorted by what follows. Prints figures."""

from __future__ import annotations

import random
import statistics
import time
from pathlib import Path

import kept_corpora
import numpy as np
import pytest

from viewer.corpus import Corpus
from viewer.search.concordance import Arrangement, Concordance
from viewer.search.engine import Engine
from viewer.search.hit_order import MOST_SORTED, Order, ordered
from viewer.search.hit_places import HitPlaces, gathered
from viewer.search.query import parse
from viewer.search.row_texts import paragraphs
from viewer.search.same_lines import same

pytestmark = pytest.mark.bench

ROWS = 1_000_000
PAGE = 50
DENSE = "e"
WORD = "de:und"


def say(what: str, figure: str) -> None:
    print(f"  {what:<58} {figure}")


def first_hits(places: HitPlaces, number: int) -> HitPlaces:
    """The segments with about so many hits, from the first."""
    return places.only(np.arange(np.searchsorted(places.starts, number, side="right") - 1))


def test_lines_of_a_million_rows(shared_data: Path) -> None:
    with Corpus.open(kept_corpora.verses(shared_data, ROWS), read_only=True) as corpus:
        engine = Engine(corpus, kept_corpora.folder() / "cache")
        for text in (DENSE, WORD):
            query = parse(text, versions=corpus.versions())
            portions = list(engine.scan(query))
            begun = time.perf_counter()
            places = gathered(portions, corpus)
            concordance = Concordance(corpus, query, places)
            together = time.perf_counter() - begun
            concordance.lines(0, PAGE)
            say(f"{text}: {len(places):,} hits put in reading order", f"{together * 1000:.0f} ms")
            say("  and the first page of lines", f"{(time.perf_counter() - begun) * 1000:.0f} ms")
            chance, pages = random.Random(1), []
            for _ in range(200):
                start = chance.randrange(len(concordance) - PAGE)
                begun = time.perf_counter()
                lines = concordance.lines(start, start + PAGE)
                units = np.unique(np.array([line.unit for line in lines]))
                paragraphs(corpus, [version.id for version in corpus.versions()], units)
                pages.append((time.perf_counter() - begun) * 1000)
            pages.sort()
            say(f"  any {PAGE} lines with all that stands beside them", f"{statistics.median(pages):.1f} ms")
            say("  95 of 100 of them within", f"{pages[189]:.1f} ms")
        for number in (20_000, MOST_SORTED):
            few = first_hits(places, number)
            for order in (Order.AFTER, Order.BEFORE):
                begun = time.perf_counter()
                numbers = ordered(corpus, query, few, order)
                say(f"{len(few):,} hits sorted by the words {order}", f"{time.perf_counter() - begun:.2f} s")
            begun = time.perf_counter()
            groups = same(corpus, query, few, [version.id for version in corpus.versions()])
            arrangement = Arrangement(numbers, groups).arranged()
            seconds = time.perf_counter() - begun
            say(f"  alike folded together, {len(groups.sizes):,} are left", f"{seconds:.2f} s")
            assert len(Concordance(corpus, query, few, arrangement)) == len(groups.sizes)
