"""The page of the passages that may have been moved: a list, to be agreed with or not, line by line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QToolButton, QTreeView, QVBoxLayout, QWidget

from viewer.ui.i18n import Safe, translator
from viewer.ui.moved.model import PassageModel
from viewer.ui.widgets.elided_label import ElidedLabel

tr = translator("Moved")


class PassagePage(QWidget):
    """By keyboard: Enter links, Delete dismisses, the arrows to both sides go to the halves in the texts."""

    linked = Signal(int)
    """The passage in this line is to be linked."""
    dismissed = Signal(int)
    """The passage in this line was none."""
    half_requested = Signal(int, int)
    """A line, and which half of its passage to go to: 0 or 1."""

    def __init__(self, model: PassageModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = ElidedLabel("quiet")
        self.link = _button(tr("Link"), tr("Say that the two are one passage, put elsewhere by the translator (Enter)"))
        self.dismiss = _button(tr("Dismiss"), tr("Say that they are not, so that they are not proposed again (Delete)"))
        self.list = QTreeView()
        self.list.setModel(model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setFrameShape(QTreeView.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(tr("Passages that may have been moved"))
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.list.installEventFilter(self)
        head = QHBoxLayout()
        head.setContentsMargins(10, 4, 10, 4)
        head.setSpacing(8)
        head.addWidget(self.told, 1)
        head.addWidget(self.link)
        head.addWidget(self.dismiss)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.link.clicked.connect(lambda: self._with_line(self.linked.emit))
        self.dismiss.clicked.connect(lambda: self._with_line(self.dismissed.emit))
        self.list.clicked.connect(lambda entry: self.half_requested.emit(entry.row(), entry.column()))
        for changed in (model.modelReset, model.rowsRemoved):
            changed.connect(lambda *_: self._refresh(model))
        self._refresh(model)

    def _refresh(self, model: PassageModel) -> None:
        """Says how many there are, and has one of them be the current one."""
        rows = model.rowCount()
        for button in (self.link, self.dismiss):
            button.setEnabled(rows > 0)
        said = tr("{number} passages may have been moved. Click one to see it.", number=rows)
        self.told.setText(said if rows != 1 else tr("One passage may have been moved. Click it to see it."))
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(model.index(0, 0))

    def _with_line(self, act: Callable[[int], object]) -> None:
        entry = self.list.currentIndex()
        if entry.isValid():
            act(entry.row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        row, key = self.list.currentIndex().row(), event.key()
        if row < 0:
            return super().eventFilter(watched, event)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.linked.emit(row)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dismissed.emit(row)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            forward = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            self.half_requested.emit(row, int((key == Qt.Key.Key_Right) is forward))
        else:
            return super().eventFilter(watched, event)
        return True


def _button(text: Safe, tip: Safe) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setProperty("switch", True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
