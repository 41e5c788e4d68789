from __future__ import annotations

from itertools import accumulate, pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from viewer.align.rows_file import read_rows
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


def test_partners_and_cuts_are_right_in_paragraphs_of_a_real_book(shared_data: Path) -> None:
    folder = shared_data / "gold" / "text-berg-dev"
    german, french = (
        [len(line.replace(" ", "")) for line in (folder / f"{tag}.txt").read_text(encoding="utf-8").splitlines()]
        for tag in ("de", "fr")
    )
    rows = read_rows(folder / "gold.tsv").rows
    asked = right = cuts = right_cuts = 0
    for part in (rows[first : first + 8] for first in range(0, len(rows) - 8, 8)):
        here, there = ([sentence for row in part for sentence in row[side]] for side in (0, 1))
        if not here or not there:
            continue
        golden = {source: set(row[1]) for row in part for source in row[0]}
        ends = set(zip(*([*accumulate(len(row[side]) for row in part)] for side in (0, 1)), strict=True))
        sides = [german[one] for one in here], [french[one] for one in there]
        found = {here[i]: {there[j] for j in bead[1]} for bead in paired(*sides) for i in bead[0]}
        asked += len(golden)
        right += sum(bool(found[one] & golden[one]) or found[one] == golden[one] for one in golden)
        cuts += len(common_cuts(sides))
        right_cuts += sum(cut.sentences in ends for cut in common_cuts(sides))
    assert right / asked > 0.93
    assert right_cuts / cuts > 0.92
    assert cuts > 180


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
