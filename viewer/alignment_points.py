"""What is drawn beside the path of an alignment: anchors, found in the texts, and passages that are linked as moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from viewer.align.anchors import shared
from viewer.align.tokens import Bag, bag
from viewer.corpus import Corpus
from viewer.errors import Cancelled, OutOfRange
from viewer.model import VersionId
from viewer.repair import MOVED

Floats = NDArray[np.float64]

_AT_ONCE = 2_000
"""Segments that are read between two looks at whether to stop."""


def anchors_of(
    path: Path,
    document: int,
    first: VersionId,
    second: VersionId,
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Floats:
    """The middles of segments that share something rare; shape (n, 2), code points of each version of the document.

    Raises Cancelled, OutOfRange, and the errors of opening and reading a corpus.
    """
    with Corpus.open(path, read_only=True) as corpus:
        sides = []
        for done, version in enumerate((first, second)):
            progress(done / 2)
            sides.append(_side(corpus, document, version, cancelled))
    (here, here_middles), (there, there_middles) = sides
    rows, columns = shared(here, there)
    return np.column_stack([here_middles[rows], there_middles[columns]])


def moved_rows(path: Path, document: int, first: VersionId, second: VersionId) -> list[tuple[int, int]]:
    """The rows of both ends of every link of a moved passage between two versions of a document.

    Raises the errors of opening and reading a corpus.
    """
    found = set()
    with Corpus.open(path, read_only=True) as corpus:
        for link in corpus.all_links():
            if link.kind != MOVED:
                continue
            try:
                ends = {place.version: place for place in map(corpus.place_of, (link.source, link.target))}
            except OutOfRange:  # an end has been removed meanwhile
                continue
            if ends.keys() == {first, second} and ends[first].document == ends[second].document == document:
                found.add((ends[first].unit, ends[second].unit))
    return sorted(found)


def _side(corpus: Corpus, document: int, version: VersionId, cancelled: Callable[[], bool]) -> tuple[Bag, Floats]:
    index = corpus.index()
    starts = index.ordinal_starts(version)
    begin, end = starts[index.document_starts[document : document + 2]].tolist()
    texts: list[str] = []
    for start in range(begin, end, _AT_ONCE):
        if cancelled():
            raise Cancelled
        texts += [segment.text for _, segment in corpus.segments(version, start, min(end, start + _AT_ONCE))]
    lengths = np.array([len(text) for text in texts], np.float64)
    return bag(texts, corpus.version(version).language), np.cumsum(lengths) - lengths / 2
