"""From the wish to the file: shows the pages, runs the export in the background, and says what came of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer import worker
from viewer.corpus import CorpusIndex
from viewer.errors import HexaplaError
from viewer.exporting import Exported, export_from
from viewer.formats.page_setup import Layout, PageSetup, Paper
from viewer.model import RowLevel
from viewer.ui import messages
from viewer.ui.dialogs.choosing import confirm_overwriting
from viewer.ui.exporting.choice_form import Scope
from viewer.ui.exporting.export_page import ExportPage, Wish
from viewer.ui.exporting.folder import export_folder
from viewer.ui.exporting.print_page import PrintPage
from viewer.ui.i18n import Safe, counter, isolate, listed, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import Library
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.outside import Outside
from viewer.ui.reading.view import ReadingView
from viewer.ui.searching.session import SearchSession
from viewer.ui.settings import Settings

tr = translator("Exporting")
count = counter("Exporting")

LANE: Final = "export"


class ExportControl(QObject):
    """Wires the pages to what is read, and the jobs to what is said."""

    told = Signal(object)
    """A Message."""

    def __init__(
        self,
        *,
        settings: Settings,
        jobs: Jobs,
        library: Library,
        session: SearchSession,
        view: ReadingView,
        outside: Outside,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._jobs = jobs
        self._library = library
        self._session = session
        self._view = view
        self._outside = outside
        self._window = parent
        self.page: ExportPage | PrintPage | None = None
        """The page that is open; there is one at a time."""
        library.closing.connect(self._close_page)

    def ask(self) -> None:
        """Shows the page for the export, at what was chosen the last time."""
        scope = self.scope()
        if scope is None:
            return
        self._close_page()
        page = self.page = ExportPage(
            scope,
            folder=export_folder(self._settings),
            format_name=str(self._remembered("format", "")),
            setup=self.setup(),
            furniture=bool(self._remembered("furniture", True)),
            notes=bool(self._remembered("notes_too", False)),
            sentences=self._remembered("level", "") == RowLevel.SENTENCE,
            parent=self._window,
        )
        self._recall_versions(page, scope)
        page.export_requested.connect(self._confirm)
        page.finished.connect(lambda: self._forget(page))
        page.show()

    def ask_print(self) -> None:
        """Shows the pages as they would be printed."""
        scope = self.scope()
        if scope is None:
            return
        self._close_page()
        page = self.page = PrintPage(
            scope,
            folder=export_folder(self._settings),
            setup=self.setup(),
            furniture=bool(self._remembered("furniture", True)),
            notes=bool(self._remembered("notes_too", False)),
            parent=self._window,
        )
        self._recall_versions(page, scope)
        page.save_requested.connect(lambda wish: self._take(wish, overwrite=True))
        page.finished.connect(lambda: self._forget(page))
        page.show()

    def scope(self) -> Scope | None:
        """What there is to choose from; None without a corpus."""
        corpus, index = self._library.corpus, self._view.index
        if corpus is None or index is None:
            return None
        results = self._session.results
        hits = results.rows if results is not None and results.complete and len(results.rows) else None
        return Scope(corpus, self._document(index), hits, self._view.marking.rows(), has_notes=corpus.has_notes)

    def setup(self) -> PageSetup:
        """The setup of pages that was chosen the last time."""
        layout, paper = self._remembered("layout", None), self._remembered("paper", Paper.A4)
        return PageSetup(
            Layout(layout) if layout in [*Layout] else None,
            Paper(paper) if paper in [*Paper] else Paper.A4,
            turned if isinstance(turned := self._remembered("landscape", None), bool) else None,
        )

    def remember(self, setup: PageSetup, **more: Any) -> None:
        """Notes what was chosen."""
        noted = {
            "layout": setup.layout and str(setup.layout),
            "paper": str(setup.paper),
            "landscape": setup.landscape,
            **more,
        }
        self._settings["export"] = {**self._settings["export"], **noted}

    def start(self, wish: Wish, *, overwrite: bool) -> None:
        """Writes what is wished for in a process of its own."""
        corpus = self._library.corpus
        if corpus is None:
            return
        path = corpus.path

        def work(control: Control) -> Exported:
            return worker.run(
                export_from,
                path,
                wish.target,
                wish.choice,
                format=wish.offer.writer.name,
                setup=wish.setup,
                overwrite=overwrite,
                progress=control.progress,
                cancelled=control.cancelled,
            )

        job = Job(work, title=tr("Exporting {file}", file=wish.target.name))
        job.succeeded.connect(lambda done: self.told.emit(exported(done, self._outside)))
        job.failed.connect(self._tell_failure)
        self._jobs.start(job, lane=LANE)

    def _confirm(self, wish: Wish) -> None:
        """Asks before something is lost."""
        there = [file for file in wish.files if os.path.exists(file)]
        if not there:
            self._take(wish, overwrite=False)
            return
        confirm_overwriting(self.page, [file.name for file in there], lambda: self._take(wish, overwrite=True))

    def _take(self, wish: Wish, *, overwrite: bool) -> None:
        self.remember(
            wish.setup if wish.offer.writer.layouts else self.setup(),
            format=wish.offer.writer.name,
            folder=str(wish.target.parent),
            furniture=wish.choice.furniture,
            notes_too=wish.choice.notes,
            **({"level": str(wish.choice.level)} if wish.offer.writer.takes_sentences else {}),
            corpus=str(self._library.corpus.path) if self._library.corpus is not None else "",
            versions=list(wish.choice.versions or ()),
        )
        self._close_page()
        self.start(wish, overwrite=overwrite)

    def _tell_failure(self, error: BaseException) -> None:
        if isinstance(error, HexaplaError):
            self.told.emit(messages.failure(error, key="export"))

    def _document(self, index: CorpusIndex) -> int | None:
        row = self._view.current_unit()
        return None if row is None or len(index.document_starts) <= 2 else index.document_of(row)

    def _recall_versions(self, page: ExportPage | PrintPage, scope: Scope) -> None:
        """Chooses the versions of the last time, if that was this corpus."""
        versions = self._remembered("versions", [])
        if self._remembered("corpus", "") == str(scope.corpus.path) and isinstance(versions, list) and versions:
            page.form.versions.choose([str(version) for version in versions])

    def _remembered(self, key: str, default: Any) -> Any:
        return self._settings["export"].get(key, default)

    def _close_page(self) -> None:
        if self.page is not None:
            self.page.close()
            self.page = None

    def _forget(self, page: ExportPage | PrintPage) -> None:
        if self.page is page:
            self.page = None


def exported(done: Exported, outside: Outside, *, lines: bool = False) -> Message:
    """An export that is done, with ways to what was written; what it has are rows of the corpus, or lines of a list."""
    files = isolate(done.files[0].name) if len(done.files) == 1 else listed([file.name for file in done.files])
    text = (
        count("Exported {n} line to %1.", "Exported {n} lines to %1.", done.units)
        if lines
        else count("Exported {n} row to %1.", "Exported {n} rows to %1.", done.units)
    ).replace("%1", files)
    warned = [messages.caution(one) for one in done.warnings]
    level = Level.WARNING if warned else Level.INFO
    said = Safe("; ".join([text.removesuffix("."), *warned]) + "." if warned else text)
    return written(said, done.files[0], outside, level=level)


def written(text: Safe, file: Path, outside: Outside, *, level: Level = Level.INFO) -> Message:
    """That a file was written, with ways to it."""
    answers = (
        Answer(tr("Show in folder"), lambda: outside.reveal(file)),
        Answer(tr("Open"), lambda: outside.open(file)),
    )
    return Message(level, text, answers, "export")
