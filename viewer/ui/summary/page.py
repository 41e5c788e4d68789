"""The page of the alignment: the table of documents on one side, the picture of the path on the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from viewer.model import VersionId
from viewer.ui.i18n import Safe, translator
from viewer.ui.summary.model import DocumentModel
from viewer.ui.summary.path_picture import PathPicture
from viewer.ui.theme import Theme
from viewer.ui.widgets.elided_label import ElidedLabel

tr = translator("Alignment")

_TITLE: Final = 210
"""Pixels of the column of the titles, at first."""
_HALF: Final = 1000
"""The one half of the width as the other."""
_LETTERS: Final = 12
"""Letters of a version's name that can be seen in a chooser."""


class SummaryPage(QWidget):
    """Shows a model and a picture; where one clicks is told to others."""

    document_requested = Signal(int)
    """A document was clicked, or entered by Enter."""
    document_changed = Signal(int)
    """Another document is the current one of the table."""
    versions_changed = Signal()
    """The picture is to be of two other versions."""

    def __init__(self, model: DocumentModel, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """`theme` gives the colours of the moment."""
        super().__init__(parent)
        self._model = model
        self.table = QTreeView()
        self.table.setModel(model)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setSortingEnabled(True)
        self.table.setAllColumnsShowFocus(True)
        self.table.setFrameShape(QTreeView.Shape.NoFrame)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(tr("Documents and how they are aligned"))
        self.table.header().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.table.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.header().setStretchLastSection(False)
        self.table.installEventFilter(self)
        self.across, self.down = _chooser(tr("Version from left to right")), _chooser(tr("Version from the top down"))
        self.picture = PathPicture(theme)
        self.words = ElidedLabel("quiet")
        self.words.setContentsMargins(8, 0, 8, 0)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.setFocusProxy(self.table)
        self._lay_out()
        self._connect_signals()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 2)
        head.setSpacing(6)
        between = QLabel("×")
        between.setObjectName("quiet")
        for widget in (self.across, between, self.down):
            head.addWidget(widget)
        head.addWidget(self.words, 1)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.picture, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(beside)
        self.splitter.setSizes([_HALF, _HALF])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect_signals(self) -> None:
        self.table.clicked.connect(lambda entry: self.document_requested.emit(self._model.document_at(entry.row())))
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        for chooser in (self.across, self.down):
            chooser.currentIndexChanged.connect(self.versions_changed)

    @property
    def document(self) -> int | None:
        """The current document of the table."""
        current = self.table.currentIndex()
        return self._model.document_at(current.row()) if current.isValid() else None

    @property
    def versions(self) -> tuple[VersionId, VersionId] | None:
        """The versions of the picture, if there are two."""
        across, down = self.across.currentData(), self.down.currentData()
        return (across, down) if across is not None and down is not None and across != down else None

    def set_versions(self, versions: Sequence[tuple[VersionId, Safe]]) -> None:
        """Which versions there are, with their names; those that were chosen stay, if they are among them."""
        for chooser, place in ((self.across, 0), (self.down, 1)):
            with QSignalBlocker(chooser):
                chosen = chooser.currentData()
                chooser.clear()
                for version, name in versions:
                    chooser.addItem(name, version)
                found = chooser.findData(chosen) if chosen is not None else -1
                chooser.setCurrentIndex(found if found >= 0 else min(place, len(versions) - 1))

    def fit_columns(self) -> None:
        """Gives the columns the widths of their headings; the cells are narrower."""
        header = self.table.header()
        for column in range(self._model.columnCount()):
            header.resizeSection(column, header.sectionSizeHint(column) - 6 if column else _TITLE)

    def show_document(self, document: int) -> None:
        """Makes a document the current one, without a word, and brings it into sight."""
        if self.document != document and self._model.rowCount():
            entry = self._model.index(self._model.row_of(document), 0)
            with QSignalBlocker(self):
                self.table.setCurrentIndex(entry)
            self.table.scrollTo(entry)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.document_changed.emit(self._model.document_at(current.row()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.document is not None
        ):
            self.document_requested.emit(self.document)
            return True
        return super().eventFilter(watched, event)


def _chooser(name: Safe) -> QComboBox:
    chooser = QComboBox()
    chooser.setAccessibleName(name)
    chooser.setToolTip(name)
    chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    chooser.setMinimumContentsLength(_LETTERS)
    return chooser
