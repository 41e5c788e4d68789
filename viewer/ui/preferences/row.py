"""One setting on the page: its field, what it means, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QToolButton, QWidget

from viewer.ui.i18n import Safe, counter, translator
from viewer.ui.outline.headings import folded
from viewer.ui.preferences.fields import field_for
from viewer.ui.settings import Settings
from viewer.ui.settings_table import Part, Setting
from viewer.ui.widgets import icons

tr = translator("Preferences")
count = counter("Preferences")

_INDENT: Final = 26
"""Pixels from a box to its words, so that the help line stands below them."""


class SettingRow(QWidget):
    """Shows what the settings hold, and chooses for all windows."""

    set_back = Signal()
    """The setting was set back."""

    def __init__(
        self,
        setting: Setting,
        settings: Settings,
        open_page: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        """`open_page` runs the command of a page."""
        super().__init__(parent)
        self.setting = setting
        self._settings = settings
        self.reset = QToolButton()
        self.reset.setAutoRaise(True)
        self.reset.setToolTip(tr("Set back: {name}", name=Safe(tr(setting.label))))
        self.reset.setAccessibleName(self.reset.toolTip())
        self.reset.clicked.connect(self.set_default)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.help = QLabel(tr(setting.help))
        self.help.setObjectName("quiet")
        self.help.setTextFormat(Qt.TextFormat.PlainText)
        self.help.setWordWrap(True)
        self.field = field_for(setting, self._choose, open_page)
        self.widget = self.field.widget
        self.widget.setAccessibleDescription(self.help.text())
        self._lay_out()
        self._draw()
        self.renew()

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(2)
        layout.setHorizontalSpacing(12)
        layout.setColumnStretch(0, 1)
        if isinstance(self.setting.default, bool):
            layout.addWidget(self.widget, 0, 0, 1, 2)
            self.help.setContentsMargins(_INDENT, 0, 0, 0)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                self.help.setContentsMargins(0, 0, _INDENT, 0)
        else:
            label = QLabel(tr(self.setting.label))
            label.setBuddy(self.widget)
            layout.addWidget(label, 0, 0)
            layout.addWidget(self.widget, 0, 1)
        layout.addWidget(self.help, 1, 0, 1, 2)
        layout.addWidget(self.reset, 0, 2)

    def has(self, wanted: str) -> bool:
        """Whether every one of the folded words is in the name, the help line or the names of the values."""
        setting = self.setting
        words = folded(" ".join(map(tr, (setting.label, setting.help, setting.part, *setting.choices.values()))))
        return all(word in words for word in wanted.split())

    @property
    def is_default(self) -> bool:
        """Whether it stands where it starts."""
        return bool(self._settings[self.setting.key] == self.setting.default)

    def set_default(self) -> None:
        """Sets it back."""
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)  # the button goes
        self._settings.choose(self.setting.key, self.setting.default)
        self.set_back.emit()

    def renew(self) -> None:
        """The setting may have another value."""
        self.field.show(self._settings[self.setting.key])
        self.reset.setVisible(not self.is_default)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _choose(self, value: object) -> None:
        if self._settings[self.setting.key] != value:
            self._settings.choose(self.setting.key, value)

    def _draw(self) -> None:
        self.reset.setIcon(icons.icon("past", self.palette()))


class MemoryRow(QWidget):
    """What the program noted by itself, and a button that makes it forget."""

    set_back = Signal()

    def __init__(self, setting: Setting, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._settings = settings
        name = QLabel(tr(setting.label))
        self.held = QLabel()
        self.held.setObjectName("quiet")
        self.help = QLabel(tr(setting.help))
        self.help.setObjectName("quiet")
        self.help.setTextFormat(Qt.TextFormat.PlainText)
        self.help.setWordWrap(True)
        self.reset = QPushButton(tr("Forget"))
        self.reset.setAccessibleName(tr("Forget: {name}", name=Safe(tr(setting.label))))
        self.reset.clicked.connect(self.set_default)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(2)
        layout.setHorizontalSpacing(12)
        layout.setColumnStretch(0, 1)
        layout.addWidget(name, 0, 0)
        layout.addWidget(self.held, 0, 1)
        layout.addWidget(self.reset, 0, 2)
        layout.addWidget(self.help, 1, 0, 1, 2)
        self.renew()

    @property
    def is_default(self) -> bool:
        """Whether nothing is noted."""
        return bool(self._settings[self.setting.key] == self.setting.default)

    def has(self, wanted: str) -> bool:
        """As of a SettingRow."""
        words = folded(" ".join(map(tr, (self.setting.label, self.setting.help, Part.MEMORY))))
        return all(word in words for word in wanted.split())

    def set_default(self) -> None:
        """Forgets it."""
        self._settings.choose(self.setting.key, self.setting.default)
        self.set_back.emit()

    def renew(self) -> None:
        """Something else may be noted."""
        self.held.setText(self._told())
        self.reset.setEnabled(not self.is_default)

    def _told(self) -> Safe:
        value = self._settings[self.setting.key]
        if self.is_default:
            return tr("nothing")
        if isinstance(value, list | dict):
            return count("{n} entry", "{n} entries", len(value))
        return Safe("")
