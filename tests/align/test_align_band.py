"""The coarse pass that bounds the search."""

from __future__ import annotations

import random

from viewer.align.band import search_band
from viewer.align.beads import Band
from viewer.align.renderings import Rendering
from viewer.align.resemblance import resemblance, spread
from viewer.align.tokens import bag


def band(source: list[str], target: list[str]) -> Band:
    here, there = bag(source, "de"), bag(target, "de")
    table = resemblance(here, there)
    forward, backward = Rendering.of(spread(table)), Rendering.of(spread(table.transposed()))
    return search_band(here, there, forward, backward, 0.0, Band.full(len(here), len(there)), lambda: None)


def text(size: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(str(rng.randrange(300)) for _ in range(rng.randrange(3, 15))) for _ in range(size)]


def test_short_texts_are_searched_everywhere() -> None:
    found = band(text(5, 1), text(8, 2))
    assert found.low.tolist() == [0] * 6
    assert found.high.tolist() == [9] * 6


def test_the_true_path_stays_inside_where_a_long_passage_is_missing() -> None:
    whole = text(1200, 3)
    found = band(whole, whole[:300] + whole[500:])
    path = [*range(301), *[300] * 200, *range(301, 1001)]
    assert all(low <= j < high for low, j, high in zip(found.low, path, found.high, strict=True))
    assert found.cells < 400 * 1200


def test_the_bounds_never_fall() -> None:
    found = band(text(900, 4), text(1000, 5))
    assert (found.low[1:] >= found.low[:-1]).all()
    assert (found.high[1:] >= found.high[:-1]).all()
