"""The search bar: a field in the toolbar, and under it a panel that says how it was read and what was found.

The text in the field is the one truth: chips and form show the clauses that are read from it, and change it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from viewer.errors import HexaplaError, QueryError
from viewer.model import Version, VersionId
from viewer.search import Query
from viewer.search.clauses import Clause, Presence, Reading, Term
from viewer.search.wording import written
from viewer.ui import messages
from viewer.ui.commands import Actions
from viewer.ui.i18n import Safe, counter, translator
from viewer.ui.searching.conditions import Conditions
from viewer.ui.searching.field import SearchField
from viewer.ui.searching.scan import Results
from viewer.ui.searching.session import Wanted
from viewer.ui.searching.switches import Switches
from viewer.ui.searching.version_counts import VersionCounts
from viewer.ui.searching.wording import described
from viewer.ui.widgets import icons
from viewer.ui.widgets.elided_label import ElidedLabel

tr = translator("SearchBar")
count = counter("SearchBar")

_PATIENCE: Final = 150
"""Milliseconds without a result after which the bar says that it is searching."""
_LONGEST: Final = 200
"""Code points of a text that is looked for."""


class SearchBar(QFrame):
    """Says what is wanted, shows what was found. `field` belongs into the toolbar."""

    wanted_changed = Signal()
    """Letters, conditions or switches were changed."""
    opened = Signal()
    close_requested = Signal()
    list_requested = Signal()
    """The hits are wanted as a list."""
    version_requested = Signal(str)
    """The hits of this version are wanted as a list, and the next of them."""

    def __init__(self, actions: Actions, switches: Switches, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._actions = actions
        self._switches = switches
        self._versions: tuple[Version, ...] = ()
        self.field = SearchField()
        self.field.setObjectName("field")
        self.field.setPlaceholderText(tr("Search in all versions"))
        self.field.setAccessibleName(tr("Search"))
        self.field.setToolTip(actions["find"].toolTip())
        self.field.setMinimumWidth(180)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.installEventFilter(self)
        self._glass = self.field.addAction(icons.icon("find", self.palette()), QLineEdit.ActionPosition.LeadingPosition)
        self.field.addAction(actions["search_past"], QLineEdit.ActionPosition.TrailingPosition)
        self.conditions = Conditions(field=self.field, actions=actions, switches=switches, parent=self)
        self.chips, self.more, self.where = self.conditions.chips, self.conditions.more, self.conditions.more.where
        self.how = ElidedLabel("how")
        self.counts = VersionCounts()
        self.total = QToolButton()
        self.total.setProperty("chip", "count")
        self.total.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.total.setToolTip(tr("Show all hits as a list"))
        self._close = QToolButton()
        self._close.setIcon(icons.icon("close", self.palette()))
        self._close.setToolTip(tr("Close the search and go back to where it began (Esc, Esc)"))
        self._close.setAccessibleName(tr("Close the search"))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._lay_out()
        self._connect_signals()
        self.set_versions(())
        self.hide()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.counts, 1)
        first.addWidget(self.total)
        for name in ("find_previous", "find_next"):
            first.addWidget(_button(self._actions[name], text=False))
        first.addWidget(_button(self._actions["search_more"], text=True))
        first.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 6, 10, 6)
        layout.setSpacing(4)
        layout.addLayout(first)
        layout.addWidget(self.how)
        layout.addWidget(self.chips)
        layout.addWidget(self.more)

    def _connect_signals(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.field.conditions_requested.connect(self._go_to_conditions)
        self._switches.changed.connect(self._ask_anew)
        self._switches.more_requested.connect(self._begin_form)
        self.more.form.next_requested.connect(self.field.next_requested)
        self.total.clicked.connect(self.list_requested)
        self.counts.chosen.connect(self.version_requested)
        self._close.clicked.connect(self.close_requested)
        self._patience.timeout.connect(lambda: self._say_total(tr("Searching…"), is_list=False))

    @property
    def wanted(self) -> Wanted:
        """What is asked for now."""
        on = self._switches.is_on
        return Wanted(
            self.field.text(),
            within=self._switches.within,
            exact=on("search_exact"),
            word=on("search_word"),
            regex=on("search_regex"),
            loose_arabic=on("search_loose_arabic"),
            kana=on("search_kana"),
            mode=self._switches.mode,
            rows=self._switches.rows,
            scope=self._switches.scope,
        )

    def set_versions(self, versions: Sequence[Version]) -> None:
        """What can be searched in."""
        self._versions = tuple(versions)
        self.conditions.set_versions(versions)
        self.field.setEnabled(bool(versions))

    def look_for(self, text: str) -> None:
        """Opens the search for a text as it stands: its first line, and of a long one the beginning."""
        letters = next(iter(text.splitlines()), "").strip()[:_LONGEST]
        clause = Clause(Presence.CONTAINS, (), (Term(letters, Reading.QUOTED, 0),))
        regex = self._switches.is_on("search_regex")
        self.ask(written([clause], self._versions, mode=self._switches.mode, regex=regex) if letters else "")

    def ask(self, text: str) -> None:
        """Opens the search and asks for `text`, a query as it could have been typed; anew if it is there already."""
        self.open()
        if text == self.field.text():
            self.wanted_changed.emit()
        self.field.setText(text)

    def refine(self, presence: Presence, version: VersionId, text: str) -> None:
        """Opens the search and asks for rows with, or without, words of a version as well."""
        self.open()
        self.conditions.add(presence, version, text)

    def repeat(self, wanted: Wanted) -> None:
        """Opens the search and asks for what was wanted another time, with all its switches."""
        self._switches.take(wanted)
        with QSignalBlocker(self.field):
            self.field.setText(wanted.text)
        self.open()
        self.conditions.show()
        self.wanted_changed.emit()

    def open(self) -> None:
        """Shows the panel and puts the keyboard on the field."""
        self.unfold()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def forget(self) -> None:
        """Empties the field without asking for anything."""
        with QSignalBlocker(self.field):
            self.field.clear()
        self._switches.forget()
        self.conditions.show()
        self.show_nothing()

    def show_reading(self, query: Query) -> None:
        """How the query was read; the counts will follow."""
        self.how.setText(described(query, self._versions, self._switches.title))
        self._set_refused(None)
        self._say_total(Safe(""), is_list=False)
        self.counts.wait()
        self._patience.start()

    def show_results(self, results: Results) -> None:
        """How many hits there are so far, in all and in each version."""
        self._patience.stop()
        self._say_total(_total(results), is_list=bool(len(results.rows)))
        if not results.total and not results.complete:
            return
        several = len(results.query.versions) > 1
        searched = {version: results.hits.get(version, 0) for version in results.query.versions}
        self.counts.show_counts(searched if several and results.total else {}, self._versions)

    def show_refusal(self, error: HexaplaError) -> None:
        """Why the query was not understood."""
        self.show_nothing()
        self.how.setText(messages.word(error))
        self._set_refused(error)

    def show_nothing(self) -> None:
        """Nothing is searched for."""
        self._patience.stop()
        self._set_refused(None)
        self.how.clear()
        self._say_total(Safe(""), is_list=False)
        self.counts.clear()

    def unfold(self) -> None:
        """Shows the panel, and leaves the keyboard where it is."""
        if self.isHidden():
            self.show()
            self.opened.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A click into the field opens the search as Ctrl+F does; passing through with Tab does not.
        if watched is self.field and event.type() == QEvent.Type.MouseButtonPress and self.field.isEnabled():
            self.unfold()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._glass.setIcon(icons.icon("find", self.palette()))
            self._close.setIcon(icons.icon("close", self.palette()))
        super().changeEvent(event)

    def _typed(self) -> None:
        if self.field.text():
            self.unfold()
        self.conditions.show()
        self.wanted_changed.emit()

    def _ask_anew(self) -> None:
        """A switch was changed: the same text may be read in another way."""
        if self._switches.rows:
            self.unfold()
        self.conditions.show()
        self.wanted_changed.emit()

    def _begin_form(self) -> None:
        self.unfold()
        self.more.form.take_keyboard()

    def _go_to_conditions(self) -> None:
        if self.isHidden() or not self.conditions.take_keyboard():
            self._actions["search_past"].trigger()

    def _set_refused(self, error: HexaplaError | None) -> None:
        self.field.underline(error.position if isinstance(error, QueryError) else None)
        self.how.setProperty("refused", error is not None)
        self.how.style().unpolish(self.how)
        self.how.style().polish(self.how)

    def _say_total(self, text: Safe, *, is_list: bool) -> None:
        self.total.setText(text)
        self.total.setVisible(bool(text))
        self.total.setEnabled(is_list)


def _total(results: Results) -> Safe:
    rows = len(results.rows)
    if not rows:
        return tr("Nothing found") if results.complete else tr("Searching…")
    text = count("{n} row", "{n} rows", rows)
    if results.total:
        text = tr("{hits} in {rows}", hits=count("{n} hit", "{n} hits", results.total), rows=text)
    return text if results.complete else Safe(f"{text} …")


def _button(action: QAction, *, text: bool) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if text:
        button.setProperty("switch", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    else:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button
