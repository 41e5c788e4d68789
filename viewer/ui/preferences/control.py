"""The command that shows the page of preferences, once at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer.ui.commands import Actions
from viewer.ui.preferences.page import PreferencesPage
from viewer.ui.reading.view import ReadingView
from viewer.ui.settings import Settings

_MOST: Final = 300
"""Code points of a sample."""


class PreferencesControl(QObject):
    """Costs nothing while the page is closed."""

    def __init__(self, *, settings: Settings, view: ReadingView, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._view = view
        self._actions = actions
        self._window = window
        self.page: PreferencesPage | None = None

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the command does."""
        return {"preferences": self.show}

    def show(self) -> None:
        """Shows the page, or brings it to the front."""
        if self.page is None:
            self.page = PreferencesPage(self._settings, self._samples(), self._open_page, self._window)
            self.page.finished.connect(self._forget)
        self.page.bring_to_front()

    def _samples(self) -> dict[str, str]:
        """What is read now, by language; empty for one that has nothing in this row."""
        row, versions = self._view.current_unit(), self._view.versions()
        cells = self._view.unit(row).cells if row is not None else {}
        return {
            versions[id_].language: " ".join(segment.text for segment in cells.get(id_, ()))[:_MOST]
            for id_ in self._view.chosen_versions()
        }

    def _forget(self) -> None:
        self.page = None

    def _open_page(self, command: str) -> None:
        self._actions[command].trigger()
