"""The distribution of hits as a chart: a line per version with bars over all rows, and the way to what they stand for.

It knows rows and counts, and no corpus: what it shows is handed in, where to go is told by a signal. The bars of a line
are as high as its fullest bin allows; how many there are is said at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QStyle, QToolTip, QWidget

from viewer.model import VersionId
from viewer.search.dispersion import Dispersion, Ints
from viewer.ui.i18n import Safe, tooltip, translator
from viewer.ui.searching import dispersion_words as words
from viewer.ui.searching.dispersion_layout import LINE, SPACE, Layout
from viewer.ui.searching.dispersion_scale import Name, Scale, placed
from viewer.ui.theme import Theme

tr = translator("Distribution")

_LEAST_BAR: Final = 2
_NAMES: Final = 150
"""Pixels for the names of the versions at most, and for a name on the axis."""
_ROUNDED: Final = 3
"""Pixels by which letters may be wider than they are said to be."""
_TICKS: Final = 6
"""Pixels that marks on the axis have on the average where they are still drawn."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a line shows."""

    version: VersionId | None
    """None: rows that were found without any text."""
    name: Safe
    dispersion: Dispersion


class DispersionChart(QAbstractScrollArea):
    """By keyboard: arrows move along the bins and between the lines, with Ctrl from hit to hit; Enter goes there."""

    place_requested = Signal(int, object)
    """A row to go to, and the VersionId in which something was found there, or None."""
    told = Signal(str)
    """What is where the keyboard is."""

    def __init__(self, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """`theme` gives the colours of the moment."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Distribution of the hits"))
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self._rows = 0
        self._documents: words.Documents = words.Documents(np.zeros(1, np.int64), ())
        self._starts: Ints = np.empty(0, np.int64)
        self._name_of: Callable[[int], str] = lambda place: ""
        self._layout = Layout(QSize(), Qt.LayoutDirection.LeftToRight, 0, 0, 0)
        self._scale = Scale(0, 0)
        self._counts: list[Ints] = []
        self._names: list[Name] = []
        self._line = 0
        self._bin = 0
        self.viewport().setMouseTracking(True)

    # What is shown

    def set_axis(self, rows: int, documents: words.Documents, starts: Ints, name_of: Callable[[int], str]) -> None:
        """The rows of a corpus. On the axis stretches are marked that begin with the rows `starts`.

        `name_of` is asked for the name of some of them, by their place in `starts`.
        """
        self._rows, self._documents = rows, documents
        self._starts, self._name_of = starts, name_of
        self._lines = ()
        self._line = self._bin = 0
        self._lay_out()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """What was found."""
        self._lines = tuple(lines)
        self._line = max(0, min(self._line, len(self._lines) - 1))
        self._lay_out()
        if self.hasFocus():
            self._tell()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines

    @property
    def rows(self) -> int:
        """How many rows the axis has."""
        return self._rows

    def _lay_out(self) -> None:
        """Counts anew: a binary search per bin, however many rows and hits there are."""
        before, metrics = self._scale, self.fontMetrics()
        row = int(before.edges[min(self._bin, before.bins)])
        names = [metrics.horizontalAdvance(line.name) for line in self._lines]
        counts = [metrics.horizontalAdvance(words.at_the_end(line.dispersion)) for line in self._lines]
        self._layout = Layout(
            self.viewport().size(),
            self.layoutDirection(),
            metrics.height(),
            min(_NAMES, max(names, default=0) + _ROUNDED),
            max(counts, default=0) + _ROUNDED,
        )
        self._scale = Scale(self._rows, self._layout.width)
        self._bin = self._scale.bin_of(row) if self._rows else 0
        self._counts = [line.dispersion.hits.binned(self._scale.edges) for line in self._lines]
        self._names = list(
            placed(
                self._scale,
                self._starts,
                self._name_of,
                lambda name: metrics.horizontalAdvance(name) + _ROUNDED,
                most=_NAMES,
                gap=2 * SPACE,
            )
        )
        beyond = self._layout.height(len(self._lines)) - self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, beyond))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(LINE)
        self.viewport().update()

    @property
    def _scrolled(self) -> int:
        return self.verticalScrollBar().value()

    def bin_rect(self, line: int, row: int) -> QRect:
        """Where the bin that holds a row is to be seen in a line, in pixels of the viewport."""
        return self._layout.bin_rect(self._scale, self._scale.bin_of(row), line, self._scrolled)

    # Ink

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, view = self._theme(), self.viewport().rect()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(view, theme.field)
            if not self._lines:
                painter.setPen(theme.muted)
                self._write(painter, tr("Search for something to see where it is"), view, Qt.AlignmentFlag.AlignHCenter)
                return
            self._paint_axis(painter, theme)
            painter.setClipRect(view.adjusted(0, self._layout.axis, 0, 0))
            for number in range(len(self._lines)):
                if self._layout.bars_rect(number, self._scrolled).intersects(view):
                    self._paint_line(painter, theme, number)

    def _paint_axis(self, painter: QPainter, theme: Theme) -> None:
        painter.setPen(theme.muted)
        for name in self._names:
            self._write(painter, name.text, self._layout.axis_rect(name.left, name.room))
        self._write(painter, tr("Hits · DP"), self._layout.heading_rect(), Qt.AlignmentFlag.AlignTrailing)
        if len(self._starts) * _TICKS <= self._scale.width:
            for start in self._starts.tolist():
                painter.fillRect(self._layout.mark_rect(self._scale.x_of(start)), theme.hairline)

    def _paint_line(self, painter: QPainter, theme: Theme, number: int) -> None:
        line, counts = self._lines[number], self._counts[number]
        painter.fillRect(self._layout.bars_rect(number, self._scrolled), theme.row)
        fullest = max(1, int(counts.max(initial=1)))
        for place in np.flatnonzero(counts).tolist():
            bar = self._layout.bin_rect(self._scale, place, number, self._scrolled)
            high = max(_LEAST_BAR, round(bar.height() * int(counts[place]) / fullest))
            painter.fillRect(
                bar.adjusted(0, bar.height() - high, -1 if bar.width() > _LEAST_BAR else 0, 0), theme.hit_mark
            )
        painter.setPen(theme.text)
        self._write(painter, line.name, self._layout.name_rect(number, self._scrolled))
        end = self._layout.count_rect(number, self._scrolled)
        self._write(painter, words.at_the_end(line.dispersion), end, Qt.AlignmentFlag.AlignTrailing)
        if self.hasFocus() and number == self._line and self._scale.bins:
            painter.setPen(QPen(theme.accent, 2))
            here = self._layout.bin_rect(self._scale, self._bin, number, self._scrolled)
            painter.drawRect(QRectF(here).adjusted(-1, 0, 1, -1))

    def _write(
        self,
        painter: QPainter,
        text: str,
        room: QRect,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
    ) -> None:
        flags = QStyle.visualAlignment(self.layoutDirection(), side | Qt.AlignmentFlag.AlignVCenter)
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, shown)

    # Pointer and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line, x = self._line_at(event.position().toPoint()), self._layout.x_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and line is not None and 0 <= x < self._scale.width:
            self._move(line, self._scale.bin_at(x))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        line, x = self._line_at(event.position().toPoint()), self._layout.x_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and line == self._line and 0 <= x < self._scale.width:
            self._go(self._scale.row_at(x))
        event.accept()

    def _line_at(self, point: QPoint) -> int | None:
        line = self._layout.line_at(point, self._scrolled)
        return line if line is not None and self._rows and 0 <= line < len(self._lines) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        key = event.key()
        if not self._lines or not self._scale.bins:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            way = 1 if (key == Qt.Key.Key_Right) is forward else -1
            by_hits = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self._move(self._line, self._next_hit(way) if by_hits else self._bin + way)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(self._line + (1 if key == Qt.Key.Key_Down else -1), self._bin)
        elif key == Qt.Key.Key_Home:
            self._move(self._line, 0)
        elif key == Qt.Key.Key_End:
            self._move(self._line, self._scale.bins - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            start, stop = self._scale.edges[self._bin : self._bin + 2].tolist()
            self._go(start, stop)
        else:
            super().keyPressEvent(event)

    def _next_hit(self, way: int) -> int:
        """The next bin with hits in that direction; if there is none, the bin of the moment."""
        filled = np.flatnonzero(self._counts[self._line])
        beyond = filled[filled > self._bin] if way > 0 else filled[filled < self._bin][::-1]
        return int(beyond[0]) if len(beyond) else self._bin

    def _move(self, line: int, place: int) -> None:
        """Puts the keyboard on a bin, clamped, and says what is there."""
        self._line = max(0, min(line, len(self._lines) - 1))
        self._bin = max(0, min(place, self._scale.bins - 1))
        top, bar = self._layout.top(self._line, self._scrolled), self.verticalScrollBar()
        above, below = top - self._layout.axis, top + LINE - self.viewport().height()
        bar.setValue(bar.value() + (above if above < 0 else max(0, below)))
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        shown = bool(self._lines and self._scale.bins)
        said = Safe("  ·  ".join(self._told(self._line, self._bin)) if shown else "")
        self.setAccessibleDescription(said)
        self.told.emit(said)

    def _go(self, row: int, stop: int | None = None) -> None:
        """To the hit of the line that is nearest to a row; with `stop` to the first from `row` on, if it is before."""
        line = self._lines[self._line]
        hits = line.dispersion.hits
        first = int(np.searchsorted(hits.units, row))
        inside = stop is not None and first < len(hits.units) and int(hits.units[first]) < stop
        target = int(hits.units[first]) if inside else hits.nearest(row)
        if target is not None:
            self.place_requested.emit(target, line.version)

    def _told(self, line: int, place: int) -> list[Safe]:
        """What a bin of a line is: rows, document, hits."""
        start, stop = self._scale.edges[place : place + 2].tolist()
        shown = self._lines[line]
        return words.of_bin(start, stop, self._documents, shown.name, int(self._counts[line][place]), shown.version)

    def tooltip_at(self, point: QPoint) -> Safe:
        """What is at a point of the viewport, as a tooltip."""
        line, x = self._line_at(point), self._layout.x_at(point)
        if line is None:
            on_heading = bool(self._lines) and self._layout.heading_rect().contains(point)
            return tooltip(*words.of_measure()) if on_heading else Safe("")
        if x < 0:
            return tooltip(self._lines[line].name)
        if x >= self._scale.width:
            return tooltip(*words.of_line(self._lines[line].dispersion, len(self._documents.titles)))
        return tooltip(*self._told(line, self._scale.bin_at(x)))

    # Events

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tooltip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()  # only now the letters are those of the window

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange, QEvent.Type.StyleChange):
            self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.told.emit("")
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(600, self._layout.height(max(3, len(self._lines))))
