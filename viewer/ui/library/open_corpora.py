"""Which window has which corpus, of all windows of the program; told by their libraries.

Several may have the same one. What is to be done once for it (aligning what waits, watching its files) is the business
of the window that has had it longest.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal


class OpenCorpora(QObject):
    """The libraries that have a corpus open, in the order in which they opened it."""

    wanted = Signal(object)
    """A library: its corpus was asked for elsewhere, and its window is to come to the front."""
    leading = Signal(object)
    """A library: whoever led for its corpus has closed it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: dict[QObject, str] = {}

    def take(self, library: QObject, path: Path) -> None:
        """The library has opened this corpus, and has no other one any more."""
        self.release(library)
        self._open[library] = os.path.realpath(path)

    def release(self, library: QObject) -> None:
        """The library has closed its corpus."""
        led = self.leads(library)
        file = self._open.pop(library, None)
        if led and file is not None:
            heir = next((one for one, its in self._open.items() if its == file), None)
            if heir is not None:
                self.leading.emit(heir)

    def others(self, library: QObject, path: Path) -> list[QObject]:
        """The libraries that have the corpus open, without this one."""
        file = os.path.realpath(path)
        return [one for one, its in self._open.items() if its == file and one is not library]

    def leads(self, library: QObject) -> bool:
        """Whether this library does what is to be done once for its corpus."""
        file = self._open.get(library)
        return file is None or next(one for one, its in self._open.items() if its == file) is library
