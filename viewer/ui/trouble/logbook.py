"""The log: a file of limited size with all that is told, and in memory the last lines without what they tell it of.

The file stays on this computer. What may leave it, in a report that a person sends, has nothing of the texts: a line
of the logbook is the sentence as the program has it, before file names, titles and words are put into it.
"""

from __future__ import annotations

import faulthandler
import logging
import re
from collections import deque
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final, TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

FILE_NAME: Final = "hexapla.log"
_FATAL: Final = "fatal.log"
_BYTES: Final = 500_000
_LINES: Final = 40
"""Lines that are kept in memory."""
_PLACE: Final = re.compile(r"""(["'“‘«]).*?["'”’»]|\S*[/\\]\S*""")
"""In a message of Qt: what is quoted, and what looks like the name of a file."""


class Logbook(logging.Handler):
    """The last lines that were logged, without anything of the user's."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: deque[str] = deque(maxlen=_LINES)
        self._handlers: list[logging.Handler] = []
        self._fatal: TextIO | None = None

    def lines(self) -> list[str]:
        """Oldest first: time (UTC), level, who said it, and the sentence with its gaps."""
        return list(self._lines)

    def begin(self, folder: Path) -> Path | None:
        """Logs from now on into `folder`; also what Qt says, and where the interpreter was when it crashed.

        Returns the record of a crash of the interpreter since the last start, if there was one. Without a file the
        program runs as well.
        """
        self._take(self)
        logging.getLogger("hexapla").setLevel(logging.INFO)
        qInstallMessageHandler(_log_qt)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(folder / FILE_NAME, maxBytes=_BYTES, backupCount=2, encoding="utf-8")
            crashed = _set_aside(folder / _FATAL)
            self._fatal = (folder / _FATAL).open("a", encoding="utf-8")
        except OSError:
            return None
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._take(handler)
        faulthandler.enable(self._fatal)
        return crashed

    def end(self) -> None:
        """Logs no longer."""
        qInstallMessageHandler(None)
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()
        if self._fatal is not None:
            faulthandler.disable()
            self._fatal.close()

    def _take(self, handler: logging.Handler) -> None:
        logging.getLogger().addHandler(handler)
        self._handlers.append(handler)

    def emit(self, record: logging.LogRecord) -> None:
        when = datetime.fromtimestamp(record.created, UTC).strftime("%H:%M:%S")
        kind = record.exc_info[0] if record.exc_info else None
        fault = f" ({kind.__name__})" if kind is not None else ""
        said = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        self._lines.append(f"{when} {record.levelname} {record.name}: {said}{fault}")


def _set_aside(fatal: Path) -> Path | None:
    """Gives the record of the last crash a name of its own, so that it is told once."""
    if not fatal.is_file() or not fatal.stat().st_size:
        return None
    return fatal.replace(fatal.with_name(f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S}-interpreter.txt"))


_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    said = _PLACE.sub("…", text).replace("%", "%%")
    logging.getLogger("hexapla.qt").log(_LEVELS.get(kind, logging.WARNING), said)
