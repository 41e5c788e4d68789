"""Operations of repair as background work, one after the other in the lane of the library.

An operation names paragraphs, not rows, and looks for them when its turn comes: whoever types ahead of the work means
the same paragraphs as whoever waits for it. What follows an operation, the alignment of the rows around, gives way to
the next one and is caught up with after the last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.corpus import Corpus
from viewer.corpus.identity import FileIdentity
from viewer.errors import Cancelled, HexaplaError
from viewer.model import Change, SegmentId
from viewer.repair import Repaired
from viewer.ui.i18n import Safe
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import LANE, Library
from viewer.ui.repairing.following import Following

Act = Callable[[Path, Control], Repaired | None]
"""Changes the corpus at a path; None if there was nothing to do."""


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
    followed: bool = False
    """Whether the rows around are aligned anew then, as part of it."""


def on_corpus(act: Callable[[Corpus], Repaired | None]) -> Act:
    """What is done to an open corpus as what is done to its file."""

    def do(path: Path, _control: Control) -> Repaired | None:
        with Corpus.open(path) as corpus:
            return act(corpus)

    return do


class Work(QObject):
    """Does operations in the order in which they were asked for."""

    asked = Signal()
    """Something is to be done."""
    delayed = Signal(str)
    """It has to wait for work with this title."""
    done = Signal(object, object)
    """An Operation and what it did, a Repaired."""
    nothing = Signal(object)
    """An Operation that found nothing to do."""
    followed = Signal(object)
    """A Change: rows around the last one were aligned anew, as part of it."""
    failed = Signal(object, object)
    """A HexaplaError, nothing was changed; and what does it once more."""
    ended = Signal(object)
    """An Operation, last of all, whatever came of it."""

    def __init__(self, *, library: Library, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._asked = self._ended = 0
        """Operations that were asked for so far, and those that have ended."""
        self._following = Following()
        """Used in the worker's thread only."""

    def start(self, operation: Operation) -> None:
        """Does it after all that was asked for before."""
        identity = self._library.identity
        if self._library.corpus is None or identity is None:
            return
        self._asked += 1
        path = identity.path
        work = partial(self._work, identity, operation)
        job = Job(work, title=operation.title, needed=not operation.title)  # what was typed, whatever comes after it
        job.reported.connect(lambda found: self._tell(path, operation, found))
        job.failed.connect(lambda error: self._tell_failure(operation, error))
        job.ended.connect(lambda: self._end(operation))
        before = next((one.title for one in self._jobs.running() if one.title), "")
        waits = self._jobs.waiting(LANE) > 0
        self._jobs.start(job, lane=LANE)
        self.asked.emit()
        if waits and before:
            self.delayed.emit(before)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for has not ended yet."""
        return self._asked > self._ended

    # In the worker's thread

    def _work(self, identity: FileIdentity, operation: Operation, control: Control) -> None:
        identity.require()
        path = identity.path
        found = operation.act(path, control)
        control.hand_over(found)
        if found is not None:
            there = found.focus if found.focus is not None else operation.segment
            self._following.note(path, found.change, there if operation.followed else None)

        def in_the_way() -> bool:  # of whatever is to be done next, be it undo
            return self._jobs.waiting(LANE) > 1 or control.cancelled()

        self._following.catch_up(path, control.hand_over, in_the_way)

    # In the window's

    def _tell(self, path: Path, operation: Operation, found: Repaired | Change | None) -> None:
        if self._library.corpus is None or self._library.corpus.path != path:
            return
        if found is None:
            self.nothing.emit(operation)
        elif isinstance(found, Change):
            self.followed.emit(found)
        else:
            self.done.emit(operation, found)

    def _end(self, operation: Operation) -> None:
        self._ended += 1
        self.ended.emit(operation)

    def _tell_failure(self, operation: Operation, error: BaseException) -> None:
        if isinstance(error, HexaplaError) and not isinstance(error, Cancelled):
            self.failed.emit(error, partial(self.start, operation))
