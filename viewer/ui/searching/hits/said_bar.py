"""Which hits are listed by what is said of their rows: a kind of annotation, a value of it, a first and a last day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from viewer.errors import QueryError
from viewer.search.annotation_filter import AnnotationFilter
from viewer.ui.i18n import Safe, isolate, noop, translator

tr = translator("HitList")

_NAMES: Final = {
    "author": noop("Author"),
    "created": noop("Created"),
    "changed": noop("Changed"),
    "changed-by": noop("Changed by"),
}
"""Kinds that translation memories have; others are called as their file calls them."""
_VALUE: Final = 18
"""Letters of a value that can be seen."""
_DATE: Final = 110
"""Pixels."""


class SaidBar(QWidget):
    """One line of fields. What is typed holds when Enter is pressed or the field is left."""

    changed = Signal()
    """Another filter is wanted."""
    refused = Signal()
    """A date is none; the filter stays as it was."""
    values_wanted = Signal(str)
    """This kind was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter: AnnotationFilter | None = None
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("What is said of the rows"))
        self.kind.setToolTip(tr("Choose what the hits are filtered by"))
        self.how = QComboBox()
        self.how.setAccessibleName(tr("How the value is compared"))
        self.how.setToolTip(tr("Whether the value is all of it, or a part"))
        self.how.addItem(tr("contains"), False)
        self.how.addItem(tr("is"), True)
        self.value = QComboBox()
        self.value.setEditable(True)
        self.value.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.value.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.value.setMinimumContentsLength(_VALUE)
        self.value.setAccessibleName(tr("Value"))
        self.value.setToolTip(tr("Type a value, or choose one of the most frequent"))
        self.since = _date(tr("from 2024-05-31"), tr("First day"), tr("The first day, month or year: 2024-05-31"))
        self.until = _date(tr("to 2024"), tr("Last day"), tr("The last day, month or year, itself included: 2024"))
        self.clear = QToolButton()
        self.clear.setText(tr("Clear"))
        self.clear.setToolTip(tr("List all hits again"))
        self.clear.setProperty("switch", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 4)
        row.setSpacing(8)
        for widget in (self.kind, self.how, self.value, self.since, self.until, self.clear):
            row.addWidget(widget)
        row.addStretch()
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.kind.currentIndexChanged.connect(self._choose_kind)
        self.how.currentIndexChanged.connect(self._read)
        self.value.activated.connect(self._read)
        self.clear.clicked.connect(self.empty)
        for field in (self._typed, self.since, self.until):
            field.editingFinished.connect(self._read)

    @property
    def filter(self) -> AnnotationFilter | None:
        """None: all hits are wanted."""
        return self._filter

    def set_kinds(self, kinds: Sequence[str]) -> None:
        """What there is to filter by. A filter by what is still there stays."""
        chosen = self.kind.currentData()
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for kind in kinds:
                self.kind.addItem(_name(kind), kind)
            self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        if self.kind.currentData() != chosen:
            self._choose_kind()
        else:
            self.values_wanted.emit(chosen or "")

    def set_values(self, values: Sequence[str]) -> None:
        """What the kind that is chosen says most often. Days can be asked for where these are dates."""
        typed = self.value.currentText()
        with QSignalBlocker(self.value):
            self.value.clear()
            self.value.addItems(list(values))
            self.value.setCurrentIndex(-1)
            self.value.setEditText(typed)
        dated = AnnotationFilter("", since="0001")
        dates = sum(dated.admits(value) for value in values) * 2 > len(values)
        self.since.setVisible(dates)
        self.until.setVisible(dates)

    def empty(self) -> None:
        """Lists all hits."""
        self.value.setEditText("")
        self.since.clear()
        self.until.clear()
        self._read()

    @property
    def _typed(self) -> QLineEdit:
        field = self.value.lineEdit()
        assert field is not None
        return field

    def _choose_kind(self) -> None:
        self.value.clear()
        self.empty()
        self.values_wanted.emit(self.kind.currentData() or "")

    def _read(self) -> None:
        value, since, until = self.value.currentText().strip(), self.since.text().strip(), self.until.text().strip()
        try:
            wanted = AnnotationFilter(
                self.kind.currentData() or "",
                since=since,
                until=until,
                **{"equals" if self.how.currentData() else "contains": value},
            )
        except QueryError:
            self.refused.emit()
            return
        said = wanted if value or since or until else None
        if said != self._filter:
            self._filter = said
            self.changed.emit()


def _name(kind: str) -> Safe:
    return tr(_NAMES[kind]) if kind in _NAMES else isolate(kind.removeprefix("prop:"))


def _date(placeholder: Safe, name: Safe, tip: Safe) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(name)
    field.setToolTip(tip)
    field.setFixedWidth(_DATE)
    field.hide()
    return field
