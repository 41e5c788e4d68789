"""Commands of the Window menu; the open windows are listed below them."""

from __future__ import annotations

from typing import Final

from viewer.ui.commands.command import Command, Fact, Menu
from viewer.ui.i18n import noop

COMMANDS: Final = (
    Command("new_window", Menu.WINDOW, noop("&New Window"), noop("Open another window, for another corpus"),
            ("Ctrl+N",)),
    Command("same_corpus", Menu.WINDOW, noop("&Same Corpus in a New Window"),
            noop("Read two places of this corpus side by side; what is changed in one window is changed in both"),
            ("Ctrl+K, Ctrl+N",), Fact.CORPUS),
    Command("next_window", Menu.WINDOW, noop("Ne&xt Window"), noop("Go to the next of the open windows"), ("Ctrl+F6",),
            Fact.WINDOWS, gap=True),
    Command("close_window", Menu.WINDOW, noop("&Close Window"),
            noop("Close this window; with the last one the program ends"), ("Ctrl+Shift+Q",)),
)  # fmt: skip
