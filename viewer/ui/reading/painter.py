"""The ink: paints rows on any QPainter. Knows layouts, colours and decorations, and no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout

from viewer.languages import language
from viewer.model import Kind, Segment, Status, Unit, VersionId
from viewer.ui.i18n import counter, isolate, translator
from viewer.ui.reading.columns import Column, Columns
from viewer.ui.reading.flow import Placed
from viewer.ui.reading.folds import Fold
from viewer.ui.reading.rows import RowLayout
from viewer.ui.theme import Theme

tr = translator("Page")
count = counter("Page")

DOUBTFUL = 0.5
"""Rows that nobody confirmed and whose confidence is below this carry a dot."""

Spans = Sequence[tuple[int, int, bool]]
"""Start and stop in code points of a segment, and whether it is the current hit."""


def is_doubtful(unit: Unit) -> bool:
    """Whether the reader should be told that this row may be wrong."""
    settled = unit.status in (Status.CONFIRMED, Status.EDITED)
    return not settled and unit.confidence is not None and unit.confidence < DOUBTFUL


def fold_text(fold: Fold, tag: str) -> str:
    """What the line of a fold says: "17 paragraphs only in Portuguese"."""
    name = language(tag).name
    template = count("{n} paragraph only in %1", "{n} paragraphs only in %1", fold.segments)
    return template.replace("%1", isolate(name))


@dataclass(frozen=True, slots=True)
class PagePainter:
    """Everything a row needs to be painted except the row."""

    theme: Theme
    columns: Columns
    gutter: int
    """Width of the margin with row numbers, pixels, left of the first column."""
    margin: int
    """Between the edge of a column and its text."""
    strip: int
    small: QFont
    """For numbers, gaps and folds."""
    tags: Callable[[VersionId], str]
    """Language tag of a version."""
    spans: Callable[[VersionId, Segment], Spans]
    """The hits in a segment."""
    marked: Callable[[int], bool]
    """Whether a search found something in that row."""
    selected: Callable[[VersionId, int, int, int], tuple[int, int] | None]
    """What the reader has marked of a segment, given version, unit, place in the cell and length in code points."""
    current: int | None
    """The current row."""
    is_open: Callable[[Fold], bool]

    def paint_ground(self, painter: QPainter, placed: Placed, row: RowLayout, clip: QRect) -> None:
        """Paints what lies under the text of a row whose upper edge is at `placed.top`."""
        top, width = placed.top, clip.right() + 1
        if row.document_title is not None:
            self._document_title(painter, QRect(0, top, width, self.strip), row.document_title)
            top += self.strip
        if row.fold is not None:
            self._fold(painter, QRect(0, top, width, self.strip), row.fold)
            top += self.strip
        if row.folded:
            return
        area = QRect(0, top, width, placed.bottom - top)
        if placed.unit == self.current:
            painter.fillRect(area, self.theme.row)
            painter.fillRect(QRect(0, area.top(), 3, area.height()), self.theme.accent)
        elif self.marked(placed.unit):
            painter.fillRect(area, self.theme.hit_row)
        for column in self.columns.columns:
            if column.version not in row.cells:
                self._gap(painter, column, area)

    def paint_ink(self, painter: QPainter, placed: Placed, row: RowLayout, clip: QRect) -> None:
        """Paints the text of a row, as far as it may meet `clip`."""
        if row.folded:
            return
        text_top = placed.top + row.text_top
        self._gutter(painter, text_top, row.unit)
        for column in self.columns.columns:
            if column.version in row.cells:
                self._cell(painter, column, text_top, row, clip)

    def _cell(self, painter: QPainter, column: Column, text_top: int, row: RowLayout, clip: QRect) -> None:
        cell = row.cells[column.version]
        left = column.left + self.margin
        # Ink of nastaliq leaves its line by most of a line, so what is nearly visible is drawn too.
        slack = 2 * cell.style.line_height()
        seen = QRectF(clip).adjusted(-slack, -slack, slack, slack)
        for place, laid in enumerate(cell.segments):
            if text_top + laid.bottom < seen.top() or text_top + laid.top > seen.bottom():
                continue
            marks = [
                (
                    start,
                    stop,
                    self.theme.current_hit if current else self.theme.hit,
                    self.theme.current_hit_text if current else self.theme.hit_text,
                )
                for start, stop, current in self.spans(column.version, laid.segment)
            ]
            selected = self.selected(column.version, row.unit.number, place, len(laid.segment.text))
            if selected is not None:
                marks.append((*selected, self.theme.selection, self.theme.selection_text))
            quiet = laid.segment.kind is Kind.FURNITURE or laid.segment.excluded
            painter.setPen(self.theme.muted if quiet else self.theme.text)
            for piece in laid.pieces:
                if text_top + piece.bottom < seen.top() or text_top + piece.top > seen.bottom():
                    continue
                ranges = [
                    _format(start, length, *marks[number][2:])
                    for number, start, length in piece.ranges([mark[:2] for mark in marks])
                ]
                piece.layout.draw(painter, QPointF(left, text_top + piece.top), ranges, seen)

    def _gap(self, painter: QPainter, column: Column, area: QRect) -> None:
        box = QRect(column.left + self.margin // 2, area.top() + 3, column.width - self.margin, area.height() - 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(self.theme.gap, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self.small)
        text = tr("not in this version")
        wide = QFontMetricsF(self.small).horizontalAdvance(text)
        if wide + 12 < box.width():
            label = QRectF(0, 0, wide + 12, QFontMetricsF(self.small).height() + 2)
            label.moveCenter(QPointF(box.center().x(), min(box.center().y(), box.top() + 3 * label.height())))
            paper = QColor(self.theme.page)
            painter.setBrush(paper)
            painter.drawRoundedRect(label, 3, 3)
            painter.setPen(self.theme.muted)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)

    def _gutter(self, painter: QPainter, text_top: int, unit: Unit) -> None:
        painter.setFont(self.small)
        painter.setPen(self.theme.muted)
        height = round(QFontMetricsF(self.small).height())
        box = QRect(4, text_top + 3, self.gutter - 16, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(unit.number + 1))
        if is_doubtful(unit):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.doubtful)
            painter.drawEllipse(QPointF(self.gutter - 7, box.center().y() + 1), 3, 3)

    def _fold(self, painter: QPainter, box: QRect, fold: Fold) -> None:
        arrow = "▾" if self.is_open(fold) else "▸"
        text = f"{arrow}  {fold_text(fold, self.tags(fold.version))}"
        self._line_of_text(painter, box, text, self.small)

    def _document_title(self, painter: QPainter, box: QRect, title: str) -> None:
        font = QFont(self.small)
        font.setWeight(QFont.Weight.DemiBold)
        self._line_of_text(painter, box, isolate(" ".join(title.split())), font)

    def _line_of_text(self, painter: QPainter, box: QRect, text: str, font: QFont) -> None:
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - 80)
        wide = metrics.horizontalAdvance(text)
        middle = box.center().y()
        painter.setPen(QPen(self.theme.hairline, 1))
        left, right = round(box.center().x() - wide / 2) - 14, round(box.center().x() + wide / 2) + 14
        painter.drawLine(box.left() + self.margin, middle, left, middle)
        painter.drawLine(right, middle, box.right() - self.margin, middle)
        painter.setFont(font)
        painter.setPen(self.theme.muted)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _format(start: int, length: int, background: QColor, foreground: QColor) -> QTextLayout.FormatRange:
    """Colours for a UTF-16 range. Handed to `draw`, which shapes nothing anew: letters keep their joined forms."""
    found = QTextLayout.FormatRange()
    found.start, found.length = start, length
    found.format = QTextCharFormat()
    found.format.setBackground(background)
    found.format.setForeground(foreground)
    return found
