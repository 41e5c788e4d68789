"""What can be seen already is moved when a page scrolls; only what comes into sight is painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

from viewer.ui.reading.flow import Placed
from viewer.ui.reading.spread import Spread
from viewer.ui.reading.track import Track


def shift(viewport: QWidget, spread: Spread, before: Mapping[Track, Sequence[Placed]], slack: int) -> bool:
    """Moves what the viewport shows of each track from where it was `before` to where it is now.

    `slack` pixels beside what comes into sight are painted too. False, and nothing is moved, where all has to be
    painted: after a jump, where a band has another height now, and where a pixel of the window is none of the screen.
    """
    ways = [(track, moved_by(before.get(track, ()), track.flow.placed)) for track in spread.tracks]
    strips = _strips(spread, viewport.rect())
    if strips is None or viewport.devicePixelRatioF() % 1 or any(way is None for _, way in ways):
        return False
    for track, way in ways:
        if not way:
            continue
        track.drift += way
        for strip in strips[track]:
            viewport.scroll(0, way, strip)
            fresh = QRect(strip)
            if way < 0:
                fresh.setTop(strip.bottom() + way - slack)
            else:
                fresh.setBottom(strip.top() + way + slack)
            viewport.update(fresh)
    return True


def moved_by(before: Sequence[Placed], after: Sequence[Placed]) -> int | None:
    """Pixels by which all that stayed on the screen went down; None if that is not one number, or nothing stayed."""
    heights = {(one.unit, one.band): one for one in before}
    stayed = [(heights[one.unit, one.band], one) for one in after if (one.unit, one.band) in heights]
    ways = {one.top - old.top for old, one in stayed}
    if len(ways) != 1 or any(old.height != one.height for old, one in stayed):
        return None
    return ways.pop()


def _strips(spread: Spread, window: QRect) -> dict[Track, list[QRect]] | None:
    """The parts of the window that move with each track, one of them with the margin; None if they overlap."""
    if len(spread.tracks) == 1:
        return {spread.main: [window]}
    strips = {
        track: [
            QRect(left, window.top(), right - left, window.height()).intersected(window)
            for left, right in track.arrangement.extents()
        ]
        for track in spread.tracks
    }
    rest = QRegion(window)
    for strip in (strip for own in strips.values() for strip in own):
        if not QRegion(strip).subtracted(rest).isEmpty():
            return None
        rest -= strip
    strips[spread.beside_margin] += list(rest)
    return strips
