"""Buttons for the row under the pointer: confirm it, split it, merge it with the next. They wait at its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from viewer.ui.commands import Actions
from viewer.ui.i18n import Safe
from viewer.ui.reading.stage import Stage
from viewer.ui.repairing.cursor import RepairCursor
from viewer.ui.widgets import icons

_COMMANDS: Final = ("confirm", "split_row", "merge_next")


class RowButtons(QFrame):
    """Appears while `active` says so. A click takes the cursor to the row first, so that the command is about it."""

    def __init__(self, stage: Stage, cursor: RepairCursor, actions: Actions, *, active: Callable[[], bool]) -> None:
        super().__init__(stage.page.viewport())
        self.setObjectName("rowbuttons")
        self._stage = stage
        self._cursor = cursor
        self._active = active
        self._unit: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        self._buttons = {name: self._button(actions, name) for name in _COMMANDS}
        for button in self._buttons.values():
            row.addWidget(button)
        self._draw()
        self.hide()
        stage.page.hovered.connect(self._hovered)
        stage.page.scrolled.connect(self.hide)
        stage.page.verticalScrollBar().actionTriggered.connect(self.hide)

    def _button(self, actions: Actions, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(Safe(actions[name].toolTip()))
        button.setAccessibleName(Safe(actions[name].text().replace("&", "")))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        def act() -> None:
            if self._unit is not None and self._active():
                unit = self._unit
                self.hide()
                self._cursor.go_to_row(unit, show=False)
                actions[name].trigger()

        button.clicked.connect(act)
        return button

    def _hovered(self, point: QPoint) -> None:
        """At the lower end of the row that the pointer is in, at the margin's side; gone where there is none."""
        if self.isVisible() and self.geometry().contains(point):
            return
        geometry = self._stage.geometry() if self._active() else None
        found = self._stage.page.row_at(point) if geometry is not None and point.x() >= 0 else None
        if geometry is None or found is None or found[1] or self._stage.steering.is_folded(found[0]):
            self._leave(point)
            return
        self._unit = found[0]
        seen = [one for one in geometry.cells() if one.placed.unit == found[0]]
        if not seen:
            self.hide()
            return
        self.adjustSize()
        height = self._stage.page.viewport().height()
        top = min(max(one.bottom for one in seen), height) - self.height() - 2
        left = min(one.cell.pane.left for one in seen)
        self.move(max(0, left - self.width() // 2 - 4), max(0, top))
        self.show()
        self.raise_()

    def _leave(self, point: QPoint) -> None:
        # The pointer may have gone from the page onto the buttons, which are on it.
        if not self.underMouse():
            self.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(icons.icon(name, self.palette()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.hide()
        return super().event(event)
