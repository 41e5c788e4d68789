"""The library page: a table of corpora, a field that narrows it, and what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import Safe, counter, isolate, menu_text, tooltip, translator
from viewer.ui.shelf.entry import Entry
from viewer.ui.widgets.names import NameDelegate, NameTable

tr = translator("Shelf")
count = counter("Shelf")

_TITLE, _READ = 0, 5
_NUMBERS: Final = (1, 3, 4)
"""Columns that are set at the right."""


class ShelfPage(Page):
    """What is asked for is done by others, and comes back by `put` and `take_away`."""

    open_requested = Signal(str)
    """The path of a corpus, as in all that follows."""
    folder_requested = Signal(str)
    """To be shown in the file manager."""
    location_requested = Signal(str)
    """The corpus is gone: the reader says where it is now."""
    removal_requested = Signal(str)
    renamed = Signal(str, str)
    """And its new title."""
    folder_added = Signal()
    """A folder is to be asked for, and looked through from now on."""
    folder_left_out = Signal(str)
    """The path of a folder that is not to be looked through any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(
            tr("Library"),
            content,
            parent,
            introduction=tr("Corpora that you opened, and those in the folders that are looked through."),
        )
        self._items: dict[str, _Item] = {}
        """The lines by the paths of their corpora."""
        self.filter = _Filter()
        self.filter.setPlaceholderText(tr("Title, language or folder"))
        self.filter.setAccessibleName(tr("Find a corpus"))
        headings = (tr("Title"), tr("Versions"), tr("Languages"), tr("Rows"), tr("Size"), tr("Read last"))
        self.table = _table(headings)
        self.place = QLabel()
        self.place.setObjectName("quiet")
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setWordWrap(True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told = QLabel()
        self.told.setObjectName("quiet")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.open_button = QPushButton(tr("&Open"))
        self.open_button.setDefault(True)
        self.locate = QPushButton(tr("&Locate…"))
        self.show_in_folder = QPushButton(tr("Show in &folder"))
        self.rename = QPushButton(tr("&Rename"))
        self.remove = QPushButton(tr("Remove from &list"))
        self.remove.setToolTip(tr("The file stays where it is"))
        self.folders = QMenu(self)
        self.folders.setToolTipsVisible(True)
        self.folders_button = QPushButton(tr("Fol&ders"))
        self.folders_button.setMenu(self.folders)
        row = QHBoxLayout()
        for button in (self.open_button, self.locate, self.show_in_folder, self.rename, self.remove):
            row.addWidget(button)
        row.addStretch()
        self.buttons.insertWidget(0, self.folders_button)
        self.buttons.insertWidget(1, self.told)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.place)
        layout.addLayout(row)
        self._connect_signals()
        self.resize(960, 560)
        self._refresh()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect_signals(self) -> None:
        self.filter.textChanged.connect(self._narrow)
        self.filter.entered.connect(lambda: self._ask(self.open_requested.emit))
        self.filter.stepped.connect(self._step)
        self.table.itemSelectionChanged.connect(self._refresh)
        self.table.itemActivated.connect(lambda _item, _column: self._activate())
        self.table.itemChanged.connect(self._edited)
        self.open_button.clicked.connect(lambda: self._ask(self.open_requested.emit))
        self.locate.clicked.connect(lambda: self._ask(self.location_requested.emit))
        self.show_in_folder.clicked.connect(lambda: self._ask(self.folder_requested.emit))
        self.remove.clicked.connect(lambda: self._ask(self.removal_requested.emit))
        self.rename.clicked.connect(self._edit)

    # What is listed

    def put(self, entry: Entry) -> None:
        """Lists a corpus, or what is known of it by now."""
        path = str(entry.shelved.path)
        item = self._items.get(path)
        with QSignalBlocker(self.table):
            if item is None:
                item = self._items[path] = _Item(entry)
                self.table.addTopLevelItem(item)
            item.show_entry(entry)
            item.setHidden(not entry.answers_to(self.filter.text()))
            if self.chosen() is None and not item.isHidden():
                self.table.setCurrentItem(item)
        self._refresh()

    def take_away(self, path: str) -> None:
        """The corpus is not to be listed any more."""
        item = self._items.pop(path, None)
        if item is not None:
            self.table.takeTopLevelItem(self.table.indexOfTopLevelItem(item))
        self._refresh()

    def keep_only(self, paths: set[str]) -> None:
        """What is not among these was not found any more."""
        for path in set(self._items) - paths:
            self.take_away(path)

    def listed(self) -> tuple[Entry, ...]:
        """The entries, narrowed or not."""
        return tuple(item.entry for item in self._items.values())

    def set_folders(self, own: Path, added: Sequence[str]) -> None:
        """Names the folders that are looked through: that of imports, and those that were added."""
        self.folders.clear()
        first = self.folders.addAction(menu_text(str(own)))
        first.setEnabled(False)
        for folder in added:
            action = self.folders.addAction(tr("Leave out {folder}", folder=menu_text(folder)))
            action.triggered.connect(lambda _checked=False, folder=folder: self.folder_left_out.emit(folder))
        self.folders.addSeparator()
        self.folders.addAction(tr("Add a folder…")).triggered.connect(lambda: self.folder_added.emit())

    def tell(self, looking: bool) -> None:
        """Says how many there are, and whether more are still being looked for."""
        number = count("{n} corpus", "{n} corpora", len(self._items))
        self.told.setText(tr("{number}, looking for more…", number=number) if looking else number)

    def chosen(self) -> Entry | None:
        """The entry that is selected and can be seen."""
        items = self.table.selectedItems()
        return items[0].entry if items and isinstance(items[0], _Item) and not items[0].isHidden() else None

    def _narrow(self, text: str) -> None:
        first: QTreeWidgetItem | None = None
        for row in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(row)
            if isinstance(item, _Item):
                item.setHidden(not item.entry.answers_to(text))
                first = first or (None if item.isHidden() else item)
        if self.chosen() is None and first is not None:
            self.table.setCurrentItem(first)
        self._refresh()

    def _step(self, by: int) -> None:
        """The arrows go through what is listed while the keyboard is in the field."""
        item = self.table.currentItem()
        while item is not None:
            item = self.table.itemBelow(item) if by > 0 else self.table.itemAbove(item)
            if item is not None and not item.isHidden():
                self.table.setCurrentItem(item)
                return

    # What is done with the chosen one

    def _refresh(self) -> None:
        entry = self.chosen()
        there = entry is not None and entry.shelved.error is None
        gone = entry is not None and entry.shelved.gone
        self.open_button.setEnabled(there and entry is not None and not entry.is_open)
        self.show_in_folder.setEnabled(entry is not None and not gone)
        self.rename.setEnabled(there)
        self.remove.setEnabled(entry is not None and not entry.is_open)
        self.locate.setVisible(gone)
        if entry is None:
            self.place.setText(tr("Nothing here has this.") if self.filter.text() and self._items else "")
        else:
            self.place.setText(isolate(str(entry.shelved.path)))

    def _ask(self, emit: Callable[[str], object]) -> None:
        entry = self.chosen()
        if entry is not None:
            emit(str(entry.shelved.path))

    def _activate(self) -> None:
        """Enter, or a double click: a corpus that is there is opened, another one is sought."""
        entry = self.chosen()
        if entry is not None and entry.shelved.gone:
            self._ask(self.location_requested.emit)
        elif self.open_button.isEnabled():
            self._ask(self.open_requested.emit)

    def _edit(self) -> None:
        items = self.table.selectedItems()
        if items:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.write_name(items[0], _TITLE)

    def _edited(self, item: QTreeWidgetItem) -> None:
        if not isinstance(item, _Item):
            return
        entry, written = item.entry, " ".join(item.text(_TITLE).split())
        with QSignalBlocker(self.table):
            item.setText(_TITLE, written or entry.title)
        if written and written != entry.title:
            self.renamed.emit(str(entry.shelved.path), written)


class _Item(QTreeWidgetItem):
    """Sorted by what its cells mean, not by how they are written."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.keys: tuple[str | int, ...] = ()

    def show_entry(self, entry: Entry) -> None:
        self.entry, self.keys = entry, entry.keys()
        for column, text in enumerate(entry.cells()):
            self.setText(column, text)
            told = {_TITLE: str(entry.shelved.path), _READ: entry.state}.get(column, "")
            self.setToolTip(column, tooltip(told) if told else "")
            if column in _NUMBERS:
                self.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        there = entry.shelved.error is None
        self.setFlags(
            self.flags() | Qt.ItemFlag.ItemIsEditable if there else self.flags() & ~Qt.ItemFlag.ItemIsEditable
        )
        font = self.font(_TITLE)
        font.setItalic(not there)
        font.setBold(entry.is_open)
        self.setFont(_TITLE, font)

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        tree = self.treeWidget()
        column = tree.sortColumn() if tree is not None else _TITLE
        if not isinstance(other, _Item) or not self.keys or not other.keys:
            return False
        one, two = self.keys[column], other.keys[column]
        return str(one) < str(two) if isinstance(one, str) or isinstance(two, str) else one < two


class _Filter(QLineEdit):
    """A field whose arrows and Enter are those of the list below it."""

    stepped = Signal(int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("filter")
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: +1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class _Table(NameTable):
    """A table whose titles can be written in, wherever in their row that is asked for."""

    def edit(self, index: Any, *how: Any) -> bool:
        return bool(super().edit(index.siblingAtColumn(_TITLE), *how))


def _table(headings: Sequence[Safe]) -> _Table:
    table = _Table()
    table.setItemDelegateForColumn(_TITLE, NameDelegate(table))
    table.setHeaderLabels(list(headings))
    table.setAccessibleName(tr("Corpora"))
    table.setRootIsDecorated(False)
    table.setAllColumnsShowFocus(True)
    table.setUniformRowHeights(True)
    table.setFrameShape(QTreeWidget.Shape.NoFrame)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
    header = table.header()
    for column in (*_NUMBERS, 2):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    for column in _NUMBERS:
        table.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    header.resizeSection(_TITLE, 230)
    table.setSortingEnabled(True)
    table.sortByColumn(_READ, Qt.SortOrder.DescendingOrder)
    return table
