"""Hit here, none there: the rows in which a version has no hits and another has some.

A version without any hit at all has omitted nothing: what was looked for is no word of its language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Units = NDArray[np.int64]
K = TypeVar("K")


def missing(units: Mapping[K, Units]) -> dict[K, Units]:
    """For each version with hits the rows, ascending, in which it has none and another has some; no empty ones.

    `units` are the rows with hits of each version, ascending and each once.
    """
    searched = {version: rows for version, rows in units.items() if len(rows)}
    if len(searched) < 2:
        return {}
    some = np.concatenate(list(searched.values()))
    some.sort(kind="stable")  # merges what is sorted already
    some = some[np.append(True, some[1:] != some[:-1])]
    found: dict[K, Units] = {}
    for version, rows in searched.items():
        lacking = np.ones(len(some), np.bool_)
        lacking[np.searchsorted(some, rows)] = False
        if lacking.any():
            found[version] = some[lacking]
    return found
