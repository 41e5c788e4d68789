from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_corpora import build

from viewer import assets
from viewer.corpus import Corpus, CorpusIndex
from viewer.corpus.chunks import EXCLUDED, FURNITURE, HEADING
from viewer.importing import import_files
from viewer.model import Kind, Touched, VersionId
from viewer.ui.reading.fold_walk import FoldWalk
from viewer.ui.reading.folds import Fold, Folds

DE, JA = VersionId("de"), VersionId("ja")


def folds_of(rows: str, documents: tuple[int, ...] = ()) -> Folds:
    """A letter per row: `d` and `j` German or Japanese furniture, capitals their content, `b` furniture of both."""
    return Folds(lettered(rows, documents))


def lettered(rows: str, documents: tuple[int, ...] = ()) -> CorpusIndex:
    """As `folds_of` has it."""
    classes = {
        DE: [FURNITURE if row in "db" else 0 for row in rows],
        JA: [FURNITURE if row in "jb" else 0 for row in rows],
    }
    counts = {DE: [row not in "jJ" for row in rows], JA: [row not in "dD" for row in rows]}
    return index_of(counts, classes, documents)


def index_of(
    counts: dict[VersionId, list[bool]], classes: dict[VersionId, list[int]], documents: tuple[int, ...] = ()
) -> CorpusIndex:
    units = len(next(iter(counts.values())))
    return CorpusIndex(
        revision=1,
        versions=tuple(counts),
        document_starts=np.array((0, *documents, units), np.int64),
        confidence=np.full(units, np.nan, np.float32),
        status=np.zeros(units, np.uint8),
        counts={version: np.array(column, np.uint32) for version, column in counts.items()},
        lengths={version: np.array(column, np.uint32) * 9 for version, column in counts.items()},
        classes={version: np.array(column, np.uint8) for version, column in classes.items()},
    )


def test_a_run_of_one_versions_furniture_is_a_fold() -> None:
    assert folds_of("DdddBbJj").folds == (Fold(1, 4, DE, 3), Fold(7, 8, JA, 1))


def test_furniture_of_two_versions_in_turn_makes_two_folds() -> None:
    assert [(fold.start, fold.stop, fold.version) for fold in folds_of("ddjjd").folds] == [
        (0, 2, DE),
        (2, 4, JA),
        (4, 5, DE),
    ]


def test_a_fold_ends_with_its_document() -> None:
    assert [(fold.start, fold.stop) for fold in folds_of("dddd", documents=(1, 3)).folds] == [(0, 1), (1, 3), (3, 4)]


def test_rows_that_belong_to_no_fold_are_content() -> None:
    assert folds_of("Bddjbd").content().tolist() == [True, False, False, False, True, False]


def test_what_is_closed_of_the_versions_on_the_screen_is_counted() -> None:
    folds = folds_of("ddBjBd")
    assert folds.folded([DE, JA]) == (3, 4)
    assert folds.folded([JA]) == (1, 1)
    folds.set_open(folds.folds[0], True)
    assert folds.folded([DE, JA]) == (2, 2)
    folds.set_all_open(True)
    assert folds.folded([DE, JA]) == (0, 0)


def test_an_open_fold_has_an_entry_for_each_of_its_rows() -> None:
    folds = folds_of("BdddB")
    walk = FoldWalk(folds, [DE, JA])
    closed = walk.entries
    assert closed.count == 3
    assert walk.entries is closed
    folds.set_open(folds.folds[0], True)
    assert walk.entries.count == 5


def test_furniture_of_a_version_that_is_not_shown_has_no_entry() -> None:
    folds = folds_of("BdddBjB")
    walk = FoldWalk(folds, [JA])
    assert walk.entries.count == 4
    folds.set_all_open(True)
    assert walk.entries.count == 4


cells = st.tuples(st.booleans(), st.sampled_from([0, FURNITURE, HEADING, EXCLUDED, FURNITURE | EXCLUDED]))


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=40))
def test_exactly_the_furniture_that_one_version_alone_has_folds(
    rows: list[tuple[tuple[bool, int], tuple[bool, int], tuple[bool, int]]],
) -> None:
    versions = [VersionId(tag) for tag in ("de", "ja", "ur")]
    counts = {version: [row[place][0] for row in rows] for place, version in enumerate(versions)}
    classes = {
        version: [row[place][1] if row[place][0] else 0 for row in rows] for place, version in enumerate(versions)
    }
    folds = Folds(index_of(counts, classes))
    for number, row in enumerate(rows):
        kinds = [kind for filled, kind in row if filled]
        alone = len(kinds) == 1 and bool(kinds[0] & FURNITURE)
        fold = folds.fold_of(number)
        assert (fold is not None) == alone
        assert fold is None or counts[fold.version][number]


LETTERS = st.text("djDb", max_size=12)


@given(LETTERS, LETTERS, LETTERS, LETTERS, st.integers(0, 30))
def test_folds_after_a_change_are_those_that_are_found_anew(
    before: str, old: str, new: str, after: str, opened: int
) -> None:
    folds = folds_of(before + old + after)
    if folds.any():
        folds.set_open(folds.folds[opened % len(folds.folds)], True)
    was_open = {(fold.start, fold.version) for fold in folds.folds if folds.is_open(fold)}
    looks = folds.renumber(lettered(before + new + after), Touched(len(before), len(old), len(new)))
    fresh = folds_of(before + new + after)
    assert folds.folds == fresh.folds
    assert folds.count == fresh.count
    content = fresh.content().tolist()
    assert folds.content(len(before), len(before) + len(new)).tolist() == content[len(before) :][: len(new)]
    more = len(new) - len(old)
    outside = {
        (start if start < looks.start else start + more, version)
        for start, version in was_open
        if not looks.start <= start < looks.start + looks.before
    }
    beyond = range(looks.start, looks.start + looks.after)
    assert {
        (one.start, one.version) for one in folds.folds if folds.is_open(one) and one.start not in beyond
    } == outside


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.FURNITURE])
def test_content_of_one_version_alone_never_folds(kind: Kind, tmp_path: Path) -> None:
    rows = [{"de": "Text", "ja": "本文"}, {"de": ("Nur hier", kind)}, {"ja": ("ここだけ", kind)}]
    with Corpus.open(build(tmp_path / "made.hexapla", rows), read_only=True) as corpus:
        assert Folds(corpus.index()).folds == ()


def test_what_folds_in_the_seeds_is_furniture_of_one_version_and_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "seeds.hexapla"
    import_files([assets.seeds()], path, search=False)
    with Corpus.open(path, read_only=True) as corpus:
        folds, corpus_versions = Folds(corpus.index()), corpus.index().versions
        units = corpus.units(0, corpus.unit_count)
    assert folds.folded(corpus_versions)[1] > 10
    for unit in units:
        kinds = {segment.kind for segments in unit.cells.values() for segment in segments}
        alone = len(unit.cells) == 1 and kinds == {Kind.FURNITURE}
        assert (folds.fold_of(unit.number) is not None) == alone
