"""The Window menu: another window, the same corpus twice, and the list of those that are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from viewer.ui.commands import Fact

TITLE_END: Final = " — Hexapla"
"""What follows the name of the corpus in the title of a window."""


class WindowCommands(QObject):
    """Knows nothing of the other windows but what their owner tells."""

    new_requested = Signal()
    same_requested = Signal()
    """Another window with the same corpus is wanted."""
    window_requested = Signal(object)
    """A window that is to come to the front."""
    changed = Signal()
    """There are other windows than before."""

    def __init__(self, *, window: QWidget, menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        self._menu = menu
        self._windows: Sequence[QWidget] = (window,)
        self._listed: list[QAction] = []
        self.quit: Callable[[], object] = window.close
        """What ends the program: whoever owns several windows closes them all."""
        menu.aboutToShow.connect(self._list)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {
            "new_window": self.new_requested.emit,
            "same_corpus": self.same_requested.emit,
            "next_window": self._next,
            "close_window": self._window.close,
            "quit": lambda: self.quit(),
        }

    def facts(self) -> set[Fact]:
        """Whether there are several windows."""
        return {Fact.WINDOWS} if len(self._windows) > 1 else set()

    def take_windows(self, windows: Sequence[QWidget]) -> None:
        """These are open now, this one among them."""
        self._windows = tuple(windows)
        self.changed.emit()

    def _next(self) -> None:
        place = self._windows.index(self._window)
        self.window_requested.emit(self._windows[(place + 1) % len(self._windows)])

    def _list(self) -> None:
        for action in self._listed:
            self._menu.removeAction(action)
            action.deleteLater()
        self._listed.clear()
        if len(self._windows) < 2:
            return
        self._listed.append(self._menu.addSeparator())
        for number, window in enumerate(self._windows, start=1):
            title = window.windowTitle().removesuffix(TITLE_END).replace("&", "&&")
            letter = "&" if number < 10 else ""  # a key that opens it
            action = self._menu.addAction(f"{letter}{number}  {title}")
            action.setCheckable(True)
            action.setChecked(window is self._window)
            action.triggered.connect(self._asking_for(window))
            self._listed.append(action)

    def _asking_for(self, window: QWidget) -> Callable[[bool], None]:
        return lambda _checked: self.window_requested.emit(window)
