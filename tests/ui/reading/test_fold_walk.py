from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.corpus.chunks import FURNITURE
from viewer.model import VersionId
from viewer.ui.reading.fold_walk import FoldWalk
from viewer.ui.reading.folds import Folds

A, B = VersionId("a"), VersionId("b")
PLAIN = "="


def folds_of(rows: str) -> Folds:
    """Folds of a corpus whose rows are `=` in both versions, or `a` or `b` as furniture of one."""
    index = SimpleNamespace(
        versions=(A, B),
        unit_count=len(rows),
        document_starts=np.array([0, len(rows)]),
        counts={version: np.array([row in (PLAIN, version) for row in rows], np.uint32) for version in (A, B)},
        classes={version: np.array([FURNITURE * (row == version) for row in rows], np.uint8) for version in (A, B)},
    )
    return Folds(index)  # type: ignore[arg-type]


def walked(walk: FoldWalk, rows: str) -> list[int]:
    unit: int | None = walk.shown(0)
    found: list[int] = []
    while unit is not None:
        found.append(unit)
        unit = walk.next_shown(unit)
    return found


layouts = st.text(alphabet="=ab", min_size=1, max_size=40)


@given(layouts, st.sampled_from([(A,), (B,), (A, B)]), st.sets(st.integers(0, 39)))
def test_a_walk_shows_every_row_but_what_is_folded_or_foreign(
    rows: str, versions: tuple[VersionId, ...], opened: set[int]
) -> None:
    folds = folds_of(rows)
    for number, fold in enumerate(folds.folds):
        folds.set_open(fold, number in opened)
    walk = FoldWalk(folds, versions)
    own = set(versions) if set(rows) & {PLAIN, *versions} else {A, B}
    expected = []
    for unit in range(len(rows)):
        fold = folds.fold_of(unit)
        if fold is None or (fold.version in own and (folds.is_open(fold) or fold.start == unit)):
            expected.append(unit)
    assert walked(walk, rows) == expected
    assert all(walk.shown(unit) == unit for unit in expected)
    assert [walk.previous_shown(unit) for unit in expected[1:]] == expected[:-1]
    assert walk.previous_shown(expected[0]) is None
    assert all(walk.shown(unit) in expected for unit in range(len(rows)))


@given(layouts, st.sampled_from([(A,), (A, B)]), st.integers(1, 7))
def test_what_a_block_hides_is_counted(rows: str, versions: tuple[VersionId, ...], size: int) -> None:
    walk = FoldWalk(folds_of(rows), versions)
    hidden, lines = walk.counts(np.append(np.arange(0, len(rows), size), len(rows)))
    blocks = [range(start, min(start + size, len(rows))) for start in range(0, len(rows), size)]
    assert hidden.tolist() == [sum(walk.is_folded(unit) for unit in block) for block in blocks]
    assert lines.tolist() == [sum(walk.head(unit) is not None for unit in block) for block in blocks]
