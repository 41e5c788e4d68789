"""The likely translations in one version: each with the rows it stands in and a bar that says how strongly it goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from viewer.model import Direction, Kind
from viewer.search.equivalents import Equivalent
from viewer.ui.i18n import Safe, counter, isolate, number, translator
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.theme import Theme

tr = translator("Translations")
count = counter("Translations")

_MARGIN: Final = 10
_BAR: Final = 4
"""Pixels that the bar is high."""
_LEAST: Final = 3
"""Pixels that it is wide at least."""
_EQUIVALENT: Final = Qt.ItemDataRole.UserRole


class VersionList(QListWidget):
    """In the font and the direction of its version."""

    with_requested = Signal()
    without_requested = Signal()
    """Rows with, or without, the chosen one are wanted."""

    def __init__(self, name: Safe, style: TextStyle, found: Sequence[Equivalent], theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.style_of_text = style
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.setAccessibleName(name)
        from_right = style.direction is Direction.RTL
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight)
        self.setItemDelegate(_Delegate(self))
        for one in found:
            item = QListWidgetItem(one.text)
            item.setData(_EQUIVALENT, one)
            rows = count("{n} row", "{n} rows", one.rows)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, tr("{word}, {rows}", word=one.text, rows=rows))
            item.setToolTip(tr("{word}: perhaps; in {rows} of what was found", word=one.text, rows=rows))
            self.addItem(item)
        self.itemDoubleClicked.connect(lambda _: self.with_requested.emit())

    @property
    def chosen(self) -> Equivalent | None:
        """The one that is selected."""
        items = self.selectedItems()
        return items[0].data(_EQUIVALENT) if items else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By keyboard one comes to the first of the list."""
        super().focusInEvent(event)
        if self.currentRow() < 0 and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the rows with it, Shift+Enter for those without."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen is not None:
            asks_without = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.without_requested if asks_without else self.with_requested).emit()
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    def __init__(self, of: VersionList) -> None:
        super().__init__(of)
        self._list = of

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, round(self._list.style_of_text.line_height()) + _BAR + 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        one, theme = index.data(_EQUIVALENT), self._list.theme
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = selected and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        if selected:
            painter.fillRect(box, theme.selection if focused else theme.row)
        inner = box.adjusted(_MARGIN, 2, -_MARGIN, -4)
        from_right = self._list.isRightToLeft()
        rows = number(one.rows)
        painter.setFont(self._list.font())
        wide = painter.fontMetrics().horizontalAdvance(rows) + 8
        line = inner.adjusted(0, 0, 0, -_BAR - 2)
        beside = (
            line.adjusted(0, 0, -(line.width() - wide), 0)
            if from_right
            else line.adjusted(line.width() - wide, 0, 0, 0)
        )
        painter.setPen(theme.selection_text if focused else theme.muted)
        far = Qt.AlignmentFlag.AlignLeft if from_right else Qt.AlignmentFlag.AlignRight
        painter.drawText(beside, far | Qt.AlignmentFlag.AlignVCenter, rows)
        font = self._list.style_of_text.font(Kind.BODY)
        painter.setFont(font)
        painter.setPen(theme.selection_text if focused else theme.text)
        room = line.adjusted(wide, 0, 0, 0) if from_right else line.adjusted(0, 0, -wide, 0)
        near = Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft
        text = QFontMetricsF(font).elidedText(one.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, near | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, isolate(text))
        length = max(_LEAST, round(one.strength * inner.width()))
        left = inner.right() + 1 - length if from_right else inner.left()
        painter.fillRect(QRect(left, inner.bottom() - _BAR + 1, length, _BAR), theme.accent)
        painter.restore()
