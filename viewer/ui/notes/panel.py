"""The panel of notes: a field that narrows it, and the list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.model import Direction, PlacedNote
from viewer.text.offsets import Utf16Map
from viewer.ui.commands import keys_of
from viewer.ui.i18n import Safe, translator
from viewer.ui.notes.model import ABOUT, DIRECTION, NOTED, PLACE, NoteModel
from viewer.ui.reading.fonts import font_for
from viewer.ui.widgets import icons
from viewer.ui.widgets.filter_field import FilterField

tr = translator("Notes")

_PAD: Final = 8
_LINES: Final = 4
"""Lines of a note that the list shows."""


class NotePanel(QWidget):
    """By keyboard: Enter goes to the place, F2 writes, Delete removes, Escape leaves."""

    place_requested = Signal(object)
    """A PlacedNote to go to."""
    writing_requested = Signal(object)
    """A PlacedNote to be rewritten."""
    removal_requested = Signal(object)
    """A PlacedNote to be removed."""
    attachment_requested = Signal(object)
    """A PlacedNote that is to be put at the current paragraph."""
    export_requested = Signal()
    """The notes are wanted as a file."""
    left = Signal()
    """The keyboard is wanted back in the texts."""

    def __init__(self, model: NoteModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.filter = FilterField(tr("Find a note"))
        self.filter.textChanged.connect(model.narrow)
        self.export = QToolButton()
        self.export.setIcon(icons.icon("export", self.palette()))
        self.export.setToolTip(tr("Write the notes to a file"))
        self.export.setAccessibleName(self.export.toolTip())
        self.export.setAutoRaise(True)
        self.export.clicked.connect(self.export_requested)
        self.nothing = QLabel()
        self.nothing.setObjectName("quiet")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.list = QListView()
        self.list.setModel(model)
        self.list.setItemDelegate(NoteDelegate(self.list))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setAccessibleName(tr("Bookmarks and notes"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(
            lambda point: self.menu().popup(self.list.viewport().mapToGlobal(point))
        )
        self.list.clicked.connect(lambda _index: self._with_current(self._go))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 4, 8)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self.export)
        layout.addLayout(top)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        self.setMinimumWidth(200)
        self.setFocusProxy(self.list)
        self.filter.installEventFilter(self)
        self.list.installEventFilter(self)
        model.modelReset.connect(self._tell_nothing)
        self._tell_nothing()

    def sizeHint(self) -> QSize:
        return QSize(300, 400)

    def current(self) -> PlacedNote | None:
        """The note that the keyboard is on."""
        return self._model.note(self.list.currentIndex().row())

    def set_current(self, note: int | None) -> None:
        """Puts the keyboard on the note with this id, if it is listed."""
        line = self._model.line_of(note) if note is not None else None
        if line is not None:
            self.list.setCurrentIndex(self._model.index(line))
            self.list.scrollTo(self._model.index(line))

    def menu(self) -> QMenu:
        """What can be done with the current note."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = self.current()
        if one is None:
            return menu
        if one.segment is not None:
            menu.addAction(tr("&Go There"), lambda: self._with_current(self._go))
            menu.addAction(tr("&Write…"), lambda: self._with_current(self.writing_requested.emit))
        menu.addAction(tr("&Put at the Current Paragraph"), lambda: self._with_current(self.attachment_requested.emit))
        menu.addSeparator()
        menu.addAction(tr("&Remove"), lambda: self._with_current(self.removal_requested.emit))
        return menu

    def _go(self, one: PlacedNote) -> None:
        if one.segment is not None:
            self.place_requested.emit(one)

    def _with_current(self, act: object) -> None:
        one = self.current()
        if one is not None and callable(act):
            act(one)

    def _tell_nothing(self) -> None:
        empty = not self._model.rowCount()
        self.nothing.setVisible(empty)
        self.list.setVisible(not empty)
        self.nothing.setText(
            tr("No note has this.")
            if self.filter.text()
            else tr(
                "Nothing is noted yet. {bookmark} sets a bookmark at the current paragraph, {note} writes a note.",
                bookmark=keys_of("bookmark"),
                note=keys_of("note"),
            )
        )
        self.export.setEnabled(not empty or bool(self.filter.text()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(watched, event)
        return super().eventFilter(watched, event)

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.filter.text():
                self.filter.clear()
            else:
                self.left.emit()
        elif watched is self.filter and key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self._model.index(0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif watched is self.list and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._with_current(self._go)
        elif watched is self.list and key == Qt.Key.Key_F2:
            self._with_current(self.writing_requested.emit)
        elif watched is self.list and key == Qt.Key.Key_Delete:
            self._with_current(self.removal_requested.emit)
        else:
            return False
        return True


class NoteDelegate(QStyledItemDelegate):
    """Draws the letters in their own direction, below them the note, and where it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget
        width = (view.viewport().width() if isinstance(view, QListView) else 260) - 2 * _PAD
        small, metrics = QFontMetrics(_small(option.font)), QFontMetrics(option.font)
        height = self._quote_height(index) + 2 + small.height() + 2 * _PAD
        one: PlacedNote = index.data(NOTED)
        if one.note.text:
            height += len(_lines(one.note.text, option.font, width)) * metrics.lineSpacing() + 3
        return QSize(100, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        one: PlacedNote = index.data(NOTED)
        palette, box = option.palette, option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        right = index.data(DIRECTION) == Direction.RTL
        painter.setFont(self._quote_font(index))
        painter.setPen(quiet if one.note.text or one.segment is None else palette.color(QPalette.ColorRole.Text))
        quote = QRect(box.left(), box.top(), box.width(), self._quote_height(index))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
        letters = painter.fontMetrics().elidedText(index.data(ABOUT), Qt.TextElideMode.ElideRight, quote.width())
        painter.drawText(quote, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, letters)
        painter.setLayoutDirection(option.direction)
        y = quote.bottom() + 3
        if one.note.text:
            painter.setFont(option.font)
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            metrics = painter.fontMetrics()
            for line in _lines(one.note.text, option.font, box.width()):
                leading = Qt.AlignmentFlag.AlignLeft
                painter.drawText(QRect(box.left(), y, box.width(), metrics.lineSpacing()), leading, line)
                y += metrics.lineSpacing()
            y += 3
        painter.setFont(_small(option.font))
        painter.setPen(quiet)
        place: Safe = index.data(PLACE)
        place_box = QRect(box.left(), y, box.width(), painter.fontMetrics().height())
        elided = painter.fontMetrics().elidedText(place, Qt.TextElideMode.ElideMiddle, place_box.width())
        painter.drawText(place_box, Qt.AlignmentFlag.AlignLeft, elided)
        painter.restore()

    def _quote_font(self, index: QModelIndex | QPersistentModelIndex) -> QFont:
        one: PlacedNote = index.data(NOTED)
        font = font_for(one.note.version.rstrip("-0123456789"))
        font.setPointSizeF(QApplication.font().pointSizeF())
        return font

    def _quote_height(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Room for the letters as they are drawn: fonts that stand in for this one may be higher."""
        metrics = QFontMetrics(self._quote_font(index))
        return max(metrics.height(), metrics.boundingRect(index.data(ABOUT)).height())


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    return small


def _lines(text: str, font: QFont, width: int) -> list[str]:
    """A note as lines of a width, the last one shortened if there are more than the list shows."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        units = Utf16Map(paragraph)
        layout = QTextLayout(paragraph, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, width))
            start, length = line.textStart(), line.textLength()
            lines.append(paragraph[units.to_code_point(start) : units.to_code_point(start + length)].rstrip())
            if len(lines) > _LINES:
                break
        layout.endLayout()
        if len(lines) > _LINES:
            return [*lines[: _LINES - 1], f"{lines[_LINES - 1]} …"]
    return lines
