"""The documents of the open corpus that wait for their alignment: one after the other, the one being read first.

A long one, or some short ones, are aligned in a process of their own, while the texts can be read, searched and edited;
then their rows are put in, in the lane of all changes. What waits is written in the corpus, so that another start of
the program goes on with it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from viewer import worker
from viewer.corpus import Corpus
from viewer.errors import Cancelled, HexaplaError
from viewer.model import Change
from viewer.repair.first_alignment import Alignment, arrive, first_alignments
from viewer.ui.i18n import Safe, counter, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import LANE
from viewer.ui.messages import Answer, Level, Message, failure
from viewer.waiting import Name, waiting

tr = translator("Alignment")
count = counter("Alignment")

_LANE: Final = "align"
_TOGETHER: Final = 10_000
"""Milliseconds or so that short documents may take together: for each process to be worth its start."""
KEY: Final = "provisional"
"""Of the messages about rows that are provisional."""


class AlignmentQueue(QObject):
    """Aligns what waits, until nothing does or the reader stops it."""

    arrived = Signal(object, object)
    """The Corpus, whose rows are not what they were, and a Change."""
    told = Signal(object)
    """A Message."""
    changed = Signal()
    """It goes on, or was stopped."""
    settled = Signal()
    """Nothing waits any more: what was said of it is of no interest."""

    def __init__(
        self,
        *,
        jobs: Jobs,
        reading: Callable[[], int | None],
        leads: Callable[[], bool] = lambda: True,
        parent: QObject,
    ) -> None:
        """`reading` gives the number of the document that is being read; `leads` tells whether it is for this window
        to align the corpus, and not for another one that has it."""
        super().__init__(parent)
        self._jobs = jobs
        self._reading = reading
        self._leads = leads
        self._corpus: Corpus | None = None
        self._job: Job | None = None
        self._waited = False
        """Whether anything has waited since the corpus was opened."""
        self.waits = self.stopped = False
        """Whether rows are provisional; and whether they stay so, as the reader does not want them aligned now."""

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Goes on with what waits in this corpus."""
        self._drop()
        self._corpus = corpus
        self._waited = self.waits = self.stopped = False
        self.go_on()

    def go_on(self) -> None:
        """Aligns the next document, if one waits and none is being aligned."""
        if self._corpus is None or self._job is not None:
            return
        try:
            left = waiting(self._corpus)
        except HexaplaError as error:
            self.told.emit(failure(error))
            return
        self.waits, self.stopped = bool(left), False
        if not left or not os.access(self._corpus.path, os.W_OK):  # the rows of what cannot be written stay as they are
            self.changed.emit()
            if self._waited:
                self.settled.emit()
            return
        if not self._waited:
            self._waited = True
            self.told.emit(provisional(len(left)))
        if not self._leads():
            self.changed.emit()
            return
        documents = self._next(self._corpus, list(left))
        title = self._corpus.documents()[documents[0]].title
        shown = (
            tr("Aligning {n} documents", n=len(documents))
            if len(documents) > 1
            else tr("Aligning {title}", title=title)
        )
        work = partial(_align, self._corpus.path, [left[number] for number in documents])
        self._start(work, shown, self._aligned, _LANE)

    def _next(self, corpus: Corpus, left: Sequence[int]) -> list[int]:
        """The document that is being read, if it waits, and those after it: as many as take no long time together."""
        sizes = Counter[int]()
        texts = Counter[int]()
        for text in corpus.texts():
            sizes[text.document] += text.segments
            texts[text.document] += 1
        reading = self._reading()
        first = left.index(reading) if reading in left else 0
        taken: list[int] = []
        cost = 0
        for number in (*left[first:], *left[:first]):
            cost += sizes[number] * max(1, texts[number] - 1)
            if taken and cost > _TOGETHER:
                break
            taken.append(number)
        return taken

    def _start(self, work: Callable[[Control], object], title: str, then: Callable[..., object], lane: str) -> None:
        job = self._job = Job(work, title=title)
        job.succeeded.connect(then)
        job.failed.connect(self._failed)
        self._jobs.start(job, lane=lane)
        self.changed.emit()

    def _aligned(self, found: Sequence[Alignment]) -> None:
        self._job = None
        if self._corpus is not None:
            self._start(partial(_arrive, self._corpus.path, found), Safe(""), self._put, LANE)

    def _put(self, change: Change | None) -> None:
        self._job = None
        if change is not None and self._corpus is not None:
            self.arrived.emit(self._corpus, change)
        self.go_on()

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self.stopped = True
        if isinstance(error, HexaplaError) and not isinstance(error, Cancelled):
            self.told.emit(failure(error, Answer(tr("Try again"), self.go_on), key=KEY))
        else:
            text = tr("The alignment was stopped. Rows are provisional: paragraphs stand where they fall by length.")
            self.told.emit(Message(Level.INFO, text, (Answer(tr("Go on"), self.go_on),), KEY))
        self.changed.emit()

    def _drop(self) -> None:
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None


def provisional(documents: int) -> Message:
    """Says that rows are not aligned yet."""
    text = count(
        "Rows are provisional until the alignment arrives. You can read, search and edit meanwhile.",
        "Rows of {n} documents are provisional until the alignment arrives. You can read, search and edit meanwhile.",
        documents,
    )
    return Message(Level.INFO, text, (), KEY)


def _align(path: Path, names: Sequence[Name], control: Control) -> list[Alignment]:
    return worker.run(first_alignments, path, names, progress=control.progress, cancelled=control.cancelled)


def _arrive(path: Path, alignments: Sequence[Alignment], control: Control) -> Change | None:
    return worker.run(arrive, path, alignments, progress=control.progress, cancelled=control.cancelled)
