"""How strongly two words keep each other's company: Dunning's log-likelihood ratio of two by two counts.

T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, Computational Linguistics 19 (1993). Unlike
chi squared it can be trusted for rare words. All counts are of rows.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_ERROR = 0.05
"""The chance that a list of candidates holds one that chance alone has put there."""


def log_likelihood(together: ArrayLike, first: ArrayLike, second: ArrayLike, rows: ArrayLike) -> Floats:
    """G², elementwise: of `rows` rows `first` hold the one, `second` the other, `together` hold both.

    Negative where they meet more rarely than by chance; 0 where one of them is in no row or in all.
    """
    k, n, f, total = (np.asarray(count, np.float64) for count in (together, first, second, rows))
    cells = (
        (k, n * f),
        (n - k, n * (total - f)),
        (f - k, (total - n) * f),
        (total - n - f + k, (total - n) * (total - f)),
    )
    ratio = 2 * sum(_surprise(observed, product / np.maximum(total, 1)) for observed, product in cells)
    return np.where(k * total < n * f, -1.0, 1.0) * np.maximum(ratio, 0.0)


def _surprise(observed: Floats, expected: Floats) -> Floats:
    safe = np.where((observed > 0) & (expected > 0), observed / np.where(expected > 0, expected, 1), 1)
    result: Floats = observed * np.log(safe)
    return result


def significant(candidates: int) -> float:
    """The least G² that is to be believed where so many were compared and the best are shown.

    That is the quantile of chi squared with one degree of freedom, with Bonferroni's correction.
    """
    tail = _ERROR / max(1, candidates)
    return float(NormalDist().inv_cdf(tail / 2) ** 2)


def told(ratio: float, holding: int, rows: int) -> float:
    """What part of the uncertainty in which rows a word stands is gone once the other's rows are known, 0 to 1.

    `ratio` is G², `holding` the rows of `rows` that hold the word (the uncertainty coefficient, Theil 1970).
    """
    if not 0 < holding < rows:
        return 0.0
    share = holding / rows
    entropy = -(share * np.log(share) + (1 - share) * np.log1p(-share))
    return float(min(1.0, max(0.0, ratio / (2 * rows * entropy))))
