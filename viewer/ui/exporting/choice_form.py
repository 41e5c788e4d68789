"""What shall leave: which versions in which order, which rows. A part of the pages for export and print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.corpus import Corpus
from viewer.exporting import Choice, Numbers
from viewer.model import VersionId
from viewer.ui.i18n import counter, isolate, translator
from viewer.ui.reading.names import title_of
from viewer.ui.widgets import icons

tr = translator("ChoiceForm")
count = counter("ChoiceForm")


@dataclass(frozen=True, slots=True)
class Scope:
    """What there is to choose from at the moment."""

    corpus: Corpus
    document: int | None = None
    """The one that is being read, where there are several."""
    hits: Numbers | None = None
    """The rows in which the present search found something, ascending."""
    marked: tuple[int, int] | None = None
    """First and last row of what is marked in the texts."""
    has_notes: bool = False
    """Whether anything is noted in the corpus."""


class VersionList(QWidget):
    """The versions, each with a box to check; those that are checked count, from top to bottom."""

    changed = Signal()

    def __init__(self, corpus: Corpus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Versions"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for version in corpus.versions():
            item = QListWidgetItem(isolate(title_of(version)))
            item.setData(Qt.ItemDataRole.UserRole, version.id)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        rows = max(3, min(6, self.list.count()))
        self.list.setFixedHeight(rows * max(23, self.list.sizeHintForRow(0)) + 14)
        self.up = self._button("up", tr("Move the version up"), -1)
        self.down = self._button("down", tr("Move the version down"), 1)
        buttons = QVBoxLayout()
        buttons.addWidget(self.up)
        buttons.addWidget(self.down)
        buttons.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.list.itemChanged.connect(lambda _: self.changed.emit())
        self.list.model().rowsMoved.connect(lambda *_: self.changed.emit())

    def versions(self) -> tuple[VersionId, ...]:
        """Those that are checked, in order."""
        checked = (item for item in self._items() if item.checkState() == Qt.CheckState.Checked)
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in checked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def choose(self, versions: Sequence[str]) -> None:
        """Checks these and no others, and puts them first in this order. Unknown ones are passed over."""
        with QSignalBlocker(self.list):
            items = {item.data(Qt.ItemDataRole.UserRole): item for item in self._items()}
            wanted = [items[version] for version in versions if version in items]
            others = [item for item in items.values() if item not in wanted]
            for place, item in enumerate([*wanted, *others]):
                self.list.insertItem(place, self.list.takeItem(self.list.row(item)))
                item.setCheckState(Qt.CheckState.Checked if item in wanted else Qt.CheckState.Unchecked)
            self.list.setCurrentRow(0)
        self.changed.emit()

    def move(self, by: int) -> None:
        """Moves the current version up (-1) or down (1)."""
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + by < self.list.count():
            return
        with QSignalBlocker(self.list):
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)
        self.changed.emit()

    def _button(self, icon: str, tip: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon, self.palette()))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self.move(by))
        return button


class ChoiceForm(QWidget):
    """Asks for a Choice."""

    changed = Signal()

    def __init__(self, scope: Scope, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scope = scope
        rows = scope.corpus.unit_count
        self.versions = VersionList(scope.corpus)
        self.all_rows = QRadioButton(count("All {n} row", "All {n} rows", rows))
        self.all_rows.setChecked(True)
        self.document = QRadioButton(self._document_text())
        self.document.setVisible(scope.document is not None)
        self.hits = QRadioButton(self._hits_text())
        self.hits.setVisible(scope.hits is not None)
        self.marked = QRadioButton(self._marked_text())
        self.marked.setVisible(scope.marked is not None)
        self.range = QRadioButton(tr("Rows"))
        self.first, self.last = self._number(1, tr("First row")), self._number(rows, tr("Last row"))
        self.no_furniture = QCheckBox(tr("Without menus, footers and the like"))
        self.notes = QCheckBox(tr("With my notes"))
        self.notes.setToolTip(tr("As footnotes, or as notes of the segments where there are no footnotes"))
        self.notes.setVisible(scope.has_notes)
        self._lay_out()
        for button in (self.all_rows, self.document, self.hits, self.marked, self.range):
            button.toggled.connect(lambda on: self.changed.emit() if on else None)
        for number in (self.first, self.last):
            number.valueChanged.connect(self._range_changed)
        self.versions.changed.connect(self.changed)
        for box in (self.no_furniture, self.notes):
            box.toggled.connect(lambda _: self.changed.emit())

    def choice(self) -> Choice:
        """What is chosen. A range is given from its smaller to its larger number."""
        scope = self._scope
        first, last = sorted((self.first.value() - 1, self.last.value() - 1))
        rows = (first, last) if self.range.isChecked() else scope.marked if self.marked.isChecked() else None
        return Choice(
            versions=self.versions.versions(),
            rows=rows,
            document=scope.document if self.document.isChecked() else None,
            units=scope.hits if self.hits.isChecked() else None,
            furniture=not self.no_furniture.isChecked(),
            notes=self._scope.has_notes and self.notes.isChecked(),
        )

    def _range_changed(self) -> None:
        self.range.setChecked(True)
        self.changed.emit()

    def _lay_out(self) -> None:
        of_rows = QHBoxLayout()
        of_rows.setSpacing(8)
        to = QLabel(tr("to"))
        for widget in (self.range, self.first, to, self.last):
            of_rows.addWidget(widget)
        of_rows.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.versions)
        for button in (self.all_rows, self.document, self.hits, self.marked):
            layout.addWidget(button)
        layout.addLayout(of_rows)
        layout.addWidget(self.no_furniture)
        layout.addWidget(self.notes)
        layout.addStretch()

    def _number(self, value: int, name: str) -> QSpinBox:
        rows = max(1, self._scope.corpus.unit_count)
        number = QSpinBox()
        number.setRange(1, rows)
        number.setValue(value)
        number.setAccessibleName(name)
        number.setMinimumWidth(100)
        return number

    def _document_text(self) -> str:
        if self._scope.document is None:
            return ""
        title = " ".join(self._scope.corpus.documents()[self._scope.document].title.split())[:60]
        return tr("This document: {title}", title=title).replace("&", "&&")

    def _hits_text(self) -> str:
        hits = self._scope.hits
        return (
            ""
            if hits is None
            else count("The {n} row that the search finds", "The {n} rows that the search finds", len(hits))
        )

    def _marked_text(self) -> str:
        if self._scope.marked is None:
            return ""
        first, last = self._scope.marked
        return count("The {n} row with marked text", "The {n} rows with marked text", last - first + 1)
