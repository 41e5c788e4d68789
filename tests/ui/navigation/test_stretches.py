from __future__ import annotations

from pathlib import Path

import numpy as np
from reading_corpora import build

from viewer.corpus import Corpus, CorpusIndex
from viewer.model import Kind, VersionId
from viewer.ui.navigation.stretches import following, gap_starts, preceding

DE, AR = VersionId("de"), VersionId("ar")


def index_of(path: Path, columns: dict[str, str], documents: int = 1) -> CorpusIndex:
    """A letter a row: `x` text, `f` furniture, `.` nothing."""
    rows = [
        {tag: ("text", Kind.FURNITURE if cell == "f" else Kind.BODY) for tag, cell in cells.items() if cell != "."}
        for cells in (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    ]
    with Corpus.open(build(path / "made.hexapla", rows, documents), read_only=True) as corpus:
        return corpus.index()


def test_a_stretch_of_rows_is_one_gap(tmp_path: Path) -> None:
    index = index_of(tmp_path, {"de": "xxxx.xx", "ar": "x..xxx."})
    assert gap_starts(index, [DE]).tolist() == [4]
    assert gap_starts(index, [AR]).tolist() == [1, 6]
    assert gap_starts(index, [DE, AR]).tolist() == [1, 4, 6]


def test_a_gap_of_one_version_may_begin_in_that_of_another(tmp_path: Path) -> None:
    index = index_of(tmp_path, {"de": "xx..x", "ar": "x..xx", "ja": "xxxxx"})
    assert gap_starts(index, [DE, AR]).tolist() == [1, 2]


def test_a_gap_ends_with_its_document(tmp_path: Path) -> None:
    index = index_of(tmp_path, {"de": "xxxxxx", "ar": "xx...."}, documents=2)
    assert gap_starts(index, [AR]).tolist() == [2, 3]


def test_furniture_that_folds_is_no_gap(tmp_path: Path) -> None:
    index = index_of(tmp_path, {"de": "xffxx", "ar": "x...x"})
    assert gap_starts(index, [DE, AR]).tolist() == [3]


def test_after_the_last_comes_the_first() -> None:
    rows = np.array([2, 5, 9])
    assert [following(rows, here) for here in (0, 2, 8, 9)] == [2, 5, 9, 2]
    assert [preceding(rows, here) for here in (0, 2, 5, 12)] == [9, 9, 2, 9]


def test_without_any_there_is_nowhere_to_go() -> None:
    none = np.empty(0, np.int64)
    assert (following(none, 3), preceding(none, 3)) == (None, None)
