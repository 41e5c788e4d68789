"""Two sides aligned: rounds of evidence, probabilities of beads, and a better idea of how these two sides translate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from viewer.align.band import FREE_CELLS, likely_states, search, search_band
from viewer.align.beads import Band, Posterior
from viewer.align.known import WordPairs
from viewer.align.lengths import LengthModel, length_fit, length_guesses, length_scores
from viewer.align.lexicon import learn
from viewer.align.limits import within
from viewer.align.lone import company_scores, lone_odds
from viewer.align.pace import Pace, calls_over, calls_to
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
_FIRST, _COARSE = 0.35, 0.3
"""Share of the first round of all, and of the way to the band of a round; for the progress."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """What is known of two sides."""

    evidence: Floats
    """float32[matches, cells]: log likelihood ratio of every bead."""
    prior: Floats
    """Log prior of MATCHES, of a lone source and of a lone target segment."""
    posterior: Posterior


def align_pair(
    source: Bag,
    target: Bag,
    bounds: Band,
    known: WordPairs,
    progress: Callable[[float], None],
    check: Callable[[], None],
) -> Aligned:
    """Align two sides that are not empty, within `bounds`. `known` is what earlier texts taught of their languages.

    `progress` is told the share that is done; `check` is called now and then and may raise.
    """
    pace = Pace(progress, check)
    alike = resemblance(source, target)
    pace()
    told, told_back = known.chances(source, target)
    here = Direction(source, target, spread(alike), told)
    there = Direction(target, source, spread(alike.transposed()), told_back)
    forward, backward = here.rendering(), there.rendering()
    signs, prior = sign_tables(source, target, None), _PRIOR
    alone: tuple[Floats, Floats] = np.zeros(len(source)), np.zeros(len(target))
    tries = []
    guesses = length_guesses(source, target)
    for number, lengths in enumerate(guesses):
        pace.toward(_FIRST * (number + _COARSE) / len(guesses), calls_to(len(source)))
        band = search_band(source, target, forward, backward, lengths.ratio, bounds, pace)
        evidence = partial(_evidence, source, target, forward, backward, lengths, signs, alone, pace)
        pace.toward(_FIRST * (number + 1) / len(guesses), calls_over(band))
        tries.append((*search(band, evidence, np.log(prior), bounds, pace, attempts=1), lengths))
    result, scores, lengths = max(tries, key=lambda attempt: attempt[0].log_likelihood)
    tries.clear()
    for done in range(_ROUNDS):
        share = (1 - _FIRST) / _ROUNDS
        pace.toward(_FIRST + share * (done + _COARSE), calls_to(len(source)))
        pairs, links, counts = result.pairs(), result.links(), result.counts()
        prior = (_FAITH * _PRIOR + counts) / (_FAITH + counts.sum())
        lengths = length_fit(source, target, pairs, lengths)
        signs = sign_tables(source, target, pairs)
        alone = lone_odds(source, result.source_alone), lone_odds(target, result.target_alone)
        # With what is learned first the way is looked for anew: the first search may have missed a long cut.
        narrow = _next_band(result, bounds) if done else None
        del result, scores  # a hundred megabytes and more, for a book
        pace()
        forward = here.rendering(links)
        pace()
        backward = there.rendering(links.transposed())
        pace()
        evidence = partial(_evidence, source, target, forward, backward, lengths, signs, alone, pace)
        band = narrow or search_band(source, target, forward, backward, lengths.ratio, bounds, pace)
        pace.toward(_FIRST + share * (done + 1), calls_over(band))
        result, scores = search(band, evidence, np.log(prior), bounds, pace)
    return Aligned(scores, np.log(prior), result)


@dataclass(frozen=True, slots=True)
class Direction:
    """How tokens of one side are rendered on the other, as far as it is known before these two teach anything."""

    source: Bag
    target: Bag
    alike: Sparse
    told: Sparse

    def rendering(self, links: Sparse | None = None) -> Rendering:
        """With what these sides teach, given the probabilities that their segments belong together."""
        lexicon = self.told
        if links is not None:
            lexicon += learn(self.source, self.target, links, self.alike + self.told)
        return Rendering.of(self.alike).joined(lexicon, self.source, self.target)


def _evidence(
    source: Bag,
    target: Bag,
    forward: Rendering,
    backward: Rendering,
    lengths: LengthModel,
    signs: Floats,
    alone: tuple[Floats, Floats],
    check: Callable[[], None],
    band: Band,
) -> Floats:
    scores = rendering_scores(source, target, band, forward, backward, check)
    check()
    scores += length_scores(source.lengths, target.lengths, band, lengths)
    check()
    scores += sign_scores(source, target, band, signs)
    check()
    scores += company_scores(*alone, band)
    return scores


def _next_band(result: Posterior, bounds: Band) -> Band:
    """The band for the next round, closer around the path."""
    band = result.band
    return band if band.cells <= FREE_CELLS else within(likely_states(result, 1, band.sources, band.targets), bounds)
