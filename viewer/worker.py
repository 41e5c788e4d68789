"""Heavy work in a process of its own, so that it can be ended at any moment and never slows the window down.

The process is spawned, never forked (a fork of a program with threads and Qt inherits their locks). It imports this
module and the function it is to run, nothing else: not Qt, and not the main module of the parent.

    parent                       child
    run(function) ── spawn ────> function(..., progress=, cancelled=)
        progress(...) <── pipe ── at most 20 times a second
        cancelled() ── event ───> cancelled() is true; the function raises or returns
        terminate after a grace ─> SIGTERM becomes Cancelled, so that `with` blocks clean up; then kill
        result or exception <─── pipe

If the parent dies, the child stops by itself.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from types import FrameType
from typing import Any, TypeVar

from viewer.errors import Cancelled

_Result = TypeVar("_Result")

INTERVAL = 0.05
"""Seconds between two reports of progress, and between two looks at whether to cancel."""

GRACE = 0.5
"""Seconds from the wish to cancel to terminating."""
LAST_GRACE = 0.3
"""Seconds from terminating to killing."""

_PROGRESS, _RESULT, _ERROR = "progress", "result", "error"
_STARTING = threading.Lock()


class WorkerDied(Exception):
    """The process ended without an answer: killed from outside, out of memory, or a crash in a library."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"the background process ended without an answer (exit code {self.exit_code})"


class WorkerFailed(Exception):
    """The function raised something that cannot cross to this process; `report` is its traceback."""

    def __init__(self, report: str) -> None:
        super().__init__(report)
        self.report = report


def run(
    function: Callable[..., _Result],
    *args: Any,
    progress: Callable[[Any], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    **kwargs: Any,
) -> _Result:
    """Runs a module-level function in a new process and waits for what it returns. Call it in a thread.

    The function takes `progress` and `cancelled` by keyword; arguments and result are pickled. `progress` is called
    in this thread. Raises what the function raises, Cancelled, WorkerDied or WorkerFailed.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    stop = context.Event()
    process = context.Process(target=_work, args=(sender, stop, function, args, kwargs), daemon=True)
    start(process)
    sender.close()
    try:
        result: _Result = _await(process, receiver, stop, progress, cancelled)
        process.join(GRACE)
        return result
    finally:
        end(process)
        receiver.close()


def _await(
    process: BaseProcess,
    receiver: Connection,
    stop: Event,
    progress: Callable[[Any], None],
    cancelled: Callable[[], bool],
) -> Any:
    deadline: float | None = None
    while True:
        wait([receiver, process.sentinel], timeout=INTERVAL)
        while receiver.poll():
            try:
                kind, value = receiver.recv()
            except (EOFError, OSError):
                process.join(GRACE)
                raise (Cancelled() if deadline else WorkerDied(process.exitcode)) from None
            if kind == _RESULT:
                return value
            if kind == _ERROR:
                raise value
            if deadline is None:
                progress(value)
        if not process.is_alive() and not receiver.poll():
            raise Cancelled() if deadline else WorkerDied(process.exitcode)
        if deadline is None and cancelled():
            stop.set()
            deadline = time.monotonic() + GRACE
        elif deadline is not None and time.monotonic() > deadline:
            raise Cancelled


def start(process: BaseProcess) -> None:
    """Starts a process that imports nothing but what it is to run."""
    with _STARTING, _without_main_module():
        process.start()


def end(process: BaseProcess) -> None:
    """Sees that the process is gone, politely at first."""
    for finish in (process.terminate, process.kill):
        if process.is_alive():
            finish()
            process.join(LAST_GRACE)
    if not process.is_alive():
        process.close()


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Hides the main module while a process is started: the child would import it, and with it the whole window.

    `multiprocessing.spawn` tells the child to import the parent's `__main__` by its `__spec__` or `__file__`; only
    functions defined there would need it. https://docs.python.org/3/library/multiprocessing.html#the-spawn-and-forkserver-start-methods
    """
    main = sys.modules["__main__"]
    kept = {name: getattr(main, name) for name in ("__spec__", "__file__") if hasattr(main, name)}
    main.__spec__ = None
    if "__file__" in kept:
        del main.__file__
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(main, name, value)


def _work(
    sender: Connection,
    stop: Event,
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> None:
    """What the child does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches both processes; the parent decides
    try:
        signal.signal(signal.SIGTERM, _raise_cancelled)
        try:
            threading.Thread(target=_stop_with_the_parent, args=(stop,), daemon=True).start()
            result = function(*args, progress=_Reporter(sender), cancelled=stop.is_set, **kwargs)
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)  # what follows is short and has to reach the parent
        answer = pickle.dumps((_RESULT, result))
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent has to hear of it
        answer = pickle.dumps((_ERROR, sendable(error)))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(OSError):  # the parent may be gone
        sender.send_bytes(answer)
    sender.close()


class _Reporter:
    """Sends progress, and drops what comes too fast."""

    def __init__(self, sender: Connection) -> None:
        self._sender = sender
        self._last = 0.0

    def __call__(self, value: object) -> None:
        now = time.monotonic()
        if now - self._last < INTERVAL:
            return
        self._last = now
        try:
            self._sender.send((_PROGRESS, value))
        except OSError as error:  # nobody listens any more
            raise Cancelled from error


def sendable(error: BaseException) -> BaseException:
    """The exception with its traceback as a note; WorkerFailed where it cannot be pickled and restored."""
    report = "".join(traceback.format_exception(error))
    error.add_note(f"in the background process:\n{report}")
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - classes may raise anything when they are restored
        return WorkerFailed(report)
    return error


def _raise_cancelled(_number: int, _frame: FrameType | None) -> None:
    raise Cancelled


def _stop_with_the_parent(stop: Event) -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    parent.join()
    stop.set()
    last = threading.Timer(2 * GRACE, os._exit, args=(1,))
    last.daemon = True
    last.start()
