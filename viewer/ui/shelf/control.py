"""The library page in the window: folders are looked through beside it, and corpora are looked at one by one."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer import changing, shelf
from viewer.errors import Cancelled, HexaplaError
from viewer.shelf import Shelf, Shelved
from viewer.ui import messages
from viewer.ui.dialogs import choosing
from viewer.ui.i18n import translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.editing import Editing
from viewer.ui.library.library import Library
from viewer.ui.library.missing import MissingCorpora
from viewer.ui.outside import Outside
from viewer.ui.settings import Settings
from viewer.ui.shelf.entry import Entry
from viewer.ui.shelf.page import ShelfPage

tr = translator("Shelf")

_LANE: Final = "shelf"


class ShelfControl(QObject):
    """Costs nothing while the page is closed."""

    told = Signal(object)
    """A Message."""
    changed = Signal()
    """The list of corpora is another."""

    def __init__(
        self,
        *,
        library: Library,
        missing: MissingCorpora,
        editing: Editing,
        jobs: Jobs,
        settings: Settings,
        outside: Outside,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library = library
        self._missing = missing
        self._editing = editing
        self._jobs = jobs
        self._settings = settings
        self._outside = outside
        self._window = window
        self._job: Job | None = None
        self._found: set[str] = set()
        """Paths that were looked at since it was begun to look."""
        self.page: ShelfPage | None = None
        library.opened.connect(self.look)
        missing.forgotten.connect(self.look)
        editing.changed.connect(self.look)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the command does."""
        return {"library": self.show}

    def show(self) -> None:
        """Shows the page, or brings it to the front."""
        if self.page is None:
            page = self.page = ShelfPage(self._window)
            page.open_requested.connect(self._open)
            page.folder_requested.connect(lambda path: self._outside.reveal(Path(path)))
            page.location_requested.connect(lambda path: self._missing.locate(Path(path)))
            page.removal_requested.connect(self._remove)
            page.renamed.connect(self._rename)
            page.folder_added.connect(self._ask_for_folder)
            page.folder_left_out.connect(self._leave_folder_out)
            page.finished.connect(self._forget_page)
            self.look()
        self.page.bring_to_front()

    # Looking

    def look(self) -> None:
        """Looks anew what there is, if anybody sees it; what is listed stays until it is known better."""
        if self.page is None:
            return
        self._drop()
        self._found = set()
        self.page.set_folders(self._library.folder, self._settings["library_folders"])
        job = self._job = Job(partial(_look_through, self._library.shelf()))
        job.reported.connect(self._take)
        job.succeeded.connect(lambda _: self._end())
        job.failed.connect(self._tell_failure)
        self.page.tell(looking=True)
        self._jobs.start(job, lane=_LANE)

    def _take(self, found: Shelved) -> None:
        if self.page is None:
            return
        path = found.path
        self._found.add(str(path))
        opened = self._library.corpus.path if self._library.corpus is not None else None
        self.page.put(Entry(found, self._library.recents.find(path), is_open=path == opened))
        self.page.tell(looking=True)

    def _end(self) -> None:
        self._job = None
        if self.page is not None:
            self.page.keep_only(self._found)
            self.page.tell(looking=False)

    def _tell_failure(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, HexaplaError) and not isinstance(error, Cancelled):
            self.told.emit(messages.failure(error, key="library"))

    # What was asked for on the page

    def _open(self, path: str) -> None:
        if self._library.visit(Path(path)) and self.page is not None:
            self.page.close()

    def _remove(self, path: str) -> None:
        """Off the list, also if it lies in a folder that is looked through. The file stays."""
        self._library.recents.forget(Path(path))
        left_out = [one for one in self._settings["library_left_out"] if one != path]
        if os.path.lexists(path):
            left_out.append(path)
        self._settings["library_left_out"] = left_out
        if self.page is not None:
            self.page.take_away(path)
            self.page.tell(looking=self._job is not None)
        self.changed.emit()

    def _rename(self, path: str, title: str) -> None:
        corpus = self._library.corpus
        if corpus is not None and str(corpus.path) == path:
            self._editing.rename(title)
            return
        job = Job(lambda _control: changing.rename(Path(path), title))
        job.succeeded.connect(lambda _: self._take_renamed(Path(path), title))
        job.failed.connect(self._tell_not_renamed)
        self._jobs.start(job, lane=_LANE)

    def _take_renamed(self, path: Path, title: str) -> None:
        self._library.recents.rename(path, title)
        self.changed.emit()
        self.look()

    def _tell_not_renamed(self, error: BaseException) -> None:
        if isinstance(error, HexaplaError):
            self.told.emit(messages.failure(error, key="library"))
        self.look()

    def _ask_for_folder(self) -> None:
        folder = self._settings["folder"] or str(Path.home())
        choosing.directory(
            self.page or self._window, folder, self._add_folder, title=tr("Look for corpora in a folder")
        )

    def _add_folder(self, chosen: Sequence[Path]) -> None:
        added = str(chosen[0].absolute())
        folders = self._settings["library_folders"]
        if added not in folders:
            self._settings["library_folders"] = [*folders, added]
        # Who adds the folder wants to see what is in it.
        left_out = [one for one in self._settings["library_left_out"] if not Path(one).is_relative_to(added)]
        self._settings["library_left_out"] = left_out
        self.look()

    def _leave_folder_out(self, folder: str) -> None:
        self._settings["library_folders"] = [one for one in self._settings["library_folders"] if one != folder]
        self.look()

    def _drop(self) -> None:
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None

    def _forget_page(self) -> None:
        self.page = None
        self._drop()


def _look_through(wanted: Shelf, control: Control) -> None:
    """Reports of each what it holds."""
    for path in wanted.paths(control.cancelled):
        if control.cancelled():
            raise Cancelled
        control.report(shelf.look(path))
