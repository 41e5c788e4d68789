"""What aligned rows teach: how often each token was rendered by which, given all that was known before.

Expectation maximisation as in IBM Model 1 (Brown et al., 1993), in both directions, on top of what earlier texts
taught: that is incremental EM (Neal and Hinton, 1998). A pair that was seen once is counted too; whether it was an
accident other texts will tell.
"""

from __future__ import annotations

import numpy as np

from viewer.align.known import WordPairs, places_in
from viewer.align.resemblance import resemblance, spread
from viewer.align.sparse import Bools, Floats, Ints, Sparse, expand, sums
from viewer.align.tokens import Bag

_ITERATIONS = 6
_TRUST = 5
"""Rows that what was known before is worth."""
_BUDGET = 3_000_000
"""Pairs of tokens looked at; a longer text is sampled evenly."""
_FAINT = 0.05
"""Parts of a row in which tokens answer each other; less is not kept."""


def taught(source: Bag, target: Bag, weights: Floats, known: WordPairs) -> WordPairs:
    """What rows teach whose text on the two sides is `source` and `target`, a segment a row.

    `weights` tell how much each row is to count, 0 or more; a row that lacks a side has nothing to tell. `known` is of
    the same two languages.
    """
    here, there = source.tokens, target.tokens
    sizes, others = np.diff(here.pointers), np.diff(there.pointers)
    weights = np.where((sizes > 0) & (others > 0), weights, 0.0)
    chosen = _sampled(sizes * others * (weights > 0))
    here, there = here.keep(chosen[here.rows]), there.keep(chosen[there.rows])
    row = here.rows
    owner, place = expand(there.pointers[row], np.diff(there.pointers)[row])
    keys = here.columns[owner] * there.shape[1] + there.columns[place]
    pair_keys, pair = np.unique(keys, return_inverse=True)
    e, f = np.divmod(pair_keys, there.shape[1])
    source_counts = sums(here.columns, weights[row], here.shape[1])
    target_counts = sums(there.columns, weights[there.rows], there.shape[1])

    told, told_back = known.chances(source, target)
    alike = resemblance(source, target)
    start, start_back = spread(alike) + told, spread(alike.transposed()) + told_back
    general = source_counts / max(1.0, float(source_counts.sum()))
    general_there = target_counts / max(1.0, float(target_counts.sum()))
    weight = weights[row[owner]]
    forward = _expected(
        pair,
        place,
        weight,
        start=start.at(e, f),
        chance=general_there[f],
        given=source_counts[e],
        trust=_TRUST * np.minimum(start.row_sums(), 1)[e],
        noise=(sizes[there.rows] + 1) * general_there[there.columns],
    )
    backward = _expected(
        pair,
        owner,
        weight,
        start=start_back.at(f, e),
        chance=general[e],
        given=target_counts[f],
        trust=_TRUST * np.minimum(start_back.row_sums(), 1)[f],
        noise=(others[row] + 1) * general[here.columns],
    )
    counts = np.sqrt(forward * backward)
    # That a word stays as it is needs no telling.
    kept = (counts > _FAINT) & (places_in(target.vocabulary, source.vocabulary)[e] != f)
    pairs = Sparse.of((here.shape[1], there.shape[1]), e[kept], f[kept], counts[kept])
    return WordPairs(source.vocabulary, target.vocabulary, source_counts, target_counts, pairs)


def _expected(
    pair: Ints,
    place: Ints,
    weight: Floats,
    *,
    start: Floats,
    chance: Floats,
    given: Floats,
    trust: Floats,
    noise: Floats,
) -> Floats:
    """For each pair of tokens the expected number of rows in which the one came from the other.

    `pair`, `place` and `weight` tell of each meeting which tokens meet, which occurrence is to be explained, and how
    much it counts. `start` is what was known of each pair and `trust` how many rows that is worth, `chance` how
    frequent the explained token is anyway, `given` in how many rows the explaining one stands; `noise` what else
    explains each occurrence.
    """
    counts: Floats = np.zeros(len(start))
    chances = start + chance
    for _ in range(_ITERATIONS):
        explained = sums(place, chances[pair], len(noise)) + noise
        counts = sums(pair, weight * chances[pair] / explained[place], len(start))
        chances = (counts + trust * start) / (given + 1 + trust)
    return counts


def _sampled(meetings: Ints) -> Bools:
    """Which rows are looked at."""
    every = int(np.ceil(meetings.sum() / _BUDGET)) or 1
    chosen: Bools = (meetings > 0) & (np.cumsum(meetings > 0) % every == 0)
    return chosen
