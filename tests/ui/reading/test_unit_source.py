from __future__ import annotations

from pathlib import Path

from reading_corpora import build, many_rows

from viewer.corpus import Corpus
from viewer.model import VersionId
from viewer.repair import Way, merge
from viewer.ui.reading.source import UnitSource

DE = VersionId("de")


def texts(source: UnitSource, unit: int) -> list[str]:
    return [segment.text for segment in source.unit(unit).cells.get(DE, ())]


def test_rows_are_given_as_they_are_by_now_until_the_page_is_shown_anew(tmp_path: Path) -> None:
    path = build(tmp_path / "made.hexapla", many_rows(20))
    with Corpus.open(path, read_only=True) as corpus, Corpus.open(path) as other:
        source = UnitSource(corpus, corpus.index())
        before = texts(source, 18), texts(source, 19)
        fresh = UnitSource(corpus, corpus.index())
        merge(other, 18, Way.DOWN)
        assert (texts(source, 18), texts(source, 19)) == before  # what was fetched stays what it was
        assert texts(fresh, 18) == [*before[0], *before[1]]
        assert texts(fresh, 19) == []
        assert fresh.seen(18) is None
