"""The window: what lies where, and which signal goes to whom. What the parts do is told in their own modules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import HexaplaError, Locked
from viewer.model import Change, VersionId
from viewer.ui import messages
from viewer.ui.background import BackgroundWork
from viewer.ui.chrome import Chrome
from viewer.ui.colours import Colours
from viewer.ui.commands import Actions, Fact, Menu
from viewer.ui.copying import CopyControl
from viewer.ui.dialogs import choosing
from viewer.ui.dialogs.about import AboutPage
from viewer.ui.dialogs.shortcuts import ShortcutsPage
from viewer.ui.dropping import Dropping
from viewer.ui.exporting.control import ExportControl
from viewer.ui.history.control import HistoryControl
from viewer.ui.i18n import menu_text, translator
from viewer.ui.importing.change_control import ChangeControl
from viewer.ui.importing.reviewing import Reviewing
from viewer.ui.importing.telling import ImportTelling
from viewer.ui.jobs import Jobs
from viewer.ui.keeping import Keeping
from viewer.ui.learned.control import LearnedWords
from viewer.ui.library.alignment_queue import AlignmentQueue
from viewer.ui.library.library import Library
from viewer.ui.library.missing import MissingCorpora
from viewer.ui.library.recent_menu import RecentMenu
from viewer.ui.looking_up.control import LookupControl
from viewer.ui.moved.control import MovedControl
from viewer.ui.navigation.control import Navigation
from viewer.ui.navigation.row_kinds import RowKind
from viewer.ui.navigation.steps import Steps
from viewer.ui.notes.control import NotesControl
from viewer.ui.outline.control import OutlineControl
from viewer.ui.outside import Outside
from viewer.ui.palette.control import PaletteControl
from viewer.ui.pane_commands import PaneCommands
from viewer.ui.pasting.control import PasteControl
from viewer.ui.preferences.control import PreferencesControl
from viewer.ui.reading.missing_fonts import MissingFonts
from viewer.ui.reading.style_control import StyleControl
from viewer.ui.reading.view import ReadingView
from viewer.ui.repairing.mode import RepairControl
from viewer.ui.saving.control import SavingControl
from viewer.ui.searching.bar import SearchBar
from viewer.ui.searching.control import SearchControl
from viewer.ui.searching.findings import Findings
from viewer.ui.searching.hidden_hits import HiddenHits
from viewer.ui.searching.session import SearchSession
from viewer.ui.searching.switches import Switches
from viewer.ui.settings import Settings
from viewer.ui.shelf.control import ShelfControl
from viewer.ui.summary.alarm import DerailAlarm
from viewer.ui.summary.control import SummaryControl
from viewer.ui.text_menu import TextMenu
from viewer.ui.trouble.control import TroubleControl
from viewer.ui.viewing import Viewing
from viewer.ui.whereabouts import Whereabouts
from viewer.ui.widgets.drop_overlay import Target
from viewer.ui.widgets.empty_page import EmptyPage
from viewer.ui.widgets.message_bar import MessageBar
from viewer.ui.widgets.status import StatusBar
from viewer.ui.widgets.toolbar import Toolbar
from viewer.ui.widgets.view_options import ViewOptions
from viewer.ui.window_commands import TITLE_END, WindowCommands

tr = translator("Window")

_SIZE: Final = QSize(1560, 980)
_AGAIN: Final = 250
"""Milliseconds until a corpus that somebody was writing to is looked at again."""
_MOUSE: Final = {Qt.MouseButton.BackButton: "back", Qt.MouseButton.ForwardButton: "forward"}


class MainWindow(QMainWindow):
    """Wires the library, the search and the reading view together."""

    shown_corpus = Signal(object)
    """A Corpus is on the screen, or None: the empty page."""
    closing = Signal()
    """The window is being closed; settings and place are noted."""
    renewed = Signal(object)
    """The corpus was changed by this window, which shows it: the Change, or None if anything may be another."""

    def __init__(
        self,
        *,
        settings: Settings,
        jobs: Jobs,
        library: Library,
        session: SearchSession,
        keeping: Keeping | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`keeping` writes down for all windows; without it this one has its own."""
        super().__init__(parent)
        self.settings = settings
        self.jobs = jobs
        self.library = library
        self.commands = Actions(self)
        self.outside = Outside(self)
        self.commands.fill(self.menuBar())
        self.switches = Switches(self.commands, settings, self)
        self.bar = SearchBar(self.commands, self.switches)
        self.toolbar = Toolbar(self.commands, self.bar.field, self)
        self.messages = MessageBar()
        self.view = ReadingView()
        self.view.sentences.work_with(jobs)
        self.empty = EmptyPage(
            open_action=self.commands["import_files"],
            paste_action=self.commands["paste_texts"],
            sample_action=self.commands["sample"],
            library_action=self.commands["library"],
        )
        self.status = StatusBar(stop_action=self.commands["stop_job"])
        self.search = SearchControl(bar=self.bar, switches=self.switches, session=session, view=self.view, parent=self)
        self.hidden_hits = HiddenHits(session=session, view=self.view, messages=self.messages, parent=self)
        self.viewing = Viewing(view=self.view, actions=self.commands, settings=settings, parent=self)
        self.colours = Colours(window=self, view=self.view, actions=self.commands, settings=settings)
        self.chrome = Chrome(
            window=self,
            toolbar=self.toolbar,
            actions=self.commands,
            settings=settings,
            needed=lambda: self.search.is_open,
        )
        self.navigation = Navigation(self.view, self)
        self.steps = Steps(self.view, self.commands, self)
        self.whereabouts = Whereabouts(self.view, self.status, self)
        self.options = ViewOptions(self.commands, self.viewing.values, self)
        self.outline = OutlineControl(
            view=self.view,
            whereabouts=self.whereabouts,
            jobs=jobs,
            menu=self.commands.menu(Menu.DOCUMENT),
            window=self,
        )
        self.findings = Findings(
            bar=self.bar,
            search=self.search,
            session=session,
            library=library,
            view=self.view,
            whereabouts=self.whereabouts,
            jobs=jobs,
            actions=self.commands,
            settings=settings,
            outside=self.outside,
            window=self,
        )
        self.summary = SummaryControl(dock=self.findings.dock, view=self.view, whereabouts=self.whereabouts, jobs=jobs)
        self.alarm = DerailAlarm(
            library=library, view=self.view, jobs=jobs, show=self.summary.show_document, parent=self
        )
        self.fonts = MissingFonts(self)
        self.styles = StyleControl(settings=settings, view=self.view, commands=self.commands, window=self)
        self.exporting = ExportControl(
            settings=settings,
            jobs=jobs,
            library=library,
            session=session,
            view=self.view,
            outside=self.outside,
            parent=self,
        )
        self.copying = CopyControl(view=self.view, library=library, jobs=jobs, export=self.exporting.ask, parent=self)
        self.looking_up = LookupControl(view=self.view, settings=settings, window=self)
        self.text_menu = TextMenu(view=self.view, actions=self.commands, parent=self)
        self.learned = LearnedWords(jobs=jobs, window=self)
        self.palette_control = PaletteControl(
            actions=self.commands, library=library, view=self.view, settings=settings, window=self
        )
        self.pages = QStackedWidget()
        self.alignment = AlignmentQueue(jobs=jobs, reading=self._document, leads=library.leads, parent=self)
        self.reviewing = Reviewing(library=library, jobs=jobs, messages=self.messages, window=self)
        self.telling = ImportTelling(
            library=library,
            alignment=self.alignment,
            reviewing=self.reviewing,
            messages=self.messages,
            rows=lambda: self.view.index.unit_count if self.view.index is not None else 0,
            parent=self,
        )
        self.saving = SavingControl(
            library=library,
            jobs=jobs,
            settings=settings,
            settle=self.take_written,
            outside=self.outside,
            window=self,
        )
        self.changes = ChangeControl(
            library=library, jobs=jobs, folder=lambda: self.settings["folder"] or str(Path.home()), window=self
        )
        self.pasting = PasteControl(
            library=library,
            jobs=jobs,
            changes=self.changes,
            messages=self.messages,
            view=self.view,
            document=self._document,
            window=self,
        )
        self.panes = PaneCommands(
            view=self.view,
            actions=self.commands,
            settings=settings,
            rename=lambda version, label: self.changes.editing.rename_version(VersionId(version), label),
            parent=self,
        )
        self.preferences = PreferencesControl(settings=settings, view=self.view, actions=self.commands, window=self)
        self.history = HistoryControl(library=library, editing=self.changes.editing, jobs=jobs, window=self)
        self.trouble = TroubleControl(library=library, jobs=jobs, show=self.outside.open, window=self)
        self.repair = RepairControl(
            view=self.view,
            steps=self.steps,
            library=library,
            jobs=jobs,
            actions=self.commands,
            settings=settings,
            parent=self,
        )
        self.notes = NotesControl(
            view=self.view,
            library=library,
            jobs=jobs,
            work=self.repair.work,
            actions=self.commands,
            undo=self.changes.editing.undo,
            settings=settings,
            outside=self.outside,
            window=self,
        )
        self.moved = MovedControl(
            view=self.view,
            dock=self.findings.dock,
            library=library,
            jobs=jobs,
            work=self.repair.work,
            parent=self,
        )
        self.dropping = Dropping(self, self.empty, lambda: library.corpus is not None)
        self._turns: tuple[Change | None, Change | None] = (None, None)
        """What undo and redo would do."""
        self._behind = False
        """Whether some part of the window may not know what has become of the corpus."""
        self._asks = True
        """Whether the window does not close without a word while something would be lost."""
        self.keeping = keeping or Keeping(settings=settings, jobs=jobs, parent=self)
        self.keeping.follow(self._note_place)
        self.background = BackgroundWork(jobs=jobs, status=self.status, parent=self)
        self.windowing = WindowCommands(window=self, menu=self.commands.menu(Menu.WINDOW))
        self.recent = RecentMenu(library=library, menu=self.commands.menu(Menu.RECENT), empty=self.empty, parent=self)
        self.missing = MissingCorpora(library=library, window=self)
        self.shelf = ShelfControl(
            library=library,
            missing=self.missing,
            editing=self.changes.editing,
            jobs=jobs,
            settings=settings,
            outside=self.outside,
            window=self,
        )
        self.summary.beside.proposed = self.moved.rows_proposed
        self._lay_out()
        self.commands.bind(self._handlers())
        self._connect_signals()
        self._take_settings()

    def _lay_out(self) -> None:
        self.setObjectName("window")
        self.setWindowTitle("Hexapla")
        self.addToolBar(self.toolbar)
        self.setStatusBar(self.status)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.view)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.repair.bar)
        column.addWidget(self.messages)
        column.addWidget(self.repair.framed(self.pages), 1)
        self.setCentralWidget(centre)
        room = self.screen().availableSize()
        self.resize(_SIZE.boundedTo(QSize(room.width() * 19 // 20, room.height() * 9 // 10)))
        # Without a menu bar the shortcuts of its menus must still work.
        self.addActions(self.commands.keyed(in_texts=False))

    def _connect_signals(self) -> None:
        for part in self._speakers():
            part.told.connect(self.messages.show_message)
        self.library.opened.connect(self._show_corpus)
        self.library.closing.connect(self._let_go)
        self.library.sample_opened.connect(self._tell_sample)
        self.library.imported.connect(self.alarm.look)
        self.library.failed.connect(self._tell_failure)
        self.missing.forgotten.connect(self._refresh_recent)
        self.shelf.changed.connect(self._refresh_recent)
        self.library.busy.connect(lambda: self.messages.show_message(messages.busy(self.library.stop_import)))
        self.library.passed_over.connect(lambda paths: self.messages.show_message(messages.passed_over(paths)))
        self.findings.changed.connect(self._refresh)
        self.changes.corpus_changed.connect(self._renew)
        self.changes.row_requested.connect(self.view.go_to)
        self.changes.turned.connect(self.repair.take_turn)
        self.changes.editing.failed.connect(self.saving.rescue.take)
        self.changes.editing.changed.connect(self.saving.offer_file_name)
        self.saving.rescue.saved_changed.connect(self._show_saved)
        self.repair.work.failed.connect(self.saving.rescue.take)
        self.repair.corpus_changed.connect(self._renew)
        self.alignment.arrived.connect(self._renew)
        self.alignment.changed.connect(self._show_quality)
        self.alignment.changed.connect(self._refresh)
        self.alignment.settled.connect(self.moved.look_soon)
        self.alignment.settled.connect(self.alarm.look)
        self.moved.proposed.connect(self.summary.beside.take_proposed)
        self.repair.changed.connect(self._refresh)
        self.background.changed.connect(self._refresh)
        self.dropping.dropped.connect(self._take_dropped)
        self.view.place_changed.connect(self.keeping.soon)
        self.keeping.failed.connect(self._tell_unkept)
        self.library.closed.connect(self.keeping.write)
        self.library.leading.connect(self.alignment.go_on)
        self.windowing.changed.connect(self._refresh)
        self.settings.chosen.connect(self._take_setting)
        self.view.columns_changed.connect(self._refresh)
        self.view.active_changed.connect(self._refresh)
        self.status.quality_clicked.connect(self.steps.next_doubtful)
        self.status.folded_clicked.connect(self.commands["unfold"].trigger)
        self.view.selection_changed.connect(self._refresh)
        self.messages.changed.connect(self._refresh)
        self.navigation.changed.connect(self._refresh)
        self.outline.open_changed.connect(self.commands["outline"].setChecked)
        self.outline.open_changed.connect(lambda opened: self.settings.__setitem__("outline", opened))
        self.notes.open_changed.connect(lambda opened: self.settings.__setitem__("notes", opened))
        self.findings.left.connect(self._focus_page)
        self.outline.failed.connect(self._tell_failure)
        self.outline.arranging.rename_requested.connect(self.changes.editing.rename_document)
        self.outline.arranging.naming_requested.connect(self.changes.name_document)
        self.outline.arranging.move_requested.connect(self.changes.editing.move_document)
        self.outline.arranging.removal_requested.connect(self.changes.editing.remove_document)
        self.messages.keyboard_left.connect(self._focus_page)
        self.search.changed.connect(self._refresh)
        self.bar.opened.connect(self.chrome.peek)

    def _handlers(self) -> dict[str, Callable[..., object]]:
        library, view = self.library, self.view
        handlers: dict[str, Callable[..., object]] = {
            "open": lambda: self._choose(choosing.corpus),
            "import_files": lambda: self._choose(choosing.files),
            "import_folder": lambda: self._choose(choosing.directory),
            "add_version": lambda: self.changes.ask_for(Target.VERSION),
            "add_document": lambda: self.changes.ask_for(Target.DOCUMENT),
            "contents": self.changes.show_contents,
            "rename_corpus": self.changes.name_corpus,
            "export": self.exporting.ask,
            "print": self.exporting.ask_print,
            "sample": library.open_sample,
            "close": self._close_corpus,
            "undo": self.changes.editing.undo,
            "redo": self.changes.editing.redo,
            "copy": self.copying.copy,
            "copy_pairs": self.copying.copy_pairs,
            "copy_quotation": self.copying.copy_quotation,
            "select_all": view.select_all,
            "text_menu": view.touch.ask_for_menu,
            "find_marked": lambda: self.bar.look_for(next(view.marking.pieces(), "")),
            "outline": self.outline.set_open,
            "view_options": self._show_options,
            "back": self.navigation.back,
            "forward": self.navigation.forward,
            "go_to_row": self.navigation.ask,
            "first_complete": self.navigation.first_complete,
            "next_gap": self.navigation.next_gap,
            "previous_gap": self.navigation.previous_gap,
            "next_gap_here": self.navigation.next_gap_here,
            "previous_gap_here": self.navigation.previous_gap_here,
            "message": self.messages.focus_message,
            "go_on_aligning": self.alignment.go_on,
            "find": self.bar.open,
            "find_next": self.search.next,
            "find_previous": self.search.previous,
            "clear_search": self.search.clear,
            "shortcuts": lambda: ShortcutsPage(self).show(),
            "about": lambda: AboutPage(self).show(),
        }
        for part in self._acting_parts():
            handlers.update(part.handlers())
        return handlers

    # The parts that have something in common

    def _acting_parts(self) -> tuple[Any, ...]:
        """Those that do what some commands ask for: `handlers()`."""
        return (
            self.viewing,
            self.panes,
            self.outline.arranging,
            self.colours,
            self.styles,
            self.chrome,
            self.steps,
            self.switches,
            self.findings,
            self.summary,
            self.moved,
            self.learned,
            self.pasting,
            self.repair,
            self.background,
            self.history,
            self.preferences,
            self.looking_up,
            self.notes,
            self.trouble,
            self.saving,
            self.shelf,
            self.palette_control,
            self.windowing,
        )

    def _knowing_parts(self) -> tuple[Any, ...]:
        """Those that know what commands make sense: `facts()`."""
        return (
            self.viewing,
            self.panes,
            self.outline.arranging,
            self.repair,
            self.background,
            self.recent,
            self.windowing,
            self.looking_up,
        )

    def _speakers(self) -> tuple[Any, ...]:
        """Those that have messages for the reader: `told`."""
        return (
            self.exporting,
            self.findings,
            self.copying,
            self.pasting,
            self.changes,
            self.repair,
            self.moved,
            self.alarm,
            self.learned,
            self.fonts,
            self.navigation,
            self.steps,
            self.looking_up,
            self.notes,
            self.trouble,
            self.saving,
            self.missing,
            self.shelf,
        )

    def _set_up_parts(self) -> tuple[Any, ...]:
        """Those that follow settings: `takers()`, from the key of a setting to what is done with its value."""
        return (
            self.viewing,
            self.panes,
            self.styles,
            self.findings,
            self.switches,
            self.chrome,
            self.repair,
            self.colours,
        )

    # Corpora

    def _show_corpus(self, corpus: Corpus, place: Mapping[str, Any] | None) -> None:
        self.pages.setCurrentWidget(self.view)  # first, so that texts are laid out once, in the room they will have
        try:
            self.styles.set_corpus(corpus)
            self.view.set_corpus(corpus)
            self.fonts.look(corpus)
        except HexaplaError as error:
            self.library.close()
            self._tell_failure(error)
            return
        self.search.set_corpus(corpus)
        self.findings.set_corpus(corpus)
        if place:
            self.view.restore_state(place)
        self.repair.set_corpus(corpus)
        self.moved.set_corpus(corpus)
        self._focus_page()
        self.messages.withdraw("sample", "gone")
        self._show_state(corpus)
        self.keeping.write()
        self._refresh_recent()
        self.alignment.set_corpus(corpus)
        self.shown_corpus.emit(corpus)

    def _renew(self, corpus: Corpus, change: Change | None = None) -> None:
        """This window has changed the corpus; others that have it are told."""
        self._unlocked(lambda: self._show_renewed(corpus, change))
        self.renewed.emit(change)

    def take_over(self, change: Change | None, index: CorpusIndex) -> None:
        """Another window has changed the corpus, whose rows are those of `index` now: this one shows it as well."""
        corpus = self.library.corpus
        if corpus is not None:
            self._unlocked(lambda: self._take_over(corpus, change, index))

    def _take_over(self, corpus: Corpus, change: Change | None, index: CorpusIndex) -> None:
        corpus.take_index(index)
        self._show_renewed(corpus, change)
        if self.library.corpus is not corpus:
            return
        self.changes.follow(corpus, change)
        if (change is None or self.alignment.waits) and not self.alignment.stopped:
            self.alignment.go_on()

    def _unlocked(self, show: Callable[[], object]) -> None:
        """Shows what has become of the corpus; if somebody is just writing to it, as soon as that has ended."""
        corpus = self.library.corpus
        try:
            show()
        except Locked:
            self._behind = True
            QTimer.singleShot(_AGAIN, self, lambda: self._unlocked(show) if self.library.corpus is corpus else None)

    def _show_renewed(self, corpus: Corpus, change: Change | None) -> None:
        """Shows what has become of the corpus; with a `change` that is known only what it touched is looked at.

        Raises Locked; some parts may then have taken notice of what others have not.
        """
        if change is not None:
            corpus.take_change(change)
        try:
            index = self.view.index
            touched = corpus.touched_since(index.revision) if index is not None and not self._behind else None
            if touched is None:
                self.styles.set_corpus(corpus)
            self.view.refresh()
            if touched is None:
                self.fonts.look(corpus)
                self.findings.set_corpus(corpus)
            else:
                self.findings.renew()
            self.search.renew(corpus, touched)
            self.repair.set_corpus(corpus)
            self.moved.set_corpus(corpus, same=True)
            self._show_state(corpus, same=touched is not None)
            self._behind = False
        except Locked:
            raise
        except HexaplaError as error:
            self.library.close()
            self._tell_failure(error)
            return
        self._refresh()

    def _show_state(self, corpus: Corpus, *, same: bool = False) -> None:
        """Tells all others of what the view shows; the rest is the `same` if only some rows were touched."""
        self.setWindowTitle(f"{menu_text(corpus.title).replace('&&', '&')}{TITLE_END}")
        self.status.set_saved(self.saving.rescue.all_saved)
        index = self.view.index
        self.navigation.set_corpus(corpus)
        self.steps.set_index(index)
        self._show_quality()
        self._turns = corpus.turns()
        self.whereabouts.set_corpus(corpus)
        if same:
            self.outline.renew()
        else:
            self.outline.set_corpus(corpus)
        self.summary.set_corpus(corpus)
        self.history.renew()
        self.notes.set_corpus(corpus)

    def _show_quality(self) -> None:
        index = self.view.index
        if index is not None and self.alignment.waits:
            self.status.set_provisional()
        elif index is not None:
            self.status.set_quality(index.complete(), len(self.steps.rows(RowKind.DOUBTFUL)))

    def _document(self) -> int | None:
        """The document that is being read."""
        row = self.view.current_unit()
        return None if row is None or self.view.index is None else self.view.index.document_of(row)

    def _let_go(self) -> None:
        self._note_place()
        self._behind = False
        self.alignment.set_corpus(None)
        self.repair.set_corpus(None)
        self.moved.set_corpus(None)
        self.search.set_corpus(None)
        self.findings.set_corpus(None)
        self.view.set_corpus(None)
        self.navigation.set_corpus(None)
        self.steps.set_index(None)
        self.styles.set_corpus(None)
        self.whereabouts.set_corpus(None)
        self.outline.set_corpus(None)
        self.summary.set_corpus(None)
        self.notes.set_corpus(None)
        self.pages.setCurrentWidget(self.empty)
        self._focus_page()
        self.messages.withdraw(*messages.OF_A_CORPUS)
        self.setWindowTitle("Hexapla")
        self.status.set_saved(None)
        self.status.set_quality(0, 0)
        self._refresh_recent()
        self.shown_corpus.emit(None)

    def _show_saved(self, saved: bool) -> None:
        if self.library.corpus is not None:
            self.status.set_saved(saved)

    def _close_corpus(self) -> None:
        if self.saving.rescue.leaves():
            self.library.close()

    def take_written(self) -> None:
        """What is being written in the texts, a correction or a note, is taken."""
        self.repair.corrections.take()
        self.notes.take()

    def _focus_page(self) -> None:
        page = self.view if self.pages.currentWidget() is self.view else self.empty.open_button
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, ask: Callable[[QWidget, str, choosing.Chosen], object]) -> None:
        ask(self, self.settings["folder"] or str(Path.home()), self._take_chosen)

    def _take_chosen(self, paths: Sequence[Path]) -> None:
        self.settings["folder"] = str(paths[0].parent)
        self.library.take(paths)

    def _take_dropped(self, paths: Sequence[Path], target: Target) -> None:
        if target in (Target.VERSION, Target.DOCUMENT):
            self.changes.take(paths, target)
        else:
            self.library.take(paths)

    # What the message bar says

    def _tell_sample(self) -> None:
        self.navigation.begin_at_first_complete()
        self.messages.show_message(messages.sample(self.commands["import_files"].trigger))

    def _tell_failure(self, error: BaseException) -> None:
        self.messages.show_message(messages.failure(error))
        self._refresh_recent()

    def _tell_unkept(self, error: OSError) -> None:
        self.messages.show_message(messages.failure(error, key="settings"))

    # What the status bar and the menus show

    def _refresh(self) -> None:
        """Enables the commands that make sense now."""
        open_ = self.library.corpus is not None
        facts = {
            Fact.CORPUS: open_,
            Fact.QUERY: open_ and self.search.can_step,
            Fact.HITS: open_ and self.findings.hit_exporting.can_export,
            Fact.SEARCH: self.search.is_open,
            Fact.BACK: self.navigation.history.can_go_back,
            Fact.FORWARD: self.navigation.history.can_go_forward,
            Fact.SELECTION: self.view.marking.marks_text,
            Fact.UNDO: open_ and self._turns[0] is not None,
            Fact.REDO: open_ and self._turns[1] is not None,
            Fact.MESSAGE: self.messages.message is not None,
            Fact.WAITING: open_ and self.alignment.stopped,
        }
        held = {fact for fact, holds in facts.items() if holds}
        self.commands.refresh(held.union(*(part.facts() for part in self._knowing_parts())))

    def _refresh_recent(self) -> None:
        self.recent.refresh()
        self._refresh()

    def _show_options(self) -> None:
        self.chrome.peek()
        self.options.show_below(self.toolbar.view_button)

    # Settings

    def takers(self) -> dict[str, Callable[[Any], object]]:
        """What the window does with each setting that it follows."""
        takers: dict[str, Callable[[Any], object]] = {
            "outline": self.outline.show,
            "notes": self.notes.show,
            "recent": lambda _: self._refresh_recent(),
        }
        for part in self._set_up_parts():
            takers.update(part.takers())
        return takers

    def _take_settings(self) -> None:
        self.restoreGeometry(QByteArray.fromBase64(self.settings["window"].encode()))
        for key, take in self.takers().items():
            take(self.settings[key])

    def _take_setting(self, key: str) -> None:
        """A setting was chosen for all windows."""
        take = self.takers().get(key)
        if take is not None:
            take(self.settings[key])

    def _note_place(self) -> None:
        index, row = self.view.index, self.view.current_unit()
        if index is not None and row is not None:
            self.whereabouts.catch_up()
            where, place = self.whereabouts.part, self.view.state()
            self.library.remember(row=row, rows=index.unit_count, place=place, where=where)

    def geometry_to_keep(self) -> str:
        """Size and place for the next start, in base64; not those of the full screen."""
        if self.isFullScreen():
            return str(self.settings["window"])
        return self.saveGeometry().toBase64().toStdString()

    # Events

    def leaves(self) -> bool:
        """Whether nothing is lost if the window closes now; else it is said what, and asked once more it may."""
        return self.repair.leaves() and self.pasting.leaves() and self.saving.rescue.leaves()

    def end(self) -> None:
        """Closes the window unasked, as the system wants it; what is being written is taken first."""
        self.take_written()
        self._asks = False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._asks and not self.leaves():
            event.ignore()
            return
        self.settings["window"] = self.geometry_to_keep()
        self.keeping.leave(self._note_place)
        self.closing.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Some mice have buttons for the way back and forth."""
        command = _MOUSE.get(event.button())
        if command is not None:
            self.commands[command].trigger()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where nothing else wants it, leaves the full screen."""
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.chrome.set_full_screen(False)
        else:
            super().keyPressEvent(event)
