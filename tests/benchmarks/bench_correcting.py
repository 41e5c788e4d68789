"""Corrections of a corpus of 1,000,000 rows: what one costs, and what a search takes after some of them.

Figures are milliseconds. A search is asked of a new engine, which finds the folded text of an earlier state: "first" is
with opening it, "then" the least of some repeats.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from kept_corpora import verses
from stopwatch import least, percentile

from viewer.corpus import Corpus
from viewer.search import Engine, parse

pytestmark = pytest.mark.bench

ROWS = int(os.environ.get("HEXAPLA_BENCH_ROWS", "1000000"))
STEPS = (1, 50, 400)
"""How many corrections there are when a search is asked. Of more than 50 the text is folded anew in the background."""
EDIT, RATIO = 50, 1.5
"""The most that a correction may take in the middle, and how much slower than before a search may be after 50."""


def test_corrections(shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = verses(shared_data, ROWS)
    cache = kept.parent / "cache" / "search"
    shutil.copy(kept, tmp_path / "corrected.hexapla")
    os.sync()  # else the first correction would wait for the copy to be written
    with Corpus.open(tmp_path / "corrected.hexapla") as corpus, capsys.disabled():
        version = corpus.versions()[0]
        engine = Engine(corpus, cache)
        for one in corpus.versions():
            engine.prepare(one.id)
        first, before = _asked(corpus, cache)
        print(f"\n  {ROWS:,} rows x {len(corpus.versions())}")
        print(f"  as imported: first {first:.0f}, then {before:.1f}")
        done, costs, slower = 0, list[float](), 0.0
        for step in STEPS:
            while done < step:
                (segment,) = corpus.segments_at(version.id, [(done * 7919 + 13) % (version.segments // 2)])
                costs.append(_taken(lambda segment=segment: corpus.correct(segment.id, f"{segment.text} König")))
                done += 1
            index = _taken(corpus.index)
            first, then = _asked(corpus, cache)
            print(
                f"  after {step:>3}: index {index:.0f}, first {first:.0f}, then {then:.1f}, "
                f"{then / before:.2f} of before; a correction p50 {percentile(costs, 50):.1f}, most {max(costs):.1f}"
            )
            slower = max(slower, then / before) if step <= 50 else slower
        assert percentile(costs, 50) <= EDIT
        assert slower < RATIO


def _asked(corpus: Corpus, cache: Path) -> tuple[float, float]:
    """The first count of a new engine, and the least of some more."""
    engine = Engine(corpus, cache)
    query = parse("König", versions=corpus.versions())
    first = _taken(lambda: engine.count(query))
    then = least(lambda: engine.count(query), 7)
    engine.close()
    return first, then


def _taken(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000
