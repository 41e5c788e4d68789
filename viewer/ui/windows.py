"""The open windows of the program: who opens and closes them, what they share, and how they come back.

Each has its own library, jobs and search; the settings are those of all. A corpus may be open in several: what one
changes, the others show.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from viewer.model import Change
from viewer.shelf import corpora_among
from viewer.ui import messages, session
from viewer.ui.jobs import Jobs
from viewer.ui.keeping import Keeping
from viewer.ui.library.open_corpora import OpenCorpora
from viewer.ui.main_window import MainWindow
from viewer.ui.program import Program, assemble
from viewer.ui.session import WindowState
from viewer.ui.settings import Settings

_STEP: Final = QPoint(36, 36)
"""Pixels that a new window stands off the one it was opened from."""
_LOOK: Final = 100
"""Milliseconds after which is looked again whether the work of a closed window has ended."""
_SETTLED: Final = 1500
"""Milliseconds after which windows that were opened again have done no harm."""
_MOST_UNFINISHED: Final = 2
"""Starts in a row that may fail before the session is only offered."""


class Windows(QObject):
    """Owns the programs, one for each window."""

    ended = Signal()
    """The last window was closed."""
    settled = Signal()
    """What was open at the last end is open again."""

    def __init__(self, *, settings: Settings, corpora: Path, cache: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.programs: list[Program] = []
        """The open ones, in the order in which they were opened."""
        self._corpora = OpenCorpora(self)
        self._corpora.wanted.connect(self._bring_library)
        self._jobs = Jobs(self)
        self.keeping = Keeping(settings=settings, jobs=self._jobs, parent=self)
        self._make = partial(
            assemble,
            settings=settings,
            corpora=corpora,
            cache=cache,
            keeping=self.keeping,
            open_corpora=self._corpora,
        )
        self._front: MainWindow | None = None
        self._frozen = True
        """Whether the session stays as it is: not all windows are open yet, or all are being closed."""
        self._quitting = False
        self._closed: list[Program] = []
        """Those whose work may not have ended yet."""
        self.rest = QTimer(self, singleShot=True, interval=_SETTLED)
        """Runs until windows that were opened again have done no harm."""
        self.rest.timeout.connect(self._settle)
        self.keeping.follow(self._note)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)

    # Opening

    def start(self, paths: Sequence[Path] = ()) -> None:
        """What the program does first: opens what it was given, else the windows of the last time, else the sample."""
        states = session.read(self.settings["session"])
        begun = self.settings["unfinished_starts"]
        offered = begun >= _MOST_UNFINISHED or bool(paths and len(states) > 1)
        restored = [] if offered or paths else states
        if restored:
            self.settings["unfinished_starts"] = begun + 1
            self._save()
        for state in restored or [WindowState()]:
            session.put(self.new().window, state)
        # From within the event loop, so that the windows are painted before anything is opened.
        QTimer.singleShot(0, lambda: self._fill(restored, paths))
        if offered and any(state.corpus for state in states):
            self._offer(states)

    def new(self) -> Program:
        """Opens an empty window, beside the one in front."""
        before = self.front() if self.programs else None
        program = self._make()
        self.programs.append(program)
        window = program.window
        window.windowing.quit = self.quit
        window.windowing.new_requested.connect(self.new)
        window.windowing.same_requested.connect(partial(self._open_same, program))
        window.windowing.window_requested.connect(self.bring)
        window.renewed.connect(partial(self._spread, program))
        window.closing.connect(partial(self._take_closing, program))
        window.shown_corpus.connect(self._list)
        if before is not None:
            _put_beside(window, before.window)
        window.show()
        self._list()
        self.bring(window)
        self.keeping.write()
        return program

    def take(self, paths: Sequence[Path] = (), token: str = "") -> None:
        """Opens what another start of the program was given, each corpus in a window, and comes to the front.

        `token` is what the desktop gave that start so that it may do so.
        """
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # where Qt looks for it
        corpora = corpora_among(paths)
        program = self.front()
        for one in [[path] for path in corpora] if len(corpora) > 1 else [list(paths)]:
            program = self._room(one)
            if one:
                program.library.take(one)
        self.bring(program.window)

    def front(self) -> Program:
        """The one whose window was in front last."""
        return next((one for one in self.programs if one.window is self._front), self.programs[-1])

    def bring(self, window: MainWindow) -> None:
        """Brings a window to the front."""
        self._front = window
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()

    def _room(self, paths: Sequence[Path]) -> Program:
        """Where files are to be opened: where they are open, in a window that is empty, or in a new one."""
        for path in paths:
            for library in self._corpora.others(self, path):
                return next(one for one in self.programs if one.library is library)
        if not paths:
            return self.front()
        free = [one for one in self.programs if one.library.corpus is None and one.library.job is None]
        front = self.front()
        return front if front in free else free[0] if free else self.new()

    def _open_same(self, program: Program) -> None:
        corpus = program.library.corpus
        if corpus is not None:
            state = session.state_of(program.window)
            second = self.new()
            session.put(second.window, WindowState(view=state.view))
            second.library.open(corpus.path, state.place)

    def _fill(self, states: Sequence[WindowState], paths: Sequence[Path]) -> None:
        """Opens the corpora of windows that are there already."""
        for program, state in zip(tuple(self.programs), states, strict=False):
            if state.corpus:
                program.library.reopen(Path(state.corpus), state.place)
            if state.active:
                self.bring(program.window)
        self._frozen = False
        if paths:
            self.take(paths)
        elif not any(state.corpus for state in states):
            self.programs[0].library.begin()
        self.rest.start()

    def _settle(self) -> None:
        self.settings["unfinished_starts"] = 0
        self.keeping.write()
        self.settled.emit()

    def _offer(self, states: Sequence[WindowState]) -> None:
        self.programs[0].window.messages.show_message(messages.session(len(states), partial(self._reopen, states)))

    def _reopen(self, states: Sequence[WindowState]) -> None:
        for state in states:
            if state.corpus:
                program = self._room([Path(state.corpus)])
                if program.library.corpus is None:
                    session.put(program.window, state)
                    program.library.reopen(Path(state.corpus), state.place)

    # What windows have in common

    def _spread(self, program: Program, change: Change | None) -> None:
        """A window has changed its corpus: the others that have it show that too."""
        corpus = program.library.corpus
        if corpus is None:
            return
        others = self._corpora.others(program.library, corpus.path)
        if others:
            index = corpus.index()
            for one in self.programs:
                if one.library in others:
                    one.window.take_over(change, index)

    def _list(self) -> None:
        windows = [one.window for one in self.programs]
        for window in windows:
            window.windowing.take_windows(windows)

    def _bring_library(self, library: QObject) -> None:
        program = next((one for one in self.programs if one.library is library), None)
        if program is not None:
            self.bring(program.window)

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        while now is not None:
            if isinstance(now, MainWindow) and any(one.window is now for one in self.programs):
                self._front = now
                return
            now = now.parentWidget()

    def _note(self) -> None:
        if not self._frozen:
            front = self.front() if self.programs else None
            states = [session.state_of(one.window, active=one is front) for one in self.programs]
            self.settings["session"] = session.written(states)

    # Closing

    def quit(self) -> bool:
        """Closes all windows; whether no correction that is being written was in the way."""
        for program in self.programs:
            if not program.window.leaves():
                self.bring(program.window)
                return False
        self._close_each(MainWindow.close)
        return True

    def close_all(self) -> None:
        """Closes all windows unasked, as the system wants it."""
        self._close_each(MainWindow.end)

    def _close_each(self, close: Callable[[MainWindow], object]) -> None:
        self._note()
        self._frozen = self._quitting = True
        for program in tuple(self.programs):
            close(program.window)

    def commit(self) -> None:
        """Writes down what is open, as the computer may be about to be switched off without another word."""
        for program in self.programs:
            program.window.take_written()
        self._note()
        self._save()

    def _save(self) -> None:
        """Writes the settings down before anything else is done."""
        try:
            self.settings.save()
        except OSError:
            self.keeping.write()  # tells of it

    def end(self, seconds: float) -> bool:
        """Closes the corpora and stops all work; whether it stopped in that time."""
        self.settings["unfinished_starts"] = 0
        self.keeping.close()
        all_ = [*self.programs, *self._closed]
        for program in all_:
            program.leave(0)
        until = time.monotonic() + seconds
        stops = [self._jobs.stop, *(program.jobs.stop for program in all_)]
        stopped = [stop(max(0.0, until - time.monotonic())) for stop in stops]  # each is asked, whatever others say
        return all(stopped)

    def _take_closing(self, program: Program) -> None:
        if program not in self.programs:
            return
        if len(self.programs) == 1 and not self._frozen:  # it comes back with the next start
            self._note()
            self._frozen = True
        self.programs.remove(program)
        self._closed.append(program)
        if self._front is program.window:
            self._front = None
        if self.programs:
            self._list()
            if not self._quitting:
                self.keeping.write()
                QTimer.singleShot(0, lambda: self._retire(program))
        else:
            self.ended.emit()

    def _retire(self, program: Program) -> None:
        """Frees what a closed window had, once its work has ended."""
        if program not in self._closed:
            return
        if program.leave(0):
            self._closed.remove(program)
            program.window.deleteLater()
        else:
            QTimer.singleShot(_LOOK, lambda: self._retire(program))


def _put_beside(window: MainWindow, other: MainWindow) -> None:
    """As large as another window and a step off, as far as the screen has room."""
    room = other.screen().availableGeometry()
    frame = other.frameGeometry().size() - other.size()
    place = other.pos() + _STEP
    window.resize(other.size())
    if not room.contains(QRect(place, other.frameGeometry().size())):
        window.resize(other.size().boundedTo(room.size() - frame - QSize(_STEP.x(), _STEP.y())))
        reach = QSize(window.size() + frame)
        place = QPoint(
            min(place.x(), room.right() + 1 - reach.width()), min(place.y(), room.bottom() + 1 - reach.height())
        )
    window.move(place)
