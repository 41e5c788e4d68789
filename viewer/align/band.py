"""Where to look: a coarse alignment of blocks of segments bounds the search among the segments themselves.

Both texts are cut into blocks of four segments, these again, until few are left. The coarsest are aligned without
bounds; the states that this leaves possible, and some beside them, are the band of the next finer level. So the cost
grows with the length of the texts and not with its square, and no straight diagonal has to be trusted.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from viewer.align.beads import LONGEST, LOOSE_PRIOR, Band, Posterior, posterior
from viewer.align.lengths import LengthModel, length_scores
from viewer.align.limits import coarser, within
from viewer.align.renderings import Rendering, rendering_scores
from viewer.align.sparse import Floats, Ints, Sparse
from viewer.align.tokens import Bag

FREE_CELLS = 360_000
"""States that are searched without a band."""
_FREE_BLOCKS = 90_000
"""The same for blocks, which have more to compare."""
_BLOCK = 4
_FREQUENT, _FEW = 0.3, 4
"""Tokens in a larger share of the blocks (and in more than a few) tell little and take most of the time."""
_SPREAD = 6.0
"""Blocks of two sides never end at quite the same place, so that their lengths agree less."""
_ATTEMPTS = 4
_EDGE = 1e-3
"""Probability of a state at the border of the band from which the band is too narrow there."""
_ROOM = 32
"""States by which, and rows over which, it is then widened; twice as many at each further attempt."""
_CELLS, _WIDTH = 1_000_000, 40
"""States of a band at most, in all or on average in a row, whichever is more (if even the likeliest are fewer)."""
_UNLIKELY = (-14.0, -11.0, -8.0, -6.0, -4.0)
"""Log probabilities below which a state is left out: the first that keeps the band small enough."""


def search_band(
    source: Bag,
    target: Bag,
    forward: Rendering,
    backward: Rendering,
    ratio: float,
    bounds: Band,
    check: Callable[[], None],
    free: int = FREE_CELLS,
) -> Band:
    """The states worth visiting, of those within `bounds`; all of them where the texts are short.

    `ratio`: log of target to source length.
    """
    if len(source) * len(target) <= free or min(len(source), len(target)) <= _BLOCK:
        return bounds
    here, there = _blocks(source), _blocks(target)
    outer = coarser(bounds, _BLOCK)
    start = search_band(here, there, forward, backward, ratio, outer, check, _FREE_BLOCKS)

    def evidence(band: Band) -> Floats:
        scores = rendering_scores(here, there, band, forward, backward, check)
        scores += length_scores(here.lengths, there.lengths, band, LengthModel(ratio, _SPREAD))
        return scores

    found, _ = search(start, evidence, LOOSE_PRIOR, outer, check)
    return within(likely_states(found, _BLOCK, len(source), len(target)), bounds)


def search(
    band: Band,
    evidence: Callable[[Band], Floats],
    prior: Floats,
    bounds: Band,
    check: Callable[[], None],
    attempts: int = _ATTEMPTS,
) -> tuple[Posterior, Floats]:
    """The probabilities within `band`, widened, within `bounds`, where the path runs along its border; and the evidence
    there."""
    for attempt in range(attempts):
        check()
        scores = evidence(band)
        found = posterior(band, scores, prior, check)
        near = np.flatnonzero(found.edges(bounds) > _EDGE)
        if not len(near) or attempt == attempts - 1:
            break
        band = within(_widened(band, near, _ROOM << attempt), bounds)
    return found, scores


def _widened(band: Band, near: Ints, room: int) -> Band:
    """The band with `room` more states on each side around these rows."""
    low, high = band.low.copy(), band.high.copy()
    for row in near.tolist():
        rows = slice(max(row - room, 0), row + room + 1)
        low[rows] = np.minimum(low[rows], band.low[rows] - room)
        high[rows] = np.maximum(high[rows], band.high[rows] + room)
    return _monotone(low, high, band.targets)


def likely_states(found: Posterior, block: int, sources: int, targets: int) -> Band:
    """The band of segments around what is possible for blocks of `block` segments, and a margin on each side."""
    finer = np.arange(sources + 1)
    above = finer // block
    below = np.minimum(above + 1, found.band.sources)
    _, state = found.band.places
    rows = found.band.starts[:-1]
    margin = max(block, LONGEST)
    for limit in _UNLIKELY:
        likely = found.states > limit
        # Rows that a bead of several blocks jumps over have nothing likely; the rows beside them bound them.
        first = np.minimum.reduceat(np.where(likely, state, found.band.targets), rows)
        last = np.maximum.reduceat(np.where(likely, state, 0), rows)
        first = np.minimum.accumulate(first[::-1])[::-1]
        last = np.maximum.accumulate(last)
        band = _monotone(first[above] * block - margin, last[below] * block + margin + 1, targets)
        if band.cells <= max(_CELLS, _WIDTH * sources):
            break
    return band


def _monotone(low: Ints, high: Ints, targets: int) -> Band:
    low = np.minimum.accumulate(np.clip(low, 0, targets)[::-1])[::-1]
    high = np.maximum.accumulate(np.clip(high, 1, targets + 1))
    low[0], high[-1] = 0, targets + 1
    return Band(low, high)


def _blocks(side: Bag) -> Bag:
    """The side with every _BLOCK segments joined."""
    tokens = side.tokens
    count = -(-len(side) // _BLOCK)
    joined = Sparse.of((count, tokens.shape[1]), tokens.rows // _BLOCK, tokens.columns, tokens.values)
    blocks = np.bincount(joined.columns, minlength=tokens.shape[1])
    joined = joined.keep((blocks <= max(_FREQUENT * count, _FEW))[joined.columns])
    starts = np.arange(0, len(side), _BLOCK)
    return Bag(
        joined.with_values(np.ones(len(joined.values))),
        side.vocabulary,
        side.skeletons,
        np.add.reduceat(side.lengths, starts),
        np.logical_or.reduceat(side.signs, starts),
        np.zeros(count, np.int64),
        side.language,
    )
