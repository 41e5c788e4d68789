"""The work of a search in its own thread: what is ready before it begins, and what it reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.corpus import Corpus
from viewer.search import parse
from viewer.search.folded_text import FoldedFile
from viewer.ui.jobs import Control
from viewer.ui.searching.preparation import prepare_here
from viewer.ui.searching.scan import Bench, Results


@pytest.fixture
def control() -> Control:
    return Control(lambda _what, _value: None)


@pytest.fixture
def bench(corpus_file: Path, tmp_path: Path, control: Control) -> Iterator[Bench]:
    bench = Bench(corpus_file, tmp_path / "cache")
    yield bench
    bench.close(control)


def test_a_search_finds_open_what_was_made_ready(
    bench: Bench, corpus_file: Path, tmp_path: Path, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare_here(corpus_file, tmp_path / "cache", progress=lambda _: None, cancelled=lambda: False)
    bench.make_ready(control)
    monkeypatch.delattr(FoldedFile, "open")
    with Corpus.open(corpus_file, read_only=True) as corpus:
        query = parse("e", versions=corpus.versions())
    assert bench.scan(query, (), control).complete


def test_making_ready_folds_nothing(bench: Bench, tmp_path: Path, control: Control) -> None:
    bench.make_ready(control)
    assert not (tmp_path / "cache").exists()


@given(st.lists(st.sets(st.integers(0, 30)), max_size=4), st.sets(st.integers(0, 30)))
def test_the_rows_are_those_of_all_versions(found: list[set[int]], bare: set[int]) -> None:
    units = {f"v{place}": np.array(sorted(one), np.int64) for place, one in enumerate(found)}
    results = Results(None, units=units, bare=np.array(sorted(bare), np.int64))  # type: ignore[arg-type]
    assert results.rows.tolist() == sorted(bare.union(*found))
