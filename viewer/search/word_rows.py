"""The words of one version by rows: a word index laid over the alignment of the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.model import VersionId
from viewer.search.source import UnitIndex
from viewer.search.word_index import Ints, WordIndex

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class WordRows:
    """W words and the rows, of U, that hold them in one version."""

    version: VersionId
    index: WordIndex
    unit_of_segment: Ints
    """Shape (N,)."""
    filled: Bools
    """Shape (U,): the rows in which the version has something."""

    @staticmethod
    def of(version: VersionId, index: WordIndex, units: UnitIndex) -> WordRows:
        sizes = np.diff(units.ordinal_starts(version))
        return WordRows(version, index, np.repeat(np.arange(len(sizes)), sizes), sizes > 0)

    def count(self, rows: Bools) -> Ints:
        """Shape (W,): how many segments of the chosen rows (shape (U,)) hold each word; about as many rows do."""
        return self.index.count(rows[self.unit_of_segment])

    def rows_of(self, words: Sequence[int]) -> Ints:
        """The rows that hold any of the words; rising, each once."""
        if len(words) != 1:
            return merged([self.unit_of_segment[self.index.segments_of(word)] for word in words], len(self.filled))
        rows = self.unit_of_segment[self.index.segments_of(words[0])]
        return rows[np.diff(rows, prepend=-1) > 0]

    def ordinals_in(self, rows: Bools, most: int) -> list[int]:
        """The segments of chosen rows (shape (U,)), evenly thinned out to at most so many."""
        held = np.flatnonzero(rows[self.unit_of_segment])
        chosen: list[int] = held[:: max(1, -(-len(held) // most))].tolist()
        return chosen


def merged(runs: Sequence[Ints], rows: int) -> Ints:
    """All numbers below `rows` of some runs, rising and each once. numpy's own `unique` takes seconds for a million."""
    held = sum(map(len, runs))
    if not held:
        return np.zeros(0, np.int64)
    if held < rows // 16:
        found = np.sort(np.concatenate(runs))
        return found[np.diff(found, prepend=-1) > 0]
    seen = np.zeros(rows, np.bool_)
    for run in runs:
        seen[run] = True
    return np.flatnonzero(seen)
