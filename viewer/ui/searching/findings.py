"""What more is told of a search: the dock under the texts with its pages, and what was searched for before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from viewer.corpus import Corpus
from viewer.ui.commands import Actions
from viewer.ui.jobs import Jobs
from viewer.ui.library.library import Library
from viewer.ui.outside import Outside
from viewer.ui.reading.view import ReadingView
from viewer.ui.searching.bar import SearchBar
from viewer.ui.searching.control import SearchControl
from viewer.ui.searching.dispersion_control import DispersionControl
from viewer.ui.searching.everywhere_control import EverywhereControl
from viewer.ui.searching.found_dock import FoundDock
from viewer.ui.searching.hits.control import HitsControl
from viewer.ui.searching.hits.hit_exporting import HitExportControl
from viewer.ui.searching.memory import SearchMemory
from viewer.ui.searching.session import SearchSession
from viewer.ui.searching.translations.control import TranslationsControl
from viewer.ui.settings import Settings
from viewer.ui.whereabouts import Whereabouts


class Findings(QObject):
    """Makes the pages, and knows which signal goes to which of them."""

    told = Signal(object)
    """A Message."""
    changed = Signal()
    """Whether there is a list to export."""
    left = Signal()
    """The keyboard is wanted back in the texts."""

    def __init__(
        self,
        *,
        bar: SearchBar,
        search: SearchControl,
        session: SearchSession,
        library: Library,
        view: ReadingView,
        whereabouts: Whereabouts,
        jobs: Jobs,
        actions: Actions,
        settings: Settings,
        outside: Outside,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self.dock = FoundDock(window)
        self.hits = HitsControl(dock=self.dock, session=session, view=view, jobs=jobs, go=search.go_to, parent=self)
        self.hit_exporting = HitExportControl(
            hits=self.hits,
            session=session,
            library=library,
            jobs=jobs,
            settings=settings,
            outside=outside,
            parent=window,
        )
        self.distribution = DispersionControl(
            dock=self.dock,
            session=session,
            view=view,
            whereabouts=whereabouts,
            jobs=jobs,
            go=search.go_to_row,
        )
        self.everywhere = EverywhereControl(
            dock=self.dock, bar=bar, search=search, session=session, library=library, view=view, jobs=jobs
        )
        self.translations = TranslationsControl(
            dock=self.dock, bar=bar, session=session, view=view, actions=actions, jobs=jobs
        )
        self.memory = SearchMemory(
            bar=bar, search=search, session=session, library=library, jobs=jobs, actions=actions, window=window
        )
        self.dock.open_changed.connect(actions["found"].setChecked)
        self.dock.left.connect(self.left)
        self.hit_exporting.told.connect(self.told)
        self.hit_exporting.changed.connect(self.changed)
        self.memory.told.connect(self.told)
        self.hits.page.parted.connect(self._keep_share)
        search.closed.connect(self.dock.close_empty)
        bar.list_requested.connect(lambda: self.hits.show_version(None))
        bar.version_requested.connect(self.hits.show_version)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        parts = (self.dock, self.hit_exporting, self.distribution, self.everywhere, self.memory, self.translations)
        return {name: handler for part in parts for name, handler in part.handlers().items()}

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Tells of another corpus, of the same one as it is now, or of none."""
        self.hits.set_corpus(corpus)
        self.translations.set_corpus(corpus)
        self.dock.set_corpus(corpus is not None)

    def renew(self) -> None:
        """Some rows of the corpus are others by now: what is listed stays until the search has looked again."""
        self.hits.renew()
        self.translations.renew()

    def takers(self) -> dict[str, Callable[[Any], object]]:
        """What the list does with its setting."""
        return {"hits_share": self.hits.page.part}

    def _keep_share(self, share: float) -> None:
        self._settings["hits_share"] = min(0.95, max(0.1, share))
