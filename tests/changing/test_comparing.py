"""A draft compared with the text before it."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.changing.comparing import compare
from viewer.errors import Cancelled


def test_what_is_the_same_is_kept_and_what_is_edited_is_known_again() -> None:
    old = ["one", "two words here are said", "three", "four"]
    new = ["one", "two words here were said", "three", "something else entirely", "four"]
    found = compare(old, new)
    assert found.kept == (0, None, 2, None, 3)
    assert (found.edited, found.moved) == ({1: 1}, {})


def test_white_space_and_composition_do_not_count() -> None:
    assert compare(["Ko\u0308ln  am\tRhein "], ["Köln am Rhein"]).kept == (0,)


def test_a_moved_paragraph_is_known_again() -> None:
    found = compare(list("abcdef"), list("abefcd"))
    assert found.kept in ((0, 1, 4, 5, None, None), (0, 1, None, None, 2, 3))
    assert found.moved in ({4: 2, 5: 3}, {2: 4, 3: 5})


def test_of_paragraphs_that_are_there_often_none_is_taken_for_a_moved_one() -> None:
    found = compare(["* * *", "a", "* * *", "b"], ["a", "b", "* * *", "* * *"])
    assert found.moved == {}


def test_an_edit_in_a_script_without_spaces_is_known_again() -> None:
    found = compare(["猫は庭で眠っている。", "犬も眠る。"], ["猫は庭で静かに眠っている。", "犬も眠る。"])
    assert (found.kept, found.edited) == ((None, 1), {0: 0})


@pytest.mark.parametrize(("old", "new"), [([], []), ([], ["a"]), (["a"], []), (["a"] * 3, ["a"] * 5)])
def test_nothing_and_the_same_over_and_over_are_no_trouble(old: list[str], new: list[str]) -> None:
    kept = [place for place in compare(old, new).kept if place is not None]
    assert kept == list(range(min(len(old), len(new))))


@given(st.lists(st.sampled_from("abcdeé"), max_size=30), st.lists(st.sampled_from("abcdeé"), max_size=30))
def test_pairs_are_equal_rising_and_used_once(old: list[str], new: list[str]) -> None:
    found = compare(old, new)
    same = [(a, b) for b, a in enumerate(found.kept) if a is not None]
    assert all(old[a] == new[b] for a, b in [*same, *((a, b) for b, a in found.moved.items())])
    together = sorted([(b, a) for a, b in same] + list(found.edited.items()))
    assert [a for _, a in together] == sorted(a for _, a in together)
    used = [a for a, _ in same] + list(found.moved.values()) + list(found.edited.values())
    assert len(used) == len(set(used))
    assert len(same) >= len(set(old) & set(new)) > 0 or not set(old) & set(new) or same


def test_comparing_can_be_stopped() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        compare(["a", "b"], ["a", "c"], stop)


def test_a_book_is_compared_in_a_moment() -> None:
    chance = random.Random(1)
    words = [f"w{number}" for number in range(3000)]
    old = [" ".join(chance.choices(words, k=30)) for _ in range(8000)] + ["* * *"] * 400
    chance.shuffle(old)
    new = [text if chance.random() > 0.05 else text + " more" for text in old]
    begun = time.perf_counter()
    found = compare(old, new)
    assert time.perf_counter() - begun < 10
    assert (
        sum(place is None for place in found.kept)
        == len(found.edited)
        == sum(a != b for a, b in zip(old, new, strict=True))
    )
