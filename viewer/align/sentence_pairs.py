"""Which sentences of one row belong together, guessed by their order and their relative length alone.

Inside a row that is right little can go wrong, so this is nearly as good there as the aligner with all its evidence,
and some fifteen times as fast. The model of lengths and the dynamic programming are the aligner's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from viewer.align.beads import LOOSE_PRIOR, Band, Bead, best_path, posterior
from viewer.align.lengths import LengthModel, length_scores
from viewer.align.sparse import Floats

_SPREAD = 1.5
"""How freely sentences are translated; 1 is a close translation."""
_FREE_CELLS = 400
"""States that are searched without a band."""
_AWAY = 0.2
"""How far a sentence of a long row may stand from where it should by its share of the row, as a part of the row."""
_TRUSTED, _DOUBTED = 0.7, 0.35
"""Probability from which a cut is taken on the average of all sides, and that each of them must give it."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place at which all sides may be cut, so that what stands above it belongs together."""

    sentences: tuple[int, ...]
    """How many sentences of each side stand above."""
    probability: float


def paired(source: Sequence[int], target: Sequence[int]) -> list[Bead]:
    """The likeliest beads of two sides, given the lengths of their sentences in letters; in order, holding all."""
    if not source or not target:
        return [(range(len(source)), range(len(target)))] if source or target else []
    band, evidence = _searched(source, target)
    return best_path(band, evidence, LOOSE_PRIOR, _go_on)


def common_cuts(sides: Sequence[Sequence[int]]) -> list[Cut]:
    """The places at which all of two or more sides may be cut with trust, in order; neither the beginning nor the end.

    Each side is compared with the one that has the most sentences. `sides` hold lengths in letters; none is empty.
    """
    pivot = max(range(len(sides)), key=lambda side: len(sides[side]))
    count = len(sides[pivot])
    if count < 2:
        return []
    mates = np.zeros((len(sides), count + 1), dtype=np.int64)
    trust = np.ones((len(sides), count + 1))
    for side, lengths in enumerate(sides):
        if side == pivot:
            mates[side] = np.arange(count + 1)
        else:
            mates[side], trust[side] = _ends(sides[pivot], lengths)
    others = np.delete(trust, pivot, axis=0)
    mean, least = others.mean(axis=0), others.min(axis=0)
    inner = (mates > 0).all(axis=0) & (mates < np.array([[len(side)] for side in sides])).all(axis=0)
    found: list[Cut] = []
    for place in np.flatnonzero(inner & (mean >= _TRUSTED) & (least >= _DOUBTED)).tolist():
        cut = Cut(tuple(mates[:, place].tolist()), float(mean[place]))
        if not found or all(a < b for a, b in zip(found[-1].sentences, cut.sentences, strict=True)):
            found.append(cut)
    return found


def _ends(source: Sequence[int], target: Sequence[int]) -> tuple[list[int], list[float]]:
    """For every number of source sentences the likeliest number of target sentences that end there, and how likely."""
    band, evidence = _searched(source, target)
    states = posterior(band, evidence, LOOSE_PRIOR, _go_on).states
    mates, trust = [], []
    for low, (first, last) in zip(band.low.tolist(), pairwise(band.starts.tolist()), strict=True):
        best = int(states[first:last].argmax())
        mates.append(low + best)
        trust.append(math.exp(min(0.0, float(states[first + best]))))
    return mates, trust


def _searched(source: Sequence[int], target: Sequence[int]) -> tuple[Band, Floats]:
    """The states that are visited, and the evidence there."""
    here, there = (np.maximum(1.0, np.array(side, dtype=np.float64)) for side in (source, target))
    band = _near_diagonal(here, there)
    model = LengthModel(math.log(there.sum() / here.sum()), _SPREAD)
    return band, length_scores(here, there, band, model)


def _near_diagonal(here: Floats, there: Floats) -> Band:
    if len(here) * len(there) <= _FREE_CELLS:
        return Band.full(len(here), len(there))
    ends = np.concatenate([[0.0], np.cumsum(there) / there.sum()])
    share = np.concatenate([[0.0], np.cumsum(here) / here.sum()])
    low = np.searchsorted(ends, share - _AWAY, side="left")
    high = np.searchsorted(ends, share + _AWAY, side="right")
    low[0], high[-1] = 0, len(ends)
    # A long sentence may jump over the band of the next row: a way must be left.
    high[:-1] = np.maximum(high[:-1], low[1:] + 1)
    return Band(low, high)


def _go_on() -> None:
    """Nobody can cancel what takes a few milliseconds."""
