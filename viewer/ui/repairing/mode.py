"""Repair: the mode in which single keys mend the rows. Outside of it no key but undo and redo changes a corpus.

What is done is in `acting`; here is when it can be done, what shows that it can, and where the cursor goes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from viewer.corpus import Corpus, CorpusIndex
from viewer.model import Change, SegmentId
from viewer.repair import Repaired
from viewer.ui.commands import Actions, Fact
from viewer.ui.i18n import Safe, translator
from viewer.ui.jobs import Jobs
from viewer.ui.library.library import Library
from viewer.ui.messages import Message
from viewer.ui.navigation.steps import Steps
from viewer.ui.reading.view import ReadingView
from viewer.ui.repairing.acting import Acting
from viewer.ui.repairing.bar import RepairBar
from viewer.ui.repairing.correction_control import CorrectionControl
from viewer.ui.repairing.cursor import RepairCursor
from viewer.ui.repairing.dragging import Dragging
from viewer.ui.repairing.ink import RepairInk
from viewer.ui.repairing.keys import RepairKeys
from viewer.ui.repairing.marks import Marks
from viewer.ui.repairing.pins import Pins
from viewer.ui.repairing.row_buttons import RowButtons
from viewer.ui.repairing.speaking import Speaking
from viewer.ui.repairing.work import Operation, Work
from viewer.ui.settings import Settings

tr = translator("Repair")

_FRAME: Final = 3
"""Width of the frame around the texts, pixels; the style sheet draws it."""


class RepairControl(QObject):
    """Switches repair on and off, and wires its parts to each other and to the window."""

    corpus_changed = Signal(object, object)
    """The Corpus and the Change that made another of it."""
    told = Signal(object)
    """A Message."""
    changed = Signal()
    """Other commands make sense now."""

    def __init__(
        self,
        *,
        view: ReadingView,
        steps: Steps,
        library: Library,
        jobs: Jobs,
        actions: Actions,
        settings: Settings,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._library = library
        self._actions = actions
        self._settings = settings
        self._stage = view.stage
        self.on = False
        self.frame = QFrame()
        """Goes around the texts."""
        self.frame.setObjectName("texts")
        self.bar = RepairBar(actions)
        self.cursor = RepairCursor(self._stage, self)
        self.marks = Marks()
        self.pins = Pins(lambda: library.corpus)
        self.ink = RepairInk(
            cursor=self.cursor,
            marks=self.marks,
            pinned=self.pins.of,
            theme=lambda: view.theme,
            small=lambda: view.form.small_font(),
        )
        self.corrections = CorrectionControl(self._stage, self.cursor, view.text_style)
        self.work = Work(library=library, jobs=jobs, parent=self)
        self.acting = Acting(
            cursor=self.cursor,
            marks=self.marks,
            corrections=self.corrections,
            work=self.work,
            marking=view.marking,
            steps=steps,
            realigns=lambda: settings["repair_realign"],
            parent=self,
        )
        self.speaking = Speaking(self._stage, self.cursor, self.marks, self.pins)
        self._index: CorpusIndex | None = None
        """The state of the corpus that everything here is about."""
        self._current: int | None = None
        """The current row when it was looked at last; whoever moves it takes the cursor along."""
        self.dragging = Dragging(self._stage, self.cursor, active=lambda: self._working)
        self.row_buttons = RowButtons(self._stage, self.cursor, actions, active=lambda: self._working)
        letters = actions.keyed(in_texts=True)
        RepairKeys(self._stage.page, self.cursor, letters, active=lambda: self._working, leave=self._step_out)
        self._stage.page.addActions(letters)
        self._stage.overlays.append(self.ink.paint)
        self._stage.remarks.append(self.speaking.remark)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.cursor.moved.connect(self._cursor_moved)
        self._stage.page.marking_started.connect(self._clicked)
        self._stage.page.menu_requested.connect(self._clicked)
        self._stage.steering.moved.connect(self._reader_moved)
        self._view.columns_changed.connect(self._columns_changed)
        self.corrections.changed.connect(self._correcting_changed)
        self.corrections.unsaved.connect(self._tell_unsaved)
        self.work.done.connect(self._take_done)
        self.work.nothing.connect(self._tell_nothing)
        self.work.followed.connect(self._take_followed)
        self.work.asked.connect(self.changed)
        self.work.delayed.connect(self._tell_delay)
        self.work.ended.connect(self.acting.take_end)
        self.work.ended.connect(self.changed)
        self.dragging.dropped.connect(self.acting.drop)
        self.acting.told.connect(self.bar.say)
        self.acting.marked.connect(self._marked)

    def framed(self, pages: QWidget) -> QFrame:
        """What is in the middle of the window, in the frame."""
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(pages)
        return self.frame

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each command does."""
        return {
            "repair": self.set_on,
            "realign_after": self._set_realigning,
            **self.acting.handlers(),
        }

    def facts(self) -> set[Fact]:
        """What is the case, for the commands that need it."""
        facts = {Fact.REPAIR} if self._working and self.cursor.spot is not None else set()
        if self.work.busy:  # who types ahead may take back what is still to be done
            facts.add(Fact.UNDO)
        return facts

    def takers(self) -> dict[str, Callable[[Any], object]]:
        """What is done with each setting."""
        return {"repair_realign": self._actions["realign_after"].setChecked}

    def _set_realigning(self, on: bool) -> None:
        self._settings["repair_realign"] = on

    @property
    def _working(self) -> bool:
        """Whether keys of the page change something."""
        return self.on and self.corrections.field is None

    # On and off

    def set_on(self, on: bool) -> None:
        """Begins repair at the row that is being read, or ends it, unless a correction would be lost by that."""
        if not on and not self.corrections.leave():
            self._actions["repair"].setChecked(True)
            return
        self.on = on and self._library.corpus is not None
        self._actions["repair"].setChecked(self.on)
        self.ink.shown = self.on
        self.bar.setVisible(self.on)
        self.bar.say(Safe(""))
        self.frame.setProperty("repairing", self.on)
        self.frame.style().unpolish(self.frame)
        self.frame.style().polish(self.frame)
        width = _FRAME if self.on else 0
        self.frame.setContentsMargins(width, width, width, width)
        if self.on:
            self._stage.page.setFocus(Qt.FocusReason.OtherFocusReason)
            self.cursor.begin()
        else:
            self.marks.clear()
        self.speaking.tell_mode(self.on)
        self._stage.repaint()
        self.changed.emit()

    def leaves(self) -> bool:
        """Whether nothing is lost if the window closes now; else the correction is asked for first."""
        return self.corrections.leave()

    def _step_out(self) -> None:
        """Escape: first nothing is marked any more, then repair ends."""
        if len(self.marks):
            self.marks.clear()
            self._marked()
        else:
            self.set_on(False)

    # The corpus

    def set_corpus(self, corpus: Corpus | None) -> None:
        """This corpus is shown from now on, or what has become of it; the view shows it already."""
        index = self._index = self._view.index
        if corpus is None or index is None:
            self.corrections.take()  # nobody is asked when a corpus is closed, and it can be undone
            self.marks.clear()
            self.cursor.set_corpus(None, None)
            self.pins.forget()
            self.set_on(False)
            return
        self._current = self._stage.steering.current
        self.pins.forget()
        self.cursor.set_corpus(corpus, index)
        if self.on:
            if self.cursor.spot is not None:
                self._stage.steering.set_current(self.cursor.spot.unit)
            self.marks.keep(self.cursor.exists)
            self.corrections.keep_to(self.cursor.exists)

    def take_turn(self, change: Change, message: Message) -> None:
        """A change was undone or redone, and the window shows it: the cursor goes to it."""
        if not self.on:
            self.told.emit(message)
            return
        self.bar.say(message.text)
        segment, touched, spot = change.fields.get("segment"), change.touched, self.cursor.spot
        if isinstance(segment, int) and self.cursor.exists(SegmentId(segment)):
            self.cursor.go_to(SegmentId(segment))
        elif touched is None or not (touched.before or touched.after):
            pass  # no row is another one: a note came or went
        elif spot is None or not 0 <= spot.unit - touched.start < touched.after:
            self.cursor.go_to_row(touched.start)
        self.cursor.show()
        self.speaking.say(message.text)

    def _take_done(self, operation: Operation, repaired: Repaired) -> None:
        at = self.cursor.spot
        self._renew(repaired.change)
        gone = at is not None and at.segment == operation.segment and not self.cursor.exists(at.segment)
        if repaired.focus is not None and gone:  # divided, or joined with another
            self.cursor.go_to(repaired.focus)
        self.cursor.show()
        self.bar.say(operation.done, undoable=True)
        self.speaking.say(operation.done)

    def _take_followed(self, change: Change) -> None:
        """Rows around were aligned anew: the paragraph of the cursor stays where the eye has it."""
        spot = self.cursor.spot
        before = self.cursor.top_of(spot) if spot is not None else None
        self._renew(change)
        after = self.cursor.top_of(self.cursor.spot) if self.cursor.spot is not None else None
        if before is not None and after is not None and before != after:
            self._stage.page.scroll_by(after - before)

    def _renew(self, change: Change) -> None:
        if self._library.corpus is not None:
            self.corpus_changed.emit(self._library.corpus, change)

    # Words

    def _tell_delay(self, title: str) -> None:
        self.bar.say(tr("This is done after what is running: {work}", work=title))

    def _tell_nothing(self, operation: Operation) -> None:
        self.bar.say(operation.nothing)
        self.speaking.say(operation.nothing)

    def _tell_unsaved(self) -> None:
        said = tr("The correction is not saved: Enter saves it, Esc once more drops it")
        self.bar.say(said)
        self.speaking.say(said)

    def _correcting_changed(self) -> None:
        self.bar.tell_keys(correcting=self.corrections.field is not None)
        self.changed.emit()

    # The cursor

    def _cursor_moved(self) -> None:
        self._current = self._stage.steering.current
        if self.on:
            spot = self.cursor.spot
            self._view.veils.visit((spot.version, spot.unit) if spot is not None else None)
            self._stage.repaint()
            self.speaking.tell_place()
        self.changed.emit()

    def _reader_moved(self) -> None:
        """The reader has jumped to another row: the cursor goes along."""
        current = self._stage.steering.current
        if current == self._current or self._index is not self._view.index:
            return
        self._current = current
        if self.on and current is not None and not self._stage.steering.is_folded(current):
            self.cursor.go_to_row(current, show=False)

    def _clicked(self, point: QPoint) -> None:
        if self._working and point.x() >= 0:  # else the keyboard asks for the menu
            self.cursor.go_to_point(point)

    def _columns_changed(self) -> None:
        """The version of the cursor may have left the screen, and the field over a paragraph its place."""
        if self.on and self._index is self._view.index:  # else the view is being shown anew, and tells so next
            if self.cursor.spot is not None and self.cursor.spot.version not in self._view.shown_versions():
                self.cursor.begin()
            self.corrections.follow()

    def _marked(self) -> None:
        self._stage.repaint()
        self.speaking.tell_marks()
        self.changed.emit()
