"""Likely equivalents: how many are right, by a list of terms made by hand, and how long an answer takes.

A term is right at 1 if the first answer is among the accepted ones, at 3 if any of the first three is. The frequent
half are the terms that stand in more rows than the others. "Apart" are those that nothing was tuned on. The figures
are printed, and written to .benchmarks/equivalents.json.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from child import Figures, load, report
from gold_equivalents import terms
from kept_corpora import bible

from viewer.corpus import Corpus
from viewer.model import VersionId
from viewer.search.engine import Engine
from viewer.search.equivalents import Equivalents
from viewer.search.query import parse

pytestmark = pytest.mark.bench

VERSIONS = 11
SOURCE = VersionId("de")
AIMS = {"frequent at 1": 0.75, "frequent at 3": 0.90}
MOST_MILLISECONDS = 200
"""For an answer in all other versions."""


def test_precision_and_time(shared_data: Path, tmp_path: Path) -> None:
    with Corpus.open(bible(shared_data, VERSIONS), read_only=True) as corpus:
        engine = Engine(corpus, tmp_path)
        for version in corpus.versions():
            engine.prepare(version.id)
        equivalents = Equivalents(corpus, engine, tmp_path)
        begun = time.perf_counter()
        equivalents.prepare([version.id for version in corpus.versions()])
        figures: Figures = {"words of all versions counted, s": time.perf_counter() - begun}
        rows, answers, taken, busy = {}, {}, [], []
        others = [version.id for version in corpus.versions() if version.id != SOURCE]
        for term in terms():
            query = parse(f"de:{term.text}", versions=corpus.versions(), within=[SOURCE])
            rows[term.text] = engine.count(query).units
            times = []
            for _ in range(2):
                begun, worked = time.perf_counter(), time.process_time()
                answers[term.text] = dict(zip(others, equivalents.find(query, SOURCE), strict=True))
                times.append((1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)))
            taken.append(min(wall for wall, _ in times))
            busy.append(min(work for _, work in times))
        engine.close()
    middle = float(np.median(list(rows.values())))
    right: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for term in terms():
        half = "frequent" if rows[term.text] >= middle else "rare"
        known = "apart" if term.apart else "tuned"
        for version in term.accepted:
            good = [term.accepts(version, one.text) for one in answers[term.text][version]]
            for group in ("all", half, known, f"{known}, {half}", version):
                right[group].append((any(good[:1]), any(good[:3])))
    for group, results in right.items():
        for place, at in enumerate((1, 3)):
            figures[f"{group} at {at}"] = sum(result[place] for result in results) / len(results)
    figures |= {
        f"{len(others)} others p50, ms": float(np.median(taken)),
        f"{len(others)} others worst, ms": max(taken),
        f"{len(others)} others p50, ms busy": float(np.median(busy)),
        "one other p50, ms": float(np.median(taken)) / len(others),
    }
    print(f"\n  {len(rows)} terms, {len(right['all'])} pairs; {load()}")
    for name, figure in figures.items():
        print(f"  {name:<40} {figure:>8.2f}")
    report("equivalents").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    assert all(figures[name] >= least for name, least in AIMS.items())
    # With other work on the machine the clock says little: what the processor did for an answer is what counts.
    assert figures[f"{len(others)} others p50, ms busy"] <= MOST_MILLISECONDS
