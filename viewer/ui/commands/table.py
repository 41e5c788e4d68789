"""The table of all commands, in the order of the menus."""

from __future__ import annotations

from typing import Final

from viewer.ui.commands import (
    edit_menu,
    file_menu,
    go_menu,
    help_menu,
    notes_menu,
    repair_menu,
    search_menu,
    version_menu,
    view_menu,
    window_menu,
)
from viewer.ui.commands.command import Command

_MENUS: Final = (
    file_menu,
    edit_menu,
    view_menu,
    version_menu,
    go_menu,
    search_menu,
    notes_menu,
    repair_menu,
    window_menu,
    help_menu,
)

COMMANDS: Final[tuple[Command, ...]] = tuple(command for menu in _MENUS for command in menu.COMMANDS)

_BY_ID: Final = {command.id: command for command in COMMANDS}


def command_of(name: str) -> Command:
    """The command with this id. Raises KeyError."""
    return _BY_ID[name]
