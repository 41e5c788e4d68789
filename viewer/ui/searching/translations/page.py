"""The page of likely translations: a list for each other version, and two things to do with what is chosen there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.model import VersionId
from viewer.search.clauses import Presence
from viewer.search.equivalents import Equivalent
from viewer.ui.i18n import Safe, translator
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.searching.translations.version_list import VersionList
from viewer.ui.theme import LIGHT, Theme
from viewer.ui.widgets.elided_label import ElidedLabel

tr = translator("Translations")

_NARROWEST: Final = 150
_WIDEST: Final = 340
"""Pixels of a list."""


class TranslationsPage(QWidget):
    """Shows what it is told to; asks for rows with or without what is chosen."""

    refined = Signal(object, str, str)
    """Presence, version, text: a condition that the search is to have besides."""
    source_chosen = Signal(str)
    """What is found in that version is to be translated."""

    def __init__(self, mark_action: QAction) -> None:
        super().__init__()
        self.theme: Theme = LIGHT
        self.lists: dict[VersionId, VersionList] = {}
        self.words = ElidedLabel("quiet")
        self.source = QComboBox()
        self.source.setAccessibleName(tr("Of which version the hits are translated"))
        self.source.setToolTip(self.source.accessibleName())
        self.with_button = _button(tr("Rows with it"), tr("Only rows that have the chosen word, too (Enter)"))
        self.without_button = _button(
            tr("Rows without it"), tr("Only rows that do not have the chosen word (Shift+Enter)")
        )
        self.mark_button = QToolButton()
        self.mark_button.setDefaultAction(mark_action)
        self.mark_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._columns = QWidget()
        self._columns.setAutoFillBackground(True)
        self._row = QHBoxLayout(self._columns)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._columns)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.source.currentIndexChanged.connect(lambda _: self.source_chosen.emit(self.source.currentData()))
        self.with_button.clicked.connect(lambda: self._refine(Presence.CONTAINS))
        self.without_button.clicked.connect(lambda: self._refine(Presence.LACKS))
        self._offer()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(10, 0, 10, 0)
        tools.addWidget(self.source)
        tools.addWidget(self.words, 1)
        for button in (self.with_button, self.without_button, self.mark_button):
            tools.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(tools)
        layout.addWidget(self._area, 1)

    def say(self, words: Safe) -> None:
        """A line above the lists."""
        self.words.setText(words)

    def set_sources(self, names: Sequence[tuple[VersionId, Safe]], chosen: VersionId | None) -> None:
        """The versions with hits; a choice of one is none."""
        with QSignalBlocker(self.source):
            self.source.clear()
            for version, name in names:
                self.source.addItem(name, version)
            self.source.setCurrentIndex(next((n for n, (one, _) in enumerate(names) if one == chosen), -1))
        self.source.setVisible(len(names) > 1)

    def show_found(
        self,
        found: Mapping[VersionId, Sequence[Equivalent]],
        name_of: Callable[[VersionId], Safe],
        style_of: Callable[[VersionId], TextStyle],
    ) -> None:
        """A list for each of these versions, in this order."""
        had_focus = any(one.hasFocus() for one in (self.mark_button, *self.lists.values()))
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.lists = {}
        for version, equivalents in found.items():
            shown = VersionList(name_of(version), style_of(version), equivalents, self.theme)
            self.lists[version] = shown
            shown.itemSelectionChanged.connect(lambda of=version: self._selected(of))
            shown.with_requested.connect(lambda: self._refine(Presence.CONTAINS))
            shown.without_requested.connect(lambda: self._refine(Presence.LACKS))
            self._row.addWidget(_column(name_of(version), shown, empty=not equivalents), 1)
        self._row.addStretch(0)
        first = next((one for one in self.lists.values() if one.count()), None)
        self.setFocusProxy(first or self.mark_button)
        if had_focus and first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            first.setCurrentRow(0)
        self._offer()

    @property
    def chosen(self) -> tuple[VersionId, Equivalent] | None:
        """What is selected, and in which version."""
        for version, shown in self.lists.items():
            if shown.chosen is not None:
                return version, shown.chosen
        return None

    def _selected(self, version: VersionId) -> None:
        """One thing is chosen in all lists together."""
        if self.lists[version].chosen is not None:
            for other, shown in self.lists.items():
                if other != version:
                    shown.clearSelection()
        self._offer()

    def _offer(self) -> None:
        for button in (self.with_button, self.without_button):
            button.setEnabled(self.chosen is not None)

    def _refine(self, presence: Presence) -> None:
        if self.chosen is not None:
            version, one = self.chosen
            self.refined.emit(presence, version, one.text)


def _button(text: Safe, tip: Safe) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _column(name: Safe, shown: VersionList, *, empty: bool) -> QWidget:
    column = QWidget()
    column.setMinimumWidth(_NARROWEST)
    column.setMaximumWidth(_WIDEST)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    title = QLabel(name)
    title.setTextFormat(Qt.TextFormat.PlainText)
    title.setContentsMargins(10, 0, 10, 0)
    title.setFixedHeight(title.fontMetrics().height() * 3 // 2)  # whatever the script, so that the lists begin together
    title.setAlignment(Qt.AlignmentFlag.AlignLeading if not shown.isRightToLeft() else Qt.AlignmentFlag.AlignRight)
    layout.addWidget(title)
    if empty:
        nothing = QLabel(tr("nothing can be said"))
        nothing.setProperty("quiet", True)
        nothing.setEnabled(False)
        nothing.setContentsMargins(10, 2, 10, 2)
        layout.addWidget(nothing)
        layout.addStretch(1)
        shown.setParent(column)
        shown.hide()
    else:
        layout.addWidget(shown, 1)
    return column
