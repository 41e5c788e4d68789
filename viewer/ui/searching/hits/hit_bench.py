"""The work behind the list of hits, in its own thread: puts the hits in order and reads lines where they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from viewer.corpus import Corpus, CorpusIndex
from viewer.model import Unit, VersionId
from viewer.progress import Progress
from viewer.search import Found, Query
from viewer.search.annotation_filter import AnnotationFilter, admitted_rows
from viewer.search.concordance import Arrangement, Concordance, Line
from viewer.search.hit_order import Order, ordered
from viewer.search.hit_places import HitPlaces, gathered
from viewer.search.same_lines import same
from viewer.ui.jobs import Control
from viewer.ui.searching.scan import Results

_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Shape:
    """Which hits are listed, and how."""

    order: Order = Order.READING
    descending: bool = False
    once: bool = False
    """Lines that look the same are one."""
    version: VersionId | None = None
    """Only hits in this one; in all if None."""
    said: AnnotationFilter | None = None
    """Only hits in rows of which this is said."""

    @property
    def reads_nothing(self) -> bool:
        """Whether the list can be made without reading the texts."""
        return not self.once and self.said is None and self.order in (Order.READING, Order.VERSION, Order.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A hit that is to be found again in another list."""

    version: VersionId
    ordinal: int
    start: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that is ready to be read."""

    query: Query
    lines: int
    hits: int
    complete: bool
    """Whether the search that it is made of has ended."""
    at: int | None
    """The line of the anchor."""
    places: HitPlaces
    arrangement: Arrangement
    """Which hits these are, and which line each has; arrays, which any thread may read."""


@dataclass
class HitBench:
    """Connection and concordance of one corpus. Made anywhere; used and closed in one thread."""

    path: Path
    index: CorpusIndex
    _corpus: Corpus | None = None
    _concordance: Concordance | None = None
    _shape: Shape = field(default_factory=Shape)

    def arrange(self, results: Results, shape: Shape, anchor: Anchor | None, control: Control) -> Listed:
        """Makes the list of these results. Raises TooManyHits, Cancelled, QueryError, and Locked after a change."""
        corpus = self._open()
        portions = [part for version, parts in results.parts.items() for part in parts if self._wants(shape, version)]
        if len(results.bare):
            portions.append(Found(None, results.bare, results.bare[:0], results.bare[:0]))
        places = gathered(portions, corpus, cancelled=control.cancelled)
        if shape.said is not None:
            places = places.within(self.index, admitted_rows(corpus, [shape.said], cancelled=control.cancelled))

        def told(share: float) -> None:
            control.progress(Progress("sort", round(share * _STEPS), _STEPS, ""))

        numbers = None
        if shape.order is not Order.READING or shape.descending:
            numbers = ordered(
                corpus,
                results.query,
                places,
                shape.order,
                descending=shape.descending,
                progress=told,
                cancelled=control.cancelled,
            )
        arrangement = Arrangement(numbers)
        if shape.once:
            beside = [version.id for version in corpus.versions()]
            groups = same(corpus, results.query, places, beside, progress=told, cancelled=control.cancelled)
            arrangement = Arrangement(numbers, groups).arranged()
        self._concordance = Concordance(corpus, results.query, places, arrangement)
        at = self._find(anchor) if anchor is not None else None
        return Listed(results.query, len(self._concordance), len(places), results.complete, at, places, arrangement)

    def lines(self, start: int, stop: int, _control: Control) -> tuple[int, Sequence[Line]]:
        """The lines from `start` to `stop` of the list that was made last."""
        return start, self._concordance.lines(start, stop) if self._concordance is not None else []

    def line_at(self, anchor: Anchor, _control: Control) -> int | None:
        """The line of a hit, or the nearest before it in its segment."""
        return self._find(anchor)

    def unit(self, unit: int, _control: Control) -> Unit:
        """A row of the corpus."""
        return self._open().units(unit, unit + 1)[0]

    def close(self, _control: Control) -> None:
        """Gives the file free."""
        self._concordance = None
        if self._corpus is not None:
            self._corpus.close()
            self._corpus = None

    @staticmethod
    def _wants(shape: Shape, version: VersionId) -> bool:
        return shape.version is None or shape.version == version

    def _find(self, anchor: Anchor) -> int | None:
        if self._concordance is None:
            return None
        return self._concordance.line_at(anchor.version, anchor.ordinal, anchor.start)

    def _open(self) -> Corpus:
        if self._corpus is None:
            self._corpus = Corpus.open(self.path, read_only=True)
            self._corpus.take_index(self.index)
        return self._corpus
