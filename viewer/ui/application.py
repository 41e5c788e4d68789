"""The composition root: builds the window with everything it owns, and takes it down again."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtWidgets import QApplication

import viewer
from viewer import folders
from viewer.ui import i18n, messages
from viewer.ui.interpreter import favour_window
from viewer.ui.jobs import Jobs
from viewer.ui.library.library import Library
from viewer.ui.main_window import MainWindow, open_outside
from viewer.ui.program_icon import window_icon
from viewer.ui.reading.fonts import load_fonts, with_foreign
from viewer.ui.searching.session import SearchSession
from viewer.ui.settings import FILE_NAME, Settings
from viewer.ui.trouble.crash import CrashHook
from viewer.ui.trouble.logbook import Logbook

log = logging.getLogger("hexapla")

_PATIENCE: Final = 2.5
"""Seconds that background work has to stop in when the program ends."""


@dataclass(frozen=True)
class Program:
    """The window and what it works with."""

    settings: Settings
    jobs: Jobs
    library: Library
    session: SearchSession
    window: MainWindow

    def end(self, seconds: float) -> bool:
        """Closes the corpus and stops all work; whether it stopped in that time."""
        self.window.keeping.close()
        self.library.let_go()
        return self.jobs.stop(seconds)


def assemble(*, settings: Settings, corpora: Path, cache: Path, prepares: bool = True) -> Program:
    """Builds the window. There must be a QApplication; nothing is shown or opened yet.

    `prepares`: whether an opened corpus is made ready for the search in the background.
    """
    jobs = Jobs()
    library = Library(jobs=jobs, settings=settings, corpora=corpora)
    session = SearchSession(jobs, cache / "search", prepares=prepares)
    window = MainWindow(settings=settings, jobs=jobs, library=library, session=session)
    return Program(settings, jobs, library, session, window)


def run(paths: Sequence[Path] = ()) -> int:
    """The program as a person sees it, until its window is closed; returns the exit code."""
    application = make_application(sys.argv[:1])
    logbook = Logbook()
    crashed = logbook.begin(folders.logs())
    i18n.install(application)
    crash = CrashHook(folders.logs(), logged=logbook.lines)
    crash.install()
    settings = Settings(folders.config() / FILE_NAME)
    program = assemble(settings=settings, corpora=folders.corpora(), cache=folders.cache())
    window = program.window
    crash.reported.connect(window.trouble.tell_fault)
    crash.met.connect(lambda error: window.messages.show_message(messages.failure(error)))
    crash.interrupted.connect(window.end)
    interruption = Interruption()
    interruption.asked.connect(window.end)
    window.closing.connect(application.quit)
    window.show()
    if crashed is not None:
        window.trouble.tell_crash(crashed)
    if settings.damaged is not None:
        kept = settings.damaged
        window.messages.show_message(messages.damaged_settings(kept.name, lambda: open_outside(kept.parent)))
    if settings.unreadable is not None:
        window.messages.show_message(messages.failure(settings.unreadable, key="settings"))
    favour_window()
    # From within the event loop, so that the window is painted before anything is opened.
    QTimer.singleShot(0, lambda: program.library.start(paths))
    try:
        code = application.exec()
    finally:
        interruption.close()
        crash.uninstall()
    return _end(program, code)


def make_application(arguments: Sequence[str]) -> QApplication:
    """The QApplication with its names and fonts; the one that runs already, if there is one."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(list(arguments))
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


def _end(program: Program, code: int) -> int:
    ended = program.end(_PATIENCE)
    try:
        program.settings.save()
    except OSError:
        log.exception("the settings could not be written")
    logging.shutdown()
    if not ended:
        # A thread that does not stop would keep the interpreter alive; files are renamed into place when whole.
        os._exit(code)
    return code
