"""The page of hits: how they are listed above, the list on one side, the row of the chosen one on the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from viewer.model import VersionId
from viewer.search.hit_order import Order
from viewer.ui.i18n import Safe, noop, translator
from viewer.ui.searching.hits.beside import Beside
from viewer.ui.searching.hits.hit_bench import Shape
from viewer.ui.searching.hits.hit_view import HitView
from viewer.ui.searching.hits.said_bar import SaidBar
from viewer.ui.widgets.elided_label import ElidedLabel

tr = translator("HitList")

_ORDERS: Final = {
    Order.READING: noop("In reading order"),
    Order.BEFORE: noop("By the words before"),
    Order.AFTER: noop("By the words after"),
    Order.MATCH: noop("By the match"),
    Order.VERSION: noop("By version"),
    Order.DOCUMENT: noop("By document"),
    Order.LENGTH: noop("By length"),
}
_NAME: Final = 14
"""Letters of a version's name that can be seen."""


class HitsPage(QWidget):
    """Shows a list and says which one is wanted."""

    shape_changed = Signal()
    export_requested = Signal()
    parted = Signal(float)
    """The list was given this share of the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.orders = QComboBox()
        self.orders.setAccessibleName(tr("Order of the hits"))
        self.orders.setToolTip(tr("Sort the hits"))
        for order, words in _ORDERS.items():
            self.orders.addItem(tr(words), order)
        self.downwards = _switch(tr("Backwards"), tr("Sort the other way round"))
        self.once = _switch(tr("Same lines once"), tr("Show lines that look the same in all versions once"))
        self.where = QComboBox()
        self.where.setAccessibleName(tr("Version of the hits"))
        self.where.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.where.setMinimumContentsLength(_NAME)
        self.where.setToolTip(tr("List the hits of all versions, or of one"))
        self.export = QToolButton()
        self.export.setText(tr("Export…"))
        self.export.setToolTip(tr("Write the list as a table, a page or a translation memory"))
        self.export.setProperty("switch", True)
        self.export.setEnabled(False)
        self.export.clicked.connect(self.export_requested)
        self.filtering = _switch(tr("Filter"), tr("List hits by what is said of their rows: an author, a date"))
        self.filtering.hide()
        self.said = SaidBar()
        self.said.hide()
        self.state = ElidedLabel("quiet")
        self.list = HitView()
        self.beside = Beside()
        self.setFocusProxy(self.list)
        self._lay_out()
        self.set_versions(())
        self.orders.currentIndexChanged.connect(self.shape_changed)
        self.where.currentIndexChanged.connect(self.shape_changed)
        self.downwards.toggled.connect(self.shape_changed)
        self.once.toggled.connect(self.shape_changed)
        self.splitter.splitterMoved.connect(self._tell_share)
        self.filtering.toggled.connect(self._unfold)
        self.said.changed.connect(self.shape_changed)
        self.said.refused.connect(lambda: self.say(tr("A date is written as 2024-05-31, 2024-05 or 2024.")))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(10, 4, 10, 4)
        head.setSpacing(8)
        for widget in (self.where, self.orders, self.downwards, self.once, self.filtering):
            head.addWidget(widget)
        head.addWidget(self.state, 1)
        head.addWidget(self.export)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.beside)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self.splitter, 1)

    @property
    def shape(self) -> Shape:
        """How the hits are to be listed."""
        return Shape(
            order=Order(self.orders.currentData()),
            descending=self.downwards.isChecked(),
            once=self.once.isChecked(),
            version=self.where.currentData(),
            said=self.said.filter,
        )

    def set_versions(self, versions: Sequence[tuple[VersionId, str]]) -> None:
        """The versions whose hits can be listed alone, with their names."""
        chosen = self.where.currentData()
        with QSignalBlocker(self.where):
            self.where.clear()
            self.where.addItem(tr("All versions"), None)
            for version, name in versions:
                self.where.addItem(name, version)
            self.where.setCurrentIndex(max(0, self.where.findData(chosen)))

    def only(self, version: VersionId | None) -> None:
        """Lists the hits of one version, or of all."""
        self.where.setCurrentIndex(max(0, self.where.findData(version)))

    def set_kinds(self, kinds: Sequence[str]) -> None:
        """What is said of rows, so that hits can be filtered by it; the filter is out of sight without any."""
        self.said.set_kinds(kinds)
        self.filtering.setVisible(bool(kinds))
        if not kinds:
            self.filtering.setChecked(False)

    def part(self, share: float) -> None:
        """Gives the list this share of the width, 0 to 1, and the row beside it the rest."""
        whole = max(1000, self.splitter.width())
        self.splitter.setSizes([round(share * whole), whole - round(share * whole)])

    def _tell_share(self) -> None:
        left, right = self.splitter.sizes()
        self.parted.emit(left / max(1, left + right))

    def read_in_order(self) -> None:
        """Wants reading order, and tells nobody."""
        with QSignalBlocker(self.orders):
            self.orders.setCurrentIndex(self.orders.findData(Order.READING))

    def _unfold(self, unfolded: bool) -> None:
        """A filter that cannot be seen is none."""
        self.said.setVisible(unfolded)
        if unfolded:
            self.said.value.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.said.empty()

    def say(self, words: str) -> None:
        """Says something beside the choices: a count, or why there is no list."""
        self.state.setText(Safe(words))


def _switch(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setCheckable(True)
    button.setProperty("switch", True)
    return button
