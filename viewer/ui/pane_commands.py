"""The commands for panes: what the mouse does at their headers, from menu and keyboard, on the active pane."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QPoint

from viewer.ui.commands import Actions, Fact, Menu
from viewer.ui.reading.view import ReadingView
from viewer.ui.settings import Settings


class PaneCommands(QObject):
    """Stands between the table of commands and the panes of the reading view."""

    def __init__(
        self,
        *,
        view: ReadingView,
        actions: Actions,
        settings: Settings,
        rename: Callable[[str, str], None],
        parent: QObject,
    ) -> None:
        """`rename` gives a version another label."""
        super().__init__(parent)
        self._panes = view.panes
        self._actions = actions
        self._settings = settings
        view.panes.rename_requested.connect(rename)
        view.panes.menu_requested.connect(self._pop_up)
        view.panes.addition_requested.connect(actions["add_version"].trigger)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What each command does."""
        panes = self._panes
        return {
            "pane_menu": panes.ask_for_menu,
            "rename_version": panes.rename,
            "pane_left": lambda: panes.move_active(-1),
            "pane_right": lambda: panes.move_active(1),
            "wider": lambda: panes.widen_active(1),
            "narrower": lambda: panes.widen_active(-1),
            "equal_widths": panes.equalise,
            "hide_pane": panes.hide,
            "show_all_panes": panes.show_all,
            "next_pane": lambda: panes.next_pane(1),
            "previous_pane": lambda: panes.next_pane(-1),
            "scroll_right": lambda: panes.scroll_right(1),
            "scroll_left": lambda: panes.scroll_right(-1),
            "freeze_first": lambda on: self._switch("freeze_first", on),
            "mirrored": lambda on: self._switch("mirrored", on),
        }

    def facts(self) -> set[Fact]:
        """What is the case with the panes, for the commands that need it."""
        columns = self._panes.columns
        facts = {
            Fact.PANES: len(columns.chosen) > 1,
            Fact.WIDTHS: len(columns.columns) > 1 and not columns.stacked,
            Fact.HIDDEN: bool(columns.hidden),
            Fact.BEYOND: bool(columns.waiting),
        }
        return {fact for fact, holds in facts.items() if holds}

    def takers(self) -> dict[str, Callable[[Any], object]]:
        """What the panes do with each setting."""
        return {"freeze_first": self._freeze, "mirrored": self._mirror}

    def _freeze(self, on: bool) -> None:
        self._actions["freeze_first"].setChecked(on)
        self._panes.freeze(on)

    def _mirror(self, on: bool) -> None:
        self._actions["mirrored"].setChecked(on)
        self._panes.mirror(on)

    def _switch(self, name: str, on: bool) -> None:
        self._settings[name] = on
        self.takers()[name](on)

    def _pop_up(self, place: QPoint) -> None:
        """The menu of a pane is that of the active version."""
        menu = self._actions.menu(Menu.VERSION)
        menu.popup(place)
        first = next((action for action in menu.actions() if action.isEnabled() and not action.isSeparator()), None)
        if first is not None:
            menu.setActiveAction(first)
