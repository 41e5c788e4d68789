"""The rows of the page: what all have in common, a setting that is chosen, and one that is only remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QToolButton, QWidget

from viewer.text.folding import has_words
from viewer.ui.i18n import Safe, counter, translator
from viewer.ui.preferences.fields import field_for
from viewer.ui.settings import Settings
from viewer.ui.settings_table import Setting
from viewer.ui.widgets import icons

tr = translator("Preferences")
count = counter("Preferences")

_INDENT: Final = 26
"""Pixels from a box to its words, so that the help line stands below them."""


class Row(QWidget):
    """A setting, what it means, and the way back. Whoever makes a kind of rows lays it out and renews it."""

    set_back = Signal()
    """The setting was set back."""

    def __init__(self, setting: Setting, settings: Settings) -> None:
        super().__init__()
        self.setting = setting
        self._settings = settings
        self.help = QLabel(tr(setting.help))
        self.help.setObjectName("quiet")
        self.help.setTextFormat(Qt.TextFormat.PlainText)
        self.help.setWordWrap(True)

    @property
    def is_default(self) -> bool:
        """Whether the setting stands where it starts."""
        return bool(self._settings[self.setting.key] == self.setting.default)

    def has(self, wanted: str) -> bool:
        """Whether every word of `wanted` is in what the row says."""
        return has_words(" ".join(self.said()), wanted)

    def said(self) -> Iterator[str]:
        """What the row is found by."""
        setting = self.setting
        yield from map(tr, (setting.label, setting.help, setting.part, *setting.choices.values()))

    def set_default(self) -> None:
        """Sets it back."""
        self._settings.choose(self.setting.key, self.setting.default)
        self.set_back.emit()

    def renew(self) -> None:
        """The setting may have another value."""
        raise NotImplementedError


def grid(row: QWidget, *, spacing: int = 2) -> QGridLayout:
    """The layout of a row; pixels between its lines."""
    layout = QGridLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setVerticalSpacing(spacing)
    layout.setHorizontalSpacing(12)
    return layout


class WayBack(QToolButton):
    """The button that sets a setting back; it keeps its room while it is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._draw()

    def set_name(self, name: str) -> None:
        """What is set back."""
        self.setToolTip(tr("Set back: {name}", name=name))
        self.setAccessibleName(self.toolTip())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self.setIcon(icons.icon("past", self.palette()))


class SettingRow(Row):
    """Shows what the settings hold, and chooses for all windows."""

    def __init__(self, setting: Setting, settings: Settings, open_page: Callable[[str], object]) -> None:
        """`open_page` runs the command of a page."""
        super().__init__(setting, settings)
        self.reset = WayBack()
        self.reset.set_name(Safe(tr(setting.label)))
        self.reset.clicked.connect(self.set_default)
        self.field = field_for(setting, self._choose, open_page)
        self.widget = self.field.widget
        self.widget.setAccessibleDescription(self.help.text())
        self._lay_out()
        self.renew()

    def _lay_out(self) -> None:
        layout = grid(self)
        layout.setColumnStretch(0, 1)
        if isinstance(self.setting.default, bool):
            layout.addWidget(self.widget, 0, 0, 1, 2)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.help.setContentsMargins(0 if mirrored else _INDENT, 0, _INDENT if mirrored else 0, 0)
        else:
            label = QLabel(tr(self.setting.label))
            label.setBuddy(self.widget)
            layout.addWidget(label, 0, 0)
            layout.addWidget(self.widget, 0, 1)
        layout.addWidget(self.help, 1, 0, 1, 2)
        layout.addWidget(self.reset, 0, 2)

    def set_default(self) -> None:
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)  # the button goes
        super().set_default()

    def renew(self) -> None:
        self.field.show(self._settings[self.setting.key])
        self.reset.setVisible(not self.is_default)

    def _choose(self, value: object) -> None:
        if self._settings[self.setting.key] != value:
            self._settings.choose(self.setting.key, value)


class MemoryRow(Row):
    """What the program noted by itself, and a button that makes it forget."""

    def __init__(self, setting: Setting, settings: Settings) -> None:
        super().__init__(setting, settings)
        self.held = QLabel()
        self.held.setObjectName("quiet")
        self.reset = QPushButton(tr("Forget"))
        self.reset.setAccessibleName(tr("Forget: {name}", name=Safe(tr(setting.label))))
        self.reset.clicked.connect(self.set_default)
        layout = grid(self)
        layout.setColumnStretch(0, 1)
        layout.addWidget(QLabel(tr(setting.label)), 0, 0)
        layout.addWidget(self.held, 0, 1)
        layout.addWidget(self.reset, 0, 2)
        layout.addWidget(self.help, 1, 0, 1, 2)
        self.renew()

    def renew(self) -> None:
        self.held.setText(self._told())
        self.reset.setEnabled(not self.is_default)

    def _told(self) -> Safe:
        value = self._settings[self.setting.key]
        if self.is_default:
            return tr("nothing")
        if isinstance(value, list | dict):
            return count("{n} entry", "{n} entries", len(value))
        return Safe("")
