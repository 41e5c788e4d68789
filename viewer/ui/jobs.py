"""Background work: a pure function in a thread, a Job on the window's side, and one queued signal between them.

A worker thread holds no QObject but the postbox, which lives as long as the program: no QObject is ever freed by a
worker. Every message carries the number of its job; what arrives for a job that was dropped is stale, and is not
delivered. Jobs of one lane run one after the other in one thread, so that a lane may keep a database connection.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from itertools import count
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal

from viewer.errors import Cancelled, HexaplaError

_INTERVAL: Final = 0.05
"""Seconds between two reports of progress."""


class Control:
    """What the work sees of its job: whether to stop, and where to report. Used in the worker's thread."""

    def __init__(self, post: Callable[[str, object], None]) -> None:
        self._post = post
        self._stop = threading.Event()
        self._last = 0.0
        self._turn = threading.Condition()
        self._handed, self._taken = 0, 0

    def cancelled(self) -> bool:
        """Whether the work should stop; it then raises Cancelled or returns."""
        return self._stop.is_set()

    def progress(self, value: object) -> None:
        """How far the work is; reports that come too fast are left out."""
        now = time.monotonic()
        if now - self._last >= _INTERVAL:
            self._last = now
            self._post("progress", value)

    def report(self, part: object) -> None:
        """A part of the result. None is left out."""
        self._post("part", part)

    def hand_over(self, part: object) -> None:
        """A part of the result, as `report`; comes back when the window has dealt with it, or the work should stop.

        For what is written into a file that the window reads: it shows one state before the next is made.
        """
        with self._turn:
            self._handed += 1
            self._post("turn", part)
            self._turn.wait_for(lambda: self._taken >= self._handed or self._stop.is_set())

    def take(self) -> None:
        """The window has dealt with what was handed over last."""
        with self._turn:
            self._taken += 1
            self._turn.notify_all()

    def rest(self, seconds: float) -> None:
        """Leaves the interpreter to the window for so long, or until the work should stop."""
        self._stop.wait(seconds)

    def stop(self) -> None:
        """Asks the work to stop; from any thread."""
        self._stop.set()
        with self._turn:
            self._turn.notify_all()


class Job(QObject):
    """One piece of background work, as the window sees it. Connect first, then `Jobs.start`."""

    progressed = Signal(object)
    reported = Signal(object)
    """Parts of the result, in order."""
    succeeded = Signal(object)
    failed = Signal(object)
    """The exception; Cancelled if it was stopped. What is not a HexaplaError goes to the crash report as well."""
    ended = Signal()
    """Last of all, however it ended; not after `drop`."""

    def __init__(self, work: Callable[[Control], Any], *, title: str = "", needed: bool = False) -> None:
        super().__init__()
        self.work = work
        self.title = title
        """What a person reads in the status bar; jobs without a title are not shown."""
        self.needed = needed
        """Done even if the program ends before its turn: giving free what was taken, for one."""
        self.step: object = None
        """The last report of progress."""
        self.control: Control | None = None

    def cancel(self) -> None:
        """Asks the work to stop; `failed(Cancelled)` follows when it has."""
        if self.control is not None:
            self.control.stop()


class Jobs(QObject):
    """All background work of the program: starts it, delivers what it says, and stops it at the end."""

    started = Signal(object)
    """A Job."""
    changed = Signal()
    """A job was started or has ended."""
    _arrived = Signal(int, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self._running: dict[int, Job] = {}
        self._futures: dict[Future[Any], Control] = {}
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._lane_of: dict[int, str] = {}
        self._waiting: Counter[str] = Counter()
        self._over = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self, job: Job, *, lane: str) -> None:
        """Runs the work in the thread of `lane`, after what that lane has still to do; not after `stop`, when whoever
        would take the result may be gone."""
        if self._over:
            return
        number = next(self._numbers)
        job.control = Control(partial(self._post, number))
        self._running[number] = job
        self._lane_of[number] = lane
        self._waiting[lane] += 1
        executor = self._lanes.get(lane)
        if executor is None:
            executor = self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane)
        future = executor.submit(_run, job.work, job.control, job.needed)
        self._futures[future] = job.control
        future.add_done_callback(partial(self._post, number, "end"))
        self.started.emit(job)
        self.changed.emit()

    def drop(self, job: Job) -> None:
        """Stops the work and forgets the job: nothing more is delivered, whatever is on its way."""
        job.cancel()
        self._running = {number: other for number, other in self._running.items() if other is not job}
        self.changed.emit()

    def running(self) -> list[Job]:
        """Jobs whose end has not been delivered, oldest first."""
        return list(self._running.values())

    def waiting(self, lane: str) -> int:
        """Jobs of a lane that have not ended, as far as the window knows; from any thread."""
        return self._waiting[lane]

    def stop(self, seconds: float) -> bool:
        """Stops everything and waits at most so long; whether everything has ended. Nothing starts afterwards."""
        self._over = True
        for control in self._futures.values():
            control.stop()
        for executor in self._lanes.values():
            executor.shutdown(wait=False)
        self._running.clear()
        if wait(self._futures, timeout=seconds).not_done:
            return False
        # A future is done a moment before its thread has posted so: this object must outlive that moment.
        for executor in self._lanes.values():
            executor.shutdown(wait=True)
        return True

    def _post(self, number: int, what: str, value: object) -> None:
        """Called in the worker's thread, and the only thing of Qt that is."""
        self._arrived.emit(number, what, value)

    def _deliver(self, number: int, what: str, value: object) -> None:
        job = self._running.get(number)
        if what == "end":
            self._futures = {future: control for future, control in self._futures.items() if not future.done()}
            self._waiting[self._lane_of.pop(number)] -= 1
        if job is None:
            return
        if what == "progress":
            job.step = value
            job.progressed.emit(value)
        elif what == "part":
            job.reported.emit(value)
        elif what == "turn":
            try:
                job.reported.emit(value)
            finally:
                if job.control is not None:
                    job.control.take()
        elif isinstance(value, Future):
            del self._running[number]
            self._finish(job, value)

    def _finish(self, job: Job, future: Future[Any]) -> None:
        self.changed.emit()
        error = future.exception()
        if error is None:
            job.succeeded.emit(future.result())
        else:
            job.failed.emit(error)
            if not isinstance(error, HexaplaError):
                sys.excepthook(type(error), error, error.__traceback__)
        job.ended.emit()


def _run(work: Callable[[Control], Any], control: Control, needed: bool) -> Any:
    """What was stopped before its turn does not even begin."""
    if control.cancelled() and not needed:
        raise Cancelled
    return work(control)
