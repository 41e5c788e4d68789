"""The list of hits in the window: follows the search while it can be seen, and leads to where a hit stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal

from viewer.corpus import Corpus
from viewer.errors import Cancelled, HexaplaError, TooManyHits
from viewer.model import Hit, Unit, VersionId
from viewer.search.concordance import Line
from viewer.ui import messages
from viewer.ui.i18n import Safe, counter, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.reading.names import short_name_of
from viewer.ui.reading.view import ReadingView
from viewer.ui.searching.found_dock import FoundDock
from viewer.ui.searching.hits.hit_bench import Anchor, HitBench, Listed
from viewer.ui.searching.hits.page import HitsPage
from viewer.ui.searching.hits.said_control import SaidControl
from viewer.ui.searching.scan import Results
from viewer.ui.searching.session import SearchSession
from viewer.ui.searching.steps import Stop

tr = translator("HitList")
count = counter("HitList")

KEY: Final = "hits"
LANE: Final = "hits"
_SMALLER: Final = 0.85
"""Times the size of the texts."""


class HitsControl(QObject):
    """Costs nothing while its page cannot be seen."""

    shown = Signal(object)
    """A list stands there: Listed."""
    gone = Signal()
    """No list stands there any more, or what stands there is not what is wanted now."""

    def __init__(
        self,
        *,
        dock: FoundDock,
        session: SearchSession,
        view: ReadingView,
        jobs: Jobs,
        go: Callable[[Stop], None],
        parent: QObject,
    ) -> None:
        """`go` leads to a place that was found."""
        super().__init__(parent)
        self._dock = dock
        self._session = session
        self._view = view
        self._jobs = jobs
        self._go_to = go
        self._bench: HitBench | None = None
        self._corpus: Corpus | None = None
        self._behind = False
        """Whether rows are others by now than those that the bench knows."""
        self._results: Results | None = None
        self._listed: Results | None = None
        """What the list is made of, or is just being made of."""
        self._arranging: Job | None = None
        self._reading: list[Job] = []
        self._looking: Job | None = None
        self._following = False
        """Whether the list is where the search is, and not the other way round."""
        self._pursued: Stop | None = None
        """Where the search went, until its line is chosen: a list that comes meanwhile has it elsewhere."""
        self.page = HitsPage()
        self._said = SaidControl(self.page, jobs, self)
        self._why: Safe | None = None
        """Why the list is not in the order that was wanted."""
        self.page.list.style_of = self._style
        self.page.beside.style_of = self._style
        dock.add_page(KEY, tr("Hits"), self.page, tr("All hits with their surroundings"))
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._dock.page_shown.connect(self._page_shown)
        self._session.found.connect(self._take_results)
        self._session.cleared.connect(self._clear)
        self._session.stop_reached.connect(self._follow)
        self.page.shape_changed.connect(self._arrange_anew)
        self.page.list.lines_wanted.connect(self._read)
        self.page.list.current_changed.connect(self._look)
        self.page.list.activated.connect(self._go)
        self.page.list.left.connect(self._dock.left)
        self.page.installEventFilter(self)

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Lists the hits of another corpus, or of the same one as it is now."""
        # Those of the view: of others, gone since or added meanwhile in another window, it knows not how they look.
        versions = self._view.versions().values() if corpus is not None else ()
        names = {version.id: short_name_of(version, versions) for version in versions}
        self.page.list.names = names  # first of all
        self._clear()
        self._replace_bench(corpus)
        self._corpus = corpus
        self._said.set_corpus(corpus.path if corpus is not None else None)
        if self._dock.is_page_shown(KEY):
            self._said.look()
        self.page.list.shows_documents = corpus is not None and len(corpus.documents()) > 1
        self.page.beside.name_of = lambda version: names.get(version, version)
        self.page.set_versions(list(names.items()))

    def renew(self) -> None:
        """Some rows are others by now: the list stays until there is another one."""
        self._behind = True

    def _replace_bench(self, corpus: Corpus | None) -> None:
        if self._bench is not None:
            self._jobs.start(Job(self._bench.close, needed=True), lane=LANE)
        self._bench = HitBench(corpus.path, corpus.index()) if corpus is not None else None
        self._behind = False

    def show(self) -> None:
        """Opens the list as it was left."""
        self._dock.open(KEY)

    def show_version(self, version: VersionId | None) -> None:
        """Opens the list with the hits of one version, or of all."""
        self._dock.open(KEY)
        self.page.only(version)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.page and event.type() == QEvent.Type.PaletteChange:
            self._dress()
        return super().eventFilter(watched, event)

    # What the search tells

    def _take_results(self, results: Results) -> None:
        self._results = results
        self._why = None
        # A list is made of what comes first, and once more of all of it: in between it would only flicker.
        if self._listed is None or results.complete or self._listed.query is not results.query:
            self._arrange()

    def _clear(self) -> None:
        self._results = self._listed = self._pursued = None
        self._drop()
        self.gone.emit()
        self.page.list.set_count(0)
        self.page.beside.show_row(None, None, ())
        self.page.say(tr("Nothing is searched for"))

    def _follow(self, stop: Stop) -> None:
        """The search went to a hit: its line is chosen."""
        anchor = self._anchor_of(stop)
        if anchor is None or self._bench is None or self._listed is None or not self._dock.is_page_shown(KEY):
            return
        if self._following:
            return
        self._pursued = stop
        if self._arranging is not None:
            return
        job = Job(partial(self._bench.line_at, anchor))
        job.succeeded.connect(self._select)
        self._start(job)

    def _select(self, number: int | None) -> None:
        self._pursued = None
        if number is not None:
            self.page.list.select(number)
            line = self.page.list.current_line
            if line is not None:
                self._look(line)

    # The list

    def _page_shown(self, key: str) -> None:
        if key == KEY:
            self._said.look()
            self._dress()
            if self._listed is not self._results:
                self._arrange()

    def _arrange_anew(self) -> None:
        self._why = None
        self._listed = None
        self._arrange()

    def _arrange(self) -> None:
        if self._results is None or self._bench is None or not self._dock.is_page_shown(KEY):
            return
        if self._behind:
            self._replace_bench(self._corpus)
        bench, results, shape = self._bench, self._results, self.page.shape
        if self._listed is None or self._listed.query is not results.query:
            self.page.list.set_count(0)
            self.page.beside.show_row(None, None, ())
            self.page.say(tr("Listing…"))
        self._drop()
        self.gone.emit()
        self._listed = results
        anchor = self._anchor()

        def work(control: Control) -> Listed:
            return bench.arrange(results, shape, anchor, control)

        job = self._arranging = Job(work, title="" if shape.reads_nothing else tr("Listing the hits"))
        job.succeeded.connect(self._show)
        job.failed.connect(self._refuse)
        self._jobs.start(job, lane=LANE)

    def _show(self, listed: Listed) -> None:
        self._arranging = None
        self._drop()  # lines that were asked for while the list before this one still stood there
        self.page.list.set_count(listed.lines, listed.at)
        words = count("{n} hit", "{n} hits", listed.hits)
        if listed.lines != listed.hits:
            words = tr("{lines} for {hits}", lines=count("{n} line", "{n} lines", listed.lines), hits=words)
        if self._why is not None:
            words = Safe(f"{words} · {self._why}")
        self.page.say(words if listed.complete else Safe(f"{words} …"))
        if self._pursued is not None:
            self._follow(self._pursued)
        self.shown.emit(listed)

    def _refuse(self, error: BaseException) -> None:
        self._arranging = None
        if isinstance(error, Cancelled):
            self._listed = None
        elif isinstance(error, TooManyHits):
            self._why = messages.word(error)
            self._listed = None
            self.page.read_in_order()
            self._arrange()
        elif isinstance(error, HexaplaError):
            self.page.list.set_count(0)
            self.page.say(messages.word(error))

    def _read(self, start: int, stop: int) -> None:
        if self._bench is None:
            return
        job = Job(partial(self._bench.lines, start, stop))
        job.succeeded.connect(lambda found: self.page.list.take(*found))
        self._start(job)

    def _look(self, line: Line) -> None:
        """Shows the row of a line beside the list."""
        if self._bench is None:
            return
        if self._looking is not None:
            self._jobs.drop(self._looking)
        job = self._looking = Job(partial(self._bench.unit, line.unit))
        job.succeeded.connect(self._show_row)
        self._start(job)

    def _show_row(self, unit: Unit) -> None:
        if self._results is not None and self._corpus is not None:
            self.page.beside.show_row(unit, self._results.query, [*self._view.versions()])

    def _go(self, line: Line) -> None:
        self._following = True
        self._go_to(Stop(line.unit, None if line.segment_id is None else self._hit(line)))
        self._following = False

    @staticmethod
    def _hit(line: Line) -> Hit:
        assert line.segment is not None
        assert line.segment_id is not None
        return Hit(
            line.document,
            line.unit,
            line.version,
            line.segment,
            line.segment_id,
            line.start,
            line.stop,
            line.match,
        )

    def _anchor(self) -> Anchor | None:
        """The hit that the reader is on: in the list, else in the texts."""
        line = self.page.list.current_line
        if line is not None and line.ordinal is not None:
            return Anchor(line.version, line.ordinal, line.start)
        return self._anchor_of(self._session.current)

    def _anchor_of(self, stop: Stop | None) -> Anchor | None:
        if stop is None or stop.hit is None or self._corpus is None:
            return None
        hit, index = stop.hit, self._corpus.index()
        first = index.ordinal_of_paragraph(hit.version, hit.document, hit.segment)
        return Anchor(hit.version, first, hit.start)

    # Looks

    def _style(self, version: VersionId) -> TextStyle:
        style = self._view.text_style(version)
        return replace(style, zoom=_SMALLER * style.zoom, justified=False)

    def _dress(self) -> None:
        self.page.list.theme = self._view.theme
        self.page.list.relay()
        self.page.beside.set_theme(self._view.theme)

    # Jobs

    def _start(self, job: Job) -> None:
        job.failed.connect(self._failed_to_read)
        self._reading.append(job)
        job.ended.connect(partial(self._done, job))
        self._jobs.start(job, lane=LANE)

    def _done(self, job: Job) -> None:
        if job in self._reading:
            self._reading.remove(job)

    def _failed_to_read(self, error: BaseException) -> None:
        if isinstance(error, HexaplaError) and not isinstance(error, Cancelled):
            self.page.say(messages.word(error))

    def _drop(self) -> None:
        for job in [*self._reading, *([self._arranging] if self._arranging is not None else [])]:
            self._jobs.drop(job)
        self._reading.clear()
        self._arranging = self._looking = None
