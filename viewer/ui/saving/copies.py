"""Copies of the open corpus: asks where to, writes beside the window, and says what hinders."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.errors import CorpusMissing, DiskFull, Forbidden, HexaplaError, ReadOnly, Replaced
from viewer.shelf import SUFFIX
from viewer.ui import messages
from viewer.ui.dialogs import choosing
from viewer.ui.i18n import Safe, translator
from viewer.ui.jobs import Job, Jobs
from viewer.ui.library.library import Library
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.saving.held import Copy, Held

tr = translator("Saving")

OF_THE_PLACE: Final = (Replaced, CorpusMissing, ReadOnly, DiskFull, Forbidden)
"""What is the matter with a place, so that another one helps."""
KEY: Final = "saved"
_LANE: Final = "copy"


class Copies(QObject):
    """Holds a connection to the open corpus, which can be copied whatever becomes of its file."""

    told = Signal(object)
    """A Message."""

    def __init__(self, *, library: Library, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._library = library
        self._jobs = jobs
        self._window = window
        self._held: Held | None = None
        library.opened.connect(self._hold)
        library.closing.connect(self._let_go)

    def ask_where(self, title: Safe, proposed: Path, chosen: Callable[[Path, bool], object]) -> QFileDialog:
        """Asks for a file; `chosen` is told which, and whether what is in it now was given up."""
        return choosing.target(self._window, title, proposed, {SUFFIX: tr("Hexapla corpus")}, chosen)

    def make(self, wanted: Copy, shown: Safe, *, then: Callable[[Copy], object], again: Callable[[], object]) -> None:
        """Makes a copy; `shown` is what the status bar says meanwhile, and `again` asks for another place."""
        held, identity = self._held, self._library.identity
        if held is None or identity is None:
            return
        if identity.is_at(wanted.target):
            text = tr("This is the corpus itself, and all changes are in it. Choose another name for a copy.")
            self.told.emit(Message(Level.INFO, text, key=KEY))
            return
        job = Job(partial(held.copy, wanted), title=shown)
        job.succeeded.connect(then)
        job.failed.connect(partial(self._tell_failure, again))
        self._jobs.start(job, lane=_LANE)

    def _tell_failure(self, again: Callable[[], object], error: BaseException) -> None:
        if isinstance(error, HexaplaError):
            elsewhere = (Answer(tr("Another place…"), again),) if isinstance(error, OF_THE_PLACE) else ()
            self.told.emit(messages.failure(error, *elsewhere, key=KEY))

    def _hold(self) -> None:
        corpus = self._library.corpus
        if corpus is not None:
            self._held = Held(corpus.path)
            self._jobs.start(Job(self._held.open), lane=_LANE)

    def _let_go(self) -> None:
        if self._held is not None:
            self._jobs.start(Job(self._held.close, needed=True), lane=_LANE)
        self._held = None
