"""The form of the page: its margin, the width of its text, and where the panes stand for that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtGui import QFont, QFontMetricsF

from viewer.model import Direction, Kind, Version, VersionId
from viewer.ui.reading.arrangement import Arrangement, Layout, Pane, side_by_side, under_one_another
from viewer.ui.reading.columns import Columns
from viewer.ui.reading.fonts import BASE_POINTS
from viewer.ui.reading.heights import Metrics
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.reading.names import short_name_of

WIDTHS: Final = (24, 28, 32, 36, 40, 46, 54, 64)
"""Widths of text that can be chosen, em of Latin text."""
_NARROWEST_EM = 18
"""Width of a pane, its margins included, below which it has to wait as a chip."""
_TAG_EM = 14
"""The greatest width of the names before the lines."""
_SLIM = 16
"""Pixels of the margin where no numbers stand in it: enough for the mark of a doubtful row."""


@dataclass(frozen=True, slots=True)
class PageForm:
    """What the reader has chosen for all panes together."""

    zoom: float = 1.0
    layout: Layout = Layout.COLUMNS
    justified: bool = False
    """Whether lines are stretched to the width of their pane."""
    numbered: bool = True
    """Whether the numbers of the rows stand in the margin."""
    marked_rows: bool = True
    """Whether marks of doubtful, edited and confirmed rows stand in the margin."""
    tinted: bool = False
    """Whether the ground of doubtful rows is tinted."""
    text_width: int = 0
    """The greatest width of a line, em of Latin text at this zoom; 0 for that of the pane."""

    @property
    def metrics(self) -> Metrics:
        return Metrics.for_zoom(self.zoom)

    def small_font(self) -> QFont:
        """For numbers, gaps and folds."""
        font = QFont()
        font.setPointSizeF(max(7.0, BASE_POINTS * 0.72 * self.zoom))
        return font

    def gutter(self, units: int) -> int:
        """Pixels of the margin beside that many rows."""
        if not self.numbered:
            return _SLIM
        digits = max(2, len(str(units)))
        return round(QFontMetricsF(self.small_font()).horizontalAdvance("0" * digits)) + 28

    def arrangement(
        self,
        columns: Columns,
        *,
        width: int,
        units: int,
        versions: Mapping[VersionId, Version],
        direction: Callable[[VersionId], Direction],
    ) -> Arrangement:
        """Where the versions of `columns`, which is fitted, stand on a page of `width` pixels with so many rows."""
        gutter, margin, em = self.gutter(units), self.metrics.cell_margin, self._em()
        left = 0 if columns.mirrored else gutter
        columns.fit(left=left, width=width - gutter, minimum=round(_NARROWEST_EM * em))
        limit = round(self.text_width * em) or width
        if self.layout is not Layout.LINES:
            found = side_by_side(columns.columns, margin)
            return replace(found, panes=tuple(_narrowed(pane, limit, direction(pane.version)) for pane in found.panes))
        shown = [column.version for column in columns.columns]
        small = QFontMetricsF(self.small_font())
        names = [short_name_of(versions[version], versions.values()) for version in shown]
        longest = round(max((small.horizontalAdvance(name) for name in names), default=0)) + 10
        tag = min(longest, round(_TAG_EM * em), width // 4)
        # Lines that do not need the whole width stand in the middle of it.
        spare = max(0, width - gutter - 2 * margin - tag - limit)
        return under_one_another(shown, left=left + spare // 2, width=width - gutter - spare, margin=margin, tag=tag)

    def _em(self) -> float:
        return QFontMetricsF(TextStyle("en", Direction.LTR, self.zoom).font(Kind.BODY)).horizontalAdvance("m")


def narrower(width: int) -> int:
    """The next smaller width of text, em; the smallest stays."""
    return max((one for one in WIDTHS if one < (width or WIDTHS[-1] + 1)), default=WIDTHS[0])


def wider(width: int) -> int:
    """The next larger width of text, em; after the largest comes 0, that of the pane."""
    return min((one for one in WIDTHS if one > width), default=0) if width else 0


def _narrowed(pane: Pane, limit: int, direction: Direction) -> Pane:
    """A pane whose lines are no longer than `limit` pixels and begin where they did, under the name of the version."""
    spare = max(0, pane.text_width - limit)
    left = pane.text_left + (spare if direction is Direction.RTL else 0)
    return replace(pane, text_left=left, text_width=pane.text_width - spare)
