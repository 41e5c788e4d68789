"""Two sides whose rows are known: what stands in different rows is kept apart, and the beads within are found.

The sentences of many rows are aligned at once, so that lengths, signs and words are judged by all of them, though no
bead leaves its row. The states between are few, and each round costs about what reading the sides does.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from viewer.align.beads import LOOSE_PRIOR, MATCHES, Band, posterior
from viewer.align.known import WordPairs
from viewer.align.lengths import LengthModel, length_fit, length_scores
from viewer.align.pair import Aligned, Direction
from viewer.align.renderings import rendering_scores
from viewer.align.resemblance import resemblance, spread
from viewer.align.signs import sign_scores, sign_tables
from viewer.align.sparse import Bools, Floats, Ints
from viewer.align.tokens import Bag

_FREE = 1.5
"""Spread of lengths before anything was seen; 1 is a close translation of news."""
_FAITH = 150
"""How many beads the first idea of the prior is worth."""
_ROUNDS = 1
"""After the first, in which nothing is learned yet. A second one betters nothing within rows."""
_FORBIDDEN = -1e4
"""Evidence for a bead that would leave its row."""


def align_fenced(source: Bag, target: Bag, rows: Ints, known: WordPairs, check: Callable[[], None]) -> Aligned:
    """Align two sides that are not empty within their rows.

    `rows` is int64[rows + 1, 2]: how many segments of each side the first rows hold; from 0 to all. `known` is what
    earlier texts taught of their languages.
    """
    cuts_here, cuts_there = rows[:, 0], rows[:, 1]
    band = fenced(cuts_here, cuts_there)
    outside = _outside(band, cuts_here, cuts_there)
    alike = resemblance(source, target)
    told, told_back = known.chances(source, target)
    here = Direction(source, target, spread(alike), told)
    there = Direction(target, source, spread(alike.transposed()), told_back)
    forward, backward = here.rendering(), there.rendering()
    signs = sign_tables(source, target, None)
    lengths = LengthModel(math.log(target.lengths.sum() / source.lengths.sum()), _FREE)
    shares = np.exp(LOOSE_PRIOR)
    prior = LOOSE_PRIOR

    def evidence() -> Floats:
        scores = rendering_scores(source, target, band, forward, backward, check)
        scores += length_scores(source.lengths, target.lengths, band, lengths)
        scores += sign_scores(source, target, band, signs)
        scores[outside] = _FORBIDDEN
        return scores

    scores = evidence()
    found = posterior(band, scores, prior, check)
    for _ in range(_ROUNDS):
        pairs, links, counts = found.pairs(), found.links(), found.counts()
        prior = np.log((_FAITH * shares + counts) / (_FAITH + counts.sum()))
        lengths = length_fit(source, target, pairs, lengths)
        signs = sign_tables(source, target, pairs)
        forward, backward = here.rendering(links), there.rendering(links.transposed())
        scores = evidence()
        found = posterior(band, scores, prior, check)
    return Aligned(scores, prior, found)


def fenced(here: Ints, there: Ints) -> Band:
    """The states that lie in a row of two sides, given how many segments the first rows hold of each."""
    place = np.arange(here[-1] + 1)
    # Between two rows both are open: the first may end there, the second begin with segments of the target alone.
    first = np.searchsorted(here, place, side="left") - 1
    last = np.searchsorted(here, place, side="right")
    low, high = there[np.maximum(first, 0)], there[np.minimum(last, len(there) - 1)] + 1
    low[0] = 0
    return Band(low, high)


def _outside(band: Band, here: Ints, there: Ints) -> Bools:
    """bool[matches, cells]: the beads that do not lie in one row."""
    source_row, target_row = _row_of(here), _row_of(there)
    row, state = band.places
    ends = source_row[np.maximum(row - 1, 0)], target_row[np.maximum(state - 1, 0)]
    result = np.empty((len(MATCHES), band.cells), dtype=np.bool_)
    for k, (sources, targets) in enumerate(MATCHES):
        begins = source_row[np.maximum(row - sources, 0)], target_row[np.maximum(state - targets, 0)]
        result[k] = (ends[0] != ends[1]) | (begins[0] != ends[0]) | (begins[1] != ends[1])
    return result


def _row_of(cuts: Ints) -> Ints:
    return np.repeat(np.arange(len(cuts) - 1), np.diff(cuts))
