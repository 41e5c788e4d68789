"""The toolbar: one line with what is needed all the time; everything else is in the menus behind its buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QToolBar, QToolButton, QWidget

from viewer.ui.commands import Actions, Menu
from viewer.ui.i18n import Safe, translator
from viewer.ui.widgets import icons

tr = translator("Toolbar")

_OPEN: Final = (
    *("open", "recent", "library", "", "import_files", "import_folder", "paste_texts", ""),
    *("add_version", "add_document", "paste_version", "", "sample"),
)
"""Ids of commands; an empty one is a line."""
_OPENS: Final = " ▾"
"""Behind the words of a button under which something opens."""


class Toolbar(QToolBar):
    """Made from the table of commands, around the search field."""

    def __init__(self, actions: Actions, field: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setWindowTitle(tr("Toolbar"))
        self.setMovable(False)
        self.setFloatable(False)
        self.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._buttons = {
            "open": self._menu_button(
                tr("Open"),
                tr("Open a corpus, import texts, or add some to those that you read"),
                _menu(self, actions, _OPEN),
            ),
            "view": self._button(tr("View"), Safe(actions["view_options"].toolTip())),
            "menu": self._menu_button("", tr("All menus"), _all_menus(self, actions)),
        }
        self._buttons["menu"].setAccessibleName(tr("All menus"))
        self.view_button = self._buttons["view"]
        """Below it the view options open."""
        self.view_button.clicked.connect(actions["view_options"].trigger)
        self.addWidget(self._buttons["open"])
        self.addAction(actions["back"])
        self.addAction(actions["forward"])
        self.addWidget(self._buttons["view"])
        self.addAction(actions["level_paragraph"])
        self.addAction(actions["level_sentence"])
        self.addAction(actions["zoom_out"])
        self.addAction(actions["zoom_in"])
        self.addWidget(_space(12))
        self.addWidget(field)
        self.addWidget(_space(12))
        self.addAction(actions["repair"])
        self.addWidget(self._buttons["menu"])
        for name in ("back", "forward", "level_paragraph", "level_sentence", "zoom_out", "zoom_in", "repair"):
            self.widgetForAction(actions[name]).setFocusPolicy(Qt.FocusPolicy.TabFocus)
        repair = self.widgetForAction(actions["repair"])
        assert isinstance(repair, QToolButton)
        repair.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _menu_button(self, text: str, tip: Safe, menu: QMenu) -> QToolButton:
        button = self._button(text, tip)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _button(self, text: str, tip: Safe) -> QToolButton:
        button = QToolButton(self)
        button.setText(f"{text}{_OPENS}" if text else "")
        button.setToolTip(tip)
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonTextBesideIcon if text else style.ToolButtonIconOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _draw(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(icons.icon(name, self.palette()))


def _menu(parent: QWidget, actions: Actions, names: Iterable[str]) -> QMenu:
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    for name in names:
        if name:
            menu.addAction(actions[name])
        else:
            menu.addSeparator()
    return menu


def _all_menus(parent: QWidget, actions: Actions) -> QMenu:
    menu = QMenu(parent)
    for one in Menu:
        if "/" not in one:
            action: QAction = menu.addMenu(actions.menu(one))
            action.setVisible(True)
    menu.addSeparator()
    menu.addAction(actions["palette"])
    return menu


def _space(width: int) -> QWidget:
    space = QWidget()
    space.setFixedWidth(width)
    return space
