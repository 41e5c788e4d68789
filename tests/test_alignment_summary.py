from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from viewer.alignment_summary import Summary, summarize
from viewer.corpus import Builder, Corpus, NewSegment, NewUnit
from viewer.model import Kind, Source, Status, VersionId

DE, EN = VersionId("de"), VersionId("en")
SOURCE = Source("made.txt", "text", "utf-8", "0" * 64)


@pytest.fixture
def summary(tmp_path: Path) -> Summary:
    """One: 1-1, 1-0, a doubtful 2-1, furniture of German alone. Two: German alone, confirmed."""
    with Builder(tmp_path / "made.hexapla", title="made") as builder:
        de, en = builder.add_version("de", ""), builder.add_version("en", "")
        first, second = builder.add_document("One"), builder.add_document("Two")
        german = [*(NewSegment(f"Satz {n}") for n in range(4)), NewSegment("Impressum", Kind.FURNITURE)]
        builder.add_text(first, de, SOURCE, german)
        builder.add_text(first, en, SOURCE, [NewSegment("one"), NewSegment("two")])
        builder.add_text(second, de, SOURCE, [NewSegment("Ende")])
        rows = [
            NewUnit({de: (0, 1), en: (0, 1)}, 0.9, Status.AUTOMATIC),
            NewUnit({de: (1, 2)}, 0.9, Status.AUTOMATIC),
            NewUnit({de: (2, 4), en: (1, 2)}, 0.2, Status.AUTOMATIC),
            NewUnit({de: (4, 5)}, 0.9, Status.AUTOMATIC),
        ]
        builder.add_units(first, rows)
        builder.add_units(second, [NewUnit({de: (0, 1)}, 0.1, Status.CONFIRMED)])
        builder.commit()
    with Corpus.open(tmp_path / "made.hexapla") as corpus:
        return summarize(corpus.index())


def test_rows_of_each_document_are_counted(summary: Summary) -> None:
    assert summary.rows.tolist() == [4, 1]
    assert summary.complete.tolist() == [2, 0]
    assert summary.doubtful.tolist() == [1, 0]
    assert summary.confirmed.tolist() == [0, 1]


def test_coverage_is_the_share_of_paragraphs_with_a_partner_furniture_aside(summary: Summary) -> None:
    assert summary.coverage[DE].tolist() == [pytest.approx(3 / 4), 0.0]
    assert summary.coverage[EN][0] == 1.0
    assert math.isnan(summary.coverage[EN][1])


def test_a_corpus_without_documents_has_an_empty_summary(tmp_path: Path) -> None:
    with Builder(tmp_path / "none.hexapla", title="none") as builder:
        builder.commit()
    with Corpus.open(tmp_path / "none.hexapla") as corpus:
        empty = summarize(corpus.index())
    assert np.array_equal(empty.rows, [])
    assert empty.coverage == {}
