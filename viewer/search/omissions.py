"""Hit here, none there: the rows in which a version has no hits and another has some.

A version without any hit in the whole corpus has omitted nothing: what was looked for is no word of its language.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Units = NDArray[np.int64]
K = TypeVar("K")


def missing(units: Mapping[K, Units], having: Collection[K]) -> dict[K, Units]:
    """For each version of `having` the rows, ascending, in which it has no hit and another has some; no empty ones.

    `units` are the rows with hits of each version, ascending and each once; `having` are the versions that have hits
    anywhere, be it in other rows than those.
    """
    runs = [rows for rows in units.values() if len(rows)]
    if not runs:
        return {}
    some = np.concatenate(runs)
    some.sort(kind="stable")  # merges what is sorted already
    some = some[np.append(True, some[1:] != some[:-1])]
    found: dict[K, Units] = {}
    for version in having:
        lacking = np.ones(len(some), np.bool_)
        lacking[np.searchsorted(some, units.get(version, some[:0]))] = False
        if lacking.any():
            found[version] = some[lacking]
    return found
