"""Buttons in the margin, for the row under the pointer: confirm it, merge it with the next, split it at a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from viewer.model import SegmentId
from viewer.ui.commands import Actions
from viewer.ui.i18n import Safe
from viewer.ui.reading.geometry import Geometry, Seen
from viewer.ui.reading.stage import Stage
from viewer.ui.repairing.cursor import RepairCursor
from viewer.ui.widgets import icons

_SIZE = 16
"""Pixels of an icon: two of them have room beside the texts."""


class RowButtons(QObject):
    """Shows the buttons while `active` says so. A click takes the cursor along, so that the command is about it."""

    def __init__(self, stage: Stage, cursor: RepairCursor, actions: Actions, *, active: Callable[[], bool]) -> None:
        super().__init__(cursor)
        self._stage = stage
        self._cursor = cursor
        self._actions = actions
        self._active = active
        self._unit: int | None = None
        self._segment: SegmentId | None = None
        viewport = stage.page.viewport()
        self.row = _Buttons(viewport, actions, ("confirm", "merge_next"), self._act_on_row)
        """At the lower end of the row."""
        self.paragraph = _Buttons(viewport, actions, ("split_row",), self._act_on_paragraph)
        """At the upper end of the paragraph, where others stand above it in the row."""
        stage.page.hovered.connect(self._hovered)
        stage.page.scrolled.connect(self.hide)

    def hide(self) -> None:
        """Until the pointer is moved."""
        self.row.hide()
        self.paragraph.hide()

    def _act_on_row(self, name: str) -> None:
        if self._unit is not None and self._active():
            self.hide()
            self._cursor.go_to_row(self._unit, show=False)
            self._actions[name].trigger()

    def _act_on_paragraph(self, name: str) -> None:
        if self._segment is not None and self._active():
            self.hide()
            self._cursor.go_to(self._segment)
            self._actions[name].trigger()

    def _hovered(self, point: QPoint) -> None:
        if any(buttons.isVisible() and buttons.underMouse() for buttons in (self.row, self.paragraph)):
            return
        geometry = self._stage.geometry() if self._active() else None
        found = self._stage.page.row_at(point) if geometry is not None and point.x() >= 0 else None
        if geometry is None or found is None or found[1] or self._stage.steering.is_folded(found[0]):
            self.hide()
            return
        self._unit = found[0]
        seen = [one for one in geometry.cells() if one.placed.unit == found[0]]
        self.row.show_at(self._left(geometry, self.row), self._bottom(seen) - self.row.sizeHint().height())
        self._show_for_paragraph(geometry, point)

    def _show_for_paragraph(self, geometry: Geometry, point: QPoint) -> None:
        found = geometry.letter_at(point)
        cell = next((one for one in geometry.cells(found[1]) if one.placed.unit == found[0]), None) if found else None
        text = cell.cell.text if cell is not None else None
        if cell is None or text is None or geometry.cell_at(point) is None:
            self.paragraph.hide()
            return
        inside = point.y() - cell.text_top
        laid = next((one for one in text.segments if one.top <= inside < one.bottom), None)
        if laid is None or not laid.place:
            self.paragraph.hide()
            return
        self._segment = laid.segment.id
        top = cell.text_top + round(laid.top) - self.paragraph.sizeHint().height() // 2
        self.paragraph.show_at(self._left(geometry, self.paragraph), top)

    def _bottom(self, seen: Sequence[Seen]) -> int:
        height = self._stage.page.viewport().height()
        return min([height, max((one.bottom for one in seen), default=height)])

    def _left(self, geometry: Geometry, buttons: QWidget) -> int:
        """The margin is at the left, unless the panes begin at the right."""
        lefts = [pane.left for pane in geometry.spread.arrangement.panes]
        return 0 if min(lefts, default=1) > 0 else self._stage.page.viewport().width() - buttons.sizeHint().width()


class _Buttons(QFrame):
    """Some commands as small buttons over the page."""

    def __init__(self, page: QWidget, actions: Actions, names: Sequence[str], act: Callable[[str], None]) -> None:
        super().__init__(page)
        self.setObjectName("rowbuttons")
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self.buttons = {name: QToolButton(self) for name in names}
        for name, button in self.buttons.items():
            button.setIconSize(QSize(_SIZE, _SIZE))
            button.setToolTip(Safe(actions[name].toolTip()))
            button.setAccessibleName(Safe(actions[name].text().replace("&", "")))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(act, name))
            row.addWidget(button)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._draw()
        self.hide()

    def show_at(self, left: int, top: int) -> None:
        self.adjustSize()
        self.move(left, max(0, top))
        self.show()
        self.raise_()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        for name, button in self.buttons.items():
            button.setIcon(icons.icon(name, self.palette()))
