"""What a screen reader is told of repair: that it is on, where the cursor is, what is marked, and what was done."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from viewer.model import Status, VersionId
from viewer.ui.i18n import Safe, counter, noop, translator
from viewer.ui.reading.stage import Stage
from viewer.ui.repairing.cursor import RepairCursor
from viewer.ui.repairing.marks import Marks
from viewer.ui.repairing.pins import Pins

tr = translator("Repair")
count = counter("Repair")

_LONGEST = 200
"""Code points of a paragraph that are said."""
_STATUS = {
    Status.CONFIRMED: noop("row confirmed"),
    Status.EDITED: noop("row edited"),
    Status.REVIEW: noop("row to review"),
}


class Speaking:
    """Announces only what has changed, and only if somebody listens."""

    def __init__(self, stage: Stage, cursor: RepairCursor, marks: Marks, pins: Pins) -> None:
        self._stage = stage
        self._cursor = cursor
        self._marks = marks
        self._pins = pins
        self.on = False

    def say(self, text: str) -> None:
        """Says something at once."""
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._stage.page, text))

    def tell_mode(self, on: bool) -> None:
        """Says that repair has begun or ended, if it has."""
        if on != self.on:
            self.on = on
            self.say(tr("Repair is on. Arrows move, Escape ends it.") if on else tr("Repair has ended."))
            if on:
                self.tell_place()

    def tell_place(self) -> None:
        """Says which paragraph the cursor is at, and how it stands with it."""
        segment = self._cursor.segment() if QAccessible.isActive() else None
        if segment is not None:
            self.say(tr("{where}: {text}", where=self.place(), text=segment.text[:_LONGEST]))

    def tell_marks(self) -> None:
        """Says how many paragraphs are marked."""
        marked = len(self._marks)
        self.say(count("{n} paragraph marked", "{n} paragraphs marked", marked) if marked else tr("Nothing is marked"))

    def place(self) -> Safe:
        """Row and paragraph of the cursor in words, with what is set of them."""
        spot, spread = self._cursor.spot, self._stage.spread()
        if spot is None or spread is None:
            return Safe()
        places = len(spread.source.unit(spot.unit).cells.get(spot.version, ()))
        where = tr("Row {row}", row=spot.unit + 1)
        if places > 1:
            where = tr(
                "Row {row}, paragraph {number} of {count}", row=spot.unit + 1, number=spot.place + 1, count=places
            )
        status = spread.source.unit(spot.unit).status
        said = [tr(_STATUS[status])] if status in _STATUS else []
        return Safe(", ".join([where, *said, *self._said(spot.version, spot.unit)]))

    def remark(self, version: VersionId, unit: int) -> Safe:
        """What is to be told of a cell besides the mark of its row; nothing while repair is off."""
        return Safe(", ".join(self._said(version, unit))) if self.on else Safe()

    def _said(self, version: VersionId, unit: int) -> list[Safe]:
        spread = self._stage.spread()
        if spread is None:
            return []
        row = spread.source.unit(unit)
        cell = row.cells.get(version, ())
        pinned = self._pins.in_row(row)
        said = [tr("Pinned")] if any(segment.id in pinned for segment in cell) else []
        numbers = [number for segment in cell if (number := self._marks.number_of(segment.id)) is not None]
        said += [tr("Marked as number {number}", number=number) for number in numbers]
        return said
