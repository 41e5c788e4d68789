"""The page of the history: a list of changes, any of which one can go back to."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.dialogs.page import Page
from viewer.ui.history.model import HistoryModel
from viewer.ui.i18n import translator

tr = translator("History")


class HistoryPage(Page):
    """By keyboard: Enter goes to the state after the change in the line; what was done later is undone, not lost."""

    state_requested = Signal(int)
    """The number of the last change that is to stand; 0: none of them."""
    removal_requested = Signal()
    """The import itself is to be taken back, which has been confirmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(
            tr("History"),
            content,
            parent,
            introduction=tr(
                "Everything that was done to this corpus, the newest first. You can go back to any of it, and forth "
                "again as long as nothing else is changed."
            ),
        )
        self.model = HistoryModel(self)
        self.list = QTreeView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Faded(self.model, self.list))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setFrameShape(QTreeView.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(tr("Changes"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.go = QPushButton()
        self.go.clicked.connect(self._ask_for_line)
        self.remove = QPushButton(tr("&Take back the import…"))
        self.remove.clicked.connect(self.ask_to_remove)
        self.buttons.insertWidget(0, self.go)
        self.buttons.insertWidget(1, self.remove)
        going = QAction(tr("Go back to here"), self.list)
        going.triggered.connect(self._ask_for_line)
        self.list.addAction(going)
        self.list.activated.connect(lambda _index: self._ask_for_line())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._refresh())
        self.model.modelReset.connect(self._select_current)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self.list.setFocus()
        self._refresh()
        self.resize(680, 520)

    def ask_to_remove(self) -> QMessageBox:
        """Asks before the corpus goes."""
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(tr("Take back the import?"))
        box.setText(
            tr(
                "The corpus goes to the trash, with all that was done to it. The files that the texts were read from "
                "stay as they are."
            )
        )
        button = box.addButton(tr("Move to the trash"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        button.clicked.connect(lambda: self.removal_requested.emit())
        box.open()
        return box

    def _line(self) -> int:
        return self.list.currentIndex().row()

    def _ask_for_line(self) -> None:
        line = self._line()
        if line >= 0 and line != self.model.current:
            self.state_requested.emit(self.model.number(line))

    def _select_current(self) -> None:
        self.list.setCurrentIndex(self.model.index(self.model.current, 0))
        self._refresh()

    def _refresh(self) -> None:
        line = self._line()
        self.go.setText(tr("&Do again up to here") if self.model.is_undone(line) else tr("&Go back to here"))
        self.go.setEnabled(line >= 0 and line != self.model.current)


class _Faded(QStyledItemDelegate):
    """What was undone is written in the colour of what is not there."""

    def __init__(self, model: HistoryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if self._model.is_undone(index.row()):
            colour: QColor = option.palette.color(QPalette.ColorRole.PlaceholderText)
            option.palette.setColor(QPalette.ColorRole.Text, colour)
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)
