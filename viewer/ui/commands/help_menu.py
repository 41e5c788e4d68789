"""Commands of the Help menu."""

from __future__ import annotations

from typing import Final

from viewer.ui.commands.command import Command, Fact, Menu
from viewer.ui.i18n import noop

COMMANDS: Final = (
    Command("shortcuts", Menu.HELP, noop("&Keyboard Shortcuts"), noop("Show every command with its keys"), ("F1",)),
    Command("palette", Menu.HELP, noop("Command &Palette…"),
            noop("Find any command, version, document or corpus by a few letters, and run it or go there"),
            ("Ctrl+Shift+P",)),
    Command("sample", Menu.HELP, noop("Open the &Sample"), noop("Open one article in five languages"), ("Ctrl+F1",)),
    Command("check", Menu.HELP, noop("&Check This Corpus"),
            noop("Go through all of the corpus and tell what is damaged, if anything is"), ("Ctrl+Alt+K",),
            Fact.CORPUS, gap=True),
    Command("logs", Menu.HELP, noop("Show the &Log Folder"), noop("Open the folder where problems are written down"),
            ("Ctrl+F12",)),
    Command("about", Menu.HELP, noop("&About Hexapla"), noop("Versions and licences"), ("Shift+F1",)),
)  # fmt: skip
