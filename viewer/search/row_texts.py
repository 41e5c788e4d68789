"""What stands in some rows: their paragraphs in the versions asked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from viewer.model import VersionId
from viewer.search.hit_places import Ints
from viewer.search.source import TextSource


def paragraphs(
    corpus: TextSource, versions: Sequence[VersionId], units: Ints
) -> dict[tuple[VersionId, int], list[str]]:
    """The paragraphs of these rows, by version and row; a gap is left out."""
    index = corpus.index()
    found: dict[tuple[VersionId, int], list[str]] = {}
    for version in versions:
        starts = index.ordinal_starts(version)
        ranges = [np.arange(starts[unit], starts[unit + 1]) for unit in units.tolist()]
        if not any(map(len, ranges)):
            continue
        segments = iter(corpus.segments_at(version, np.concatenate(ranges).tolist()))
        for unit, ordinals in zip(units.tolist(), ranges, strict=True):
            if len(ordinals):
                found[version, unit] = [next(segments).text for _ in ordinals]
    return found
