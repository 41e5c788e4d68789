"""A further side among rows that are there already."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer import assets
from viewer.align import AlignedUnit, Paragraphs, align, place, projected
from viewer.align.placing import Placed
from viewer.errors import Cancelled

GERMAN = ["Der Hund schläft im Garten.", "Am 3. Mai 1912 kam Anna nach Köln.", "Wie spät ist es, Otto?", "Um 17 Uhr."]
ENGLISH = [
    "The dog sleeps in the garden.",
    "On 3 May 1912 Anna came to Köln.",
    "What time is it, Otto?",
    "At 17.",
]


def side(language: str, texts: list[str]) -> Paragraphs:
    return Paragraphs(language, texts)


def seed(tag: str) -> Paragraphs:
    return side(tag, (assets.seeds() / f"{tag}.txt").read_text(encoding="utf-8").split("\n"))


def cells(found: list[Placed]) -> list[tuple[list[int], list[int]]]:
    return [(list(one.rows), list(one.segments)) for one in found]


def test_a_side_goes_where_its_translation_is() -> None:
    found = place([side("de", GERMAN)], [[1]] * 4, side("en", ENGLISH), [False] * 4)
    assert cells(found) == [([k], [k]) for k in range(4)]


def test_what_the_others_lack_has_rows_of_its_own() -> None:
    found = place([side("de", GERMAN[:2] + GERMAN[3:])], [[1]] * 3, side("en", ENGLISH), [False] * 3)
    assert cells(found) == [([0], [0]), ([1], [1]), ([], [2]), ([2], [3])]


def test_rows_that_are_fixed_are_not_joined() -> None:
    german = ["Am 3. Mai 1912 kam Anna nach Köln,", "und Otto kam am 4. Juni 1913.", "Wie spät ist es?"]
    english = ["On 3 May 1912 Anna came to Köln, and Otto came on 4 June 1913.", "What time is it?"]
    assert cells(place([side("de", german)], [[1]] * 3, side("en", english), [False] * 3))[0] == ([0, 1], [0])
    found = cells(place([side("de", german)], [[1]] * 3, side("en", english), [True, False, False]))
    assert [rows for rows, _ in found] == [[0], [1], [2]]
    assert [segment for _, segments in found for segment in segments] == [0, 1]


def test_rows_that_the_others_leave_empty_stay_where_they_are() -> None:
    found = place([side("de", GERMAN)], [[1], [1], [0], [1], [1]], side("en", ENGLISH), [True] * 5)
    assert cells(found) == [([0], [0]), ([1], [1]), ([2], []), ([3], [2]), ([4], [3])]


def test_the_same_text_again_stands_beside_itself() -> None:
    found = place([side("de", GERMAN)], [[2], [0], [2]], side("de", list(GERMAN)), [False] * 3)
    assert cells(found) == [([0], [0, 1]), ([1], []), ([2], [2, 3])]


@pytest.mark.parametrize(("texts", "rows"), [([], 3), (["x"], 0), ([], 0), (["x", "y"], 2)])
def test_nothing_on_one_side_is_no_trouble(texts: list[str], rows: int) -> None:
    found = cells(place([side("de", [])], [[0]] * rows, side("en", texts), [False] * rows))
    assert [row for own, _ in found for row in own] == list(range(rows))
    assert [segment for _, own in found for segment in own] == list(range(len(texts)))


def test_a_version_taken_out_of_the_sample_comes_back_to_its_rows(shared_data: Path) -> None:
    tags = ["de", "pt", "ar", "ja"]
    units = align([seed(tag) for tag in tags])
    counts = [[len(cell) for cell in unit.cells] for unit in units]
    found = place([seed(tag) for tag in tags], counts, seed("ur"), [True] * len(units))
    whole = align([seed(tag) for tag in [*tags, "ur"]])
    wanted = {(unit.cells[0], unit.cells[4]) for unit in whole if unit.cells[0] and unit.cells[4]}
    got = {(units[one.rows[0]].cells[0], tuple(one.segments)) for one in found if one.rows and one.segments}
    assert len(wanted & got) >= 0.9 * len(wanted)


def test_placing_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        place([side("de", GERMAN)], [[1]] * 4, side("en", ENGLISH), [False] * 4, cancelled=lambda: True)


def test_rows_made_anew_tell_the_place_in_the_old_ones() -> None:
    units = [AlignedUnit(((0,), (0,)), 0.9), AlignedUnit(((1, 2), (1,)), 0.8), AlignedUnit(((), (2,)), 0.5)]
    assert cells(projected(units, [[1], [1], [1]], [False] * 3)) == [([0], [0]), ([1, 2], [1]), ([], [2])]
    assert cells(projected(units, [[1], [1], [1]], [True] * 3)) == [([0], [0]), ([1], [1]), ([2], []), ([], [2])]
    assert cells(projected(units, [[2], [1]], [False] * 2)) == [([0], [0]), ([1], [1]), ([], [2])]


@given(st.data())
def test_every_row_and_every_segment_is_placed_once_and_in_order(data: st.DataObject) -> None:
    numbers = st.lists(st.integers(0, 2), min_size=1, max_size=8)
    counts = [[n] for n in data.draw(numbers)]
    old = iter(range(sum(n for (n,) in counts)))
    new = iter(range(10))
    left, right = [next(old, None) for _ in range(20)], [next(new) for _ in range(data.draw(st.integers(0, 8)))]
    left = [n for n in left if n is not None]
    units = []
    while left or right:
        a, b = data.draw(st.integers(0, min(2, len(left)))), data.draw(st.integers(0, min(2, len(right))))
        if a or b:
            units.append(AlignedUnit((tuple(left[:a]), tuple(right[:b])), 0.5))
            del left[:a], right[:b]
    fixed = data.draw(st.lists(st.booleans(), min_size=len(counts), max_size=len(counts)))
    found = projected(units, counts, fixed)
    assert [row for one in found for row in one.rows] == list(range(len(counts)))
    assert [n for one in found for n in one.segments] == [n for unit in units for n in unit.cells[1]]
    assert not any(fixed[row] for one in found if len(one.rows) > 1 for row in one.rows)
