"""The command that shows the page of preferences, once at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer.ui.preferences.page import PreferencesPage
from viewer.ui.settings import Settings


class PreferencesControl(QObject):
    """Costs nothing while the page is closed."""

    def __init__(self, *, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window
        self.page: PreferencesPage | None = None

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the command does."""
        return {"preferences": self.show}

    def show(self) -> None:
        """Shows the page, or brings it to the front."""
        if self.page is None:
            self.page = PreferencesPage(self._settings, self._window)
            self.page.finished.connect(self._forget)
        self.page.show()
        self.page.raise_()
        self.page.activateWindow()

    def _forget(self) -> None:
        self.page = None
