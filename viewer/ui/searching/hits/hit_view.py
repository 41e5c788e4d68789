"""The list itself: draws the lines that can be seen, and asks for those that it does not have yet."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from viewer.model import VersionId
from viewer.search.concordance import Line
from viewer.ui.i18n import isolate, number, translator
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.searching.hits.kwic_line import KwicLine
from viewer.ui.theme import LIGHT, Theme

tr = translator("HitList")

_PAGE: Final = 64
"""Lines that are read at once."""
_KEPT: Final = 16
"""Pages that are remembered."""
_MARGIN: Final = 10
_PADDING: Final = 3


class HitView(QAbstractScrollArea):
    """A list of any length. It is scrolled by lines; only those on the screen are read and laid out."""

    lines_wanted = Signal(int, int)
    """From and to which line (half-open) lines are needed."""
    current_changed = Signal(object)
    """The Line that the reader has moved to, as soon as it is known."""
    activated = Signal(object)
    """A Line to go to."""
    left = Signal()
    """The keyboard is wanted back in the texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Hits"))
        self.theme: Theme = LIGHT
        self.style_of: Callable[[VersionId], TextStyle] | None = None
        self.names: Mapping[VersionId, str] = {}
        self.shows_documents = False
        self._count = 0
        self._current = -1
        self._pages: OrderedDict[int, Sequence[Line]] = OrderedDict()
        self._asked: set[int] = set()
        self._laid: OrderedDict[int, KwicLine] = OrderedDict()
        self._announce = False
        self._activate = False
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    @property
    def count(self) -> int:
        """Lines of the list."""
        return self._count

    @property
    def current(self) -> int:
        """The line that the reader is on; -1 if on none."""
        return self._current

    @property
    def current_line(self) -> Line | None:
        """What stands there, if it has been read."""
        return self.line(self._current)

    def set_count(self, count: int, at: int | None = None) -> None:
        """Another list, which is read anew; `at` is the line that the reader is on."""
        self._count = count
        self._current = min(at if at is not None else -1, count - 1)
        self._announce = self._current >= 0  # as soon as it has been read
        self._activate = False
        self.forget()
        self._set_range()
        if self._current >= 0:
            self._reveal(self._current)

    def forget(self) -> None:
        """Has everything read and laid out anew."""
        self._pages.clear()
        self._asked.clear()
        self._laid.clear()
        self.viewport().update()

    def relay(self) -> None:
        """Fonts or colours are others now."""
        self._laid.clear()
        self._set_range()
        self.viewport().update()

    def take(self, start: int, lines: Sequence[Line]) -> None:
        """Lines from `start` on, as they were asked for."""
        page = start // _PAGE
        self._asked.discard(page)
        self._pages[page] = lines
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        self.viewport().update()
        line = self.current_line
        if line is not None and self._announce:
            self._announce = False
            self.current_changed.emit(line)
        if line is not None and self._activate:
            self._activate = False
            self.activated.emit(line)

    def line(self, number: int) -> Line | None:
        """What stands in a line, if it has been read."""
        page = self._pages.get(number // _PAGE)
        if page is None or not 0 <= number < self._count or number % _PAGE >= len(page):
            return None
        return page[number % _PAGE]

    def select(self, number: int) -> None:
        """Moves to a line, without telling anybody."""
        if 0 <= number < self._count:
            self._current = number
            self._reveal(number)
            self.viewport().update()

    def move_to(self, number: int) -> None:
        """As the reader moves to a line; the nearest there is."""
        if not self._count:
            return
        self._current = max(0, min(number, self._count - 1))
        self._reveal(self._current)
        self.viewport().update()
        line = self.current_line
        self._announce = line is None
        if line is None:
            self._ask(self._current // _PAGE)
        else:
            self.current_changed.emit(line)

    # Geometry, in pixels of the viewport

    def line_rect(self, number: int) -> QRect | None:
        """Where a line stands; None where it cannot be seen."""
        return next((box for shown, box in self._shown() if shown == number), None)

    def column(self, box: QRect) -> QRectF:
        """The part of a line that has its text."""
        left = self._beside()
        inner = box.adjusted(0, 0, -left, 0) if self.isRightToLeft() else box.adjusted(left, 0, 0, 0)
        return QRectF(inner).adjusted(_MARGIN, _PADDING, -_MARGIN, -_PADDING)

    def laid(self, number: int) -> KwicLine | None:
        """A line laid out, if it has been read."""
        line = self.line(number)
        if line is None or self.style_of is None:
            return None
        if number not in self._laid:
            self._laid[number] = KwicLine(line, self.style_of(line.version))
            while len(self._laid) > 4 * _PAGE:
                self._laid.popitem(last=False)
        return self._laid[number]

    def _shown(self) -> list[tuple[int, QRect]]:
        found = []
        top, bottom = 0, self.viewport().height()
        number = self.verticalScrollBar().value()
        while top < bottom and number < self._count:
            height = self._height(number)
            found.append((number, QRect(0, top, self.viewport().width(), height)))
            top += height
            number += 1
        return found

    def _height(self, number: int) -> int:
        line = self.line(number)
        if line is None or self.style_of is None:
            return self._tallest() if number >= self._count - self._per_page() else self._least()
        return max(self._least(), round(self.style_of(line.version).line_height()) + 2 * _PADDING)

    def _least(self) -> int:
        return self.fontMetrics().height() + 2 * _PADDING

    def _tallest(self) -> int:
        if self.style_of is None:
            return self._least()
        heights = [self.style_of(version).line_height() for version in self.names]
        return max([self._least(), *(round(height) + 2 * _PADDING for height in heights)])

    def _per_page(self) -> int:
        return max(1, self.viewport().height() // self._tallest())

    def _beside(self) -> int:
        """The width of what stands beside the texts: row and version."""
        return 180 if self.width() > 700 else 96

    # Scrolling

    def _set_range(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._count - self._per_page()))
        bar.setPageStep(self._per_page())

    def _reveal(self, number: int) -> None:
        bar = self.verticalScrollBar()
        box = self.line_rect(number)
        if number < bar.value():
            bar.setValue(number)
        elif box is None or box.bottom() > self.viewport().height():
            bar.setValue(number - self._per_page() + 1)
            while (box := self.line_rect(number)) is not None and box.bottom() > self.viewport().height():
                if bar.value() >= min(number, bar.maximum()):
                    break
                bar.setValue(bar.value() + 1)

    def _ask(self, page: int) -> None:
        if page not in self._asked and page not in self._pages:
            self._asked.add(page)
            self.lines_wanted.emit(page * _PAGE, min(self._count, (page + 1) * _PAGE))

    # Events

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.theme.page)
        for number_, box in self._shown():
            if number_ // _PAGE not in self._pages:
                self._ask(number_ // _PAGE)
            self._paint(painter, number_, box)
        painter.end()

    def _paint(self, painter: QPainter, number_: int, box: QRect) -> None:
        selected = number_ == self._current
        if selected:
            painter.fillRect(box, self.theme.row)
            if self.hasFocus():
                painter.setPen(self.theme.accent)
                painter.drawRect(box.adjusted(0, 0, -1, -1))
        laid, line = self.laid(number_), self.line(number_)
        painter.setFont(self.font())
        painter.setPen(self.theme.muted)
        beside = box.adjusted(_MARGIN, 0, 0, 0)
        beside.setWidth(self._beside() - _MARGIN)
        if self.isRightToLeft():
            beside.moveRight(box.right() - _MARGIN)
        if laid is None or line is None:
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, "…")
            return
        words = QFontMetrics(self.font()).elidedText(
            self.said_beside(line), Qt.TextElideMode.ElideRight, beside.width()
        )
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)
        painter.setPen(self.theme.text)
        laid.paint(painter, self.column(box), self.theme, selected=selected)

    def said_beside(self, line: Line) -> str:
        """Row, version, and how many hits the line stands for."""
        document = f"{number(line.document + 1)} · " if self.shows_documents else ""
        times = f" ×{number(line.times)}" if line.times > 1 else ""
        name = isolate(self.names.get(line.version, line.version))
        return f"{document}{number(line.unit + 1)}  {name}{times}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_range()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self.viewport().update()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        number_ = self._line_at(event.position().toPoint())
        if number_ is not None:
            self.move_to(number_)
            self.go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: self._per_page(),
            Qt.Key.Key_PageUp: -self._per_page(),
            Qt.Key.Key_Home: -self._count,
            Qt.Key.Key_End: self._count,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.move_to(self._current + steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def go(self) -> None:
        """Goes to where the current line stands in the texts."""
        line = self.current_line
        if line is not None:
            self.activated.emit(line)
        else:
            self._activate = self._current >= 0

    def focusInEvent(self, event: QEvent) -> None:
        self.viewport().update()

    focusOutEvent = focusInEvent

    def sizeHint(self) -> QSize:
        return QSize(700, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 60)

    def _line_at(self, point: QPoint) -> int | None:
        return next((shown for shown, box in self._shown() if box.contains(point)), None)
