"""Commands: one table, from which the menus, the toolbar, the palette and the enabling of all are made.

A new command is a new row in the file of its menu and a handler bound to its id; nothing else changes.
"""

from viewer.ui.commands.actions import Actions, keys_of, keys_shown, menu_name, plain_text, tr
from viewer.ui.commands.command import Command, Fact, Menu, Option
from viewer.ui.commands.reasons import reason
from viewer.ui.commands.table import COMMANDS, command_of

__all__ = [
    "COMMANDS", "Actions", "Command", "Fact", "Menu", "Option", "command_of", "keys_of", "keys_shown", "menu_name",
    "plain_text", "reason", "tr",
]  # fmt: skip
