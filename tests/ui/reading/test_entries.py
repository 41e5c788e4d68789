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


def test_rows_without_a_line_have_no_entry() -> None:
    entries = Entries(10, np.array([0, 5, 8]), np.array([2, 7, 10]), np.array([False, True, False]))
    assert entries.count == 5
    assert entries.of_rows(np.arange(11)).tolist() == [0, 0, 0, 1, 2, 3, 3, 4, 5, 5, 5]
    assert entries.first_rows(np.arange(6)).tolist() == [2, 3, 4, 5, 7, 10]


def test_without_folds_rows_are_entries() -> None:
    entries = entries_of(3, [])
    assert entries.of_rows(np.arange(4)).tolist() == entries.first_rows(np.arange(4)).tolist() == [0, 1, 2, 3]


Run = tuple[int, bool | None]
"""So many rows, which are folded into a line, shown, or None: not to be seen at all."""


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from([True, False, None])), max_size=30))
def test_entries_are_counted_as_one_would_by_hand(runs: list[Run]) -> None:
    folds, lines, expected, firsts, row = [], [], [], [], 0
    for size, folded in runs:
        if folded is not False:
            folds.append((row, row + size))
            lines.append(folded is True)
        for within in range(size):
            if folded is False or (folded and within == 0):
                firsts.append(row + within)
            expected.append(len(firsts) - (folded is not None))
        row += size
    starts, stops = zip(*folds, strict=True) if folds else ((), ())
    entries = Entries(row, np.array(starts, np.int64), np.array(stops, np.int64), np.array(lines, np.bool_))
    assert entries.count == len(firsts)
    assert entries.of_rows(np.arange(row)).tolist() == expected
    assert entries.first_rows(np.arange(entries.count)).tolist() == firsts
    assert entries.first_rows(np.array([entries.count])).tolist() == [row]
