"""Opens the palette, gives the keyboard back to where it was, and then runs what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from viewer.ui.commands import Actions
from viewer.ui.library.library import Library
from viewer.ui.palette.entries import Entry, entries
from viewer.ui.palette.popup import Palette
from viewer.ui.reading.view import ReadingView
from viewer.ui.settings import Settings

_OWN: Final = "palette"
_MOST: Final = 8
"""So many are offered first as they were used last."""


class PaletteControl(QObject):
    """What is used last is kept in the settings, by the ids of the commands."""

    def __init__(
        self, *, actions: Actions, library: Library, view: ReadingView, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._library = library
        self._view = view
        self._settings = settings
        self._window = window
        self._before: QWidget | None = None
        self.palette = Palette(window)
        self.palette.chosen.connect(self._run)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {_OWN: self.show}

    def show(self) -> None:
        """Opens the palette."""
        self._before = self._window.focusWidget()
        offered = [entry for entry in entries(self._actions, self._library, self._view) if entry.id != _OWN]
        self.palette.show_over(self._window, offered, self._settings["commands_used"])

    def _run(self, entry: Entry) -> None:
        self._window.activateWindow()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        if entry.keys:
            used = [entry.id, *(name for name in self._settings["commands_used"] if name != entry.id)]
            self._settings["commands_used"] = used[:_MOST]
        entry.run()
