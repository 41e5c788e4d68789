"""Dispersion: over which parts of a corpus the hits of a version are spread, and how evenly.

What is counted is put into running totals once, so that any number of bins is a binary search per bin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from viewer.model import VersionId
from viewer.search.engine import Found
from viewer.search.source import UnitIndex

Ints = NDArray[np.int64]

STRETCHES: Final = 20
"""Parts that the measure compares. So many hits are needed as well: fewer cannot be in all of them."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The rows in which something was found, and how often."""

    units: Ints
    """Shape (N,): rising; a row may come again."""
    totals: Ints
    """Shape (N + 1,): hits before each of `units`; at the end, all of them."""

    @property
    def total(self) -> int:
        return int(self.totals[-1])

    def binned(self, edges: Ints) -> Ints:
        """Shape (len(edges) - 1,): hits in the rows from each edge to the next."""
        return np.diff(self.totals[np.searchsorted(self.units, edges)])

    def nearest(self, unit: int) -> int | None:
        """The row with hits that is nearest to `unit`, of two the upper one."""
        place = int(np.searchsorted(self.units, unit))
        around = self.units[max(0, place - 1) : place + 1].tolist()
        return min(around, key=lambda row: abs(row - unit), default=None)


def hits_of(units: Ints, counts: Ints) -> Hits:
    """Hits in these rising rows, `counts` of them in each."""
    return Hits(units, np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)]))


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How the hits of one version are spread."""

    hits: Hits
    documents: int
    """Documents with hits."""
    deviation: float | None
    """As `deviation` gives it, over `STRETCHES` stretches of equally many rows; None where there are fewer hits."""


def dispersion(index: UnitIndex, hits: Hits, version: VersionId | None) -> Dispersion:
    """The dispersion of hits in the texts of `version`, measured by its code points; None: in rows, by their number."""
    edges = evenly(index.unit_count, STRETCHES)
    sizes = np.diff(edges) if version is None else _code_points(index, version, edges)
    found = hits.binned(edges)
    return Dispersion(
        hits,
        int(np.count_nonzero(hits.binned(index.document_starts))),
        deviation(found, sizes) if hits.total >= STRETCHES else None,
    )


def measured(
    index: UnitIndex, versions: Sequence[VersionId], found: Iterable[Found]
) -> dict[VersionId | None, Dispersion]:
    """How the hits of a scan are spread in each of the searched `versions`; under None, rows without any text.

    Portions of a version come in reading order.
    """
    parts: dict[VersionId | None, list[Found]] = {version: [] for version in versions}
    for portion in found:
        parts.setdefault(portion.version, []).append(portion)
    spread: dict[VersionId | None, Dispersion] = {}
    for version, portions in parts.items():
        if version is None:
            units = np.concatenate([portion.units for portion in portions])
            hits = hits_of(units, np.ones_like(units))
        else:
            hits = segments_found(index, version, [one.ordinals for one in portions], [one.counts for one in portions])
        spread[version] = dispersion(index, hits, version)
    return spread


def segments_found(index: UnitIndex, version: VersionId, ordinals: Sequence[Ints], counts: Sequence[Ints]) -> Hits:
    """The hits of a scan: runs of segments of `version`, together rising, and the hits in each segment."""
    none = np.empty(0, np.int64)
    units = index.unit_of_ordinal(version, np.concatenate([none, *ordinals]))
    return hits_of(units, np.concatenate([none, *counts]))


def evenly(rows: int, bins: int) -> Ints:
    """Shape (n + 1,): the edges of n bins of equally many rows, give or take one; n is `bins`, but at most `rows`."""
    count = min(rows, bins)
    return np.arange(count + 1, dtype=np.int64) * rows // max(1, count)


def deviation(found: Ints, sizes: Ints) -> float | None:
    """Gries' deviation of proportions: the share of the hits that stand elsewhere than if they followed the text.

    0 where every part has its share, near 1 where all is in one small part. `found` and `sizes` have the same shape:
    the hits in each part and how much text it has, in any unit. None without hits or without text.
    S. Th. Gries, "Dispersions and adjusted frequencies in corpora", International Journal of Corpus Linguistics 13
    (2008), 403-437.
    """
    hits, size = int(found.sum()), int(sizes.sum())
    if not hits or not size:
        return None
    return float(np.abs(found / hits - sizes / size).sum() / 2)


def _code_points(index: UnitIndex, version: VersionId, edges: Ints) -> Ints:
    """The code points of a version from each edge to the next."""
    lengths = index.lengths[version]
    return np.array([lengths[start:stop].sum(dtype=np.int64) for start, stop in pairwise(edges.tolist())], np.int64)
