"""The bar of repair: a thin line under the toolbar with the keys that are needed most, and what was done last."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from viewer.ui.commands import Actions, keys_of
from viewer.ui.i18n import Safe, noop, translator
from viewer.ui.widgets import icons
from viewer.ui.widgets.elided_label import ElidedLabel

tr = translator("Repair")

_SHOWN: Final = {
    "confirm": noop("{key} confirms"),
    "move_down": noop("{key} moves"),
    "shift_down": noop("{key} shifts all below"),
    "merge_next": noop("{key} merges rows"),
    "split_row": noop("{key} splits the row"),
    "correct": noop("{key} corrects"),
    "mark": noop("{key} marks"),
    "pin": noop("{key} pins"),
    "realign_here": noop("{key} aligns anew"),
}
"""The keys that are told; the menu tells all."""
_CORRECTING: Final = noop(
    "Enter saves  ·  Esc cancels  ·  Ctrl+Shift+Enter divides the paragraph here  ·  "
    "The file that it came from stays as it is"
)


class RepairBar(QFrame):
    """Shown only while repair is on."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("repair")
        self._name = QLabel(tr("Repair"))
        self._name.setObjectName("mode")
        self._keys = ElidedLabel("quiet")
        self.tell_keys(correcting=False)
        self._done = QLabel()
        self._done.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = _button(actions, "undo", tr("Undo"))
        room = self._undo.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # else the texts below would move whenever it comes or goes
        self._undo.setSizePolicy(room)
        self._end = _button(actions, "repair", Safe(""))
        self._end.setAccessibleName(tr("End repair"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 10, 3)
        row.setSpacing(12)
        row.addWidget(self._name)
        row.addWidget(self._keys, 1)
        row.addWidget(self._done)
        row.addWidget(self._undo)
        row.addWidget(self._end)
        self._draw()
        self.say(Safe(""))
        self.hide()

    @property
    def said(self) -> str:
        """What was done last, or why nothing was."""
        return self._done.text()

    def say(self, text: Safe, *, undoable: bool = False) -> None:
        """Says what was done, or what hinders; `undoable`: with a button that takes it back."""
        self._done.setText(text)
        self._done.setVisible(bool(text))
        self._undo.setVisible(undoable)

    def tell_keys(self, *, correcting: bool) -> None:
        """Tells the keys of repair, or those of the field in which a paragraph is corrected."""
        self._keys.setText(tr(_CORRECTING) if correcting else _keys())
        self._keys.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self._end.setIcon(icons.icon("close", self.palette()))


def _keys() -> Safe:
    return Safe("  ·  ".join(tr(text, key=keys_of(name)) for name, text in _SHOWN.items()))


def _button(actions: Actions, name: str, text: Safe) -> QToolButton:
    """A button that does what a command does; not the action itself, whose name would be too long here."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(Safe(actions[name].toolTip()))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(actions[name].trigger)
    return button
