"""A corpus in a file, for every test that needs one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from corpus_making import Row, add_rows

from viewer.corpus import Builder

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a corpus of documents, each a list of rows; versions come in the order of `languages`."""

    def make(
        *documents: Sequence[Row], languages: Sequence[str] = ("de", "pt"), name: str = "made", **wanted: bool
    ) -> Path:
        path = tmp_path / f"{name}.hexapla"
        with Builder(path, title=name, **wanted) as builder:
            for language in languages:
                builder.add_version(language)
            for number, rows in enumerate(documents):
                builder.add_document(f"document {number}")
                add_rows(builder, number, rows)
            builder.commit()
        return path

    return make


@pytest.fixture
def five(make: Make) -> Path:
    """Five rows in two documents; the second has no Portuguese."""
    return make(
        [{"de": ["a", "b"], "pt": ["A"]}, {"de": ["c"]}, {"pt": ["B", "C"]}],
        [{"de": ["d"]}, {"de": ["e", "f"]}],
    )
