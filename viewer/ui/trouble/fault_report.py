"""The report of a fault: what happened, where in the program, with which versions, and what was logged before.

A person reads it and may send it to the makers, so that nothing of her texts, titles and folders may be in it. Of an
exception only such messages are told as the interpreter words itself; files are named from the program's folder on.
"""

from __future__ import annotations

import platform
import sqlite3
import threading
import traceback
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

import PySide6
from PySide6.QtGui import QGuiApplication

import viewer

_HOME: Final = Path(viewer.__file__).parent.parent
_OF_THE_INTERPRETER: Final = (
    TypeError,
    AttributeError,
    NameError,
    IndexError,
    ZeroDivisionError,
    RecursionError,
    ImportError,
    MemoryError,
)
"""These speak of types, names and numbers. A KeyError or a ValueError may quote a text."""


def fault_report(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None, logged: Sequence[str] = ()
) -> str:
    """The report as plain text, in English: it is for the makers."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return "\n".join(
        [
            f"Hexapla {viewer.__version__}, {now}",
            f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, SQLite {sqlite3.sqlite_version}",
            f"{platform.platform()}, {QGuiApplication.platformName() or 'no window system'}",
            f"thread {threading.current_thread().name}",
            "",
            *_told(kind, error, trace),
            "",
            "Logged before:",
            *(logged or ["nothing"]),
            "",
        ]
    )


def _told(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__) if error else None
    if cause is not None and cause is not error:
        yield from _told(type(cause), cause, cause.__traceback__)
        yield "and then:"
    yield f"{kind.__module__}.{kind.__qualname__}{_message(error)}"
    for frame in traceback.extract_tb(trace):
        yield f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
        if frame.line:
            yield f"    {frame.line}"


def _message(error: BaseException | None) -> str:
    if isinstance(error, OSError):
        return f": {error.strerror} ({error.errno})" if error.strerror else ""
    return f": {error}" if isinstance(error, _OF_THE_INTERPRETER) else ""


def _place(filename: str) -> str:
    """The file from the program's folder on, or within the library that it is of."""
    path = Path(filename)
    if path.is_relative_to(_HOME):
        return path.relative_to(_HOME).as_posix()
    return Path(*path.parts[-2:]).as_posix()
