"""The last net: an exception that nobody caught becomes one report, a line in the log, and a program that goes on.

Qt calls Python again and again, so that a fault in a paint event would report itself sixty times a second: faults
are told apart by their type and place, reported once, and only counted from then on.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal

from viewer.errors import HexaplaError
from viewer.ui.trouble.fault_report import fault_report

log = logging.getLogger("hexapla")

_QUIET: Final = 1.0
"""Seconds in which a known error that comes again is not told again."""


class CrashHook(QObject):
    """Stands in for Python's hooks while it is installed."""

    reported = Signal(str)
    """A fault of the program, seen for the first time: its report, which is written into the folder as well."""
    met = Signal(object)
    """A HexaplaError that nobody caught: known, and to be worded like any other."""
    interrupted = Signal()
    """Ctrl+C in the terminal."""
    _seen = Signal(object, str)

    def __init__(
        self, folder: Path, parent: QObject | None = None, *, logged: Callable[[], Sequence[str]] = tuple
    ) -> None:
        """Reports go into `folder`; `logged` gives the last lines of the log, fit for them."""
        super().__init__(parent)
        self._folder = folder
        self._logged = logged
        self._counts: Counter[str] = Counter()
        self._told: dict[str, float] = {}
        self._lock = threading.Lock()
        self._previous: tuple[Any, Any, Any] | None = None
        # Queued: a fault may come from a thread, or from the middle of painting.
        self._seen.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Takes over the hooks of the interpreter and of its threads."""
        self._previous = (sys.excepthook, sys.unraisablehook, threading.excepthook)
        sys.excepthook = self.caught
        sys.unraisablehook = self._unraisable
        threading.excepthook = self._in_thread

    def uninstall(self) -> None:
        """Gives the hooks back."""
        if self._previous is not None:
            sys.excepthook, sys.unraisablehook, threading.excepthook = self._previous
            self._previous = None

    def count(self) -> int:
        """How many faults were met, repetitions included."""
        return sum(self._counts.values())

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The hook itself; from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            self.interrupted.emit()
            return
        fingerprint = _fingerprint(kind, trace)
        with self._lock:
            self._counts[fingerprint] += 1
            times = self._counts[fingerprint]
            now = time.monotonic()
            soon = now - self._told.get(fingerprint, -_QUIET) < _QUIET
            self._told[fingerprint] = now
        if isinstance(error, HexaplaError):
            if not soon:
                log.warning("not handled: %s", error)
                self._seen.emit(error, "")
        elif times == 1:
            log.error("fault %s", fingerprint, exc_info=(kind, error, trace))
            report = fault_report(kind, error, trace, self._logged())
            self._write(fingerprint, report)
            self._seen.emit(None, report)
        elif times in (10, 100, 1000, 10000):
            log.error("fault %s for the %d. time", fingerprint, times)

    def _write(self, fingerprint: str, report: str) -> None:
        path = self._folder / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}-{fingerprint}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(report, encoding="utf-8", errors="backslashreplace")
        except OSError:
            log.exception("the crash report could not be written")

    def _tell(self, error: HexaplaError | None, report: str) -> None:
        if error is not None:
            self.met.emit(error)
        else:
            self.reported.emit(report)

    def _unraisable(self, unraisable: Any) -> None:
        self.caught(unraisable.exc_type, unraisable.exc_value or unraisable.exc_type(), unraisable.exc_traceback)

    def _in_thread(self, details: threading.ExceptHookArgs) -> None:
        if not issubclass(details.exc_type, SystemExit):
            self.caught(details.exc_type, details.exc_value or details.exc_type(), details.exc_traceback)


def _fingerprint(kind: type[BaseException], trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return hashlib.sha256(f"{kind.__qualname__} {place}".encode()).hexdigest()[:8]
