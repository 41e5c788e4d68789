"""Sparse matrices against dense ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from viewer.align import sparse as sparse_module
from viewer.align.sparse import Sparse, expand

small = st.integers(0, 3).map(float)
matrix = arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=small)


def sparse(table: np.ndarray) -> Sparse:
    rows, columns = np.nonzero(table)
    return Sparse.of(table.shape, rows, columns, table[rows, columns])


def dense(table: Sparse) -> np.ndarray:
    result = np.zeros(table.shape)
    result[table.rows, table.columns] = table.values
    return result


@given(matrix)
def test_turning_and_summing(table: np.ndarray) -> None:
    assert np.array_equal(dense(sparse(table).transposed()), table.T)
    assert np.array_equal(sparse(table).row_sums(), table.sum(axis=1))
    assert np.array_equal(sparse(table).column_sums(), table.sum(axis=0))


@given(st.data())
def test_product(data: st.DataObject) -> None:
    a, b, c = (data.draw(st.integers(1, 5)) for _ in range(3))
    left = data.draw(arrays(np.float64, (a, b), elements=small))
    right = data.draw(arrays(np.float64, (b, c), elements=small))
    assert np.array_equal(dense(sparse(left) @ sparse(right)), left @ right)


def test_a_product_made_in_pieces_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = np.array([[0, 1, 2], [0, 0, 0], [3, 4, 5]]), np.array([[1, 0], [0, 2], [3, 4]])
    monkeypatch.setattr(sparse_module, "_AT_ONCE", 2)
    assert dense(sparse(left) @ sparse(right)).tolist() == [[6, 10], [0, 0], [18, 28]]


@given(matrix)
def test_keeping_some_entries(table: np.ndarray) -> None:
    found = sparse(table)
    assert np.array_equal(dense(found.keep(found.values > 1)), np.where(table > 1, table, 0))


@given(matrix)
def test_looking_up_entries(table: np.ndarray) -> None:
    rows, columns = (axis.ravel() for axis in np.indices(table.shape))
    assert np.array_equal(sparse(table).at(rows, columns), table.ravel())


def test_entries_at_one_place_are_added() -> None:
    twice = np.array([0, 0])
    assert Sparse.of((1, 1), twice, twice, np.array([1.0, 2.0])).values.tolist() == [3.0]


def test_expand_lists_every_position() -> None:
    owner, position = expand(np.array([5, 0, 9]), np.array([2, 0, 1]))
    assert owner.tolist() == [0, 0, 2]
    assert position.tolist() == [5, 6, 9]
