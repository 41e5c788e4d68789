"""Which row comes next when rows are gone through with repair on. No Qt."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray


def next_row(rows: NDArray[np.int64], unit: int, way: int, passed: Collection[int] = ()) -> int | None:
    """The first of the ascending `rows` below `unit` (way +1), or the last above it (-1); after the last the first.

    Those `passed` do not count, and `unit` itself does not. None if there is no other.
    """
    count = len(rows)
    place = int(np.searchsorted(rows, unit, side="right" if way > 0 else "left")) - (way < 0)
    for step in range(min(count, len(passed) + 2)):
        row = int(rows[(place + way * step) % count])
        if row != unit and row not in passed:
            return row
    return None
