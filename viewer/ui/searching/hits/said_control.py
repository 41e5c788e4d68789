"""What the hits of a corpus can be filtered by: asked in the background, once the list can be seen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from viewer.corpus import Corpus
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.searching.hits.page import HitsPage

LANE: Final = "said"
"""Its own: all annotations are gone through, and the lines of the list do not wait for that."""


class SaidControl(QObject):
    """Offers the filter where there is something to filter by."""

    def __init__(self, page: HitsPage, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._jobs = jobs
        self._path: Path | None = None
        self._is_asked = False
        self._jobs_of_corpus: list[Job] = []
        page.said.values_wanted.connect(self._ask_values)

    def set_corpus(self, path: Path | None) -> None:
        """Another corpus, or the same one as it is now: what was asked of it is out of date."""
        for job in self._jobs_of_corpus:
            self._jobs.drop(job)
        self._jobs_of_corpus.clear()
        if path != self._path:
            self._page.set_kinds(())
        self._path = path
        self._is_asked = False

    def look(self) -> None:
        """Asks, if that has not been done."""
        if self._path is None or self._is_asked:
            return
        self._is_asked = True
        job = Job(partial(_kinds, self._path))
        job.succeeded.connect(self._page.set_kinds)
        self._start(job)

    def _ask_values(self, kind: str) -> None:
        if self._path is None or not kind:
            return
        job = Job(partial(_values, self._path, kind))
        job.succeeded.connect(partial(self._take_values, kind))
        self._start(job)

    def _take_values(self, kind: str, values: tuple[str, ...]) -> None:
        if self._page.said.kind.currentData() == kind:
            self._page.said.set_values(values)

    def _start(self, job: Job) -> None:
        self._jobs_of_corpus.append(job)
        self._jobs.start(job, lane=LANE)


def _kinds(path: Path, _control: Control) -> tuple[str, ...]:
    with Corpus.open(path, read_only=True) as corpus:
        return corpus.annotation_kinds()


def _values(path: Path, kind: str, _control: Control) -> tuple[str, ...]:
    with Corpus.open(path, read_only=True) as corpus:
        return tuple(value for value, _ in corpus.annotation_values(kind))
