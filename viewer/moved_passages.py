"""Looks through documents of a corpus for passages that a translator put elsewhere, to propose that they be linked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from viewer.align.known import Lexicon
from viewer.align.moved import moved_passages
from viewer.align.sparse import Sparse
from viewer.align.tokens import Bag, bag
from viewer.corpus import Corpus
from viewer.lexicons import Lexicons
from viewer.model import Kind, Segment, SegmentId, Unit, VersionId
from viewer.progress import Progress, Stage, Steps
from viewer.repair import MOVED
from viewer.waiting import waiting

_UNSURE = 0.2
"""How likely segments of a row belong together where nothing was computed, or little speaks for it, at least."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs of two versions that probably render each other, and stand in different rows."""

    document: int
    first: VersionId
    second: VersionId
    pairs: tuple[tuple[SegmentId, SegmentId], ...]
    """In the order of both texts: a paragraph of the first version and its partner of the second."""
    sureness: float
    """What there is to be said for it, above 0."""


def find_moved(
    path: Path,
    document: int | None = None,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Passage]:
    """Proposals for a document or for all, in reading order; what is linked so already is left out.

    Furniture and excluded paragraphs do not count, nor documents whose rows are provisional. Raises
    Cancelled, OutOfRange, and the errors of opening and reading a corpus.
    """
    steps = Steps(progress, cancelled)
    found: list[Passage] = []
    with Corpus.open(path, read_only=True) as corpus:
        documents = corpus.documents()
        languages = {version.id: version.language for version in corpus.versions()}
        lexicon = Lexicons().lexicon(languages.values())
        starts = corpus.index().document_starts.tolist()
        provisional = waiting(corpus)
        chosen = range(len(documents)) if document is None else range(document, document + 1)
        wanted = [number for number in chosen if number not in provisional]
        stage = Stage(steps, "moved", sum(starts[number + 1] - starts[number] for number in wanted))
        for number in wanted:
            units = corpus.units(starts[number], starts[number + 1])
            share = stage.share(documents[number].title, len(units))
            found += _in_document(corpus, number, _Texts.of(units, languages), lexicon, share, steps.stop_if_wanted)
        stage.end()
    return found


@dataclass(frozen=True, slots=True)
class _Texts:
    """The versions of a document, tokenised."""

    segments: Mapping[VersionId, Sequence[Segment]]
    bags: Mapping[VersionId, Bag]
    rows: Sequence[tuple[Mapping[VersionId, Sequence[int]], float]]
    """For each row the numbers of its segments, counted in `segments`, and how sure it is."""

    @staticmethod
    def of(units: Sequence[Unit], languages: Mapping[VersionId, str]) -> _Texts:
        segments: dict[VersionId, list[Segment]] = {}
        rows = []
        for unit in units:
            row = {}
            for version, cell in unit.cells.items():
                content = [one for one in cell if not one.excluded and one.kind is not Kind.FURNITURE]
                own = segments.setdefault(version, [])
                row[version] = range(len(own), len(own) + len(content))
                own += content
            rows.append((row, max(_UNSURE, unit.confidence or 0.0)))
        bags = {version: bag([one.text for one in own], languages[version]) for version, own in segments.items()}
        return _Texts(segments, bags, rows)

    def links(self, first: VersionId, second: VersionId) -> Sparse:
        """Segments x segments of two versions: how likely they belong together as they stand in a row."""
        entries = [
            (i, j, sure / max(len(here), len(there)))
            for row, sure in self.rows
            if (here := row.get(first)) and (there := row.get(second))
            for i in here
            for j in there
        ]
        rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
        shape = (len(self.segments[first]), len(self.segments[second]))
        return Sparse.of(shape, np.array(rows, np.int64), np.array(columns, np.int64), np.array(values, np.float64))


def _in_document(
    corpus: Corpus,
    document: int,
    texts: _Texts,
    lexicon: Lexicon,
    progress: Callable[[float], None],
    check: Callable[[], None],
) -> list[Passage]:
    versions = list(combinations(texts.segments, 2))
    found = []
    for done, (first, second) in enumerate(versions):

        def share(part: float, done: int = done) -> None:
            progress((done + part) / len(versions))

        here, there = texts.bags[first], texts.bags[second]
        known = lexicon.between(*(corpus.version(one).language for one in (first, second)))
        for one in moved_passages(here, there, texts.links(first, second), known, progress=share, check=check):
            ids = (
                [texts.segments[version][number].id for number in run]
                for version, run in ((first, one.source), (second, one.target))
            )
            pairs = tuple(zip(*ids, strict=True))
            if not _linked(corpus, pairs):
                found.append(Passage(document, first, second, pairs, one.sureness))
    return found


def _linked(corpus: Corpus, pairs: Sequence[tuple[SegmentId, SegmentId]]) -> bool:
    """Whether any of these paragraphs has been linked with its partner."""
    links = corpus.links_at([segment for segment, _ in pairs])
    known = {frozenset((link.source, link.target)) for link in links if link.kind == MOVED}
    return any(frozenset(pair) in known for pair in pairs)
