"""How many hits each version has, as a row of buttons: a click lists them and goes to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from viewer.model import Version, VersionId
from viewer.ui.i18n import Safe, number, tooltip, translator
from viewer.ui.reading.chips import pop_up
from viewer.ui.reading.roving import Roving
from viewer.ui.searching.chooser import name_of
from viewer.ui.widgets.flowing import FlowLayout

tr = translator("SearchBar")

_MOST: Final = 6
"""Versions that have a button; the others are in a menu."""


class VersionCounts(QWidget):
    """Buttons, one tab stop; those that there is no room for are in the menu behind the last."""

    chosen = Signal(str)
    """A version whose hits are wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[VersionId, Safe] = {}
        self._named: dict[VersionId, str] = {}
        """What a button says without a count."""
        self._buttons: dict[VersionId, QToolButton] = {}
        self._shown: list[QToolButton] = []
        self._flow = FlowLayout(self, spacing=2)
        self._others = self._button()
        self._others.setText("…")
        self._others.setToolTip(tr("More versions"))
        self._others.setAccessibleName(tr("More versions"))
        self._menu = QMenu(self)
        self._others.clicked.connect(lambda: pop_up(self._menu, self._others))
        self._roving = Roving(self, self._others)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clear()

    def texts(self) -> list[str]:
        """What is said, version by version."""
        return list(self._texts.values())

    def button(self, version: VersionId) -> QToolButton:
        """The button of a version that has one."""
        return self._buttons[version]

    def clear(self) -> None:
        """Nothing is searched for."""
        self.show_counts({}, ())

    def show_counts(self, hits: Mapping[VersionId, int], versions: Sequence[Version]) -> None:
        """Shows the hits of each version that was searched."""
        searched = [version for version in versions if version.id in hits]
        self._texts = {
            version.id: Safe(f"{name_of(version, versions)} {number(hits[version.id])}") for version in searched
        }
        direct = {version.id for version in searched[: _MOST if len(searched) > _MOST + 1 else len(searched)]}
        for gone in self._buttons.keys() - direct:
            button = self._buttons.pop(gone)
            button.hide()
            button.deleteLater()
        for version in (one for one in searched if one.id in direct):
            button = self._buttons.get(version.id) or self._make(version.id)
            mark = "\u200f" if self.isRightToLeft() else "\u200e"  # the number stands behind the name, whatever that is
            self._named[version.id] = mark + name_of(version, versions).replace("&", "&&")
            button.setText(mark + self._texts[version.id].replace("&", "&&"))
            button.setEnabled(hits[version.id] > 0)
            button.setToolTip(
                tooltip(tr("List the hits in {version}, and go to the next", version=name_of(version, versions)))
            )
        self._menu.clear()
        for version in searched:
            if version.id not in direct:
                action = self._menu.addAction(self._texts[version.id].replace("&", "&&"))
                action.setEnabled(hits[version.id] > 0)
                action.triggered.connect(lambda _checked=False, one=version.id: self.chosen.emit(one))
        self._put([*(self._buttons[one.id] for one in searched if one.id in direct), self._others])
        self._others.setVisible(bool(self._menu.actions()))

    def wait(self) -> None:
        """The counts are out of date: takes the numbers away and leaves the names, so that nothing below moves."""
        self._texts = {}
        for version, button in self._buttons.items():
            button.setText(self._named[version])
            button.setEnabled(False)
        self._menu.clear()

    def _put(self, buttons: list[QToolButton]) -> None:
        if buttons == self._shown:
            return
        self._shown = buttons
        self._roving.set_buttons(buttons)
        while self._flow.takeAt(0) is not None:
            pass
        for button in buttons:
            self._flow.addWidget(button)
            if button is not self._others:
                button.show()  # at once, not only when the event loop comes to it

    def _make(self, version: VersionId) -> QToolButton:
        button = self._buttons[version] = self._button()
        button.clicked.connect(lambda: self.chosen.emit(version))
        return button

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("chip", "count")
        return button
