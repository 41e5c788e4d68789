"""The way back: places that jumps led away from, as the reading view describes them. No Qt.

The places speak of segments, so they stay true when rows are merged or split.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Position = Mapping[str, Any]
"""What `ReadingView.position` gives."""

_MOST: Final = 200
"""Steps that are kept; older ones are let go."""


class History:
    """Two stacks, as a browser has them: where one can go back to, and where one came back from."""

    def __init__(self) -> None:
        self._back: list[Position] = []
        self._forward: list[Position] = []
        self._run = ""

    @property
    def can_go_back(self) -> bool:
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._forward)

    def clear(self) -> None:
        """Forgets every place."""
        self._back.clear()
        self._forward.clear()
        self._run = ""

    def leave(self, here: Position, run: str = "") -> None:
        """A jump away from `here` is about to happen. Jumps of one `run`, one after the other, are a single step."""
        self._forward.clear()
        if run and run == self._run:
            return
        self._run = run
        if not (self._back and is_same(self._back[-1], here)):
            self._back.append(here)
            del self._back[:-_MOST]

    def back(self, here: Position) -> Position | None:
        """The place to return to from `here`; None if there is none."""
        return self._turn(self._back, self._forward, here)

    def forward(self, here: Position) -> Position | None:
        """The place that `back` led away from last; None if there is none."""
        return self._turn(self._forward, self._back, here)

    def _turn(self, source: list[Position], target: list[Position], here: Position) -> Position | None:
        self._run = ""
        while source and is_same(source[-1], here):
            source.pop()
        if not source:
            return None
        target.append(here)
        return source.pop()


def is_same(one: Position, other: Position) -> bool:
    """Whether the same line is at the upper edge, and the same row is the current one."""
    return _key(one) == _key(other)


def _key(place: Position) -> tuple[object, ...]:
    segment = place.get("segment")
    line = (place.get("version"), segment, place.get("code_point")) if segment is not None else (place.get("unit"),)
    return (*line, place.get("current_segment") or place.get("current"))
