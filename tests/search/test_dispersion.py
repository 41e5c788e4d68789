from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from listed_corpus import ListedCorpus

from viewer.model import VersionId
from viewer.search.dispersion import STRETCHES, deviation, dispersion, evenly, hits_of, segments_found

DE = VersionId("de")

rows_with_counts = st.lists(st.tuples(st.integers(0, 199), st.integers(1, 5)), max_size=40).map(sorted)
parts = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12)


def ints(*numbers: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.array(numbers, np.int64)


@given(rows_with_counts, st.integers(1, 300))
def test_bins_hold_what_counting_one_by_one_finds(found: list[tuple[int, int]], bins: int) -> None:
    hits = hits_of(ints(*(unit for unit, _ in found)), ints(*(count for _, count in found)))
    edges = evenly(200, bins)
    naive = [0] * (len(edges) - 1)
    for unit, count in found:
        naive[bisect_right(edges.tolist(), unit) - 1] += count
    assert hits.binned(edges).tolist() == naive
    assert hits.total == sum(naive)


@given(st.integers(0, 500), st.integers(1, 60))
def test_bins_cover_all_rows_and_differ_by_one_at_most(rows: int, bins: int) -> None:
    edges = evenly(rows, bins)
    widths = np.diff(edges)
    assert edges[0] == 0
    assert edges[-1] == rows
    assert len(widths) == min(rows, bins)
    assert not len(widths) or widths.max() - widths.min() <= 1


@given(rows_with_counts.filter(bool), st.integers(0, 199))
def test_nothing_is_nearer_than_the_nearest_row(found: list[tuple[int, int]], unit: int) -> None:
    units = [row for row, _ in found]
    nearest = hits_of(ints(*units), np.ones(len(units), np.int64)).nearest(unit)
    assert nearest in units
    assert abs(nearest - unit) == min(abs(row - unit) for row in units)


def test_where_nothing_was_found_no_row_is_near() -> None:
    assert hits_of(ints(), ints()).nearest(3) is None


@given(parts)
def test_the_deviation_is_half_the_sum_of_the_differences_of_the_shares(given_parts: list[tuple[int, int]]) -> None:
    found, sizes = zip(*given_parts, strict=True)
    measured = deviation(ints(*found), ints(*sizes))
    if not sum(found) or not sum(sizes):
        assert measured is None
        return
    naive = sum(abs(Fraction(f, sum(found)) - Fraction(s, sum(sizes))) for f, s in given_parts) / 2
    assert measured == pytest.approx(float(naive))
    assert 0 <= measured <= 1 + 1e-9


@pytest.mark.parametrize(
    ("found", "sizes", "expected"),
    [
        # Gries (2008), the letter a in b a m n i b e u p / b a s a t b e w q n / b c a g a b e s t a / ...: even parts
        ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11], 0.18),
        ([2, 4, 6], [10, 20, 30], 0.0),
        ([0, 0, 7], [1, 1, 2], 0.5),
        ([7, 0, 0, 0], [1, 1, 1, 1], 0.75),
    ],
)
def test_known_deviations(found: list[int], sizes: list[int], expected: float) -> None:
    assert deviation(ints(*found), ints(*sizes)) == pytest.approx(expected)


def test_a_stretch_counts_by_how_much_text_the_version_has_in_it() -> None:
    rows = [["a" * (1 + row // 20)] for row in range(40)]
    index = ListedCorpus({"de": rows}, documents=[10, 30]).index()
    every_letter = hits_of(np.arange(40), np.array([1] * 20 + [2] * 20))
    found = dispersion(index, every_letter, DE)
    assert found.deviation == pytest.approx(0)
    assert found.documents == 2
    assert dispersion(index, every_letter, None).deviation == pytest.approx(1 / 6)


def test_fewer_hits_than_stretches_are_not_measured() -> None:
    index = ListedCorpus({"de": [["a"]] * 40}, documents=[10, 30]).index()
    rows = np.arange(STRETCHES - 1)
    assert dispersion(index, hits_of(rows + 12, np.ones_like(rows)), DE).deviation is None
    assert dispersion(index, hits_of(rows + 12, np.ones_like(rows)), DE).documents == 1


def test_segments_of_a_scan_are_counted_in_their_rows() -> None:
    index = ListedCorpus({"de": [["a", "b"], [], ["c", "d", "e"]]}).index()
    hits = segments_found(index, DE, [ints(1), ints(2, 4)], [ints(3), ints(1, 2)])
    assert hits.units.tolist() == [0, 2, 2]
    assert hits.binned(ints(0, 1, 2, 3)).tolist() == [3, 0, 3]
    assert segments_found(index, DE, [], []).total == 0
