"""Passages that stand elsewhere, in texts whose paragraphs share a name and a year each and are foreign otherwise."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.align.known import WordPairs
from viewer.align.moved import Moved, moved_passages
from viewer.align.sparse import Sparse
from viewer.align.tokens import bag

NAMES = "Obama Merkel Macron Putin Modi Erdogan Trudeau Bolsonaro Orban Kaczynski Sanchez Rutte Conte Kurz".split()


def text(number: int, words: str, size: int) -> str:
    """About `size` code points around a name and a year."""
    filler = random.Random(f"{words}{number}").choices(words.split(), k=size // 6)
    return f"{NAMES[number]} {1900 + 7 * number} " + " ".join(filler)


def passages(target_order: Sequence[int], linked: Sequence[tuple[int, int]], size: int = 200) -> list[Moved]:
    """What is found if the target has the paragraphs in this order and these (source, target) stand in rows."""
    source = [text(number, "haus baum hund katze wald feld berg", size) for number in range(len(NAMES))]
    target = [text(number, "ship yard lion goose moor cliff road", size) for number in target_order]
    rows, columns = (np.array(side, np.int64) for side in zip(*linked, strict=True))
    links = Sparse.of((len(source), len(target)), rows, columns, np.full(len(rows), 0.9))
    return moved_passages(bag(source, "de"), bag(target, "en"), links, WordPairs.none())


def order_with(moved: range, to: int) -> tuple[list[int], list[tuple[int, int]]]:
    """The order of the target, and the rows that an aligner would make of what was not moved."""
    order = [number for number in range(len(NAMES)) if number not in moved]
    order[to:to] = moved
    return order, [(number, at) for at, number in enumerate(order) if number not in moved]


def test_a_paragraph_in_another_place_is_found() -> None:
    found = passages(*order_with(range(3, 4), 9))
    assert [(one.source, one.target) for one in found] == [(range(3, 4), range(9, 10))]


def test_a_run_is_one_passage_even_of_short_paragraphs() -> None:
    found = passages(*order_with(range(2, 5), 8), size=60)
    assert [(one.source, one.target) for one in found] == [(range(2, 5), range(8, 11))]


def test_a_short_paragraph_alone_is_left_alone() -> None:
    assert passages(*order_with(range(3, 4), 9), size=60) == []


def test_what_stands_beside_its_row_was_not_moved() -> None:
    assert passages(*order_with(range(3, 4), 4)) == []


def test_a_text_whose_rows_are_right_has_no_moved_passages() -> None:
    order = list(range(len(NAMES)))
    assert passages(order, [(number, number) for number in order]) == []
    lone = [(number, number) for number in order if number not in (4, 9)]
    assert passages(order, lone) == []


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10), st.integers(1, 3), st.integers(0, 10))
def test_no_paragraph_is_in_two_passages_and_both_halves_are_as_long(start: int, size: int, to: int) -> None:
    found = passages(*order_with(range(start, start + size), to))
    for side in ("source", "target"):
        numbers = [number for one in found for number in getattr(one, side)]
        assert len(numbers) == len(set(numbers))
    assert all(len(one.source) == len(one.target) for one in found)
    assert all(one.sureness > 0 for one in found)


@pytest.mark.parametrize("empty", [0, 1])
def test_a_side_without_paragraphs_has_no_passages(empty: int) -> None:
    texts = [["Obama 1789"], ["Obama 1789"]]
    texts[empty] = []
    sides = [bag(one, "de") for one in texts]
    nothing = np.empty(0, np.int64)
    links = Sparse.of((len(texts[0]), len(texts[1])), nothing, nothing, np.empty(0))
    assert moved_passages(*sides, links, WordPairs.none()) == []
