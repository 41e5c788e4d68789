"""Background work in the status bar: of the jobs that have a name the one that was started last, and its end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from viewer.progress import Progress
from viewer.ui.commands import Fact
from viewer.ui.jobs import Job, Jobs
from viewer.ui.widgets.status import StatusBar


class BackgroundWork(QObject):
    """Stands between the jobs of a window and its status bar."""

    changed = Signal()
    """Another job, or none, is shown."""

    def __init__(self, *, jobs: Jobs, status: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._status = status
        jobs.started.connect(self._follow)
        jobs.changed.connect(self._show)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the command does."""
        return {"stop_job": self._stop}

    def facts(self) -> set[Fact]:
        """Whether there is something to stop."""
        return {Fact.JOB} if self._shown() is not None else set()

    def _follow(self, job: Job) -> None:
        if job.title:
            job.progressed.connect(self._show)

    def _show(self) -> None:
        job = self._shown()
        if job is None:
            self._status.set_job(None)
        else:
            self._status.set_job(job.title, job.step if isinstance(job.step, Progress) else None)
        self.changed.emit()

    def _shown(self) -> Job | None:
        return next((job for job in reversed(self._jobs.running()) if job.title), None)

    def _stop(self) -> None:
        job = self._shown()
        if job is not None:
            job.cancel()
