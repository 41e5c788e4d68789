"""The composition root: builds the program with everything it owns, and takes it down again."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtWidgets import QApplication

import viewer
from viewer import folders
from viewer.ui import i18n, messages
from viewer.ui.handover import Door, Start
from viewer.ui.interpreter import favour_window, sweep_in_window
from viewer.ui.program import Program, assemble
from viewer.ui.program_icon import window_icon
from viewer.ui.reading.fonts import load_fonts, with_foreign
from viewer.ui.settings import FILE_NAME, Settings
from viewer.ui.trouble.crash import CrashHook
from viewer.ui.trouble.logbook import Logbook
from viewer.ui.windows import Windows

__all__ = ["Interruption", "Program", "assemble", "make_application", "run"]

log = logging.getLogger("hexapla")

_PATIENCE: Final = 2.5
"""Seconds that background work has to stop in when the program ends."""


def run(paths: Sequence[Path] = ()) -> int:
    """The program as a person sees it, until its last window is closed; returns the exit code.

    Where it runs already that one opens the paths, and this one ends.
    """
    door = Door()
    start = door.open(paths)
    if start is Start.HANDED_OVER:
        return 0
    application = make_application(sys.argv[:1])
    logbook = Logbook()
    crashed = logbook.begin(folders.logs())
    i18n.install(application)
    crash = CrashHook(folders.logs(), logged=logbook.lines)
    crash.install()
    settings = Settings(folders.config() / FILE_NAME)
    windows = Windows(settings=settings, corpora=folders.corpora(), cache=folders.cache())
    crash.reported.connect(lambda report: windows.front().window.trouble.tell_fault(report))
    crash.met.connect(lambda error: windows.front().window.messages.show_message(messages.failure(error)))
    crash.interrupted.connect(windows.close_all)
    interruption = Interruption()
    interruption.asked.connect(windows.close_all)
    application.commitDataRequest.connect(lambda _session: windows.commit())
    windows.ended.connect(door.close)
    windows.ended.connect(application.quit)
    door.knocked.connect(windows.take)
    windows.start(paths)
    _tell(windows, settings, crashed, start)
    favour_window()
    if start is Start.FIRST:
        QTimer.singleShot(0, door.answer)
    try:
        code = application.exec()
    finally:
        door.close()
        interruption.close()
        crash.uninstall()
    return _end(windows, code)


def _tell(windows: Windows, settings: Settings, crashed: Path | None, start: Start) -> None:
    """Says what there is to say of the last end and of this start."""
    window = windows.front().window
    if crashed is not None:
        window.trouble.tell_crash(crashed)
    if start is Start.BESIDE:
        window.messages.show_message(messages.beside())
    if settings.damaged is not None:
        kept = settings.damaged
        window.messages.show_message(messages.damaged_settings(kept.name, lambda: window.outside.reveal(kept)))
    if settings.unreadable is not None:
        window.messages.show_message(messages.failure(settings.unreadable, key="settings"))


def make_application(arguments: Sequence[str]) -> QApplication:
    """The QApplication with its names and fonts; the one that runs already, if there is one."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(list(arguments))
    sweep_in_window(application)
    application.setOrganizationName("Hexapla")
    application.setApplicationName("hexapla")
    application.setApplicationDisplayName("Hexapla")
    application.setApplicationVersion(viewer.__version__)
    application.setDesktopFileName("hexapla")
    application.setWindowIcon(window_icon())
    load_fonts()
    application.setFont(with_foreign(application.font()))
    return application


class Interruption(QObject):
    """SIGTERM and SIGINT as a signal of Qt, whose event loop would otherwise keep Python from seeing them."""

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard, self._told = socket.socketpair()
        self._heard.setblocking(False)
        self._told.setblocking(False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._descriptor = signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, _ignore) for number in (signal.SIGTERM, signal.SIGINT)}

    def close(self) -> None:
        """Gives the signals back to whoever had them."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._descriptor)
        self._notifier.setEnabled(False)
        self._heard.close()
        self._told.close()

    def _hear(self) -> None:
        if any(number in self._handlers for number in self._heard.recv(64)):
            self.asked.emit()


def _ignore(_number: int, _frame: Any) -> None:
    """The byte in the socket says it all."""


def _end(windows: Windows, code: int) -> int:
    ended = windows.end(_PATIENCE)
    try:
        windows.settings.save()
    except OSError:
        log.exception("the settings could not be written")
    logging.shutdown()
    if not ended:
        # A thread that does not stop would keep the interpreter alive; files are renamed into place when whole.
        os._exit(code)
    return code
