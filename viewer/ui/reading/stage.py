"""The stage: what a mode of the window that works on the texts is given of the page that shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from viewer.model import VersionId
from viewer.ui.i18n import Safe
from viewer.ui.reading.geometry import Geometry
from viewer.ui.reading.marking import Marking
from viewer.ui.reading.page import Page
from viewer.ui.reading.painter import Decorator, MarginInk, Overlay
from viewer.ui.reading.panes import Panes
from viewer.ui.reading.spread import Spread
from viewer.ui.reading.steering import Steering


@dataclass(frozen=True, slots=True)
class Stage:
    """The parts of one reading view. Points and rectangles count from the page's viewport."""

    page: Page
    steering: Steering
    marking: Marking
    panes: Panes
    spread: Callable[[], Spread | None]
    """The rows on the page."""
    overlays: list[Overlay] = field(default_factory=list)
    """Painted over the texts of every cell."""
    decorators: list[Decorator] = field(default_factory=list)
    """What is laid over letters besides."""
    margin_inks: list[MarginInk] = field(default_factory=list)
    """Painted in the margin, below the number of a row."""
    remarks: list[Callable[[VersionId, int], Safe]] = field(default_factory=list)
    """What a screen reader is told of the cell of a version in a row besides; empty for nothing."""

    def geometry(self) -> Geometry | None:
        """Where things are at this moment; None without a corpus."""
        spread = self.spread()
        return Geometry(spread, self.page.viewport().rect()) if spread is not None else None

    def repaint(self) -> None:
        """What is painted over the texts has changed."""
        self.page.viewport().update()
