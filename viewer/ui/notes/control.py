"""Notes in the window: put, written and removed by key, menu and click; shown beside the texts, in the overview and in
a list; read anew beside the window after every change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow

from viewer.corpus import Corpus
from viewer.errors import HexaplaError
from viewer.model import Anchor, Change, PlacedNote, SegmentId
from viewer.noting import attach_note, put_note, remove_notes, rewrite_note
from viewer.repair import Repaired
from viewer.ui import messages
from viewer.ui.commands import Actions
from viewer.ui.i18n import Safe, translator
from viewer.ui.jobs import Control, Job, Jobs
from viewer.ui.library.library import Library
from viewer.ui.messages import Answer, Level, Message
from viewer.ui.notes.anchoring import anchor_here
from viewer.ui.notes.exporting import NoteExport
from viewer.ui.notes.field import NoteField
from viewer.ui.notes.model import NoteModel
from viewer.ui.notes.noted import Noted
from viewer.ui.notes.panel import NotePanel
from viewer.ui.notes.signs import NoteSigns
from viewer.ui.notes.words import NoteWords
from viewer.ui.outside import Outside
from viewer.ui.reading.view import ReadingView
from viewer.ui.repairing.work import Operation, Work, on_corpus
from viewer.ui.settings import Settings

tr = translator("Notes")

_LANE: Final = "notes"
_KEY: Final = "notes"


class NotesControl(QObject):
    """Reads the notes in a job, and asks repair's work for the edits, so that all edits stand in one line."""

    told = Signal(object)
    """A Message."""
    open_changed = Signal(bool)
    """The list was opened or closed."""

    def __init__(
        self,
        *,
        view: ReadingView,
        library: Library,
        jobs: Jobs,
        work: Work,
        actions: Actions,
        undo: Callable[[], object],
        settings: Settings,
        outside: Outside,
        window: QMainWindow,
    ) -> None:
        """`work` does the edits; `undo` takes the last one back."""
        super().__init__(window)
        self._view = view
        self._library = library
        self._jobs = jobs
        self._work = work
        self._undo = undo
        self._job: Job | None = None
        self._noted_of: object = None
        """The path of the corpus that the notes are of."""
        self._wanted_open = False
        self.noted = Noted()
        self.field: NoteField | None = None
        self.words = NoteWords(library, view)
        self.model = NoteModel(self.words, self)
        self.panel = NotePanel(self.model)
        self.exporting = NoteExport(library=library, jobs=jobs, settings=settings, outside=outside, parent=window)
        self.exporting.told.connect(self.told)
        self.dock = QDockWidget(tr("Bookmarks and notes"), window)
        self.dock.setObjectName("notes")
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.dock.setWidget(self.panel)
        self.dock.hide()
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.dock)
        self.signs = NoteSigns(view=view, noted=lambda: self.noted, words=self.words, parent=self)
        self.signs.pressed.connect(self._open_there)
        view.stage.page.scrolled.connect(self._end_field)
        self.panel.place_requested.connect(self.go_to)
        self.panel.writing_requested.connect(self._write_there)
        self.panel.removal_requested.connect(lambda one: self._remove([one]))
        self.panel.attachment_requested.connect(self._attach)
        self.panel.export_requested.connect(self.exporting.ask)
        self.panel.left.connect(self._give_keyboard_back)
        self.dock.toggleViewAction().triggered.connect(self.set_open)
        self.open_changed.connect(actions["notes"].setChecked)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do."""
        return {
            "bookmark": self.toggle_bookmark,
            "note": self.write,
            "next_note": lambda: self._step(+1),
            "previous_note": lambda: self._step(-1),
            "notes": self.set_open,
            "export_notes": self.exporting.ask,
        }

    # The corpus

    def set_corpus(self, corpus: Corpus | None) -> None:
        """This corpus is shown, or what has become of it."""
        self._end_field()
        if self._job is not None:
            self._jobs.drop(self._job)
            self._job = None
        if corpus is None or corpus.path != self._noted_of:
            self._take(Noted())
            self.panel.filter.clear()
        self._noted_of = corpus.path if corpus is not None else None
        self.dock.setVisible(self._wanted_open and corpus is not None)
        if corpus is None:
            return
        path = corpus.path

        def work(_control: Control) -> Noted:
            with Corpus.open(path, read_only=True) as mine:
                return Noted(mine.notes())

        self._job = Job(work)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._failed)
        self._jobs.start(self._job, lane=_LANE)

    def _take(self, noted: Noted) -> None:
        self._job = None
        if not len(noted) and not len(self.noted):
            return
        current = self.panel.current()
        self.noted = noted
        self.model.show(noted)
        self.panel.set_current(current.note.id if current is not None else None)
        self._view.survey.set_noted(noted.rows())
        self._view.stage.repaint()

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, HexaplaError):
            self.told.emit(messages.failure(error, key=_KEY))

    # Open and closed

    def set_open(self, opened: bool) -> None:
        """Opens the list and puts the keyboard into it, or closes it."""
        self.show(opened)
        if opened:
            self.panel.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._give_keyboard_back()

    def show(self, opened: bool) -> None:
        """As `set_open`; the keyboard stays where it is."""
        changed = opened != self._wanted_open
        self._wanted_open = opened
        self.dock.setVisible(opened and self._library.corpus is not None)
        if opened:
            self.dock.raise_()
        if changed:
            self.open_changed.emit(opened)

    def _give_keyboard_back(self) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    # Putting and writing

    def toggle_bookmark(self) -> None:
        """Sets a bookmark at what is marked or at the current paragraph; one that is there already is removed."""
        anchor = anchor_here(self._view)
        if anchor is None:
            self._tell_nowhere()
            return
        there = [one for one in self._notes_of(anchor) if not one.note.text]
        if there:
            self._remove(there)
        else:
            self._start(partial(put_note, anchor=anchor), anchor.segment, tr("Bookmark set"))

    def write(self) -> None:
        """Opens the field for the note at what is marked or at the current paragraph, a new one if there is none."""
        anchor = anchor_here(self._view)
        if anchor is None:
            self._tell_nowhere()
            return
        there = self._notes_of(anchor)
        self._open_field(anchor, there[0] if there else None)

    def go_to(self, one: PlacedNote) -> None:
        """Shows the place of a note."""
        if one.segment is None or one.unit is None or self._library.corpus is None:
            return
        try:
            place = self._library.corpus.place_of(one.segment)
        except HexaplaError as error:
            self.told.emit(messages.failure(error, key=_KEY))
            return
        self._view.go_to(place.unit, version=place.version, segment=one.segment, run=_KEY)
        self._view.set_active_version(place.version)

    def _step(self, direction: int) -> None:
        """To the next or the previous row with a note; after the last comes the first."""
        rows = self.noted.rows().tolist()
        if not rows:
            self.told.emit(Message(Level.INFO, tr("Nothing is noted yet."), key=_KEY))
            return
        here = self._view.current_unit() or 0
        if direction > 0:
            row = next((row for row in rows if row > here), rows[0])
        else:
            row = next((row for row in reversed(rows) if row < here), rows[-1])
        self.go_to(next(one for one in self.noted.placed if one.unit == row))

    def _notes_of(self, anchor: Anchor) -> list[PlacedNote]:
        """The notes about just that."""
        return [one for one in self.noted.at(anchor.segment) if (one.start, one.stop) == (anchor.start, anchor.stop)]

    def _open_field(self, anchor: Anchor, one: PlacedNote | None) -> None:
        self._end_field()
        place = self.words.place_of(one) if one is not None else self.words.place_at(anchor.segment)
        before = one.note.text if one is not None else ""
        page = self._view.stage.page.viewport()
        field = self.field = NoteField(place, before, page, removable=one is not None)
        field.ended.connect(partial(self._written, anchor, one, before))
        field.destroyed.connect(self._forget_field)
        if one is not None:
            field.removed.connect(lambda: self._remove([one]))
        field.open_beside(self._box(anchor.segment))

    def _written(self, anchor: Anchor, one: PlacedNote | None, before: str, text: str) -> None:
        self.field = None
        if text == before and one is not None:
            pass
        elif one is not None:
            self._start(partial(rewrite_note, note=one.note.id, text=text), anchor.segment, tr("Note changed"))
        elif text:
            self._start(partial(put_note, anchor=anchor, text=text), anchor.segment, tr("Note put"))
        self._give_keyboard_back()

    def take(self) -> None:
        """Takes what is being written, and closes the field."""
        self._end_field()

    def _end_field(self) -> None:
        if self.field is not None:
            field, self.field = self.field, None
            field.end()

    def _forget_field(self) -> None:
        self.field = None

    def _box(self, segment: SegmentId) -> QRect:
        """Where a paragraph is on the page; the middle of it if it cannot be seen."""
        geometry = self._view.stage.geometry()
        for seen in geometry.cells() if geometry is not None else ():
            laid = seen.cell.text.segment(segment) if seen.cell.text is not None else None
            if laid is not None:
                top = round(seen.text_top + laid.top)
                return QRect(
                    seen.cell.pane.text_left, top, round(seen.cell.pane.text_width), round(laid.bottom - laid.top)
                )
        return QRect(self._view.stage.page.viewport().rect().center(), QSize(0, 0))

    def _write_there(self, one: PlacedNote) -> None:
        if one.segment is not None:
            self.go_to(one)
            self._open_there(one)

    def _open_there(self, one: PlacedNote) -> None:
        if one.segment is not None:
            self._open_field(Anchor(one.segment, one.start, one.stop), one)

    def _attach(self, one: PlacedNote) -> None:
        anchor = anchor_here(self._view)
        if anchor is None:
            self._tell_nowhere()
            return
        self._start(partial(attach_note, note=one.note.id, anchor=anchor), anchor.segment, tr("Put here"))

    def _remove(self, notes: list[PlacedNote]) -> None:
        written = any(one.note.text for one in notes)
        done = tr("Note removed.") if written else tr("Bookmark removed.")
        numbers = [one.note.id for one in notes]
        segment = notes[0].segment or notes[0].note.anchor.segment
        self._start(partial(remove_notes, notes=numbers), segment, done)
        if written:
            self.told.emit(Message(Level.INFO, done, (Answer(tr("Undo"), self._undo),), _KEY))

    def _start(self, act: Callable[[Corpus], Change | None], segment: SegmentId, done: Safe) -> None:
        def edit(corpus: Corpus) -> Repaired | None:
            change = act(corpus)
            return Repaired(change, None) if change is not None else None

        self._work.start(Operation(on_corpus(edit), segment, done, tr("It is so already")))

    def _tell_nowhere(self) -> None:
        self.told.emit(Message(Level.INFO, tr("There is no paragraph here. Go to a row with text first."), key=_KEY))
