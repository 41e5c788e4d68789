"""Commands of the Edit menu: undo, copying and marking."""

from __future__ import annotations

from typing import Final

from viewer.ui.commands.command import Command, Fact, Menu
from viewer.ui.i18n import noop

COMMANDS: Final = (
    Command("undo", Menu.EDIT, noop("&Undo"), noop("Take back the last change of the corpus"), ("Ctrl+Z",), Fact.UNDO),
    Command("redo", Menu.EDIT, noop("&Redo"), noop("Make the change that was undone last once more"),
            ("Ctrl+Shift+Z", "Ctrl+Y"), Fact.REDO),
    Command("history", Menu.EDIT, noop("&History…"),
            noop("See everything that was done to the corpus, and go back to any of it"), ("Ctrl+Alt+Z",),
            Fact.CORPUS),
    Command("copy", Menu.EDIT, noop("&Copy"), noop("Copy what is marked in the texts, letter for letter"), ("Ctrl+C",),
            Fact.SELECTION, gap=True),
    Command("copy_pairs", Menu.EDIT, noop("Copy as &Table"),
            noop("Copy the marked rows, or the current one, with a column for each version on the screen"),
            ("Ctrl+Shift+C",), Fact.CORPUS),
    Command("copy_quotation", Menu.EDIT, noop("Copy as &Quotation"),
            noop("Copy what is marked, or the current row, with the other versions and where it is from"),
            ("Ctrl+Alt+C",), Fact.CORPUS),
    Command("paste", Menu.EDIT, noop("&Paste"),
            noop("Take the text on the clipboard: as the first of several, or as a version of what you read"),
            ("Ctrl+V",)),
    Command("select_all", Menu.EDIT, noop("Mark &All of the Version"),
            noop("Mark the whole text of the active version"), ("Ctrl+A",), Fact.CORPUS, gap=True),
    Command("text_menu", Menu.EDIT, noop("&Menu of the Text"),
            noop("Open the menu of what is marked, or of the current row"), ("Shift+F10",), Fact.CORPUS),
    Command("caret", Menu.EDIT, noop("&Browse with a Caret"),
            noop("Move through the texts letter by letter with the arrow keys; Shift marks, Escape leaves"), ("F7",),
            checkable=True, gap=True),
    Command("look_up", Menu.EDIT, noop("&Look Up"),
            noop("Ask the dictionary of its language for the marked word, or for the one at the caret"),
            ("Ctrl+Alt+Y",), Fact.CARET, gap=True),
    Command("dictionaries", Menu.EDIT, noop("&Dictionaries…"),
            noop("Choose where words are looked up: web addresses or programs, for each language"),
            ("Ctrl+K, Ctrl+Y",)),
    Command("preferences", Menu.EDIT, noop("Pr&eferences…"),
            noop("Find and change every setting, for all windows"), ("Ctrl+,",), gap=True),
)  # fmt: skip
