"""What the engine takes for what it is asked on a kept corpus, and what baselines take on the same folded text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from search_asks import OTHERS, TERMS, Ask
from search_baselines import Rows, baselines
from stopwatch import least

from viewer.corpus import Corpus
from viewer.model import Version, VersionId
from viewer.search import Engine, Query, parse
from viewer.search.folded_text import FoldedFile
from viewer.text.folding import Folding

_SEVERAL, _SLOW = 5, 200
"""How often something is done, unless it takes more than so many milliseconds."""


@dataclass(slots=True)
class Taken:
    """Milliseconds for a kind of terms, a figure a version in every list."""

    hits: int = 0
    rows: int = 0
    first: list[float] = field(default_factory=list)
    """Until some rows are found, in one version and in all of them beginning with it; where there are any."""
    one: list[float] = field(default_factory=list)
    """All rows of the version, and how many hits each has."""
    all: list[float] = field(default_factory=list)
    """The same in all versions."""
    beside: dict[str, list[float]] = field(default_factory=dict)
    """By baseline, for the rows of the version; ripgrep counts its hits."""


class Searched:
    """One kept corpus, ready to be searched."""

    def __init__(self, path: Path) -> None:
        self.corpus = Corpus.open(path, read_only=True)
        begun = time.perf_counter()
        self.corpus.index()
        self.index = (time.perf_counter() - begun) * 1000
        """Milliseconds for the index of the corpus, which a window has read already."""
        self.versions: tuple[Version, ...] = tuple(self.corpus.versions())
        self._folder = path.parent / "cache" / "search"
        self._engine = Engine(self.corpus, self._folder)
        for version in self.versions:
            self._engine.prepare(version.id)

    def close(self) -> None:
        self._engine.close()
        self.corpus.close()

    def terms(self) -> dict[str, Taken]:
        """By kind of the terms."""
        found = {kind: Taken() for kind in TERMS}
        for version in self.versions:
            with self._baselines(version) as others:
                for kind, terms in TERMS.items():
                    term, taken = terms[version.id], found[kind]
                    here, everywhere = self._parse(Ask(f"{version.id}:{term}")), self._parse(Ask(term))
                    counts = self._engine.count(here)
                    taken.hits += sum(counts.hits.values())
                    taken.rows += counts.units
                    if counts.units:
                        taken.first += [self._first(query, version.id) for query in (here, everywhere)]
                    taken.one.append(self._all(here))
                    taken.all.append(self._all(everywhere))
                    for name, rows in others.items():
                        passed = _several(partial(rows, Folding().fold(term)))
                        taken.beside.setdefault(name, []).append(passed)
        return found

    def others(self) -> Iterator[tuple[str, int, float, float]]:
        """Name, rows, milliseconds until the first rows and until all."""
        for name, ask in OTHERS.items():
            query = self._parse(ask)
            yield name, self._engine.count(query).units, self._first(query), self._all(query)

    def spans(self, ask: Ask) -> tuple[int, float]:
        """Hits with their spans, and milliseconds for them."""
        query = self._parse(ask)
        begun = time.perf_counter()
        return sum(1 for _ in self._engine.hits(query)), (time.perf_counter() - begun) * 1000

    def _parse(self, ask: Ask) -> Query:
        return parse(ask.text, versions=self.versions, **ask.switches)

    def _all(self, query: Query) -> float:
        return _several(lambda: self._engine.count(query))

    def _first(self, query: Query, *versions: VersionId) -> float:
        return _several(lambda: next(self._engine.scan(query, first_versions=versions), None))

    @contextmanager
    def _baselines(self, version: Version) -> Iterator[dict[str, Rows]]:
        with TemporaryDirectory() as folder:
            file = FoldedFile(self._folder, self.corpus.uuid, version.id, version.revision)
            with baselines(file.open(), Path(folder)) as others:
                yield others


def _several(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    taken = (time.perf_counter() - begun) * 1000
    return taken if taken > _SLOW else min(taken, least(action, _SEVERAL - 1))
