"""Keeping: settings and the reading places are written down when the reader rests, beside the windows.

Who never rests is not waited for long: what a crash may take are seconds of reading, not an hour of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.settings import Settings

_REST: Final = 1000
"""Milliseconds without a change after which the settings are written."""
_LONGEST: Final = 5.0
"""Seconds of change upon change after which they are written without waiting for a rest."""


class Keeping(QObject):
    """Follows the settings; who has more to note does it when told that it is time."""

    failed = Signal(object)
    """An OSError: nothing can be written. Told once, not every time the reader rests."""
    kept = Signal()
    """Whatever was noted when the writing began would be there after a crash."""

    def __init__(self, *, settings: Settings, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._jobs = jobs
        self._notes: list[Callable[[], object]] = []
        self._failed = False
        self._closed = False
        self._since = 0.0
        """When the first change came that is not written yet."""
        self.timer = QTimer(self)
        """Runs while the reader does not rest yet."""
        self.timer.setSingleShot(True)
        self.timer.setInterval(_REST)
        self.timer.timeout.connect(self.write)
        settings.changed.connect(self.soon)

    def follow(self, note: Callable[[], object]) -> None:
        """`note` puts into the settings what is only noted now and then, such as the place that is being read."""
        self._notes.append(note)

    def leave(self, note: Callable[[], object]) -> None:
        """Notes a last time what is followed no longer."""
        if note in self._notes:
            note()
            self._notes.remove(note)

    def soon(self) -> None:
        """Something is to be written once the reader rests."""
        if self._closed:
            return
        if not self.timer.isActive():
            self._since = time.monotonic()
        elif time.monotonic() - self._since > _LONGEST:
            return
        self.timer.start()

    def close(self) -> None:
        """Notes the rest, and leaves the writing to whoever ends the program."""
        self._note()
        self._closed = True
        self.timer.stop()

    def _note(self) -> None:
        for note in tuple(self._notes):
            note()

    def write(self) -> None:
        """Writes everything down now, in the background."""
        if self._closed:
            return
        self._note()
        self.timer.stop()
        writing = self._settings.writing()

        def work(_control: Control) -> OSError | None:
            try:
                writing()
            except OSError as error:
                return error
            return None

        job = Job(work)
        job.succeeded.connect(self._written)
        self._jobs.start(job, lane="settings")

    def _written(self, error: OSError | None) -> None:
        if error is not None and not self._failed:
            self.failed.emit(error)
        self._failed = error is not None
        if error is None:
            self.kept.emit()
