"""The search bar: a field in the toolbar, and under it a panel with the switches, the counts and how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import HexaplaError
from viewer.model import Version
from viewer.search import Query
from viewer.search.clauses import Reading
from viewer.ui import messages
from viewer.ui.commands import Actions
from viewer.ui.i18n import Safe, counter, number, translator
from viewer.ui.searching.chooser import VersionChooser, name_of
from viewer.ui.searching.scan import Results
from viewer.ui.searching.session import Wanted
from viewer.ui.widgets import icons
from viewer.ui.widgets.elided_label import ElidedLabel

tr = translator("SearchBar")
count = counter("SearchBar")

_PATIENCE: Final = 150
"""Milliseconds without a result after which the bar says that it is searching."""
_LONGEST: Final = 200
"""Code points of a text that is looked for."""
_SWITCHES: Final = ("search_exact", "search_word", "search_regex")


class SearchField(QLineEdit):
    """What is searched for. Enter goes on, Shift+Enter goes back."""

    next_requested = Signal()
    previous_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous_requested if shifted else self.next_requested).emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class SearchBar(QFrame):
    """Says what is wanted, shows what was found. `field` belongs into the toolbar."""

    wanted_changed = Signal()
    """Letters, version or switches were changed."""
    opened = Signal()
    close_requested = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._actions = actions
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
        self.where = VersionChooser()
        self.how = ElidedLabel("how")
        self.counts = ElidedLabel("quiet")
        self.total = ElidedLabel()
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._close = QToolButton()
        self._close.setIcon(icons.icon("close", self.palette()))
        self._close.setToolTip(tr("Close the search and go back to where it began (Esc, Esc)"))
        self._close.setAccessibleName(tr("Close the search"))
        self._close.clicked.connect(self.close_requested)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._lay_out()
        self._connect_signals()
        self.set_versions(())
        self.hide()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.where)
        for name in _SWITCHES:
            first.addWidget(_button(self._actions[name], text=True))
        first.addStretch()
        first.addWidget(self.total)
        for name in ("find_previous", "find_next"):
            first.addWidget(_button(self._actions[name], text=False))
        first.addWidget(self._close)
        second = QHBoxLayout()
        second.setSpacing(24)
        second.addWidget(self.how)
        second.addStretch()
        second.addWidget(self.counts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 10, 8)
        layout.setSpacing(4)
        layout.addLayout(first)
        layout.addLayout(second)

    def _connect_signals(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.where.chosen.connect(self.wanted_changed)
        for name in _SWITCHES:
            self._actions[name].toggled.connect(self.wanted_changed)
        self._patience.timeout.connect(lambda: self.total.setText(tr("Searching…")))

    @property
    def wanted(self) -> Wanted:
        """What is asked for now."""
        return Wanted(
            self.field.text(),
            self.where.version,
            exact=self._actions["search_exact"].isChecked(),
            word=self._actions["search_word"].isChecked(),
            regex=self._actions["search_regex"].isChecked(),
        )

    def set_versions(self, versions: Sequence[Version]) -> None:
        """What can be searched in."""
        self._versions = tuple(versions)
        self.where.set_versions(versions)
        self.field.setEnabled(bool(versions))

    def look_for(self, text: str) -> None:
        """Opens the search for a text as it stands: its first line, and of a long one the beginning."""
        self.ask(f'"{next(iter(text.splitlines()), "").strip()[:_LONGEST]}"')

    def ask(self, text: str) -> None:
        """Opens the search and asks for `text`, a query as it could have been typed; anew if it is there already."""
        self.open()
        if text == self.field.text():
            self.wanted_changed.emit()
        self.field.setText(text)

    def open(self) -> None:
        """Shows the panel and puts the keyboard on the field."""
        self.unfold()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def forget(self) -> None:
        """Empties the field without asking for anything."""
        with QSignalBlocker(self.field):
            self.field.clear()
        self.show_nothing()

    def show_reading(self, query: Query) -> None:
        """How the query was read; the counts will follow."""
        self.how.setText(described(query, self._versions))
        self._set_refused(False)
        self.total.clear()
        self.counts.clear()
        self._patience.start()

    def show_results(self, results: Results) -> None:
        """How many hits there are so far, in all and in each version."""
        self._patience.stop()
        self.total.setText(_total(results))
        several = len(results.query.versions) > 1
        self.counts.setText(_per_version(results, self._versions) if several and results.total else "")

    def show_refusal(self, error: HexaplaError) -> None:
        """Why the query was not understood."""
        self._patience.stop()
        self.how.setText(messages.word(error))
        self._set_refused(True)
        self.total.clear()
        self.counts.clear()

    def show_nothing(self) -> None:
        """Nothing is searched for."""
        self._patience.stop()
        self._set_refused(False)
        for label in (self.how, self.total, self.counts):
            label.clear()

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
        self.wanted_changed.emit()

    def unfold(self) -> None:
        """Shows the panel, and leaves the keyboard where it is."""
        if self.isHidden():
            self.show()
            self.opened.emit()

    def _set_refused(self, refused: bool) -> None:
        self.how.setProperty("refused", refused)
        self.how.style().unpolish(self.how)
        self.how.style().polish(self.how)


def described(query: Query, versions: Sequence[Version]) -> Safe:
    """How a query was read, in one line; nothing for a query that asks for nothing."""
    terms = [term for clause in query.clauses for term in clause.terms]
    if not terms:
        return Safe("")
    term = terms[0]
    if term.reading is Reading.EXPRESSION:
        what = tr("Looking for the regular expression {text}", text=term.text)
    else:
        what = tr("Looking for {text}", text=term.text)
    parts = [
        what,
        _where(query, versions),
        tr("* stands for the rest of a word") if term.reading is Reading.LETTERS and "*" in term.text else "",
        tr("whole words only") if query.word else "",
        tr("letters exactly as typed") if query.folding.exact else tr("capitals, accents and letter forms alike"),
    ]
    return Safe("  ·  ".join(part for part in parts if part))


def _where(query: Query, versions: Sequence[Version]) -> Safe:
    if len(query.versions) == len(versions):
        return tr("in all versions")
    names = [name_of(version, versions) for version in versions if version.id in query.versions]
    return tr("in {versions}", versions=Safe(", ".join(names))) if names else tr("in no version")


def _total(results: Results) -> Safe:
    rows = len(results.rows)
    if not rows:
        return tr("Nothing found") if results.complete else tr("Searching…")
    hits = count("{n} hit", "{n} hits", results.total)
    text = tr("{hits} in {rows}", hits=hits, rows=count("{n} row", "{n} rows", rows))
    return text if results.complete else Safe(f"{text} …")


def _per_version(results: Results, versions: Sequence[Version]) -> Safe:
    return Safe(
        "  ·  ".join(
            f"{name_of(version, versions)} {number(results.hits.get(version.id, 0))}"
            for version in versions
            if version.id in results.query.versions
        )
    )


def _button(action: QAction, *, text: bool) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    if text:
        button.setProperty("switch", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    else:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button
