"""The signs of notes on the page: drawn, explained, spoken, and clicked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF, Signal

from viewer.model import PlacedNote, VersionId
from viewer.ui.i18n import Safe, isolate, tooltip, translator
from viewer.ui.notes.ink import NoteInk
from viewer.ui.notes.noted import Noted
from viewer.ui.notes.words import NoteWords
from viewer.ui.reading.view import ReadingView

tr = translator("Notes")


class NoteSigns(QObject):
    """Stands between the page and the notes of the moment."""

    pressed = Signal(object)
    """A PlacedNote whose sign was clicked."""

    def __init__(self, *, view: ReadingView, noted: Callable[[], Noted], words: NoteWords, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._noted = noted
        self._words = words
        self.ink = NoteInk(noted, lambda: view.theme)
        stage = view.stage
        stage.overlays.append(self.ink.paint)
        stage.decorators.append(self.ink.decorate)
        stage.margin_inks.append(self.ink.paint_margin)
        stage.remarks.append(self._remark)
        self._tip_before = stage.page.tip_at
        stage.page.tip_at = self._tip
        stage.page.marking_started.connect(lambda point, _extend: self._pressed(point))

    def notes_at(self, point: QPoint) -> list[PlacedNote]:
        """The notes whose sign is at a point of the page."""
        geometry = self._view.stage.geometry() if len(self._noted()) else None
        seen = geometry.cell_at(point) if geometry is not None else None
        if seen is None:
            return []
        origin = QPointF(seen.cell.pane.text_left, seen.text_top)
        return self.ink.notes_at(seen.cell, seen.band, origin, QPointF(point))

    def _pressed(self, point: QPoint) -> None:
        notes = self.notes_at(point)
        if notes:
            self.pressed.emit(notes[0])

    def _tip(self, point: QPoint) -> Safe:
        notes = self.notes_at(point)
        return tooltip(*(line for one in notes for line in self._told(one))) if notes else self._tip_before(point)

    def _told(self, one: PlacedNote) -> list[Safe]:
        lines = [isolate(line) for line in one.note.text.splitlines()] or [tr("Bookmark")]
        about = tr("{place}: {about}", place=self._words.place_of(one), about=self._words.about(one))
        return [*lines, about]

    def _remark(self, version: VersionId, unit: int) -> Safe:
        """What a screen reader is told with the paragraphs of a version in a row."""
        said = [one for own, one in self._noted().in_row(self._view.unit(unit)) if own == version]
        written = [one.note.text for one in said if one.note.text]
        if written:
            return tr("Note: {text}", text="; ".join(written))
        return tr("Bookmark") if said else Safe("")
