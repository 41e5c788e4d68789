"""How far a job of several stages is, and whether it should stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from viewer.errors import Cancelled

STEPS = 1_000
"""Into which a share of work is divided when it is reported."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is within its stage."""

    stage: str
    """`read`, `align`, `write` or `index`."""
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

    def share(self, stage: str, what: str) -> Callable[[float], None]:
        """Reports the share that is done, 0 to 1, of a stage."""
        return lambda done: self(stage, round(done * STEPS), STEPS, what)

    def stop_if_wanted(self) -> None:
        """Raises Cancelled."""
        if self.cancelled():
            raise Cancelled
