"""The work of the page, in its own thread: a connection that stays open, and the likely translations of a search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import Locked
from viewer.model import VersionId
from viewer.search import Engine
from viewer.search.equivalents import Equivalent, Equivalents
from viewer.ui.jobs import Control
from viewer.ui.searching.scan import Results
from viewer.ui.searching.translations.counting import count_words


@dataclass(frozen=True, slots=True)
class Answer:
    """What may translate the hits of one version."""

    results: Results
    source: VersionId
    found: Mapping[VersionId, list[Equivalent]] = field(default_factory=dict)
    """For every other version, the likeliest first."""


class TranslationBench:
    """Made anywhere; used and closed in one thread."""

    def __init__(self, path: Path, cache_folder: Path, index: CorpusIndex) -> None:
        """`index`: that of the corpus; of a million rows nobody wants two."""
        self._path = path
        self._cache_folder = cache_folder
        self._index = index
        self._corpus: Corpus | None = None
        self._equivalents: Equivalents | None = None

    def answer(self, results: Results, source: VersionId, control: Control) -> Answer:
        """The likely translations of what was found in `source`. Raises Cancelled, and Locked after a change."""
        equivalents = self._open(control)
        others = [version for version in self._index.versions if version != source]
        rows = results.units[source]
        self._require_same()
        found = list(equivalents.find(results.query, source, rows, cancelled=control.cancelled))
        self._require_same()
        return Answer(results, source, dict(zip(others, found, strict=True)))

    def close(self, _control: Control) -> None:
        """Gives the files free."""
        if self._equivalents is not None:
            self._equivalents.close()
        if self._corpus is not None:
            self._corpus.close()
        self._corpus = self._equivalents = None

    def _require_same(self) -> None:
        """Raises Locked if rows or versions are others than when they were searched."""
        if self._corpus is not None and self._corpus.revision != self._index.revision:
            raise Locked(self._path)

    def _open(self, control: Control) -> Equivalents:
        if self._equivalents is None:
            count_words(self._path, self._cache_folder, progress=control.progress, cancelled=control.cancelled)
            self._corpus = Corpus.open(self._path, read_only=True)
            self._corpus.take_index(self._index)
            engine = Engine(self._corpus, self._cache_folder)
            self._equivalents = Equivalents(self._corpus, engine, self._cache_folder)
        return self._equivalents
