"""The wheel over fields of a page that is scrolled: it scrolls, and changes nothing by the way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class _WheelKeeper(QObject):
    """Turns of the wheel scroll the page; they change a field only while the keyboard is in it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def leave_the_wheel(widget: QWidget) -> None:
    """Has the wheel scroll the page over a field that does not have the keyboard."""
    widget.installEventFilter(_WheelKeeper(widget))
