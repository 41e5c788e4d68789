"""The evidence of lengths: a translation is about as long as its original, give or take what short texts vary.

Gale and Church (1993) measure the deviation alone; here it is set against the chance that two segments of such lengths
meet, so that agreement between unusual lengths tells more than between usual ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from viewer.align.beads import LONGEST, MATCHES, Band
from viewer.align.sparse import Floats, Sparse
from viewer.align.tokens import Bag

_SPREAD, _SHORT_SPREAD = 0.006, 2.0
"""Variance of the log ratio of lengths: a constant part, and a part divided by the length."""
_TAIL, _TAIL_WIDTH = 0.1, 4.0
"""Share of translations that are much freer, and by how much their deviation is wider."""
_FREE = 1.5
"""Spread before anything was seen; 1 is a close translation of news."""
_UNLIKE = 0.3
"""Log ratios that differ by less are not worth two tries."""
_AT_ONCE = 100_000
"""Cells, so that little is held at a time."""
_RATIO_FAITH, _SPREAD_FAITH = 5, 20
"""How many beads the first idea of a model is worth."""


@dataclass(frozen=True, slots=True)
class LengthModel:
    """log(target length) is normal around log(source length) + ratio."""

    ratio: float
    spread: float
    """Factor on the variance."""


def length_guesses(source: Bag, target: Bag) -> list[LengthModel]:
    """Models to begin with: from the whole lengths, and, if that is quite another, from those of the segments.

    The first is right where one side has its segments cut smaller, the second where it has text of its own.
    """
    whole = math.log(target.lengths.sum() / source.lengths.sum())
    each = whole - math.log(len(target) / len(source))
    return [LengthModel(ratio, _FREE) for ratio in ((whole,) if abs(whole - each) < _UNLIKE else (whole, each))]


def length_scores(source: Floats, target: Floats, band: Band, model: LengthModel) -> Floats:
    """Log likelihood ratios, float32[matches, cells], given the lengths of the segments; all above 0."""
    here = [_log_sums(source, a) for a in range(1, LONGEST + 1)]
    there = [_log_sums(target, b) for b in range(1, LONGEST + 1)]
    chance_here = [_log_density(v) for v in here]
    chance_there = [_log_density(v) for v in there]
    out = np.empty((len(MATCHES), band.cells), dtype=np.float32)
    for start in range(0, band.cells, _AT_ONCE):
        cells = slice(start, start + _AT_ONCE)
        row, state = (np.maximum(place[cells] - 1, 0) for place in band.places)
        for k, (a, b) in enumerate(MATCHES):
            x, y = here[a - 1][row], there[b - 1][state]
            variance = model.spread * (_SPREAD + _SHORT_SPREAD * np.exp(-0.5 * (x + y)))
            apart = (y - x - model.ratio) ** 2 / variance
            density = (1 - _TAIL) * np.exp(-0.5 * apart) + _TAIL / _TAIL_WIDTH * np.exp(-0.5 * apart / _TAIL_WIDTH**2)
            # Beside 100,000 letters a short segment is so unlikely that the number for it would be 0.
            np.maximum(density, np.finfo(density.dtype).tiny, out=density)
            chance = 0.5 * (chance_here[a - 1][row] + chance_there[b - 1][state])
            out[k, cells] = np.log(density) - 0.5 * np.log(variance) - chance
    return out


def length_fit(source: Bag, target: Bag, pairs: Sparse, model: LengthModel) -> LengthModel:
    """The model that fits `pairs` (probabilities of one-to-one beads); `model`, found before, still counts a little."""
    apart = np.log(target.lengths[pairs.columns]) - np.log(source.lengths[pairs.rows])
    size = np.sqrt(source.lengths[pairs.rows] * target.lengths[pairs.columns])
    weight = pairs.values * np.minimum(1, np.sqrt(size / 100))
    ratio = (_RATIO_FAITH * model.ratio + (weight * apart).sum()) / (_RATIO_FAITH + weight.sum())
    squares = (apart - model.ratio) ** 2 / (_SPREAD + _SHORT_SPREAD / size)
    near = pairs.values * (squares < 9 * model.spread)
    spread = (_SPREAD_FAITH * _FREE + (near * squares).sum()) / (_SPREAD_FAITH + near.sum())
    return LengthModel(float(ratio), float(spread))


def _log_sums(lengths: Floats, count: int) -> Floats:
    """Log of the total length of `count` segments that end with each; the first ones, of as many as there are."""
    total = np.concatenate([np.zeros(count), np.cumsum(lengths)])
    result: Floats = np.log(total[count:] - total[: len(lengths)])
    return result


def _log_density(values: Floats) -> Floats:
    """Log density of each of the values under a normal with a wide tail that fits them all."""
    deviation = max(float(values.std()), 0.3)
    apart = ((values - values.mean()) / deviation) ** 2
    result: Floats = np.log((0.9 * np.exp(-0.5 * apart) + 0.1 / 3 * np.exp(-0.5 * apart / 9)) / deviation)
    return result
