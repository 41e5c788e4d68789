"""What a screen reader is told of the page: every cell on the screen, row by row, and where the caret is in it.

Offsets are UTF-16, as Qt's accessibility counts them; points and rectangles are those of the page's viewport.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect, QRectF

from viewer.model import Direction, Segment, Span, VersionId
from viewer.text.offsets import Utf16Map
from viewer.ui.i18n import Safe, isolate, translator
from viewer.ui.reading.caret import Stand
from viewer.ui.reading.geometry import Geometry
from viewer.ui.reading.marking import Marking
from viewer.ui.reading.row_marks import mark_of, standing
from viewer.ui.reading.selection import Caret, Selection
from viewer.ui.reading.steering import Steering
from viewer.ui.reading.veils import Veils
from viewer.ui.reading.wording import fold_text

tr = translator("Spoken")

_BETWEEN = "\n"
"""Stands between the segments of a cell."""


class Kind(Enum):
    """What can be met on the page."""

    TEXT = auto()
    GAP = auto()
    TITLE = auto()
    """The title of a document, above its first row."""
    FOLD = auto()
    """The line of a fold."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the page that can be spoken of."""

    kind: Kind
    unit: int
    version: VersionId | None = None
    """None for what belongs to the whole row."""


class SpokenText:
    """The segments of a cell as one text."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.text = _BETWEEN.join(segment.text for segment in segments)
        self.units = Utf16Map(self.text)
        self._starts = [0, *accumulate(len(segment.text) + len(_BETWEEN) for segment in segments)][: len(segments)]

    def offset(self, place: int, code_point: int) -> int:
        """Where a code point of one of the segments is."""
        return self.units.to_utf16(self._starts[place] + code_point) if place < len(self._starts) else 0

    def at(self, offset: int) -> tuple[int, int]:
        """The segment at an offset, and the code point in it; an offset outside is taken as the nearest end."""
        position = self.units.to_code_point(max(0, min(offset, self.units.length16)))
        place = max(0, bisect_right(self._starts, position) - 1)
        return place, position - self._starts[place]

    def slice(self, start: int, stop: int) -> str:
        """The text between two offsets; -1 as the last is the end."""
        length = self.units.length16
        stop = length if stop < 0 else min(stop, length)
        start = max(0, min(start, stop))
        return self.text[self.units.to_code_point(start) : self.units.to_code_point(stop)]


class SpokenPage:
    """The answers about a moment of the page; asks nothing of what is off the screen."""

    def __init__(
        self,
        *,
        geometry: Callable[[], Geometry | None],
        names: Callable[[VersionId], str],
        direction: Callable[[VersionId], Direction],
        active: Callable[[], VersionId | None],
        marking: Marking,
        steering: Steering,
        veils: Veils,
        come: Callable[[], None],
        remarks: Sequence[Callable[[VersionId, int], Safe]] = (),
    ) -> None:
        """`geometry` in pixels of the viewport, `names` those in sentences, `active` the pane that has the keyboard.

        `come` shows the caret; `remarks` say what there is to a cell besides, if anything.
        """
        self._geometry = geometry
        self._names = names
        self._direction = direction
        self._active = active
        self._marking = marking
        self._steering = steering
        self._veils = veils
        self._come = come
        self._remarks = remarks
        self._latest = SpokenText(())

    def items(self) -> list[Item]:
        """Everything on the screen in the order in which it is read: row by row, pane by pane."""
        geometry = self._geometry()
        if geometry is None:
            return []
        order = {version: place for place, version in enumerate(geometry.spread.versions)}
        found: dict[tuple[int, int], Item] = {}
        for track in geometry.spread.tracks:
            for placed in track.flow.placed:
                if placed.bottom <= 0 or placed.top >= geometry.window.height():
                    continue
                band, unit = track.rows.band(placed.unit, placed.band), placed.unit
                if band.document_title is not None:
                    found[unit, -2] = Item(Kind.TITLE, unit)
                if band.fold is not None:
                    found[unit, -1] = Item(Kind.FOLD, unit)
                for version in band.cells:
                    kind = Kind.TEXT if version in band.unit.cells else Kind.GAP
                    found[unit, order.get(version, len(order))] = Item(kind, unit, version)
        return [found[key] for key in sorted(found)]

    def current(self) -> Item | None:
        """What has the reader's eye: the cell with the caret, else that of the current row in the active pane."""
        selection, items = self._marking.selection, self.items()
        version = selection.versions[-1] if selection is not None else self._active()
        unit = selection.focus.unit if selection is not None else self._steering.here()
        in_row = [item for item in items if item.unit == unit]
        return next((item for item in in_row if item.version == version), in_row[0] if in_row else None)

    def take_current(self) -> None:
        """Makes a row on the screen the current one, so that it can be seen that the keyboard is here."""
        self._steering.set_current(self._steering.here())

    # Words

    def name(self, item: Item) -> str:
        """What is said first."""
        if item.kind is Kind.TITLE:
            return self._title(item.unit)
        if item.kind is Kind.FOLD or item.version is None:
            return self._fold_name(item.unit)
        return tr("Row {row}, {name}", row=item.unit + 1, name=self._names(item.version))

    def description(self, item: Item) -> str:
        """What is said besides."""
        if item.kind is Kind.FOLD:
            return tr("Folded") if self.is_closed(item) else tr("Unfolded")
        if item.kind is Kind.GAP:
            return tr("Not in this version")
        if item.version is None:
            return ""
        if self._veils.is_veiled(item.version, item.unit):
            return tr("Hidden")
        right = self._direction(item.version) is Direction.RTL
        way = tr("Written from right to left") if right else tr("Written from left to right")
        said = [self._mark(item.unit), *(remark(item.version, item.unit) for remark in self._remarks)]
        return ". ".join([*filter(None, said), way])

    def _mark(self, unit: int) -> Safe:
        """What the mark of a row says, if it has one."""
        geometry = self._geometry()
        row = geometry.spread.source.unit(unit) if geometry is not None else None
        return standing(row) if row is not None and mark_of(row) is not None else Safe("")

    def text(self, item: Item) -> SpokenText:
        """What stands in the cell; nothing while it is hidden."""
        geometry, version = self._geometry(), item.version
        if geometry is None or version is None or self._veils.is_veiled(version, item.unit):
            return SpokenText(())
        segments = geometry.spread.source.unit(item.unit).cells.get(version, ())
        # Screen readers ask for one letter after another.
        if self._latest.segments is not segments:
            self._latest = SpokenText(segments)
        return self._latest

    def _title(self, unit: int) -> str:
        geometry = self._geometry()
        title = geometry.spread.main.rows.band(unit, 0).document_title if geometry is not None else None
        return isolate(title or "")

    def _fold_name(self, unit: int) -> str:
        geometry = self._geometry()
        fold = geometry.spread.folds.fold_of(unit) if geometry is not None else None
        return fold_text(fold, self._names(fold.version)) if fold is not None else ""

    # Places

    def rect(self, item: Item) -> QRect:
        """What can be seen of it."""
        geometry = self._geometry()
        found = QRect()
        for track in geometry.spread.tracks if geometry is not None else ():
            for placed in track.flow.placed if item.version is None or item.version in track.versions else ():
                if geometry is None or placed.unit != item.unit:
                    continue
                band = track.rows.band(placed.unit, placed.band)
                cell = band.cells.get(item.version) if item.version is not None else None
                if cell is not None:
                    box = QRect(cell.pane.left, placed.top + cell.top, cell.pane.width, cell.height)
                elif item.version is None and (band.fold is not None or band.document_title is not None):
                    box = QRect(0, placed.top, geometry.window.width(), band.top)
                else:
                    continue
                found = found.united(box.intersected(geometry.window))
        return found

    def item_at(self, point: QPoint) -> Item | None:
        """What is at a point."""
        return next((item for item in self.items() if self.rect(item).contains(point)), None)

    def letter_rect(self, item: Item, offset: int) -> QRect:
        """Where the letter after an offset is; empty where it cannot be seen."""
        geometry, text = self._geometry(), self.text(item)
        if geometry is None or item.version is None or not text.segments:
            return QRect()
        place, start = text.at(offset)
        segment = text.segments[place]
        rects = geometry.rects(item.version, Span(segment.id, start, min(start + 1, len(segment.text))))
        found = QRectF()
        for rect in rects:
            found = found.united(rect)
        return found.toAlignedRect()

    def offset_at(self, item: Item, point: QPoint) -> int:
        """The letter nearest to a point; -1 where there is none of this cell."""
        geometry = self._geometry()
        found = geometry.caret_at(point, item.version) if geometry is not None else None
        if found is None or found[1].at.unit != item.unit:
            return -1
        return self.text(item).offset(found[1].at.place, found[1].stop.letter)

    # The caret

    def caret(self, item: Item) -> int:
        """Where the caret is; -1 if it is in another cell."""
        selection = self._marking.selection
        if selection is None or (selection.versions[-1], selection.focus.unit) != (item.version, item.unit):
            return -1
        return self.text(item).offset(selection.focus.place, selection.focus.code_point)

    def marked(self, item: Item) -> tuple[int, int] | None:
        """From where to where the text is marked."""
        selection, text = self._marking.selection, self.text(item)
        if selection is None or item.version is None:
            return None
        offsets = []
        for place, segment in enumerate(text.segments):
            within = selection.within(item.version, item.unit, place, len(segment.text))
            offsets += [text.offset(place, code_point) for code_point in within or ()]
        return (min(offsets), max(offsets)) if offsets else None

    def put_caret(self, item: Item, offset: int) -> None:
        """Puts the caret into the cell, which shows it."""
        if item.version is not None and item.kind is Kind.TEXT:
            self._marking.put(item.version, Stand(self._caret_at(item, offset)))
            self._come()

    def mark(self, item: Item, start: int, stop: int) -> None:
        """Marks text of the cell; the caret is at `stop`."""
        if item.version is not None and item.kind is Kind.TEXT:
            ends = self._caret_at(item, start), self._caret_at(item, stop)
            self._marking.select(Selection((item.version,), *ends))
            self._come()

    def unmark(self) -> None:
        """Nothing is marked any more; the caret stays."""
        self._marking.collapse()

    def show(self, item: Item, offset: int) -> None:
        """Scrolls as little as needed for the letter after an offset to be seen."""
        text = self.text(item)
        if text.segments:
            place, start = text.at(offset)
            self._steering.go_to(item.unit, version=item.version, segment=text.segments[place].id, start=start)

    def toggle(self, item: Item) -> None:
        """Opens or closes a fold."""
        self._steering.toggle_fold(item.unit)

    def is_closed(self, item: Item) -> bool:
        """Whether a fold is."""
        return self._steering.is_folded(item.unit)

    def _caret_at(self, item: Item, offset: int) -> Caret:
        return Caret(item.unit, *self.text(item).at(offset))
