"""Where to look for what is typed without a prefix: in all versions or in some, as a button that shows the choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from viewer.languages import language
from viewer.model import Version, VersionId
from viewer.ui.i18n import Safe, isolate, listed, translator

tr = translator("VersionChooser")


class VersionChooser(QToolButton):
    """A button with a menu of the versions, of which any number can be checked; none is as good as all."""

    chosen = Signal(object)
    """A tuple of VersionId, or None for all versions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("switch", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tr("Look for what is typed without a prefix in all versions, or in some"))
        self.setMenu(QMenu(self))
        self._actions: dict[VersionId | None, QAction] = {}
        self.set_versions(())

    def set_versions(self, versions: Sequence[Version]) -> None:
        """What can be chosen."""
        self.menu().clear()
        self._actions.clear()
        self._add(tr("All versions"), None)
        if versions:
            self.menu().addSeparator()
        for version in versions:
            self._add(Safe(name_of(version, versions).replace("&", "&&")), version.id)
        self.show_chosen(None)

    def show_chosen(self, versions: tuple[VersionId, ...] | None) -> None:
        """Checks what is chosen, without saying so."""
        for version, action in self._actions.items():
            action.setChecked(version in versions if versions is not None else version is None)
        names = [Safe(action.text()) for action in self._actions.values() if action.isChecked()]
        where = Safe(names[0]) if len(names) == 1 else listed(list(names))
        self.setText(f"{where if len(names) < 3 else tr('{number} versions', number=len(names))}  ▾")
        self.setAccessibleName(tr("Where to search: {where}", where=where))

    def choose(self, version: VersionId | None) -> None:
        """As if its entry had been clicked."""
        self._actions[version].trigger()

    def _add(self, text: Safe, version: VersionId | None) -> None:
        action = self.menu().addAction(text)
        action.setCheckable(True)
        action.triggered.connect(lambda: self._choose(version))
        self._actions[version] = action

    def _choose(self, clicked: VersionId | None) -> None:
        checked = tuple(
            version for version, action in self._actions.items() if version is not None and action.isChecked()
        )
        everywhere = clicked is None or not checked or len(checked) == len(self._actions) - 1
        self.chosen.emit(None if everywhere else checked)
        self.show_chosen(None if everywhere else checked)


def name_of(version: Version, versions: Sequence[Version]) -> Safe:
    """What a person calls the version: its language, and its label where the language is not enough."""
    name = language(version.language).own_name
    if sum(other.language == version.language for other in versions) > 1:
        name = f"{name} · {version.label or version.id}"
    return isolate(name)
