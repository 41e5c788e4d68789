"""The palette on the screen: a field, below it what fits, the best one chosen already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.i18n import translator
from viewer.ui.palette.entries import Entry
from viewer.ui.palette.model import KEYS, NAME, WHERE, PaletteModel

tr = translator("Palette")

_WIDTH: Final = 780
_HEIGHT: Final = 520
_LIST_KEYS: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Palette(QFrame):
    """Typing narrows the list, the arrows choose, Enter runs, Escape and a click beside it leave."""

    chosen = Signal(object)
    """An Entry is to be run; the palette is closed already, and the keyboard where it was."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popover")
        self.setAccessibleName(tr("Command palette"))
        self.field = QLineEdit()
        self.field.setObjectName("filter")
        self.field.setPlaceholderText(tr("Type what you want to do"))
        self.field.setAccessibleName(tr("Find a command"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.model = PaletteModel(self)
        self.list = QTreeView()
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Commands"))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(WHERE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(KEYS, QHeaderView.ResizeMode.ResizeToContents)
        header.setMaximumSectionSize(_WIDTH // 2)
        header.hide()
        self.note = QLabel()
        self.note.setObjectName("quiet")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        for widget in (self.field, self.list, self.note):
            layout.addWidget(widget)
        self.field.textChanged.connect(self._narrow)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.list.clicked.connect(self._run)

    def show_over(self, window: QWidget, entries: Sequence[Entry], used: Sequence[str]) -> None:
        """Opens over the middle of a window, with nothing typed."""
        self.model.set_entries(entries, used)
        self.field.clear()
        self._choose_first()
        self.resize(min(_WIDTH, window.width() - 40), min(_HEIGHT, window.height() - 80))
        corner = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, min(90, window.height() // 8)))
        room = window.screen().availableGeometry()
        self.move(
            max(room.left(), min(corner.x(), room.right() - self.width())),
            max(room.top(), min(corner.y(), room.bottom() - self.height())),
        )
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> list[Entry]:
        """What is listed, the best first."""
        return [self.model.entry(row) for row in range(self.model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _LIST_KEYS:
            QApplication.sendEvent(self.list, event)
        elif event.key() in _ENTER:
            self._run()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _narrow(self, typed: str) -> None:
        self.model.narrow(typed)
        self._choose_first()

    def _choose_first(self) -> None:
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0, NAME))
            self.list.scrollToTop()
        self._tell()

    def _current(self) -> Entry | None:
        index = self.list.currentIndex()
        return self.model.entry(index.row()) if index.isValid() else None

    def _tell(self) -> None:
        """Says below the list what the chosen command does, or why it cannot."""
        entry = self._current()
        if entry is None:
            self.note.setText(tr("No command has these words. Try others, or fewer letters."))
        elif entry.reason:
            self.note.setText(tr("Not possible now: {reason}", reason=entry.reason))
        else:
            self.note.setText("" if entry.tip.startswith("<") else entry.tip)

    def _run(self) -> None:
        entry = self._current()
        if entry is None or entry.reason:
            return
        self.close()
        self.chosen.emit(entry)
