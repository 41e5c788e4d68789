"""What cannot be written where the corpus is goes on in another file, with all that was changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from viewer.errors import CorpusError, Locked, Replaced
from viewer.ui import messages
from viewer.ui.i18n import counter, translator
from viewer.ui.library.library import Library
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.saving.copies import OF_THE_PLACE, Copies
from viewer.ui.saving.held import Copy

tr = translator("Saving")
count = counter("Saving")

_KEY: Final = "failure"
_REST: Final = 500
"""Milliseconds for whoever puts another file in the place of the corpus, or gives it another name."""


class Rescue(QObject):
    """Keeps the changes that could not be written until they are, or the corpus is closed."""

    told = Signal(object)
    """A Message."""
    saved_changed = Signal(bool)
    """Whether all changes of the open corpus are in its file."""

    def __init__(self, *, library: Library, copies: Copies, show: Callable[[Path], object], parent: QObject) -> None:
        """`show` shows a file in its folder."""
        super().__init__(parent)
        self._library = library
        self._copies = copies
        self._show = show
        self._unsaved: list[Callable[[], object]] = []
        """What makes the changes once more, in their order."""
        self._warned = False
        """Whether it was said that they are lost with the corpus."""
        self._watcher = QFileSystemWatcher(self)
        """Tells at once what would else be noticed at the next change, where the file system can tell."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._watcher.fileChanged.connect(lambda _: self._rest.start())
        self._rest.timeout.connect(self._look)
        library.opened.connect(self._begin)
        library.closing.connect(self._end)

    @property
    def all_saved(self) -> bool:
        """Whether all changes of the open corpus are in its file, as far as they have been made."""
        return not self._unsaved

    def take(self, error: BaseException, again: Callable[[], object]) -> None:
        """A change could not be written; `again` makes it once more."""
        corpus = self._library.corpus
        is_own = isinstance(error, CorpusError) and corpus is not None and Path(error.path) == corpus.path
        if is_own and isinstance(error, OF_THE_PLACE):
            self._set_unsaved([*self._unsaved, again])
            self.tell(error)
        elif is_own and isinstance(error, Locked):
            self.told.emit(messages.failure(error, Answer(tr("Try again"), again)))
        else:
            self.told.emit(messages.failure(error))

    def tell(self, error: BaseException) -> None:
        """Says what is the matter with the file, with the ways on."""
        self.told.emit(messages.failure(error, *self._ways_on(), key=_KEY))

    def tell_unsaved(self) -> None:
        """Says how much could not be saved, if anything."""
        if not self._unsaved:
            return
        text = count(
            "{n} change could not be saved and is lost when the corpus is closed. Save it as another file.",
            "{n} changes could not be saved and are lost when the corpus is closed. Save it as another file.",
            len(self._unsaved),
        )
        self.told.emit(Message(Level.ERROR, text, self._ways_on(), _KEY))

    def leaves(self) -> bool:
        """Whether nothing is lost if the corpus is closed now; asked once more, it is closed all the same."""
        if self._unsaved and not self._warned:
            self._warned = True
            self.tell_unsaved()
            return False
        return True

    def ask_where(self) -> None:
        """Asks for the file in which all that is there and all that could not be written goes on."""
        corpus = self._library.corpus
        if corpus is not None:
            proposed = corpus.path if not corpus.path.exists() else self._library.free_path(corpus.title)
            dialog = self._copies.ask_where(tr("Save as"), proposed, self.go_on_in)
            dialog.rejected.connect(self.tell_unsaved)

    def go_on_in(self, target: Path, overwrite: bool = False) -> None:
        """Saves the corpus there, and goes on in that file."""
        shown = tr("Saving as {file}", file=target.name)
        self._copies.make(Copy(target, overwrite=overwrite), shown, then=self._open, again=self.ask_where)

    def _open(self, made: Copy) -> None:
        if not self._library.go_on_in(made.target):
            return
        file, folder = made.target.name, str(made.target.parent)
        text = tr("Saved as {file} in {folder}. You go on in it.", file=file, folder=folder)
        answer = Answer(tr("Show in folder"), partial(self._show, made.target))
        self.told.emit(Message(Level.INFO, text, (answer,), _KEY))

    def _ways_on(self) -> tuple[Answer, ...]:
        elsewhere = Answer(tr("Save as…"), self.ask_where)
        return (elsewhere, Answer(tr("Try again"), self._make_again)) if self._unsaved else (elsewhere,)

    def _set_unsaved(self, unsaved: list[Callable[[], object]]) -> None:
        self._unsaved, self._warned = unsaved, False
        self.saved_changed.emit(not unsaved)

    def _make_again(self) -> None:
        unsaved = self._unsaved
        self._set_unsaved([])
        for again in unsaved:
            again()

    def _look(self) -> None:
        identity = self._library.identity
        if self._library.corpus is not None and identity is not None and not identity.is_at(identity.path):
            self.tell(Replaced(identity.path))

    def _begin(self) -> None:
        corpus = self._library.corpus
        if corpus is not None:
            self._watcher.addPath(str(corpus.path))
            self._make_again()

    def _end(self) -> None:
        self._rest.stop()
        if self._watcher.files():
            self._watcher.removePaths(self._watcher.files())
        if not self._library.is_moving:
            self._set_unsaved([])
