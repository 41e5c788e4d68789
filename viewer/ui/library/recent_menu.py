"""The corpora that were open, in the menu and on the empty page, which tells as well what is on its way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from viewer.ui.commands import Fact
from viewer.ui.i18n import menu_text, tooltip
from viewer.ui.library.library import Library
from viewer.ui.widgets.empty_page import EmptyPage, described


class RecentMenu(QObject):
    """Lists them newest first; one click opens one where it was left."""

    def __init__(self, *, library: Library, menu: QMenu, empty: EmptyPage, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._menu = menu
        self._empty = empty
        self._listed = 0
        library.job_changed.connect(lambda job: empty.set_waiting(job.title if job is not None else ""))
        empty.recent_requested.connect(lambda path: library.visit(Path(path)))

    def facts(self) -> set[Fact]:
        """Whether there are any."""
        return {Fact.RECENT} if self._listed else set()

    def refresh(self) -> None:
        """Looks again which there are."""
        recents = self._library.recents.all()
        self._listed = len(recents)
        self._empty.set_recent(recents)
        self._menu.clear()
        for recent in recents:
            action = self._menu.addAction(f"{menu_text(recent.title)}\t{menu_text(described(recent))}")
            action.setToolTip(tooltip(recent.path))
            action.triggered.connect(self._opening(recent.path))

    def _opening(self, path: str) -> Callable[[], object]:
        return lambda: self._library.visit(Path(path))
