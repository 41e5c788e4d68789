"""The table of commands as living actions, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from viewer.ui.commands.command import Command, Fact, Menu
from viewer.ui.commands.table import COMMANDS, command_of
from viewer.ui.i18n import Safe, translator

tr = translator("Commands")

_ROLES: Final = {
    "preferences": QAction.MenuRole.PreferencesRole,
    "about": QAction.MenuRole.AboutRole,
    "quit": QAction.MenuRole.QuitRole,
}
"""Where macOS has these commands: in the menu of the program."""


class Actions(QObject):
    """The table as living actions. Owns them; the window shows them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = {command.id: self._make(command) for command in COMMANDS}
        self._menus: dict[Menu, QMenu] = {}
        self._groups: dict[str, QActionGroup] = {}
        for command in COMMANDS:
            if command.group:
                group = self._groups.setdefault(command.group, QActionGroup(self))
                group.addAction(self._actions[command.id])

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> Iterable[QAction]:
        """Every action, in the order of the table."""
        return self._actions.values()

    def keyed(self, *, in_texts: bool) -> list[QAction]:
        """The actions whose keys count only in the texts, or those whose keys count everywhere."""
        return [self._actions[command.id] for command in COMMANDS if command.in_texts is in_texts]

    def menu(self, menu: Menu) -> QMenu:
        """A menu that `fill` made."""
        return self._menus[menu]

    def bind(self, handlers: dict[str, Callable[..., object]]) -> None:
        """Gives every command what it does; checkable ones are called with the new state.

        Raises ValueError if a command has no handler or a handler no command.
        """
        without = {command.id for command in COMMANDS if command.submenu is None}
        if without != handlers.keys():
            raise ValueError(f"commands and handlers differ: {sorted(without ^ handlers.keys())}")
        for name, handler in handlers.items():
            action = self._actions[name]
            if action.isCheckable():
                action.triggered.connect(handler)
            else:
                action.triggered.connect(lambda _checked=False, handler=handler: handler())

    def fill(self, bar: QMenuBar) -> None:
        """Makes the menus of the menu bar."""
        for menu in Menu:
            if "/" not in menu:
                made = bar.addMenu(tr(menu))
                made.setToolTipsVisible(True)
                self._menus[menu] = made
        for command in COMMANDS:
            menu_of = self._menus[command.menu]
            if command.gap:
                menu_of.addSeparator()
            action = self._actions[command.id]
            menu_of.addAction(action)
            if command.submenu is not None:
                submenu = QMenu(bar)
                submenu.setToolTipsVisible(True)
                action.setMenu(submenu)
                action.triggered.connect(lambda _checked=False, submenu=submenu: _pop_up(submenu, bar))
                self._menus[command.submenu] = submenu

    def set_icons(self, icon: Callable[[str], QIcon]) -> None:
        """Gives every command with an icon that icon, in the colours of the moment."""
        for command in COMMANDS:
            if command.icon:
                self._actions[command.id].setIcon(icon(command.icon))

    def refresh(self, facts: set[Fact]) -> None:
        """Enables what makes sense now."""
        for command in COMMANDS:
            self._actions[command.id].setEnabled(command.needs is None or command.needs in facts)

    def _make(self, command: Command) -> QAction:
        action = QAction(tr(command.text), self)
        action.setObjectName(command.id)
        action.setCheckable(command.checkable)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        if command.in_texts:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setAutoRepeat(False)
        action.setToolTip(f"{tr(command.tip)} ({keys_shown(command)})")
        action.setIconVisibleInMenu(False)
        # macOS would move other entries into its own menu by their English words.
        action.setMenuRole(_ROLES.get(command.id, QAction.MenuRole.NoRole))
        return action


def keys_shown(command: Command) -> Safe:
    """The shortcut as this system writes it."""
    return Safe(QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText))


def keys_of(name: str) -> Safe:
    """The shortcut of the command with this id, for sentences that name it."""
    return keys_shown(command_of(name))


def plain_text(command: Command) -> Safe:
    """The command's name without the mark of its letter and the dots."""
    return Safe(tr(command.text).replace("&", "").removesuffix("…"))


def menu_name(menu: Menu) -> Safe:
    """Where in the menus a command stands."""
    if "/" not in menu:
        return Safe(tr(menu).replace("&", ""))
    owner = next(command for command in COMMANDS if command.submenu is menu)
    return Safe(f"{menu_name(owner.menu)} ▸ {plain_text(owner)}")


def _pop_up(menu: QMenu, bar: QMenuBar) -> None:
    window = bar.window()
    menu.popup(window.mapToGlobal(QPoint((window.width() - menu.sizeHint().width()) // 2, window.height() // 4)))
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])
