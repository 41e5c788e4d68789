"""The evidence for single pairs of segments wherever they stand, as `renderings` and `lengths` have it for beads."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from viewer.align.lengths import LengthModel
from viewer.align.renderings import Rendering
from viewer.align.sparse import Floats, Ints, Sparse, sums
from viewer.align.tokens import Bag

_WEIGHT = 0.5
"""Each of the two directions counts half: they see the same pair of tokens."""
_SLIGHT = 0.05
"""A rendering that raises the log chance of a token by less is left out."""
_AT_ONCE = 64
"""Segments that are compared with all others at a time."""
_SPREAD, _SHORT_SPREAD = 0.006, 2.0
"""Variance of the log ratio of lengths: a constant part, and a part divided by the length; as in `lengths`."""
_WORST = 12.0
"""No deviation of lengths counts for more."""


def pair_scores(
    source: Bag, segments: Ints, target: Bag, forward: Rendering, backward: Rendering, lengths: LengthModel
) -> Iterator[tuple[Ints, Floats]]:
    """Log likelihood ratios of some source segments with all of the target, some source segments at a time.

    Yields their places within `segments` and float[places, target segments].
    """
    chosen = rows_of(source.tokens, segments)
    to_target = _gains(chosen, target, forward)
    to_source = _gains(target.tokens, source, backward).transposed()
    there = target.tokens.transposed()
    alone_there = sums(target.tokens.rows, np.log1p(-forward.explained)[target.tokens.columns], len(target))
    alone_here = sums(chosen.rows, np.log1p(-backward.explained)[chosen.columns], len(segments))
    for first in range(0, len(segments), _AT_ONCE):
        places = np.arange(first, min(first + _AT_ONCE, len(segments)))
        table = alone_here[places, None] + alone_there[None]
        for met in (rows_of(to_target, places) @ there, rows_of(chosen, places) @ to_source):
            table[met.rows, met.columns] += met.values
        yield places, _WEIGHT * table + _lengths(source.lengths[segments[places]], target.lengths, lengths)


def rows_of(table: Sparse, rows: Ints) -> Sparse:
    """Some rows of a matrix, in the order they are given."""
    number = np.full(table.shape[0], -1)
    number[rows] = np.arange(len(rows))
    wanted = number[table.rows]
    kept = wanted >= 0
    return Sparse.of((len(rows), table.shape[1]), wanted[kept], table.columns[kept], table.values[kept])


def _gains(givers: Sparse, taker: Bag, rendering: Rendering) -> Sparse:
    """Givers x vocabulary of the taker: what it gains a token to be explained by a giver."""
    size = np.maximum(np.diff(givers.pointers), 1)
    counts = taker.tokens.column_sums() + 0.5
    usual = counts / counts.sum() * (1 - rendering.explained)
    chance = givers @ rendering.table
    gain = chance.with_values(np.log1p(chance.values / (size[chance.rows] * usual[chance.columns])))
    return gain.keep(gain.values > _SLIGHT)


def _lengths(here: Floats, there: Floats, model: LengthModel) -> Floats:
    """How far the lengths speak against each pair; 0 at best."""
    x, y = np.log(here)[:, None], np.log(there)[None]
    variance = model.spread * (_SPREAD + _SHORT_SPREAD * np.exp(-0.5 * (x + y)))
    apart: Floats = -np.minimum(0.5 * (y - x - model.ratio) ** 2 / variance, _WORST)
    return apart
