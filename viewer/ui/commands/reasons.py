"""Why a command cannot be run now: what must be done first, in words."""

from __future__ import annotations

from typing import Final

from viewer.ui.commands.command import Fact
from viewer.ui.i18n import Safe, noop, translator

tr = translator("Reasons")

REASONS: Final = {
    Fact.CORPUS: noop("open a corpus first"),
    Fact.QUERY: noop("search for something first"),
    Fact.HITS: noop("find something first"),
    Fact.SEARCH: noop("no search is open"),
    Fact.BACK: noop("there is no jump to take back"),
    Fact.FORWARD: noop("no jump was taken back"),
    Fact.RECENT: noop("no corpus was open before"),
    Fact.SELECTION: noop("mark some text first"),
    Fact.CARET: noop("click on a word first"),
    Fact.UNDO: noop("there is nothing to undo"),
    Fact.REDO: noop("nothing was undone"),
    Fact.DOCUMENTS: noop("the corpus has one document only"),
    Fact.HIDING: noop("hide translations first"),
    Fact.FURNITURE: noop("nothing folds in these texts"),
    Fact.LINKED: noop("the version is not linked with others"),
    Fact.UNLINKED: noop("unlink the version first"),
    Fact.PANES: noop("show several versions first"),
    Fact.WIDTHS: noop("show several versions side by side first"),
    Fact.HIDDEN: noop("no version is hidden"),
    Fact.BEYOND: noop("all versions are on the screen"),
    Fact.REPAIR: noop("begin repair first"),
    Fact.WINDOWS: noop("there is one window only"),
    Fact.MESSAGE: noop("there is no message"),
    Fact.JOB: noop("nothing runs in the background"),
    Fact.WAITING: noop("no document waits"),
}


def reason(fact: Fact) -> Safe:
    """What is missing where `fact` does not hold."""
    return tr(REASONS[fact])
