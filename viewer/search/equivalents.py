"""How a term may be rendered in the other versions: likely equivalents, guessed from the rows in which it stands.

Statistics, never facts. Words are compared by Dunning's log-likelihood ratio, and what is shown is significant even
though it was picked from many. Where a corpus is too small for that, only what needs no statistics is named: see
`viewer.search.kept`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from viewer.errors import Cancelled, Locked
from viewer.model import Version, VersionId
from viewer.search.association import log_likelihood, told
from viewer.search.candidates import Candidate, Contrast, chosen, pool, rivals
from viewer.search.counted_words import counted_words
from viewer.search.engine import Engine
from viewer.search.kept import kept
from viewer.search.phrases import SAMPLE, phrases
from viewer.search.query import Query, parse
from viewer.search.source import TextSource, known_version
from viewer.search.word_index import Ints, NotAWordIndex, WordIndex, WordIndexFile
from viewer.search.word_rows import Bools, WordRows, merged
from viewer.text.folding import Folding

ENOUGH = 300
"""Rows that two versions must share before words are compared: below, a passage's topics pass for translations."""

_LARGE = 20_000
"""Segments of a text whose words are not counted anew after every correction: a statistic does not hang on one word."""
_CORRECTED = 1000
"""Code points of which one may have been corrected since."""
_WHOLE, _BEGUN = 10, 3
"""Rows that have to be left if only hits that are whole words, or begin one, are to count."""
_FOLDING = Folding()


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Something in another version that may render the term."""

    version: VersionId
    text: str
    """As it is written most often."""
    forms: tuple[str, ...]
    """Folded; all that were counted as one with it."""
    rows: int
    """Rows of the term that hold it."""
    score: float
    """The log-likelihood ratio, after other words of the term's rows had their share."""
    strength: float
    """What part of the uncertainty where the term stands is gone with it; 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Term:
    """Where the term stands, as the statistics are to see it."""

    source: WordRows
    found: Bools
    """Shape (U,): all rows in which it stands."""
    typical: Bools
    """Shape (U,): those in which it is a word of its own, if there are enough of them."""
    own: frozenset[int]
    """The words of the source that hold it."""


class Equivalents:
    """Likely equivalents in one corpus. Belongs to one thread, as its corpus and its engine do."""

    def __init__(self, corpus: TextSource, engine: Engine, cache_folder: Path) -> None:
        self._corpus = corpus
        self._engine = engine
        self._folder = cache_folder
        self._indexes: dict[VersionId, tuple[int, WordIndex]] = {}

    def close(self) -> None:
        """Lets go of the word indexes. Corpus and engine are their owner's to close."""
        self._indexes.clear()

    def is_prepared(self) -> bool:
        """Whether the words of all versions are counted, as well as they need be."""
        return all(self._opened(version) is not None for version in self._corpus.versions())

    def prepare(
        self,
        versions: Sequence[VersionId],
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Counts the words of the versions where that was not done yet. `progress` is told the part done, 0 to 1.

        Raises Cancelled.
        """
        for done, version in enumerate(versions):
            self._index(version, _part(progress, done, len(versions)), cancelled)

    def find(
        self,
        query: Query,
        source: VersionId,
        rows: Ints | None = None,
        *,
        targets: Sequence[VersionId] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[list[Equivalent]]:
        """For each other version, in the order of the corpus, the likely equivalents of what the query finds in
        `source`; the likeliest first, none where nothing can be said.

        `rows` are those with hits there; they are searched for if None. `targets` are the versions to look in, all
        others if None. Raises Cancelled, QueryError as a search does, and Locked where the corpus is not any more as it
        was when the rows were found.
        """
        if rows is None:
            rows = self._rows_found(query, source, cancelled)
        words = self._rows(source)
        if len(rows) and rows[-1] >= len(words.filled):
            raise Locked(self._corpus.path)
        found = np.zeros(len(words.filled), np.bool_)
        found[rows] = True
        term: _Term | None = None
        others: Bools | None = None
        for version in self._corpus.versions():
            if version.id == source or (targets is not None and version.id not in targets):
                continue
            if cancelled():
                raise Cancelled
            if np.count_nonzero(found) == 0:
                yield []
                continue
            target = self._rows(version.id)
            if len(target.filled) != len(words.filled):  # the one was counted before a change, the other after it
                raise Locked(self._corpus.path)
            shared = words.filled & target.filled
            if np.count_nonzero(shared) < ENOUGH:
                yield self._kept(query, words, target, Contrast.of(found, shared))
                continue
            term = term or self._term(query, words, found)
            if others is None:
                others = rivals(words, Contrast.of(term.typical, words.filled), term.own)
            yield self._in(target, term, others, shared, cancelled)

    def _in(
        self, target: WordRows, term: _Term, others: Bools, shared: Bools, cancelled: Callable[[], bool]
    ) -> list[Equivalent]:
        contrast = Contrast.of(term.typical, shared)
        size, total = contrast.sizes
        if not 0 < size < total:
            return []
        words = pool(target, contrast)
        stretches = self._phrases(target, contrast, words.strong, cancelled)
        found = {one.text: one for one in (*words.found, *stretches)}
        return [
            Equivalent(
                version=target.version,
                text=one.text,
                forms=one.forms,
                rows=int(np.count_nonzero(term.found[one.rows])),
                score=one.ratio,
                strength=told(one.ratio, size, total),
            )
            for one in chosen(found.values(), others, contrast, words.least)
        ]

    def _phrases(
        self, target: WordRows, contrast: Contrast, strong: frozenset[str], cancelled: Callable[[], bool]
    ) -> Iterator[Candidate]:
        having, lacking = (
            [segment.text for segment in self._corpus.segments_at(target.version, target.ordinals_in(rows, size))]
            for rows, size in ((contrast.chosen, SAMPLE), (contrast.compared & ~contrast.chosen, SAMPLE // 2))
        )
        for text in phrases(having, lacking, strong):
            rows = self._rows_with(text, target.version, cancelled)
            rows = rows[contrast.compared[rows]]
            if len(rows):
                yield Candidate(text, (_FOLDING.fold(text),), rows, contrast.ratio(rows))

    def _rows_with(self, text: str, version: VersionId, cancelled: Callable[[], bool]) -> Ints:
        query = parse(f'"{text}"', versions=self._corpus.versions(), within=[version])
        return self._rows_found(query, version, cancelled)

    def _rows_found(self, query: Query, version: VersionId, cancelled: Callable[[], bool]) -> Ints:
        found = self._engine.scan(query, cancelled=cancelled)
        portions = [portion.units for portion in found if portion.version == version]
        return merged(portions, self._corpus.index().unit_count)

    def _kept(self, query: Query, source: WordRows, target: WordRows, contrast: Contrast) -> list[Equivalent]:
        matcher = query.matcher(source.version)
        here, there = self._texts(source, contrast.chosen), self._texts(target, contrast.chosen)
        if matcher is None or not here:
            return []
        languages = {version.id: version.language for version in self._corpus.versions()}
        pairs = [(here[row], matcher.spans(here[row]), there[row]) for row in here if row in there]
        size, total = contrast.sizes
        return [
            Equivalent(
                version=target.version,
                text=one.text,
                forms=one.forms,
                rows=len(one.places),
                score=ratio,
                strength=told(ratio, size, total),
            )
            for one in kept(pairs, (languages[source.version], languages[target.version]))
            for ratio in (float(log_likelihood(len(one.places), size, len(one.places), total)),)
        ]

    def _texts(self, words: WordRows, rows: Bools) -> dict[int, str]:
        """The text of each of some rows in one version."""
        ordinals = words.ordinals_in(rows, ENOUGH)
        texts: dict[int, list[str]] = {}
        for ordinal, segment in zip(ordinals, self._corpus.segments_at(words.version, ordinals), strict=True):
            texts.setdefault(int(words.unit_of_segment[ordinal]), []).append(segment.text)
        return {row: "\n".join(parts) for row, parts in texts.items()}

    def _term(self, query: Query, source: WordRows, found: Bools) -> _Term:
        matcher = query.matcher(source.version)
        whole, begun, own = set[int](), set[int](), set[int]()
        sample = source.ordinals_in(found, SAMPLE)
        for segment in self._corpus.segments_at(source.version, sample):
            spans = matcher.spans(segment.text) if matcher else []
            for start, stop in counted_words(segment.text) if spans else ():
                at = [span for span in spans if span[0] < stop and start < span[1]]
                word = source.index.number(_FOLDING.fold(segment.text[start:stop])) if at else None
                if word is not None:
                    own.add(word)
                    begun |= {word} if any(span[0] == start for span in at) else set()
                    whole |= {word} if (start, stop) in at else set()
        typical = found
        for words, least in ((whole, _WHOLE), (begun, _BEGUN)):
            rows = source.rows_of(tuple(words))
            rows = rows[found[rows]]
            if len(rows) >= least:
                typical = np.zeros_like(found)
                typical[rows] = True
                break
        return _Term(source, found, typical, frozenset(own))

    def _rows(self, version: VersionId) -> WordRows:
        return WordRows.of(version, self._index(version), self._corpus.index())

    def _index(
        self,
        version: VersionId,
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> WordIndex:
        known = known_version(self._corpus, version)
        kept = self._indexes.get(version)
        if kept is not None and kept[0] == known.revision:
            return kept[1]
        index = self._opened(known) or self._built(known, progress, cancelled)
        self._indexes[version] = known.revision, index
        return index

    def _opened(self, version: Version) -> WordIndex | None:
        """The words as they were counted, of a large text perhaps a few corrections ago."""
        units = self._corpus.index()
        segments = int(units.ordinal_starts(version.id)[-1])
        characters = int(units.lengths[version.id].sum(dtype=np.int64))
        file = self._file(version)
        for known in [file, *file.earlier()] if segments > _LARGE else [file]:
            slack = 0 if known == file else characters // _CORRECTED
            try:
                index = known.open()
            except (OSError, NotAWordIndex):
                continue
            if index.segments == segments and abs(index.characters - characters) <= slack:
                return index
        return None

    def _file(self, version: Version) -> WordIndexFile:
        return WordIndexFile(self._folder, self._corpus.uuid, version.id, version.revision)

    def _built(self, version: Version, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> WordIndex:
        file = self._file(version)
        index = file.build(
            lambda: (segment for _, segment in self._corpus.segments(version.id, revision=version.revision)),
            total=int(self._corpus.index().ordinal_starts(version.id)[-1]),
            progress=progress,
            cancelled=cancelled,
        )
        file.remove_stale()
        return index


def _part(progress: Callable[[float], None], done: int, count: int) -> Callable[[float], None]:
    return lambda part: progress((done + part) / count)
