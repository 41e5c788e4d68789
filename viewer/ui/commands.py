"""Commands: one table, from which the menus, the toolbar, the page of shortcuts and the enabling of all are made.

A new command is a new row and a handler bound to its id; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from viewer.ui.i18n import Safe, noop, translator

tr = translator("Commands")


class Menu(StrEnum):
    """The menus of the menu bar, in order; a slash makes a submenu."""

    FILE = noop("&File")
    RECENT = "File/Recent"
    EDIT = noop("&Edit")
    VIEW = noop("&View")
    THEME = "View/Theme"
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
    REPAIR = noop("Re&pair")
    PARAGRAPH = "Repair/Paragraph"
    """What is done to one paragraph."""
    REALIGN = "Repair/Realign"
    """Which rows are aligned anew."""
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
    UNDO = "undo"
    """A change of the corpus can be taken back."""
    REDO = "redo"
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


COMMANDS: Final = (
    # File
    Command("open", Menu.FILE, noop("&Open Corpus…"), noop("Open a corpus that was saved before"), ("Ctrl+O",),
            icon="open"),
    Command("import_files", Menu.FILE, noop("&Import Files…"),
            noop("Read texts from files, align them and show them side by side"), ("Ctrl+I",), icon="add"),
    Command("import_folder", Menu.FILE, noop("Import &Folder…"),
            noop("Read all texts of a folder, align them and show them side by side"), ("Ctrl+Shift+I",)),
    Command("recent", Menu.FILE, noop("Open &Recent"), noop("Open a corpus again at the place where you left it"),
            ("Ctrl+Shift+O",), Fact.RECENT, submenu=Menu.RECENT),
    Command("add_version", Menu.FILE, noop("Add as &Version…"),
            noop("Put another version of these texts beside them"), ("Ctrl+Alt+V",), Fact.CORPUS, gap=True),
    Command("add_document", Menu.FILE, noop("Add as &Document…"),
            noop("Put another text in the same languages after these"), ("Ctrl+Alt+D",), Fact.CORPUS),
    Command("contents", Menu.FILE, noop("Versio&ns and Documents…"),
            noop("Rename, replace, remove and reorder what the corpus consists of"), ("Ctrl+D",), Fact.CORPUS),
    Command("learned", Menu.FILE, noop("Learned &Words…"),
            noop("See what your texts taught about translations, empty it or switch it off"), ("Ctrl+Alt+W",)),
    Command("export", Menu.FILE, noop("&Export…"),
            noop("Write the rows, or some of them, as a file for another program"), ("Ctrl+E",), Fact.CORPUS, gap=True),
    Command("print", Menu.FILE, noop("&Print…"), noop("Look at the pages, and print them or save them as PDF"),
            ("Ctrl+P",), Fact.CORPUS),
    Command("close", Menu.FILE, noop("&Close Corpus"), noop("Close the corpus; everything is saved already"),
            ("Ctrl+W",), Fact.CORPUS, gap=True),
    Command("quit", Menu.FILE, noop("&Quit"), noop("Close the window and end the program"), ("Ctrl+Q",)),
    # Edit
    Command("undo", Menu.EDIT, noop("&Undo"), noop("Take back the last change of the corpus"), ("Ctrl+Z",), Fact.UNDO),
    Command("redo", Menu.EDIT, noop("&Redo"), noop("Make the change that was undone last once more"),
            ("Ctrl+Shift+Z", "Ctrl+Y"), Fact.REDO),
    Command("copy", Menu.EDIT, noop("&Copy"), noop("Copy what is marked in the texts, letter for letter"), ("Ctrl+C",),
            Fact.SELECTION, gap=True),
    Command("copy_pairs", Menu.EDIT, noop("Copy as &Table"),
            noop("Copy the marked rows, or the current one, with a column for each version on the screen"),
            ("Ctrl+Shift+C",), Fact.CORPUS),
    Command("copy_quotation", Menu.EDIT, noop("Copy as &Quotation"),
            noop("Copy what is marked, or the current row, with the other versions and where it is from"),
            ("Ctrl+Alt+C",), Fact.CORPUS),
    Command("select_all", Menu.EDIT, noop("Mark &All of the Version"),
            noop("Mark the whole text of the active version"), ("Ctrl+A",), Fact.CORPUS, gap=True),
    Command("text_menu", Menu.EDIT, noop("&Menu of the Text"),
            noop("Open the menu of what is marked, or of the current row"), ("Shift+F10",), Fact.CORPUS),
    Command("caret", Menu.EDIT, noop("&Browse with a Caret"),
            noop("Move through the texts letter by letter with the arrow keys; Shift marks, Escape leaves"), ("F7",),
            checkable=True, gap=True),
    # View
    Command("view_options", Menu.VIEW, noop("&Quick View Options"),
            noop("Show all that changes how the texts look in one place"), ("F4",)),
    Command("cycle_layout", Menu.VIEW, noop("&Next Layout"),
            noop("Change from columns to lines, then to hidden translations, then back"), ("Ctrl+L",), Fact.CORPUS,
            gap=True),
    Command("layout_columns", Menu.VIEW, noop("&Columns"), noop("Show the versions side by side"), ("Ctrl+1",),
            checkable=True, group="layout", option=Option.LAYOUT),
    Command("layout_lines", Menu.VIEW, noop("L&ines"), noop("Show the versions of each row under one another"),
            ("Ctrl+2",), checkable=True, group="layout", option=Option.LAYOUT),
    Command("layout_hidden", Menu.VIEW, noop("&Hide Translations"),
            noop("Show the first version; hide the others until you point at them, click, or press Ctrl+R"),
            ("Ctrl+3",), checkable=True, group="layout", option=Option.LAYOUT),
    Command("reveal", Menu.VIEW, noop("Re&veal This Row"),
            noop("Show what is hidden of the current row, or hide it again"), ("Ctrl+R",), Fact.HIDING),
    Command("blur", Menu.VIEW, noop("&Blur What Is Hidden"),
            noop("Show hidden text out of focus, so that you see how long it is, or not at all"), ("Ctrl+Shift+B",),
            checkable=True, option=Option.LAYOUT),
    Command("level", Menu.VIEW, noop("Paragraph &or Sentence"), noop("Choose what the rows are shown by"),
            ("Ctrl+K, Ctrl+L",), gap=True, submenu=Menu.LEVEL),
    Command("level_paragraph", Menu.LEVEL, noop("&Paragraph"), noop("Show the rows as they are in the corpus"),
            ("Ctrl+K, 1",), checkable=True, group="level", option=Option.LAYOUT),
    Command("level_sentence", Menu.LEVEL, noop("&Sentence"),
            noop("Show each row sentence by sentence, as far as these are found to belong together"),
            ("Ctrl+K, 2",), checkable=True, group="level", option=Option.LAYOUT),
    Command("cycle_level", Menu.LEVEL, noop("&Change"), noop("Change from paragraphs to sentences, or back"),
            ("Ctrl+4",), Fact.CORPUS, gap=True),
    Command("flowing", Menu.VIEW, noop("Flo&wing Text"),
            noop("Let each version flow by itself, in step with the others, instead of row by row"),
            ("Ctrl+Shift+L",), checkable=True, gap=True, option=Option.LAYOUT),
    Command("panes", Menu.VIEW, noop("&Panes"), noop("Choose, order and scroll the panes"), ("Alt+Shift+Down",),
            Fact.CORPUS, submenu=Menu.PANES),
    Command("next_pane", Menu.PANES, noop("&Next Pane"), noop("Put the keyboard on the next pane"), ("Ctrl+PgDown",),
            Fact.PANES),
    Command("previous_pane", Menu.PANES, noop("&Previous Pane"), noop("Put the keyboard on the previous pane"),
            ("Ctrl+PgUp",), Fact.PANES),
    Command("pane_menu", Menu.PANES, noop("&Menu of the Version"),
            noop("Open the menu of the active version at its header"), ("Alt+Down",), Fact.CORPUS),
    Command("scroll_left", Menu.PANES, noop("Scroll &Left"), noop("Bring in a version from the left of the screen"),
            ("Alt+PgUp",), Fact.BEYOND, gap=True),
    Command("scroll_right", Menu.PANES, noop("Scroll &Right"), noop("Bring in a version from the right of the screen"),
            ("Alt+PgDown",), Fact.BEYOND),
    Command("freeze_first", Menu.PANES, noop("&First Pane Stays"),
            noop("Keep the first pane on the screen while the others are scrolled sideways"), ("Ctrl+Alt+F",),
            checkable=True, option=Option.LAYOUT),
    Command("mirrored", Menu.PANES, noop("From Right &to Left"), noop("Let the panes begin at the right"),
            ("Ctrl+Alt+M",), checkable=True, option=Option.LAYOUT),
    Command("show_all_panes", Menu.PANES, noop("Show &All Versions"), noop("Show the versions that are hidden again"),
            ("Ctrl+Shift+H",), Fact.HIDDEN, gap=True),
    Command("zoom_out", Menu.VIEW, noop("&Smaller Text"), noop("Make the texts smaller"), ("Ctrl+-",), Fact.CORPUS,
            icon="smaller", gap=True, option=Option.TEXT),
    Command("zoom_reset", Menu.VIEW, noop("Ordinary Si&ze"), noop("Show the texts in their ordinary size"),
            ("Ctrl+0",), Fact.CORPUS, option=Option.TEXT),
    Command("zoom_in", Menu.VIEW, noop("&Larger Text"), noop("Make the texts larger"), ("Ctrl++", "Ctrl+="),
            Fact.CORPUS, icon="larger", option=Option.TEXT),
    Command("text_width", Menu.VIEW, noop("Te&xt Width"), noop("Choose how wide a line may be"), ("Ctrl+K, Ctrl+W",),
            submenu=Menu.WIDTH),
    Command("text_narrower", Menu.WIDTH, noop("&Narrower Text"), noop("Make the lines shorter"), ("Alt+-",),
            Fact.CORPUS, icon="less", option=Option.TEXT),
    Command("text_full", Menu.WIDTH, noop("&Full Width"), noop("Let the lines be as long as their pane is wide"),
            ("Alt+0",), Fact.CORPUS, option=Option.TEXT),
    Command("text_wider", Menu.WIDTH, noop("&Wider Text"), noop("Let the lines be longer"), ("Alt++", "Alt+="),
            Fact.CORPUS, icon="add", option=Option.TEXT),
    Command("justify", Menu.VIEW, noop("&Justified Lines"), noop("Stretch the lines to the width of their pane"),
            ("Ctrl+K, J",), checkable=True, option=Option.TEXT),
    Command("unfold", Menu.VIEW, noop("&Unfold Furniture"),
            noop("Show the menus, captions and dates that stand in one version only"), ("Ctrl+U",), Fact.FURNITURE,
            gap=True, option=Option.SHOWN),
    Command("fold", Menu.VIEW, noop("&Fold Furniture"),
            noop("Fold the menus, captions and dates that stand in one version only into one line"),
            ("Ctrl+Alt+U",), Fact.FURNITURE, option=Option.SHOWN),
    Command("invisibles", Menu.VIEW, noop("Invisible Ch&aracters"),
            noop("Show marks of direction, joiners, no-break spaces and other characters that cannot be seen"),
            ("Ctrl+K, I",), checkable=True, gap=True, option=Option.SHOWN),
    Command("partner", Menu.VIEW, noop("Likel&y Partners"),
            noop("Mark the sentence under the pointer, and what probably says the same in the other versions"),
            ("Ctrl+K, P",), checkable=True, option=Option.SHOWN),
    Command("possible", Menu.VIEW, noop("Mar&k Possible Translations"),
            noop("Mark in the rows found what may be a translation of what was found: a guess"), ("Ctrl+K, M",),
            checkable=True, option=Option.SHOWN),
    Command("margin", Menu.VIEW, noop("Margin an&d Tints"), noop("Choose what is told of the rows beside their text"),
            ("Ctrl+K, Ctrl+B",), submenu=Menu.MARGIN),
    Command("gutter", Menu.MARGIN, noop("Row &Numbers Beside the Text"),
            noop("Show the numbers of the rows beside them"), ("Ctrl+K, N",), checkable=True, option=Option.SHOWN),
    Command("row_marks", Menu.MARGIN, noop("&Marks of the Rows"),
            noop("Show beside the texts which rows are doubtful, to be reviewed, edited or confirmed"), ("Ctrl+K, B",),
            checkable=True, option=Option.SHOWN),
    Command("tint_doubtful", Menu.MARGIN, noop("&Tint Doubtful Rows"),
            noop("Tint the rows whose alignment may be wrong, the more the less sure it is"), ("Ctrl+K, T",),
            checkable=True, option=Option.SHOWN),
    Command("smooth_scrolling", Menu.VIEW, noop("Smooth Scrollin&g"),
            noop("Let the texts glide when the wheel is turned"), ("Ctrl+K, S",), checkable=True, option=Option.SHOWN),
    Command("overview", Menu.VIEW, noop("Overview S&trip"),
            noop("Show the whole corpus at a glance beside the texts: gaps, doubtful rows and hits"), ("Ctrl+Alt+O",),
            checkable=True, option=Option.SHOWN),
    Command("theme", Menu.VIEW, noop("Colou&rs"), noop("Choose light, dark or sepia"), ("Ctrl+T, Ctrl+T",), gap=True,
            submenu=Menu.THEME),
    Command("theme_system", Menu.THEME, noop("As the S&ystem"), noop("Light or dark, as the system says"),
            ("Ctrl+T, Y",), checkable=True, group="theme", option=Option.COLOURS),
    Command("theme_light", Menu.THEME, noop("&Light"), noop("Dark letters on a light page"), ("Ctrl+T, L",),
            checkable=True, group="theme", option=Option.COLOURS),
    Command("theme_dark", Menu.THEME, noop("&Dark"), noop("Light letters on a dark page"), ("Ctrl+T, D",),
            checkable=True, group="theme", option=Option.COLOURS),
    Command("theme_sepia", Menu.THEME, noop("&Sepia"), noop("Brown letters on a warm page"), ("Ctrl+T, S",),
            checkable=True, group="theme", option=Option.COLOURS),
    Command("menu_bar", Menu.VIEW, noop("&Menu Bar"),
            noop("Show the menu bar; without it the menus are behind the button at the right of the toolbar"),
            ("Ctrl+M",), checkable=True, gap=True, option=Option.SHOWN),
    Command("full_screen", Menu.VIEW, noop("Full Scr&een"), noop("Use the whole screen for the texts"), ("F11",),
            checkable=True, option=Option.SHOWN),
    # Version
    Command("rename_version", Menu.VERSION, noop("Re&name"), noop("Write another label for the active version"),
            ("Ctrl+Shift+N",), Fact.CORPUS),
    Command("pane_left", Menu.VERSION, noop("Move &Left"), noop("Move the active pane to the left"),
            ("Ctrl+Shift+PgUp",), Fact.PANES, gap=True),
    Command("pane_right", Menu.VERSION, noop("Move &Right"), noop("Move the active pane to the right"),
            ("Ctrl+Shift+PgDown",), Fact.PANES),
    Command("wider", Menu.VERSION, noop("&Wider"), noop("Make the active pane wider"), ("Alt+Shift+Right",),
            Fact.WIDTHS),
    Command("narrower", Menu.VERSION, noop("Narr&ower"), noop("Make the active pane narrower"), ("Alt+Shift+Left",),
            Fact.WIDTHS),
    Command("equal_widths", Menu.VERSION, noop("&Equal Widths"), noop("Make all panes equally wide"), ("Ctrl+Alt+E",),
            Fact.WIDTHS),
    Command("hide_pane", Menu.VERSION, noop("Hide This &Version"),
            noop("Take the active version off the screen; its chip brings it back"), ("Ctrl+H",), Fact.PANES),
    Command("unlink", Menu.VERSION, noop("&Unlink"), noop("Let the active version be moved alone"),
            ("Ctrl+Alt+L",), Fact.LINKED, gap=True),
    Command("relink_row", Menu.VERSION, noop("Link, &Back to the Row"),
            noop("Bring the active version back to the row of the others and move it with them"), ("Ctrl+Alt+R",),
            Fact.UNLINKED),
    Command("relink_here", Menu.VERSION, noop("Link, &As They Stand"),
            noop("Move the active version with the others again, as far from them as it is now"), ("Ctrl+Alt+H",),
            Fact.UNLINKED),
    Command("veil", Menu.VERSION, noop("&Hide Its Text"),
            noop("Hide the text of the active version until you ask for it, or show all of it"), ("Ctrl+Alt+X",),
            Fact.HIDING, checkable=True),
    Command("style", Menu.VERSION, noop("&Text"),
            noop("Choose size, direction, font and line height of the active version"), ("Ctrl+K, Ctrl+K",),
            Fact.CORPUS, gap=True, submenu=Menu.STYLE),
    Command("style_larger", Menu.STYLE, noop("&Larger"), noop("Make the text of the active version larger"),
            ("Ctrl+Alt++", "Ctrl+Alt+="), Fact.CORPUS),
    Command("style_smaller", Menu.STYLE, noop("&Smaller"), noop("Make the text of the active version smaller"),
            ("Ctrl+Alt+-",), Fact.CORPUS),
    Command("style_keep", Menu.STYLE, noop("Use This Size for the Lan&guage"),
            noop("Show all texts in the language of the active version in its size"), ("Ctrl+K, G",),
            Fact.CORPUS),
    Command("style_font", Menu.STYLE, noop("&Font…"),
            noop("Choose the font of all texts in the language of the active version"), ("Ctrl+K, F",), Fact.CORPUS,
            gap=True),
    Command("style_wider", Menu.STYLE, noop("Lines &Wider Apart"),
            noop("Set the lines of all texts in this language wider apart"), ("Ctrl+K, W",), Fact.CORPUS),
    Command("style_closer", Menu.STYLE, noop("Lines &Closer Together"),
            noop("Set the lines of all texts in this language closer together"), ("Ctrl+K, C",), Fact.CORPUS),
    Command("style_own", Menu.STYLE, noop("&Direction of the Version"),
            noop("Show the active version in the direction that it has in the corpus"), ("Ctrl+K, D",), Fact.CORPUS,
            checkable=True, group="direction", gap=True),
    Command("style_ltr", Menu.STYLE, noop("Left to &Right"), noop("Show the active version from left to right"),
            ("Ctrl+K, L",), Fact.CORPUS, checkable=True, group="direction"),
    Command("style_rtl", Menu.STYLE, noop("Right to L&eft"), noop("Show the active version from right to left"),
            ("Ctrl+K, R",), Fact.CORPUS, checkable=True, group="direction"),
    Command("style_reset", Menu.STYLE, noop("&Ordinary Text"),
            noop("Show the active version and its language in their ordinary size, font, line height and direction"),
            ("Ctrl+K, O",), Fact.CORPUS, gap=True),
    # Go
    Command("back", Menu.GO, noop("&Back"), noop("Return to where the last jump began"), ("Alt+Left",), Fact.BACK,
            icon="back"),
    Command("forward", Menu.GO, noop("F&orward"), noop("Go again to where Back came from"), ("Alt+Right",),
            Fact.FORWARD, icon="forward"),
    Command("go_to_row", Menu.GO, noop("&Go to Row or Paragraph…"),
            noop("Go to a row by its number, or to a paragraph of a version"), ("Ctrl+G",), Fact.CORPUS, gap=True),
    Command("first_complete", Menu.GO, noop("&First Complete Row"), noop("Go to the first row that every version has"),
            ("Ctrl+Shift+Home",), Fact.CORPUS),
    Command("outline", Menu.GO, noop("Outl&ine"), noop("Show the documents and headings beside the texts"), ("F5",),
            Fact.CORPUS, checkable=True, option=Option.SHOWN),
    Command("alignment", Menu.GO, noop("A&lignment"),
            noop("Show how well each document is aligned, as a table and as a picture"), ("Ctrl+F5",), Fact.CORPUS),
    Command("moved_partner", Menu.GO, noop("Where It Move&d"),
            noop("Go to the other half of a passage that is linked as moved"), ("Ctrl+B, W",), Fact.CORPUS),
    Command("find_moved", Menu.GO, noop("Loo&k for Moved Passages"),
            noop("Look for passages that the translator put elsewhere, and list them"), ("Ctrl+B, M",), Fact.CORPUS),
    Command("next_step", Menu.GO, noop("&Next Doubtful Row"),
            noop("Go to the next row of the kind that you step through"), ("F8",), Fact.CORPUS, gap=True),
    Command("previous_step", Menu.GO, noop("&Previous Doubtful Row"),
            noop("Go to the previous row of the kind that you step through"), ("Shift+F8",), Fact.CORPUS),
    Command("steps", Menu.GO, noop("S&tep Through"), noop("Choose which rows the next and the previous one are"),
            ("Ctrl+F8",), Fact.CORPUS, submenu=Menu.STEPS),
    Command("step_doubtful", Menu.STEPS, noop("&Doubtful Rows"),
            noop("Step through the rows whose alignment may be wrong"), ("Ctrl+B, D",), Fact.CORPUS, checkable=True,
            group="step"),
    Command("step_uneven", Menu.STEPS, noop("Rows &Not One to One"),
            noop("Step through the rows in which a version on the screen has no paragraph or several"),
            ("Ctrl+B, N",), Fact.CORPUS, checkable=True, group="step"),
    Command("step_gaps", Menu.STEPS, noop("&Gaps"),
            noop("Step through the places where a version on the screen lacks something"), ("Ctrl+B, G",),
            Fact.CORPUS, checkable=True, group="step"),
    Command("step_unconfirmed", Menu.STEPS, noop("&Unconfirmed Rows"),
            noop("Step through the rows that nobody has confirmed or edited"), ("Ctrl+B, U",), Fact.CORPUS,
            checkable=True, group="step"),
    Command("step_review", Menu.STEPS, noop("Rows to &Review"),
            noop("Step through the rows that somebody wants to be looked at"), ("Ctrl+B, R",), Fact.CORPUS,
            checkable=True, group="step"),
    Command("next_gap", Menu.GO, noop("Next G&ap"), noop("Go to where a version on the screen lacks something next"),
            ("F9",), Fact.CORPUS, gap=True),
    Command("previous_gap", Menu.GO, noop("P&revious Gap"),
            noop("Go to where a version on the screen lacked something last"), ("Shift+F9",), Fact.CORPUS),
    Command("next_gap_here", Menu.GO, noop("Next Gap in This &Version"),
            noop("Go to where the version that you are in lacks something next"), ("Ctrl+F9",), Fact.CORPUS),
    Command("previous_gap_here", Menu.GO, noop("Previous Gap in This V&ersion"),
            noop("Go to where the version that you are in lacked something last"), ("Ctrl+Shift+F9",), Fact.CORPUS),
    Command("message", Menu.GO, noop("To the &Message"), noop("Put the keyboard on the message above the texts"),
            ("F6",), Fact.MESSAGE, gap=True),
    Command("stop_job", Menu.GO, noop("&Stop Background Work"), noop("Stop what runs in the background"), ("Ctrl+.",),
            Fact.JOB),
    Command("go_on_aligning", Menu.GO, noop("Align What &Waits"),
            noop("Align the documents whose rows are still provisional"), ("Ctrl+Shift+.",), Fact.WAITING),
    # Search
    Command("find", Menu.SEARCH, noop("&Find"), noop("Search in the texts while you type"), ("Ctrl+F",), Fact.CORPUS,
            icon="find"),
    Command("find_next", Menu.SEARCH, noop("&Next Hit"), noop("Go to the next hit, in whichever version it is"),
            ("F3",), Fact.QUERY, icon="down"),
    Command("find_previous", Menu.SEARCH, noop("&Previous Hit"),
            noop("Go to the previous hit, in whichever version it is"), ("Shift+F3",), Fact.QUERY, icon="up"),
    Command("find_marked", Menu.SEARCH, noop("Find What Is &Marked"),
            noop("Search for the marked text in all versions"), ("Ctrl+Shift+F",), Fact.SELECTION),
    Command("found", Menu.SEARCH, noop("&List of Hits"),
            noop("Show all that was found under the texts, with more to it"), ("F12",), Fact.CORPUS, checkable=True,
            gap=True),
    Command("export_hits", Menu.SEARCH, noop("E&xport the List…"),
            noop("Write the list of hits as a table, a page or a translation memory"), ("Ctrl+Shift+X",), Fact.HITS),
    Command("distribution", Menu.SEARCH, noop("Distrib&ution"),
            noop("Show where over the corpus the hits are, with a line for each version"), ("Ctrl+Shift+D",),
            Fact.CORPUS),
    Command("translations", Menu.SEARCH, noop("&Guessed Translations"),
            noop("Show how what was found may be translated in the other versions"), ("Ctrl+Shift+T",), Fact.CORPUS),
    Command("corpora", Menu.SEARCH, noop("&In All My Corpora"),
            noop("Search for the same in every corpus that you have"), ("Ctrl+Shift+A",), Fact.CORPUS),
    Command("search_more", Menu.SEARCH, noop("More Con&ditions"),
            noop("Ask for more: a condition for each version, kinds of rows, where to search"), ("Ctrl+Shift+M",),
            Fact.CORPUS, checkable=True, gap=True),
    Command("search_literal", Menu.SEARCH, noop("As &Typed"), noop("Find what is typed as it stands, spaces included"),
            ("Ctrl+J, T",), Fact.CORPUS, checkable=True, group="search_mode", gap=True),
    Command("search_all", Menu.SEARCH, noop("&All Words"),
            noop("Find rows that have all the words, in whatever versions"), ("Ctrl+J, A",), Fact.CORPUS,
            checkable=True, group="search_mode"),
    Command("search_any", Menu.SEARCH, noop("An&y Word"), noop("Find rows that have at least one of the words"),
            ("Ctrl+J, O",), Fact.CORPUS, checkable=True, group="search_mode"),
    Command("search_exact", Menu.SEARCH, noop("&Exact Letters"),
            noop("Tell capitals, accents, vowel signs and letter forms apart"), ("Ctrl+Shift+E",), Fact.CORPUS,
            checkable=True, gap=True),
    Command("search_word", Menu.SEARCH, noop("&Whole Words"), noop("Find whole words only"), ("Ctrl+Shift+W",),
            Fact.CORPUS, checkable=True),
    Command("search_regex", Menu.SEARCH, noop("&Regular Expression"),
            noop("Read what is typed as a regular expression"), ("Ctrl+Shift+R",), Fact.CORPUS, checkable=True),
    Command("search_loose_arabic", Menu.SEARCH, noop("Loose Ara&bic"),
            noop("Find Arabic words however their long a is spelled"), ("Ctrl+J, L",), Fact.CORPUS, checkable=True),
    Command("search_kana", Menu.SEARCH, noop("&Kana Alike"), noop("Take hiragana and katakana for the same letters"),
            ("Ctrl+J, K",), Fact.CORPUS, checkable=True),
    Command("search_rows", Menu.SEARCH, noop("&Only Rows"), noop("Find some kinds of rows only, with text or without"),
            ("Ctrl+J, Ctrl+J",), Fact.CORPUS, submenu=Menu.ROWS, gap=True),
    Command("rows_gaps", Menu.ROWS, noop("With &Gaps"), noop("Find rows that some version lacks"), ("Ctrl+J, G",),
            Fact.CORPUS, checkable=True),
    Command("rows_uneven", Menu.ROWS, noop("&Not One to One"),
            noop("Find rows in which some version has no paragraph or several"), ("Ctrl+J, N",), Fact.CORPUS,
            checkable=True),
    Command("rows_doubtful", Menu.ROWS, noop("&Doubtful"), noop("Find rows whose alignment may be wrong"),
            ("Ctrl+J, D",), Fact.CORPUS, checkable=True),
    Command("rows_unconfirmed", Menu.ROWS, noop("&Unconfirmed"),
            noop("Find rows that nobody has confirmed or edited"), ("Ctrl+J, U",), Fact.CORPUS, checkable=True),
    Command("rows_edited", Menu.ROWS, noop("&Edited"), noop("Find rows that somebody has changed"), ("Ctrl+J, E",),
            Fact.CORPUS, checkable=True),
    Command("rows_review", Menu.ROWS, noop("To &Review"), noop("Find rows that somebody wants to be looked at"),
            ("Ctrl+J, R",), Fact.CORPUS, checkable=True),
    Command("rows_partial", Menu.ROWS, noop("&Hit Here, None There"),
            noop("Find rows that have a hit in one version and none in another: omissions"), ("Ctrl+J, H",),
            Fact.CORPUS, checkable=True),
    Command("search_scope", Menu.SEARCH, noop("Only &Here"), noop("Search in a part of the corpus"),
            ("Ctrl+J, Ctrl+S",), Fact.CORPUS, submenu=Menu.SCOPE),
    Command("search_version", Menu.SCOPE, noop("This &Version"),
            noop("Look for what is typed without a prefix in the active version only"), ("Ctrl+J, V",), Fact.CORPUS,
            checkable=True),
    Command("search_document", Menu.SCOPE, noop("This &Document"), noop("Search in the document that is being read"),
            ("Ctrl+J, C",), Fact.CORPUS, checkable=True),
    Command("search_content", Menu.SCOPE, noop("No Page &Furniture"),
            noop("Pass over menus, captions of buttons and the like"), ("Ctrl+J, F",), Fact.CORPUS, checkable=True),
    Command("search_saved", Menu.SEARCH, noop("&Saved and Past Searches"),
            noop("Search once more, keep a search by its name, or change what was kept"), ("Ctrl+J, Ctrl+P",),
            Fact.CORPUS, submenu=Menu.SAVED, gap=True),
    Command("search_save", Menu.SAVED, noop("&Save This Search"),
            noop("Keep the search with all its switches in the corpus, under a name"), ("Ctrl+Shift+S",), Fact.QUERY),
    Command("searches", Menu.SAVED, noop("&Edit Saved Searches…"), noop("Rename or remove saved searches"),
            ("Ctrl+J, S",), Fact.CORPUS),
    Command("search_past", Menu.SAVED, noop("&Past Searches"),
            noop("Choose from what was searched for in this corpus before"), ("Ctrl+J, P",), Fact.CORPUS,
            icon="past", gap=True),
    Command("search_forget", Menu.SAVED, noop("&Forget Past Searches"),
            noop("Forget what was searched for in this corpus; saved searches stay"), ("Ctrl+J, Del",), Fact.CORPUS),
    Command("clear_search", Menu.SEARCH, noop("&Clear, then Close"),
            noop("First take the marks away, then close the search and go back to where it began"), ("Esc",),
            Fact.SEARCH, gap=True),
    # Repair
    Command("repair", Menu.REPAIR, noop("&Repair"),
            noop("Mend the rows: single keys change them while this is on; Esc or F2 ends it"), ("F2",), Fact.CORPUS,
            icon="repair", checkable=True),
    Command("move_up", Menu.REPAIR, noop("Move Paragraph &Up"),
            noop("Move the paragraph, with those above it in its cell, into the row above"), ("Ctrl+Up",),
            Fact.REPAIR, gap=True, in_texts=True),
    Command("move_down", Menu.REPAIR, noop("Move Paragraph &Down"),
            noop("Move the paragraph, with those below it in its cell, into the row below"), ("Ctrl+Down",),
            Fact.REPAIR, in_texts=True),
    Command("shift_up", Menu.REPAIR, noop("Shift &All Below Up"),
            noop("Move this version up by a row from here on, as far as the next confirmed or edited row"),
            ("Ctrl+Shift+Up",), Fact.REPAIR, in_texts=True),
    Command("shift_down", Menu.REPAIR, noop("S&hift All Below Down"),
            noop("Move this version down by a row from here on, as far as the next confirmed or edited row"),
            ("Ctrl+Shift+Down",), Fact.REPAIR, in_texts=True),
    Command("merge_next", Menu.REPAIR, noop("&Merge with Row Below"), noop("Make one row of this one and the next"),
            ("M",), Fact.REPAIR, gap=True, in_texts=True),
    Command("merge_previous", Menu.REPAIR, noop("Merge with R&ow Above"),
            noop("Make one row of this one and the previous"), ("Shift+M",), Fact.REPAIR, in_texts=True),
    Command("split_row", Menu.REPAIR, noop("&Split Row Here"), noop("Begin a new row with this paragraph"), ("S",),
            Fact.REPAIR, in_texts=True),
    Command("mark", Menu.REPAIR, noop("Mar&k Paragraph"),
            noop("Mark the paragraph, or no longer, for what is done with several: pin and link"), ("Space",),
            Fact.REPAIR, gap=True, in_texts=True),
    Command("pin", Menu.REPAIR, noop("&Pin Together"),
            noop("Put the marked paragraphs into one row and keep them there"), ("P",), Fact.REPAIR, in_texts=True),
    Command("unpin", Menu.REPAIR, noop("Unp&in"), noop("Let the paragraph go wherever re-aligning puts it"),
            ("Shift+P",), Fact.REPAIR, in_texts=True),
    Command("link_moved", Menu.REPAIR, noop("&Link as Moved"),
            noop("Say that the marked paragraphs are one passage, which a translator put elsewhere"), ("L",),
            Fact.REPAIR, in_texts=True),
    Command("unlink_moved", Menu.REPAIR, noop("U&nlink"), noop("Take back that the paragraph is a moved passage"),
            ("Shift+L",), Fact.REPAIR, in_texts=True),
    Command("confirm", Menu.REPAIR, noop("&Confirm Row"),
            noop("Say that the row is right, and go on to the next that you step through, or that is not confirmed"),
            ("Return", "Enter", "C"), Fact.REPAIR, gap=True, in_texts=True),
    Command("confirm_above", Menu.REPAIR, noop("Confirm Down to H&ere"),
            noop("Say that all rows of the document down to this one are right"), ("Shift+Return", "Shift+Enter"),
            Fact.REPAIR, in_texts=True),
    Command("unconfirm", Menu.REPAIR, noop("Uncon&firm"),
            noop("Take back that the row is right, so that it is re-aligned with the others"), ("Shift+C",),
            Fact.REPAIR, in_texts=True),
    Command("next_unconfirmed", Menu.REPAIR, noop("Ne&xt Unconfirmed"),
            noop("Go to the next row that nobody has confirmed or edited"), ("N",), Fact.REPAIR, in_texts=True),
    Command("previous_unconfirmed", Menu.REPAIR, noop("Pre&vious Unconfirmed"),
            noop("Go to the previous row that nobody has confirmed or edited"), ("Shift+N",), Fact.REPAIR,
            in_texts=True),
    Command("paragraph", Menu.REPAIR, noop("Para&graph"), noop("Change the paragraph itself"), ("Ctrl+K, Ctrl+P",),
            Fact.REPAIR, gap=True, submenu=Menu.PARAGRAPH),
    Command("correct", Menu.PARAGRAPH, noop("&Correct Text"),
            noop("Correct the paragraph where it stands; the file that it came from stays as it is"), ("E",),
            Fact.REPAIR, in_texts=True),
    Command("split_paragraph", Menu.PARAGRAPH, noop("&Divide Here"),
            noop("Make two paragraphs of this one where you have clicked into it"), ("D",), Fact.REPAIR,
            in_texts=True),
    Command("join_next", Menu.PARAGRAPH, noop("&Join with the Next"),
            noop("Make one paragraph of this one and the next of its version"), ("J",), Fact.REPAIR, in_texts=True),
    Command("join_previous", Menu.PARAGRAPH, noop("Join with the &Previous"),
            noop("Make one paragraph of this one and the previous of its version"), ("Shift+J",), Fact.REPAIR,
            in_texts=True),
    Command("furnish", Menu.PARAGRAPH, noop("Mark as &Furniture"),
            noop("Say that the paragraph is page furniture, such as a menu or a footer"), ("F",), Fact.REPAIR,
            gap=True, in_texts=True),
    Command("unfurnish", Menu.PARAGRAPH, noop("Mark as Co&ntent"), noop("Say that the paragraph belongs to the text"),
            ("Shift+F",), Fact.REPAIR, in_texts=True),
    Command("exclude", Menu.PARAGRAPH, noop("E&xclude"),
            noop("Leave the paragraph out of the alignment, and of what is exported as content"), ("X",), Fact.REPAIR,
            in_texts=True),
    Command("include", Menu.PARAGRAPH, noop("&Include"), noop("Take the paragraph in again"), ("Shift+X",), Fact.REPAIR,
            in_texts=True),
    Command("realign", Menu.REPAIR, noop("Align Ane&w"), noop("Have rows aligned anew; confirmed and edited ones stay"),
            ("Ctrl+K, Ctrl+A",), Fact.REPAIR, submenu=Menu.REALIGN),
    Command("realign_here", Menu.REALIGN, noop("Around &Here"),
            noop("Align the rows around this one anew, up to the next confirmed or edited ones"), ("R",), Fact.REPAIR,
            in_texts=True),
    Command("realign_between", Menu.REALIGN, noop("Between &Pins"),
            noop("Align the rows anew from the last row that is pinned, confirmed or edited to the next"), ("B",),
            Fact.REPAIR, in_texts=True),
    Command("realign_below", Menu.REALIGN, noop("&Below Here"),
            noop("Align all rows of the document anew from this one on"), ("Shift+R",), Fact.REPAIR, in_texts=True),
    Command("realign_version", Menu.REALIGN, noop("This &Version"),
            noop("Align this version of the document anew to the others, which stay"), ("V",), Fact.REPAIR,
            in_texts=True),
    Command("realign_document", Menu.REALIGN, noop("This &Document"), noop("Align all of the document anew"),
            ("Shift+V",), Fact.REPAIR, in_texts=True),
    Command("realign_after", Menu.REALIGN, noop("&After Each Change"),
            noop("Align the rows around each change anew, as far as nobody has confirmed or edited them"),
            ("Ctrl+K, A",), checkable=True, gap=True),
    # Help
    Command("shortcuts", Menu.HELP, noop("&Keyboard Shortcuts"), noop("Show every command with its keys"), ("F1",)),
    Command("sample", Menu.HELP, noop("Open the &Sample"), noop("Open one article in five languages"), ("Ctrl+F1",)),
    Command("logs", Menu.HELP, noop("Show the &Log Folder"), noop("Open the folder where problems are written down"),
            ("Ctrl+F12",), gap=True),
    Command("about", Menu.HELP, noop("&About Hexapla"), noop("Versions and licences"), ("Shift+F1",)),
)  # fmt: skip
"""Every command of the window, in the order of the menus."""


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
        return action


def keys_shown(command: Command) -> Safe:
    """The shortcut as this system writes it."""
    return Safe(QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText))


def plain_text(command: Command) -> Safe:
    """The command's name without the mark of its letter and the dots."""
    return Safe(tr(command.text).replace("&", "").removesuffix("…"))


def _pop_up(menu: QMenu, bar: QMenuBar) -> None:
    window = bar.window()
    menu.popup(window.mapToGlobal(QPoint((window.width() - menu.sizeHint().width()) // 2, window.height() // 4)))
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])
