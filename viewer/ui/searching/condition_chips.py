"""The conditions of a search as chips: what each says, a cross to be rid of it, a menu to make another of it.

By keyboard they are one tab stop; arrows go from chip to chip, Enter opens the menu, Delete takes the chip away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from viewer.ui.i18n import Safe, tooltip, translator
from viewer.ui.reading.chips import pop_up
from viewer.ui.reading.roving import Roving
from viewer.ui.widgets import icons
from viewer.ui.widgets.flowing import FlowLayout

tr = translator("SearchChips")

_LONGEST: Final = 280
"""Pixels of a chip's words."""
_AROUND: Final = 9
"""Pixels above and below them."""


@dataclass(frozen=True)
class Condition:
    """One chip."""

    words: Safe
    remove: Callable[[], object]
    choices: Callable[[QMenu], object]
    """Puts into an empty menu what else could be done with it."""


class ConditionChips(QWidget):
    """As many chips as there are conditions, in as many lines as they need; absent without any."""

    def __init__(self, leave: Callable[[], object], parent: QWidget | None = None) -> None:
        """`leave` takes the keyboard when the last chip goes."""
        super().__init__(parent)
        self.setAccessibleName(tr("Conditions of the search"))
        self._leave = leave
        self._chips: list[_Chip] = []
        self._flow = FlowLayout(self)
        self._roving = Roving(self, self)
        self.hide()

    @property
    def bodies(self) -> list[QToolButton]:
        """The parts of the chips that the keyboard reaches."""
        return [chip.body for chip in self._chips]

    def texts(self) -> list[str]:
        """What the chips say."""
        return [chip.words for chip in self._chips]

    def set_conditions(self, conditions: Sequence[Condition]) -> None:
        """Shows these. A chip that has the keyboard keeps its place."""
        held = next((place for place, chip in enumerate(self._chips) if chip.body.hasFocus()), None)
        while len(self._chips) < len(conditions):
            chip = _Chip(self)
            chip.body.installEventFilter(self)
            self._chips.append(chip)
            self._flow.addWidget(chip)
            chip.show()
        for chip, condition in zip(self._chips, conditions, strict=False):
            chip.say(condition)
        surplus, self._chips = self._chips[len(conditions) :], self._chips[: len(conditions)]
        self.setVisible(bool(self._chips))
        self._roving.set_buttons(self.bodies)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it has lent its place in the order, and is no stop itself
        if held is not None and held >= len(self._chips):
            if self._chips:
                self._roving.focus(self.bodies[-1])
            else:
                self._leave()
        for chip in surplus:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.updateGeometry()

    def take_keyboard(self) -> bool:
        """Puts the keyboard on the first chip; whether there is one."""
        if not self._chips:
            return False
        self._roving.focus(self.bodies[0])
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            chip = next((chip for chip in self._chips if chip.body is watched), None)
            if chip is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                chip.condition.remove()
                return True
            if chip is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu):
                chip.open()
                return True
            if chip is not None and event.key() == Qt.Key.Key_Up:
                self._leave()
                return True
        return super().eventFilter(watched, event)


class _Chip(QFrame):
    """Words and a cross."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("condition")
        self.words = Safe("")
        self.body = QToolButton(self)
        self.body.setProperty("chip", "condition")
        self.body.clicked.connect(self.open)
        self.cross = QToolButton(self)
        self.cross.setProperty("chip", "cross")
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setIcon(icons.icon("close", self.palette()))
        self.cross.clicked.connect(lambda: self.condition.remove())
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.body)
        layout.addWidget(self.cross)
        # Whatever the script of its words; letters of some fonts would make it higher than its neighbours.
        for part in (self.body, self.cross):
            part.setFixedHeight(self.fontMetrics().height() + _AROUND)

    def say(self, condition: Condition) -> None:
        self.condition = condition
        if condition.words == self.words:
            return
        self.words = condition.words
        shown = self.fontMetrics().elidedText(condition.words, Qt.TextElideMode.ElideRight, _LONGEST)
        # What begins with a foreign name still runs as the window does.
        mark = "\u200f" if self.isRightToLeft() else "\u200e"
        self.body.setText(mark + shown.replace("&", "&&"))
        self.body.setAccessibleName(condition.words)
        self.body.setToolTip(tooltip(condition.words, tr("Click to change it")))
        words = tr("Take away: {condition}", condition=condition.words)
        self.cross.setAccessibleName(words)
        self.cross.setToolTip(tooltip(words))
        self.updateGeometry()

    def open(self) -> None:
        """Shows what can be done with it."""
        self.menu.clear()
        self.condition.choices(self.menu)
        if self.menu.actions():
            self.menu.addSeparator()
        self.menu.addAction(tr("&Remove")).triggered.connect(self.condition.remove)
        pop_up(self.menu, self)
        self.menu.setActiveAction(self.menu.actions()[0])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.open()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.cross.setIcon(icons.icon("close", self.palette()))
        super().changeEvent(event)
