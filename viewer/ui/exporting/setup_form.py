"""How pages shall look: layout, paper, orientation. A part of the pages for export and print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from viewer.formats.page_setup import Layout, PageSetup, Paper
from viewer.ui.i18n import noop, translator

tr = translator("SetupForm")

_LAYOUTS: Final = (
    (None, noop("As it fits")),
    (Layout.COLUMNS, noop("Side by side")),
    (Layout.LINES, noop("Under one another")),
)
_TURNS: Final = ((None, noop("As it fits")), (False, noop("Upright")), (True, noop("Turned")))
_PAPERS: Final = {Paper.LETTER: noop("Letter"), Paper.LEGAL: noop("Legal")}


class SetupForm(QWidget):
    """Asks for a PageSetup."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layouts = _combo(tr("Versions stand"), [tr(text) for _, text in _LAYOUTS])
        self.papers = _combo(tr("Paper"), [tr(_PAPERS[paper]) if paper in _PAPERS else paper.value for paper in Paper])
        self.turns = _combo(tr("Pages stand"), [tr(text) for _, text in _TURNS])
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(8)
        for combo in (self.layouts, self.papers, self.turns):
            self._form.addRow(combo.accessibleName(), combo)
        self.set_setup(PageSetup())
        for combo in (self.layouts, self.papers, self.turns):
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())

    def setup(self) -> PageSetup:
        """What is chosen."""
        # By their places: Qt would give a string back for an enumeration of strings.
        return PageSetup(
            _LAYOUTS[self.layouts.currentIndex()][0],
            list(Paper)[self.papers.currentIndex()],
            _TURNS[self.turns.currentIndex()][0],
        )

    def set_setup(self, setup: PageSetup) -> None:
        """Shows a setup."""
        self.layouts.setCurrentIndex([value for value, _ in _LAYOUTS].index(setup.layout))
        self.papers.setCurrentIndex(list(Paper).index(setup.paper))
        self.turns.setCurrentIndex([value for value, _ in _TURNS].index(setup.landscape))

    def show_parts(self, *, layout: bool, pages: bool) -> None:
        """Shows what makes sense for a format."""
        self._form.setRowVisible(self.layouts, layout)
        self._form.setRowVisible(self.papers, pages)
        self._form.setRowVisible(self.turns, pages)
        self.setVisible(layout or pages)


def _combo(name: str, entries: Sequence[str]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    for text in entries:
        combo.addItem(text)
    return combo
