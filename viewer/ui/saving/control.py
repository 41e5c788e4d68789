"""Everything is saved at once: that is said, copies are made, and what cannot be written goes on in another file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.changing.changed import Action, Changed
from viewer.corpus import Corpus
from viewer.corpus.faults import translated
from viewer.corpus.identity import FileIdentity
from viewer.errors import CorpusError, CorpusMissing, DiskFull, Forbidden, HexaplaError, Locked, ReadOnly, Replaced
from viewer.ui import messages
from viewer.ui.dialogs import choosing
from viewer.ui.exporting.folder import export_folder
from viewer.ui.i18n import Safe, counter, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import LANE, Library
from viewer.ui.library.naming import SUFFIX, file_name, free_path
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.saving.file_manager import show_in_folder
from viewer.ui.saving.held import Copy, Held
from viewer.ui.saving.share_page import SharePage
from viewer.ui.searching.remembered import SETTING
from viewer.ui.settings import Settings

tr = translator("Saving")
count = counter("Saving")

_COPIES: Final = "copy"
_KEY: Final = "saved"
_ELSEWHERE: Final = (Replaced, CorpusMissing, ReadOnly, DiskFull, Forbidden)
"""What is the matter with a place, and not with the corpus."""


class SavingControl(QObject):
    """Holds a connection to the open corpus, so that nothing is lost whatever becomes of its file."""

    told = Signal(object)
    """A Message."""
    saved_changed = Signal(bool)
    """Whether all changes of the open corpus are in its file."""

    def __init__(
        self,
        *,
        library: Library,
        jobs: Jobs,
        settings: Settings,
        settle: Callable[[], object],
        open_folder: Callable[[Path], object],
        window: QWidget,
    ) -> None:
        """`settle` takes what is being written in the texts; `open_folder` opens a folder in the system's program."""
        super().__init__(window)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._settle = settle
        self._open_folder = open_folder
        self._window = window
        self._held: Held | None = None
        self._unsaved: list[Callable[[], object]] = []
        """Changes of the open corpus that could not be written, as what makes them once more."""
        self._warned = False
        """Whether it was said that they are lost with the corpus."""
        self.page: SharePage | None = None
        library.opened.connect(self._hold)
        library.closing.connect(self._let_go)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {
            "save": self.save,
            "save_copy": self.ask_for_copy,
            "share": self.ask_to_share,
            "show_in_folder": self.show_in_folder,
        }

    @property
    def all_saved(self) -> bool:
        """Whether all changes of the open corpus are in its file, as far as they have been made."""
        return not self._unsaved

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
            self.told.emit(Message(Level.INFO, text, key=_KEY))
            return
        job = Job(partial(_look, identity))
        job.succeeded.connect(lambda path: self._tell_saved(path))
        job.failed.connect(self._tell_gone)
        self._jobs.start(job, lane=LANE)

    def show_in_folder(self) -> None:
        """Shows the file of the corpus in the file manager."""
        if self._library.corpus is not None:
            self._show(self._library.corpus.path)

    def _show(self, path: Path) -> None:
        show_in_folder(path, open_folder=self._open_folder, parent=self)

    def _tell_saved(self, path: Path) -> None:
        if self._unsaved:
            self._tell_waiting()
            return
        text = tr("All changes are saved, in {file} in {folder}.", file=path.name, folder=str(path.parent))
        answers = (
            Answer(tr("Save a copy…"), self.ask_for_copy),
            Answer(tr("Show in folder"), partial(self._show, path)),
        )
        self.told.emit(Message(Level.INFO, text, answers, _KEY))

    # Copies

    def ask_for_copy(self) -> None:
        """Asks where to save a copy of everything."""
        corpus = self._library.corpus
        if corpus is not None:
            self._ask_where(tr("Save a copy"), self._proposed(corpus, tr("copy")), self._copy)

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
        self.page.show()
        self.page.raise_()
        self.page.activateWindow()

    def _ask_where_to_share(self, notes: bool, history: bool) -> None:
        corpus = self._library.corpus
        if corpus is not None:
            proposed = self._proposed(corpus, tr("to share"))
            self._ask_where(tr("Save a copy to share"), proposed, partial(self._copy, notes=notes, history=history))

    def _proposed(self, corpus: Corpus, suffix: Safe) -> Path:
        """A free name in the folder where files were written last."""
        return free_path(export_folder(self._settings), f"{file_name(corpus.title)} ({suffix})")

    def _ask_where(self, title: Safe, proposed: Path, chosen: Callable[..., object]) -> QFileDialog:
        kinds = {SUFFIX: tr("Hexapla corpus")}
        return choosing.target(self._window, title, proposed, kinds, lambda path, over: chosen(path, overwrite=over))

    def _copy(self, target: Path, *, overwrite: bool, notes: bool = True, history: bool = True) -> None:
        wanted = Copy(target, notes, history, overwrite)
        self._settings["export"] = {**self._settings["export"], "folder": str(target.parent)}
        self._start(wanted, tr("Saving a copy as {file}", file=target.name), self._tell_copied)

    def _start(self, wanted: Copy, shown: Safe, then: Callable[[Copy], object]) -> None:
        held, identity = self._held, self._library.identity
        if held is None or identity is None:
            return
        if identity.is_at(wanted.target):
            text = tr("This is the corpus itself, and all changes are in it. Choose another name for a copy.")
            self.told.emit(Message(Level.INFO, text, key=_KEY))
            return
        job = Job(partial(held.copy, wanted), title=shown)
        job.succeeded.connect(then)
        job.failed.connect(self._tell_failure)
        self._jobs.start(job, lane=_COPIES)

    def _tell_copied(self, made: Copy) -> None:
        text = tr("Saved a copy as {file} in {folder}.", file=made.target.name, folder=str(made.target.parent))
        answer = Answer(tr("Show in folder"), partial(self._show, made.target))
        self.told.emit(Message(Level.INFO, text, (answer,), _KEY))

    # Changes that cannot be written

    def tell_unsaved(self, error: BaseException, again: Callable[[], object]) -> None:
        """A change could not be written; `again` makes it once more."""
        corpus = self._library.corpus
        if not isinstance(error, CorpusError) or corpus is None or Path(error.path) != corpus.path:
            self.told.emit(messages.failure(error))
        elif isinstance(error, _ELSEWHERE):
            self._set_unsaved([*self._unsaved, again])
            self.told.emit(messages.failure(error, *self._ways_on()))
        elif isinstance(error, Locked):
            self.told.emit(messages.failure(error, Answer(tr("Try again"), again)))
        else:
            self.told.emit(messages.failure(error))

    def go_on_elsewhere(self) -> None:
        """Asks for another file, in which all that is there and all that could not be written goes on."""
        corpus = self._library.corpus
        if corpus is not None:
            proposed = corpus.path if not corpus.path.exists() else self._library.free_path(corpus.title)
            dialog = self._ask_where(tr("Save as"), proposed, self._move)
            dialog.rejected.connect(self._tell_waiting)

    def _set_unsaved(self, unsaved: list[Callable[[], object]]) -> None:
        self._unsaved, self._warned = unsaved, False
        self.saved_changed.emit(not unsaved)

    def _ways_on(self) -> tuple[Answer, ...]:
        return Answer(tr("Save as…"), self.go_on_elsewhere), Answer(tr("Try again"), self._make_again)

    def _tell_gone(self, error: BaseException) -> None:
        self.told.emit(messages.failure(error, *self._ways_on()))

    def _tell_waiting(self) -> None:
        """Not saving elsewhere after all: what waits for that is said once more."""
        if not self._unsaved:
            return
        text = count(
            "{n} change could not be saved and is lost when the corpus is closed. Save it as another file.",
            "{n} changes could not be saved and are lost when the corpus is closed. Save it as another file.",
            len(self._unsaved),
        )
        self.told.emit(Message(Level.ERROR, text, self._ways_on(), "failure"))

    def _move(self, target: Path, *, overwrite: bool) -> None:
        wanted = Copy(target, overwrite=overwrite)
        self._start(wanted, tr("Saving as {file}", file=target.name), self._go_on_in)

    def _go_on_in(self, made: Copy) -> None:
        if not self._library.go_on_in(made.target):
            return
        text = tr(
            "Saved as {file} in {folder}. You go on in it.", file=made.target.name, folder=str(made.target.parent)
        )
        answer = Answer(tr("Show in folder"), partial(self._show, made.target))
        self.told.emit(Message(Level.INFO, text, (answer,), "failure"))

    def _make_again(self) -> None:
        unsaved = self._unsaved
        self._set_unsaved([])
        for again in unsaved:
            again()

    def _tell_failure(self, error: BaseException) -> None:
        if isinstance(error, HexaplaError):
            self.told.emit(messages.failure(error, key=_KEY))

    def leaves(self) -> bool:
        """Whether nothing is lost if the corpus is closed now; asked once more, it is closed all the same."""
        if self._unsaved and not self._warned:
            self._warned = True
            self._tell_waiting()
            return False
        return True

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
        self.told.emit(Message(Level.INFO, text, (answer,), _KEY))

    def _rename_file(self, path: Path, title: str) -> None:
        identity = self._library.identity
        if identity is None or identity.path != path:
            return
        job = Job(partial(_renamed, identity, free_path(path.parent, title)))
        job.succeeded.connect(self._library.go_on_in)
        job.failed.connect(self._tell_failure)
        self._jobs.start(job, lane=LANE)

    # The corpus

    def _hold(self) -> None:
        corpus = self._library.corpus
        if corpus is not None:
            self._held = Held(corpus.path)
            self._jobs.start(Job(self._held.open), lane=_COPIES)
            self._make_again()

    def _let_go(self) -> None:
        if self._held is not None:
            self._jobs.start(Job(self._held.close, needed=True), lane=_COPIES)
        self._held = None
        if not self._library.is_moving:
            self._set_unsaved([])
        if self.page is not None:
            self.page.close()

    def _forget_page(self) -> None:
        self.page = None


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
