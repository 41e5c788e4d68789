"""How well each document of a corpus is aligned, counted from the index of its rows, without any text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.align.derailed import derailed
from viewer.corpus import CorpusIndex
from viewer.model import DOUBTFUL_BELOW, Status, VersionId

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Summary:
    """A number per document; shape (D,) each."""

    rows: Int64
    complete: Int64
    """Rows in which every version has something."""
    doubtful: Int64
    """Rows whose alignment may be wrong, or that are to be reviewed."""
    confirmed: Int64
    """Rows that somebody has confirmed or edited."""
    derailed: Bools
    """Whether the versions of the document hardly fit each other."""
    coverage: Mapping[VersionId, NDArray[np.float64]]
    """For each version the share of its paragraphs that have a partner in any other; NaN where it has none at all.

    Furniture counts neither as a paragraph nor as a partner."""


def summarize(index: CorpusIndex) -> Summary:
    """The summary of all documents; a few passes over the arrays of the index."""
    starts = index.document_starts
    complete = np.full(index.unit_count, bool(index.versions))
    having = np.zeros(index.unit_count, np.uint16)
    content = {version: (index.counts[version] > 0) & ~index.is_furniture(version) for version in index.versions}
    for version in index.versions:
        complete &= index.counts[version] > 0
        having += content[version]
    doubtful = np.zeros(index.unit_count, np.bool_)
    doubtful[index.doubtful(DOUBTFUL_BELOW)] = True
    settled = index.has_status(Status.CONFIRMED) | index.has_status(Status.EDITED)
    coverage = {}
    for version in index.versions:
        paragraphs = np.where(content[version], index.counts[version], 0)
        with_partner = _totals(np.where(having > 1, paragraphs, 0), starts)
        every = _totals(paragraphs, starts)
        share = np.full(len(every), np.nan)
        np.divide(with_partner, every, out=share, where=every > 0)
        coverage[version] = share
    return Summary(
        np.diff(starts),
        _totals(complete, starts),
        _totals(doubtful, starts),
        _totals(settled, starts),
        derailed_documents(index),
        coverage,
    )


def derailed_documents(index: CorpusIndex) -> Bools:
    """Shape (D,): the documents whose versions hardly fit each other, as `align.derailed` tells it."""
    starts = index.document_starts
    settled = index.has_status(Status.CONFIRMED) | index.has_status(Status.EDITED) | index.has_status(Status.IMPORTED)
    texts = np.zeros(len(starts) - 1, np.int64)
    for counts in index.counts.values():
        texts += _totals(counts, starts) > 0
    return derailed(index.confidence, settled, starts, texts)


def _totals(values: NDArray[np.generic], starts: Int64) -> Int64:
    """For each document the sum over its rows, of which there may be none."""
    sums = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=sums[1:])
    return np.diff(sums[starts])
