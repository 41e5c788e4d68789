"""Alignment by verse: one verse is one row, whatever is written; nothing vanishes and every text keeps its order."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.align.verses import BY_PLACE, Verses, align_by_verse
from viewer.errors import Cancelled
from viewer.model import Kind

Cells = list[tuple[str, ...]]
KINDS = {"T": Kind.TITLE, "H": Kind.HEADING, "B": Kind.BODY}


def side(line: str, book: str = "GEN") -> Verses:
    """`T H 1:1 1:2-3`: a title, a heading and two verses."""
    return [(None, KINDS[one]) if one in KINDS else (f"{book} {one}", Kind.VERSE) for one in line.split()]


def cells(*lines: str) -> Cells:
    """Every row as the segments of each text, by name."""
    names = [line.split() for line in lines]
    rows = align_by_verse([side(line) for line in lines])
    return [tuple(" ".join(own[at] for at in cell) for own, cell in zip(names, row.cells, strict=True)) for row in rows]


def test_a_verse_is_a_row() -> None:
    assert cells("1:1 1:2 2:1", "1:1 1:2 2:1") == [("1:1", "1:1"), ("1:2", "1:2"), ("2:1", "2:1")]
    assert [row.confidence for row in align_by_verse([side("1:1 1:2"), side("1:1")])] == [1.0, 1.0]


def test_numbers_are_compared_as_numbers() -> None:
    assert cells("1:9 1:11 10:1", "1:10 2:1") == [("1:9", ""), ("", "1:10"), ("1:11", ""), ("", "2:1"), ("10:1", "")]


def test_a_verse_that_one_lacks_is_a_gap_in_its_place() -> None:
    assert cells("1:1 1:2 1:3", "1:1 1:3", "1:2 1:4") == [
        ("1:1", "1:1", ""),
        ("1:2", "", "1:2"),
        ("1:3", "1:3", ""),
        ("", "", "1:4"),
    ]


def test_a_bridge_closes_the_verses_that_it_covers() -> None:
    assert cells("1:1 1:2-4 1:5", "1:1 1:2 1:3 1:4 1:5", "1:1-2 1:4") == [
        ("1:1 1:2-4", "1:1 1:2 1:3 1:4", "1:1-2 1:4"),
        ("1:5", "1:5", ""),
    ]


def test_a_bridge_may_lead_into_the_next_chapter() -> None:
    assert cells("1:31-2:1 2:2", "1:30 1:31 2:1 2:2") == [("", "1:30"), ("1:31-2:1", "1:31 2:1"), ("2:2", "2:2")]


def test_a_list_of_verses_closes_those_between() -> None:
    assert cells("1:1,3 1:4", "1:1 1:2 1:3 1:4") == [("1:1,3", "1:1 1:2 1:3"), ("1:4", "1:4")]


def test_parts_are_rows_unless_somebody_has_the_whole_verse() -> None:
    assert cells("2:4a H 2:4b", "2:4a 2:4b") == [("2:4a", "2:4a"), ("H", ""), ("2:4b", "2:4b")]
    assert cells("2:4a H 2:4b", "2:4") == [("2:4a H 2:4b", "2:4")]


def test_a_verse_beside_its_own_parts_does_not_contain_them() -> None:
    # The Greek Proverbs have 24:22 and then 24:22a to 24:22e.
    assert cells("24:22 24:22a 24:22b", "24:22") == [("24:22", "24:22"), ("24:22a", ""), ("24:22b", "")]


def test_the_title_of_a_psalm_is_verse_0_or_a_gap() -> None:
    assert cells("H 3:0 3:1", "3:1 3:2", "3:0 3:1") == [
        ("H", "", ""),
        ("3:0", "", "3:0"),
        ("3:1", "3:1", "3:1"),
        ("", "3:2", ""),
    ]


def test_headings_stand_beside_headings_at_the_same_place() -> None:
    assert cells("T H 1:1 H 1:2", "T B 1:1 1:2", "1:1 H H 1:2") == [
        ("T", "T", ""),
        ("", "B", ""),
        ("H", "", ""),
        ("1:1", "1:1", "1:1"),
        ("H", "", "H"),
        ("", "", "H"),
        ("1:2", "1:2", "1:2"),
    ]


def test_what_stands_at_one_place_only_is_less_sure() -> None:
    rows = align_by_verse([side("H 1:1 H"), side("H 1:1")])
    assert [row.confidence for row in rows] == [BY_PLACE, 1.0, 1.0]


def test_a_heading_waits_for_its_like() -> None:
    assert cells("B B H 1:1", "H 1:1") == [("B", ""), ("B", ""), ("H", "H"), ("1:1", "1:1")]


def test_a_heading_may_stand_anywhere_in_a_gap_where_others_have_theirs() -> None:
    assert cells("18:10 H 18:12", "18:10 H 18:11 18:12") == [
        ("18:10", "18:10"),
        ("H", "H"),
        ("", "18:11"),
        ("18:12", "18:12"),
    ]


def test_a_heading_alone_in_a_gap_stands_before_the_verse_that_it_heads() -> None:
    assert cells("18:10 H 18:12", "18:10 18:11 18:12")[1:3] == [("", "18:11"), ("H", "")]


def test_what_follows_the_last_verse_stays_with_it() -> None:
    assert cells("1:1 B", "1:1 1:2") == [("1:1", "1:1"), ("B", ""), ("", "1:2")]


def test_a_verse_that_a_heading_cuts_in_two_is_one_row() -> None:
    assert cells("2:4 H 2:4 2:5", "2:4 2:5") == [("2:4 H 2:4", "2:4"), ("2:5", "2:5")]


def test_an_order_that_all_share_is_kept_whatever_the_numbers_say() -> None:
    # So do the Greek Proverbs.
    assert cells("24:22 30:1 24:23 31:1", "24:22 30:1 24:23 31:1") == [
        (one, one) for one in "24:22 30:1 24:23 31:1".split()
    ]


def test_a_verse_out_of_order_stands_by_itself_where_it_was_found() -> None:
    rows = align_by_verse([side("1:1 1:2 1:3 1:4"), side("1:1 1:4 1:2 1:3")])
    assert cells("1:1 1:2 1:3 1:4", "1:1 1:4 1:2 1:3") == [
        ("1:1", "1:1"),
        ("", "1:4"),
        ("1:2", "1:2"),
        ("1:3", "1:3"),
        ("1:4", ""),
    ]
    assert [row.confidence for row in rows] == [1.0, 0.0, 1.0, 1.0, 1.0]


def test_only_what_is_out_of_order_leaves_its_row() -> None:
    order = [f"16:{number}" for number in range(20)]
    moved = [*order[:10], *order[15:], *order[10:15]]
    found = cells(" ".join(order), " ".join(moved), " ".join(order))
    assert sum(1 for row in found if all(row)) == 15
    assert [row[1] for row in found if row[1]] == moved
    assert [row[0] for row in found if row[0]] == order


def test_a_verse_twice_in_a_text_keeps_its_second_place() -> None:
    assert cells("1:1 1:2 1:1", "1:1 1:2") == [("1:1", "1:1"), ("1:2", "1:2"), ("1:1", "")]


def test_what_names_no_verse_stands_like_a_heading() -> None:
    rows = align_by_verse([[("GEN one:1", Kind.VERSE), ("GEN 1:1", Kind.VERSE)], side("1:1")])
    assert [row.cells for row in rows] == [((0,), ()), ((1,), (0,))]


def test_sides_may_be_empty_or_without_verses() -> None:
    assert align_by_verse([[], []]) == []
    assert cells("", "1:1", "H B") == [("", "", "H"), ("", "", "B"), ("", "1:1", "")]


def test_books_follow_as_they_come() -> None:
    rows = align_by_verse([[*side("1:1", "MAT"), *side("1:1", "GEN")], side("1:1", "GEN")])
    assert [row.cells for row in rows] == [((0,), ()), ((1,), (0,))]


NAMES = st.builds(
    lambda chapter, verse, rest: f"{chapter}:{verse}{rest}",
    st.integers(1, 3),
    st.integers(0, 6),
    st.sampled_from(["", "", "", "a", "b", "-3", "-5", "-2:2", ",4"]),
)
SIDES = st.lists(st.lists(st.one_of(NAMES, st.sampled_from(["H", "B", "T"])), max_size=14).map(" ".join), max_size=4)


@settings(max_examples=300)
@given(SIDES)
def test_every_segment_is_in_one_row_and_in_order(lines: list[str]) -> None:
    rows = align_by_verse([side(line) for line in lines])
    for number, line in enumerate(lines):
        assert [at for row in rows for at in row.cells[number]] == list(range(len(line.split())))
    assert all(any(row.cells) and 0.0 <= row.confidence <= 1.0 for row in rows)


@settings(max_examples=200)
@given(st.lists(st.sets(st.tuples(st.integers(1, 3), st.integers(0, 9)), max_size=20), min_size=1, max_size=5))
def test_texts_in_order_have_a_row_for_each_verse_that_any_has(texts: list[set[tuple[int, int]]]) -> None:
    lines = [" ".join(f"{chapter}:{verse}" for chapter, verse in sorted(text)) for text in texts]
    merged = [f"{chapter}:{verse}" for chapter, verse in sorted(set().union(*texts))]
    owned = [set(line.split()) for line in lines]
    assert cells(*lines) == [tuple(verse if verse in own else "" for own in owned) for verse in merged]


def test_long_texts_in_wild_order_take_no_longer_than_others() -> None:
    forward = [f"{number // 50 + 1}:{number % 50 + 1}" for number in range(20_000)]
    started = time.perf_counter()
    align_by_verse([side(" ".join(forward)), side(" ".join(forward))])
    plain = time.perf_counter() - started
    started = time.perf_counter()
    rows = align_by_verse([side(" ".join(forward)), side(" ".join(reversed(forward)))])
    assert time.perf_counter() - started < 10 * plain + 1
    assert all(one.cells[0] < other.cells[0] for one, other in pairwise(row for row in rows if row.cells[0]))


def test_it_stops_when_asked() -> None:
    with pytest.raises(Cancelled):
        align_by_verse([side("1:1"), side("1:1")], cancelled=lambda: True)
