"""One window with everything it owns, and how it is built and taken down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from viewer.ui.jobs import Jobs
from viewer.ui.keeping import Keeping
from viewer.ui.library.library import Library
from viewer.ui.library.open_corpora import OpenCorpora
from viewer.ui.main_window import MainWindow
from viewer.ui.searching.session import SearchSession
from viewer.ui.settings import Settings


@dataclass(frozen=True, eq=False)
class Program:
    """The window and what it works with."""

    settings: Settings
    jobs: Jobs
    library: Library
    session: SearchSession
    window: MainWindow

    def end(self, seconds: float) -> bool:
        """Closes the corpus and stops all work; whether it stopped in that time."""
        self.window.keeping.close()
        return self.leave(seconds)

    def leave(self, seconds: float) -> bool:
        """As `end`, of one of several windows."""
        self.library.let_go()
        return self.jobs.stop(seconds)


def assemble(
    *,
    settings: Settings,
    corpora: Path,
    cache: Path,
    prepares: bool = True,
    keeping: Keeping | None = None,
    open_corpora: OpenCorpora | None = None,
) -> Program:
    """Builds the window. There must be a QApplication; nothing is shown or opened yet.

    `prepares`: whether an opened corpus is made ready for the search in the background. `keeping` and `open_corpora`
    are those of all windows, where there may be several.
    """
    jobs = Jobs()
    library = Library(jobs=jobs, settings=settings, corpora=corpora, open_corpora=open_corpora)
    session = SearchSession(jobs, cache / "search", prepares=prepares)
    window = MainWindow(settings=settings, jobs=jobs, library=library, session=session, keeping=keeping)
    return Program(settings, jobs, library, session, window)
