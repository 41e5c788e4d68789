"""The evidence of signs: quotes, brackets, headings, page furniture tend to be there on both sides or on neither."""

from __future__ import annotations

import numpy as np

from viewer.align.beads import LONGEST, MATCHES, Band
from viewer.align.sparse import Bools, Floats, Ints, Sparse
from viewer.align.tokens import FURNITURE, Bag

_WEIGHT = 0.5
"""Signs depend on each other (a question in quotes), so that they count less than their sum."""
_AGREEMENT, _FAITH = 0.6, 10.0
"""How well a sign is kept before anything was seen, and how many segments that opinion is worth."""
_FURNITURE = np.array([[0.0, -3.0], [-3.0, 1.0]])
"""Log likelihood ratios for page furniture: it is not learned, as what is known of it is known for sure."""


def sign_tables(source: Bag, target: Bag, pairs: Sparse | None) -> Floats:
    """float[signs, 2, 2]: weighed log likelihood ratio by whether the source and the target hold the sign.

    `pairs` are probabilities of one-to-one beads to learn from.
    """
    here = (source.signs.sum(axis=0) + 1) / (len(source) + 2)
    there = (target.signs.sum(axis=0) + 1) / (len(target) + 2)
    both = here * there + _AGREEMENT * (np.minimum(here, there) - here * there)
    joint = np.array([[1 - here - there + both, there - both], [here - both, both]]).transpose(2, 0, 1)
    chance = np.array([[(1 - here) * (1 - there), (1 - here) * there], [here * (1 - there), here * there]])
    joint = np.maximum(joint, 1e-3)
    if pairs is not None:
        x, y, p = source.signs[pairs.rows].T, target.signs[pairs.columns].T, pairs.values
        seen = np.array(
            [[(p * (~x & ~y)).sum(1), (p * (~x & y)).sum(1)], [(p * (x & ~y)).sum(1), (p * (x & y)).sum(1)]]
        )
        joint = _FAITH * joint + seen.transpose(2, 0, 1)
        joint /= joint.sum(axis=(1, 2), keepdims=True)
    ratio: Floats = _WEIGHT * np.log(joint / chance.transpose(2, 0, 1))
    ratio[FURNITURE] = _FURNITURE
    return ratio


def sign_scores(source: Bag, target: Bag, band: Band, tables: Floats) -> Floats:
    """Log likelihood ratios, float32[matches, cells].

    A bead holds a sign if a segment of it does, and is a heading if all its segments are.
    """
    row, state = (np.maximum(place - 1, 0) for place in band.places)
    here, patterns_here = _patterns(source)
    there, patterns_there = _patterns(target)
    x, y = patterns_here.astype(np.float64), patterns_there.astype(np.float64)
    score = (
        (1 - x) * tables[:, 0, 0] @ (1 - y).T
        + (1 - x) * tables[:, 0, 1] @ y.T
        + x * tables[:, 1, 0] @ (1 - y).T
        + x * tables[:, 1, 1] @ y.T
    ).astype(np.float32)
    out = np.empty((len(MATCHES), band.cells), dtype=np.float32)
    for k, (a, b) in enumerate(MATCHES):
        out[k] = score[here[a - 1][row], there[b - 1][state]]
    return out


def _patterns(side: Bag) -> tuple[list[Ints], Bools]:
    """For 1 to LONGEST segments that end with each: the number of their sign pattern, and the patterns."""
    tables = []
    for count in range(1, LONGEST + 1):
        table = side.signs.copy()
        for back in range(1, count):
            table[back:, :-1] |= side.signs[:-back, :-1]
            table[back:, -1] &= side.signs[:-back, -1]
        tables.append(table)
    patterns, number = np.unique(np.concatenate(tables), axis=0, return_inverse=True)
    return np.split(number.reshape(-1), LONGEST), patterns
