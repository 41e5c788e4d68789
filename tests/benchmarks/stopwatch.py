"""How long something takes: the least of several times, which others who use the machine disturb least."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import numpy as np


def least(action: Callable[[], object], repeats: int = 5) -> float:
    """Milliseconds."""
    figures = []
    for _ in range(repeats):
        begun = time.perf_counter()
        action()
        figures.append((time.perf_counter() - begun) * 1000)
    return min(figures)


def percentile(figures: Iterable[float], share: int) -> float:
    """The figure that `share` in a hundred do not exceed."""
    return float(np.percentile(list(figures), share))
