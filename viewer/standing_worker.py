"""A process that stays: for many short pieces of work, of which each would take longer to start than to do.

It is started when it is first needed, by the rules of `worker`, and ended when nobody needs it. If it dies, the next
piece of work starts another one; if the parent dies, it ends by itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from viewer import worker
from viewer.errors import Cancelled

_Result = TypeVar("_Result")


class StandingWorker:
    """Used by one thread at a time."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def run(
        self, function: Callable[..., _Result], *args: Any, cancelled: Callable[[], bool] = lambda: False
    ) -> _Result:
        """Runs a module-level function in the process and waits for what it returns; arguments and result are pickled.

        Raises what the function raises, Cancelled (the process is ended then), WorkerDied or WorkerFailed.
        """
        connection, process = self._started()
        try:
            connection.send((function, args))
            while not connection.poll():
                if cancelled():
                    raise Cancelled
                wait([connection, process.sentinel], timeout=worker.INTERVAL)
                if not process.is_alive() and not connection.poll():
                    raise worker.WorkerDied(process.exitcode)
            failed, value = connection.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            process.join(worker.GRACE)
            died = worker.WorkerDied(process.exitcode)
            self.end()
            raise died from error
        except BaseException:
            self.end()
            raise
        if failed:
            raise value
        result: _Result = value
        return result

    @property
    def is_started(self) -> bool:
        """Whether there is a process; may be asked from any thread."""
        return self._process is not None

    def end(self) -> None:
        """Ends the process, if there is one."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            worker.end(self._process)
        self._connection = self._process = None

    def _started(self) -> tuple[Connection, BaseProcess]:
        if self._connection is None or self._process is None or not self._process.is_alive():
            self.end()
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            worker.start(self._process)
            theirs.close()
        return self._connection, self._process


def _serve(connection: Connection) -> None:
    """What the child does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches both processes; the parent decides
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    with suppress(EOFError, OSError):  # the parent has closed its end
        while True:
            function, args = connection.recv()
            try:
                answer = (False, function(*args))
            except Exception as error:  # noqa: BLE001 - whatever it is, the parent has to hear of it
                answer = (True, worker.sendable(error))
            connection.send(answer)


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
