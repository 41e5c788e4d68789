"""Colours: the theme that the reader chose, or the system's of the moment, brought to all of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from viewer.ui import theme
from viewer.ui.commands import COMMANDS, Actions, Menu
from viewer.ui.reading.view import ReadingView
from viewer.ui.settings import Settings
from viewer.ui.widgets import icons, style


class Colours(QObject):
    """Follows the system as long as that is what the reader wants."""

    def __init__(
        self,
        *,
        window: QWidget,
        view: ReadingView,
        actions: Actions,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._view = view
        self._actions = actions
        self._settings = settings
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the commands do, one for each theme."""
        names = [command.id for command in COMMANDS if command.menu is Menu.THEME]
        return {name: self._choosing(name.removeprefix("theme_")) for name in names}

    def takers(self) -> dict[str, Callable[[Any], object]]:
        """The theme is that of all windows."""
        return {"theme": lambda _name: self.show()}

    def choose(self, name: str) -> None:
        """Gives all windows the colours of that name, or those of the system, from now on."""
        self._settings.choose("theme", name)

    def show(self) -> None:
        """Gives the window the colours that are kept in the settings."""
        name = self._settings["theme"]
        colours = theme.resolve(name)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application, colours)
        self._window.setStyleSheet(style.sheet(colours))
        self._view.set_theme(colours)
        self._actions.set_icons(lambda icon: icons.icon(icon, theme.palette(colours)))
        self._actions[f"theme_{name}"].setChecked(True)

    def _choosing(self, name: str) -> Callable[[bool], None]:
        return lambda _checked: self.choose(name)

    def _follow_system(self) -> None:
        if self._settings["theme"] == "system":
            self.show()
