"""The page of saved searches: each with its name, which can be changed where it stands, and what it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import Safe, translator
from viewer.ui.searching.remembered import Saved
from viewer.ui.widgets.names import NameDelegate, NameTable

tr = translator("SavedSearches")

_NAME: Final = Qt.ItemDataRole.UserRole
"""Role: the name as it is saved."""


_NAMES: Final = 240
"""Pixels for the names at first."""


class SavedPage(Page):
    """What is asked for is done by others, and `show_searches` is called when it is done."""

    asked = Signal(str)
    """The name of a search that is wanted again."""
    renamed = Signal(str, str)
    """The name of a search, and its new one."""
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(
            tr("Saved searches"),
            content,
            parent,
            introduction=tr("They belong to this corpus. F2 changes a name, Enter searches again, Delete removes."),
        )
        self.table = NameTable()
        self.table.setColumnCount(2)
        self.table.setHeaderLabels([tr("Name"), tr("Search")])
        self.table.setRootIsDecorated(False)
        self.table.setFrameShape(QTreeWidget.Shape.NoFrame)
        names = NameDelegate(self.table)
        names.entered.connect(self._ask)
        self.table.setItemDelegateForColumn(0, names)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.table.header().resizeSection(0, _NAMES)
        self.table.setAccessibleName(tr("Saved searches"))
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self._buttons = (
            self._button(tr("Search"), self._ask),
            self._button(tr("Rename"), self._rename),
            self._button(tr("Remove"), self._remove),
        )
        self.table.itemChanged.connect(self._edited)
        self.table.itemDoubleClicked.connect(lambda _item, _column: self._ask())
        self.table.itemSelectionChanged.connect(self._refresh)
        self.table.installEventFilter(self)
        self.resize(680, 420)
        self.table.setFocus()

    def show_searches(self, searches: Sequence[Saved], described: Callable[[Saved], Safe]) -> None:
        """Lists these; the one that is selected stays so. `described` says what a search asks."""
        self.table.list_anew(lambda: self._list(searches, described))

    def _list(self, searches: Sequence[Saved], described: Callable[[Saved], Safe]) -> None:
        chosen = self._chosen()
        with QSignalBlocker(self.table):
            self.table.clear()
            for one in searches:
                item = QTreeWidgetItem(self.table, [one.name, described(one)])
                item.setData(0, _NAME, one.name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                if one.name == chosen:
                    self.table.setCurrentItem(item)
            first = self.table.topLevelItem(0)
            if first is not None and self.table.currentItem() is None:
                self.table.setCurrentItem(first)
        self._refresh()

    def edit_name(self, name: str) -> None:
        """Puts the keyboard on the name of that search."""
        for place in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(place)
            if item is not None and item.data(0, _NAME) == name:
                self.table.setCurrentItem(item)
                self.table.write_name(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            acts = {Qt.Key.Key_Return: self._ask, Qt.Key.Key_Enter: self._ask, Qt.Key.Key_Delete: self._remove}
            act = acts.get(Qt.Key(event.key()))
            if act is not None:
                act()
                return True
        return super().eventFilter(watched, event)

    def _button(self, text: Safe, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(act)
        self.buttons.insertWidget(self.buttons.count() - 1, button)
        return button

    def _chosen(self) -> str:
        """The name of the search that is selected; nothing if none is."""
        item = self.table.currentItem()
        return str(item.data(0, _NAME)) if item is not None else ""

    def _refresh(self) -> None:
        for button in self._buttons:
            button.setEnabled(bool(self._chosen()))

    def _ask(self) -> None:
        if self._chosen():
            self.asked.emit(self._chosen())

    def _rename(self) -> None:
        self.edit_name(self._chosen())

    def _remove(self) -> None:
        if self._chosen():
            self.removed.emit(self._chosen())

    def _edited(self, item: QTreeWidgetItem) -> None:
        """A name of nothing is none: the old one comes back."""
        before, name = str(item.data(0, _NAME)), " ".join(item.text(0).split())
        with QSignalBlocker(self.table):
            item.setText(0, name or before)
            item.setData(0, _NAME, name or before)
        if name and name != before:
            self.renamed.emit(before, name)
