"""The ink of a page on paper: header, text, gaps and foot, on any QPainter whose unit is a dot of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout

from viewer.languages import language
from viewer.model import Direction, Version
from viewer.ui import i18n
from viewer.ui.printing.page import Lines, Page, Words, wrapped
from viewer.ui.printing.sheet import Sheet
from viewer.ui.reading.names import label_of

_TEXT: Final = QColor(0, 0, 0)
_QUIET: Final = QColor(96, 96, 96)
_RULE: Final = QColor(150, 150, 150)
_HAIRLINE: Final = QColor(215, 215, 215)
_GAP: Final = QColor(244, 244, 244)
_WIDEST: Final = 1e6
"""Dots; a line that is not to wrap is as wide as this at most."""


class Taker(Protocol):
    """Who may draw lines in the painter's place. A line is a layout and a number, counted from 0."""

    def needs(self, layout: QTextLayout, number: int) -> bool:
        """Whether the line had better be drawn there."""
        ...

    def take(self, layout: QTextLayout, number: int, at: QPointF, colour: QColor) -> bool:
        """Draws the line of a layout whose upper left corner is at a place, or says that it cannot."""
        ...


def paint(painter: QPainter, page: Page, sheet: Sheet, taker: Taker | None = None) -> None:
    """Draws the whole page but the paper itself: version after version, as they are to be read aloud."""
    ink = _Ink(painter, sheet, taker)
    ink.header()
    for gap in page.gaps:
        ink.gap(gap)
    for y in page.rules:
        ink.rule(y, _HAIRLINE, 0.03)
    for words in page.words:
        ink.words(words)
    for version in sheet.versions:
        ink.version([lines for lines in page.lines if lines.version == version.id])
    ink.foot(page.number)


class _Ink:
    def __init__(self, painter: QPainter, sheet: Sheet, taker: Taker | None) -> None:
        self._painter = painter
        self._sheet = sheet
        self._taker = taker

    def version(self, all_lines: Sequence[Lines]) -> None:
        """All lines of a version on the page. They stay together, or they could not be read in order."""
        taken = any(self._is_taken(lines.piece.layout, place) for lines in all_lines for place in lines.numbers)
        for lines in all_lines:
            for place in lines.numbers:
                colour = _QUIET if lines.quiet else _TEXT
                self._line(lines.piece.layout, place, QPointF(lines.x, lines.y), colour, taken=taken)

    def _is_taken(self, layout: QTextLayout, place: int) -> bool:
        return self._taker is not None and self._taker.needs(layout, place)

    def _line(self, layout: QTextLayout, place: int, at: QPointF, colour: QColor, *, taken: bool) -> None:
        if not (taken and self._taker is not None and self._taker.take(layout, place, at, colour)):
            self._painter.setPen(colour)
            layout.lineAt(place).draw(self._painter, at)

    def header(self) -> None:
        """Every version's own name and label; in columns above its column, else one after the other."""
        sheet, box = self._sheet, self._sheet.header
        if sheet.in_columns:
            for column in sheet.columns:
                self._name(column.version, QRectF(column.left, box.top(), column.width, box.height()))
        else:
            self._names(box)
        self.rule(box.bottom(), _RULE, 0.06)

    def _names(self, box: QRectF) -> None:
        """All names in a row, each in the letters of its language, as far as there is room."""
        left, space = box.left(), self._sheet.line
        for version in self._sheet.versions:
            text = " ".join(filter(None, (language(version.language).own_name, label_of(version))))
            font = self._sheet.font(0.9, tag=version.language)
            wide = QFontMetricsF(font).horizontalAdvance(text) * 1.02
            if left + wide > box.right() - space:
                self._text("…", QRectF(left, box.top(), space, box.height()), font, _QUIET)
                break
            if left > box.left():
                self._text("·", QRectF(left, box.top(), space, box.height()), self._sheet.font(0.9), _QUIET)
                left += space * 0.6
            self._text(text, QRectF(left, box.top(), wide, box.height()), font, _QUIET)
            left += wide + space * 0.4

    def _name(self, version: Version, box: QRectF) -> None:
        right = version.direction is Direction.RTL
        font = self._sheet.font(1.05, bold=True, tag=version.language)
        name = language(version.language).own_name
        wide = min(box.width(), QFontMetricsF(font).horizontalAdvance(name) * 1.02)
        left = box.right() - wide if right else box.left()
        self._text(name, QRectF(left, box.top(), wide, box.height()), font, _TEXT, right=right)
        label, space = label_of(version), self._sheet.line * 0.5
        if label and box.width() - wide - space > self._sheet.line:
            rest = box.adjusted(0, 0, -wide - space, 0) if right else box.adjusted(wide + space, 0, 0, 0)
            self._text(label, rest, self._sheet.font(0.85, tag=version.language), _QUIET, right=right)

    def foot(self, page: int) -> None:
        sheet, box = self._sheet, self._sheet.foot
        small = sheet.font(0.8)
        shown = i18n.number(page + 1)
        wide = QFontMetricsF(small).horizontalAdvance(shown) * 1.1
        self._text(shown, box, small, _QUIET, right=True)
        if page:
            title = " ".join(sheet.title.split())
            font = sheet.font(0.8, tag=sheet.tag_for(title))
            self._text(title, box.adjusted(0, 0, -wide - sheet.line, 0), font, _QUIET)

    def gap(self, box: QRectF) -> None:
        self._painter.fillRect(box, _GAP)

    def rule(self, y: float, colour: QColor, thickness: float) -> None:
        """A horizontal line over the inner width; its thickness as a share of a line of text."""
        inner = self._sheet.inner
        self._painter.setPen(QPen(colour, self._sheet.line * thickness))
        self._painter.drawLine(QPointF(inner.left(), y), QPointF(inner.right(), y))

    def words(self, words: Words) -> None:
        font = self._sheet.font(words.size, bold=words.bold, tag=words.tag)
        colour = _QUIET if words.quiet else _TEXT
        if not words.wraps:
            self._text(words.text, words.box, font, colour)
            return
        layout = wrapped(words.text, font, words.box.width())
        for place in range(layout.lineCount()):
            self._line(layout, place, words.box.topLeft(), colour, taken=self._is_taken(layout, place))

    def _text(self, text: str, box: QRectF, font: QFont, colour: QColor, *, right: bool = False) -> None:
        """One line in the middle of a box, cut off with dots where there is no room for it."""
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        layout = wrapped(shown, font, _WIDEST)
        line = layout.lineAt(0)
        left = box.right() - line.naturalTextWidth() if right else box.left()
        at = QPointF(left, box.center().y() - line.height() / 2)
        self._line(layout, 0, at, colour, taken=self._is_taken(layout, 0))
