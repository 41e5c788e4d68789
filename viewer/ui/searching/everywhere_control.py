"""All my corpora: the search of the window asked in each of them in the background, and the way to what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer

from viewer import everywhere
from viewer.corpus import Corpus
from viewer.everywhere import Answer, FoundLine
from viewer.languages import primary
from viewer.model import Hit, Version
from viewer.progress import Progress
from viewer.search import Query
from viewer.ui.i18n import Safe, counter, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import Library
from viewer.ui.reading.view import ReadingView
from viewer.ui.searching.bar import SearchBar
from viewer.ui.searching.control import SearchControl
from viewer.ui.searching.everywhere_model import EverywhereModel
from viewer.ui.searching.everywhere_page import EverywherePage
from viewer.ui.searching.found_dock import FoundDock
from viewer.ui.searching.preparation import is_prepared, prepare
from viewer.ui.searching.scan import Results
from viewer.ui.searching.session import EVERYTHING, SearchSession, Wanted, query_of
from viewer.ui.searching.steps import Stop

tr = translator("Everywhere")
count = counter("Everywhere")

PAGE: Final = "corpora"
_LINES: Final = 4
"""Hits that are shown of each corpus."""
_REST: Final = 700
"""Milliseconds without a key after which other letters are looked for in all corpora."""


class EverywhereControl(QObject):
    """Searches while its page can be seen, for what the bar says then."""

    def __init__(
        self,
        *,
        dock: FoundDock,
        bar: SearchBar,
        search: SearchControl,
        session: SearchSession,
        library: Library,
        view: ReadingView,
        jobs: Jobs,
    ) -> None:
        super().__init__(dock)
        self._dock = dock
        self._bar = bar
        self._search = search
        self._session = session
        self._library = library
        self._view = view
        self._jobs = jobs
        self._job: Job | None = None
        self._asked: Wanted | None = None
        """What the page answers."""
        self._target: Stop | None = None
        """Where to go when the corpus that was just opened has been searched."""
        self._total = 0
        self.model = EverywhereModel(self)
        self.page = EverywherePage(self.model, lambda: view.theme)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        dock.add_page(PAGE, tr("All my corpora"), self.page, tr("The same search in every corpus that you have"))
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._session.read.connect(lambda _: self._rest.start())
        self._session.found.connect(self._arrive)
        self._dock.page_shown.connect(lambda _: self._follow())
        self._rest.timeout.connect(self._follow)
        self.page.entry_requested.connect(self._go)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the command does."""
        return {PAGE: self._open}

    def _open(self) -> None:
        """Shows the page, puts the keyboard on it and asks anew."""
        self._asked = None
        self._dock.open(PAGE)
        self._follow()
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow(self) -> None:
        """Asks all corpora, if anybody sees it and they were not asked yet."""
        wanted = self._bar.wanted
        if not self._dock.is_page_shown(PAGE) or wanted == self._asked:
            return
        if not wanted:  # what was found may be looked at while another corpus is being opened
            if self._asked is None:
                self.model.clear()
                self.page.told.setText(tr("Type something into the search field first."))
            return
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None
        self._asked = wanted
        self.model.clear()
        self._ask(wanted)

    def _ask(self, wanted: Wanted) -> None:
        shelf, folder = self._library.shelf(), self._session.cache_folder
        languages = self._languages(wanted)
        self._total = 0

        def read(versions: Sequence[Version]) -> Query:
            return query_of(elsewhere(wanted, languages, versions), versions)

        def work(control: Control) -> None:
            def ready(path: Path) -> None:
                with Corpus.open(path, read_only=True) as corpus:
                    done = is_prepared(corpus, folder)
                if not done:
                    prepare(path, folder, progress=lambda _: None, cancelled=control.cancelled)

            paths = list(shelf.paths(control.cancelled))
            control.report(len(paths))
            answers = everywhere.search(paths, read, folder, lines=_LINES, prepare=ready, cancelled=control.cancelled)
            for number, answer in enumerate(answers, start=1):
                control.report(answer)
                control.progress(Progress("search", number, len(paths), answer.title))

        job = self._job = Job(work, title=tr("Searching in all corpora"))
        job.reported.connect(self._take)
        job.ended.connect(self._ended)
        self._jobs.start(job, lane=PAGE)
        self._tell()

    def _languages(self, wanted: Wanted) -> frozenset[str] | None:
        """The languages of the versions to which the search is bound."""
        if wanted.within is None:
            return None
        known = self._view.versions()
        return frozenset(primary(known[version].language) for version in wanted.within if version in known)

    def _take(self, found: Answer | int) -> None:
        """An answer, or before the first of them how many there will be."""
        if isinstance(found, int):
            self._total = found
        else:
            self.model.add(found)
        self._tell()

    def _ended(self) -> None:
        self._job = None
        self._tell()

    def _tell(self) -> None:
        """How many corpora were asked and have something."""
        answers = self.model.answers
        having = sum(answer.counts is not None and answer.counts.units > 0 for answer in answers)
        failed = sum(answer.error is not None for answer in answers)
        corpora = count("{n} corpus", "{n} corpora", self._total)
        parts = [tr("{text}: found in {found} of {corpora}", text=self._text(), found=having, corpora=corpora)]
        if failed:
            parts.append(tr("{failed} could not be searched", failed=failed))
        if self._job is not None:
            parts.append(tr("searching…"))
        elif len(answers) < self._total:
            parts.append(tr("stopped"))
        self.page.told.setText(Safe("  ·  ".join(parts)))

    def _text(self) -> Safe | str:
        asked = self._asked
        return asked.text if asked is not None and asked.text else tr("Rows")

    def _go(self, entry: QModelIndex) -> None:
        """Opens the corpus of an entry with the same search, at the hit if it is one."""
        answer, line = self.model.found_at(entry)
        wanted = self._asked
        here = self._library.corpus is not None and self._library.corpus.path == answer.path
        if wanted is None or (not here and not self._library.open(answer.path)):
            return
        if line is not None:
            self._show(line)
        if self._bar.wanted != wanted or not self._session.active:
            elsewhere_wanted = elsewhere(wanted, self._languages(wanted), tuple(self._view.versions().values()))
            self._bar.repeat(wanted if here else elsewhere_wanted)
            self._asked = self._bar.wanted
        else:
            self._arrive(self._session.results)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, line: FoundLine) -> None:
        place = line.place
        self._target = Stop(place.unit, place if isinstance(place, Hit) else None)
        self._view.go_to(place.unit, version=place.version if isinstance(place, Hit) else None)

    def _arrive(self, results: Results | None) -> None:
        """Goes to the hit that was asked for as soon as it has been found here."""
        stop = self._target
        if stop is None or results is None:
            return
        rows = results.rows if stop.hit is None else results.units.get(stop.hit.version, results.rows)
        if stop.unit in rows[rows.searchsorted(stop.unit) :][:1]:
            self._target = None
            self._search.go_to(stop)
        elif results.complete:
            self._target = None


def elsewhere(wanted: Wanted, languages: frozenset[str] | None, versions: Sequence[Version]) -> Wanted:
    """What a search is in another corpus: bound to versions in the same languages, and to no document."""
    scope = replace(EVERYTHING, furniture=wanted.scope.furniture)
    if languages is None:
        return replace(wanted, scope=scope)
    within = tuple(version.id for version in versions if primary(version.language) in languages)
    return replace(wanted, within=within, scope=scope)
