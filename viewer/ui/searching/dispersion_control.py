"""The page of the distribution: what the search has found is counted in the background, and where it leads one goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.errors import HexaplaError
from viewer.model import VersionId
from viewer.search import Found
from viewer.search.dispersion import Dispersion, measured
from viewer.search.engine import NONE
from viewer.ui.i18n import Safe, isolate, number, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.reading.outline import Outline
from viewer.ui.reading.view import ReadingView
from viewer.ui.searching.chooser import name_of
from viewer.ui.searching.dispersion_chart import DispersionChart, Line
from viewer.ui.searching.dispersion_scale import round_rows
from viewer.ui.searching.dispersion_words import Documents
from viewer.ui.searching.found_dock import FoundDock
from viewer.ui.searching.scan import Results
from viewer.ui.searching.session import SearchSession
from viewer.ui.whereabouts import Whereabouts
from viewer.ui.widgets.elided_label import ElidedLabel

tr = translator("Distribution")

PAGE = "distribution"
Measured = Mapping[VersionId | None, Dispersion]


class DispersionControl(QObject):
    """Costs nothing while the page is not to be seen."""

    def __init__(
        self,
        *,
        dock: FoundDock,
        session: SearchSession,
        view: ReadingView,
        whereabouts: Whereabouts,
        jobs: Jobs,
        go: Callable[[int, VersionId | None], object],
    ) -> None:
        """`go` leads to a row that the search has found, to the hit in that version."""
        super().__init__(dock)
        self._dock = dock
        self._session = session
        self._view = view
        self._whereabouts = whereabouts
        self._jobs = jobs
        self._job: Job | None = None
        self._outline: Outline | None = None
        self._told: Results | None = None
        """What the chart shows, or will when the job has ended."""
        self.chart = DispersionChart(lambda: view.theme)
        self.words = ElidedLabel("quiet")
        page = QWidget()
        page.setFocusProxy(self.chart)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(2)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.words)
        self.words.setContentsMargins(14, 0, 14, 0)
        dock.add_page(PAGE, tr("Distribution"), page, tr("Where over the corpus the hits are, version by version"))
        self._connect_signals(go)

    def _connect_signals(self, go: Callable[[int, VersionId | None], object]) -> None:
        self._session.found.connect(lambda _: self._follow())
        self._session.cleared.connect(self._clear)
        self._dock.page_shown.connect(lambda _: self._follow())
        self._dock.open_changed.connect(lambda _: self._follow())
        self._whereabouts.told.connect(self._follow)
        self.chart.place_requested.connect(go)
        self.chart.told.connect(self.words.setText)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the command does."""
        return {PAGE: self._open}

    def _open(self) -> None:
        """Shows the page and puts the keyboard on it."""
        self._dock.open(PAGE)
        self.chart.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow(self) -> None:
        """Counts what was found, if anybody sees it and it was not counted yet; one count at a time."""
        results = self._session.results
        if not self._dock.is_page_shown(PAGE) or self._job is not None:
            return
        self._take_outline()
        if results is None or results is self._told or self._outline is None:
            return
        index = self._outline.index
        if not index.counts.keys() >= set(results.query.versions):
            return  # another window added a version, which this one shows soon, and then it is counted
        self._told = results

        def work(_control: Control) -> Measured:
            bare = [Found(None, results.bare, NONE, NONE)] if len(results.bare) else []
            return measured(index, results.query.versions, chain(bare, *results.parts.values()))

        self._job = Job(work)
        self._job.succeeded.connect(self._show)
        self._job.ended.connect(self._ended)
        self._jobs.start(self._job, lane=PAGE)

    def _take_outline(self) -> None:
        """Other rows, other documents: the axis is marked anew, by documents, by the headings of the only one, or by
        row numbers where there is neither."""
        outline = self._whereabouts.outline
        if outline is self._outline:
            return
        self._outline, self._told = outline, None
        if outline is None:
            self.chart.set_axis(0, Documents(np.zeros(1, np.int64), ()), np.empty(0, np.int64), lambda place: "")
            return
        starts = outline.index.document_starts
        titles = tuple(document.title for document in outline.documents)
        documents = Documents(starts, titles)
        if len(titles) > 1:
            self.chart.set_axis(int(starts[-1]), documents, starts[:-1], lambda place: isolate(titles[place]))
        elif not len(outline.rows):
            rows = round_rows(int(starts[-1]))
            self.chart.set_axis(int(starts[-1]), documents, rows, lambda place: number(int(rows[place]) + 1))
        else:
            rows = outline.rows
            self.chart.set_axis(
                int(starts[-1]), documents, rows, lambda place: self._heading(outline, int(rows[place]))
            )

    def _heading(self, outline: Outline, row: int) -> Safe:
        """What a heading says; nothing where the corpus cannot be read any more, which others will tell."""
        try:
            heading = outline.heading(row, self._view.shown_versions())
        except HexaplaError:
            heading = None
        return isolate(heading.text) if heading is not None else Safe("")

    def _show(self, found: Measured) -> None:
        outline = self._outline
        if self._session.results is None or outline is not self._whereabouts.outline:
            return
        versions = self._view.versions()
        names = {version: name_of(versions[version], list(versions.values())) for version in versions}
        order = [version for version in (*self._view.shown_versions(), *versions) if version in found]
        lines = [Line(version, names[version], found[version]) for version in dict.fromkeys(order)]
        if None in found:
            lines.append(Line(None, tr("Rows"), found[None]))
        self.chart.set_lines(lines)

    def _ended(self) -> None:
        self._job = None
        self._follow()

    def _clear(self) -> None:
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None
        self._told = None
        self.chart.set_lines(())
