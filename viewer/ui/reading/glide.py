"""Gliding: a notch of the wheel moves the page over some frames instead of at once, to exactly the same place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtWidgets import QStyle, QWidget

from viewer.ui.reading.track import Track

_DURATION: Final = 150
"""Milliseconds from the last notch until the page rests."""

Move = Callable[[int, Track | None], object]


class Glide(QVariantAnimation):
    """Moves by whole pixels. A further notch adds to what is still ahead."""

    def __init__(self, move: Move, widget: QWidget) -> None:
        """`move` scrolls a track by some pixels; `widget` is whose style may forbid all movement."""
        super().__init__(widget)
        self._move = move
        self._widget = widget
        self._track: Track | None = None
        self._distance = 0
        self._done = 0
        self.wanted = False
        """Whether the reader wants it; without, every notch is one jump."""
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setDuration(_DURATION)
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.valueChanged.connect(self._go_on)

    def push(self, pixels: int, track: Track | None) -> None:
        """Another notch for a track."""
        if not self._may_move():
            self._move(pixels, track)
            return
        ahead = self._distance - self._done if self._is_running() and track is self._track else 0
        self.stop()
        self._track, self._distance, self._done = track, ahead + pixels, 0
        self.start()

    def _may_move(self) -> bool:
        style = self._widget.style()
        return self.wanted and style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._widget) > 0

    def _is_running(self) -> bool:
        return self.state() == QVariantAnimation.State.Running

    def _go_on(self, part: float) -> None:
        step = round(self._distance * part) - self._done
        if step and self._is_running():
            self._done += step
            self._move(step, self._track)
