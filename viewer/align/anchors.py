"""Anchors: segments of two sides that share something rare, a number, a name or a word that neither translates.

They are found without any idea of the order of the segments, and so tell an alignment from a guess: where it is right,
they lie along its path.
"""

from __future__ import annotations

import numpy as np

from viewer.align.resemblance import resemblance
from viewer.align.sparse import Bools, Ints
from viewer.align.tokens import Bag

_RARE = 1
"""Segments of a side that may hold a token; what stands in more of them points to several places."""
_ALIKE = 0.35
"""Chance that one token renders the other from which on it is believed."""


def shared(source: Bag, target: Bag) -> tuple[Ints, Ints]:
    """Numbers of source and target segments that share a rare token; each pair once, in the order of the source."""
    table = resemblance(source, target)
    believed = table.keep((table.values >= _ALIKE) & _rare(source)[table.rows] & _rare(target)[table.columns])
    met = source.tokens @ believed @ target.tokens.transposed()
    return met.rows, met.columns


def _rare(side: Bag) -> Bools:
    counts: Ints = np.bincount(side.tokens.columns, minlength=len(side.vocabulary))
    rare: Bools = counts <= _RARE
    return rare
