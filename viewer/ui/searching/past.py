"""Past searches: what was used in the open corpus, the newest first, written down on this computer.

A search was used when somebody went on from it, or rested on what it found; not every letter on the way was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer

from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.searching.bar import SearchBar
from viewer.ui.searching.remembered import Remembered, SearchFile
from viewer.ui.searching.scan import Results
from viewer.ui.searching.session import SearchSession, Wanted

_LANE: Final = "searches"
_REST: Final = 1000
"""Milliseconds on what was found after which a search counts as used."""


class PastSearches(QObject):
    """Listens to the search of the window."""

    def __init__(self, *, bar: SearchBar, session: SearchSession, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._bar = bar
        self._session = session
        self._jobs = jobs
        self._file: SearchFile | None = None
        self._known = Remembered()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        session.read.connect(lambda _: self._rest.stop())
        session.cleared.connect(self._rest.stop)
        session.found.connect(self._wait)
        self._rest.timeout.connect(self.use)

    @property
    def all(self) -> tuple[Wanted, ...]:
        """What was used in the open corpus, the newest first."""
        return self._known.history

    def matching(self, text: str) -> tuple[Wanted, ...]:
        """Those that `text`, which is being typed, may be the beginning of."""
        return self._known.matching(text)

    def take(self, file: SearchFile | None) -> None:
        """Those of another corpus from now on, or none."""
        self._rest.stop()
        self._file = file
        self._known = file.read() if file is not None else Remembered()

    def use(self) -> None:
        """The search of the moment was used, if it found anything."""
        self._rest.stop()
        wanted, results = self._bar.wanted, self._session.results
        if wanted and results is not None and len(results.rows) and self.all[:1] != (wanted,):
            self._change(lambda known: known.with_use(wanted))

    def put(self, history: tuple[Wanted, ...]) -> None:
        """Remembers these and no others."""
        self._change(lambda known: replace(known, history=history))

    def _wait(self, results: Results) -> None:
        if results.complete and len(results.rows):
            self._rest.start()

    def _change(self, change: Callable[[Remembered], Remembered]) -> None:
        """Changes what is known, and has it written. If it cannot be, nothing is lost but a convenience."""
        file = self._file
        if file is None:
            return
        self._known = change(self._known)

        def work(_control: Control) -> None:
            try:
                file.change(change)
            except OSError:
                return

        self._jobs.start(Job(work, needed=True), lane=_LANE)
