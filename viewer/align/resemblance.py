"""Which tokens of two sides are alike before anything is learned: the same number or word, or a name that sounds alike.

The result is a table of chances: how likely a token of one side is rendered by that token of the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import prod

import numpy as np

from viewer.align.sparse import Sparse
from viewer.align.tokens import CONCEPT, NUMBER, WORD, Bag
from viewer.text.names import near

_KEPT = {NUMBER: 0.8, CONCEPT: 0.5, WORD: 0.5}
"""Chance that a translator renders a token by the same one, by kind."""
_NAME, _NEAR_NAME = 0.5, 0.2
"""Chance for words with one skeleton, and with skeletons one consonant apart, if no word were alike by accident."""
_NEAR_CLASSES = 4
"""Shorter skeletons are near too many others."""
_CROWD = 24
"""A name with more look-alikes than this says nothing."""


def resemblance(source: Bag, target: Bag) -> Sparse:
    """Vocabulary of `source` x vocabulary of `target`: the chance that one token is rendered by the other."""
    pairs = _names(source, target)
    number_of = {token: k for k, token in enumerate(target.vocabulary)}
    for k, token in enumerate(source.vocabulary):
        if token in number_of:
            pairs[k, number_of[token]] = _KEPT[token[0]]
    places = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    shape = (len(source.vocabulary), len(target.vocabulary))
    return Sparse.of(shape, places[:, 0], places[:, 1], np.array(list(pairs.values()), dtype=np.float64))


def _names(source: Bag, target: Bag) -> dict[tuple[int, int], float]:
    same: dict[str, list[int]] = defaultdict(list)
    close: dict[str, list[int]] = defaultdict(list)
    for k, classes in enumerate(target.skeletons):
        if classes:
            same[classes].append(k)
            for key in _keys(classes):
                close[key].append(k)
    accidents = _Accidents(source, target)
    found: dict[tuple[int, int], float] = {}
    for k, classes in enumerate(source.skeletons):
        if not classes:
            continue
        nearly = {f for key in _keys(classes) for f in close.get(key, ())}
        alike = same.get(classes, [])
        if len(nearly) <= _CROWD:
            chance = _NEAR_NAME / (1 + accidents.near(classes))
            found.update(((k, f), chance) for f in nearly)
        if len(alike) <= _CROWD:
            chance = _NAME / (1 + accidents.same(classes))
            found.update(((k, f), chance) for f in alike)
    return found


class _Accidents:
    """How many words of the other side are like a skeleton by accident: many if the texts are long and it is short."""

    def __init__(self, source: Bag, target: Bag) -> None:
        skeletons = [classes for side in (source, target) for classes in side.skeletons if classes]
        letters = Counter("".join(skeletons))
        self._letters = {letter: count / letters.total() for letter, count in letters.items()}
        self._lengths = Counter(map(len, skeletons))

    def same(self, classes: str) -> float:
        return 0.5 * self._lengths[len(classes)] * prod(self._letters[letter] for letter in classes)

    def near(self, classes: str) -> float:
        # One class of another kind, one fewer, or one more: each leaves all the other classes as they are.
        size = len(classes)
        others = sum(1 / self._letters[letter] for letter in classes)
        return (
            0.5
            * prod(self._letters[letter] for letter in classes)
            * (self._lengths[size] * others + self._lengths[size - 1] * others + self._lengths[size + 1] * (size + 1))
        )


def _keys(classes: str) -> tuple[str, ...]:
    return (classes, *near(classes)) if len(classes) >= _NEAR_CLASSES else ()


def spread(table: Sparse) -> Sparse:
    """The table from source to target: a token with several look-alikes divides its best chance among them."""
    rows = table.rows
    best = np.zeros(table.shape[0])
    np.maximum.at(best, rows, table.values)
    total = table.row_sums()
    return table.with_values(table.values * best[rows] / np.maximum(total[rows], 1e-12))
