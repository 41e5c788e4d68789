"""The panel of the outline: a field that narrows it, and the tree of documents and headings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from viewer.model import Direction
from viewer.ui.i18n import translator
from viewer.ui.outline.model import CURRENT, DIRECTION, OutlineModel
from viewer.ui.reading.fonts import font_for
from viewer.ui.widgets.filter_field import FilterField
from viewer.ui.widgets.names import WritingDelegate

tr = translator("Outline")

_MOST_EXPANDED: Final = 100
"""Documents that are opened to show what was found in them."""


class OutlinePanel(QWidget):
    """Shows a model. Who types into it or clicks is told to others."""

    unit_requested = Signal(int)
    """The row of a document or heading to go to."""
    narrowed = Signal(str)
    """What the listed entries should contain."""
    left = Signal()
    """The keyboard is wanted back in the texts."""

    def __init__(self, model: OutlineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._opened = QPersistentModelIndex()
        """The document that was opened because the reader is in it."""
        self.filter = FilterField(tr("Find a heading"))
        self.nothing = QLabel()
        self.nothing.setObjectName("quiet")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.tree = QTreeView()
        self._delegate = _EntryDelegate(self.tree)
        self.tree.setModel(model)
        self.tree.setItemDelegate(self._delegate)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(16)
        self.tree.setFrameShape(QTreeView.Shape.NoFrame)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName(tr("Documents and headings"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 4, 8)
        layout.setSpacing(8)
        layout.addWidget(self.filter)
        layout.addWidget(self.nothing)
        layout.addWidget(self.tree, 1)
        self.setMinimumWidth(180)
        self._connect_signals()
        self.refresh(())

    def _connect_signals(self) -> None:
        self.filter.textChanged.connect(self.narrowed)
        self.filter.returnPressed.connect(self._go_to_first)
        self.tree.clicked.connect(self._go)
        self.filter.installEventFilter(self)
        self.tree.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return QSize(280, 400)

    def refresh(self, languages: Iterable[str]) -> None:
        """Another corpus is listed, or another part of it; rows are as high as these languages need."""
        self._delegate.set_languages(languages)
        self._opened = QPersistentModelIndex()
        self.tree.setRootIsDecorated(not self._model.flat)
        self._tell_nothing()
        if self.filter.text():
            self._open_found()

    def show_place(self, unit: int) -> None:
        """Marks where the reader is, and brings it into sight unless the keyboard is here."""
        self._model.set_current(unit)
        entry = self._model.entry_of(unit)
        if not entry.isValid() or self._has_keyboard():
            return
        document = entry.parent()
        if document.isValid() and not self.tree.isExpanded(document):
            if self._opened.isValid() and self._opened != document and not self.filter.text():
                self.tree.collapse(QModelIndex(self._opened))
            self.tree.expand(document)
            self._opened = QPersistentModelIndex(document)
        self.tree.setCurrentIndex(entry)
        self.tree.scrollTo(entry)

    def take_keyboard(self, unit: int | None) -> None:
        """Puts the keyboard on the entry of that row."""
        entry = self._model.entry_of(unit) if unit is not None else QModelIndex()
        if entry.isValid():
            self.show_place(unit or 0)
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _has_keyboard(self) -> bool:
        """Whether the keyboard is in the tree, or in the field of a name in it."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self.tree or self.tree.isAncestorOf(focused))

    def _go(self, entry: QModelIndex) -> None:
        if entry.isValid():
            self.unit_requested.emit(self._model.unit_of(entry))

    def _go_to_first(self) -> None:
        """To what was found first; a document that only holds it is passed over."""
        entry = self._model.index(0, 0)
        child = self._model.index(0, 0, entry)
        self._go(child if child.isValid() and self.tree.isExpanded(entry) else entry)

    def _open_found(self) -> None:
        for place in range(min(self._model.rowCount(), _MOST_EXPANDED)):
            self.tree.expand(self._model.index(place, 0))

    def _tell_nothing(self) -> None:
        empty = not self._model.rowCount()
        self.nothing.setVisible(empty)
        self.tree.setVisible(not empty)
        self.nothing.setText(tr("No heading has this.") if self.filter.text() else tr("There are no headings here."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(watched, event.key())
        return super().eventFilter(watched, event)

    def _take_key(self, watched: QObject, key: int) -> bool:
        """Whether the key meant something here."""
        if key == Qt.Key.Key_Escape:
            if self.filter.text():
                self.filter.clear()
            else:
                self.left.emit()
            return True
        if watched is self.filter and key == Qt.Key.Key_Down:
            if not self.tree.currentIndex().isValid():
                self.tree.setCurrentIndex(self._model.index(0, 0))
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if watched is self.tree and self.tree.hasFocus() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.tree.currentIndex())
            return True
        return False


class _EntryDelegate(WritingDelegate):
    """Sets each entry in the direction of its language, and tints the one that the reader is in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._height = 24

    def set_languages(self, languages: Iterable[str]) -> None:
        """Rows are as high as the highest letters of these need."""
        points = QLabel().font().pointSizeF()
        heights = [24]
        for tag in set(languages):
            font = font_for(tag)
            font.setPointSizeF(points)
            heights.append(QFontMetrics(font).height() + 8)
        self._height = max(heights)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self._height)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        right = index.data(DIRECTION) == Direction.RTL
        option.direction = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
        # The leading edge, in the entry's own direction.
        option.displayAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box, here = option.rect, index.data(CURRENT)
        if here:
            painter.fillRect(box, option.palette.color(QPalette.ColorRole.AlternateBase))
        super().paint(painter, option, index)
        if here:
            painter.fillRect(box.left(), box.top(), 3, box.height(), option.palette.color(QPalette.ColorRole.Accent))
