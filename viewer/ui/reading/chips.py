"""Chips for the versions that wait for room: one line above the headers, absent while everything fits."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from viewer.languages import language
from viewer.model import Version, VersionId
from viewer.ui.i18n import translator
from viewer.ui.reading.columns import Columns
from viewer.ui.reading.header import title_of

tr = translator("ChipBar")


class ChipBar(QWidget):
    """A button per waiting version, which swaps it in for the last pane."""

    version_requested = Signal(str)

    def __init__(self, columns: Columns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._shown: tuple[VersionId, ...] = ()
        self._chips = QHBoxLayout(self)
        self._chips.setContentsMargins(16, 4, 16, 4)
        self._chips.setSpacing(6)
        self._label = QLabel(tr("No room for:"))
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._chips.addWidget(self._label)
        self._chips.addStretch(1)
        self.hide()

    def refresh(self, versions: Mapping[VersionId, Version]) -> None:
        """Shows what waits now."""
        waiting = tuple(version for version in self._columns.waiting if version in versions)
        if waiting == self._shown:
            return
        self._shown = waiting
        while self._chips.count() > 2:
            item = self._chips.takeAt(1)
            if item is not None and item.widget() is not None:
                item.widget().deleteLater()
        for place, version in enumerate(waiting):
            self._chips.insertWidget(1 + place, self._chip(versions[version]))
        self.setVisible(bool(waiting))

    def _chip(self, version: Version) -> QToolButton:
        chip = QToolButton(self)
        chip.setText(language(version.language).own_name)
        chip.setToolTip(tr("Show {name} in place of the last pane", name=title_of(version)))
        chip.setAccessibleName(chip.text())
        chip.clicked.connect(lambda: self.version_requested.emit(version.id))
        return chip
