"""One process for each user and data folder: a second start hands its files to the first one, and ends.

Nothing heavy is imported here, so that the second start is quick. Whoever starts holds a lock until it can answer, so
that of two starts at once the second waits for the first. A socket that a crash has left is taken over. Where the first
one does not answer the second works by itself: two processes on one corpus are safe, if less convenient.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from viewer import folders

log = logging.getLogger("hexapla.handover")

_FORMAT: Final = 1
"""Of what is said; part of the name, so that programs that would not understand each other never meet."""
PATIENCE: Final = 2000
"""Milliseconds in which the first program has to answer."""
_STARTING: Final = 10_000
"""Milliseconds that another start may take until it can answer."""
_LONGEST: Final = 4_000_000
"""Bytes that a start may say."""
_TAKEN: Final = b"taken\n"


class Start(StrEnum):
    """What became of a start."""

    FIRST = "first"
    """This is the one program, and hears of others."""
    HANDED_OVER = "handed over"
    """Another program has taken the files: this one may end."""
    BESIDE = "beside"
    """There is another program, which does not answer."""


class Door(QObject):
    """Where other starts of the program knock."""

    knocked = Signal(object, str)
    """The paths another start was given, and what its desktop gave it so that a window may come to the front."""

    def __init__(self, name: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name or socket_name()
        self._lock = QLockFile(f"{self._lock_name()}.lock")
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._let_in)
        self._heard: dict[QLocalSocket, bytearray] = {}

    def open(self, paths: Sequence[Path] = (), environment: Mapping[str, str] = os.environ) -> Start:
        """Hands the paths to a program that runs, or becomes the one to which others hand theirs.

        Other starts wait until `answer` is called.
        """
        locked = self._lock.tryLock(_STARTING)
        try:
            found = hand_over(self._name, paths, environment)
            if found is not None:
                return Start.HANDED_OVER if found else Start.BESIDE
            if not locked:
                return Start.BESIDE
            locked = False  # from here on it is kept
            return Start.FIRST
        finally:
            if locked:
                self._lock.unlock()

    def answer(self) -> None:
        """The program can open files from now on. There must be a QApplication, as it is its events that are heard."""
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            log.warning("other starts cannot be heard: %s", self._server.errorString())
        self._lock.unlock()

    def close(self) -> None:
        """Hears of nothing any more; the next start is the first."""
        self._server.close()
        self._lock.unlock()

    def _lock_name(self) -> str:
        path = Path(self._name)
        return str(path) if path.is_absolute() else str(Path(tempfile.gettempdir()) / self._name)

    def _let_in(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            self._heard[caller] = bytearray()
            caller.readyRead.connect(self._hear)
            caller.disconnected.connect(self._forget)
            self._listen_to(caller)

    def _hear(self) -> None:
        for caller in tuple(self._heard):
            self._listen_to(caller)

    def _listen_to(self, caller: QLocalSocket) -> None:
        said = self._heard[caller]
        said += caller.readAll().data()
        if len(said) > _LONGEST:
            caller.abort()
        elif said.endswith(b"\n"):
            understood = _understood(bytes(said))
            said.clear()
            if understood is None:
                caller.abort()
                return
            caller.write(_TAKEN)
            caller.flush()
            self.knocked.emit(*understood)

    def _forget(self) -> None:
        for caller in tuple(self._heard):
            if caller.state() == QLocalSocket.LocalSocketState.UnconnectedState:
                del self._heard[caller]
                caller.deleteLater()


def socket_name() -> str:
    """One for each user and data folder."""
    whose = f"{_FORMAT} {os.getuid() if hasattr(os, 'getuid') else ''} {folders.data().absolute()}"
    name = f"hexapla-{hashlib.sha256(os.fsencode(whose)).hexdigest()[:16]}"
    if os.name == "nt":
        return name
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    return str(Path(own if own and os.access(own, os.W_OK) else tempfile.gettempdir()) / name)


def hand_over(name: str, paths: Sequence[Path], environment: Mapping[str, str] = os.environ) -> bool | None:
    """Whether the program that runs has taken the paths; None if there is none."""
    if not _ours(name):
        return None
    caller = QLocalSocket()
    caller.connectToServer(name)
    if not caller.waitForConnected(PATIENCE):
        gone = (QLocalSocket.LocalSocketError.ServerNotFoundError, QLocalSocket.LocalSocketError.ConnectionRefusedError)
        return None if caller.error() in gone else False
    token = environment.get("XDG_ACTIVATION_TOKEN", "")
    # Names that are no text keep their bytes as lone surrogates, which JSON writes as ASCII.
    said = {"format": _FORMAT, "paths": [os.path.abspath(path) for path in paths], "token": token}
    caller.write(json.dumps(said).encode("ascii") + b"\n")
    answer = b""
    while not answer.endswith(b"\n") and caller.waitForReadyRead(PATIENCE):
        answer += caller.readAll().data()
    caller.abort()
    return answer == _TAKEN


def _ours(name: str) -> bool:
    """Whether it is not somebody else's: folders for temporary files are open to all."""
    if not os.path.isabs(name) or not hasattr(os, "getuid"):
        return True
    try:
        return os.lstat(name).st_uid == os.getuid()
    except OSError:
        return False


def _understood(said: bytes) -> tuple[list[Path], str] | None:
    try:
        words: Any = json.loads(said)
        paths, token = words["paths"], words["token"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(paths, list) or not isinstance(token, str):
        return None
    if not all(isinstance(path, str) and os.path.isabs(path) and "\0" not in path for path in paths):
        return None
    return [Path(path) for path in paths], token
