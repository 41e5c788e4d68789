"""Where the reader is, told to the status bar: document, chapter, row, and what is folded there.

The view says that it moved at every frame of a scroll; nobody reads that fast, and a chapter's heading has to be
fetched. So the first move is told at once and those that follow are told together, as often as an eye can take it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.corpus import Corpus
from viewer.errors import HexaplaError
from viewer.model import Kind
from viewer.ui.reading.outline import Outline
from viewer.ui.reading.view import ReadingView
from viewer.ui.widgets.status import StatusBar

_PAUSE: Final = 60
"""Milliseconds between two tellings."""


class Whereabouts(QObject):
    """Follows the reading view."""

    told = Signal()
    """The reader is somewhere else than when this was said last; never more often than an eye can take it."""

    def __init__(self, view: ReadingView, status: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._status = status
        self.outline: Outline | None = None
        """The documents and headings of what is shown."""
        self.part = ""
        """The chapter that the reader is in, or where there is none the document, as it was told last."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._tell_again)
        self._stale = False
        view.place_changed.connect(self._moved)
        view.columns_changed.connect(self._moved)
        view.active_changed.connect(self._moved)

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Tells of this corpus, as it is now; the view shows it already."""
        index = self._view.index
        if corpus is None or index is None:
            self.outline = None
        else:
            self.outline = Outline(index, corpus.documents(), lambda unit: corpus.units(unit, unit + 1)[0])
        self._tell()

    def catch_up(self) -> None:
        """Tells now what would be told soon."""
        if self._stale:
            self._tell()

    def _moved(self) -> None:
        self._stale = True
        if not self._pause.isActive():
            self._tell()
            self._pause.start()

    def _tell_again(self) -> None:
        if self._stale:
            self._tell()
            self._pause.start()

    def _tell(self) -> None:
        self._stale = False
        index, row, outline = self._view.index, self._view.current_unit(), self.outline
        if index is None or row is None or outline is None:
            self.part = ""
            self._status.set_place("", "", 0, 0)
            self._status.set_folded(0, 0)
            return
        if outline.index is not index:  # the view shows other rows already; `set_corpus` is about to be called
            return
        document, chapter = outline.document_of(row).title, self._chapter(outline, row)
        self.part = chapter or document
        self._status.set_place(document, chapter, row, index.unit_count)
        self._status.set_folded(*self._view.folded())
        self.told.emit()

    def _chapter(self, outline: Outline, row: int) -> str:
        """The heading above a row, in the active version if it has one; a work's title is none, the document is called
        so already."""
        chapter, active = outline.chapter_of(row), self._view.active_version()
        versions = [*([active] if active is not None else []), *self._view.shown_versions()]
        try:
            heading = outline.heading(chapter, versions) if chapter is not None else None
        except HexaplaError:  # the page, which reads the same rows, is who tells of it
            return ""
        return heading.text if heading is not None and heading.kind is Kind.HEADING else ""
