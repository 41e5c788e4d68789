"""What all headings of a corpus say, gathered in the background for the filter of the outline. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from viewer.corpus import Corpus, CorpusIndex
from viewer.corpus.chunks import HEADING
from viewer.errors import Cancelled, Locked
from viewer.text.folding import folded

_AT_ONCE = 500
"""Headings that are read by one question."""


class Headings:
    """The headings of all versions, folded, row by row."""

    def __init__(self, rows: NDArray[np.int64], texts: Sequence[str]) -> None:
        """`rows` holds, ascending, the row of each of `texts`, which are folded."""
        self._rows = rows
        self._texts = texts

    def with_text(self, text: str) -> NDArray[np.int64]:
        """The rows, ascending, in which some version has `text` in its heading."""
        wanted = folded(text)
        return np.unique(self._rows[[place for place, known in enumerate(self._texts) if wanted in known]])


def gather(path: Path, index: CorpusIndex, cancelled: Callable[[], bool]) -> Headings:
    """Reads the headings of the corpus at `path`, whose rows are those of `index`.

    Raises Cancelled, Locked if the rows are others by now, and the errors of opening and reading a corpus.
    """
    rows, texts = [np.empty(0, np.int64)], []
    with Corpus.open(path, read_only=True) as corpus:
        if corpus.revision != index.revision:
            raise Locked(path)
        for version in index.versions:
            own = np.flatnonzero(index.classes[version] & HEADING)
            ordinals = index.ordinal_starts(version)[own]
            for start in range(0, len(own), _AT_ONCE):
                if cancelled():
                    raise Cancelled
                texts += [
                    folded(segment.text)
                    for segment in corpus.segments_at(version, ordinals[start : start + _AT_ONCE].tolist())
                ]
            rows.append(own)
    return Headings(np.concatenate(rows), texts)
