"""Commands of the Notes menu: bookmarks, and what the reader remarks."""

from __future__ import annotations

from typing import Final

from viewer.ui.commands.command import Command, Fact, Menu, Option
from viewer.ui.i18n import noop

COMMANDS: Final = (
    Command("bookmark", Menu.NOTES, noop("&Bookmark"),
            noop("Set a bookmark at what is marked or at the current paragraph, or remove it"), ("Ctrl+D",),
            Fact.CORPUS),
    Command("note", Menu.NOTES, noop("&Write a Note"),
            noop("Write a note about what is marked or about the current paragraph"), ("Ctrl+Alt+N",), Fact.CORPUS),
    Command("next_note", Menu.NOTES, noop("&Next"), noop("Go to the next bookmark or note"), ("Alt+N",), Fact.CORPUS,
            gap=True),
    Command("previous_note", Menu.NOTES, noop("&Previous"), noop("Go to the previous bookmark or note"),
            ("Alt+Shift+N",), Fact.CORPUS),
    Command("notes", Menu.NOTES, noop("&List of Notes"), noop("Show all bookmarks and notes beside the texts"),
            ("Ctrl+Alt+B",), Fact.CORPUS, checkable=True, gap=True, option=Option.SHOWN),
    Command("export_notes", Menu.NOTES, noop("E&xport the Notes…"),
            noop("Write all bookmarks and notes to a file: a web page, a table or Markdown"), ("Ctrl+Alt+Shift+N",),
            Fact.CORPUS),
)  # fmt: skip
