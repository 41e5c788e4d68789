"""Likely translations in the window: follows the search while the page, or the marks in the texts, are to be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject

from viewer.corpus import Corpus
from viewer.errors import Cancelled, HexaplaError
from viewer.model import VersionId
from viewer.search.equivalents import ENOUGH
from viewer.search.spotter import Spotter
from viewer.ui import messages
from viewer.ui.commands import Actions
from viewer.ui.i18n import Safe, isolate, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.reading.names import short_name_of
from viewer.ui.reading.view import ReadingView
from viewer.ui.searching.bar import SearchBar
from viewer.ui.searching.found_dock import FoundDock
from viewer.ui.searching.scan import Results
from viewer.ui.searching.session import SearchSession
from viewer.ui.searching.translations.bench import Answer, TranslationBench
from viewer.ui.searching.translations.page import TranslationsPage

tr = translator("Translations")

KEY: Final = "translations"
LANE: Final = "translations"
_SMALLER: Final = 0.85
"""Times the size of the texts."""


class TranslationsControl(QObject):
    """Costs nothing while neither is to be seen. Of a small corpus what is found says whether there is a page."""

    def __init__(
        self,
        *,
        dock: FoundDock,
        bar: SearchBar,
        session: SearchSession,
        view: ReadingView,
        actions: Actions,
        jobs: Jobs,
    ) -> None:
        super().__init__(dock)
        self._dock = dock
        self._session = session
        self._view = view
        self._jobs = jobs
        self._mark_action = actions["possible"]
        self._corpus: Corpus | None = None
        self._bench: TranslationBench | None = None
        self._small = False
        self._job: Job | None = None
        self._asked: tuple[Results, VersionId] | None = None
        """What was answered last, or is being answered."""
        self._answer: Answer | None = None
        self._behind = False
        """Whether rows are others by now than those that the bench knows."""
        self._wish: VersionId | None = None
        """The version that the reader wants translated."""
        self.page = TranslationsPage(self._mark_action)
        dock.add_page(KEY, tr("Translations"), self.page, tr("How what was found may be translated: guesses"))
        dock.set_page_enabled(KEY, False)
        session.found.connect(lambda _: self._follow())
        session.cleared.connect(self._clear)
        dock.page_shown.connect(lambda _: self._follow())
        dock.open_changed.connect(lambda _: self._follow())
        self.page.refined.connect(bar.refine)
        self.page.source_chosen.connect(self._choose)
        self._mark_action.toggled.connect(lambda _: self._follow())
        self.page.say(tr("Nothing is searched for"))

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {KEY: self._open, "possible": lambda on: None}

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Tells of another corpus, or of the same one as it is now."""
        self._clear()
        self._corpus, self._wish = corpus, None
        self._replace_bench()
        self._small = corpus is not None and corpus.index().unit_count < ENOUGH
        self._dock.set_page_enabled(KEY, corpus is not None and not self._small and len(corpus.versions()) > 1)

    def renew(self) -> None:
        """Some rows are others by now: what was answered stays until the search has looked again."""
        self._behind = True

    def _replace_bench(self) -> None:
        self._behind = False
        if self._bench is not None:
            self._jobs.start(Job(self._bench.close, needed=True), lane=LANE)
        corpus = self._corpus
        self._bench = TranslationBench(corpus.path, self._session.cache_folder, corpus.index()) if corpus else None

    def _open(self) -> None:
        """Shows the page and puts the keyboard on it; of a text that is too short it says so."""
        self._dock.set_page_enabled(KEY, self._corpus is not None)
        self._dock.open(KEY)
        self._dock.set_open(True)

    def _choose(self, version: str) -> None:
        self._wish = VersionId(version)
        self._follow()

    def _follow(self) -> None:
        """Asks for the translations of what was found, if they are to be seen and were not asked for yet."""
        self._mark()
        results = self._session.results
        seen = not self._dock.isHidden() if self._small else self._dock.is_page_shown(KEY)
        if self._corpus is None or not (seen or self._mark_action.isChecked()):
            return
        if results is None or not results.complete:
            return
        source = self._source(results)
        if source is None:
            self._show(Answer(results, VersionId("")))
            return
        if self._asked is not None and self._asked[0] is results and self._asked[1] == source:
            return
        self._drop()
        self._asked = results, source
        self.page.say(tr("Comparing the rows…"))
        if self._behind:
            self._replace_bench()
        bench = self._bench
        assert bench is not None

        def work(control: Control) -> Answer:
            return bench.answer(results, source, control)

        self._job = Job(work, title="" if self._small else tr("Looking for translations"))
        self._job.succeeded.connect(self._show)
        self._job.failed.connect(self._refuse)
        self._jobs.start(self._job, lane=LANE)

    def _source(self, results: Results) -> VersionId | None:
        """The version whose hits are translated: that which the reader chose, or that with most of them."""
        having = [version for version in results.query.versions if results.hits.get(version)]
        if self._wish in having:
            return self._wish
        return max(having, key=lambda version: results.hits[version], default=None)

    def _show(self, answer: Answer) -> None:
        self._job = None
        self._answer = answer
        versions = self._view.versions() if self._corpus is not None else {}

        def name_of(version: VersionId) -> Safe:
            return isolate(short_name_of(versions[version], versions.values()))

        order = dict.fromkeys((*self._view.shown_versions(), *versions))
        found = {version: answer.found[version] for version in order if version in answer.found}
        having = [version for version in versions if answer.results.hits.get(version)]
        self.page.theme = self._view.theme
        self.page.set_sources([(version, name_of(version)) for version in having], answer.source)
        self.page.show_found(found, name_of, self._style)
        if not answer.found:
            self.page.say(tr("Nothing was found whose translation could be told"))
        elif self._small:
            self.page.say(tr("This text is too short to tell more than names, numbers and words left as they are"))
        else:
            self.page.say(tr("Perhaps, judging by the rows of {name}", name=name_of(answer.source)))
        if self._small:
            self._dock.set_page_enabled(KEY, any(found.values()) or self._dock.is_page_shown(KEY))
        self._mark()

    def _style(self, version: VersionId) -> TextStyle:
        style = self._view.text_style(version)
        return replace(style, zoom=_SMALLER * style.zoom, justified=False)

    def _mark(self) -> None:
        """Marks what may be a translation in the rows found, as long as that is wanted."""
        answer = self._answer
        seen = self._dock.is_page_shown(KEY) or self._mark_action.isChecked()
        if answer is None or not seen or answer.results is not self._session.results:
            self._view.possible.set({})
            return
        spotters = {version: Spotter.of(found) for version, found in answer.found.items() if found}
        self._view.possible.set(spotters, answer.results.units.get(answer.source))

    def _refuse(self, error: BaseException) -> None:
        self._job = self._asked = None
        if isinstance(error, HexaplaError) and not isinstance(error, Cancelled):
            self.page.say(messages.word(error))

    def _drop(self) -> None:
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None

    def _clear(self) -> None:
        self._drop()
        self._asked = self._answer = None
        self.page.set_sources((), None)
        self.page.show_found({}, lambda _: Safe(), self._style)
        self.page.say(tr("Nothing is searched for"))
        self._view.possible.set({})
        if self._small:
            self._dock.set_page_enabled(KEY, False)
