"""Operations of repair as background work, one after the other in the lane of the library.

An operation names paragraphs, not rows, and looks for them when its turn comes: whoever types ahead of the work means
the same paragraphs as whoever waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.corpus import Corpus
from viewer.errors import Cancelled, HexaplaError
from viewer.model import Change, SegmentId
from viewer.repair import Repaired
from viewer.ui.i18n import Safe
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import LANE, Library

Act = Callable[[Corpus], Repaired | None]
Follow = Callable[[Corpus, Change, Callable[[], bool]], Change | None]
"""Aligns the rows around a change anew, as part of it; it is told when to stop. May raise Cancelled."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to be done to the open corpus."""

    act: Act
    segment: SegmentId
    """The paragraph at which it was asked for."""
    done: Safe
    """What is said when it is done."""
    nothing: Safe
    """What is said if there was nothing to do, and what to do instead."""
    title: str = ""
    """What the status bar says meanwhile; empty for what is done at once."""


class Work(QObject):
    """Does operations in the order in which they were asked for."""

    done = Signal(object, object)
    """An Operation and what it did, a Repaired."""
    nothing = Signal(object)
    """An Operation that found nothing to do."""
    followed = Signal(object)
    """A Change: rows around the last one were aligned anew, as part of it."""
    failed = Signal(object)
    """A HexaplaError; nothing was changed."""
    ended = Signal(object)
    """An Operation, last of all, whatever came of it."""

    def __init__(self, *, library: Library, jobs: Jobs, follow: Follow, parent: QObject) -> None:
        super().__init__(parent)
        self._follow = follow
        self._library = library
        self._jobs = jobs
        self._asked = 0
        """Operations that were asked for so far; what follows one is not worth while once there is another."""

    def start(self, operation: Operation, *, follow: bool) -> None:
        """Does it after all that was asked for before; with `follow` the rows around are aligned anew then, unless
        something else is waiting."""
        corpus = self._library.corpus
        if corpus is None:
            return
        path = corpus.path
        self._asked += 1
        job = Job(partial(self._work, self._asked, path, operation, follow), title=operation.title)
        job.reported.connect(lambda found: self._tell(path, operation, found))
        job.succeeded.connect(lambda change: self._tell_followed(path, change))
        job.failed.connect(self._tell_failure)
        job.ended.connect(partial(self.ended.emit, operation))
        self._jobs.start(job, lane=LANE)

    def _work(self, number: int, path: Path, operation: Operation, follow: bool, control: Control) -> Change | None:
        """In the worker's thread."""
        with Corpus.open(path) as corpus:
            found = operation.act(corpus)
            control.hand_over(found)
            if found is None or not follow:
                return None
            try:
                return self._follow(corpus, found.change, lambda: self._asked > number or control.cancelled())
            except Cancelled:
                return None

    def _tell(self, path: Path, operation: Operation, found: Repaired | None) -> None:
        if self._library.corpus is None or self._library.corpus.path != path:
            return
        if found is None:
            self.nothing.emit(operation)
        else:
            self.done.emit(operation, found)

    def _tell_followed(self, path: Path, change: Change | None) -> None:
        if change is not None and self._library.corpus is not None and self._library.corpus.path == path:
            self.followed.emit(change)

    def _tell_failure(self, error: BaseException) -> None:
        if isinstance(error, HexaplaError):
            self.failed.emit(error)
