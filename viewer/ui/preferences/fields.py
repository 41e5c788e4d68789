"""What a setting is changed with: a box to check, a choice, a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QSpinBox, QWidget

from viewer.ui.i18n import Safe, translator
from viewer.ui.settings_table import Setting
from viewer.ui.widgets.wheel import leave_the_wheel

tr = translator("Preferences")

_PERCENT, _EM = 10, 5
"""Steps of a number."""


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
        if setting.percent:
            self.widget = percent_box(tr(setting.label), setting.limits)
        else:
            least, most = map(round, setting.limits)
            self.widget = _number_box(tr(setting.label), (least, most), _EM, f" {tr('em')}")
            if least == 0:
                self.widget.setSpecialValueText(tr("as the pane"))
        self.widget.valueChanged.connect(lambda number: choose(number / 100 if setting.percent else number))

    def show(self, value: float) -> None:
        with QSignalBlocker(self.widget):
            self.widget.setValue(round(value * self._scale))


def percent_box(name: Safe, limits: tuple[float, float]) -> QSpinBox:
    """A field for a factor between these, in percent."""
    least, most = (round(100 * limit) for limit in limits)
    return _number_box(name, (least, most), _PERCENT, " %")


def _number_box(name: Safe, limits: tuple[int, int], step: int, suffix: str) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(*limits)
    box.setSingleStep(step)
    box.setSuffix(suffix)
    box.setKeyboardTracking(False)
    leave_the_wheel(box)
    return box
