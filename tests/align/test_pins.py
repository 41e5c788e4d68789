"""What is pinned ends in one row, whatever the texts say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.align import AlignedUnit, Paragraphs, Pin, align, compatible, place
from viewer.align.placing import Placed

words = st.sampled_from("Haus casa 2023 二十 Trump トランプ ? 。 Dezember 한국어 x".split())
texts = st.lists(st.lists(words, max_size=5).map(" ".join), min_size=1, max_size=9)
side = st.builds(Paragraphs, language=st.sampled_from(["de", "ja", "ar", "en"]), texts=texts)


@st.composite
def pinned(draw: st.DrawFn) -> tuple[list[Paragraphs], list[Pin]]:
    """Sides, and pins anywhere in them that do not cross."""
    sides = draw(st.lists(side, min_size=2, max_size=5))
    numbers = [st.none() | st.integers(0, len(one.texts) - 1) for one in sides]
    pins = draw(st.lists(st.tuples(*numbers), max_size=5))
    return sides, compatible(pins)[0]


def rows_of(units: list[AlignedUnit], pin: Pin) -> set[int]:
    return {
        row
        for row, unit in enumerate(units)
        for cell, number in zip(unit.cells, pin, strict=True)
        if number is not None and number in cell
    }


def cells(units: list[AlignedUnit]) -> list[tuple[tuple[int, ...], ...]]:
    return [unit.cells for unit in units]


@settings(max_examples=50)
@given(pinned())
def test_every_pin_holds_and_every_segment_is_in_one_unit_in_order(given_: tuple[list[Paragraphs], list[Pin]]) -> None:
    sides, pins = given_
    units = align(sides, pins=pins)
    assert all(len(rows_of(units, pin)) <= 1 for pin in pins)
    for column, one in enumerate(sides):
        assert [number for unit in units for number in unit.cells[column]] == list(range(len(one.texts)))
    assert all(any(unit.cells) and 0 <= unit.confidence <= 1 for unit in units)


@settings(max_examples=10)
@given(pinned(), st.randoms(use_true_random=False))
def test_pins_give_the_same_rows_whatever_the_order_of_the_sides(
    given_: tuple[list[Paragraphs], list[Pin]], rng: object
) -> None:
    sides, pins = given_
    order = list(range(len(sides)))
    rng.shuffle(order)  # type: ignore[attr-defined]
    shuffled = align([sides[k] for k in order], pins=[tuple(pin[k] for k in order) for pin in pins])
    assert [tuple(unit.cells[k] for k in order) for unit in align(sides, pins=pins)] == cells(shuffled)


def test_a_pin_that_says_what_is_known_changes_nothing() -> None:
    german = Paragraphs("de", ["Anna kam 1912.", "Otto ging 1913.", "Ida blieb bis 1914."])
    english = Paragraphs("en", ["Anna came in 1912.", "Otto left in 1913.", "Ida stayed until 1914."])
    assert cells(align([german, english], pins=[(1, 1)])) == cells(align([german, english]))


def test_a_pin_far_off_the_diagonal_holds() -> None:
    one = Paragraphs("de", [f"Absatz Nummer {n} über dies und das." for n in range(900)])
    other = Paragraphs("en", [f"Paragraph number {n} about this and that." for n in range(900)])
    units = align([one, other], pins=[(100, 700)])
    assert [unit.cells for unit in units if 100 in unit.cells[0]] == [((100,), (700,))]
    assert ((99,), (99,)) in cells(units)
    assert ((899,), (899,)) in cells(units)


def test_pins_on_one_segment_make_one_row_of_all_between() -> None:
    one, other = Paragraphs("de", ["Eins."]), Paragraphs("en", [f"Number {n}." for n in range(9)])
    units = align([one, other], pins=[(0, 1), (0, 7)])
    assert rows_of(units, (0, 1)) == rows_of(units, (0, 7))


def test_of_pins_that_cross_the_later_is_left_out() -> None:
    assert compatible([(1, 5), (2, 4), (3, 6), (0, 7)]) == ([(1, 5), (3, 6)], [(2, 4), (0, 7)])
    assert compatible([(1, 5, None), (None, 6, 2), (0, None, 3)]) == ([(1, 5, None), (None, 6, 2)], [(0, None, 3)])


def test_pins_that_cross_are_refused() -> None:
    sides = [Paragraphs("de", ["a", "b"]), Paragraphs("en", ["a", "b"])]
    with pytest.raises(ValueError, match="cross"):
        align(sides, pins=[(0, 1), (1, 0)])
    with pytest.raises(ValueError, match="not there"):
        align(sides, pins=[(0, 2)])


def cells_placed(found: list[Placed]) -> list[tuple[list[int], list[int]]]:
    return [(list(one.rows), list(one.segments)) for one in found]


def test_a_new_side_keeps_to_its_pins() -> None:
    german = Paragraphs("de", ["Anna kam 1912.", "Otto ging 1913.", "Ida blieb bis 1914."])
    english = Paragraphs("en", ["Anna came in 1912.", "Otto left in 1913.", "Ida stayed until 1914."])
    found = place([german], [[1]] * 3, english, [True] * 3, pins=[(0, 2)])
    assert cells_placed(found) == [([], [0]), ([], [1]), ([0], [2]), ([1], []), ([2], [])]


@settings(max_examples=25)
@given(st.lists(texts, min_size=1, max_size=3), texts, st.data())
def test_a_new_side_keeps_to_any_pins(others: list[list[str]], new: list[str], data: st.DataObject) -> None:
    rows = len(others[0])
    others = [(own * rows)[:rows] for own in others]
    pinned_rows = sorted(data.draw(st.lists(st.integers(0, rows - 1), max_size=3)))
    pinned_segments = sorted(data.draw(st.sets(st.integers(0, len(new) - 1), max_size=3)))
    pins = list(zip(pinned_rows, pinned_segments, strict=False))
    found = place(
        [Paragraphs("de", own) for own in others],
        [[1] * len(others)] * rows,
        Paragraphs("en", new),
        [False] * rows,
        pins=pins,
    )
    assert [row for one in found for row in one.rows] == list(range(rows))
    assert [segment for one in found for segment in one.segments] == list(range(len(new)))
    assert all(any(row in one.rows and segment in one.segments for one in found) for row, segment in pins)
