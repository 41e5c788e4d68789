"""Pasted texts are read in the background, so that a large page does not hold the window up."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.errors import HexaplaError
from viewer.importing.pasting import Clip, Look, look
from viewer.standing_worker import StandingWorker
from viewer.ui.jobs import Control, Job, Jobs

LANE: Final = "paste"
_LARGE: Final = 200_000
"""Bytes and letters from which a text is read in a process of its own; below it takes less time than to start one."""
_IDLE: Final = 60_000
"""Milliseconds after which nobody needs that process any more."""


class Looking(QObject):
    """Of several looks at the same thing the newest counts."""

    found = Signal(int, object)
    """The number under which it was asked for, and the Look, or the HexaplaError that says why there is none."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._worker = StandingWorker()
        """Used in the lane only."""
        self._running: dict[int, Job] = {}
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_IDLE)
        self._resting.timeout.connect(self.rest)

    def look(self, number: int, name: str, clip: Clip) -> None:
        """Reads what was pasted, as a text of that name; `found` follows."""
        self.drop(number)
        is_large = len(clip.html) + len(clip.text) > _LARGE

        def work(control: Control) -> Look:
            return self._worker.run(look, name, clip, cancelled=control.cancelled) if is_large else look(name, clip)

        job = self._running[number] = Job(work)
        job.succeeded.connect(lambda found: self._tell(number, found))
        job.failed.connect(lambda error: self._tell(number, error))
        self._jobs.start(job, lane=LANE)

    def drop(self, number: int) -> None:
        """What comes of it is of no interest any more."""
        job = self._running.pop(number, None)
        if job is not None:
            self._jobs.drop(job)

    def rest(self) -> None:
        """Lets go of the process, if there is one."""
        if self._worker.is_started:
            self._jobs.start(Job(lambda _control: self._worker.end(), needed=True), lane=LANE)

    def _tell(self, number: int, found: Look | BaseException) -> None:
        self._running.pop(number, None)
        self._resting.start()
        if not isinstance(found, BaseException) or isinstance(found, HexaplaError):
            self.found.emit(number, found)
