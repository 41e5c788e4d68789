"""Commands of the File menu: corpora, files, and the window itself."""

from __future__ import annotations

from typing import Final

from viewer.ui.commands.command import Command, Fact, Menu
from viewer.ui.i18n import noop

COMMANDS: Final = (
    Command("open", Menu.FILE, noop("&Open Corpus…"), noop("Open a corpus that was saved before"), ("Ctrl+O",),
            icon="open"),
    Command("import_files", Menu.FILE, noop("&Import Files…"),
            noop("Read texts from files, align them and show them side by side"), ("Ctrl+I",), icon="add"),
    Command("import_folder", Menu.FILE, noop("Import &Folder…"),
            noop("Read all texts of a folder, align them and show them side by side"), ("Ctrl+Shift+I",)),
    Command("recent", Menu.FILE, noop("Open &Recent"), noop("Open a corpus again at the place where you left it"),
            ("Ctrl+Shift+O",), Fact.RECENT, submenu=Menu.RECENT),
    Command("library", Menu.FILE, noop("Librar&y…"),
            noop("See all your corpora: what they hold, and where you read last"), ("Ctrl+B, L",)),
    Command("add_version", Menu.FILE, noop("Add as &Version…"),
            noop("Put another version of these texts beside them"), ("Ctrl+Alt+V",), Fact.CORPUS, gap=True),
    Command("add_document", Menu.FILE, noop("Add as &Document…"),
            noop("Put another text in the same languages after these"), ("Ctrl+Alt+D",), Fact.CORPUS),
    Command("contents", Menu.FILE, noop("Versio&ns and Documents…"),
            noop("Rename, replace, remove and reorder what the corpus consists of"), ("Ctrl+Shift+K",), Fact.CORPUS),
    Command("rename_corpus", Menu.FILE, noop("Rena&me Corpus…"), noop("Write another title for the whole corpus"),
            ("Ctrl+K, Ctrl+F2",), Fact.CORPUS),
    Command("document", Menu.FILE, noop("Doc&ument"),
            noop("Rename, move or remove the document that is chosen in the outline, or that you read"),
            ("Ctrl+K, Ctrl+D",), Fact.CORPUS, submenu=Menu.DOCUMENT),
    Command("rename_document", Menu.DOCUMENT, noop("&Rename"), noop("Write another title for the document"),
            ("Ctrl+K, F2",), Fact.CORPUS),
    Command("document_up", Menu.DOCUMENT, noop("Move &Up"), noop("Move the document before the one above it"),
            ("Ctrl+K, Up",), Fact.DOCUMENTS, gap=True),
    Command("document_down", Menu.DOCUMENT, noop("Move &Down"), noop("Move the document behind the one below it"),
            ("Ctrl+K, Down",), Fact.DOCUMENTS),
    Command("remove_document", Menu.DOCUMENT, noop("Re&move"),
            noop("Take the document and its texts out of the corpus; that can be undone"), ("Ctrl+K, Del",),
            Fact.DOCUMENTS, gap=True),
    Command("learned", Menu.FILE, noop("Learned &Words…"),
            noop("See what your texts taught about translations, empty it or switch it off"), ("Ctrl+Alt+W",)),
    Command("save", Menu.FILE, noop("&Save"), noop("See that everything is saved already, and where; save a copy"),
            ("Ctrl+S",), Fact.CORPUS, gap=True),
    Command("save_copy", Menu.FILE, noop("Save &a Copy…"), noop("Save all of the corpus as another file"),
            ("Ctrl+K, Ctrl+S",), Fact.CORPUS),
    Command("share", Menu.FILE, noop("Save a Copy to S&hare…"),
            noop("Save a copy for somebody else, with or without your notes and what was there before"),
            ("Ctrl+Alt+S",), Fact.CORPUS),
    Command("show_in_folder", Menu.FILE, noop("Show in Fo&lder"),
            noop("Show the file of the corpus in the file manager"), ("Ctrl+Alt+J",), Fact.CORPUS),
    Command("export", Menu.FILE, noop("&Export…"),
            noop("Write the rows, or some of them, as a file for another program"), ("Ctrl+E",), Fact.CORPUS, gap=True),
    Command("print", Menu.FILE, noop("&Print…"), noop("Look at the pages, and print them or save them as PDF"),
            ("Ctrl+P",), Fact.CORPUS),
    Command("close", Menu.FILE, noop("&Close Corpus"), noop("Close the corpus; everything is saved already"),
            ("Ctrl+W",), Fact.CORPUS, gap=True),
    Command("quit", Menu.FILE, noop("&Quit"), noop("Close all windows and end the program"), ("Ctrl+Q",)),
)  # fmt: skip
