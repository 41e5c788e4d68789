"""Everything is saved at once: that is said, and where; copies are made, to keep or to share; the file is renamed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.changing.changed import Action, Changed
from viewer.corpus import Corpus
from viewer.corpus.faults import translated
from viewer.corpus.identity import FileIdentity
from viewer.errors import HexaplaError
from viewer.ui import messages
from viewer.ui.exporting.folder import export_folder
from viewer.ui.i18n import Safe, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import LANE, Library
from viewer.ui.library.naming import file_name, free_path
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.outside import Outside
from viewer.ui.saving.copies import KEY, Copies
from viewer.ui.saving.held import Copy
from viewer.ui.saving.rescue import Rescue
from viewer.ui.saving.share_page import SharePage
from viewer.ui.searching.remembered import SETTING
from viewer.ui.settings import Settings

tr = translator("Saving")


class SavingControl(QObject):
    """What the window says and does about the file of the open corpus."""

    told = Signal(object)
    """A Message."""

    def __init__(
        self,
        *,
        library: Library,
        jobs: Jobs,
        settings: Settings,
        settle: Callable[[], object],
        outside: Outside,
        window: QWidget,
    ) -> None:
        """`settle` takes what is being written in the texts."""
        super().__init__(window)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._settle = settle
        self._outside = outside
        self._window = window
        self.copies = Copies(library=library, jobs=jobs, window=window)
        self.rescue = Rescue(library=library, copies=self.copies, show=outside.reveal, parent=self)
        self.page: SharePage | None = None
        self.copies.told.connect(self.told)
        self.rescue.told.connect(self.told)
        library.closing.connect(self._close_page)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {
            "save": self.save,
            "save_copy": self.ask_for_copy,
            "share": self.ask_to_share,
            "show_in_folder": self.show_in_folder,
        }

    # That everything is saved

    def save(self) -> None:
        """Says that all changes are saved, once those that were asked for before are, and where."""
        self._settle()
        identity = self._library.identity
        if self._library.corpus is None or identity is None:
            return
        running = next((job.title for job in self._jobs.running() if job.title), "")
        if running and self._jobs.waiting(LANE):
            text = tr(
                "Everything is saved at once; what you changed last as soon as this is done: {title}.", title=running
            )
            self.told.emit(Message(Level.INFO, text, key=KEY))
            return
        job = Job(partial(_look, identity))
        job.succeeded.connect(self._tell_saved)
        job.failed.connect(self.rescue.tell)
        self._jobs.start(job, lane=LANE)

    def show_in_folder(self) -> None:
        """Shows the file of the corpus in the file manager."""
        if self._library.corpus is not None:
            self._outside.reveal(self._library.corpus.path)

    def _tell_saved(self, path: Path) -> None:
        if not self.rescue.all_saved:
            self.rescue.tell_unsaved()
            return
        text = tr("All changes are saved, in {file} in {folder}.", file=path.name, folder=str(path.parent))
        answers = (
            Answer(tr("Save a copy…"), self.ask_for_copy),
            Answer(tr("Show in folder"), partial(self._outside.reveal, path)),
        )
        self.told.emit(Message(Level.INFO, text, answers, KEY))

    # Copies

    def ask_for_copy(self) -> None:
        """Asks where to save a copy of everything."""
        corpus = self._library.corpus
        if corpus is not None:
            proposed = self._proposed(corpus, tr("copy"))
            self.copies.ask_where(tr("Save a copy"), proposed, lambda path, over: self.copy(Copy(path, overwrite=over)))

    def ask_to_share(self) -> None:
        """Shows the page for a copy for somebody else."""
        corpus = self._library.corpus
        if corpus is None:
            return
        if self.page is None:
            try:
                has_notes = corpus.has_notes
                has_history = corpus.turns() != (None, None) or corpus.setting(SETTING) is not None
            except HexaplaError as error:
                self.told.emit(messages.failure(error))
                return
            page = self.page = SharePage(
                corpus.title, has_notes=has_notes, has_history=has_history, parent=self._window
            )
            page.copy_requested.connect(self._ask_where_to_share)
            page.finished.connect(self._forget_page)
        self.page.bring_to_front()

    def copy(self, wanted: Copy) -> None:
        """Makes a copy, and says where it is."""
        self._settings["export"] = {**self._settings["export"], "folder": str(wanted.target.parent)}
        again = self.ask_for_copy if wanted.notes and wanted.history else self.ask_to_share
        shown = tr("Saving a copy as {file}", file=wanted.target.name)
        self.copies.make(wanted, shown, then=self._tell_copied, again=again)

    def _ask_where_to_share(self, notes: bool, history: bool) -> None:
        corpus = self._library.corpus
        if corpus is not None:
            proposed = self._proposed(corpus, tr("to share"))
            self.copies.ask_where(
                tr("Save a copy to share"),
                proposed,
                lambda path, over: self.copy(Copy(path, notes=notes, history=history, overwrite=over)),
            )

    def _proposed(self, corpus: Corpus, suffix: Safe) -> Path:
        """A free name in the folder where files were written last."""
        return free_path(export_folder(self._settings), f"{file_name(corpus.title)} ({suffix})")

    def _tell_copied(self, made: Copy) -> None:
        text = tr("Saved a copy as {file} in {folder}.", file=made.target.name, folder=str(made.target.parent))
        answer = Answer(tr("Show in folder"), partial(self._outside.reveal, made.target))
        self.told.emit(Message(Level.INFO, text, (answer,), KEY))

    def _close_page(self) -> None:
        if self.page is not None:
            self.page.close()

    def _forget_page(self) -> None:
        self.page = None

    # The name of the file

    def offer_file_name(self, changed: Changed) -> None:
        """A corpus that is called otherwise now may have its file called so as well."""
        change, path = changed.change, changed.path
        if change is None or changed.action is not Action.RENAME or {"version", "document"} & change.fields.keys():
            return
        if file_name(changed.title) == path.stem:
            return
        text = tr("The corpus is called {title} now, and its file still {file}.", title=changed.title, file=path.name)
        answer = Answer(tr("Rename the file too"), partial(self._rename_file, path, changed.title))
        self.told.emit(Message(Level.INFO, text, (answer,), KEY))

    def _rename_file(self, path: Path, title: str) -> None:
        identity = self._library.identity
        if identity is None or identity.path != path:
            return
        job = Job(partial(_renamed, identity, free_path(path.parent, title)))
        job.succeeded.connect(self._library.go_on_in)
        job.failed.connect(self._tell_failure)
        self._jobs.start(job, lane=LANE)

    def _tell_failure(self, error: BaseException) -> None:
        if isinstance(error, HexaplaError):
            self.told.emit(messages.failure(error, key=KEY))


def _renamed(identity: FileIdentity, target: Path, _control: Control) -> Path:
    """Gives the file another name in its folder. Raises Replaced and as `faults.from_os` says."""
    identity.require()
    with translated(identity.path):
        identity.path.rename(target)
    return target


def _look(identity: FileIdentity, _control: Control) -> Path:
    """Where the file is. Raises Replaced."""
    identity.require()
    return identity.path
