"""Chrome: what stands around the texts - menu bar, toolbar, status bar - and the full screen, in which it gives way.

On the full screen the bars come back while the pointer is at the upper edge, while the search is open, and while the
keyboard is in them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QToolBar, QWidget

from viewer.ui.commands import Actions
from viewer.ui.settings import Settings

_EDGE: Final = 3
"""Pixels at the top of the screen that call the bars."""
_SLACK: Final = 24
"""Pixels below the bars in which the pointer may stray."""
_LOOK: Final = 250
"""Milliseconds between two looks whether the bars are still in use."""


class Chrome(QObject):
    """Shows and hides the bars of a window."""

    def __init__(
        self,
        *,
        window: QMainWindow,
        toolbar: QToolBar,
        actions: Actions,
        settings: Settings,
        needed: Callable[[], bool],
        pointer: Callable[[], QPoint] = QCursor.pos,
    ) -> None:
        """`needed` says that the toolbar is in use; `pointer` is where the mouse is."""
        super().__init__(window)
        self._window = window
        self._toolbar = toolbar
        self._actions = actions
        self._settings = settings
        self._needed = needed
        self._pointer = pointer
        self._edge = _Edge(window)
        self._edge.hide()
        self._edge.entered.connect(self.peek)
        self._looks = QTimer(self)
        self._looks.setInterval(_LOOK)
        self._looks.timeout.connect(self.look)
        window.installEventFilter(self)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {"menu_bar": self._set_menu_bar, "full_screen": self.set_full_screen}

    def takers(self) -> dict[str, Callable[[Any], object]]:
        """What the bars do with each setting."""
        return {"menu_bar": self._take_menu_bar}

    def set_full_screen(self, full: bool) -> None:
        """Uses the whole screen for the texts, or no longer."""
        window, state = self._window, Qt.WindowState.WindowFullScreen
        if full and not window.isFullScreen():
            # The next start is to have the window of before.
            self._settings["window"] = window.saveGeometry().toBase64().toStdString()
        window.setWindowState(window.windowState() | state if full else window.windowState() & ~state)

    def peek(self) -> None:
        """Shows the bars on the full screen, until they are not in use any more."""
        if self._window.isFullScreen():
            self._show(True)
            self._looks.start()

    def look(self) -> None:
        """Hides the bars on the full screen again if they are not in use."""
        if not self._window.isFullScreen():
            self._looks.stop()
        elif not self._in_use():
            self._looks.stop()
            self._show(False)

    def _in_use(self) -> bool:
        focused = self._window.focusWidget()
        typing = focused is not None and self._toolbar.isAncestorOf(focused)
        return self._needed() or typing or self._pointer_is_near() or QApplication.activePopupWidget() is not None

    def _pointer_is_near(self) -> bool:
        below = self._toolbar.mapToGlobal(QPoint(0, self._toolbar.height() + _SLACK))
        return self._pointer().y() < below.y()

    def _set_menu_bar(self, shown: bool) -> None:
        self._settings["menu_bar"] = shown
        self._show(self._toolbar.isVisible())

    def _take_menu_bar(self, shown: bool) -> None:
        self._actions["menu_bar"].setChecked(shown)
        self._show(not self._window.isFullScreen() or self._toolbar.isVisible())

    def _show(self, shown: bool) -> None:
        self._toolbar.setVisible(shown)
        self._window.menuBar().setVisible(shown and self._settings["menu_bar"])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowStateChange:
            self._state_changed()
        elif event.type() == QEvent.Type.Resize:
            self._edge.resize(self._window.width(), _EDGE)
        return False

    def _state_changed(self) -> None:
        full = self._window.isFullScreen()
        self._actions["full_screen"].setChecked(full)
        self._window.statusBar().setVisible(not full)
        self._edge.setVisible(full)
        self._edge.raise_()
        self._show(not full or self._needed())
        if full and self._toolbar.isVisible():
            self._looks.start()


class _Edge(QWidget):
    """The upper edge of the window, which nobody sees."""

    entered = Signal()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()
