"""A small dictionary learned from the two sides themselves: tokens that keep standing in linked segments.

Pairs of tokens that stand together more often than chance allows (Dunning's log likelihood ratio) are sorted out by
expectation maximisation as in IBM Model 1 (Brown et al., 1993), where the tokens of a segment compete to explain
those of its partner. A pair that a single place vouches for counts nothing, or an error would confirm itself.
"""

from __future__ import annotations

import numpy as np

from viewer.align.sparse import Sparse, expand, sums
from viewer.align.tokens import Bag

_SIGNIFICANT = 8.0
"""Log likelihood ratio that a pair needs."""
_ITERATIONS = 4
_RARE = 1.0
"""Imagined further occurrences of every token, so that rare ones are believed less."""
_BUDGET = 3_000_000
"""Pairs of tokens looked at; a longer text is sampled evenly."""
_FREQUENT, _LONG = 0.15, 300
"""In texts longer than _LONG segments, tokens in more than this share of the segments are left out."""


def learn(source: Bag, target: Bag, links: Sparse, known: Sparse) -> Sparse:
    """Vocabulary x vocabulary: how often, per occurrence of a source token, it is rendered by the target token.

    `links` (segments x segments) are the probabilities that segments belong together, `known` a table to start from.
    """
    here, there = _useful(source), _useful(target)
    shape = (len(source.vocabulary), len(target.vocabulary))
    partner = links @ there
    partner = partner.keep(partner.values > 0.02)
    pairs = np.diff(here.pointers) * np.diff(partner.pointers)
    every = int(np.ceil(pairs.sum() / _BUDGET)) or 1
    chosen = np.arange(len(source)) % every == 0
    here, partner = here.keep(chosen[here.rows]), partner.keep(chosen[partner.rows])
    source_count, target_count = here.column_sums(), partner.column_sums()

    starts = partner.pointers[here.rows]
    owner, place = expand(starts, partner.pointers[here.rows + 1] - starts)
    keys = here.columns[owner] * shape[1] + partner.columns[place]
    del owner
    order = np.argsort(keys, kind="stable")
    keys, place = keys[order], place[order]
    del order
    new = np.diff(keys, prepend=-1) > 0
    pair = np.cumsum(new) - 1
    e, f = np.divmod(keys[new], shape[1])
    together = sums(pair, partner.values[place])
    chance = source_count[e] * target_count[f] / max(1, int(chosen.sum()))
    ratio = 2 * (together * np.log(np.maximum(together, 1e-9) / chance) - (together - chance))
    good = (together > chance) & (ratio > _SIGNIFICANT)
    if not good.any():
        return Sparse.of(shape, e[:0], f[:0], together[:0])
    number = np.cumsum(good) - 1
    kept = good[pair]
    pair, place = number[pair[kept]], place[kept]
    e, f = e[good], f[good]

    background = target_count / max(1.0, float(target_count.sum()))
    sizes = np.diff(here.pointers)[partner.rows]
    noise = (sizes + 1) * background[partner.columns]
    chances = known.at(e, f) + background[f]
    for _ in range(_ITERATIONS):
        explained = sums(place, chances[pair], len(noise)) + noise
        share = partner.values[place] * chances[pair] / explained[place]
        counts = sums(pair, share, len(e))
        chances = counts / (source_count[e] + _RARE)
    own = sums(pair, share**2, len(e)) / np.maximum(counts, 1e-9)
    chances = np.maximum(counts - own, 0) / (source_count[e] + _RARE)
    return Sparse.of(shape, e, f, chances)


def _useful(side: Bag) -> Sparse:
    counts = np.bincount(side.tokens.columns, minlength=len(side.vocabulary))
    most = _FREQUENT * len(side) if len(side) > _LONG else len(side)
    return side.tokens.keep(((counts >= 2) & (counts <= most))[side.tokens.columns])
