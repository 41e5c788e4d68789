from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.align.beads import best_path
from viewer.align.fences import align_fenced, fenced
from viewer.align.known import WordPairs
from viewer.align.tokens import bag

sizes = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=5)


def aligned(
    source: Sequence[str], target: Sequence[str], rows: Sequence[Sequence[int]]
) -> list[tuple[list[int], list[int]]]:
    found = align_fenced(bag(source, "de"), bag(target, "en"), np.array(rows), WordPairs.none(), lambda: None)
    beads = best_path(found.posterior.band, found.evidence, found.prior, lambda: None)
    return [(list(here), list(there)) for here, there in beads]


def test_states_between_two_rows_belong_to_both() -> None:
    band = fenced(np.array([0, 2, 3]), np.array([0, 1, 3]))
    assert (band.low.tolist(), band.high.tolist()) == ([0, 0, 0, 1], [2, 2, 4, 4])


def test_names_tell_which_sentence_is_missing() -> None:
    names = ["Anna", "Boris", "Clara", "Doris", "Erich", "Frieda", "Gustav", "Hanna"]
    german = [f"{name} kam am Abend aus dem Theater nach Hause." for name in names]
    english = [f"{name} came home from the theatre in the evening." for name in names if name != "Boris"]
    assert aligned(german, english, [[0, 0], [3, 2], [8, 7]])[:3] == [([0], [0]), ([1], []), ([2], [1])]


def test_no_bead_leaves_its_row_even_for_a_name() -> None:
    german, english = ["Ja.", "Anna Schneider kam 1956."], ["Anna Schneider came in 1956.", "No."]
    assert aligned(german, english, [[0, 0], [2, 2]]) == [([0, 1], [0, 1])]
    assert aligned(german, english, [[0, 0], [1, 1], [2, 2]]) == [([0], [0]), ([1], [1])]


@settings(max_examples=25)
@given(sizes.filter(lambda rows: all(map(sum, zip(*rows, strict=True)))))
def test_every_bead_lies_in_one_row(sizes: list[tuple[int, int]]) -> None:
    rows = np.concatenate([[[0, 0]], np.cumsum(sizes, axis=0)])
    texts = [f"Satz {n}." for n in range(rows[-1, 0])], [f"Word {n}." for n in range(rows[-1, 1])]
    row_here, row_there = (np.repeat(np.arange(len(sizes)), np.diff(rows[:, side])) for side in (0, 1))
    for here, there in aligned(*texts, rows.tolist()):
        assert len({*row_here[here].tolist(), *row_there[there].tolist()}) == 1
