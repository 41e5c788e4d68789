"""How a search is read and where it looks, apart from its text: the checkable commands of the search, as values.

How letters and words are read is kept in the settings. Kinds of rows and scopes belong to one search of one corpus.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from viewer.corpus import Corpus
from viewer.model import VersionId
from viewer.search import Mode, RowClass, Scope
from viewer.ui.commands import Actions
from viewer.ui.reading.view import ReadingView
from viewer.ui.searching.session import Wanted
from viewer.ui.settings import Settings

_MORE: Final = "search_more"
READINGS: Final = ("search_exact", "search_word", "search_regex", "search_loose_arabic", "search_kana")
MODES: Final = {"search_literal": Mode.LITERAL, "search_all": Mode.ALL, "search_any": Mode.ANY}
ROWS: Final = {
    "rows_gaps": RowClass.GAPS,
    "rows_uneven": RowClass.UNEVEN,
    "rows_doubtful": RowClass.DOUBTFUL,
    "rows_unconfirmed": RowClass.UNCONFIRMED,
    "rows_edited": RowClass.EDITED,
    "rows_review": RowClass.REVIEW,
    "rows_partial": RowClass.PARTIAL,
}
SCOPES: Final = ("search_version", "search_document", "search_content")


class Switches(QObject):
    """Stands between the table of commands and what is asked for."""

    changed = Signal()
    """Something else is asked for."""
    more_requested = Signal()
    """The form is wanted."""

    def __init__(self, actions: Actions, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._settings = settings
        self._view: ReadingView | None = None
        self._titles: tuple[str, ...] = ()
        self._known: set[VersionId] = set()
        self.within: tuple[VersionId, ...] | None = None
        """Where text without a prefix is looked for; None: in all versions."""
        self.document: int | None = None
        """The only document to look in."""

    def set_view(self, view: ReadingView) -> None:
        """Where the reader is, for what is asked of the version and the document that are being read."""
        self._view = view

    def is_on(self, name: str) -> bool:
        """Whether a command is checked."""
        return self._actions[name].isChecked()

    @property
    def mode(self) -> Mode:
        return next(mode for name, mode in MODES.items() if self.is_on(name) or mode is Mode.ANY)

    @property
    def rows(self) -> frozenset[RowClass]:
        return frozenset(kind for name, kind in ROWS.items() if self.is_on(name))

    @property
    def scope(self) -> Scope:
        return Scope(document=self.document, furniture=not self.is_on("search_content"))

    @property
    def title(self) -> str:
        """What the only document to look in is called."""
        return self._titles[self.document] if self.document is not None else ""

    def look_within(self, versions: tuple[VersionId, ...] | None) -> None:
        """Looks for text without a prefix in these versions only, or in all."""
        if versions != self.within:
            self.within = versions
            self._show_scopes()
            self.changed.emit()

    def take(self, wanted: Wanted) -> None:
        """Checks what was wanted another time, as far as there is such a document and such versions, without saying
        so. The settings stay.
        """
        for name in READINGS:
            self._actions[name].setChecked(getattr(wanted, name.removeprefix("search_")))
        for name, mode in MODES.items():
            self._actions[name].setChecked(mode is wanted.mode)
        for name, kind in ROWS.items():
            self._actions[name].setChecked(kind in wanted.rows)
        self._actions["search_content"].setChecked(not wanted.scope.furniture)
        document = wanted.scope.document
        self.document = document if document is not None and document < len(self._titles) else None
        self.within = tuple(one for one in wanted.within or () if one in self._known) or None
        self._show_scopes()

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Another corpus is searched, or the same after a change: what is not there any more is not asked for."""
        titles = tuple(document.title for document in corpus.documents()) if corpus is not None else ()
        known = {version.id for version in corpus.versions()} if corpus is not None else set[VersionId]()
        if self.document is not None and titles[self.document : self.document + 1] != (self.title,):
            self.document = None
        if self.within is not None and not known.issuperset(self.within):
            self.within = None
        self._titles, self._known = titles, known
        self._show_scopes()

    def forget(self) -> None:
        """Asks for rows of all kinds in all places, without saying so."""
        self.within = self.document = None
        for name in (*ROWS, "search_content"):
            self._actions[name].setChecked(False)
        self._show_scopes()

    def takers(self) -> dict[str, Callable[[Any], object]]:
        """What the switches do with each setting."""
        return {
            **{name: self._checking(name) for name in (*READINGS, _MORE)},
            "search_mode": self._take_mode,
        }

    def _checking(self, name: str) -> Callable[[bool], None]:
        def check(on: bool) -> None:
            self._actions[name].setChecked(on)
            self.changed.emit()

        return check

    def _take_mode(self, kept: str) -> None:
        for name, mode in MODES.items():
            self._actions[name].setChecked(mode.value == kept)
        self.changed.emit()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each command does."""
        return {
            **{name: self._keeping(name) for name in READINGS},
            **{name: self._choosing(mode) for name, mode in MODES.items()},
            **{name: lambda _on: self.changed.emit() for name in (*ROWS, "search_content")},
            _MORE: self._show_more,
            "search_version": self._take_version,
            "search_document": self._take_document,
        }

    def _keeping(self, name: str) -> Callable[[bool], None]:
        def keep(on: bool) -> None:
            self._settings[name] = on
            self.changed.emit()

        return keep

    def _choosing(self, mode: Mode) -> Callable[[bool], None]:
        def choose(_on: bool) -> None:
            self._settings["search_mode"] = mode.value
            self.changed.emit()

        return choose

    def _show_more(self, on: bool) -> None:
        self._settings[_MORE] = on
        if on:
            self.more_requested.emit()

    def _take_version(self, on: bool) -> None:
        active = self._view.active_version() if self._view is not None else None
        self.look_within((active,) if on and active is not None else None)

    def _take_document(self, on: bool) -> None:
        view = self._view
        index = view.index if view is not None else None
        self.document = None
        if on and view is not None and index is not None and index.unit_count:
            self.document = index.document_of(view.current_unit() or 0)
        self._show_scopes()
        self.changed.emit()

    def _show_scopes(self) -> None:
        self._actions["search_version"].setChecked(self.within is not None)
        self._actions["search_document"].setChecked(self.document is not None)
