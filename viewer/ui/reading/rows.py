"""Rows of the page: what stands in each, how high it is, and a cache of the ones that were laid out lately."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QFontMetricsF

from viewer.corpus import Corpus, CorpusIndex
from viewer.model import Kind, Unit, VersionId
from viewer.ui.reading.columns import Columns
from viewer.ui.reading.folds import Fold, Folds
from viewer.ui.reading.layouts import CellLayout, TextStyle
from viewer.ui.reading.row_index import BLOCK

_KEPT_ROWS = 400
_PAGE = 32
"""Units fetched at once."""
_KEPT_PAGES = 64
_SAMPLE = 600
"""Code points of each version that are measured for the estimates."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Distances of the page in pixels, all following the zoom."""

    row_padding: int
    """Above and below the text of a row."""
    cell_margin: int
    """Left and right of the text of a cell."""
    strip: int
    """Height of the line of a fold and of a document's title."""
    gap_height: int
    """Least height of a row's text area."""

    @staticmethod
    def for_zoom(zoom: float) -> Metrics:
        return Metrics(
            row_padding=round(8 * zoom),
            cell_margin=round(16 * zoom),
            strip=round(30 * zoom),
            gap_height=round(22 * zoom),
        )


@dataclass(frozen=True, slots=True)
class RowLayout:
    """One row: strips above, then cells side by side. Pixels from the row's upper edge."""

    unit: Unit
    document_title: str | None
    """The title that stands above the row, if a document begins here."""
    fold: Fold | None
    """The fold whose line stands above the row."""
    folded: bool
    """Whether the row's own text is out of sight."""
    cells: Mapping[VersionId, CellLayout]
    text_top: int
    """Where the text of the cells begins."""
    height: int


class UnitSource:
    """Units fetched by the page, so that scrolling asks the database seldom."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._pages: OrderedDict[int, list[Unit]] = OrderedDict()

    def unit(self, number: int) -> Unit:
        page, place = divmod(number, _PAGE)
        units = self._pages.get(page)
        if units is None:
            start = page * _PAGE
            units = self._corpus.units(start, min(start + _PAGE, self._corpus.unit_count))
            self._pages[page] = units
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return units[place]

    def seen(self, number: int) -> Unit | None:
        """The unit as it was fetched; None if that is long ago. Asks the database nothing."""
        page, place = divmod(number, _PAGE)
        units = self._pages.get(page, [])
        return units[place] if place < len(units) else None


class Rows:
    """Lays rows out on demand, and says how high the others are likely to be: the height rule of row-locked columns."""

    def __init__(
        self,
        source: UnitSource,
        index: CorpusIndex,
        titles: tuple[str, ...],
        columns: Columns,
        folds: Folds,
        style: Callable[[VersionId], TextStyle],
    ) -> None:
        """`titles` are those of the documents; `style` gives how a version is set at the moment."""
        self._source = source
        self._index = index
        self._titles = titles
        self._columns = columns
        self._folds = folds
        self._style = style
        self._laid: OrderedDict[int, RowLayout] = OrderedDict()
        self._advance: dict[VersionId, float] = {}
        self._block_lengths: dict[VersionId, NDArray[np.int64]] = {}
        self._block_filled: dict[VersionId, NDArray[np.int64]] = {}
        self.metrics = Metrics.for_zoom(1.0)

    def clear(self, metrics: Metrics) -> None:
        """Forgets all layouts: a width, a font or the choice of versions has changed."""
        self.metrics = metrics
        self._laid.clear()

    def restyle(self) -> None:
        """Forgets the average widths of letters as well: the fonts have changed."""
        self._advance.clear()

    def forget(self, unit: int) -> None:
        self._laid.pop(unit, None)

    def is_laid(self, unit: int) -> bool:
        return unit in self._laid

    def row(self, number: int) -> RowLayout:
        """The row, laid out now if it is not yet."""
        row = self._laid.get(number)
        if row is not None:
            self._laid.move_to_end(number)
            return row
        row = self._laid[number] = self._lay_out(number)
        while len(self._laid) > _KEPT_ROWS:
            self._laid.popitem(last=False)
        return row

    def height(self, number: int) -> int:
        return self.row(number).height

    def _lay_out(self, number: int) -> RowLayout:
        unit = self._source.unit(number)
        metrics = self.metrics
        fold, folded = self._folds.head(number), self._folds.is_folded(number)
        title = self._titles[unit.document] if len(self._titles) > 1 and self._begins_document(number) else None
        strips = metrics.strip * ((fold is not None) + (title is not None))
        if folded:
            return RowLayout(unit, title, fold, True, {}, strips, strips)
        cells = {
            column.version: CellLayout(
                unit.cells[column.version], self._style(column.version), self._text_width(column.width)
            )
            for column in self._columns.columns
            if column.version in unit.cells
        }
        tallest = max((cell.height for cell in cells.values()), default=0)
        text_top = strips + metrics.row_padding
        height = text_top + max(tallest, metrics.gap_height) + metrics.row_padding
        return RowLayout(unit, title, fold, False, cells, text_top, height)

    def _begins_document(self, number: int) -> bool:
        starts = self._index.document_starts
        return int(starts[np.searchsorted(starts, number)]) == number

    def _text_width(self, column_width: int) -> float:
        return max(20, column_width - 2 * self.metrics.cell_margin)

    # The height rule. Letters are estimated by their average width in the version's own font and text.

    def blocks(self) -> NDArray[np.int64]:
        sizes = np.full(self._block_count, BLOCK, dtype=np.float64)
        if len(sizes):
            sizes[-1] = self._index.unit_count - BLOCK * (len(sizes) - 1)
        heights = np.zeros(self._block_count)
        for column in self._columns.columns:
            version = column.version
            lengths, filled = self._block_sums(version)
            line, per_line = self._setting(version, column.width)
            # A cell's last line is half empty on the average.
            heights = np.maximum(heights, (lengths / per_line + 0.5 * filled) * line)
        heights = np.maximum(heights, sizes * self.metrics.gap_height) + sizes * 2 * self.metrics.row_padding
        for fold in self._folds.folds:
            if not self._folds.is_open(fold):
                self._take_out(heights, sizes, fold)
        return np.ceil(heights).astype(np.int64)

    def rows(self, start: int, stop: int) -> NDArray[np.int64]:
        lines = np.full(stop - start, float(self.metrics.gap_height))
        for column in self._columns.columns:
            line, per_line = self._setting(column.version, column.width)
            lengths = self._index.lengths[column.version][start:stop]
            lines = np.maximum(lines, np.ceil(lengths / per_line) * line)
        heights: NDArray[np.int64] = np.ceil(lines).astype(np.int64) + 2 * self.metrics.row_padding
        for fold in self._folds.between(start, stop):
            first = fold.start - start
            if not self._folds.is_open(fold):
                heights[max(0, first) : max(0, fold.stop - start)] = 0
            if first >= 0:
                heights[first] += self.metrics.strip
        if len(self._titles) > 1:
            begins = self._index.document_starts[:-1]
            inside = begins[(begins >= start) & (begins < stop)] - start
            heights[inside] += self.metrics.strip
        # Rows laid out already keep what they measured: a corrected neighbour must not undo that.
        for number, row in self._laid.items():
            if start <= number < stop:
                heights[number - start] = row.height
        return heights

    @property
    def _block_count(self) -> int:
        return -(-self._index.unit_count // BLOCK)

    def _block_sums(self, version: VersionId) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        if version not in self._block_lengths:
            starts = np.arange(self._block_count) * BLOCK
            self._block_lengths[version] = np.add.reduceat(self._index.lengths[version], starts, dtype=np.int64)
            self._block_filled[version] = np.add.reduceat(self._index.counts[version] > 0, starts, dtype=np.int64)
        return self._block_lengths[version], self._block_filled[version]

    def _take_out(self, heights: NDArray[np.float64], sizes: NDArray[np.float64], fold: Fold) -> None:
        """Subtracts the rows of a closed fold, at their block's average, and adds the line that stands for them."""
        first, last = fold.start // BLOCK, (fold.stop - 1) // BLOCK
        edges = [fold.start, *range((first + 1) * BLOCK, fold.stop, BLOCK), fold.stop]
        for block, (start, stop) in zip(range(first, last + 1), pairwise(edges), strict=True):
            heights[block] -= heights[block] / sizes[block] * (stop - start)
            sizes[block] = max(1.0, sizes[block] - (stop - start))
        heights[first] += self.metrics.strip

    def _setting(self, version: VersionId, column_width: int) -> tuple[float, float]:
        """Height of a line in pixels, and how many code points it holds on the average."""
        style = self._style(version)
        if version not in self._advance:
            self._advance[version] = self._measure_advance(version, style)
        return math.ceil(style.line_height()), max(1.0, self._text_width(column_width) / self._advance[version])

    def _measure_advance(self, version: VersionId, style: TextStyle) -> float:
        metrics = QFontMetricsF(style.font(Kind.BODY))
        filled = np.flatnonzero(self._index.lengths[version][: 64 * BLOCK])[:20]
        sample = " ".join(
            segment.text for number in filled.tolist() for segment in self._source.unit(number).cells.get(version, ())
        )[:_SAMPLE]
        average = metrics.horizontalAdvance(sample) / len(sample) if sample else metrics.averageCharWidth()
        return max(1.0, average)
