"""A corpus that is no longer where it was: that is said in words, with the ways to find it or to forget it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.ui.dialogs import choosing
from viewer.ui.i18n import translator
from viewer.ui.library.library import Library
from viewer.ui.library.recent import Recent
from viewer.ui.messages import Answer, Level, Message

tr = translator("Missing")


class MissingCorpora(QObject):
    """Nothing is forgotten before the reader says so: the disk may only be unplugged."""

    told = Signal(object)
    """A Message."""
    forgotten = Signal()
    """The list of corpora is another."""

    def __init__(self, *, library: Library, window: QWidget) -> None:
        super().__init__(window)
        self._library = library
        self._window = window
        library.missing.connect(self.tell)

    def tell(self, recent: Recent) -> None:
        """Says that the corpus is gone, and offers what can be done."""
        path = Path(recent.path)
        text = tr(
            "{title} is no longer in {folder}. Say where it is now, or go on with another.",
            title=recent.title,
            folder=str(path.parent),
        )
        answers = (
            Answer(tr("Locate…"), partial(self.locate, path)),
            Answer(tr("Remove from list"), partial(self.forget, path)),
        )
        self.told.emit(Message(Level.INFO, text, answers, "gone"))

    def locate(self, path: Path) -> QFileDialog:
        """Asks where the corpus is now, and opens it at the place where it was left."""
        folder = next((one for one in path.parents if one.is_dir()), Path.home())
        return choosing.corpus(self._window, str(folder), partial(self._take, path))

    def forget(self, path: Path) -> None:
        """Takes the corpus off the list."""
        self._library.recents.forget(path)
        self.forgotten.emit()

    def _take(self, path: Path, chosen: Sequence[Path]) -> None:
        self._library.recents.carry_over(path, chosen[0])
        if self._library.visit(chosen[0]):
            self.forget(path)
