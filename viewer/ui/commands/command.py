"""What a command is, in which menu it stands, and what must be the case before it makes sense."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from viewer.ui.i18n import noop


class Menu(StrEnum):
    """The menus of the menu bar, in order; a slash makes a submenu."""

    FILE = noop("&File")
    RECENT = "File/Recent"
    DOCUMENT = "File/Document"
    """What is done to one document."""
    EDIT = noop("&Edit")
    VIEW = noop("&View")
    THEME = "View/Theme"
    LAYOUT = "View/Layout"
    LEVEL = "View/Level"
    """What the rows are shown by."""
    WIDTH = "View/Width"
    PANES = "View/Panes"
    MARGIN = "View/Margin"
    """What is told of the rows beside their text."""
    VERSION = noop("Ve&rsion")
    """What is done with the active version alone."""
    STYLE = "Version/Style"
    GO = noop("&Go")
    STEPS = "Go/Steps"
    """Which rows the next and the previous one are."""
    SEARCH = noop("&Search")
    ROWS = "Search/Rows"
    """Which rows are found."""
    SCOPE = "Search/Scope"
    """Where is searched."""
    SAVED = "Search/Saved"
    """Searches that were saved."""
    NOTES = noop("No&tes")
    """Bookmarks, and what the reader remarks."""
    REPAIR = noop("Re&pair")
    PARAGRAPH = "Repair/Paragraph"
    """What is done to one paragraph."""
    REALIGN = "Repair/Realign"
    """Which rows are aligned anew."""
    WINDOW = noop("&Window")
    HELP = noop("&Help")


class Option(StrEnum):
    """The parts of the view options, in order."""

    LAYOUT = noop("Layout")
    TEXT = noop("Text")
    COLOURS = noop("Colours")
    SHOWN = noop("What is shown")


class Fact(StrEnum):
    """What must be the case before a command makes sense."""

    CORPUS = "corpus"
    QUERY = "query"
    """Something to search for has been typed."""
    HITS = "hits"
    """Something has been found."""
    SEARCH = "search"
    """The search bar is open, or hits are marked."""
    BACK = "back"
    """A jump can be taken back."""
    FORWARD = "forward"
    """A jump was taken back."""
    RECENT = "recent"
    SELECTION = "selection"
    """Something in the texts is marked."""
    CARET = "caret"
    """Something is marked, or there is a caret in the texts."""
    UNDO = "undo"
    """A change of the corpus can be taken back."""
    REDO = "redo"
    DOCUMENTS = "documents"
    """There are several documents."""
    HIDING = "hiding"
    """Translations are hidden until they are asked for."""
    FURNITURE = "furniture"
    """Some paragraphs are furniture of one version, which folds."""
    LINKED = "linked"
    """The active pane moves with others."""
    UNLINKED = "unlinked"
    """The active pane moves alone, or at a distance from the others."""
    PANES = "panes"
    """Several versions are chosen."""
    WIDTHS = "widths"
    """Several panes stand side by side."""
    HIDDEN = "hidden"
    """Some versions are hidden."""
    BEYOND = "beyond"
    """For some versions there is no room on the screen."""
    REPAIR = "repair"
    """Repair is on, and some paragraph can be worked on."""
    WINDOWS = "windows"
    """Several windows are open."""
    MESSAGE = "message"
    JOB = "job"
    WAITING = "waiting"
    """Documents wait for their alignment, which was stopped."""


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table."""

    id: str
    menu: Menu
    text: str
    tip: str
    keys: tuple[str, ...]
    """The first is the one that is shown. Portable names, as QKeySequence reads them."""
    needs: Fact | None = None
    icon: str = ""
    checkable: bool = False
    group: str = ""
    """Of a group of checkable commands exactly one is checked."""
    gap: bool = False
    """A line above it in its menu."""
    submenu: Menu | None = None
    """The entry opens this menu."""
    option: Option | None = None
    """Where it stands in the view options, if it does."""
    in_texts: bool = False
    """Its keys count only while the texts have the keyboard: they are letters, which are typed elsewhere."""
