"""Bookmarks and notes as a file: asks where to, writes in the background, and says what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.corpus import Corpus
from viewer.errors import HexaplaError
from viewer.notes_export import export
from viewer.ui import messages
from viewer.ui.dialogs import choosing
from viewer.ui.exporting.control import LANE, written
from viewer.ui.exporting.folder import export_folder
from viewer.ui.i18n import counter, noop, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import Library
from viewer.ui.messages import Level, Message
from viewer.ui.outside import Outside
from viewer.ui.settings import Settings

tr = translator("Notes")
count = counter("Notes")

_KINDS: Final = {
    ".html": noop("Web page"),
    ".md": noop("Markdown"),
    ".csv": noop("Table, comma-separated"),
    ".tsv": noop("Table, tab-separated"),
    ".json": noop("JSON"),
}


class NoteExport(QObject):
    """Writes all notes of the corpus, whatever the list is narrowed to."""

    told = Signal(object)
    """A Message."""

    def __init__(
        self,
        *,
        library: Library,
        jobs: Jobs,
        settings: Settings,
        outside: Outside,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._outside = outside
        self._window = parent

    def ask(self) -> None:
        """Asks where to write."""
        corpus = self._library.corpus
        if corpus is None:
            return
        if not corpus.has_notes:
            text = tr("There are no notes to write to a file yet.")
            self.told.emit(Message(Level.INFO, text, key="export"))
            return
        suffix = self._settings["export"].get("notes", "")
        proposed = export_folder(self._settings) / f"{corpus.path.stem} {tr('notes')}{suffix}"
        kinds = {suffix: tr(name) for suffix, name in _KINDS.items()}
        choosing.target(self._window, tr("Export the notes"), proposed, kinds, partial(self._write, corpus.path))

    def _write(self, path: Path, file: Path, overwrite: bool) -> None:
        self._settings["export"] = {**self._settings["export"], "folder": str(file.parent), "notes": file.suffix}

        def work(_control: Control) -> int:
            with Corpus.open(path, read_only=True) as corpus:
                return export(corpus, file, overwrite=overwrite)

        job = Job(work, title=tr("Exporting {file}", file=file.name))
        job.succeeded.connect(partial(self._tell, file))
        job.failed.connect(self._tell_failure)
        self._jobs.start(job, lane=LANE)

    def _tell(self, file: Path, notes: int) -> None:
        text = count("Exported {n} note to {file}.", "Exported {n} notes to {file}.", notes, file=file.name)
        self.told.emit(written(text, file, self._outside))

    def _tell_failure(self, error: BaseException) -> None:
        if isinstance(error, HexaplaError):
            self.told.emit(messages.failure(error, key="export"))
