"""Searches are remembered: past ones come back from the search field, saved ones from the menu and their page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from viewer import folders
from viewer.corpus import Corpus
from viewer.ui import messages
from viewer.ui.commands import Actions, Menu
from viewer.ui.i18n import Safe, isolate, menu_text, translator
from viewer.ui.jobs import Jobs
from viewer.ui.library.library import Library
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.searching.asked_words import switched, text_of
from viewer.ui.searching.bar import SearchBar
from viewer.ui.searching.control import SearchControl
from viewer.ui.searching.past import PastSearches
from viewer.ui.searching.remembered import Saved, SearchFile
from viewer.ui.searching.saved import SavedSearches
from viewer.ui.searching.saved_page import SavedPage
from viewer.ui.searching.session import SearchSession, Wanted

tr = translator("SearchMemory")

_FOLDER: Final = "searches"
_SHOWN: Final = 20
"""Past searches that a menu offers."""


class SearchMemory(QObject):
    """Offers the past and the saved searches of the open corpus, and words what becomes of them."""

    told = Signal(object)
    """A Message."""

    def __init__(
        self,
        *,
        bar: SearchBar,
        search: SearchControl,
        session: SearchSession,
        library: Library,
        jobs: Jobs,
        actions: Actions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bar = bar
        self._actions = actions
        self._window = window
        self.past = PastSearches(bar=bar, session=session, jobs=jobs, parent=self)
        self.saved = SavedSearches(library=library, jobs=jobs, parent=self)
        self._library = library
        self._entries: list[QAction] = []
        """Those of the saved searches in the menu bar."""
        self.page: SavedPage | None = None
        """The page of saved searches, if it is open."""
        self.menu = QMenu(bar.field)
        """What is offered below the field."""
        self.menu.setToolTipsVisible(True)
        library.opened.connect(lambda corpus, _place: self._take_corpus(corpus))
        library.closing.connect(self._let_go)
        search.used.connect(self.past.use)
        self.saved.changed.connect(self._list)
        self.saved.kept_beside.connect(
            lambda: self._tell(
                tr("This corpus cannot be written. Changes of its saved searches stay on this computer.")
            )
        )
        self.saved.failed.connect(lambda error: self.told.emit(messages.failure(error)))

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {
            "search_save": self._save,
            "searches": self._open_page,
            "search_past": self._offer,
            "search_forget": self._forget,
        }

    def _take_corpus(self, corpus: Corpus) -> None:
        file = SearchFile(folders.data() / _FOLDER, corpus.uuid)
        self.past.take(file)
        self.saved.take(file)

    def _let_go(self) -> None:
        self.menu.close()
        if self.page is not None:
            self.page.close()
        self.past.take(None)
        self.saved.take(None)

    # What can be done

    def _save(self) -> None:
        """Saves the search of the moment under its own words, and offers to change them."""
        wanted = self._bar.wanted
        if self._library.corpus is None or not wanted:
            return
        name = self.saved.name_of(wanted) or self.saved.add(text_of(wanted), wanted).name
        self._open_page()
        if self.page is not None:
            self.page.edit_name(name)

    def _rename(self, before: str, name: str) -> None:
        replaced = self.saved.rename(before, name)
        if replaced is not None:
            self._tell(tr("The search that was called {name} before is replaced.", name=name), self._back(replaced))

    def _remove(self, name: str) -> None:
        removed = self.saved.remove(name)
        if removed is not None:
            self._tell(tr("{name} is removed.", name=name), self._back(removed))

    def _back(self, saved: Saved) -> Answer:
        return Answer(tr("Put it back"), lambda: self.saved.add(saved.name, saved.wanted))

    def _forget(self) -> None:
        """Forgets what was searched for, with a way back for those who did not mean it."""
        history = self.past.all
        if history:
            self.past.put(())
            back = Answer(tr("Put it back"), partial(self.past.put, history))
            self._tell(tr("What was searched for in this corpus is forgotten."), back)

    def _repeat(self, wanted: Wanted, _checked: bool = False) -> None:
        self._bar.repeat(wanted)

    def _ask_saved(self, name: str) -> None:
        saved = self.saved.find(name)
        if saved is not None:
            self._window.activateWindow()
            self._repeat(saved.wanted)

    def _tell(self, text: Safe, *answers: Answer) -> None:
        self.told.emit(Message(Level.INFO, text, answers, _FOLDER))

    # Where they are offered

    def _list(self) -> None:
        """Lists the saved searches in the menu bar, and on their page if it is open."""
        menu = self._actions.menu(Menu.SAVED)
        for action in self._entries:
            menu.removeAction(action)
            action.deleteLater()
        self._entries = [menu.addSeparator(), *self._add_saved(menu)] if self.saved.all else []
        if self.page is not None:
            self.page.show_searches(self.saved.all, lambda one: self._described(one.wanted))

    def _offer(self) -> None:
        """Opens the menu below the field: what was used, what was saved, and what can be done with them."""
        self.menu.clear()
        past = self.past.matching(self._bar.field.text())[:_SHOWN]
        for wanted in past:
            action = self.menu.addAction(_entry(text_of(wanted), self._switched(wanted)))
            action.triggered.connect(partial(self._repeat, wanted))
        if not past:
            self.menu.addAction(tr("Nothing was searched for yet")).setEnabled(False)
        if self.saved.all:
            self.menu.addSection(tr("Saved searches"))
            self._add_saved(self.menu)
        self.menu.addSeparator()
        for name in ("search_save", "searches", "search_forget"):
            self.menu.addAction(self._actions[name])
        self.menu.popup(self._bar.field.mapToGlobal(QPoint(0, self._bar.field.height())))
        self.menu.setActiveAction(self.menu.actions()[0])

    def _add_saved(self, menu: QMenu) -> list[QAction]:
        actions = []
        for one in self.saved.all:
            action = menu.addAction(_entry(one.name, self._described(one.wanted, one.name)))
            action.triggered.connect(partial(self._repeat, one.wanted))
            actions.append(action)
        return actions

    def _open_page(self) -> None:
        if self.page is None:
            self.page = SavedPage(self._window)
            self.page.asked.connect(self._ask_saved)
            self.page.renamed.connect(self._rename)
            self.page.removed.connect(self._remove)
            self.page.finished.connect(self._page_closed)
            self._list()
        self.page.bring_to_front()

    def _page_closed(self) -> None:
        self.page = None

    # Words

    def _described(self, wanted: Wanted, name: str = "") -> Safe:
        """What a saved search asks; its text only where its `name` is another."""
        text = text_of(wanted)
        return Safe("  ·  ".join(one for one in ("" if text == name else isolate(text), self._switched(wanted)) if one))

    def _switched(self, wanted: Wanted) -> Safe:
        corpus = self._library.corpus
        if corpus is None:
            return Safe("")
        return switched(wanted, corpus.versions(), [document.title for document in corpus.documents()])


def _entry(text: str, beside: Safe) -> str:
    """An entry of a menu in two columns."""
    shown = menu_text(text)
    return f"{shown}\t{beside.replace('&', '&&')}" if beside else shown
