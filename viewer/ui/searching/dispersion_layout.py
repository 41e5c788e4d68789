"""Where everything in the chart of a distribution lies: axis on top, below it a line per version with names and counts.

All is worked out in reading direction and mirrored at the end, in a window that runs from right to left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QStyle

from viewer.ui.searching.dispersion_scale import Scale

LINE: Final = 34
"""Pixels of a line, with the space above it."""
SPACE: Final = 8
"""Pixels above the bars of a line, and between names, bars and counts."""
_MARGIN: Final = 14


@dataclass(frozen=True, slots=True)
class Layout:
    """Pixels of the part that can be seen, which is scrolled below the axis."""

    size: QSize
    direction: Qt.LayoutDirection
    letters: int
    """Height of a line of text."""
    names: int
    """Width of the names of the versions."""
    counts: int
    """Width of what is said at the end of the lines."""

    @property
    def left(self) -> int:
        """Where the bars begin."""
        return _MARGIN + self.names + SPACE

    @property
    def width(self) -> int:
        """How wide all bars are together."""
        return max(0, self.size.width() - _MARGIN - self.counts - 2 * SPACE - self.left)

    @property
    def axis(self) -> int:
        """Height of the axis."""
        return self.letters + SPACE

    def height(self, lines: int) -> int:
        """Height of so many lines with their axis."""
        return self.axis + LINE * lines + SPACE

    def top(self, line: int, scrolled: int) -> int:
        """Where a line begins, its space included."""
        return self.axis + LINE * line - scrolled

    def name_rect(self, line: int, scrolled: int) -> QRect:
        """Where the name of a line stands."""
        return self._row(_MARGIN, self.names, line, scrolled)

    def bars_rect(self, line: int, scrolled: int) -> QRect:
        """Where the bars of a line stand."""
        return self._row(self.left, self.width, line, scrolled)

    def bin_rect(self, scale: Scale, place: int, line: int, scrolled: int) -> QRect:
        """Where a bin of a line stands, in its full height."""
        left, right = scale.lefts[place : place + 2].tolist()
        return self._row(self.left + left, right - left, line, scrolled)

    def count_rect(self, line: int, scrolled: int) -> QRect:
        """Where the counts of a line stand."""
        return self._row(self.size.width() - _MARGIN - self.counts, self.counts, line, scrolled)

    def axis_rect(self, left: int, width: int) -> QRect:
        """Where a name on the axis stands, `left` from where the bars begin."""
        return self._seen(self.left + left, SPACE // 2, width, self.letters)

    def heading_rect(self) -> QRect:
        """Where the heading of the counts stands."""
        return self._seen(
            self.size.width() - _MARGIN - self.counts - SPACE, SPACE // 2, self.counts + SPACE, self.letters
        )

    def mark_rect(self, left: int) -> QRect:
        """A mark through all lines, `left` from where the bars begin."""
        return self._seen(self.left + left, self.axis, 1, self.size.height() - self.axis)

    def x_at(self, point: QPoint) -> int:
        """How far a point is from where the bars begin, in reading direction."""
        x = point.x() if self.direction is Qt.LayoutDirection.LeftToRight else self.size.width() - 1 - point.x()
        return x - self.left

    def line_at(self, point: QPoint, scrolled: int) -> int | None:
        """The line at the height of a point, of any number of lines; None on the axis."""
        return (point.y() - self.top(0, scrolled)) // LINE if point.y() >= self.axis else None

    def _row(self, left: int, width: int, line: int, scrolled: int) -> QRect:
        return self._seen(left, self.top(line, scrolled) + SPACE, width, LINE - SPACE)

    def _seen(self, left: int, top: int, width: int, height: int) -> QRect:
        return QStyle.visualRect(self.direction, QRect(QPoint(), self.size), QRect(left, top, width, height))
