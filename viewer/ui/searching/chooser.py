"""Where to search: in all versions or in one, as a button that shows the choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from viewer.languages import language
from viewer.model import Version, VersionId
from viewer.ui.i18n import Safe, isolate, translator

tr = translator("VersionChooser")


class VersionChooser(QToolButton):
    """A button with a menu of the versions."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("switch", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tr("Search in all versions, or in one"))
        self.setMenu(QMenu(self))
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._choose)
        self.version: VersionId | None = None
        """The version to search in; None for all."""
        self.set_versions(())

    def set_versions(self, versions: Sequence[Version]) -> None:
        """What can be chosen; all versions are chosen at first."""
        for action in self._group.actions():
            self._group.removeAction(action)
            action.deleteLater()
        self.menu().clear()
        self._add(tr("All versions"), None)
        if versions:
            self.menu().addSeparator()
        for version in versions:
            self._add(Safe(name_of(version, versions).replace("&", "&&")), version.id)
        self.version = None
        self._show(self._group.actions()[0])

    def choose(self, version: VersionId | None) -> None:
        """As if its entry had been clicked."""
        for action in self._group.actions():
            if action.data() == version:
                action.trigger()

    def _add(self, text: Safe, version: VersionId | None) -> None:
        action = self.menu().addAction(text)
        action.setCheckable(True)
        action.setData(version)
        self._group.addAction(action)

    def _choose(self, action: QAction) -> None:
        changed = action.data() != self.version
        self.version = action.data()
        self._show(action)
        if changed:
            self.chosen.emit()

    def _show(self, action: QAction) -> None:
        action.setChecked(True)
        self.setText(f"{action.text()}  ▾")
        self.setAccessibleName(tr("Where to search: {where}", where=Safe(action.text())))


def name_of(version: Version, versions: Sequence[Version]) -> Safe:
    """What a person calls the version: its language, and its label where the language is not enough."""
    name = language(version.language).own_name
    if sum(other.language == version.language for other in versions) > 1:
        name = f"{name} · {version.label or version.id}"
    return isolate(name)
