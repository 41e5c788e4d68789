"""What an aligner thought of a row, as the confidence of a unit."""

from __future__ import annotations

import math


def confidence_of(score: str) -> float | None:
    """A number cut to 0 and 1, since some count beyond; None if it is no number."""
    try:
        value = float(score)
    except ValueError:
        return None
    return None if math.isnan(value) else min(1.0, max(0.0, value))
