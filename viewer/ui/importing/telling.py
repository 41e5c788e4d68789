"""What is said of an import in the message bar, from when its texts can be read until its rows are aligned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from viewer.ui.importing.reviewing import Reviewing
from viewer.ui.importing.told import summed_up
from viewer.ui.library.alignment_queue import KEY, AlignmentQueue
from viewer.ui.library.library import Imported, Library
from viewer.ui.messages import Message
from viewer.ui.widgets.message_bar import MessageBar


class ImportTelling(QObject):
    """Keeps what is said true while the alignment arrives."""

    def __init__(
        self,
        *,
        library: Library,
        alignment: AlignmentQueue,
        reviewing: Reviewing,
        messages: MessageBar,
        rows: Callable[[], int],
        parent: QObject,
    ) -> None:
        """`rows` gives how many rows the open corpus has now."""
        super().__init__(parent)
        self._library = library
        self._reviewing = reviewing
        self._messages = messages
        self._rows = rows
        self._told: tuple[Imported, Message] | None = None
        library.imported.connect(self._tell)
        library.closing.connect(self._forget)
        alignment.told.connect(messages.show_message)
        alignment.settled.connect(self._tell_aligned)

    def _tell(self, imported: Imported) -> None:
        self._told = imported, self._message(imported)
        self._messages.show_message(self._told[1])

    def _tell_aligned(self) -> None:
        self._messages.withdraw(KEY)
        if self._told is not None:
            imported, message = self._told
            imported = replace(imported, summary=replace(imported.summary, waiting=0, units=self._rows()))
            self._told = imported, self._message(imported)
            self._messages.put_in_place(message, self._told[1])

    def _message(self, imported: Imported) -> Message:
        path = imported.summary.path
        return summed_up(
            imported.summary,
            review=lambda: self._reviewing.review(imported),
            undo=lambda: self._library.undo_import(path),
        )

    def _forget(self) -> None:
        self._told = None
        self._messages.withdraw(KEY)
