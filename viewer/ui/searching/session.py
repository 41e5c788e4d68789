"""One search of the window, from the first letter typed to the last Escape: what was asked, found, and where we stand.

It asks nothing of widgets: the bar tells it what is wanted, the window shows what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.corpus import Corpus
from viewer.errors import Cancelled, HexaplaError
from viewer.model import Touched, Version, VersionId
from viewer.search import Mode, Query, RowClass, Scope, parse
from viewer.ui.i18n import translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.reading.decorations import Highlights
from viewer.ui.reading.renumbering import Renumbering
from viewer.ui.searching.preparation import is_prepared, is_small, prepare
from viewer.ui.searching.scan import NO_UNITS, Bench, Results, Units
from viewer.ui.searching.steps import Steps, Stop

tr = translator("Search")

LANE: Final = "search"
_REST: Final = 300
"""Milliseconds without a change of the rows after which is looked what they say now."""
_NOTHING: Final = Touched(0, 0, 0)
EVERYTHING: Final = Scope()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the bar says: letters, where to look, and how strictly."""

    text: str = ""
    within: tuple[VersionId, ...] | None = None
    """Where text without a prefix is looked for; None: in all versions."""
    exact: bool = False
    word: bool = False
    regex: bool = False
    loose_arabic: bool = False
    kana: bool = False
    mode: Mode = Mode.LITERAL
    rows: frozenset[RowClass] = frozenset()
    """Only rows of any of these classes; of all if empty."""
    scope: Scope = EVERYTHING

    def __bool__(self) -> bool:
        """Whether anything is wanted."""
        return bool(self.text or self.rows)


def query_of(wanted: Wanted, versions: Sequence[Version]) -> Query:
    """Reads what is wanted for a corpus with these versions. Raises QueryError."""
    return parse(
        wanted.text,
        versions=versions,
        word=wanted.word,
        regex=wanted.regex,
        exact=wanted.exact,
        loose_arabic=wanted.loose_arabic,
        kana=wanted.kana,
        mode=wanted.mode,
        rows=wanted.rows,
        scope=wanted.scope,
        within=wanted.within,
    )


class SearchSession(QObject):
    """Keeps one running scan at most; a new wish ends the one before it."""

    read = Signal(object)
    """The Query, as it was read."""
    refused = Signal(object)
    """A QueryError, or another HexaplaError that ended the search."""
    found = Signal(object)
    """Results so far; the last time they are complete."""
    cleared = Signal()
    """Nothing is searched for."""
    highlights_changed = Signal(object)
    """Highlights, or None."""
    stop_reached = Signal(object)
    """A Stop to be shown."""

    def __init__(self, jobs: Jobs, cache_folder: Path, *, prepares: bool = True, parent: QObject | None = None) -> None:
        """`prepares`: whether an opened corpus is made ready at once, and not only when it is searched."""
        super().__init__(parent)
        self._jobs = jobs
        self._cache_folder = cache_folder
        self._prepares = prepares
        self._corpus: Corpus | None = None
        self._bench: Bench | None = None
        self._job: Job | None = None
        self._preparing: Job | None = None
        self._wanted = Wanted()
        self._results: Results | None = None
        self._current: Stop | None = None
        self._origin: Mapping[str, Any] | None = None
        self._origin_unit = 0
        self._order: Sequence[VersionId] = ()
        self._stays = False
        """Whether what is found is shown without going there."""
        self._first: Sequence[VersionId] = ()
        self._touched = _NOTHING
        """What has changed since the results were found: their rows have the numbers of then."""
        self._behind = False
        """Whether rows are others by now than those that the bench knows."""
        self._interrupted = False
        """Whether a change ended a scan that had found nothing yet."""
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._look_again)

    @property
    def cache_folder(self) -> Path:
        """Where folded texts are kept."""
        return self._cache_folder

    @property
    def results(self) -> Results | None:
        """What was found so far, under the numbers that rows have now; None when nothing is searched for."""
        if self._results is not None and self._touched != _NOTHING:
            self._results, self._touched = self._results.renumbered(self._touched), _NOTHING
        return self._results

    @property
    def current(self) -> Stop | None:
        """The hit the reader stands on."""
        return self._current

    @property
    def active(self) -> bool:
        """Whether marks are shown, or will be."""
        return self._job is not None or self._results is not None

    @property
    def busy(self) -> bool:
        """Whether a scan is running."""
        return self._job is not None

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Searches in another corpus from now on; what was found is forgotten."""
        self.clear()
        self._rest.stop()
        self._origin = None
        self._replace_bench(corpus)
        self._corpus = corpus
        self._order = tuple(version.id for version in corpus.versions()) if corpus is not None else ()
        self._prepare()

    def renew(self) -> None:
        """The corpus has changed: it is read anew. Where the search began is kept, what was found is forgotten."""
        origin = self._origin
        self.set_corpus(self._corpus)
        self._origin = origin

    def renumber(self, touched: Touched) -> None:
        """Some rows are others by now: what was found stays, and is looked for once more when there is time."""
        if self._corpus is None:
            return
        self._behind = True
        self._interrupted |= self._job is not None and self._results is None
        self._drop_job()
        self._touched = self._touched.then(touched)
        change = Renumbering(self._corpus, touched, {})
        self._origin_unit = change.row(self._origin_unit)
        if self._current is not None:
            hit = self._current.hit
            unit = change.row(self._current.unit, hit.segment_id if hit is not None else None)
            self._current = Stop(unit, replace(hit, unit=unit) if hit is not None else None)
        self._rest.start()

    def _replace_bench(self, corpus: Corpus | None) -> None:
        if self._bench is not None:
            self._jobs.start(Job(self._bench.close, needed=True), lane=LANE)
        self._bench = Bench(corpus.path, self._cache_folder, corpus.index()) if corpus is not None else None
        self._behind = False

    def _bench_now(self) -> Bench | None:
        """The bench, for the rows as they are by now."""
        if self._behind:
            self._replace_bench(self._corpus)
        return self._bench

    def _look_again(self) -> None:
        """What was found stays on the screen until all is known."""
        self._prepare()
        if self._results is not None:
            self._stays = True
            self._scan(self._results.query, whole=True)
        elif self._interrupted:
            self.search(self._wanted, first=self._first, stay=self._stays)

    def begin(self, place: Mapping[str, Any], unit: int) -> None:
        """Remembers where the reader was when the search began; the search starts from that row."""
        if self._origin is None:
            self._origin = place
            self._origin_unit = unit
            bench = self._bench_now()
            if bench is not None:
                self._jobs.start(Job(bench.make_ready), lane=LANE)

    def end(self) -> Mapping[str, Any] | None:
        """Clears all and gives the place where the search began."""
        self.clear()
        origin, self._origin = self._origin, None
        return origin

    def search(self, wanted: Wanted, *, first: Sequence[VersionId] = (), stay: bool = False) -> None:
        """Looks for what is wanted, the versions of `first` before the others; goes to a hit unless it is to stay."""
        self._wanted, self._first = wanted, first
        self._stays = stay
        self._touched, self._interrupted = _NOTHING, False
        self._drop_job()
        if self._corpus is None or self._bench is None or not wanted:
            self._forget()
            return
        try:
            query = query_of(wanted, self._corpus.versions())
        except HexaplaError as error:
            self._forget()
            self.refused.emit(error)
            return
        if not query.asks:
            self._forget()
            return
        self._results = None
        self._current = None
        # What is on the screen is marked at once; which rows there are besides, the scan will tell.
        self._mark(Results(query))
        self.read.emit(query)
        self._scan(query)

    def _scan(self, query: Query, *, whole: bool = False) -> None:
        """With `whole` nothing is told before all is found."""
        bench, first = self._bench_now(), self._first
        assert bench is not None

        def work(control: Control) -> Results:
            return bench.scan(query, first, control)

        job = self._job = Job(work)
        if not whole:
            job.reported.connect(self._take)
        job.succeeded.connect(self._take)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        self._jobs.start(job, lane=LANE)

    def clear(self) -> None:
        """Takes the marks away and stops the scan; the wish is kept."""
        self._drop_job()
        self._forget()

    def next(self) -> None:
        """Goes to the next hit, in whichever version it is."""
        self._go(1)

    def previous(self) -> None:
        """Goes to the previous hit, in whichever version it is."""
        self._go(-1)

    def go_to_row(self, unit: int, version: VersionId | None = None) -> None:
        """Goes to the first hit of a row, in that version if it is one: a row that the search has found."""
        results = self.results
        if results is not None:
            with self._refusing():
                order = self._order if version is None else (version,)
                stop = Steps(self._checked_corpus(), results, order).first_from(unit)
                self._reach(results, stop if stop is not None and stop.unit == unit else Stop(unit))

    def next_in(self, version: VersionId) -> None:
        """Goes to the next hit of one version."""
        results, here = self.results, self._current
        if results is None:
            return
        only = replace(results, units={version: results.units.get(version, NO_UNITS)}, bare=NO_UNITS)
        steps = Steps(self._checked_corpus(), only, (version,))
        with self._refusing():
            if here is not None and here.hit is not None and here.hit.version == version:
                stop = steps.after(here)
            else:
                stop = steps.first_from(here.unit if here is not None else self._origin_unit)
            self._reach(results, stop)

    def go_to(self, stop: Stop) -> None:
        """Goes to a place that is among those found."""
        results = self.results
        if results is not None:
            self._reach(results, stop)

    def _prepare(self) -> None:
        """Has the corpus made ready in the background if it is not; a search that comes first does without."""
        if self._preparing is not None:
            self._jobs.drop(self._preparing)
            self._preparing = None
        if self._corpus is None or not self._prepares or is_prepared(self._corpus, self._cache_folder):
            return
        path, folder = self._corpus.path, self._cache_folder

        def work(control: Control) -> None:
            prepare(path, folder, progress=control.progress, cancelled=control.cancelled)

        self._preparing = Job(work, title="" if is_small(self._corpus) else tr("Preparing the search"))
        self._jobs.start(self._preparing, lane="prepare")

    def _go(self, direction: int) -> None:
        results = self.results
        if results is None:
            if self._job is None:
                self.search(self._wanted)
            return
        steps, here = self._steps(results), self._current
        with self._refusing():
            if here is None:
                stop = steps.first_from(self._origin_unit) if direction > 0 else steps.last_before(self._origin_unit)
            else:
                stop = steps.after(here) if direction > 0 else steps.before(here)
            self._reach(results, stop)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Reading rows may fail, and a regular expression may take too long on one of them."""
        try:
            yield
        except HexaplaError as error:
            self._drop_job()
            self._forget()
            self.refused.emit(error)

    def _take(self, results: Results) -> None:
        self._results, self._touched, self._interrupted = results, _NOTHING, False
        if self._current is None and not self._stays:
            with self._refusing():
                self._reach(results, self._steps(results).first_from(self._origin_unit, wrap=results.complete))
        else:
            self._mark(results)
        if self._results is not None:
            self.found.emit(results)

    def _reach(self, results: Results, stop: Stop | None) -> None:
        self._current = stop or self._current
        self._mark(results)
        if stop is not None:
            self.stop_reached.emit(stop)

    def _mark(self, results: Results) -> None:
        query = results.query
        matchers = {version: matcher for version in query.versions if (matcher := query.matcher(version)) is not None}
        current = self._current.hit if self._current is not None else None
        units = dict[VersionId | None, Units](results.units.items())
        units[None] = results.bare
        self.highlights_changed.emit(
            Highlights(
                matchers,
                units,
                current,
                everywhere=query.everywhere,
                furniture=query.scope.furniture,
                missing=results.missing,
            )
        )

    def _steps(self, results: Results) -> Steps:
        return Steps(self._checked_corpus(), results, self._order)

    def _checked_corpus(self) -> Corpus:
        assert self._corpus is not None
        return self._corpus

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, HexaplaError) and not isinstance(error, Cancelled):
            self._forget()
            self.refused.emit(error)

    def _ended(self) -> None:
        self._job = None

    def _drop_job(self) -> None:
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None

    def _forget(self) -> None:
        self._results, self._touched, self._interrupted = None, _NOTHING, False
        self._current = None
        self.highlights_changed.emit(None)
        self.cleared.emit()
