"""How far a job of several stages is, and whether it should stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from viewer.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is within its stage."""

    stage: str
    """`read`, `align`, `write`, `index`, `words`, `moved` or `check`."""
    done: int
    total: int
    what: str
    """The file, document or version at hand."""


class Steps:
    """Progress and cancellation at once: every step reports, and stops if that is wanted."""

    def __init__(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> None:
        self._progress = progress
        self.cancelled = cancelled

    def __call__(self, stage: str, done: int, total: int, what: str) -> None:
        """Raises Cancelled."""
        self.stop_if_wanted()
        self._progress(Progress(stage, done, total, what))

    def stop_if_wanted(self) -> None:
        """Raises Cancelled."""
        if self.cancelled():
            raise Cancelled


class Stage:
    """A stage of several parts, such as the bytes of several files: how much of all of them is done never goes back."""

    def __init__(self, steps: Steps, name: str, total: int) -> None:
        self._steps = steps
        self._name = name
        self._total = max(1, total)
        self._before = 0
        """What the parts before this one came to."""
        self._size = 0
        self._reached = 0
        self._number = 0

    def part(self, what: str, size: int) -> Callable[[int], None]:
        """The step of the next part, to be told how much of its `size` is done. The part before it is done now.

        A step raises Cancelled. After its part has ended it looks for that alone.
        """
        self._before += self._size
        self._size = size
        self._number += 1
        number = self._number

        def step(done: int) -> None:
            if number != self._number:
                self._steps.stop_if_wanted()
                return
            self._reached = max(self._reached, min(self._before + min(done, size), self._total))
            self._steps(self._name, self._reached, self._total, what)

        step(0)
        return step

    def share(self, what: str, size: int) -> Callable[[float], None]:
        """As `part`, to be told the share that is done, 0 to 1."""
        step = self.part(what, size)
        return lambda done: step(round(done * size))

    def end(self) -> None:
        """No part follows."""
        self.part("", 0)(0)
