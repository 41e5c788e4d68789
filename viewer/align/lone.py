"""The evidence of kinds: what has no partner in one place seldom has one in another.

Headers, footers and captions are told by that, whatever they say and in any language: a text that is repeated stands
alone here as it stood there, and where headings mostly do, a further one is likely to.
"""

from __future__ import annotations

import numpy as np

from viewer.align.beads import MATCHES, Band
from viewer.align.sparse import Floats, sums
from viewer.align.tokens import Bag

_FAITH = 4.0
"""How many segments the share of the whole side is worth, beside those of a kind."""
_SEGMENTS = 15.0
"""How many segments one lone one is worth, for that share."""


def lone_odds(side: Bag, alone: Floats) -> Floats:
    """float[segments]: log of how much likelier a segment of its kind is to be alone than any segment of the side.

    `alone`, float[segments], are the probabilities that they are, as far as is known.
    """
    counts = np.bincount(side.kinds)
    usual = (alone.sum() + 1) / (len(side) + _SEGMENTS)
    share = (sums(side.kinds, alone) + _FAITH * usual) / (counts + _FAITH)
    odds: Floats = (np.log(share / (1 - share)) - np.log(usual / (1 - usual)))[side.kinds]
    return odds


def company_scores(source: Floats, target: Floats, band: Band) -> Floats:
    """Log likelihood ratios, float32[matches, cells], given the `lone_odds` of both sides."""
    row, state = band.places
    here, there = (np.concatenate([[0], np.cumsum(odds)]) for odds in (source, target))
    return np.stack(
        [
            (here[np.maximum(row - a, 0)] - here[row] + there[np.maximum(state - b, 0)] - there[state]).astype(
                np.float32
            )
            for a, b in MATCHES
        ]
    )
