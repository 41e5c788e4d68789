"""Two sides aligned: rounds of evidence, probabilities of beads, and a better idea of how these two sides translate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from viewer.align.band import FREE_CELLS, likely_states, search, search_band
from viewer.align.beads import Band, Posterior
from viewer.align.lengths import LengthModel, length_fit, length_guesses, length_scores
from viewer.align.lexicon import learn
from viewer.align.renderings import Rendering, rendering_scores
from viewer.align.resemblance import resemblance, spread
from viewer.align.signs import sign_scores, sign_tables
from viewer.align.sparse import Floats
from viewer.align.tokens import Bag

_SHARES = np.array([0.74, 0.055, 0.055, 0.008, 0.008, 0.002, 0.002, 0.01, 0.001, 0.001, 0.06, 0.06])
_PRIOR = _SHARES / _SHARES.sum()
"""Shares of MATCHES, then of lone source and lone target segments, before anything was seen."""
_FAITH = 150
"""How many beads that opinion is worth."""
_ROUNDS = 2
"""After the first, in which nothing is learned yet."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """What is known of two sides."""

    evidence: Floats
    """float32[matches, cells]: log likelihood ratio of every bead."""
    prior: Floats
    """Log prior of MATCHES, of a lone source and of a lone target segment."""
    posterior: Posterior


def align_pair(source: Bag, target: Bag, progress: Callable[[float], None], check: Callable[[], None]) -> Aligned:
    """Align two sides that are not empty.

    `progress` is told the share that is done; `check` is called now and then and may raise.
    """
    table = resemblance(source, target)
    known_forward, known_backward = spread(table), spread(table.transposed())
    forward, backward = Rendering.of(known_forward), Rendering.of(known_backward)
    signs, prior = sign_tables(source, target, None), _PRIOR
    tries = []
    for lengths in length_guesses(source, target):
        band = search_band(source, target, forward, backward, lengths.ratio, check)
        evidence = partial(_evidence, source, target, forward, backward, lengths, signs)
        tries.append((*search(band, evidence, np.log(prior), check), lengths))
    result, scores, lengths = max(tries, key=lambda attempt: attempt[0].log_likelihood)
    for done in range(_ROUNDS):
        progress((done + 1) / (_ROUNDS + 1))
        band = _next_band(result)
        pairs, links, counts = result.pairs(), result.links(), result.counts()
        prior = (_FAITH * _PRIOR + counts) / (_FAITH + counts.sum())
        lengths = length_fit(source, target, pairs, lengths)
        signs = sign_tables(source, target, pairs)
        learned = learn(source, target, links, known_forward)
        forward = Rendering.of(known_forward).joined(learned, source, target)
        learned = learn(target, source, links.transposed(), known_backward)
        backward = Rendering.of(known_backward).joined(learned, target, source)
        evidence = partial(_evidence, source, target, forward, backward, lengths, signs)
        result, scores = search(band, evidence, np.log(prior), check)
    return Aligned(scores, np.log(prior), result)


def _evidence(
    source: Bag,
    target: Bag,
    forward: Rendering,
    backward: Rendering,
    lengths: LengthModel,
    signs: Floats,
    band: Band,
) -> Floats:
    scores = rendering_scores(source, target, band, forward, backward)
    scores += length_scores(source.lengths, target.lengths, band, lengths)
    scores += sign_scores(source, target, band, signs)
    return scores


def _next_band(result: Posterior) -> Band:
    """The band for the next round, closer around the path."""
    band = result.band
    return band if band.cells <= FREE_CELLS else likely_states(result, 1, band.sources, band.targets)
