"""Two sides aligned: rounds of evidence, probabilities of beads, and a better idea of how these two sides translate."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from viewer.align.band import FREE_CELLS, likely_states, search_band, widened
from viewer.align.beads import LONGEST, Posterior, posterior
from viewer.align.lengths import LengthModel, length_fit, length_scores
from viewer.align.lexicon import learn
from viewer.align.renderings import Rendering, rendering_scores
from viewer.align.resemblance import resemblance, spread
from viewer.align.signs import sign_scores, sign_tables
from viewer.align.sparse import Floats, Sparse
from viewer.align.tokens import Bag

_PRIOR = np.array([0.74, 0.055, 0.055, 0.008, 0.008, 0.002, 0.002, 0.01, 0.001, 0.001, 0.06, 0.06])
"""Shares of MATCHES, then of lone source and lone target segments, before anything was seen."""
_FAITH = 150
"""How many beads that opinion is worth."""
_ROUNDS = 3
_AT_THE_EDGE = 1e-3
"""Probability of a state at the border of the band that makes it wider for the next round."""
_FREE = 1.5
"""Spread of lengths before anything was seen; 1 is a close translation of news."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """What is known of two sides."""

    evidence: Floats
    """float[matches, sources, width]: log likelihood ratio of every bead."""
    prior: Floats
    """Log prior of MATCHES, of a lone source and of a lone target segment."""
    posterior: Posterior


def align_pair(source: Bag, target: Bag, check: Callable[[], None]) -> Aligned:
    """Align two sides that are not empty. `check` is called now and then and may raise."""
    table = resemblance(source, target)
    known_forward, known_backward = spread(table), spread(table.transposed())
    forward, backward = Rendering.of(known_forward), Rendering.of(known_backward)
    start = LengthModel(math.log(target.lengths.sum() / source.lengths.sum()), _FREE)
    lengths, signs, prior = start, sign_tables(source, target, None), _PRIOR / _PRIOR.sum()
    band = search_band(source, target, forward, backward, check)
    for last in [False] * (_ROUNDS - 1) + [True]:
        check()
        scores = rendering_scores(source, target, band, forward, backward)
        scores += length_scores(source, target, band, lengths)
        scores += sign_scores(source, target, band, signs)
        result = posterior(band, scores, np.log(prior), check)
        if last:
            break
        if result.edge() > _AT_THE_EDGE:
            band = widened(band, band.width // 2)
        elif band.width * len(source) > FREE_CELLS:
            band = widened(likely_states(result, 1, len(source), len(target)), LONGEST)
        links = result.links()
        pairs = _one_to_one(result)
        counts = result.counts()
        prior = (_FAITH * _PRIOR / _PRIOR.sum() + counts) / (_FAITH + counts.sum())
        lengths = length_fit(source, target, pairs, lengths, start)
        signs = sign_tables(source, target, pairs)
        learned = learn(source, target, links, known_forward)
        forward = Rendering.of(known_forward).joined(learned, source, target)
        learned = learn(target, source, links.transposed(), known_backward)
        backward = Rendering.of(known_backward).joined(learned, target, source)
    return Aligned(scores, np.log(prior), result)


def _one_to_one(result: Posterior) -> Sparse:
    row, column = np.nonzero(result.matches[0] > 1e-3)
    shape = (result.band.sources, result.band.targets)
    target = result.band.low[row + 1] + column - 1
    return Sparse.of(shape, row, target, result.matches[0, row, column].astype(np.float64))
