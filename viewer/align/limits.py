"""Limits: states outside of which no alignment may pass, because of what is pinned. A band that every other keeps to.

Two segments s and t that have to be in one bead leave no state in which one of them was read and the other was not: up
to row s at most t segments of the target are read, from row s + 1 on at least t + 1. All that is left to do is to see
that a band that was made without regard to this reaches the one state that leads past.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from viewer.align.beads import Band


@dataclass(frozen=True, slots=True)
class Gate:
    """A place that the alignment has to pass in time, and not before."""

    until: int
    """Up to this row (so many segments of the source read) ..."""
    most: int
    """... at most so many of the target are read;"""
    since: int
    """and from this row on ..."""
    least: int
    """... at least so many."""


def limits(sources: int, targets: int, gates: Iterable[Gate]) -> Band:
    """The states that the gates leave. Gates that contradict each other leave too few."""
    low, high = np.zeros(sources + 1, np.int64), np.full(sources + 1, targets + 1, np.int64)
    for gate in gates:
        high[gate.until] = min(high[gate.until], gate.most + 1)
        low[gate.since] = max(low[gate.since], gate.least)
    return Band(np.maximum.accumulate(low), np.minimum.accumulate(high[::-1])[::-1])


def within(band: Band, bounds: Band) -> Band:
    """The band within its limits, in one piece: where these push it away from its course it reaches back to it."""
    low = np.clip(band.low, bounds.low, bounds.high - 1)
    high = np.clip(band.high, bounds.low + 1, bounds.high)
    high[:-1] = np.maximum(high[:-1], np.minimum(low[1:] + 1, bounds.high[:-1]))
    low[1:] = np.minimum(low[1:], np.maximum(high[:-1] - 1, bounds.low[1:]))
    return Band(low, high)


def coarser(bounds: Band, block: int) -> Band:
    """The limits for the same texts in blocks of so many segments; they leave no less than the finer ones."""
    rows = np.minimum(np.arange(-(-bounds.sources // block) + 1) * block, bounds.sources)
    low, high = bounds.low[rows] // block, -(-(bounds.high[rows] - 1) // block) + 1
    high[:-1] = np.maximum(high[:-1], low[1:] + 1)
    return Band(low, high)
