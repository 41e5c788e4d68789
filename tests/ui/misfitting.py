"""Whether all that a window says can be read: nothing is narrower than its words or sticks out of what holds it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QWidget,
)

from viewer.ui.widgets.elided_label import ElidedLabel

_SLACK = 2
"""Pixels that a style may be off by."""


def misfits(window: QWidget) -> set[str]:
    """What does not fit, in words."""
    return {wrong for widget in window.findChildren(QWidget) if widget.isVisible() and (wrong := _wrong(widget))}


def _wrong(widget: QWidget) -> str:
    name = f"{type(widget).__name__} {widget.objectName()} {_words(widget)!r}"
    if isinstance(widget, ElidedLabel) or widget.objectName().startswith("qt_"):
        return ""
    words = _words(widget)
    if words:
        if isinstance(widget, QLabel):
            if widget.wordWrap():
                if widget.height() + _SLACK < widget.heightForWidth(widget.width()):
                    return f"{name}: {widget.height()} high, needs {widget.heightForWidth(widget.width())}"
            elif widget.width() + _SLACK < widget.sizeHint().width():
                return f"{name}: {widget.width()} wide, needs {widget.sizeHint().width()}"
        elif isinstance(widget, QLineEdit):
            needed = widget.fontMetrics().horizontalAdvance(words)
            if widget.width() - 8 < needed:
                return f"{name}: {widget.width()} wide, needs {needed}"
        elif widget.width() + _SLACK < (needed := widget.minimumSizeHint().width() or widget.sizeHint().width()):
            return f"{name}: {widget.width()} wide, needs {needed}"
    parent = widget.parentWidget()
    if parent is not None and not widget.isWindow() and not _scrolls(parent):
        inside = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
        if not inside.contains(QRect(widget.pos(), widget.size())):
            return f"{name}: {widget.geometry().getRect()} of {parent.size().toTuple()} in {type(parent).__name__}"
    return ""


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return widget.text()
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return ""
    if isinstance(widget, QAbstractButton):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.placeholderText() if not widget.text() else ""
    return ""


def _scrolls(parent: QWidget) -> bool:
    """Whether what is in it may be larger than it is."""
    area = parent.parentWidget()
    return isinstance(area, QAbstractScrollArea) and (area.viewport() is parent) and isinstance(area, QScrollArea)
