"""What the commands of repair do: to the paragraph of the cursor, to its row, or to the marked paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer import repair, worker
from viewer.corpus import Corpus
from viewer.model import SegmentId
from viewer.repair import Repaired, Scope, Way
from viewer.ui.commands import keys_of
from viewer.ui.i18n import Safe, noop, translator
from viewer.ui.jobs import Control
from viewer.ui.navigation.row_kinds import RowKind
from viewer.ui.navigation.steps import Steps
from viewer.ui.reading.marking import Marking
from viewer.ui.repairing.correction_control import CorrectionControl
from viewer.ui.repairing.cursor import RepairCursor, Spot
from viewer.ui.repairing.marks import Marks
from viewer.ui.repairing.operations import ONE, SCOPES, SOME, TOGETHER, OfOne, OfSome, Words, row_of
from viewer.ui.repairing.review import next_row
from viewer.ui.repairing.work import Operation, Work, on_corpus

tr = translator("Repair")


class Acting(QObject):
    """Turns commands into operations."""

    told = Signal(object)
    """A Safe: what hinders, and what to do."""
    marked = Signal()
    """Other paragraphs are marked."""

    def __init__(
        self,
        *,
        cursor: RepairCursor,
        marks: Marks,
        corrections: CorrectionControl,
        work: Work,
        marking: Marking,
        steps: Steps,
        realigns: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """`steps` knows the rows that are gone through; `realigns` tells whether rows around a change are to be
        aligned anew."""
        super().__init__(parent)
        self._cursor = cursor
        self._marks = marks
        self._corrections = corrections
        self._work = work
        self._marking = marking
        self._steps = steps
        self._realigns = realigns
        self._passed: dict[SegmentId, int] = {}
        """Rows that are being confirmed, by a paragraph of theirs."""
        corrections.taken.connect(self._correct)
        corrections.split_requested.connect(self._correct_and_split)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each command does."""
        return {
            **{name: partial(self._do_one, *row) for name, row in ONE.items()},
            **{name: partial(self._do_some, *row) for name, row in SOME.items()},
            **{name: partial(self._do_together, *row) for name, row in TOGETHER.items()},
            "mark": self._mark,
            "confirm": self._confirm,
            "confirm_above": self._confirm_above,
            "unconfirm": self._unconfirm,
            "next_unconfirmed": lambda: self._go_to_unconfirmed(+1),
            "previous_unconfirmed": lambda: self._go_to_unconfirmed(-1),
            "correct": self._corrections.open,
            "split_paragraph": self._split_paragraph,
            **{f"realign_{scope}": partial(self._realign, scope, title) for scope, title in SCOPES.items()},
        }

    def take_end(self, operation: Operation) -> None:
        """An operation has ended, whatever came of it."""
        self._passed.pop(operation.segment, None)

    # Rows and paragraphs

    def _do_one(self, act: OfOne, words: Words) -> None:
        spot = self._cursor.spot
        if spot is not None:
            segment = spot.segment
            self._start(spot, lambda corpus: act(corpus, segment), words)

    def _do_some(self, act: OfSome, words: Words) -> None:
        spot = self._cursor.spot
        if spot is not None:
            segments = self._marks.segments or (spot.segment,)
            self._start(spot, lambda corpus: act(corpus, segments), words)
            self._unmark()

    def _do_together(self, act: OfSome, words: Words) -> None:
        spot, segments = self._cursor.spot, self._marks.segments
        if spot is None:
            return
        if self._marks.versions < 2:
            key = keys_of("mark")
            self.told.emit(tr("Mark paragraphs of two versions or more first: {key} at each of them", key=key))
            return
        self._start(spot, lambda corpus: act(corpus, segments), words)
        self._unmark()

    def drop(self, segment: SegmentId, there: SegmentId, below: bool) -> None:
        """A paragraph was dragged to the row of another, alone or with all below it."""
        spot = self._cursor.spot
        if spot is None:
            return
        done = noop("All below moved along") if below else noop("Moved to the row")
        self._start(spot, lambda corpus: _dropped(corpus, segment, there, below), Words(done, noop("It is there")))

    def _mark(self) -> None:
        spot = self._cursor.spot
        if spot is not None:
            self._marks.toggle(spot.version, spot.segment)
            self.marked.emit()

    def _unmark(self) -> None:
        if len(self._marks):
            self._marks.clear()
            self.marked.emit()

    # Confirming

    def _confirm(self) -> None:
        spot = self._cursor.spot
        if spot is None:
            return
        self._passed[spot.segment] = spot.unit
        rows = self._steps.rows(self._steps.kind)
        if spot.unit not in rows:
            rows = self._steps.rows(RowKind.UNCONFIRMED)
        following = next_row(rows, spot.unit, +1, self._passed.values())
        segment, row = spot.segment, spot.unit + 1
        done = tr("Row {row} confirmed", row=row)
        if following is None:
            done = tr("Row {row} confirmed, the last of its kind", row=row)
        words = Words(done, noop("It is confirmed already"), False)
        self._start(spot, lambda corpus: repair.confirm(corpus, *_row(corpus, segment)), words)
        if following is not None:
            self._cursor.go_to_row(following)

    def _confirm_above(self) -> None:
        spot = self._cursor.spot
        if spot is None:
            return
        segment, row = spot.segment, spot.unit + 1
        words = Words(tr("Confirmed down to row {row}", row=row), noop("They are confirmed already"), False)
        self._start(spot, lambda corpus: repair.confirm(corpus, *_down_to(corpus, segment)), words)
        following = next_row(self._steps.rows(RowKind.UNCONFIRMED), spot.unit, +1)
        if following is not None and following > spot.unit:
            self._cursor.go_to_row(following)

    def _unconfirm(self) -> None:
        spot = self._cursor.spot
        if spot is not None:
            segment, row = spot.segment, spot.unit + 1
            words = Words(tr("Row {row} may be aligned anew", row=row), noop("It is not confirmed"), False)
            self._start(spot, lambda corpus: repair.confirm(corpus, *_row(corpus, segment), on=False), words)

    def _go_to_unconfirmed(self, way: int) -> None:
        spot = self._cursor.spot
        if spot is None:
            return
        row = next_row(self._steps.rows(RowKind.UNCONFIRMED), spot.unit, way, self._passed.values())
        if row is not None:
            self._cursor.go_to_row(row)
        else:
            self.told.emit(tr("No other row waits to be confirmed"))

    # Wording

    def _correct(self, segment: SegmentId, text: str) -> None:
        spot = self._cursor.spot
        if spot is not None:
            words = Words(noop("Corrected; the file that it came from is as it was"), noop("It was so already"))
            self._start(spot, lambda corpus: repair.correct(corpus, segment, text), words)

    def _correct_and_split(self, segment: SegmentId, text: str, at: int) -> None:
        spot = self._cursor.spot
        if spot is None:
            return
        before = self._cursor.segment()
        if before is not None and before.id == segment and before.text != text:
            self._correct(segment, text)
        self._split_at(spot, segment, at)

    def _split_paragraph(self) -> None:
        """Divides it where somebody has clicked into it; else the field opens, in which the place can be chosen."""
        spot, stand = self._cursor.spot, self._marking.stand
        if spot is None:
            return
        here = (self._marking.version, stand.at.unit, stand.at.place) if stand is not None else None
        if stand is not None and here == (spot.version, spot.unit, spot.place) and stand.at.code_point:
            self._split_at(spot, spot.segment, stand.at.code_point)
        else:
            self._corrections.open(0)
            self.told.emit(tr("Go to where it is to be divided and press Ctrl+Shift+Enter"))

    def _split_at(self, spot: Spot, segment: SegmentId, at: int) -> None:
        words = Words(noop("Paragraph divided"), noop("There is no text on one side of that place"))
        self._start(spot, lambda corpus: repair.split_paragraph(corpus, segment, at), words)

    # Aligning anew

    def _realign(self, scope: Scope, title: str) -> None:
        """Around a paragraph at once; more than that in a process of its own, which can be stopped."""
        spot = self._cursor.spot
        if spot is None:
            return
        segment = spot.segment

        def act(path: Path, control: Control) -> Repaired | None:
            from viewer.repair.scopes import realign_at  # it brings the aligner, which takes long to be imported

            run = realign_at if scope is Scope.HERE else partial(worker.run, realign_at)
            return run(path, segment, scope, progress=control.progress, cancelled=control.cancelled)

        nothing = tr("Nothing is different: the rows are as the aligner would have them, or you have set them")
        self._work.start(Operation(act, segment, tr("Aligned anew"), nothing, title=tr(title) if title else ""))

    # Inside

    def _start(self, spot: Spot, act: Callable[[Corpus], Repaired | None], words: Words) -> None:
        done = words.done if isinstance(words.done, Safe) else tr(words.done)
        followed = words.regroups and self._realigns()
        self._work.start(Operation(on_corpus(act), spot.segment, done, tr(words.nothing), followed=followed))


def _row(corpus: Corpus, segment: SegmentId) -> tuple[int, int]:
    """The row of a segment as a stretch of rows."""
    unit = row_of(corpus, segment)
    return unit, unit + 1


def _dropped(corpus: Corpus, segment: SegmentId, there: SegmentId, below: bool) -> Repaired | None:
    """Moves a paragraph to the row of another."""
    rows = row_of(corpus, there) - row_of(corpus, segment)
    act = repair.shift if below else repair.move
    return act(corpus, segment, Way.DOWN if rows > 0 else Way.UP, rows=abs(rows)) if rows else None


def _down_to(corpus: Corpus, segment: SegmentId) -> tuple[int, int]:
    """The rows of the document down to that of a segment."""
    place = corpus.place_of(segment)
    return sum(document.units for document in corpus.documents()[: place.document]), place.unit + 1
