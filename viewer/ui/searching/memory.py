"""Searches are remembered: what was used comes back from the search field, what was saved by name from the menu too.

A search was used when somebody went on from it, or rested on what it found; not every letter on the way was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from viewer import folders
from viewer.corpus import Corpus
from viewer.errors import HexaplaError
from viewer.search import Mode
from viewer.ui import messages
from viewer.ui.commands import COMMANDS, Actions, Menu, plain_text
from viewer.ui.i18n import Safe, isolate, menu_text, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import LANE, Library
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.searching.bar import SearchBar
from viewer.ui.searching.control import SearchControl
from viewer.ui.searching.remembered import Kept, Remembered, Saved, SearchFile, keep, saved_in, with_saved, without
from viewer.ui.searching.saved_page import SavedPage
from viewer.ui.searching.scan import Results
from viewer.ui.searching.session import SearchSession, Wanted
from viewer.ui.searching.switches import MODES, READINGS, ROWS
from viewer.ui.searching.wording import names_of

tr = translator("SearchMemory")

_FOLDER: Final = "searches"
_REST: Final = 1000
"""Milliseconds on what was found after which a search counts as used."""
_SHOWN: Final = 20
"""Past searches that a menu offers."""
_LONGEST: Final = 60
"""Code points of a search in a menu, and of the name that it is given at first."""

Change = Callable[[tuple[Saved, ...]], tuple[Saved, ...]]


class SearchMemory(QObject):
    """Knows the past and the saved searches of the open corpus."""

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
        self._session = session
        self._library = library
        self._jobs = jobs
        self._actions = actions
        self._window = window
        self._file: SearchFile | None = None
        self._known = Remembered()
        self._saved: tuple[Saved, ...] = ()
        self._entries: list[QAction] = []
        """Those of the saved searches in the menu bar."""
        self.page: SavedPage | None = None
        """The page of saved searches, if it is open."""
        self.menu = QMenu(bar.field)
        """What is offered below the field."""
        self.menu.setToolTipsVisible(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._connect_signals(search)

    def _connect_signals(self, search: SearchControl) -> None:
        self._library.opened.connect(lambda corpus, _place: self._take_corpus(corpus))
        self._library.closing.connect(self._let_go)
        self._session.read.connect(lambda _: self._rest.stop())
        self._session.cleared.connect(self._rest.stop)
        self._session.found.connect(self._wait)
        self._rest.timeout.connect(self._use)
        search.used.connect(self._use)

    @property
    def history(self) -> tuple[Wanted, ...]:
        """What was used in the open corpus, the newest first."""
        return self._known.history

    @property
    def saved(self) -> tuple[Saved, ...]:
        """The saved searches of the open corpus."""
        return self._saved

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {
            "search_save": self._save,
            "searches": self._open_page,
            "search_past": self._offer,
            "search_forget": self._forget,
        }

    # The corpus

    def _take_corpus(self, corpus: Corpus) -> None:
        self._file = SearchFile(folders.data() / _FOLDER, corpus.uuid)
        self._known = self._file.read()
        try:
            self._saved = saved_in(corpus, self._file)
        except HexaplaError as error:
            self._saved = ()
            self.told.emit(messages.failure(error))
        self._list()

    def _let_go(self) -> None:
        self._rest.stop()
        self.menu.close()
        self._file, self._known, self._saved = None, Remembered(), ()
        if self.page is not None:
            self.page.close()
        self._list()

    # What was used

    def _wait(self, results: Results) -> None:
        if results.complete and len(results.rows):
            self._rest.start()

    def _use(self) -> None:
        """The search of the moment was used, if it found anything."""
        self._rest.stop()
        wanted, results = self._bar.wanted, self._session.results
        if not wanted or results is None or not len(results.rows) or self.history[:1] == (wanted,):
            return
        self._change(lambda known: known.with_use(wanted))

    def _forget(self) -> None:
        """Forgets what was searched for, with a way back for those who did not mean it."""
        history = self.history
        if history:
            self._change(lambda known: replace(known, history=()))
            self._tell(
                tr("What was searched for in this corpus is forgotten."),
                Answer(tr("Put it back"), lambda: self._change(lambda known: replace(known, history=history))),
            )

    def _change(self, change: Callable[[Remembered], Remembered]) -> None:
        """Changes what is known, and has it written. If it cannot be, nothing is lost but a convenience."""
        file = self._file
        if file is None:
            return
        self._known = change(self._known)

        def work(_control: Control) -> None:
            try:
                file.change(change)
            except OSError:
                return

        self._jobs.start(Job(work, needed=True), lane=_FOLDER)

    # What was saved

    def _save(self) -> None:
        """Saves the search of the moment under its own words, and offers to change them."""
        wanted = self._bar.wanted
        if self._file is None or not wanted:
            return
        same = next((one.name for one in self._saved if one.wanted == wanted), None)
        if same is None:
            saved = Saved(self._free_name(self._text(wanted)), wanted)
            self._keep(lambda known: with_saved(known, saved))
            same = saved.name
        self._open_page()
        assert self.page is not None
        self.page.edit_name(same)

    def _free_name(self, name: str) -> str:
        taken = {one.name for one in self._saved}
        numbered = (name if number == 1 else f"{name} {number}" for number in range(1, len(taken) + 2))
        return next(one for one in numbered if one not in taken)

    def _rename(self, before: str, name: str) -> None:
        saved = next((one for one in self._saved if one.name == before), None)
        if saved is None:
            return
        taken = next((one for one in self._saved if one.name == name), None)
        self._keep(lambda known: with_saved(known, Saved(name, saved.wanted), instead_of=before))
        if taken is not None:
            self._tell(
                tr("The search that was called {name} before is replaced.", name=name),
                Answer(tr("Put it back"), partial(self._put_back, taken)),
            )

    def _remove(self, name: str) -> None:
        saved = next((one for one in self._saved if one.name == name), None)
        if saved is not None:
            self._keep(lambda known: without(known, name))
            self._tell(tr("{name} is removed.", name=name), Answer(tr("Put it back"), partial(self._put_back, saved)))

    def _put_back(self, saved: Saved) -> None:
        again = Saved(self._free_name(saved.name), saved.wanted)
        self._keep(lambda known: with_saved(known, again))

    def _keep(self, change: Change) -> None:
        """Shows the change at once, and has it written into the corpus after what is being written there."""
        file, corpus = self._file, self._library.corpus
        if file is None or corpus is None:
            return
        path = corpus.path
        self._show_saved(change(self._saved))
        job = Job(lambda _control: keep(path, file, change), needed=True)
        job.succeeded.connect(partial(self._kept, path))
        job.failed.connect(partial(self._not_kept, path))
        self._jobs.start(job, lane=LANE)

    def _kept(self, path: Path, kept: Kept) -> None:
        if not self._is_open(path):
            return
        self._show_saved(kept.saved)
        if kept.beside:
            self._tell(tr("This corpus cannot be written. Changes of its saved searches stay on this computer."))

    def _not_kept(self, path: Path, error: BaseException) -> None:
        """What is shown is not so."""
        corpus = self._library.corpus
        if corpus is None or self._file is None or not self._is_open(path):
            return
        self.told.emit(messages.failure(error))
        try:
            self._show_saved(saved_in(corpus, self._file))
        except HexaplaError:
            self._show_saved(())

    def _is_open(self, path: Path) -> bool:
        return self._library.corpus is not None and self._library.corpus.path == path

    def _show_saved(self, saved: tuple[Saved, ...]) -> None:
        self._saved = saved
        self._list()

    # Where they are offered

    def _list(self) -> None:
        """Lists the saved searches in the menu bar, and on their page if it is open."""
        menu = self._actions.menu(Menu.SAVED)
        for action in self._entries:
            menu.removeAction(action)
            action.deleteLater()
        self._entries = [menu.addSeparator(), *self._add_saved(menu)] if self._saved else []
        if self.page is not None:
            self.page.show_searches(self._saved, lambda one: self._described(one.wanted))

    def _offer(self) -> None:
        """Opens the menu below the field: what was used, what was saved, and what can be done with them."""
        self.menu.clear()
        past = self._known.matching(self._bar.field.text())[:_SHOWN]
        for wanted in past:
            action = self.menu.addAction(self._entry(menu_text(self._text(wanted)), self._switched(wanted)))
            action.triggered.connect(partial(self._repeat, wanted))
        if not past:
            self.menu.addAction(tr("Nothing was searched for yet")).setEnabled(False)
        if self._saved:
            self.menu.addSection(tr("Saved searches"))
            self._add_saved(self.menu)
        self.menu.addSeparator()
        for name in ("search_save", "searches", "search_forget"):
            self.menu.addAction(self._actions[name])
        self.menu.popup(self._bar.field.mapToGlobal(QPoint(0, self._bar.field.height())))
        self.menu.setActiveAction(self.menu.actions()[0])

    def _add_saved(self, menu: QMenu) -> list[QAction]:
        actions = []
        for one in self._saved:
            action = menu.addAction(self._entry(menu_text(one.name), self._described(one.wanted, one.name)))
            action.triggered.connect(partial(self._repeat, one.wanted))
            actions.append(action)
        return actions

    def _repeat(self, wanted: Wanted, _checked: bool = False) -> None:
        self._bar.repeat(wanted)

    def _open_page(self) -> None:
        if self.page is None:
            self.page = SavedPage(self._window)
            self.page.asked.connect(self._ask_saved)
            self.page.renamed.connect(self._rename)
            self.page.removed.connect(self._remove)
            self.page.finished.connect(self._page_closed)
            self._list()
        self.page.show()
        self.page.raise_()
        self.page.activateWindow()

    def _page_closed(self) -> None:
        self.page = None

    def _ask_saved(self, name: str) -> None:
        for one in self._saved:
            if one.name == name:
                self._window.activateWindow()
                self._bar.repeat(one.wanted)

    # Words

    def _tell(self, text: Safe, *answers: Answer) -> None:
        self.told.emit(Message(Level.INFO, text, answers, _FOLDER))

    @staticmethod
    def _entry(text: str, beside: Safe) -> str:
        return f"{text}\t{beside.replace('&', '&&')}" if beside else text

    @staticmethod
    def _text(wanted: Wanted) -> str:
        """What was typed, cut where it is long; without any, the kinds of rows that were asked for."""
        text = " ".join(wanted.text.split())
        if not text:
            return ", ".join(_named(name) for name, kind in ROWS.items() if kind in wanted.rows)
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

    def _described(self, wanted: Wanted, name: str = "") -> Safe:
        """What a saved search asks; its text only where its `name` is another."""
        text = self._text(wanted)
        return Safe(
            "  ·  ".join(part for part in ("" if text == name else isolate(text), self._switched(wanted)) if part)
        )

    def _switched(self, wanted: Wanted) -> Safe:
        """The switches that are on, in the words of their commands, and where it looks."""
        corpus = self._library.corpus
        names = [name for name in READINGS if getattr(wanted, name.removeprefix("search_"))]
        names += [name for name, mode in MODES.items() if mode is wanted.mode and mode is not Mode.LITERAL]
        names += [name for name, kind in ROWS.items() if kind in wanted.rows] if wanted.text else []
        names += [] if wanted.scope.furniture else ["search_content"]
        parts = [_named(name) for name in names]
        if corpus is not None and wanted.within:
            parts.append(names_of(wanted.within, corpus.versions()))
        if corpus is not None and wanted.scope.document is not None:
            titles = [document.title for document in corpus.documents()]
            parts += [isolate(title) for title in titles[wanted.scope.document : wanted.scope.document + 1]]
        return Safe(", ".join(part for part in parts if part))


def _named(name: str) -> Safe:
    return plain_text(next(command for command in COMMANDS if command.id == name))
