"""Sparse matrices in numpy alone: rows of column numbers and values, and the joins that alignment is made of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.floating[Any]]
Ints: TypeAlias = npt.NDArray[np.integer[Any]]
Bools: TypeAlias = npt.NDArray[np.bool_]

_AT_ONCE = 1_000_000
"""Products of entries that are added up at a time."""


def sums(places: Ints, values: Floats, size: int = 0) -> Floats:
    """For every place the sum of the values there, for `size` places or as many as there are."""
    return np.asarray(np.bincount(places, values, size), dtype=np.float64)


def expand(starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """For ranges [start, start + count): the number of the range and the position, one entry for every position."""
    owner = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - np.repeat(first - starts, counts)


@dataclass(frozen=True, slots=True)
class Sparse:
    """A matrix by rows (CSR). Columns rise within a row and do not repeat."""

    shape: tuple[int, int]
    pointers: Ints
    """int64[rows + 1]: where each row begins."""
    columns: Ints
    values: Floats

    @staticmethod
    def of(shape: tuple[int, int], rows: Ints, columns: Ints, values: Floats) -> Sparse:
        """From entries in any order; entries at the same place are added."""
        keys = rows * shape[1] + columns
        order = np.argsort(keys)
        keys, values = keys[order], values[order]
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        if len(first) < len(keys):
            values = np.add.reduceat(values, first)
            keys = keys[first]
        pointers = np.searchsorted(keys, np.arange(shape[0] + 1) * shape[1])
        return Sparse(shape, pointers, keys % shape[1] if shape[1] else keys, values)

    @property
    def rows(self) -> Ints:
        """The row of every entry."""
        return np.repeat(np.arange(self.shape[0]), np.diff(self.pointers))

    def transposed(self) -> Sparse:
        return Sparse.of((self.shape[1], self.shape[0]), self.columns, self.rows, self.values)

    def with_values(self, values: Floats) -> Sparse:
        """The same places with other values."""
        return Sparse(self.shape, self.pointers, self.columns, values)

    def keep(self, where: Bools) -> Sparse:
        """Only the entries where `where` is true."""
        pointers = np.concatenate([[0], np.cumsum(where)])[self.pointers]
        return Sparse(self.shape, pointers, self.columns[where], self.values[where])

    def row_sums(self) -> Floats:
        return sums(self.rows, self.values, self.shape[0])

    def column_sums(self) -> Floats:
        return sums(self.columns, self.values, self.shape[1])

    def __add__(self, other: Sparse) -> Sparse:
        return Sparse.of(
            self.shape,
            np.concatenate([self.rows, other.rows]),
            np.concatenate([self.columns, other.columns]),
            np.concatenate([self.values, other.values]),
        )

    def __matmul__(self, other: Sparse) -> Sparse:
        counts = np.diff(other.pointers)[self.columns]
        work = np.concatenate([[0], np.cumsum(counts)])[self.pointers]
        # Some rows at a time, so that little more is held than the result.
        cuts = [0, *np.searchsorted(work, np.arange(_AT_ONCE, work[-1], _AT_ONCE)).tolist(), self.shape[0]]
        parts = [self._times(other, start, stop) for start, stop in pairwise(cuts)]
        sizes = np.concatenate([np.diff(part.pointers) for part in parts])
        return Sparse(
            (self.shape[0], other.shape[1]),
            np.concatenate([[0], np.cumsum(sizes)]),
            np.concatenate([part.columns for part in parts]),
            np.concatenate([part.values for part in parts]),
        )

    def _times(self, other: Sparse, start: int, stop: int) -> Sparse:
        """The product of some rows."""
        own = slice(self.pointers[start], self.pointers[stop])
        columns = self.columns[own]
        starts = other.pointers[columns]
        owner, position = expand(starts, other.pointers[columns + 1] - starts)
        rows = np.repeat(np.arange(stop - start), np.diff(self.pointers[start : stop + 1]))
        return Sparse.of(
            (stop - start, other.shape[1]),
            rows[owner],
            other.columns[position],
            self.values[own][owner] * other.values[position],
        )

    def at(self, rows: Ints, columns: Ints) -> Floats:
        """The values at these places, 0 where there is no entry."""
        if not len(self.columns):
            return np.zeros(len(rows))
        keys = self.rows * self.shape[1] + self.columns
        wanted = rows * self.shape[1] + columns
        found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[found] == wanted, self.values[found], 0.0)
