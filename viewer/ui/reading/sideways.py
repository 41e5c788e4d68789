"""Wheel and touchpad sideways: turned into whole panes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

_NOTCH: Final = 120
"""Qt's units of one notch of a wheel (eighths of a degree)."""
_SWIPE: Final = 120
"""Pixels of a touchpad for one pane."""


class Sideways(QObject):
    """Watches a widget for what moves to the side, and keeps it from it."""

    scrolled = Signal(int)
    """Panes to the right, or to the left if negative."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._rest = 0.0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QWheelEvent) or event.type() != QEvent.Type.Wheel:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        pixels, angle = event.pixelDelta(), event.angleDelta()
        delta, unit = (pixels, _SWIPE) if not pixels.isNull() else (angle, _NOTCH)
        turned = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and not delta.x()
        along = delta.y() if turned else delta.x()
        if not along or abs(delta.y() if not turned else 0) > abs(along):
            self._rest = 0.0
            return False
        if self._rest * along > 0 or event.phase() == Qt.ScrollPhase.ScrollBegin:
            self._rest = 0.0  # the other way, or a new swipe
        self._rest -= along / unit
        panes = int(self._rest)
        if panes:
            self._rest -= panes
            self.scrolled.emit(panes)
        event.accept()
        return True
