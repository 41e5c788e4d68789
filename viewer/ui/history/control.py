"""The history in the window: the log is read beside it, and what is asked for on the page is done by the editing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer.corpus import Corpus
from viewer.languages import language
from viewer.ui.history.model import Log
from viewer.ui.history.page import HistoryPage
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.editing import Editing
from viewer.ui.library.library import Library

_LANE = "history"


class HistoryControl(QObject):
    """Costs nothing while the page is closed."""

    def __init__(self, *, library: Library, editing: Editing, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._library = library
        self._editing = editing
        self._jobs = jobs
        self._window = window
        self._job: Job | None = None
        self.page: HistoryPage | None = None
        library.closing.connect(self._close)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the command does."""
        return {"history": self.show}

    def show(self) -> None:
        """Shows the page."""
        if self._library.corpus is None:
            return
        if self.page is None:
            page = self.page = HistoryPage(self._window)
            page.state_requested.connect(self._editing.turn_to)
            page.removal_requested.connect(self._take_back)
            page.finished.connect(self._forget)
            self.renew()
        self.page.bring_to_front()

    def renew(self) -> None:
        """The corpus has been changed."""
        corpus = self._library.corpus
        if self.page is None or corpus is None:
            return
        if self._job is not None:
            self._jobs.drop(self._job)
        job = self._job = Job(partial(_read, corpus.path))
        job.succeeded.connect(self._take)
        self._jobs.start(job, lane=_LANE)

    def _take(self, log: Log) -> None:
        self._job = None
        if self.page is not None:
            self.page.model.set_log(log)

    def _take_back(self) -> None:
        corpus = self._library.corpus
        if corpus is not None:
            self._library.undo_import(corpus.path)

    def _close(self) -> None:
        if self.page is not None:
            self.page.close()

    def _forget(self) -> None:
        self.page = None


def _read(path: Path, _control: Control) -> Log:
    with Corpus.open(path, read_only=True) as corpus:
        # Not their labels, which may be what a change has made of them.
        names = {version.id: language(version.language).name for version in corpus.versions()}
        twins = {name for name, times in Counter(names.values()).items() if times > 1}
        labels: dict[str, str] = {id_: f"{name} ({id_})" if name in twins else name for id_, name in names.items()}
        files = dict.fromkeys(text.source.name for text in corpus.texts() if text.source.name)
        return Log(corpus.changes(), labels, tuple(files))
