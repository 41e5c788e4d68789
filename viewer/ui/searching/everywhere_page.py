"""The page of all corpora: what was asked, and the corpora with their first hits, the keyword in its context."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.i18n import translator
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.searching.everywhere_model import HEADING, LINE, EverywhereModel, Heading, KeywordLine
from viewer.ui.searching.hits.kwic_line import KwicLine
from viewer.ui.theme import Theme
from viewer.ui.widgets.elided_label import ElidedLabel

tr = translator("Everywhere")

_HEIGHT: Final = 28
"""Pixels of an entry, at least."""
_PLACE: Final = 190
"""Pixels for row and version before the line of a hit."""
_SPACE: Final = 10
_ZOOM: Final = 0.85
"""Of the letters of the texts; this is a list."""


class EverywherePage(QWidget):
    """Shows a model. What is clicked, or entered by Enter, is told to others."""

    entry_requested = Signal(QModelIndex)

    def __init__(self, model: EverywhereModel, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """`theme` gives the colours of the moment."""
        super().__init__(parent)
        self.told = ElidedLabel("quiet")
        self.told.setContentsMargins(14, 0, 14, 0)
        self.tree = QTreeView()
        self.tree.setModel(model)
        self.tree.setItemDelegate(_EntryDelegate(theme, self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setFrameShape(QTreeView.Shape.NoFrame)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName(tr("Corpora, and the first hits in each"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.told)
        layout.addWidget(self.tree, 1)
        self.setFocusProxy(self.tree)
        self.tree.clicked.connect(self.entry_requested)
        self.tree.installEventFilter(self)
        model.rowsInserted.connect(lambda parent, first, _last: self._open(model, parent, first))

    def _open(self, model: EverywhereModel, parent: QModelIndex, place: int) -> None:
        entry = model.index(place, 0, parent)
        self.tree.expand(entry)
        if not self.tree.currentIndex().isValid():
            self.tree.setCurrentIndex(entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.tree.currentIndex().isValid()
        ):
            self.entry_requested.emit(self.tree.currentIndex())
            return True
        return super().eventFilter(watched, event)


class _EntryDelegate(QStyledItemDelegate):
    """Draws a corpus as a heading, and a hit so that the found letters of all lines stand below each other."""

    def __init__(self, theme: Callable[[], Theme], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = index.data(LINE)
        letters = round(_style(line).line_height()) if isinstance(line, KeywordLine) else 0
        return QSize(200, max(_HEIGHT, letters + _SPACE // 2))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setClipRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme().row)
        heading = index.data(HEADING)
        if isinstance(heading, Heading):
            self._paint_heading(painter, option, heading)
        else:
            self._paint_line(painter, option, index.data(LINE))
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
        theme, box = self._theme(), option.rect.adjusted(_SPACE, 0, -_SPACE, 0)
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.text)
        width = min(painter.fontMetrics().horizontalAdvance(heading.title), box.width() // 2)
        self._write(painter, option, heading.title, QRect(box.left(), box.top(), width, box.height()), box)
        painter.setFont(option.font)
        painter.setPen(theme.doubtful if heading.failed else theme.muted)
        rest = QRect(box.left() + width + 2 * _SPACE, box.top(), box.width() - width - 2 * _SPACE, box.height())
        self._write(painter, option, heading.words, rest, box)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: KeywordLine) -> None:
        theme, box = self._theme(), option.rect.adjusted(_SPACE, 0, -_SPACE, 0)
        painter.setFont(option.font)
        painter.setPen(theme.muted)
        self._write(painter, option, line.place, QRect(box.left(), box.top(), _PLACE, box.height()), box)
        room = QRect(box.left() + _PLACE + _SPACE, box.top(), box.width() - _PLACE - _SPACE, box.height())
        laid = KwicLine(line, _style(line))
        room = QStyle.visualRect(option.direction, box, room)
        painter.setPen(theme.text)
        top = room.top() + (room.height() - laid.height) / 2
        laid.paint(painter, QRectF(room.left(), top, room.width(), laid.height), theme, selected=False)

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, text: str, room: QRect, box: QRect) -> None:
        flags = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QStyle.visualRect(option.direction, box, room), flags, shown)


def _style(line: KeywordLine) -> TextStyle:
    return TextStyle(line.language, line.direction, _ZOOM)
