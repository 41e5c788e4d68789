"""The menu of the text: what can be done with what is marked, or with the row that was clicked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from viewer.ui.commands import Actions
from viewer.ui.i18n import Safe, menu_text, translator
from viewer.ui.reading.view import ReadingView

tr = translator("TextMenu")

_LONGEST: Final = 24
"""Code points of what is marked that the menu shows."""
_ENTRIES: Final = (
    *("copy", "copy_pairs", "copy_quotation", "", "select_all", "find_marked", "look_up", "", "bookmark", "note", ""),
    *("go_to_row", "reveal"),
)
"""Ids of commands; an empty one is a line."""
_REPAIR: Final = (
    *("confirm", "move_up", "move_down", "shift_up", "shift_down", "merge_next", "split_row", "mark", "pin"),
    *("paragraph", "realign", ""),
)
"""What comes first while repair is on."""


class TextMenu(QObject):
    """Shows the menu where the view asks for it."""

    def __init__(self, *, view: ReadingView, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._actions = actions
        self.menu = QMenu(parent)
        self.menu.setToolTipsVisible(True)
        self.fill()
        view.touch.menu_requested.connect(self._show)

    def fill(self) -> None:
        """Offers what makes sense now."""
        self.menu.clear()
        for entry in (*(_REPAIR if self._actions["mark"].isEnabled() else ()), *_ENTRIES):
            if entry:
                self.menu.addAction(self._naming_word() if entry == "look_up" else self._actions[entry])
            else:
                self.menu.addSeparator()

    def _naming_word(self) -> QAction:
        """The command that looks a word up, with the word."""
        action, word = self._actions["look_up"], self._view.marking.word()
        if not word:
            return action
        shown = word if len(word) <= _LONGEST else f"{word[:_LONGEST].rstrip()}…"
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        # Not the shortcut itself, which two actions cannot share.
        named = QAction(Safe(f"{tr('Look Up “{word}”', word=menu_text(shown))}\t{keys}"), self.menu)
        named.setObjectName(action.objectName())
        named.setToolTip(action.toolTip())
        named.triggered.connect(action.trigger)
        return named

    def _show(self, point: QPoint, by_keyboard: bool) -> None:
        self.fill()
        self.menu.popup(point)
        if by_keyboard:
            first = next((action for action in self.menu.actions() if action.isEnabled()), None)
            if first is not None:
                self.menu.setActiveAction(first)
