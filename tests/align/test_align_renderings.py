"""The evidence of tokens, beside its definition."""

from __future__ import annotations

import random

import numpy as np
import pytest

from viewer.align import renderings
from viewer.align.beads import MATCHES, Band
from viewer.align.renderings import Rendering, rendering_scores
from viewer.align.sparse import Sparse
from viewer.align.tokens import Bag, bag

WORDS = ("alpha", "beta", "gamma", "delta", "kappa")


def side(size: int, rng: random.Random) -> Bag:
    return bag([" ".join(rng.choices(WORDS, k=rng.randint(0, 3))) for _ in range(size)], "la")


def rendering(source: Bag, target: Bag, rng: random.Random) -> Rendering:
    pairs = [(e, f) for e in range(len(source.vocabulary)) for f in range(len(target.vocabulary)) if rng.random() < 0.6]
    rows, columns = np.array(pairs, np.int64).reshape(-1, 2).T
    values = np.array([rng.uniform(0.3, 0.9) for _ in pairs])
    return Rendering.of(Sparse.of((len(source.vocabulary), len(target.vocabulary)), rows, columns, values))


def tokens(side: Bag, run: range) -> set[int]:
    return {int(c) for k in run for c in side.tokens.columns[side.tokens.pointers[k] : side.tokens.pointers[k + 1]]}


def gain(giver: Bag, taker: Bag, found: Rendering, given: range, taken: range) -> float:
    """What the tokens of a run are likelier, given those of a run of the other side."""
    there = tokens(giver, given)
    counts = taker.tokens.column_sums() + 0.5
    usual = counts / counts.sum() * (1 - found.explained)
    sizes = np.maximum(np.diff(giver.tokens.pointers), 1)
    competing = (sizes[given.start : given.stop] ** 2).sum() ** (1 / 2)
    total = 0.0
    for f in tokens(taker, taken):
        chances = [float(found.table.at(np.array([e]), np.array([f]))[0]) for e in there]
        chance = sum(value for value in chances if value > 0.5 * sizes.mean() * usual[f])
        total += np.log1p(-found.explained[f]) + np.log1p(chance / (competing * usual[f]))
    return total


def seams(a: int, b: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The two beads that take as many segments, in order."""
    return [((a - c, b - d), (c, d)) for c, d in MATCHES if (a - c, b - d) in MATCHES]


@pytest.mark.parametrize("seed", range(4))
def test_scores_are_those_of_the_definition_however_the_band_is_cut(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderings, "_ROWS_AT_ONCE", 3)
    monkeypatch.setattr(renderings, "_LEAST_ROWS", 1)
    rng = random.Random(seed)
    source, target = side(9, rng), side(11, rng)
    forward, backward = rendering(source, target, rng), rendering(target, source, rng)
    band = Band(np.array([0, 0, 0, 1, 2, 3, 3, 6, 6, 7]), np.array([4, 5, 6, 6, 8, 8, 9, 10, 12, 12]))
    found = rendering_scores(source, target, band, forward, backward, lambda: None)

    def defined(a: int, b: int, i: int, j: int) -> float:
        here, there = range(i - a, i), range(j - b, j)
        whole = (gain(source, target, forward, here, there) + gain(target, source, backward, there, here)) / 2
        parts = [
            defined(*first, i - last[0], j - last[1]) + defined(*last, i, j) - 1.5
            for first, last in seams(a, b)
            if band.cell(np.array(i - last[0]), np.array(j - last[1])) < band.cells
        ]
        return max([whole, *parts])

    for cell, (i, j) in enumerate(zip(*band.places, strict=True)):
        for k, (a, b) in enumerate(MATCHES):
            if i >= a and j >= b:
                assert found[k, cell] == pytest.approx(defined(a, b, i, j), abs=1e-5)
