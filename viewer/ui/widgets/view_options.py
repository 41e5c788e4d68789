"""The view options: one popover with all that changes how the texts look, made from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.commands import COMMANDS, Actions, Command, Option, plain_text
from viewer.ui.commands import tr as command_words
from viewer.ui.i18n import Safe, translator

tr = translator("ViewOptions")

_NEXT: Final = (Qt.Key.Key_Down, Qt.Key.Key_Right)
_PREVIOUS: Final = (Qt.Key.Key_Up, Qt.Key.Key_Left)


class ViewOptions(QFrame):
    """Closes on Escape and on a click beside it; until then every change is seen at once.

    Commands of which one is checked stand in a row, and so do those that are not checkable and neighbours in one menu;
    every other is a box to be checked.
    """

    def __init__(self, actions: Actions, values: Callable[[], Mapping[str, Safe]], parent: QWidget) -> None:
        """`values` gives for some commands what their button says instead of their name, such as a size."""
        super().__init__(parent, Qt.WindowType.Popup)
        # The click that closes it, on the button that opens it, must not open it again.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self.setObjectName("popover")
        self.setAccessibleName(tr("View options"))
        self._actions = actions
        self._values = values
        self.widgets: dict[str, QToolButton | QCheckBox] = {}
        """By the id of their command."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 16)
        layout.setSpacing(7)
        for option, commands in _sections():
            heading = QLabel(command_words(option))
            heading.setObjectName("quiet")
            heading.setTextFormat(Qt.TextFormat.PlainText)
            layout.addSpacing(4)
            layout.addWidget(heading)
            for row in _rows(commands):
                layout.addLayout(self._boxes(row) if _is_box(row[0]) else self._row(row))
        # The keys work here as well: the popover is a window of its own.
        self.addActions([actions[command.id] for command in COMMANDS if command.option is not None])

    def show_below(self, button: QWidget) -> None:
        """Opens under a button, or where there is room."""
        self.adjustSize()
        place = button.mapToGlobal(QPoint(0, button.height() + 2))
        room = self.screen().availableGeometry()
        x = max(room.left(), min(place.x(), room.right() - self.width()))
        y = max(room.top(), min(place.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()
        checked = next((one for one in self.widgets.values() if one.isChecked() and one.isEnabled()), None)
        first = checked or next(iter(self.widgets.values()))
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self) -> None:
        """Says the values of the moment."""
        for name, text in self._values().items():
            if name in self.widgets:
                self.widgets[name].setText(text)

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _NEXT:
            self.focusNextChild()
        elif event.key() in _PREVIOUS:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _row(self, commands: list[Command]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for command in commands:
            action = self._actions[command.id]
            button = QToolButton()
            button.setProperty("switch", True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            # Not as its default action: the button may say a value instead of the name.
            button.setText("" if command.icon else plain_text(command))
            button.setAccessibleName(plain_text(command))
            button.setCheckable(command.checkable)
            button.clicked.connect(lambda _checked=False, action=action: self._trigger(action))
            self._follow(button, action, command)
            if not command.icon:
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        return row

    def _boxes(self, commands: list[Command]) -> QGridLayout:
        """Boxes, two beside each other: a low screen has room for all."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        for place, command in enumerate(commands):
            grid.addWidget(self._box(command), place // 2, place % 2)
        return grid

    def _box(self, command: Command) -> QCheckBox:
        action = self._actions[command.id]
        box = QCheckBox(plain_text(command))
        box.clicked.connect(lambda _checked=False: self._trigger(action))
        self._follow(box, action, command)
        return box

    def _follow(self, widget: QToolButton | QCheckBox, action: QAction, command: Command) -> None:
        """Has the widget look like its action, whoever changes it."""
        self.widgets[command.id] = widget

        def take() -> None:
            widget.setToolTip(action.toolTip())
            widget.setEnabled(action.isEnabled())
            widget.setChecked(action.isChecked())
            if isinstance(widget, QToolButton) and command.icon:
                widget.setIcon(action.icon())

        action.changed.connect(take)
        take()

    def _trigger(self, action: QAction) -> None:
        action.trigger()
        # A click on what is checked already unchecks the button, not the action.
        for name, widget in self.widgets.items():
            widget.setChecked(self._actions[name].isChecked())
        self.refresh()


def _sections() -> Iterator[tuple[Option, list[Command]]]:
    for option in Option:
        yield option, [command for command in COMMANDS if command.option is option]


def _rows(commands: list[Command]) -> Iterator[list[Command]]:
    """Neighbours that stand together: buttons in a row, or boxes."""
    for _, row in groupby(commands, key=_kind):
        yield list(row)


def _kind(command: Command) -> tuple[bool, str]:
    return (True, "") if _is_box(command) else (False, command.group or command.menu)


def _is_box(command: Command) -> bool:
    return command.checkable and not command.group
