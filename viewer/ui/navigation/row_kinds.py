"""Kinds of rows that a reader steps through: what is to be looked at, told without reading any text. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from viewer.corpus import CorpusIndex
from viewer.model import DOUBTFUL_BELOW, Status, VersionId
from viewer.ui.navigation.stretches import gap_starts
from viewer.ui.reading.folds import furniture_alone


class RowKind(StrEnum):
    """In the order of the menu."""

    DOUBTFUL = "doubtful"
    """The alignment may be wrong, or somebody wants it to be looked at."""
    UNEVEN = "uneven"
    """Some version has no paragraph or several."""
    GAPS = "gaps"
    """A gap begins."""
    UNCONFIRMED = "unconfirmed"
    """Nobody has confirmed or edited it."""
    REVIEW = "review"
    """Somebody wants it to be looked at."""


def rows_of(kind: RowKind, index: CorpusIndex, versions: Iterable[VersionId]) -> NDArray[np.int64]:
    """The rows of a kind, ascending; gaps and what is not one to one are those of `versions`.

    Furniture that folds counts for doubtful rows and those to review only.
    """
    if kind is RowKind.DOUBTFUL:
        return index.doubtful(DOUBTFUL_BELOW)
    if kind is RowKind.REVIEW:
        return np.flatnonzero(index.has_status(Status.REVIEW))
    if kind is RowKind.GAPS:
        return gap_starts(index, versions)
    found = np.zeros(index.unit_count, np.bool_)
    if kind is RowKind.UNEVEN:
        for version in versions:
            found |= index.counts[version] != 1
    else:
        found = ~(index.has_status(Status.CONFIRMED) | index.has_status(Status.EDITED))
    found[furniture_alone(index)[0]] = False
    return np.flatnonzero(found)
