"""Learned words in the window: the store is read and changed beside it, and the page shows what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.ui.jobs import Job, Jobs
from viewer.ui.learned.page import LearnedPage
from viewer.ui.messages import failure

if TYPE_CHECKING:
    from viewer.lexicons import Entry, Lexicons

_LANE: Final = "lexicons"


@dataclass(frozen=True, slots=True)
class _Store:
    """The store as it is now."""

    entries: Sequence[Entry]
    folder: Path
    is_on: bool
    failed: OSError | None
    """Why nothing was changed, if so."""


class LearnedWords(QObject):
    """Shows the page, once at a time, and does what is asked for there."""

    told = Signal(object)
    """A Message."""

    def __init__(self, *, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._page: LearnedPage | None = None

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the command does."""
        return {"learned": self.show}

    def show(self) -> None:
        """Shows the page, or brings it to the front."""
        if self._page is None:
            self._page = LearnedPage(self._window)
            self._page.finished.connect(self._forget)
            self._page.switched.connect(lambda on: self._do(lambda lexicons: lexicons.turn(on)))
            self._page.emptied.connect(lambda: self._do(lambda lexicons: lexicons.empty()))
        self._page.bring_to_front()
        self._do(lambda _: None)

    def _do(self, act: Callable[[Lexicons], None]) -> None:
        job = Job(lambda _control: _done(act))
        job.succeeded.connect(self._take)
        self._jobs.start(job, lane=_LANE)

    def _take(self, store: _Store) -> None:
        if self._page is not None:
            self._page.show_entries(store.entries, store.folder, is_on=store.is_on)
        if store.failed is not None:
            self.told.emit(failure(store.failed, key="learned"))

    def _forget(self) -> None:
        self._page = None


def _done(act: Callable[[Lexicons], None]) -> _Store:
    """Does it, in a thread of its own."""
    from viewer.lexicons import Lexicons  # a window in which nobody asks does not load the aligner

    lexicons = Lexicons()
    failed = None
    try:
        act(lexicons)
    except OSError as error:
        failed = error
    return _Store(lexicons.entries(), lexicons.folder, lexicons.is_on, failed)
