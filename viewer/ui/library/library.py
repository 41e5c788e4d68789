"""The corpus that is open: opening, importing, closing, and the place where reading was left."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from viewer import assets
from viewer.corpus import Corpus
from viewer.corpus.faults import from_os
from viewer.errors import CorpusMissing, HexaplaError
from viewer.importing import Summary
from viewer.ui.i18n import translator
from viewer.ui.jobs import Job, Jobs
from viewer.ui.library import intake
from viewer.ui.library.naming import SUFFIX, file_name, free_path, working_title
from viewer.ui.library.recent import Recents
from viewer.ui.settings import Settings

tr = translator("Library")
log = logging.getLogger("hexapla.library")

LANE: Final = "import"
_PATIENCE: Final = 0.2
"""Seconds that the window may wait for a lock."""


class Library(QObject):
    """Owns the open corpus, and the import that is running; at most one of each."""

    opened = Signal(object, object)
    """The Corpus, and the place to go to as the reading view described it, or None."""
    closing = Signal()
    """The corpus is about to be closed; nobody may use it afterwards."""
    imported = Signal(object)
    """The Summary of an import; the corpus is open by then."""
    sample_opened = Signal()
    failed = Signal(object)
    """A HexaplaError or OSError."""
    gone = Signal(str)
    """The title of a corpus that was open at the last end and is no longer there."""
    passed_over = Signal(object)
    """Names of files that were given together with a corpus, and left alone."""
    busy = Signal()
    """An import was asked for while another one is running."""

    def __init__(
        self, *, jobs: Jobs, settings: Settings, corpora: Path, cache: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._settings = settings
        self._corpora = corpora
        self._cache = cache
        self.recents = Recents(settings)
        self.corpus: Corpus | None = None
        self.job: Job | None = None
        """The running import."""

    def start(self, paths: Sequence[Path] = ()) -> None:
        """What the program does first: what it was given, else the last corpus, else the sample."""
        last = self._settings["last"]
        if paths:
            self.take(paths)
        elif last:
            self._reopen(Path(last))
        elif not self.recents.all():
            self.open_sample()

    def take(self, paths: Sequence[Path]) -> None:
        """Opens the first corpus among `paths`; without one, imports them all as versions and documents."""
        corpora = [path for path in paths if path.suffix.lower() == SUFFIX and not path.is_dir()]
        if corpora:
            if self.open(corpora[0]) and len(paths) > 1:
                self.passed_over.emit([path.name for path in paths if path != corpora[0]])
        elif paths:
            self.import_paths(paths)

    def open(self, path: Path) -> bool:
        """Opens a corpus at the place where it was left; whether that worked. One that cannot be opened leaves the
        window as it was."""
        path = path.absolute()
        try:
            corpus = Corpus.open(path, read_only=True, patience=_PATIENCE)
        except HexaplaError as error:
            if isinstance(error, CorpusMissing):
                self.recents.forget(path)
            self.failed.emit(error)
            return False
        self.close()
        self.corpus = corpus
        recent = self.recents.find(path)
        self._settings["last"] = str(path)
        self.opened.emit(corpus, recent.place if recent is not None else None)
        return True

    def close(self) -> None:
        """Closes the corpus, if one is open; the next start does not open it again."""
        if self.corpus is not None:
            self.let_go()
            self._settings["last"] = ""

    def let_go(self) -> None:
        """Closes the corpus, if one is open, and the next start opens it again."""
        if self.corpus is not None:
            self.closing.emit()
            self.corpus.close()
            self.corpus = None

    def remember(self, *, row: int, rows: int, place: Mapping[str, Any]) -> None:
        """Notes where the open corpus is being read."""
        if self.corpus is not None:
            self.recents.remember(self.corpus.path, title=self.corpus.title, row=row, rows=rows, place=place)

    def open_sample(self) -> None:
        """Opens the sample; the first time it is imported."""
        saved = self._settings["sample"]
        if saved and Path(saved).is_file():
            if self.open(Path(saved)):
                self.sample_opened.emit()
            return
        self._import([assets.seeds()], sample=True)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Reads and aligns texts in the background, then opens the new corpus."""
        self._import(paths, sample=False)

    def stop_import(self) -> None:
        """Stops the running import; nothing of it stays."""
        if self.job is not None:
            self.job.cancel()

    def _reopen(self, path: Path) -> None:
        if path.is_file():
            self.open(path)
            return
        recent = self.recents.find(path)
        self._settings["last"] = ""
        self.gone.emit(recent.title if recent is not None else path.stem)

    def _import(self, paths: Sequence[Path], *, sample: bool) -> None:
        if self.job is not None:
            self.busy.emit()
            return
        try:
            self._corpora.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.failed.emit(from_os(self._corpora, error))
            return
        title = tr("Sample") if sample else working_title(paths)
        target = free_path(self._corpora, title)
        shown = tr("Preparing the sample") if sample else tr("Importing {title}", title=title)
        work = intake.work([path.absolute() for path in paths], target, title if sample else None)
        job = self.job = Job(work, title=shown)
        job.succeeded.connect(self._take_sample if sample else partial(self._take_import, title))
        job.failed.connect(self._import_failed)
        self._jobs.start(job, lane=LANE)

    def _take_sample(self, summary: Summary) -> None:
        self.job = None
        self._settings["sample"] = str(summary.path)
        if self.open(summary.path):
            self.sample_opened.emit()

    def _take_import(self, title: str, summary: Summary) -> None:
        self.job = None
        path = summary.path
        if file_name(summary.title) != file_name(title):
            path = free_path(self._corpora, summary.title)
            try:
                summary.path.rename(path)
            except OSError:  # then it keeps its working title
                path = summary.path
        if self.open(path):
            self.imported.emit(replace(summary, path=path))

    def _import_failed(self, error: BaseException) -> None:
        self.job = None
        if isinstance(error, HexaplaError):
            self.failed.emit(error)
