"""The corpus that is open: opening, importing, closing, and the place where reading was left."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QFile, QObject, Signal

from viewer import assets
from viewer.corpus import Corpus
from viewer.corpus.faults import from_os
from viewer.corpus.identity import FileIdentity
from viewer.errors import CorpusMissing, HexaplaError, Locked
from viewer.formats.choices import FileChoice
from viewer.importing import Summary
from viewer.importing.pasting import Pasted
from viewer.importing.proposing import Proposal
from viewer.shelf import Shelf, corpora_among
from viewer.ui.i18n import translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library import intake
from viewer.ui.library.naming import file_name, free_path, working_title
from viewer.ui.library.open_corpora import OpenCorpora
from viewer.ui.library.recent import Recent, Recents
from viewer.ui.settings import Settings

tr = translator("Library")
log = logging.getLogger("hexapla.library")

LANE: Final = "import"
_PATIENCE: Final = 0.2
"""Seconds that the window may wait for a lock."""


@dataclass(frozen=True, slots=True)
class Imported:
    """An import that has become the open corpus."""

    summary: Summary
    paths: tuple[Path, ...]
    choices: Mapping[Path, FileChoice]
    """What the user said of single files."""
    pasted: Pasted = field(default_factory=dict)
    """What those of the paths stand for that are no files."""


class Library(QObject):
    """Owns the open corpus, and the import that is running; at most one of each."""

    opened = Signal(object, object)
    """The Corpus, and the place to go to as the reading view described it, or None."""
    closing = Signal()
    """The corpus is about to be closed; nobody may use it afterwards."""
    closed = Signal()
    """The reader has closed the corpus: the window is empty."""
    leading = Signal()
    """From now on this window does what is to be done once for its corpus; the one that did has closed it."""
    imported = Signal(object)
    """An Imported; the corpus is open by then."""
    doubted = Signal(object, object)
    """The paths, and the Proposal of what an import would make of them: not every guess is sure."""
    sample_opened = Signal()
    job_changed = Signal(object)
    """The Job of an import that begins; None: it is over."""
    failed = Signal(object)
    """A HexaplaError or OSError."""
    missing = Signal(object)
    """The Recent of a corpus that was to be opened again and is no longer there."""
    passed_over = Signal(object)
    """Names of files that were given together with a corpus, and left alone."""
    busy = Signal()
    """An import was asked for while another one is running."""

    def __init__(
        self,
        *,
        jobs: Jobs,
        settings: Settings,
        corpora: Path,
        open_corpora: OpenCorpora | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`open_corpora` is shared with the libraries of the other windows, if there are any."""
        super().__init__(parent)
        self._jobs = jobs
        self._settings = settings
        self._corpora = corpora
        self._open_corpora = open_corpora or OpenCorpora(self)
        self._open_corpora.leading.connect(self._lead)
        self.recents = Recents(settings)
        self.corpus: Corpus | None = None
        self.identity: FileIdentity | None = None
        """The file that the open corpus was read from."""
        self.is_moving = False
        """Whether the corpus is closed only to be opened at once from another file."""
        self.job: Job | None = None
        """The running import."""
        self._before: Path | None = None
        """The corpus that was open before the last import."""

    def begin(self) -> None:
        """What the program does where nothing was ever open: shows the sample."""
        if not self.recents.all():
            self.open_sample()

    def take(self, paths: Sequence[Path]) -> None:
        """Opens the first corpus among `paths`; without one, imports them all as versions and documents."""
        corpora = corpora_among(paths)
        if corpora:
            if self.visit(corpora[0]) and len(paths) > 1:
                self.passed_over.emit([path.name for path in paths if path != corpora[0]])
        elif paths:
            self.import_paths(paths)

    def visit(self, path: Path) -> bool:
        """As `open`, unless another window has the corpus: then that one comes to the front."""
        path = path.absolute()
        here = self.corpus is not None and self.corpus.path == path
        others = [] if here else self._open_corpora.others(self, path)
        if others:
            self._open_corpora.wanted.emit(others[0])
            return True
        return self.open(path)

    def open(self, path: Path, place: Mapping[str, Any] | None = None) -> bool:
        """Opens a corpus at the place where it was left, or at that one; whether that worked. One that cannot be
        opened leaves the window as it was."""
        path = path.absolute()
        try:
            corpus = Corpus.open(path, read_only=True, patience=_PATIENCE)
            identity = FileIdentity.of(path)
        except HexaplaError as error:
            recent = self.recents.find(path)
            if isinstance(error, CorpusMissing) and recent is not None:
                self.missing.emit(recent)
            else:
                self.failed.emit(error)
            return False
        self.let_go()
        self.corpus, self.identity = corpus, identity
        self._open_corpora.take(self, path)
        if place is None:
            recent = self.recents.find(path)
            place = recent.place if recent is not None else None
        self.opened.emit(corpus, place)
        return True

    def reopen(self, path: Path, place: Mapping[str, Any] | None = None) -> None:
        """As `open`, of a corpus that was open at the last end, and may be gone since."""
        if path.is_file():
            self.open(path, place)
            return
        self.missing.emit(self.recents.find(path) or Recent(str(path), path.stem))

    def close(self) -> None:
        """Closes the corpus, if one is open; the next start does not open it again."""
        if self.corpus is not None:
            self.let_go()
            self.closed.emit()

    def let_go(self) -> None:
        """Closes the corpus, if one is open, as the window goes, or is to show another one."""
        if self.corpus is not None:
            self.closing.emit()
            self.corpus.close()
            self.corpus = None
            self._open_corpora.release(self)

    def leads(self) -> bool:
        """Whether this window does what is to be done once for the open corpus, which others may have as well."""
        return self._open_corpora.leads(self)

    def _lead(self, library: QObject) -> None:
        if library is self:
            self.leading.emit()

    def go_on_in(self, path: Path) -> bool:
        """Goes on at the same place in another file with the open corpus, and so do other windows that have it; whether
        that worked. Of the file before, if it is gone, nothing is known any more."""
        if self.corpus is None:
            return False
        before = self.corpus.path
        others = [one for one in self._open_corpora.others(self, before) if isinstance(one, Library)]
        moved = [one._move(before, path) for one in (self, *others)]
        if all(moved) and not before.exists():
            self.recents.forget(before)
        return all(moved)

    def _move(self, before: Path, path: Path) -> bool:
        self.is_moving = True
        try:
            self.let_go()
            recent = self.recents.find(before)
            self.recents.carry_over(before, path)
            place = recent.place if recent is not None else None
            if self.open(path, place):
                return True
            self.open(before, place)
            return False
        finally:
            self.is_moving = False

    def remember(self, *, row: int, rows: int, place: Mapping[str, Any], where: str = "") -> None:
        """Notes where the open corpus is being read; `where` is the chapter or document."""
        if self.corpus is not None:
            path = self.corpus.path
            try:
                title = self.corpus.title
            except Locked:  # somebody is just writing to it: the place is worth more than what the corpus is called now
                recent = self.recents.find(path)
                title = recent.title if recent is not None else path.stem
            where = "" if where == title else where
            self.recents.remember(path, title=title, row=row, rows=rows, place=place, where=where)

    def shelf(self) -> Shelf:
        """The corpora of this reader: the open one, those that were, and those in the folders that are looked
        through."""
        here = [self.corpus.path] if self.corpus is not None else []
        added = map(Path, self._settings["library_folders"])
        left_out = frozenset(self._settings["library_left_out"])
        return Shelf((*here, *self.recents.paths()), (self._corpora, *added), left_out)

    @property
    def folder(self) -> Path:
        """Where imports are saved."""
        return self._corpora

    def free_path(self, title: str) -> Path:
        """Where a corpus of this title can be put in the folder of imports."""
        return free_path(self._corpora, title)

    def open_sample(self) -> None:
        """Opens the sample; the first time it is imported."""
        saved = self._settings["sample"]
        if saved and Path(saved).is_file():
            if self.visit(Path(saved)) and self.corpus is not None and self.corpus.path == Path(saved):
                self.sample_opened.emit()
            return
        self._import_sample()

    def import_paths(
        self,
        paths: Sequence[Path],
        choices: Mapping[Path, FileChoice] | None = None,
        *,
        instead_of: Path | None = None,
        pasted: Pasted | None = None,
    ) -> None:
        """Reads and aligns texts in the background, then opens the new corpus.

        Without `choices` (which may be empty) nothing is imported as long as a guess is doubtful. The corpus
        `instead_of`, an earlier import of the same files, goes to the trash when the new one is open. What was `pasted`
        comes with choices.
        """
        held = dict(pasted or {})
        given = [path if path in held else path.absolute() for path in paths]
        title = working_title(given)
        job = self._job(tr("Importing {title}", title=title), partial(intake.work, given, choices, held), title)
        if job is not None:
            job.succeeded.connect(partial(self._take_import, tuple(given), choices or {}, instead_of, held))
            self._jobs.start(job, lane=LANE)

    def undo_import(self, path: Path) -> None:
        """Takes back an import: its corpus goes to the trash, and the one that was open before is opened again."""
        if self.corpus is not None and self.corpus.path == path:
            self.close()
        self._discard(path)
        if self._before is not None and self._before.is_file() and self.corpus is None:
            self.open(self._before)

    def stop_import(self) -> None:
        """Stops the running import; nothing of it stays."""
        if self.job is not None:
            self.job.cancel()

    def _import_sample(self) -> None:
        title = tr("Sample")
        job = self._job(tr("Preparing the sample"), partial(intake.work_of_sample, assets.seeds()), title)
        if job is not None:
            job.succeeded.connect(self._take_sample)
            self._jobs.start(job, lane=LANE)

    def _job(self, shown: str, work: Callable[[Path], Callable[[Control], Any]], title: str) -> Job | None:
        """The job of an import into a free name; None if there is one already, or no folder for it."""
        if self.job is not None:
            self.busy.emit()
            return None
        try:
            self._corpora.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.failed.emit(from_os(self._corpora, error))
            return None
        job = self.job = Job(work(free_path(self._corpora, title)), title=shown)
        job.failed.connect(self._import_failed)
        self.job_changed.emit(job)
        return job

    def _end_job(self) -> None:
        self.job = None
        self.job_changed.emit(None)

    def _take_sample(self, summary: Summary) -> None:
        self._end_job()
        self._settings["sample"] = str(summary.path)
        if self.open(summary.path):
            self.sample_opened.emit()

    def _take_import(
        self,
        paths: tuple[Path, ...],
        choices: Mapping[Path, FileChoice],
        instead_of: Path | None,
        pasted: Pasted,
        found: Summary | Proposal,
    ) -> None:
        self._end_job()
        if isinstance(found, Proposal):
            self.doubted.emit(paths, found)
            return
        before = self.corpus.path if self.corpus is not None else None
        path = found.path
        if instead_of is not None and before == instead_of:
            self.close()
            before = self._before
        if instead_of is not None:
            self._discard(instead_of)
        if file_name(found.title) != file_name(working_title(paths)):
            path = free_path(self._corpora, found.title)
            try:
                found.path.rename(path)
            except OSError:  # then it keeps its working title
                path = found.path
        if self.open(path):
            self._before = before
            self.imported.emit(Imported(replace(found, path=path), paths, choices, pasted))

    def _discard(self, path: Path) -> None:
        """Puts a corpus into the trash, from where it can be taken back; what has no trash is left where it is.

        Other windows that have it close it, as what is done to a file in the trash would be lost.
        """
        for other in self._open_corpora.others(self, path):
            if isinstance(other, Library) and other.corpus is not None:
                title = other.corpus.title
                other.close()
                other.missing.emit(Recent(str(path), title))
        self.recents.forget(path)
        if path.is_file() and not QFile(str(path)).moveToTrash():
            log.warning("%s could not be moved to the trash", path.name)

    def _import_failed(self, error: BaseException) -> None:
        self._end_job()
        if isinstance(error, HexaplaError):
            self.failed.emit(error)
