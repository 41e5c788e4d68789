"""The statistic against a computation by the book, cell by cell."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.search.association import log_likelihood, significant, told


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    a, b, c, d = (draw(st.integers(0, 10**6)) for _ in range(4))
    return a, a + b, a + c, a + b + c + d


def by_the_book(together: int, first: int, second: int, rows: int) -> float:
    observed = [[together, first - together], [second - together, rows - first - second + together]]
    ratio = 0.0
    for row, total in zip(observed, (first, rows - first), strict=True):
        for cell, share in zip(row, (second, rows - second), strict=True):
            if cell:
                ratio += 2 * cell * math.log(cell * rows / (total * share))
    return -ratio if together * rows < first * second else ratio


@given(tables())
def test_agrees_with_the_book(table: tuple[int, int, int, int]) -> None:
    assert float(log_likelihood(*table)) == pytest.approx(by_the_book(*table), rel=1e-6, abs=1e-4)


def test_a_table_of_dunning() -> None:
    # "the swiss", table 1 of the paper: 110 together, 2,442 and 111 alone, 29,114 neither
    assert float(log_likelihood(110, 2552, 221, 31777)) == pytest.approx(270.72, abs=0.01)


def test_is_nothing_where_there_is_nothing_to_compare() -> None:
    assert log_likelihood([0, 5, 5], [0, 5, 10], [3, 10, 5], [10, 10, 10]).tolist() == [0, 0, 0]


def test_more_candidates_have_to_be_surer() -> None:
    assert significant(1) == pytest.approx(3.841, abs=0.001)  # the 5 % of every table of chi squared
    assert significant(1000) == pytest.approx(16.448, abs=0.001)


def test_what_always_goes_together_tells_all() -> None:
    assert told(float(log_likelihood(7, 7, 7, 50)), 7, 50) == pytest.approx(1)
    assert told(float(log_likelihood(3, 30, 5, 50)), 30, 50) == pytest.approx(0)
    assert told(100, 0, 50) == 0
