"""The search as a person meets it: what the bar asks goes to the session, what the session finds goes to the texts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from viewer.corpus import Corpus
from viewer.model import Touched, VersionId
from viewer.ui.reading.view import ReadingView
from viewer.ui.searching.bar import SearchBar
from viewer.ui.searching.scan import Results
from viewer.ui.searching.session import SearchSession
from viewer.ui.searching.steps import Stop
from viewer.ui.searching.switches import Switches


class SearchControl(QObject):
    """Wires bar, session and reading view together."""

    changed = Signal()
    """The bar was opened or closed, or something was found or forgotten."""
    closed = Signal()
    """The reader is done with the search, and is where it began."""
    used = Signal()
    """The reader goes on from what was found: what was typed is what was meant."""

    def __init__(
        self, *, bar: SearchBar, switches: Switches, session: SearchSession, view: ReadingView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bar = bar
        self._session = session
        self._view = view
        switches.set_view(view)
        self._switches = switches
        self._typing = 0
        """Counts the searches: what the letters of one lead to is one step of the way back."""
        self._stepping = False
        self._is_listed = False
        """Whether this search was shown as a list already; a reader who closes that wants none."""
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._bar.opened.connect(self._begin)
        self._bar.wanted_changed.connect(self.search)
        self._bar.close_requested.connect(self.close)
        self._bar.version_requested.connect(self.next_in)
        self._bar.field.next_requested.connect(self._enter)
        self._bar.field.previous_requested.connect(self.previous)
        self._session.read.connect(self._bar.show_reading)
        self._session.refused.connect(self._bar.show_refusal)
        self._session.found.connect(self._show_results)
        self._session.cleared.connect(self._show_nothing)
        self._session.highlights_changed.connect(self._view.set_highlights)
        self._session.stop_reached.connect(self.show_stop)

    @property
    def is_open(self) -> bool:
        """Whether the panel is to be seen."""
        return not self._bar.isHidden()

    @property
    def can_step(self) -> bool:
        """Whether there is something to look for."""
        return bool(self._bar.wanted)

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Searches in another corpus from now on, or in none."""
        if corpus is None:
            self._bar.hide()
            self._bar.forget()
        self._session.set_corpus(corpus)
        self._switches.set_corpus(corpus)
        self._bar.set_versions(corpus.versions() if corpus is not None else ())

    def renew(self, corpus: Corpus, touched: Touched | None = None) -> None:
        """The corpus has changed, if that is known in some rows only: looks for the same in it once more, without
        leaving the line that is being read."""
        if touched is not None:
            self._session.renumber(touched)
            return
        searched = self._session.active
        self._session.renew()
        self._switches.set_corpus(corpus)
        self._bar.set_versions(corpus.versions())
        if searched and self.is_open:
            self._session.search(self._bar.wanted, first=self._view.shown_versions(), stay=True)
        self.changed.emit()

    def search(self) -> None:
        """Looks for what the bar says."""
        self._is_listed = False
        if self.is_open:
            self._session.search(self._bar.wanted, first=self._view.shown_versions())
        self.changed.emit()

    def next(self) -> None:
        """Goes to the next hit, in whichever version it is."""
        self._step(self._session.next)

    def previous(self) -> None:
        """Goes to the previous hit, in whichever version it is."""
        self._step(self._session.previous)

    def go_to_row(self, unit: int, version: VersionId | None = None) -> None:
        """Goes to the first hit of a row that was found, in that version if it is one."""
        self._step(lambda: self._session.go_to_row(unit, version))

    def next_in(self, version: VersionId) -> None:
        """Goes to the next hit of one version."""
        self._step(lambda: self._session.next_in(version))

    def go_to(self, stop: Stop) -> None:
        """Goes to a place that is among those found; a step of the way back."""
        self._step(partial(self._session.go_to, stop))

    def clear(self) -> None:
        """Takes the marks away; if there are none, closes the search."""
        if self._session.active:
            self._session.clear()
            self._bar.field.selectAll()
        else:
            self.close()

    def close(self) -> None:
        """Goes back to where the search began."""
        self._bar.hide()
        origin = self._session.end()
        if origin is not None:
            self._view.return_to(origin)
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.changed.emit()
        self.closed.emit()

    def show_stop(self, stop: Stop) -> None:
        """Goes to a place that the search found."""
        hit, run = stop.hit, "" if self._stepping else f"search {self._typing}"
        if hit is None:
            self._view.go_to(stop.unit, run=run)
        else:
            self._view.go_to(stop.unit, version=hit.version, segment=hit.segment_id, start=hit.start, run=run)

    def _begin(self) -> None:
        self._typing += 1
        self._session.begin(self._view.position(), self._view.current_unit() or 0)
        self.changed.emit()

    def _enter(self) -> None:
        """Enter goes on; the first time in a search it shows the hits as a list besides."""
        if self._session.results is not None and not self._is_listed:
            self._is_listed = True
            self._bar.list_requested.emit()
        self.next()

    def _step(self, go: Callable[[], None]) -> None:
        if not self.can_step:
            return
        if self.is_open:
            self._stepping = True
            go()
            self._stepping = False
            self.used.emit()
        else:
            self._bar.unfold()
            self.search()

    def _show_results(self, results: Results) -> None:
        self._bar.show_results(results)
        self._view.set_counts(results.hits)
        self.changed.emit()

    def _show_nothing(self) -> None:
        self._bar.show_nothing()
        self._view.set_counts(None)
        self.changed.emit()
