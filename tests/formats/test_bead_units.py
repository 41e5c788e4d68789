"""Rows from links: n:m, gaps, overlaps, crossings near and far; covering and in order whatever the links."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.formats.bead_units import CROSSING, MOVED, Bead, BeadUnits
from viewer.formats.crossings import LARGE
from viewer.model import Status

Pair = tuple[Sequence[int], Sequence[int]]


def beads(*pairs: Pair) -> list[Bead]:
    return [Bead((tuple(source), tuple(target))) for source, target in pairs]


def cells(found: BeadUnits) -> list[tuple[tuple[int, int], ...]]:
    return [unit.cells for unit in found.units()]


def links(found: BeadUnits) -> list[tuple[int, int, str]]:
    return [(link.source[1], link.target[1], link.kind) for link in found.links()]


def test_beads_in_order_are_rows_and_the_rest_are_gaps() -> None:
    found = BeadUnits((5, 4), beads(([0], [0]), ([1, 2], [2]), ([4], [3])))
    assert cells(found) == [((0, 1), (0, 1)), ((1, 1), (1, 2)), ((1, 3), (2, 3)), ((3, 4), (3, 3)), ((4, 5), (3, 4))]
    assert links(found) == []


def test_the_order_of_the_file_does_not_matter() -> None:
    found = BeadUnits((3, 3), beads(([2], [2]), ([0], [0]), ([1], [1])))
    assert cells(found) == [((n, n + 1), (n, n + 1)) for n in range(3)]


def test_beads_of_one_side_keep_their_status_and_stand_in_their_place() -> None:
    status = Bead(((), (0, 1)), Status.CONFIRMED, 0.5)
    (first, second) = BeadUnits((1, 3), [Bead(((0,), (2,))), status]).units()
    assert (first.cells, first.status, first.confidence) == (((0, 0), (0, 2)), Status.CONFIRMED, 0.5)
    assert (second.cells, second.status, second.confidence) == (((0, 1), (2, 3)), Status.IMPORTED, None)


def test_overlapping_beads_close_into_one_row_and_say_what_belongs_to_what() -> None:
    found = BeadUnits((2, 2), beads(([0], [0, 1]), ([0, 1], [1])))
    assert cells(found) == [((0, 2), (0, 2))]
    assert links(found) == [(0, 0, CROSSING), (0, 1, CROSSING), (0, 1, CROSSING), (1, 1, CROSSING)]


def test_sentences_that_changed_places_close_into_one_row() -> None:
    found = BeadUnits((4, 4), beads(([0], [0]), ([1], [2]), ([2], [1]), ([3], [3])))
    assert cells(found) == [((0, 1), (0, 1)), ((1, 3), (1, 3)), ((3, 4), (3, 4))]
    assert links(found) == [(1, 2, CROSSING), (2, 1, CROSSING)]


def test_a_passage_that_moved_far_is_a_link_and_not_one_giant_row() -> None:
    moved = [([n], [n]) for n in range(1, 100)]
    found = BeadUnits((101, 101), beads(([0], [100]), *moved, ([100], [0])))
    assert len(found) == 4 + 99
    assert sorted(links(found)) == [(0, 100, MOVED), (100, 0, MOVED)]
    assert cells(found)[:3] == [((0, 1), (0, 0)), ((1, 1), (0, 1)), ((1, 2), (1, 2))]


def test_a_block_that_moved_leaves_the_longer_rest_in_rows() -> None:
    first, second = [([n], [n + 40]) for n in range(60)], [([n], [n - 60]) for n in range(60, 100)]
    found = BeadUnits((100, 100), beads(*first, *second))
    assert sum(all(start < stop for start, stop in row) for row in cells(found)) == 60
    assert sorted(links(found)) == [(n, n - 60, MOVED) for n in range(60, 100)]


def test_a_refrain_that_is_linked_everywhere_does_not_close_the_text() -> None:
    found = BeadUnits((60, 60), beads(*(([n], [n]) for n in range(60)), *(([0], [n]) for n in range(10, 60, 10))))
    assert len(found) == 60
    assert sorted(links(found)) == [(0, n, MOVED) for n in range(10, 60, 10)]


def test_a_bead_of_scattered_segments_keeps_its_longest_stretch() -> None:
    found = BeadUnits((40, 40), beads(([0, 30, 31], [30]), *(([n], [n]) for n in range(1, 30))))
    assert links(found) == [(0, 30, MOVED)]
    assert ((30, 32), (30, 31)) in cells(found)


def test_a_large_bead_is_a_row() -> None:
    found = BeadUnits((40, 50), beads((range(40), range(50))))
    assert (cells(found), links(found)) == ([((0, 40), (0, 50))], [])


def test_three_texts_and_links_between_any_of_them() -> None:
    given = [Bead(((0,), (0,), ())), Bead(((), (0,), (0,))), Bead(((1,), (), (2,))), Bead(((), (1,), (1,)))]
    found = BeadUnits((2, 2, 3), given)
    assert cells(found) == [((0, 1), (0, 1), (0, 1)), ((1, 1), (1, 2), (1, 2)), ((1, 2), (2, 2), (2, 3))]


def test_a_segment_that_is_not_there_is_the_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="does not have"):
        BeadUnits((1, 1), beads(([0], [1])))


SIZES = st.lists(st.integers(0, 40), min_size=1, max_size=3)


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[int], list[Bead]]:
    sizes = draw(SIZES)
    parts = [st.lists(st.integers(0, size - 1), max_size=3) if size else st.just([]) for size in sizes]
    found = draw(st.lists(st.tuples(*parts), max_size=60))
    return sizes, [Bead(tuple(map(tuple, parts))) for parts in found]


@settings(max_examples=300)
@given(documents())
def test_rows_cover_every_segment_in_order_and_no_link_is_lost(document: tuple[list[int], list[Bead]]) -> None:
    sizes, given = document
    found = BeadUnits(sizes, given)
    done = [0] * len(sizes)
    row_of: dict[tuple[int, int], int] = {}
    for row, unit in enumerate(found.units()):
        assert [start for start, _ in unit.cells] == done
        assert any(start < stop for start, stop in unit.cells)
        done = [stop for _, stop in unit.cells]
        row_of |= {(text, one): row for text, cell in enumerate(unit.cells) for one in range(*cell)}
    assert done == sizes
    linked = {frozenset((row_of[link.source], row_of[link.target])) for link in found.links() if link.kind == MOVED}
    for bead in given:
        rows = {row_of[text, one] for text, part in enumerate(bead.parts) for one in part}
        reached = {min(rows, default=0)}
        while more := {other for pair in linked if pair & reached for other in pair & rows} - reached:
            reached |= more
        assert rows <= reached


@settings(max_examples=100)
@given(st.permutations(range(30)))
def test_no_row_of_single_links_is_large(places: list[int]) -> None:
    found = BeadUnits((30, 30), beads(*(([n], [place]) for n, place in enumerate(places))))
    assert max(stop - start for unit in found.units() for start, stop in unit.cells) <= LARGE
    ends = {link.source for link in found.links()}
    for unit in found.units():
        alone = unit.cells[0] if unit.cells[1][0] == unit.cells[1][1] else (0, 0)
        assert {(0, one) for one in range(*alone)} <= ends


def test_it_takes_work_in_proportion() -> None:
    def calls(size: int) -> int:
        """How many functions are called, which a busy machine does not change."""
        crossing = [([n], [n + 1 - 2 * (n % 2)]) for n in range(2, size - 2)]
        moved = [([0], [size - 1]), ([size - 1], [0])]
        made = beads(*crossing, *moved)
        counted = 0

        def count(_frame: object, _event: str, _argument: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            found = BeadUnits((size, size), made)
        finally:
            sys.setprofile(None)
        assert sum(1 for _ in found.links()) == size - 2
        return counted

    assert calls(8_000) < 8 * 1.5 * calls(1_000)


def test_the_same_bead_twice_is_one() -> None:
    found = BeadUnits((2, 2), beads(([0], [0]), ([1], [1]), ([0], [0])))
    assert (len(found), links(found)) == (2, [])


def test_beads_that_hold_the_same_over_and_over_are_refused() -> None:
    with pytest.raises(ValueError, match="over and over"):
        BeadUnits((2_000, 1_000), beads(*((range(2_000), range(n)) for n in range(1, 1_000))))
