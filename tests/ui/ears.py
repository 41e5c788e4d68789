"""What a window tells: by its widgets, in tooltips, and with a painter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QToolTip,
    QWidget,
)


def cells(view: QAbstractItemView) -> Iterator[str]:
    """What the items of a view show, as its delegate words it, and their tooltips."""
    model = view.model()
    if model is None:
        return
    todo = [view.rootIndex()]
    while todo:
        parent = todo.pop()
        for row in range(model.rowCount(parent)):
            for column in range(1 if isinstance(view, QListView) else model.columnCount(parent)):
                index, delegate = (
                    model.index(row, column, parent),
                    view.itemDelegateForIndex(model.index(row, column, parent)),
                )
                if isinstance(shown := model.data(index), str):
                    worded = isinstance(delegate, QStyledItemDelegate)
                    yield delegate.displayText(shown, QLocale()) if worded else shown
                if isinstance(tip := model.data(index, Qt.ItemDataRole.ToolTipRole), str):
                    yield tip
            todo.append(model.index(row, 0, parent))


def told_by(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QComboBox) and widget.isEditable():
        yield from cells(widget.view())
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        yield from cells(widget)
    for action in widget.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
        yield from (action.text(), action.toolTip())


class Ears:
    """Hears all that is shown: by widgets, in tooltips, with a painter."""

    def __init__(self) -> None:
        self.heard: set[str] = set()

    def listen(self) -> None:
        """Looks at all windows, paints them and points everywhere."""
        for window in QApplication.topLevelWidgets():
            if not window.isVisible():
                continue
            window.grab()
            for widget in [window, *window.findChildren(QWidget)]:
                self.heard.update(told_by(widget))
                if widget.isVisible():
                    self._point_at(widget)

    def _point_at(self, widget: QWidget) -> None:
        for x in range(4, widget.width(), 40):
            for y in range(4, min(widget.height(), 400), 24):
                point = QPoint(x, y)
                QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, point, widget.mapToGlobal(point)))


def listening(monkeypatch: pytest.MonkeyPatch) -> Ears:
    """Ears that hear what is painted, too."""
    made = Ears()
    draw = QPainter.drawText

    def draw_text(painter: QPainter, *arguments: Any) -> Any:
        made.heard.update(argument for argument in arguments if isinstance(argument, str))
        return draw(painter, *arguments)

    monkeypatch.setattr(QPainter, "drawText", draw_text)
    monkeypatch.setattr(QToolTip, "showText", lambda _point, text, *_rest: made.heard.add(text))
    return made
