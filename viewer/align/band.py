"""Where to look: a coarse alignment of blocks of segments bounds the search among the segments themselves.

Both texts are cut into blocks of four segments, these again, until few are left. The coarsest are aligned without
bounds; the states that this leaves possible, and some beside them, are the band of the next finer level. So the cost
grows with the length of the texts and not with its square, and no straight diagonal has to be trusted.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from viewer.align.beads import Band, Posterior, posterior
from viewer.align.lengths import LengthModel, length_scores
from viewer.align.renderings import Rendering, rendering_scores
from viewer.align.sparse import Sparse
from viewer.align.tokens import Bag

FREE_CELLS = 360_000
"""States that are searched without a band."""
_BLOCK = 4
_SPREAD = 6.0
"""Blocks of two sides never end at quite the same place, so that their lengths agree less."""
_PRIOR = np.log([0.5, 0.09, 0.09, 0.02, 0.02, 0.01, 0.01, 0.06, 0.02, 0.02, 0.08, 0.08])
_CELLS = 8_000_000
"""States of a band, at most (if even the likeliest states are fewer)."""
_UNLIKELY = (-14.0, -11.0, -8.0, -6.0, -4.0)
"""Log probabilities below which a state is left out: the first that keeps the band small enough."""


def search_band(
    source: Bag, target: Bag, forward: Rendering, backward: Rendering, ratio: float, check: Callable[[], None]
) -> Band:
    """The states worth visiting; all of them where the texts are short. `ratio`: log of target to source length."""
    if len(source) * len(target) <= FREE_CELLS or min(len(source), len(target)) <= _BLOCK:
        return Band.full(len(source), len(target))
    check()
    here, there = _blocks(source), _blocks(target)
    bounds = search_band(here, there, forward, backward, ratio, check)
    while True:
        evidence = rendering_scores(here, there, bounds, forward, backward)
        evidence += length_scores(here, there, bounds, LengthModel(ratio, _SPREAD))
        found = posterior(bounds, evidence, _PRIOR, check)
        if found.edge() < 1e-3:
            break
        bounds = widened(bounds, bounds.width)
    return likely_states(found, _BLOCK, len(source), len(target))


def widened(band: Band, margin: int) -> Band:
    """The band with `margin` more states on each side."""
    return _monotone(band.low - margin, band.high + margin, band.targets)


def _monotone(low: np.ndarray, high: np.ndarray, targets: int) -> Band:
    low = np.minimum.accumulate(np.clip(low, 0, targets)[::-1])[::-1]
    high = np.maximum.accumulate(np.clip(high, 1, targets + 1))
    low[0], high[-1] = 0, targets + 1
    return Band(low, high)


def likely_states(found: Posterior, block: int, sources: int, targets: int) -> Band:
    """The band of segments around what is possible for blocks of `block` segments, and a block more on each side."""
    blocks, finer = np.arange(found.band.sources + 1), np.arange(sources + 1)
    for limit in _UNLIKELY:
        likely = found.states > limit
        first = found.band.low + likely.argmax(axis=1)
        last = found.band.low + likely.shape[1] - 1 - likely[:, ::-1].argmax(axis=1)
        nothing = ~likely.any(axis=1)  # rows that beads of several blocks jump over
        first[nothing], last[nothing] = targets, 0
        first = np.minimum.accumulate(first[::-1])[::-1]
        last = np.maximum.accumulate(last)
        above = finer // block
        below = np.minimum(above + 1, blocks[-1])
        band = _monotone((first[above] - 1) * block, (last[below] + 1) * block + 1, targets)
        if band.width * sources <= _CELLS:
            break
    return band


def _blocks(side: Bag) -> Bag:
    """The side with every _BLOCK segments joined."""
    tokens = side.tokens
    count = -(-len(side) // _BLOCK)
    joined = Sparse.of((count, tokens.shape[1]), tokens.rows // _BLOCK, tokens.columns, tokens.values)
    starts = np.arange(0, len(side), _BLOCK)
    return Bag(
        joined.with_values(np.ones(len(joined.values))),
        side.vocabulary,
        side.skeletons,
        np.add.reduceat(side.lengths, starts),
        np.logical_or.reduceat(side.signs, starts),
    )
