"""Changes of the open corpus, from the wish to what is said of them: files added, texts replaced, parts renamed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.changing.changed import Changed
from viewer.corpus import Corpus
from viewer.importing.origins import ChangedFile, origins
from viewer.model import Change, VersionId
from viewer.ui.dialogs import choosing
from viewer.ui.importing.told import change_told, files_changed, turned_told, turns_told
from viewer.ui.importing.watching import Watching
from viewer.ui.jobs import Jobs
from viewer.ui.library.contents import ContentsPage
from viewer.ui.library.editing import Editing
from viewer.ui.library.library import Library
from viewer.ui.widgets.drop_overlay import Target

_AS = {Target.VERSION: "version", Target.DOCUMENT: "document"}


class ChangeControl(QObject):
    """Wires the pages and the watched files to the work, and the work to the window."""

    corpus_changed = Signal(object, object)
    """The Corpus, which is not what it was, and the Change that it was, if there was only one."""
    told = Signal(object)
    """A Message."""
    turned = Signal(object, object)
    """A Change that was undone or redone, and the Message that says so."""
    row_requested = Signal(int)
    """The number of a row to look at."""

    def __init__(self, *, library: Library, jobs: Jobs, folder: Callable[[], str], window: QWidget) -> None:
        """`folder` is where a file dialog opens."""
        super().__init__(window)
        self._library = library
        self._folder = folder
        self._window = window
        self.editing = Editing(library=library, jobs=jobs, parent=self)
        self.watching = Watching(jobs, self)
        self.page: ContentsPage | None = None
        """The page of versions and documents, if it is open."""
        self.review_of: Callable[[Changed], Callable[[], object] | None] = lambda _changed: None
        """Gives for a change what reviews it, if somebody does."""
        self.editing.changed.connect(self._tell_change)
        self.editing.turned.connect(self._tell_turn)
        self.editing.turned_to.connect(self._tell_turns)
        self.editing.failed.connect(self._show_as_it_is)
        self.watching.changed.connect(self._tell_files)
        library.opened.connect(lambda _corpus, _place: self._watch())
        library.leading.connect(self._watch)
        library.closing.connect(self._close)

    def take(self, paths: Sequence[Path], target: Target) -> None:
        """Adds files that were dropped on the target `version` or `document`."""
        self.editing.add(paths, _AS[target])

    def ask_for(self, target: Target) -> None:
        """Asks for files to be added as that."""
        choosing.files(self._window, self._folder(), lambda paths: self.take(paths, target))

    def show_contents(self) -> None:
        """Shows the page of versions and documents."""
        corpus = self._library.corpus
        if corpus is None:
            return
        if self.page is None:
            page = self.page = ContentsPage(corpus, self._window)
            page.renamed.connect(self.editing.rename)
            page.version_renamed.connect(self.editing.rename_version)
            page.version_removed.connect(self.editing.remove_version)
            page.document_renamed.connect(self.editing.rename_document)
            page.document_removed.connect(self.editing.remove_document)
            page.document_moved.connect(self.editing.move_document)
            page.addition_requested.connect(lambda as_: self.ask_for(Target(as_)))
            page.replacement_requested.connect(self._ask_for_replacement)
            page.finished.connect(self._forget_page)
        self.page.bring_to_front()

    def name_corpus(self) -> None:
        """Shows the page, the title of the corpus open for writing."""
        self.show_contents()
        if self.page is not None:
            self.page.edit_title()

    def name_document(self, document: int) -> None:
        """Shows the page, the title of a document open for writing."""
        self.show_contents()
        if self.page is not None:
            self.page.edit_document(document)

    def _ask_for_replacement(self, version: VersionId, document: int) -> None:
        choosing.files(
            self._window, self._folder(), lambda paths: self.editing.replace(version, document, paths[0]), one=True
        )

    def _replace_changed(self, found: tuple[ChangedFile, ...]) -> None:
        """Replaces the texts of these files, where they stand now: documents may have moved since it was told."""
        if self._library.corpus is None:
            return
        changed = {one.origin.path for one in found}
        for origin in origins(self._library.corpus):
            for text in origin.texts if origin.path in changed else ():
                self.editing.replace(text.version, text.document, origin.path)

    def _tell_change(self, changed: Changed) -> None:
        corpus = self._renewed()
        if corpus is None:
            return
        message = change_told(
            changed, undo=self.editing.undo, show=self.row_requested.emit, review=self.review_of(changed)
        )
        if message is not None:
            self.told.emit(message)

    def _tell_turn(self, change: Change) -> None:
        corpus = self._renewed(change)
        if corpus is not None:
            again = self.editing.redo if change.undone else self.editing.undo
            labels: dict[str, str] = {version.id: version.label for version in corpus.versions()}
            self.turned.emit(change, turned_told(change, labels, again=again))

    def _tell_turns(self, made: Sequence[Change], before: int) -> None:
        if self._renewed() is not None:
            self.told.emit(turns_told(made, again=partial(self.editing.turn_to, before)))

    def _show_as_it_is(self) -> None:
        """A change failed: what was written on the page is not so."""
        if self.page is not None and self._library.corpus is not None:
            self.page.show_corpus(self._library.corpus)

    def _tell_files(self, found: tuple[ChangedFile, ...]) -> None:
        self.told.emit(files_changed(found, replace=partial(self._replace_changed, found)))

    def _renewed(self, change: Change | None = None) -> Corpus | None:
        """The corpus, which is shown as it is now; None if there is none, or none any more as it could not be read."""
        corpus = self._library.corpus
        if corpus is None:
            return None
        self.corpus_changed.emit(corpus, change)
        if self._library.corpus is not corpus:
            return None
        self.follow(corpus, change)
        return corpus

    def follow(self, corpus: Corpus, change: Change | None) -> None:
        """The corpus is not what it was, and the window shows it: so do the page and the watched files."""
        if (change is None or change.touched is None) and self._library.leads():
            self.watching.renew(corpus)
        if self.page is not None:
            self.page.show_corpus(corpus)

    def _watch(self) -> None:
        """The files of a corpus are watched once, however many windows show it."""
        self.watching.set_corpus(self._library.corpus if self._library.leads() else None)

    def _close(self) -> None:
        self.watching.set_corpus(None)
        if self.page is not None:
            self.page.close()

    def _forget_page(self) -> None:
        self.page = None
