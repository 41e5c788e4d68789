"""The page of preferences: all settings in their parts, a field that finds one, and the way back for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.ui.dialogs.page import Page
from viewer.ui.i18n import counter, translator
from viewer.ui.preferences.row import MemoryRow, Row, SettingRow
from viewer.ui.preferences.text_styles import TextStylesRow
from viewer.ui.settings import Settings
from viewer.ui.settings_table import SETTINGS, Part, Setting
from viewer.ui.widgets.filter_field import FilterField
from viewer.ui.widgets.yielding import YieldingArea

tr = translator("Preferences")
count = counter("Preferences")

_GAP: Final = 14
"""Pixels between two settings."""


class PreferencesPage(Page):
    """What is changed here counts at once, in all windows."""

    def __init__(
        self,
        settings: Settings,
        samples: Mapping[str, str],
        open_page: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        """`samples` has some text of each language that is being read; `open_page` runs the command of a page that a
        setting has for itself."""
        content = QWidget()
        super().__init__(tr("Preferences"), content, parent)
        self._settings = settings
        self._before: dict[str, Any] = {}
        """What was set back last, to be taken back."""
        self.filter = FilterField(tr("Find a setting"))
        self.nothing = QLabel(tr("No setting has these words."))
        self.nothing.setObjectName("quiet")
        self.nothing.hide()
        self.rows: dict[str, Row] = {one.key: self._row_of(one, samples, open_page) for one in SETTINGS}
        self.headings: dict[Part, QLabel] = {}
        self.reset_all = QPushButton(tr("Set All Back"))
        self.reset_all.setToolTip(tr("Give all settings the values that they start with; what is remembered stays"))
        self.take_back = QPushButton()
        self.take_back.hide()
        self._lay_out(content)
        self.filter.textChanged.connect(self._narrow)
        self.reset_all.clicked.connect(self._reset_all)
        self.take_back.clicked.connect(self._take_back)
        settings.changed.connect(self._renew)
        for row in self.rows.values():
            row.set_back.connect(self._forget_before)
        self._show_state()
        self.resize(640, 720)
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row_of(self, setting: Setting, samples: Mapping[str, str], open_page: Callable[[str], object]) -> Row:
        if setting.part is Part.MEMORY:
            return MemoryRow(setting, self._settings)
        if setting.key == "styles":
            return TextStylesRow(setting, self._settings, samples)
        return SettingRow(setting, self._settings, open_page)

    def _lay_out(self, content: QWidget) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(_GAP)
        for part in Part:
            heading = self.headings[part] = QLabel(tr(part))
            heading.setObjectName("heading")
            column.addWidget(heading)
            for row in self.rows.values():
                if row.setting.part is part:
                    column.addWidget(row)
        column.addStretch()
        self.area = YieldingArea(inside)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.filter)
        layout.addWidget(self.nothing)
        layout.addWidget(self.area, 1)
        self.buttons.insertWidget(0, self.reset_all)
        self.buttons.insertWidget(1, self.take_back)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 (Qt's name)
        moved = super().focusNextPrevChild(next)
        there = self.focusWidget()
        if there is not None and self.area.isAncestorOf(there):
            self.area.ensureWidgetVisible(there, 0, 40)
        return moved

    def _narrow(self, text: str) -> None:
        shown = {key for key, row in self.rows.items() if row.has(text)}
        for key, row in self.rows.items():
            row.setVisible(key in shown)
        for part, heading in self.headings.items():
            heading.setVisible(any(self.rows[key].setting.part is part for key in shown))
        self.nothing.setVisible(not shown)
        self.area.setVisible(bool(shown))

    def _renew(self, key: str) -> None:
        self.rows[key].renew()
        self._show_state()

    def _show_state(self) -> None:
        self.reset_all.setEnabled(bool(self._changed()))

    def _changed(self) -> list[Row]:
        return [row for row in self.rows.values() if not isinstance(row, MemoryRow) and not row.is_default]

    def _reset_all(self) -> None:
        before = {row.setting.key: self._settings[row.setting.key] for row in self._changed()}
        for key in before:
            self._settings.choose(key, self.rows[key].setting.default)
        self._before = before
        self.take_back.setText(count("Take {n} change back", "Take {n} changes back", len(before)))
        self.take_back.show()

    def _take_back(self) -> None:
        for key, value in self._before.items():
            self._settings.choose(key, value)
        self._forget_before()

    def _forget_before(self) -> None:
        self._before = {}
        self.take_back.hide()
