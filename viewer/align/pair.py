"""Two sides aligned: rounds of evidence, probabilities of beads, and a better idea of how these two sides translate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from viewer.align.band import FREE_CELLS, likely_states, search_band, widened
from viewer.align.beads import LONGEST, Band, Posterior, posterior
from viewer.align.lengths import LengthModel, length_fit, length_guesses, length_scores
from viewer.align.lexicon import learn
from viewer.align.renderings import Rendering, rendering_scores
from viewer.align.resemblance import resemblance, spread
from viewer.align.signs import sign_scores, sign_tables
from viewer.align.sparse import Floats, Sparse
from viewer.align.tokens import Bag

_SHARES = np.array([0.74, 0.055, 0.055, 0.008, 0.008, 0.002, 0.002, 0.01, 0.001, 0.001, 0.06, 0.06])
_PRIOR = _SHARES / _SHARES.sum()
"""Shares of MATCHES, then of lone source and lone target segments, before anything was seen."""
_FAITH = 150
"""How many beads that opinion is worth."""
_ROUNDS = 2
"""After the first, in which nothing is learned yet."""
_AT_THE_EDGE = 1e-3
"""Probability of a state at the border of the band that makes it wider for the next round."""


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
    signs, prior = sign_tables(source, target, None), _PRIOR
    tries = []
    for lengths in length_guesses(source, target):
        band = search_band(source, target, forward, backward, lengths.ratio, check)
        evidence = _evidence(source, target, band, forward, backward, lengths, signs)
        tries.append((posterior(band, evidence, np.log(prior), check), lengths))
    result, lengths = max(tries, key=lambda attempt: attempt[0].log_likelihood)
    for _ in range(_ROUNDS):
        check()
        band = _narrowed(result)
        pairs, links, counts = _one_to_one(result), result.links(), result.counts()
        prior = (_FAITH * _PRIOR + counts) / (_FAITH + counts.sum())
        lengths = length_fit(source, target, pairs, lengths)
        signs = sign_tables(source, target, pairs)
        learned = learn(source, target, links, known_forward)
        forward = Rendering.of(known_forward).joined(learned, source, target)
        learned = learn(target, source, links.transposed(), known_backward)
        backward = Rendering.of(known_backward).joined(learned, target, source)
        evidence = _evidence(source, target, band, forward, backward, lengths, signs)
        result = posterior(band, evidence, np.log(prior), check)
    return Aligned(evidence, np.log(prior), result)


def _evidence(
    source: Bag,
    target: Bag,
    band: Band,
    forward: Rendering,
    backward: Rendering,
    lengths: LengthModel,
    signs: Floats,
) -> Floats:
    scores = rendering_scores(source, target, band, forward, backward)
    scores += length_scores(source, target, band, lengths)
    scores += sign_scores(source, target, band, signs)
    return scores


def _narrowed(result: Posterior) -> Band:
    """The band for the next round: wider where the path runs along its border, else closer around the path."""
    band = result.band
    if result.edge() > _AT_THE_EDGE:
        return widened(band, band.width // 2)
    if band.width * band.sources <= FREE_CELLS:
        return band
    return widened(likely_states(result, 1, band.sources, band.targets), LONGEST)


def _one_to_one(result: Posterior) -> Sparse:
    row, column = np.nonzero(result.matches[0] > 1e-3)
    shape = (result.band.sources, result.band.targets)
    target = result.band.low[row + 1] + column - 1
    return Sparse.of(shape, row, target, result.matches[0, row, column].astype(np.float64))
