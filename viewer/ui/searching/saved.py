"""Saved searches of the open corpus: shown as soon as they are changed, and written into it in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.errors import HexaplaError
from viewer.ui.jobs import Job, Jobs
from viewer.ui.library.library import LANE, Library
from viewer.ui.searching.remembered import Kept, Saved, SearchFile, keep, saved_in, with_saved, without
from viewer.ui.searching.session import Wanted

Change = Callable[[tuple[Saved, ...]], tuple[Saved, ...]]


class SavedSearches(QObject):
    """Each has a name that no other has."""

    changed = Signal()
    kept_beside = Signal()
    """The corpus cannot be written: they are kept on this computer."""
    failed = Signal(object)
    """A HexaplaError or OSError: what was changed is not so."""

    def __init__(self, *, library: Library, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._file: SearchFile | None = None
        self._all: tuple[Saved, ...] = ()

    @property
    def all(self) -> tuple[Saved, ...]:
        return self._all

    def find(self, name: str) -> Saved | None:
        """The one with that name."""
        return next((one for one in self._all if one.name == name), None)

    def name_of(self, wanted: Wanted) -> str | None:
        """The name under which the same was saved."""
        return next((one.name for one in self._all if one.wanted == wanted), None)

    def take(self, file: SearchFile | None) -> None:
        """Those of another corpus from now on, or none; `file` is for those that the corpus cannot take."""
        self._file = file
        self._read()

    def add(self, name: str, wanted: Wanted) -> Saved:
        """Saves a search under that name, or under one like it where that is taken."""
        taken = {one.name for one in self._all}
        numbered = (name if number == 1 else f"{name} {number}" for number in range(1, len(taken) + 2))
        saved = Saved(next(one for one in numbered if one not in taken), wanted)
        self._keep(lambda known: with_saved(known, saved))
        return saved

    def rename(self, before: str, name: str) -> Saved | None:
        """Gives a search another name; the search that had it before, and is no more."""
        saved, taken = self.find(before), self.find(name)
        if saved is not None:
            renamed = Saved(name, saved.wanted)
            self._keep(lambda known: with_saved(known, renamed, instead_of=before))
        return taken

    def remove(self, name: str) -> Saved | None:
        """Removes a search, and gives it."""
        saved = self.find(name)
        if saved is not None:
            self._keep(lambda known: without(known, name))
        return saved

    def _keep(self, change: Change) -> None:
        """Shows a change at once, and has it written after what is being written into the corpus."""
        file, corpus = self._file, self._library.corpus
        if file is None or corpus is None:
            return
        path = corpus.path
        self._show(change(self._all))
        job = Job(lambda _control: keep(path, file, change), needed=True)
        job.succeeded.connect(partial(self._kept, path))
        job.failed.connect(partial(self._not_kept, path))
        self._jobs.start(job, lane=LANE)

    def _kept(self, path: Path, kept: Kept) -> None:
        if self._is_open(path):
            self._show(kept.saved)
            if kept.beside:
                self.kept_beside.emit()

    def _not_kept(self, path: Path, error: BaseException) -> None:
        if self._is_open(path):
            self.failed.emit(error)
            self._read()

    def _is_open(self, path: Path) -> bool:
        return self._library.corpus is not None and self._library.corpus.path == path

    def _read(self) -> None:
        corpus = self._library.corpus
        if self._file is None or corpus is None:
            self._show(())
            return
        try:
            self._show(saved_in(corpus, self._file))
        except HexaplaError as error:
            self._show(())
            self.failed.emit(error)

    def _show(self, saved: tuple[Saved, ...]) -> None:
        self._all = saved
        self.changed.emit()
