"""The review of an import, before it where a guess is doubtful, after it where the user wants to look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer import worker
from viewer.formats.choices import FileChoice
from viewer.importing.pasting import Pasted
from viewer.importing.proposing import Proposal, propose
from viewer.ui.i18n import translator
from viewer.ui.importing.review import ReviewPage
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import Imported, Library
from viewer.ui.messages import failure
from viewer.ui.widgets.message_bar import MessageBar

tr = translator("Reviewing")

_LANE = "review"


class Reviewing(QObject):
    """Shows the review of an import, before it or after it, and finds out what comes of the user's choices."""

    def __init__(self, *, library: Library, jobs: Jobs, messages: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._library = library
        self._jobs = jobs
        self._messages = messages
        self._window = window
        self._job: Job | None = None
        self.page: ReviewPage | None = None
        """The review that is open."""
        library.doubted.connect(self.ask)

    def ask(self, paths: Sequence[Path], proposal: Proposal) -> None:
        """Shows what an import would make of the files; it goes on when the user says so."""
        page = self._show(paths, ReviewPage(proposal, done=False, parent=self._window))
        page.import_requested.connect(lambda choices: self._library.import_paths(paths, choices))

    def review(self, imported: Imported) -> None:
        """Shows what an import has made of its files; it can be made once more with other choices."""

        def shown(proposal: Proposal) -> None:
            page = ReviewPage(proposal, choices=imported.choices, done=True, parent=self._window)
            self._show(imported.paths, page, imported.pasted)
            page.import_requested.connect(
                lambda choices: self._library.import_paths(
                    imported.paths, choices, instead_of=imported.summary.path, pasted=imported.pasted
                )
            )

        self._propose(imported.paths, imported.choices, imported.pasted, shown)

    def _show(self, paths: Sequence[Path], page: ReviewPage, pasted: Pasted | None = None) -> ReviewPage:
        if self.page is not None:
            self.page.close()
        self.page = page
        page.choices_changed.connect(partial(self._find_out, page, paths, pasted or {}))
        page.finished.connect(partial(self._closed, page))
        page.show()
        return page

    def _find_out(
        self, page: ReviewPage, paths: Sequence[Path], pasted: Pasted, choices: Mapping[Path, FileChoice]
    ) -> None:
        self._propose(paths, choices, pasted, page.set_proposal)

    def _propose(
        self,
        paths: Sequence[Path],
        choices: Mapping[Path, FileChoice],
        pasted: Pasted,
        then: Callable[[Proposal], object],
    ) -> None:
        """The newest wish counts; what an older one finds out is of no interest any more."""
        self._drop()

        def work(control: Control) -> Proposal:
            return worker.run(
                propose,
                list(paths),
                choices=dict(choices),
                pasted=dict(pasted),
                progress=control.progress,
                cancelled=control.cancelled,
            )

        job = self._job = Job(work, title=tr("Looking at the files"))
        job.succeeded.connect(then)
        job.failed.connect(self._failed)
        self._jobs.start(job, lane=_LANE)

    def _failed(self, error: BaseException) -> None:
        """The page goes on showing what it showed before; another choice is another try."""
        self._messages.show_message(failure(error))
        if self.page is not None:
            self.page.set_busy(False)

    def _closed(self, page: ReviewPage, _result: int = 0) -> None:
        if self.page is page:
            self.page = None
            self._drop()

    def _drop(self) -> None:
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None
