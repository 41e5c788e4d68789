"""What becomes of old paragraphs in a draft."""

from __future__ import annotations

from viewer.changing.succession import successions

A = "Anna Weber kam mit dem Zug nach Köln und suchte eine Wohnung."
B = "Otto Klein wartete seit langem am falschen Bahnsteig des Bahnhofs."
C = "Am Abend saßen beide in einem Café und sprachen über Lissabon."


def test_an_edit_takes_the_place_of_one() -> None:
    assert successions([A, B], [A, f"Doch {B}"], {1: 1}, {0}) == [((1,), (1,))]


def test_the_parts_of_one_take_its_place_together() -> None:
    assert successions([A], ["Anna Weber kam mit dem Zug", "nach Köln und suchte"], {0: 0, 1: 0}, set()) == [
        ((0,), (0, 1))
    ]


def test_one_takes_the_place_of_neighbours_that_it_was_joined_of() -> None:
    assert successions([A, B, C], [f"{A} {B} {C}"], {0: 1}, set()) == [((0, 1, 2), (0,))]
    assert successions([A, B, C], [f"{A} {B}", C], {0: 0}, {2}) == [((0, 1), (0,))]


def test_a_neighbour_that_is_gone_is_not_taken_for_joined_because_it_was_alike() -> None:
    assert successions([A, A, B], [f"{A} Ende"], {0: 0}, set()) == [((0,), (0,))]
    assert successions([A, B], [f"{A} Ende"], {0: 0}, {1}) == [((0,), (0,))]
