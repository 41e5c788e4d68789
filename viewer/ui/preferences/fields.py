"""What a setting is changed with: a box to check, a choice, a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, QObject, QSignalBlocker
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QPushButton, QSpinBox, QWidget

from viewer.ui.i18n import Safe, translator
from viewer.ui.settings_table import Setting

tr = translator("Preferences")

_STEPS: Final = {"percent": 10, "em": 5}


class Field(Protocol):
    """A widget that holds a value."""

    @property
    def widget(self) -> QWidget:
        """What is put on the page."""

    def show(self, value: Any) -> None:
        """Shows a value without telling of it."""


def field_for(setting: Setting, choose: Callable[[Any], object], open_page: Callable[[str], object]) -> Field:
    """A field that tells `choose` what somebody makes of the setting; `open_page` runs the command of its own page."""
    if setting.command:
        return _OfPage(setting, open_page)
    if isinstance(setting.default, bool):
        return _Switch(setting, choose)
    if setting.choices:
        return _Choice(setting, choose)
    return _Number(setting, choose)


class _Switch:
    def __init__(self, setting: Setting, choose: Callable[[Any], object]) -> None:
        self.widget = QCheckBox(tr(setting.label))
        self.widget.clicked.connect(choose)

    def show(self, value: bool) -> None:
        self.widget.setChecked(value)


class _Choice:
    def __init__(self, setting: Setting, choose: Callable[[Any], object]) -> None:
        self.widget = QComboBox()
        self.widget.setAccessibleName(tr(setting.label))
        for value, name in setting.choices.items():
            self.widget.addItem(tr(name), value)
        self.widget.activated.connect(lambda place: choose(self.widget.itemData(place)))
        leave_the_wheel(self.widget)

    def show(self, value: str) -> None:
        self.widget.setCurrentIndex(self.widget.findData(value))


class _OfPage:
    """A button that opens the page on which the setting is changed."""

    def __init__(self, setting: Setting, open_page: Callable[[str], object]) -> None:
        self.widget = QPushButton(tr("Change…"))
        self.widget.setAccessibleName(tr("Change: {name}", name=Safe(tr(setting.label))))
        self.widget.clicked.connect(lambda: open_page(setting.command))

    def show(self, value: Any) -> None:
        """The page shows it."""


class _Number:
    """Whole numbers, of em or of percent."""

    def __init__(self, setting: Setting, choose: Callable[[Any], object]) -> None:
        assert setting.limits is not None
        self._scale = 100 if setting.percent else 1
        self.widget = QSpinBox()
        self.widget.setAccessibleName(tr(setting.label))
        self.widget.setRange(*(round(limit * self._scale) for limit in setting.limits))
        self.widget.setSingleStep(_STEPS["percent" if setting.percent else "em"])
        self.widget.setSuffix(" %" if setting.percent else f" {tr('em')}")
        self.widget.setKeyboardTracking(False)
        if not setting.percent and setting.limits[0] == 0:
            self.widget.setSpecialValueText(tr("as the pane"))
        self.widget.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.UpDownArrows)
        self.widget.valueChanged.connect(lambda number: choose(number / 100 if setting.percent else number))
        leave_the_wheel(self.widget)

    def show(self, value: float) -> None:
        with QSignalBlocker(self.widget):
            self.widget.setValue(round(value * self._scale))


class _WheelKeeper(QObject):
    """Turns of the wheel scroll the page; they change a field only while the keyboard is in it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def leave_the_wheel(widget: QWidget) -> None:
    """Has the wheel scroll the page over a field that does not have the keyboard."""
    widget.installEventFilter(_WheelKeeper(widget))
