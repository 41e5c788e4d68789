"""What a corpus consists of: its versions and documents, where they came from, and all that can be done to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.corpus import Corpus
from viewer.languages import language
from viewer.model import Document, Text, Version, VersionId
from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import Safe, isolate, listed, number, translator
from viewer.ui.widgets.names import NameDelegate, NameField, NameTable

tr = translator("Contents")

_FILES_NAMED: Final = 3


class ContentsPage(Page):
    """Two tables. What is asked for is done by others, and `show_corpus` is called when it is done."""

    renamed = Signal(str)
    """The new title of the corpus."""
    version_renamed = Signal(str, str)
    """The id of a version, and its new label."""
    version_removed = Signal(str)
    document_renamed = Signal(int, str)
    document_removed = Signal(int)
    document_moved = Signal(int, int)
    """From where, and to where."""
    replacement_requested = Signal(str, int)
    """The id of a version and the number of a document: its text is to be replaced by another file."""
    addition_requested = Signal(str)
    """`version` or `document`."""

    def __init__(self, corpus: Corpus, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(
            tr("Versions and documents"),
            content,
            parent,
            introduction=tr("Names can be changed where they stand. Everything here can be undone."),
        )
        self._versions: tuple[Version, ...] = ()
        self._documents: tuple[Document, ...] = ()
        self._texts: tuple[Text, ...] = ()
        self.title = NameField()
        self.title.setAccessibleName(tr("Title of the corpus"))
        title = QLabel(tr("Title of the &corpus"))
        title.setObjectName("quiet")
        title.setBuddy(self.title)
        self.versions = _table(tr("Versions"), [tr("Name"), tr("Language"), tr("Paragraphs"), tr("Files")])
        self.documents = _table(tr("Documents"), [tr("Title"), tr("Rows"), tr("Versions"), tr("Files")])
        add_version, self.replace, self.remove_version = _buttons(
            tr("Add a version…"), tr("Replace the text…"), tr("Remove")
        )
        add_document, self.up, self.down, self.remove_document = _buttons(
            tr("Add a document…"), tr("Move up"), tr("Move down"), tr("Remove")
        )
        self.replace.setToolTip(tr("Read another file in place of this version's text, and keep what has not changed"))
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(self.title)
        for heading, table, buttons in (
            (tr("Versions"), self.versions, (add_version, self.replace, self.remove_version)),
            (tr("Documents"), self.documents, (add_document, self.up, self.down, self.remove_document)),
        ):
            layout.addWidget(_heading(heading, table))
            layout.addWidget(table, 1)
            layout.addLayout(_row(buttons))
        add_version.clicked.connect(lambda: self.addition_requested.emit("version"))
        add_document.clicked.connect(lambda: self.addition_requested.emit("document"))
        self._connect_signals()
        self.resize(820, 640)
        self.show_corpus(corpus)
        self.versions.setFocus()

    def _connect_signals(self) -> None:
        for table in (self.versions, self.documents):
            table.itemSelectionChanged.connect(self._refresh)
        self.title.renamed.connect(self.renamed)
        self.versions.itemChanged.connect(self._version_edited)
        self.documents.itemChanged.connect(self._document_edited)
        self.remove_version.clicked.connect(self._with_version(self.version_removed.emit))
        self.remove_document.clicked.connect(self._with_document(self.document_removed.emit))
        self.up.clicked.connect(self._with_document(lambda place: self.document_moved.emit(place, place - 1)))
        self.down.clicked.connect(self._with_document(lambda place: self.document_moved.emit(place, place + 1)))
        self.replace.clicked.connect(self._ask_for_replacement)

    def show_corpus(self, corpus: Corpus) -> None:
        """Shows what there is now, as soon as no name is being written; what is selected stays so."""
        self.title.set_name(corpus.title)
        self.versions.list_anew(lambda: self.documents.list_anew(lambda: self._list(corpus)))

    def _list(self, corpus: Corpus) -> None:
        version, document = self.chosen_version(), self.chosen_document()
        self._versions, self._documents, self._texts = corpus.versions(), corpus.documents(), corpus.texts()
        of_version: defaultdict[VersionId, list[str]] = defaultdict(list)
        of_document: defaultdict[int, list[Text]] = defaultdict(list)
        for text in self._texts:
            of_version[text.version].append(text.source.name)
            of_document[text.document].append(text)
        with QSignalBlocker(self.versions), QSignalBlocker(self.documents):
            self.versions.clear()
            for one in self._versions:
                names = of_version[one.id]
                cells = (one.label, isolate(language(one.language).own_name), number(one.segments), _few(names))
                _add(self.versions, cells, chosen=one.id == version)
            self.documents.clear()
            for each in self._documents:
                own = of_document[each.number]
                cells = (
                    each.title,
                    number(each.units),
                    listed([text.version for text in own]),
                    _few([text.source.name for text in own]),
                )
                _add(self.documents, cells, chosen=each.number == document)
            for table in (self.versions, self.documents):
                first = table.topLevelItem(0)
                if first is not None and not table.selectedItems():
                    table.setCurrentItem(first)
        self._refresh()

    def edit_title(self) -> None:
        """Opens the title of the corpus for writing."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def edit_document(self, document: int) -> None:
        """Opens the title of a document for writing."""
        item = self.documents.topLevelItem(document)
        if item is not None:
            self.documents.setFocus(Qt.FocusReason.OtherFocusReason)
            self.documents.setCurrentItem(item)
            self.documents.write_name(item)

    def chosen_version(self) -> VersionId | None:
        """The version whose line is selected."""
        place = _chosen(self.versions)
        return self._versions[place].id if place is not None and place < len(self._versions) else None

    def chosen_document(self) -> int | None:
        """The number of the document whose line is selected."""
        place = _chosen(self.documents)
        return place if place is not None and place < len(self._documents) else None

    def _refresh(self) -> None:
        version, document = self.chosen_version(), self.chosen_document()
        self.remove_version.setEnabled(version is not None and len(self._versions) > 1)
        self.remove_document.setEnabled(document is not None and len(self._documents) > 1)
        self.up.setEnabled(document is not None and document > 0)
        self.down.setEnabled(document is not None and document + 1 < len(self._documents))
        self.replace.setEnabled(any((text.version, text.document) == (version, document) for text in self._texts))

    def _version_edited(self, item: QTreeWidgetItem) -> None:
        one = self._versions[self.versions.indexOfTopLevelItem(item)]
        self._edited(item, one.label, lambda label: self.version_renamed.emit(one.id, label))

    def _document_edited(self, item: QTreeWidgetItem) -> None:
        one = self._documents[self.documents.indexOfTopLevelItem(item)]
        self._edited(item, one.title, lambda title: self.document_renamed.emit(one.number, title))

    def _edited(self, item: QTreeWidgetItem, before: str, rename: Callable[[str], object]) -> None:
        written = " ".join(item.text(0).split())
        if written and written != before:
            rename(written)
        else:
            with QSignalBlocker(self.versions), QSignalBlocker(self.documents):
                item.setText(0, before)

    def _with_version(self, do: Callable[[VersionId], object]) -> Callable[[], None]:
        def act() -> None:
            version = self.chosen_version()
            if version is not None:
                do(version)

        return act

    def _with_document(self, do: Callable[[int], object]) -> Callable[[], None]:
        def act() -> None:
            document = self.chosen_document()
            if document is not None:
                do(document)

        return act

    def _ask_for_replacement(self) -> None:
        version, document = self.chosen_version(), self.chosen_document()
        if version is not None and document is not None:
            self.replacement_requested.emit(version, document)


class _Table(NameTable):
    """A table whose first column can be written in, wherever in its row that is asked for."""

    def edit(self, index: QModelIndex, *how: Any) -> bool:
        return bool(super().edit(index.siblingAtColumn(0), *how))


def _table(name: Safe, headings: Sequence[Safe]) -> _Table:
    table = _Table()
    table.setItemDelegateForColumn(0, NameDelegate(table))
    table.setHeaderLabels(list(headings))
    table.setAccessibleName(name)
    table.setRootIsDecorated(False)
    table.setAllColumnsShowFocus(True)
    table.setFrameShape(QTreeWidget.Shape.NoFrame)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
    for column in (1, 2):
        table.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    table.header().resizeSection(0, 260)
    return table


def _add(table: QTreeWidget, cells: Sequence[str], *, chosen: bool) -> None:
    item = QTreeWidgetItem(table, list(cells))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    if chosen:
        table.setCurrentItem(item)


def _chosen(table: QTreeWidget) -> int | None:
    selected = table.selectedItems()
    return table.indexOfTopLevelItem(selected[0]) if selected else None


def _few(names: Sequence[str]) -> Safe:
    names = list(dict.fromkeys(names))
    if len(names) <= _FILES_NAMED:
        return listed(names)
    first = listed(names[: _FILES_NAMED - 1])
    return tr("{first} and {others} more", first=first, others=len(names) - _FILES_NAMED + 1)


def _heading(text: Safe, table: QTreeWidget) -> QLabel:
    label = QLabel(text)
    label.setObjectName("quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setBuddy(table)
    return label


def _buttons(*texts: Safe) -> list[QPushButton]:
    return [QPushButton(text) for text in texts]


def _row(buttons: Sequence[QPushButton]) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    return row
