"""The ink: paints rows on any QPainter. Knows layouts, colours and decorations, and no widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout

from viewer.model import Kind, Segment, Unit, VersionId
from viewer.ui.i18n import isolate, translator
from viewer.ui.reading.arrangement import Arrangement
from viewer.ui.reading.flow import Placed
from viewer.ui.reading.folds import Fold
from viewer.ui.reading.layouts import Piece
from viewer.ui.reading.row_marks import mark_of, paint_mark, tint_of
from viewer.ui.reading.rows import BandLayout, Cell
from viewer.ui.reading.veils import paint_veiled
from viewer.ui.reading.wording import fold_text
from viewer.ui.theme import Theme

tr = translator("Page")


@dataclass(frozen=True, slots=True)
class Mark:
    """Colours laid over a stretch of a segment; code points."""

    start: int
    stop: int
    background: QColor | None = None
    foreground: QColor | None = None
    underline: QColor | None = None
    """Of dots under the letters."""


Decorator = Callable[[VersionId, int, int, Segment, range], Iterable[Mark]]
"""Given version, unit, place in the cell, segment, and the code points of it that can be seen, what is laid over them;
later marks lie on top."""

MarginInk = Callable[[QPainter, Unit, QPointF], None]
"""Paints a sign for a row in the margin, around the point."""

Overlay = Callable[[QPainter, Cell, BandLayout, QPointF], None]
"""Paints over the text of a cell whose upper left corner of text is at the point."""


@dataclass(frozen=True, slots=True)
class PagePainter:
    """Everything a band needs to be painted except the band."""

    theme: Theme
    gutter: int
    """Width of the margin beside the rows, pixels, before the first pane."""
    numbered: bool
    """Whether the numbers of the rows stand in it."""
    marked_rows: bool
    """Whether marks of doubtful, edited and confirmed rows stand in it."""
    tinted: bool
    """Whether the ground of doubtful rows is tinted."""
    margin: int
    """Between the edge of a pane and its text."""
    strip: int
    small: QFont
    """For numbers, gaps and folds."""
    short_names: Callable[[VersionId], str]
    """What stands beside the lines of a version."""
    names: Callable[[VersionId], str]
    """What a sentence calls a version."""
    marked: Callable[[int], bool]
    """Whether a search found something in that row."""
    lacking: Callable[[VersionId, int], bool]
    """Whether a version has no hit in that row, and that is what is looked for."""
    current: int | None
    """The current row."""
    is_open: Callable[[Fold], bool]
    gutter_left: int = 0
    """Where that margin begins; 0 unless the panes begin at the right."""
    pointed: int | None = None
    """The row that is pointed at."""
    decorators: Sequence[Decorator] = ()
    """What is laid over the letters, from the lowest layer to the highest."""
    overlays: Sequence[Overlay] = ()
    margin_inks: Sequence[MarginInk] = ()
    veiled: Callable[[VersionId, int], bool] = lambda version, unit: False
    """Whether the text of a version in a row is out of sight until asked for."""
    blurred: bool = True
    """Whether such text is blurred rather than left out."""

    def paint_ground(
        self, painter: QPainter, placed: Placed, band: BandLayout, extents: Sequence[tuple[int, int]]
    ) -> None:
        """Paints what lies under the text of a band whose upper edge is at `placed.top`, between those x."""
        for left, right in extents:
            top = placed.top
            if band.document_title is not None:
                self._document_title(painter, QRect(left, top, right - left, self.strip), band.document_title)
                top += self.strip
            if band.fold is not None:
                line = QRect(left, top, right - left, self.strip)
                if band.folded and placed.unit == self.current:
                    self._current(painter, line)
                self._fold(painter, line, band.fold)
                top += self.strip
            if band.folded:
                continue
            area = QRect(left, top, right - left, placed.bottom - top)
            if placed.unit == self.current:
                self._current(painter, area)
            else:
                painter.fillRect(area, self._ground(band.unit))
        for cell in band.cells.values():
            if cell.is_gap:
                self._gap(painter, placed.top, cell, band)
            if band.number == 0 and self.lacking(cell.version, placed.unit):
                self._ring(painter, placed.top + band.text_top, cell)

    def _ground(self, row: Unit) -> QColor:
        """The tint of a row."""
        unit = row.number
        if unit == self.current:
            return self.theme.row
        if self.marked(unit):
            return self.theme.hit_row
        if self.tinted and (tint := tint_of(row, self.theme)) is not None:
            return tint
        return self.theme.pointed_row if unit == self.pointed else self.theme.page

    def _current(self, painter: QPainter, area: QRect) -> None:
        """Tints what is current: a row, or the line of a closed fold."""
        painter.fillRect(area, self.theme.row)
        edge = area.right() - 2 if self.gutter_left else area.left()
        painter.fillRect(QRect(edge, area.top(), 3, area.height()), self.theme.accent)

    def paint_ink(
        self, painter: QPainter, placed: Placed, band: BandLayout, arrangement: Arrangement, clip: QRect
    ) -> None:
        """Paints the text of a band, as far as it may meet `clip`."""
        if band.folded:
            return
        for cell in band.cells.values():
            if arrangement.stacked and (band.by_sentence or band.number == 0):
                self._name(painter, placed.top, cell)
            if cell.text is None:
                continue
            if self.veiled(cell.version, placed.unit):
                if not self.blurred:
                    continue
                paint_veiled(
                    painter, placed.top, cell, partial(self._text, left=0, top=0, band=band, cell=cell, clip=None)
                )
            else:
                self._text(painter, cell.pane.text_left, placed.top + cell.text_top, band, cell, clip)

    def paint_number(self, painter: QPainter, placed: Placed, band: BandLayout) -> None:
        """Paints what stands in the margin beside a row."""
        if band.folded or band.number:
            return
        unit = band.unit
        painter.setFont(self.small)
        painter.setPen(self.theme.muted)
        height = round(QFontMetricsF(self.small).height())
        mirrored, align = self.gutter_left > 0, Qt.AlignmentFlag
        side = (align.AlignLeft if mirrored else align.AlignRight) | align.AlignAbsolute | align.AlignVCenter
        left = self.gutter_left + 16 if mirrored else 4
        box = QRect(left, placed.top + band.text_top + 3, self.gutter - 20, height)
        if self.numbered:
            painter.drawText(box, side, str(unit.number + 1))
        if self.marked_rows and (mark := mark_of(unit)) is not None:
            x = self.gutter_left + 8 if mirrored else self.gutter - 8
            paint_mark(painter, mark, QPointF(x, box.center().y() + 1), self.theme)
        for paint in self.margin_inks if self.gutter else ():
            x = self.gutter_left + 8 if mirrored else self.gutter - 8
            paint(painter, unit, QPointF(x, box.bottom() + 10))

    def _text(
        self, painter: QPainter, left: float, top: float, band: BandLayout, cell: Cell, clip: QRect | None
    ) -> None:
        """Paints the text of a cell with its upper left corner at a point; without `clip` all of it, undecorated."""
        text = cell.text
        if text is None:
            return
        # Ink of nastaliq leaves its line by most of a line, so what is nearly visible is drawn too.
        slack = 2 * text.line_height
        seen = QRectF(clip).adjusted(-slack, -slack, slack, slack) if clip is not None else QRectF()
        for laid in text.segments:
            pieces = [
                piece
                for piece in laid.pieces
                if clip is None or (top + piece.bottom >= seen.top() and top + piece.top <= seen.bottom())
            ]
            if not pieces:
                continue
            marks: list[Mark] = []
            if clip is not None:
                start, _ = pieces[0].between(seen.top() - top - pieces[0].top, seen.bottom() - top - pieces[0].top)
                _, stop = pieces[-1].between(seen.top() - top - pieces[-1].top, seen.bottom() - top - pieces[-1].top)
                shown = range(start, stop)
                for decorate in self.decorators:
                    marks += decorate(cell.version, band.unit.number, laid.place, laid.segment, shown)
            quiet = laid.segment.kind is Kind.FURNITURE or laid.segment.excluded
            painter.setPen(self.theme.muted if quiet else self.theme.text)
            for piece in pieces:
                piece.layout.draw(painter, QPointF(left, top + piece.top), formats(piece, marks), seen)
        if clip is not None:
            for overlay in self.overlays:
                overlay(painter, cell, band, QPointF(left, top))

    def _gap(self, painter: QPainter, top: int, cell: Cell, band: BandLayout) -> None:
        # The hatching of a row goes through all its bands; that of sentences is theirs alone.
        whole = cell.version not in band.unit.cells
        first, last = band.number == 0, band.number == band.bands - 1
        above, below = 3 * (first or not whole), 3 * (last or not whole)
        pane, beside = cell.pane, self.margin // 2
        left, width = pane.text_left - beside, pane.text_width + 2 * beside
        box = QRect(left, top + cell.top + above, width, cell.height - above - below)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(self.theme.gap, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self.small)
        text = tr("not in this version")
        metrics = QFontMetricsF(self.small)
        wide = metrics.horizontalAdvance(text)
        if first and whole and wide + 12 < box.width() and metrics.ascent() <= box.height():
            label = QRectF(0, 0, wide + 12, metrics.height() + 2)
            label.moveCenter(QPointF(box.center().x(), min(box.center().y(), box.top() + 3 * label.height())))
            painter.setBrush(self._ground(band.unit))
            painter.drawRoundedRect(label, 3, 3)
            painter.setPen(self.theme.muted)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)

    def _ring(self, painter: QPainter, top: int, cell: Cell) -> None:
        """A hollow mark beside the text of a cell: what is looked for is not here."""
        beside = self.margin / 2
        pane = cell.pane
        x = pane.text_left + pane.text_width + beside if self.gutter_left else pane.text_left - beside
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.missing_mark, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, top + 3 + QFontMetricsF(self.small).height() / 2), 4, 4)
        painter.restore()

    def _name(self, painter: QPainter, top: int, cell: Cell) -> None:
        """The name of a version beside its lines."""
        metrics = QFontMetricsF(self.small)
        left = cell.pane.left + self.margin
        # On the base line of the first line beside it.
        down = cell.text.style.line().ascent - metrics.ascent() if cell.text is not None else 3
        box = QRectF(left, top + cell.text_top + down, cell.pane.text_left - left - 8, metrics.height())
        painter.setFont(self.small)
        painter.setPen(self.theme.muted)
        name = metrics.elidedText(self.short_names(cell.version), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute, name)

    def _fold(self, painter: QPainter, box: QRect, fold: Fold) -> None:
        arrow = "▾" if self.is_open(fold) else "▸"
        text = f"{arrow}  {fold_text(fold, self.names(fold.version))}"
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


def formats(piece: Piece, marks: Sequence[Mark]) -> list[QTextLayout.FormatRange]:
    """Marks as the layout of a piece takes them; those that do not touch it are left out."""
    return [
        _format(start, length, marks[number])
        for number, first, whole in piece.ranges([(mark.start, mark.stop) for mark in marks])
        for start, length in piece.by_line(first, whole)
    ]


def _format(start: int, length: int, mark: Mark) -> QTextLayout.FormatRange:
    """Colours for a UTF-16 range. Handed to `draw`, which shapes nothing anew: letters keep their joined forms."""
    found = QTextLayout.FormatRange()
    found.start, found.length = start, length
    found.format = QTextCharFormat()
    if mark.background is not None:
        found.format.setBackground(mark.background)
    if mark.foreground is not None:
        found.format.setForeground(mark.foreground)
    if mark.underline is not None:
        found.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        found.format.setUnderlineColor(mark.underline)
    return found
