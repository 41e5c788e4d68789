"""What earlier texts taught: for pairs of languages, how often a token of one was rendered by a token of the other.

The counts of several texts are added up; divided by how often a token stood anywhere they are chances, in both
directions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import regex

from viewer.align.sparse import Floats, Ints, Sparse, sums
from viewer.align.tokens import Bag
from viewer.languages import UNKNOWN, primary

_ACCIDENT = 0.1
"""Part of a row in which any two tokens answer each other by accident."""
_SURE = 0.95
"""No rendering is more probable than that."""
_FADING = 0.9
"""What older counts are worth whenever there is no room for all: later texts outlast them."""


@dataclass(frozen=True, slots=True)
class WordPairs:
    """What is known of two languages."""

    source: tuple[str, ...]
    """Tokens of one language, each once."""
    target: tuple[str, ...]
    source_counts: Floats
    """For each token the rows that held it and were looked at."""
    target_counts: Floats
    pairs: Sparse
    """Source tokens x target tokens: the expected number of rows in which the one rendered the other."""

    @staticmethod
    def none() -> WordPairs:
        """Nothing is known yet."""
        nothing = np.zeros(0)
        return WordPairs((), (), nothing, nothing, Sparse.of((0, 0), _NO_PLACES, _NO_PLACES, nothing))

    def turned(self) -> WordPairs:
        """The same, seen from the other language."""
        return WordPairs(self.target, self.source, self.target_counts, self.source_counts, self.pairs.transposed())

    def chances(self, source: Bag, target: Bag) -> tuple[Sparse, Sparse]:
        """For the vocabularies of two sides: that a token is rendered by one of the other side, in both directions."""
        row, column = places_in(source.vocabulary, self.source), places_in(target.vocabulary, self.target)
        e, f, counts = self.pairs.rows, self.pairs.columns, self.pairs.values - _ACCIDENT
        met = (row[e] >= 0) & (column[f] >= 0) & (counts > 0)
        e, f, counts = e[met], f[met], counts[met]
        there = np.minimum(counts / self.source_counts[e], _SURE)
        back = np.minimum(counts / self.target_counts[f], _SURE)
        shape = (len(source.vocabulary), len(target.vocabulary))
        return Sparse.of(shape, row[e], column[f], there), Sparse.of(shape[::-1], column[f], row[e], back)

    def plus(self, other: WordPairs) -> WordPairs:
        """What both know."""
        source = tuple(dict.fromkeys(self.source + other.source))
        target = tuple(dict.fromkeys(self.target + other.target))
        row, column = places_in(source, other.source), places_in(target, other.target)
        pairs = Sparse.of(
            (len(source), len(target)),
            np.concatenate([self.pairs.rows, row[other.pairs.rows]]),
            np.concatenate([self.pairs.columns, column[other.pairs.columns]]),
            np.concatenate([self.pairs.values, other.pairs.values]),
        )
        return WordPairs(
            source,
            target,
            _added(self.source_counts, other.source_counts, row, len(source)),
            _added(self.target_counts, other.target_counts, column, len(target)),
            pairs,
        )

    def pruned(self, most: int) -> WordPairs:
        """At most so many pairs, those that were seen most often, and the tokens in them."""
        if len(self.pairs.values) <= most:
            return self
        best = np.argsort(-self.pairs.values, kind="stable")[:most]
        kept = np.zeros(len(self.pairs.values), np.bool_)
        kept[best] = True
        pairs = self.pairs.keep(kept)
        here, row = np.unique(pairs.rows, return_inverse=True)
        there, column = np.unique(pairs.columns, return_inverse=True)
        return WordPairs(
            tuple(self.source[k] for k in here.tolist()),
            tuple(self.target[k] for k in there.tolist()),
            self.source_counts[here] * _FADING,
            self.target_counts[there] * _FADING,
            Sparse.of((len(here), len(there)), row, column, pairs.values * _FADING),
        )


_TAG = regex.compile("[a-z]{2,8}")
"""A corpus of unknown origin may call a language anything."""
_NO_PLACES = np.zeros(0, np.int64)


def places_in(vocabulary: Sequence[str], tokens: Sequence[str]) -> Ints:
    """For each token its number in the vocabulary, -1 where it is not in it."""
    number_of = {token: k for k, token in enumerate(vocabulary)}
    return np.array([number_of.get(token, -1) for token in tokens], dtype=np.int64)


def _added(counts: Floats, more: Floats, places: Ints, size: int) -> Floats:
    """Counts of the first tokens, and more of those at these places."""
    return sums(np.concatenate([np.arange(len(counts)), places]), np.concatenate([counts, more]), size)


def key_of(language: str, other: str) -> tuple[str, str] | None:
    """Under which names what is known of two languages (BCP 47 tags) is kept: without countries, in their order.

    None where there is nothing to be known: for texts in one language, or in one that is not known.
    """
    here, there = primary(language), primary(other)
    if here == there or UNKNOWN in (here, there) or not (_TAG.fullmatch(here) and _TAG.fullmatch(there)):
        return None
    return min(here, there), max(here, there)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of pairs of languages, by `key_of` them."""

    entries: Mapping[tuple[str, str], WordPairs] = field(default_factory=dict)

    def between(self, source: str, target: str) -> WordPairs:
        """What is known of two languages, nothing if nothing is."""
        key = key_of(source, target)
        known = self.entries.get(key) if key else None
        if key is None or known is None:
            return WordPairs.none()
        return known if key[0] == primary(source) else known.turned()


NOTHING = Lexicon()
"""Of no languages anything is known."""
