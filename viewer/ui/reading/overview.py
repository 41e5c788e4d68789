"""The overview strip: the whole corpus at a glance beside the page, a lane per version, and a way to anywhere in it.

It knows rows and marks, and no corpus: what it shows is handed in, where to go is told by signals. A click goes to the
mark under the pointer, or to the row; the part that can be seen is dragged like the handle of a scroll bar, which
stands beside it as before. By keyboard the same places are reached by the commands for hits, gaps and rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from viewer.model import VersionId
from viewer.ui.i18n import Safe, counter, isolate, listed, noop, tooltip, translator
from viewer.ui.reading.entries import NONE, Entries
from viewer.ui.reading.lanes import Int64, Lane, Marked, Scale, lanes_of, width_for
from viewer.ui.reading.overview_ink import Shade, drawn
from viewer.ui.theme import LIGHT, Theme

tr = translator("Overview")
count = counter("Overview")

_LEAST_HANDLE: Final = 10
"""Pixels that the visible part is high at least."""
_DRAG: Final = 3
"""Pixels that the pointer has to be moved before a click is none."""
_REACH: Final = 1
"""Pixels above and below the pointer in which a mark is met."""


@dataclass(frozen=True, slots=True)
class MarkClass:
    """A class of marked rows."""

    shade: Shade
    is_target: bool
    """Whether a click near such a mark means the mark."""
    one: str
    """What a tooltip says of a single row; `%1` stands for the versions."""
    of_many: tuple[str, str]
    """What it says of several rows, for one of them that is marked and for more."""


GAP, DOUBTFUL, NOTED, HIT, MISSING = "gap", "doubtful", "noted", "hit", "missing"

CLASSES: Final[dict[str, MarkClass]] = {
    GAP: MarkClass(Shade("gap_mark", 0.15, 1), False, noop("not in %1"),
                   (noop("{n} row is not in %1"), noop("{n} rows are not in %1"))),
    DOUBTFUL: MarkClass(Shade("doubtful", 0.5, 2), True, noop("may be wrong"),
                        (noop("{n} row may be wrong"), noop("{n} rows may be wrong"))),
    NOTED: MarkClass(Shade("accent", 1.0, 2), True, noop("noted"),
                     (noop("{n} row with notes"), noop("{n} rows with notes"))),
    HIT: MarkClass(Shade("hit_mark", 1.0, 2), True, noop("found in %1"),
                   (noop("{n} row with hits in %1"), noop("{n} rows with hits in %1"))),
    MISSING: MarkClass(Shade("missing_mark", 1.0, 2), True, noop("found elsewhere, but not in %1"),
                       (noop("{n} row with hits elsewhere, but not in %1"),
                        noop("{n} rows with hits elsewhere, but not in %1"))),
}  # fmt: skip
"""What is marked, from the lowest layer to the highest. Another class is another row of this table."""


_FOUND: Final = (HIT, MISSING)
"""The classes that come and go while somebody types."""


class Overview(QWidget):
    """Rows of a corpus from the first at the upper edge to the last at the lower one."""

    row_requested = Signal(int, bool)
    """A unit to go to, and whether a mark was meant rather than just that part."""
    top_requested = Signal(int, float)
    """A unit that is to stand at the upper edge, and the part of it, 0 to 1, that is to be above."""
    wheeled = Signal(QWheelEvent)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(0)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Overview"))
        self.setAccessibleDescription(
            tr("Gaps, doubtful rows and hits of the whole corpus; the menus Go and Search lead to them")
        )
        self._theme: Theme = LIGHT
        self._entries = Entries(0)
        self._lanes: tuple[Lane, ...] = ()
        self._names: Mapping[VersionId, str] = {}
        self._starts = NONE
        self._titles: Sequence[str] = ()
        self._marks: dict[str, Marked] = {}
        self._visible = (0.0, 0.0)
        self._apart: Mapping[VersionId, tuple[float, float]] = {}
        self._scale: Scale | None = None
        self._image: QImage | None = None
        self._ground: QImage | None = None
        """The strip without anything found: what is shown after each letter that is typed, until something is."""
        self._room = 0
        self.fold_words: Callable[[int], str] = lambda unit: ""
        """What is said of the closed fold whose line a unit carries."""
        self._grip: tuple[float, float] | None = None
        """Where the pointer took hold: y in pixels, and the entry that was at the upper edge of the page then."""
        self._clicking = False
        """Whether letting go here would be a click that nobody has answered yet."""

    # What is shown

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._redraw()

    def set_entries(self, entries: Entries) -> None:
        """What has a place on the page; other folds are open."""
        self._entries = entries
        self._scale = None
        self._redraw()

    def set_documents(self, starts: Int64, titles: Sequence[str]) -> None:
        """The row with which each document begins, and what it is called."""
        self._starts, self._titles = starts, titles
        self._redraw()

    def set_room(self, lanes: int) -> bool:
        """Makes the strip as wide as so many lanes, and tells whether that is another width.

        All lanes that there might be are counted, whether the panes fit or not: a width that followed the panes would
        be one reason more for them to fit or not. Where there is room for one, it serves all versions.
        """
        self._room = lanes
        width = width_for(lanes)
        changed = width != self.width()
        self.setFixedWidth(width)
        return changed

    def set_lanes(self, names: Mapping[VersionId, str]) -> None:
        """The versions on the screen, in order, and how a sentence calls them."""
        lanes = lanes_of(tuple(names), width_for(self._room), single=self._room == 1) if names else ()
        self._names = names
        if lanes != self._lanes:
            self._lanes = lanes
            self._redraw()

    def set_marks(self, key: str, marked: Marked) -> None:
        """The rows of a class of `CLASSES`, ascending and each once."""
        self._marks[key] = marked
        if key in _FOUND:
            self._image = None
            self.update()
        else:
            self._redraw()

    def marked(self, key: str) -> Marked:
        """The rows of a class of `CLASSES` as they were given."""
        return self._marks.get(key, {})

    @property
    def visible(self) -> tuple[float, float]:
        """The part that can be seen, in entries from the first."""
        return self._visible

    def set_visible(
        self, top: float, bottom: float, apart: Mapping[VersionId, tuple[float, float]] | None = None
    ) -> None:
        """The part that can be seen, in entries from the first; `apart` are versions that stand somewhere else."""
        before = self._frames()
        self._visible, self._apart = (top, bottom), apart or {}
        if self._frames() != before:
            self.update()

    def _redraw(self) -> None:
        self._image = self._ground = None
        self.update()

    # Ink

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.page)
            if not self._lanes or not self._entries.count:
                return
            painter.drawImage(QPointF(0, 0), self._picture())
            colour = QColor(self._theme.accent)
            painter.setPen(QPen(colour, 1))
            colour.setAlphaF(0.2)
            painter.setBrush(colour)
            for frame in self._frames():
                painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)

    def _picture(self) -> QImage:
        """The lanes, drawn anew only if they or the size have changed."""
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        found = any(len(rows) for key in _FOUND for rows in self._marks.get(key, {}).values())
        image = self._image if found else self._ground
        if image is None or (image.height(), image.devicePixelRatio()) != (height, ratio):
            marks = [(CLASSES[key].shade, self._marks[key]) for key in CLASSES if key in self._marks]
            scale = Scale(self._entries, height)
            image = drawn(scale, self._lanes, width, marks, self._starts, self._theme, ratio)
            if found:
                self._image = image
            else:
                self._ground = image
        return image

    def _places(self) -> Scale:
        """The scale in pixels of this widget, for the pointer."""
        if self._scale is None or self._scale.height != self.height():
            self._scale = Scale(self._entries, self.height())
        return self._scale

    def _frames(self) -> list[QRectF]:
        """What is framed: the part that can be seen, and in their lanes that of the versions that stand elsewhere."""
        lanes = [lane for lane in self._lanes if len(lane.versions) == 1]
        return [self._handle()] + [
            self._frame(*self._apart[version], lane.left - 1, lane.width + 2)
            for lane in lanes
            for version in lane.versions
            if version is not None and version in self._apart
        ]

    def _handle(self) -> QRectF:
        """The part that can be seen, in pixels."""
        return self._frame(*self._visible, 1, self.width() - 2)

    def _frame(self, top: float, bottom: float, left: int, width: int) -> QRectF:
        """A frame around entries, never too small to be taken; pixels."""
        places = self._places()
        upper, lower = places.y_of(top), places.y_of(bottom)
        height = min(float(self.height()), max(lower - upper, float(_LEAST_HANDLE)))
        upper = max(0.0, min((upper + lower - height) / 2, self.height() - height))
        return QRectF(left, round(upper), width, round(height))

    # The pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._entries.count:
            return
        handle, y = self._handle(), event.position().y()
        self._clicking = handle.top() <= y <= handle.bottom()
        if not self._clicking:
            self._go(event.position())
        self._grip = (y, self._visible[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        y, top = self._grip
        moved = event.position().y() - y
        if self._clicking and abs(moved) < _DRAG:
            return
        self._clicking = False
        entry = top + moved * self._entries.count / max(1, self.height())
        # How much will be seen there nobody knows yet: the page itself ends at the last row.
        entry = max(0.0, min(entry, float(self._entries.count)))
        place = min(int(entry), self._entries.count - 1)
        self.top_requested.emit(self._first_row(place), entry - place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._grip is None:
            return
        self._grip = None
        if self._clicking:
            self._go(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheeled.emit(event)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tooltip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _go(self, point: QPointF) -> None:
        """To the mark at a point, or to the row."""
        places = self._places()
        versions = self._lane_at(point.x()).versions
        for key in reversed(CLASSES):
            if not CLASSES[key].is_target:
                continue
            near = [places.within(rows, point.y(), _REACH) for rows in self._rows(key, versions)]
            units = np.concatenate([NONE, *near])
            if len(units):
                self.row_requested.emit(int(units.min()), True)
                return
        self.row_requested.emit(self._first_row(int(places.entry_at(point.y()))), False)

    def _first_row(self, entry: int) -> int:
        last = self._entries.count - 1
        return int(self._entries.first_rows(np.array([max(0, min(entry, last))]))[0])

    def _lane_at(self, x: float) -> Lane:
        """The lane at `x`, or the nearest one."""
        return min(self._lanes, key=lambda lane: max(lane.left - x, x - lane.right))

    def _rows(self, key: str, versions: Sequence[VersionId | None]) -> list[Int64]:
        """The marked rows of a class in a lane; the lane of whole rows has those of every version."""
        marked = self.marked(key)
        if None in versions:
            return [rows for version, rows in marked.items() if version is None or version in self._names]
        return [marked[version] for version in (*versions, None) if version in marked]

    # Words

    def tooltip_at(self, point: QPointF) -> str:
        """What is under the pointer: rows, document, and what is marked there."""
        places = self._places()
        if not self._lanes or not places.count:
            return ""
        stretch = places.stretch_at(point.y())
        start, stop = int(places.rows[stretch]), int(places.rows[stretch + 1])
        versions = self._lane_at(point.x()).versions
        shown = tuple(self._names) if None in versions else tuple(one for one in versions if one is not None)
        if stop - start == 1:
            rows = tr("Row {row}", row=start + 1)
        else:
            rows = tr("Rows {first} to {last}", first=start + 1, last=stop)
        marks = [line for key in CLASSES if key in self._marks for line in self._told(key, shown, start, stop)]
        is_entry = places.count == self._entries.count
        fold = self.fold_words(start) if is_entry and stop - start > 1 else ""
        return tooltip(rows, *self._document(start), *([fold] if fold else []), *marks)

    def _document(self, row: int) -> list[Safe]:
        if len(self._titles) < 2:
            return []
        return [isolate(self._titles[int(np.searchsorted(self._starts, row, side="right")) - 1])]

    def _told(self, key: str, versions: Sequence[VersionId], start: int, stop: int) -> list[Safe]:
        """What a class of marks says of rows `start` to `stop` (half-open)."""
        kind, marked = CLASSES[key], self._marks[key]
        counts = {
            version: int(np.diff(np.searchsorted(marked[version], (start, stop)))[0])
            for version in (*versions, None)
            if version in marked
        }
        found = {version: number for version, number in counts.items() if number}
        if stop - start == 1 and found:
            names = listed([self._names[version] for version in found if version is not None])
            return [Safe(tr(kind.one).replace("%1", names))]
        return [
            Safe(count(*kind.of_many, number).replace("%1", isolate(self._names[version]) if version else ""))
            for version, number in found.items()
        ]
