from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from viewer.align.sentence_pairs import common_cuts, paired

sides = st.lists(st.integers(0, 300), min_size=1, max_size=70)


def test_sentences_of_like_lengths_are_pairs() -> None:
    assert paired([120, 20, 75], [60, 12, 40]) == [
        (range(1), range(1)),
        (range(1, 2), range(1, 2)),
        (range(2, 3), range(2, 3)),
    ]


def test_a_sentence_that_was_split_belongs_to_both_halves() -> None:
    assert paired([50, 160, 45], [52, 80, 84, 43]) == [
        (range(1), range(1)),
        (range(1, 2), range(1, 3)),
        (range(2, 3), range(3, 4)),
    ]


def test_a_side_without_sentences_leaves_the_other_alone() -> None:
    assert paired([], []) == []
    assert paired([], [3, 4]) == [(range(0), range(2))]


def test_cuts_are_found_where_all_sides_agree() -> None:
    german, french, japanese = [120, 20, 160, 60], [130, 22, 90, 84, 63], [50, 9, 66, 26]
    assert [cut.sentences for cut in common_cuts([german, french, japanese])] == [(1, 1, 1), (2, 2, 2), (3, 4, 3)]


def test_there_is_no_cut_where_nothing_tells_the_sentences_apart() -> None:
    assert common_cuts([[50] * 7, [175, 175]]) == []
    assert common_cuts([[300], [100, 100, 100]]) == []


def test_a_long_sentence_is_no_wall_for_a_long_row() -> None:
    beads = paired([10] * 60 + [4000] + [10] * 60, [10] * 60 + [4000] + [10] * 60)
    assert (range(60, 61), range(60, 61)) in beads


@given(sides, sides)
def test_beads_hold_every_sentence_once_and_in_order(source: list[int], target: list[int]) -> None:
    beads = paired(source, target)
    assert [sentence for bead in beads for sentence in bead[0]] == list(range(len(source)))
    assert [sentence for bead in beads for sentence in bead[1]] == list(range(len(target)))


@given(st.lists(sides, min_size=2, max_size=4))
def test_cuts_rise_on_every_side(lengths: list[list[int]]) -> None:
    cuts = [cut.sentences for cut in common_cuts(lengths)]
    for one, two in pairwise([(0,) * len(lengths), *cuts, tuple(map(len, lengths))]):
        assert all(a < b for a, b in zip(one, two, strict=True))
