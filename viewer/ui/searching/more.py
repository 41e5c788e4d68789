"""What *More* unfolds: a condition for each version, and beside them the switches, made from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from viewer.ui.commands import Actions
from viewer.ui.i18n import noop, translator
from viewer.ui.searching.chooser import VersionChooser
from viewer.ui.searching.condition_form import ConditionForm
from viewer.ui.searching.switches import MODES, READINGS, ROWS
from viewer.ui.widgets.flowing import FlowLayout
from viewer.ui.widgets.yielding import YieldingArea

tr = translator("SearchForm")

_GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (noop("Words"), tuple(MODES)),
    (noop("Letters"), READINGS),
    (noop("Only rows"), tuple(ROWS)),
    (noop("Where"), ("search_document", "search_content", "corpora")),
)
"""Lines of switches; another one is another id."""


class More(QWidget):
    """The form on the left, the switches on the right."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = ConditionForm()
        self.where = VersionChooser()
        beside = QWidget()
        switches = QGridLayout(beside)
        switches.setContentsMargins(0, 0, 0, 0)
        switches.setHorizontalSpacing(10)
        switches.setVerticalSpacing(5)
        switches.setColumnStretch(1, 1)
        for place, (heading, names) in enumerate(_GROUPS):
            label = QLabel(tr(heading))
            label.setObjectName("quiet")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, 5, 0, 0)
            switches.addWidget(label, place, 0)
            before = (self.where,) if heading == "Where" else ()
            switches.addWidget(_flow((*before, *(_button(actions, name) for name in names))), place, 1)
        switches.setRowStretch(len(_GROUPS), 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 2)
        layout.setSpacing(14)
        layout.addWidget(self.form, 2)
        layout.addWidget(YieldingArea(beside), 3)


def _flow(widgets: Iterable[QWidget]) -> QWidget:
    flowing = QWidget()
    layout = FlowLayout(flowing, spacing=5)
    for widget in widgets:
        layout.addWidget(widget)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    flowing.setSizePolicy(policy)
    return flowing


def _button(actions: Actions, name: str) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(actions[name])
    button.setProperty("switch", True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
