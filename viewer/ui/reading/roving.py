"""One tab stop for a row of buttons: the arrow keys go through them, as in a toolbar (WAI-ARIA, roving tabindex)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Roving(QObject):
    """Leads the keyboard through buttons that others own and place."""

    passed_end = Signal(int)
    """An arrow key was pressed where there is no further button: -1 on the left, 1 on the right."""

    def __init__(self, parent: QObject, anchor: QWidget) -> None:
        """The buttons take the place of `anchor` in the order of the tab key, however late they are made."""
        super().__init__(parent)
        self._anchor = anchor
        self._buttons: list[QWidget] = []
        self._chosen: QWidget | None = None

    def set_buttons(self, buttons: Sequence[QWidget]) -> None:
        """The buttons from left to right. The keyboard stays where it is if that button is still there."""
        fresh = [button for button in buttons if button not in self._buttons]
        self._buttons = list(buttons)
        for button in fresh:
            button.installEventFilter(self)
        for button in {self._anchor, *fresh}:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # without it a widget has no place in the order
        for button in fresh:
            if button is not self._anchor:
                QWidget.setTabOrder(self._anchor, button)
        self.set_stop(next((button for button in buttons if button.hasFocus()), self._chosen))

    def set_stop(self, stop: QWidget | None) -> None:
        """The button that the tab key reaches; without it, or while it cannot be seen, the first."""
        self._chosen = stop if stop in self._buttons else None
        self._settle()

    def focus(self, button: QWidget) -> None:
        """Puts the keyboard on a button."""
        self.set_stop(button)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _settle(self) -> None:
        there = [button for button in self._buttons if not button.isHidden()]
        stop = self._chosen if self._chosen in there else next(iter(there), None)
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if button is stop else Qt.FocusPolicy.NoFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HideToParent, QEvent.Type.ShowToParent):
            self._settle()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or watched not in self._buttons:
            return False
        if event.modifiers() not in _PLAIN:
            return False
        there = [button for button in self._buttons if button.isEnabled() and not button.isHidden()]
        here = there.index(watched) if watched in there else 0
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.focus(there[0 if key == Qt.Key.Key_Home else -1])
            return True
        if key not in _STEPS:
            return False
        place = here + _STEPS[key]
        if 0 <= place < len(there):
            self.focus(there[place])
        else:
            self.passed_end.emit(_STEPS[key])
        return True
