"""The order of hits: by the words before or after them, by themselves, or by where they stand.

What looks at texts reads all of them and keeps a short string for every hit, so that there is a limit to how many can
be sorted so; orders of place have none. Hits that are alike in what they are sorted by stay in reading order, whichever
way they are sorted.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from viewer.errors import TooManyHits
from viewer.search.context_words import Surroundings
from viewer.search.hit_places import HitPlaces, Ints
from viewer.search.hit_texts import HitText, HitTexts
from viewer.search.query import Query
from viewer.search.source import TextSource

MOST_SORTED = 200_000
"""Hits that can be sorted by their texts: some seconds, and some tens of megabytes."""


class Order(StrEnum):
    """What hits are sorted by."""

    READING = "reading"
    """By row, version, segment and place."""
    BEFORE = "before"
    """By the words before the match, the nearest first."""
    AFTER = "after"
    """By the words after it, the nearest first."""
    MATCH = "match"
    """By the letters found, folded."""
    VERSION = "version"
    """In the order of the corpus."""
    DOCUMENT = "document"
    """In the order of the corpus."""
    LENGTH = "length"
    """By the length of the paragraph, in code points."""


_BY_TEXT = {Order.BEFORE, Order.AFTER, Order.MATCH}


def ordered(
    corpus: TextSource,
    query: Query,
    places: HitPlaces,
    order: Order,
    *,
    descending: bool = False,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Ints:
    """The numbers of all hits, sorted.

    Descending is the other way round, except that hits that are alike stay in reading order; reading order itself is
    turned as a whole. `progress` is told the part done, 0 to 1. Raises TooManyHits, Cancelled, QueryError, and Locked
    where the corpus is not any more as it was searched.
    """
    if order in _BY_TEXT:
        if len(places) > MOST_SORTED:
            raise TooManyHits(len(places), MOST_SORTED)
        keys = _keys(corpus, query, places, order, progress, cancelled)
        return np.array(sorted(range(len(keys)), key=keys.__getitem__, reverse=descending), np.int64)
    if order is Order.READING:
        numbers = np.arange(len(places))
        return numbers[::-1] if descending else numbers
    if order is Order.LENGTH:
        by_entry = _lengths(corpus, query, places, progress, cancelled)
    elif order is Order.VERSION:
        by_entry = places.columns.astype(np.int64)
    else:
        units = places.units(corpus.index(), np.arange(len(places.columns)))
        by_entry = np.searchsorted(corpus.index().document_starts, units, side="right")
    numbers = np.repeat(-by_entry if descending else by_entry, places.counts)
    return np.argsort(numbers, kind="stable")


def _keys(
    corpus: TextSource,
    query: Query,
    places: HitPlaces,
    order: Order,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> list[str]:
    """What each hit is compared by; nothing for a row found without text."""
    keys = [""] * len(places)
    texts = HitTexts(corpus, query, places)
    for entries in texts.batches(np.arange(len(places.columns)), progress, cancelled):
        for text in texts.read(entries, cancelled):
            first = int(places.starts[text.entry])
            keys[first : first + len(text.spans)] = _keys_of(text, order)
    return keys


def _keys_of(text: HitText, order: Order) -> list[str]:
    around = Surroundings(text.segment.text)
    if order is Order.BEFORE:
        return [around.before(start) for start, _ in text.spans]
    if order is Order.AFTER:
        return [around.after(stop) for _, stop in text.spans]
    return [around.of(start, stop) for start, stop in text.spans]


def _lengths(
    corpus: TextSource,
    query: Query,
    places: HitPlaces,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Ints:
    """Shape (S,): the length of each segment. Only one that is not alone in its cell has to be read."""
    index = corpus.index()
    lengths = np.zeros(len(places.columns), np.int64)
    unknown = np.zeros(len(lengths), np.bool_)
    for column, version in enumerate(places.versions):
        own = np.flatnonzero(places.columns == column)
        units = places.units(index, own)
        lengths[own] = index.lengths[version][units]
        unknown[own] = index.counts[version][units] != 1
    texts = HitTexts(corpus, query, places)
    for entries in texts.batches(np.flatnonzero(unknown), progress, cancelled):
        for entry, _, segment in texts.segments(entries):
            lengths[entry] = len(segment.text)
    return lengths
