from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.ui.reading.entries import Entries


def entries_of(rows: int, folds: list[tuple[int, int]]) -> Entries:
    starts, stops = zip(*folds, strict=True) if folds else ((), ())
    return Entries(rows, np.array(starts, np.int64), np.array(stops, np.int64))


def test_a_fold_is_one_entry() -> None:
    entries = entries_of(10, [(2, 5), (5, 6), (8, 10)])
    assert entries.count == 7
    assert entries.of_rows(np.arange(11)).tolist() == [0, 1, 2, 2, 2, 3, 4, 5, 6, 6, 7]
    assert entries.first_rows(np.arange(8)).tolist() == [0, 1, 2, 5, 6, 7, 8, 10]


def test_folded_rows_and_folds_are_counted() -> None:
    folded, begun = entries_of(10, [(2, 5), (5, 6), (8, 10)]).folded_before(np.arange(11))
    assert folded.tolist() == [0, 0, 0, 1, 2, 3, 4, 4, 4, 5, 6]
    assert begun.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3]


def test_without_folds_rows_are_entries() -> None:
    entries = entries_of(3, [])
    assert entries.of_rows(np.arange(4)).tolist() == entries.first_rows(np.arange(4)).tolist() == [0, 1, 2, 3]


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=30))
def test_entries_are_counted_as_one_would_by_hand(runs: list[tuple[int, bool]]) -> None:
    folds, expected, firsts, row = [], [], [], 0
    for size, folded in runs:
        if folded:
            folds.append((row, row + size))
        for within in range(size):
            if not folded or within == 0:
                firsts.append(row + within)
            expected.append(len(firsts) - 1)
        row += size
    entries = entries_of(row, folds)
    assert entries.count == len(firsts)
    assert entries.of_rows(np.arange(row)).tolist() == expected
    assert entries.first_rows(np.arange(entries.count)).tolist() == firsts
