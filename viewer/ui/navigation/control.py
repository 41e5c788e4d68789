"""Navigation: moves the reading view to rows, paragraphs and gaps, and back to where it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from viewer.corpus import Corpus, CorpusIndex
from viewer.model import VersionId
from viewer.ui.i18n import Safe, translator
from viewer.ui.messages import Level, Message
from viewer.ui.navigation.go_to import Destination, GoToPage
from viewer.ui.navigation.history import History, Position
from viewer.ui.navigation.stretches import following, gap_starts, preceding
from viewer.ui.reading.names import title_of
from viewer.ui.reading.view import ReadingView

tr = translator("Navigation")

Rows = NDArray[np.int64]

_NEXT: Final = following
_PREVIOUS: Final = preceding


class Navigation(QObject):
    """Every jump of the view, whoever asked for it, is a step that can be taken back."""

    changed = Signal()
    """There is something to go back or forward to, or no more."""
    told = Signal(object)
    """A Message: there is nowhere to go."""

    def __init__(self, view: ReadingView, window: QWidget) -> None:
        super().__init__(window)
        self._view = view
        self._window = window
        self._corpus: Corpus | None = None
        self._index: CorpusIndex | None = None
        self._gaps: dict[frozenset[VersionId], Rows] = {}
        self._page: GoToPage | None = None
        self.history = History()
        view.leaving.connect(self._note)

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Goes through this corpus from now on, or through what has become of it."""
        if corpus is not self._corpus:
            self.history.clear()
        self._corpus = corpus
        self._index = corpus.index() if corpus is not None else None
        self._gaps.clear()
        if self._page is not None:
            self._page.close()
        self.changed.emit()

    # To a row or paragraph

    def first_complete(self) -> None:
        """Shows the first row that every version has."""
        if self._index is None:
            return
        first = self._index.first_complete()
        if first is not None:
            self._view.go_to(first, top=True)
        else:
            self._say(tr("No row is complete: every one lacks a version."))

    def begin_at_first_complete(self) -> None:
        """Shows the first row that every version has, if there is one; nothing was read before that."""
        if self._index is not None and (first := self._index.first_complete()) is not None:
            self._view.go_to(first, top=True)
        self.history.clear()
        self.changed.emit()

    def ask(self) -> None:
        """Asks for the number of a row or paragraph."""
        if self._corpus is None:
            return
        if self._page is None:
            page = self._page = GoToPage(self._corpus, here=self._here, parent=self._window)
            page.chosen.connect(self._go_to_destination)
            page.finished.connect(self._forget_page)
        self._page.show()
        self._page.activateWindow()
        self._page.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # From one to the next

    def next_gap(self) -> None:
        """Goes to where the next gap of a version on the screen begins; after the last comes the first."""
        self._go_to_gap(_NEXT)

    def previous_gap(self) -> None:
        """As `next_gap`, upwards."""
        self._go_to_gap(_PREVIOUS)

    def next_gap_here(self) -> None:
        """Goes to where the next gap of the active version begins."""
        self._go_to_gap(_NEXT, self._active())

    def previous_gap_here(self) -> None:
        """As `next_gap_here`, upwards."""
        self._go_to_gap(_PREVIOUS, self._active())

    # The way back

    def back(self) -> None:
        """Returns to where the last jump began."""
        self._restore(self.history.back)

    def forward(self) -> None:
        """Goes again to where `back` came from."""
        self._restore(self.history.forward)

    def _restore(self, turn: Callable[[Position], Position | None]) -> None:
        place = turn(self._view.position())
        if place is not None:
            self._view.restore(place)
        self.changed.emit()

    def _note(self, run: str) -> None:
        if self._corpus is None:
            return
        before = self.history.can_go_back, self.history.can_go_forward
        self.history.leave(self._view.position(), run)
        if before != (self.history.can_go_back, self.history.can_go_forward):
            self.changed.emit()

    def _here(self) -> tuple[int, VersionId | None]:
        """The row that is read, and the version that is active."""
        return self._view.current_unit() or 0, self._active()

    def _active(self) -> VersionId | None:
        return self._view.active_version()

    def _go_to_destination(self, found: Destination) -> None:
        if self._corpus is None:
            return
        if found.version is None:
            self._view.go_to(found.unit)
        else:
            segment = self._corpus.segments_at(found.version, [found.ordinal])[0]
            self._view.go_to(found.unit, version=found.version, segment=segment.id)
            self._view.set_active_version(found.version)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_gap(self, turn: Callable[[Rows, int], int | None], version: VersionId | None = None) -> None:
        if self._corpus is None or self._index is None:
            return
        versions = frozenset(self._view.shown_versions() if version is None else [version])
        rows = self._gaps.get(versions)
        if rows is None:
            rows = self._gaps[versions] = gap_starts(self._index, versions)
        row = turn(rows, self._view.current_unit() or 0)
        if row is not None:
            self._view.go_to(row)
        elif version is None:
            self._say(tr("There are no gaps: every version on the screen has something in every row."))
        else:
            name = title_of(self._corpus.version(version))
            self._say(tr("There are no gaps in {version}: it has something in every row.", version=name))

    def _say(self, text: Safe) -> None:
        self.told.emit(Message(Level.INFO, text, key="navigation"))

    def _forget_page(self) -> None:
        self._page = None
