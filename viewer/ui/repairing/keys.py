"""The keys that move the repair cursor. Those that change something are commands, in the table of all commands.

Where a layout types no Latin letters the letters of those commands are found here, by the place of the key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent

from viewer.ui.reading.page import Page
from viewer.ui.repairing.cursor import RepairCursor
from viewer.ui.repairing.latin import latin_letter

Motion = Callable[[RepairCursor], None]

_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier
_MOTIONS: Final[dict[tuple[int, Qt.KeyboardModifier], Motion]] = {
    (Qt.Key.Key_Up, _NONE): lambda cursor: cursor.step(-1),
    (Qt.Key.Key_Down, _NONE): lambda cursor: cursor.step(+1),
    (Qt.Key.Key_Left, _NONE): lambda cursor: cursor.beside(-1),
    (Qt.Key.Key_Right, _NONE): lambda cursor: cursor.beside(+1),
    (Qt.Key.Key_Home, _NONE): lambda cursor: cursor.to_end(-1, whole=False),
    (Qt.Key.Key_End, _NONE): lambda cursor: cursor.to_end(+1, whole=False),
    (Qt.Key.Key_Home, _CONTROL): lambda cursor: cursor.to_end(-1, whole=True),
    (Qt.Key.Key_End, _CONTROL): lambda cursor: cursor.to_end(+1, whole=True),
    (Qt.Key.Key_PageUp, _NONE): lambda cursor: cursor.page_by(-1),
    (Qt.Key.Key_PageDown, _NONE): lambda cursor: cursor.page_by(+1),
}


class RepairKeys(QObject):
    """Takes these keys of the page, and Escape, before anybody else does; only while `active` says so."""

    def __init__(
        self,
        page: Page,
        cursor: RepairCursor,
        actions: Iterable[QAction],
        *,
        active: Callable[[], bool],
        leave: Callable[[], object],
    ) -> None:
        """`actions` are those whose letters count."""
        super().__init__(page)
        self._cursor = cursor
        self._by_keys = {key.toString(): action for action in actions for key in action.shortcuts()}
        self._active = active
        self._leave = leave
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not self._active():
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = _MOTIONS.get((event.key(), modifiers))
        leaves = event.key() == Qt.Key.Key_Escape and not modifiers
        if act is None and not leaves:
            return event.type() == QEvent.Type.KeyPress and self._command(event, modifiers)
        if event.type() == QEvent.Type.ShortcutOverride:
            # Escape ends repair before it closes the search.
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if act is not None:
            act(self._cursor)
        else:
            self._leave()
        return True

    def _command(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        """Does what the letter on the key stands for, if it types one of another script."""
        shift = Qt.KeyboardModifier.ShiftModifier
        letter = latin_letter(event) if not modifiers & ~shift else None
        action = self._by_keys.get(f"Shift+{letter}" if modifiers & shift else letter or "")
        if letter is None or action is None or not action.isEnabled() or event.isAutoRepeat():
            return False
        action.trigger()
        return True
