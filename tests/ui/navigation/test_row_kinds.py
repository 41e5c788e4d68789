from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reading_corpora import build

from viewer.corpus import Corpus, CorpusIndex
from viewer.model import Kind, Status, VersionId
from viewer.ui.navigation.row_kinds import RowKind, rows_of

DE, EN = VersionId("de"), VersionId("en")


@pytest.fixture
def index(tmp_path: Path) -> CorpusIndex:
    """Row 1 is doubtful, 2 confirmed, 3 edited, 4 to review; German lacks rows 5 and 6, row 7 is furniture."""
    rows: list[dict[str, Any]] = [{"de": f"Zeile {n}", "en": f"Row {n}"} for n in range(8)]
    del rows[5]["de"], rows[6]["de"]
    rows[7] = {"en": ("Home", Kind.FURNITURE)}
    judged = {
        1: (0.2, Status.AUTOMATIC),
        2: (0.1, Status.CONFIRMED),
        3: (None, Status.EDITED),
        4: (None, Status.REVIEW),
    }
    with Corpus.open(build(tmp_path / "kinds.hexapla", rows, judged=judged)) as corpus:
        return corpus.index()


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (RowKind.DOUBTFUL, [1, 4]),
        (RowKind.UNEVEN, [5, 6]),
        (RowKind.GAPS, [5]),
        (RowKind.UNCONFIRMED, [0, 1, 4, 5, 6]),
        (RowKind.REVIEW, [4]),
    ],
)
def test_rows_of_every_kind(index: CorpusIndex, kind: RowKind, wanted: list[int]) -> None:
    assert rows_of(kind, index, [DE, EN]).tolist() == wanted


def test_only_the_versions_that_are_asked_for_can_be_uneven(index: CorpusIndex) -> None:
    assert rows_of(RowKind.UNEVEN, index, [EN]).tolist() == []
