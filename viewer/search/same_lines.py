"""Hits that look the same: the same text of the same version, beside the same texts of the others.

White space counts as one space, wherever and however much it is. Texts are compared by 128 bits of BLAKE2, so that
nothing has to be kept of them; the aligned texts are read only where the segments themselves are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from viewer.model import VersionId
from viewer.search.hit_places import HitPlaces, Ints
from viewer.search.hit_texts import HitTexts
from viewer.search.query import Query
from viewer.search.row_texts import paragraphs
from viewer.search.source import TextSource

_Digests = NDArray[np.uint64]
"""Shape (N, 2)."""
_SHARE = 0.5
"""Of the work, reading the segments themselves."""


@dataclass(frozen=True, slots=True)
class Groups:
    """G groups of hits that look the same."""

    of_hit: Ints
    """Shape (H,): the group of each hit."""
    sizes: Ints
    """Shape (G,): how many hits each has."""


def same(
    corpus: TextSource,
    query: Query,
    places: HitPlaces,
    beside: Sequence[VersionId],
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Groups:
    """The groups of all hits, where `beside` are the versions whose aligned texts have to be the same too.

    Of several hits in one segment the first goes with first ones, the second with second ones. Rows found without
    text are alone. `progress` is told the part done, 0 to 1. Raises Cancelled, and Locked where the corpus is not any
    more as it was searched.
    """
    texts = HitTexts(corpus, query, places)
    digests = np.zeros((len(places.columns), 2), np.uint64)
    digests[:, 0] = np.arange(len(digests))  # until something is known of it, each is alone
    everything = np.arange(len(digests))
    for entries in texts.batches(everything, lambda done: progress(_SHARE * done), cancelled):
        for entry, version, segment in texts.segments(entries):
            digests[entry] = _digest([version, segment.text])
    labels = _labels(digests)
    shared = np.flatnonzero(np.bincount(labels, minlength=1)[labels] > 1)
    for entries in texts.batches(shared, lambda done: progress(_SHARE + (1 - _SHARE) * done), cancelled):
        units = places.units(corpus.index(), entries)
        found = paragraphs(corpus, beside, np.unique(units))
        for entry, unit in zip(entries.tolist(), units.tolist(), strict=True):
            own = places.versions[places.columns[entry]]
            aligned = [" ".join(found.get((version, unit), ())) for version in beside if version != own]
            digests[entry] = _digest([str(labels[entry]), *aligned])
    labels = _labels(digests)
    nth = np.arange(len(places)) - np.repeat(places.starts[:-1], places.counts)
    most = int(places.counts.max(initial=0)) + 1
    _, of_hit, sizes = np.unique(np.repeat(labels, places.counts) * most + nth, return_inverse=True, return_counts=True)
    progress(1.0)
    return Groups(of_hit.reshape(-1), sizes)


def _digest(texts: Iterable[str]) -> _Digests:
    even = "\n".join(" ".join(text.split()) for text in texts)
    return np.frombuffer(blake2b(even.encode("utf-8", "surrogatepass"), digest_size=16).digest(), np.uint64)


def _labels(digests: _Digests) -> Ints:
    """A number for each, the same for the same."""
    order = np.lexsort(digests.T)
    ordered = digests[order]
    new = np.ones(len(order), np.int64)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    labels = np.empty(len(order), np.int64)
    labels[order] = np.cumsum(new) - 1
    return labels
