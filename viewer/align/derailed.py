"""An alarm for documents that derailed: their rows are so doubtful, all in all, that these texts may not be partners.

Wherever texts that have nothing in common are put side by side, no rows are better than others, and the aligner is sure
of few. A right pair may have many gaps and much furniture, but of most of its rows the aligner is sure.
"""

from __future__ import annotations

import numpy as np

from viewer.align.sparse import Bools, Floats, Ints

_SURE = 0.76
"""Mean confidence below which two versions derailed: wrong partners have .25 to .75, right ones .8 and more. A row is
as doubtful as the version in it that is most so: so each further version counts as often."""
_ROWS = 8
"""Fewer rows tell too little."""


def derailed(confidence: Floats, settled: Bools, starts: Ints, versions: Ints) -> Bools:
    """bool[documents]: which derailed.

    `confidence` is float[rows], nan for rows that nothing is known of; `settled`, bool[rows], says which rows the user
    has set, and vouches for; `starts`, int64[documents + 1], where the rows of each document begin, and their number;
    `versions`, int64[documents], how many versions have text in it.
    """
    filled = np.flatnonzero(np.diff(starts))
    found: Bools = np.zeros(len(starts) - 1, np.bool_)
    if not len(filled):
        return found
    known = settled | ~np.isnan(confidence)
    sure = np.where(settled, np.float32(1), np.where(known, confidence, np.float32(0)))
    rows = np.add.reduceat(known, starts[filled], dtype=np.int64)
    total = np.add.reduceat(sure, starts[filled], dtype=np.float64)
    expected = _SURE ** np.maximum(versions[filled] - 1, 1)
    found[filled] = (rows >= _ROWS) & (total < expected * rows)
    return found
