"""How high rows are likely to be before anybody laid them out, from the numbers of their letters."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QFontMetricsF

from viewer.corpus import CorpusIndex
from viewer.model import Kind, Touched, VersionId
from viewer.ui.reading.arrangement import Arrangement, Pane
from viewer.ui.reading.block_edges import BLOCK, BlockEdges
from viewer.ui.reading.fold_walk import FoldWalk
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.reading.source import UnitSource

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
    between: int
    """Between versions that stand under one another."""

    @staticmethod
    def for_zoom(zoom: float) -> Metrics:
        return Metrics(
            row_padding=round(8 * zoom),
            cell_margin=round(16 * zoom),
            strip=round(30 * zoom),
            gap_height=round(22 * zoom),
            between=round(5 * zoom),
        )


class Estimates:
    """Sums over blocks of rows, and the average width of a letter of every version: shared by all flows of a corpus."""

    def __init__(
        self,
        source: UnitSource,
        index: CorpusIndex,
        style: Callable[[VersionId], TextStyle],
        titled: bool,
    ) -> None:
        """`style` gives how a version is set at the moment; `titled` says that documents have a strip with a title."""
        self.index = index
        self.edges = BlockEdges.of(index.unit_count)
        """Those of the blocks of rows."""
        self._source = source
        self._style = style
        self._titled = titled
        self._measured: dict[VersionId, tuple[float, float]] = {}
        """Height of a line and average width of a letter, pixels."""
        self._block_sums_known: dict[VersionId, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}

    def restyle(self) -> None:
        """Forgets heights of lines and widths of letters: fonts have changed."""
        self._measured.clear()

    def blocks(self, arrangement: Arrangement, metrics: Metrics, walk: FoldWalk) -> NDArray[np.int64]:
        """Height of each block of rows."""
        sizes = np.diff(self.edges.edges).astype(np.float64)
        cells = [np.zeros(len(sizes))]
        for pane in arrangement.panes:
            lengths, filled = self._block_sums(pane.version)
            line, per_line = self.setting(pane)
            # A cell's last line is half empty on the average.
            text = (lengths / per_line + 0.5 * filled) * line
            cells.append(text + sizes * metrics.between if arrangement.stacked else text)
        heights = np.maximum(arrangement.together(cells), sizes * metrics.gap_height) + sizes * 2 * metrics.row_padding
        hidden, lines = walk.counts(self.edges.edges)
        # What is out of sight is taken to be as high as its neighbours.
        heights = heights * (1 - hidden / np.maximum(sizes, 1)) + lines * metrics.strip
        return np.ceil(heights).astype(np.int64)

    def rows(
        self, start: int, stop: int, arrangement: Arrangement, metrics: Metrics, walk: FoldWalk
    ) -> NDArray[np.int64]:
        """Height of each row from `start` to `stop` (half-open); 0 for one that is not shown."""
        cells = [np.zeros(stop - start)]
        for pane in arrangement.panes:
            line, per_line = self.setting(pane)
            lengths = self.index.lengths[pane.version][start:stop]
            text = np.ceil(lengths / per_line) * line
            cells.append(np.maximum(text, metrics.gap_height) + metrics.between if arrangement.stacked else text)
        together = np.maximum(arrangement.together(cells), metrics.gap_height)
        heights: NDArray[np.int64] = np.ceil(together).astype(np.int64) + 2 * metrics.row_padding
        for fold in walk.between(start, stop):
            first = fold.start - start
            if not walk.takes_room(fold):
                heights[max(0, first) : max(0, fold.stop - start)] = 0
            if first >= 0 and walk.has_line(fold):
                heights[first] += metrics.strip
        if self._titled:
            begins = self.index.document_starts[:-1]
            inside = begins[(begins >= start) & (begins < stop)] - start
            heights[inside] += metrics.strip
        return heights

    def setting(self, pane: Pane) -> tuple[float, float]:
        """Height of a line in pixels, and how many code points it holds on the average."""
        if pane.version not in self._measured:
            style = self._style(pane.version)
            advance = self._measure_advance(pane.version, style)
            self._measured[pane.version] = math.ceil(style.line_height()), advance
        line, advance = self._measured[pane.version]
        return line, max(1.0, pane.text_width / advance)

    def text(self, pane: Pane, length: int) -> float:
        """The height of `length` code points in one pane, pixels."""
        line, per_line = self.setting(pane)
        return math.ceil(length / per_line) * line

    def renumber(self, index: CorpusIndex, touched: Touched) -> None:
        """Some rows are others by now: adds up anew the blocks that hold them."""
        held, before = self.edges.holding(touched), len(self.edges)
        self.index, self.edges = index, self.edges.patched(touched)
        fresh = slice(held.start, held.stop + len(self.edges) - before)
        for version, known in list(self._block_sums_known.items()):
            sums = zip(known, self._added_up(version, fresh), strict=True)
            lengths, filled = (np.concatenate((old[: held.start], new, old[held.stop :])) for old, new in sums)
            self._block_sums_known[version] = lengths, filled

    def _block_sums(self, version: VersionId) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        if version not in self._block_sums_known:
            self._block_sums_known[version] = self._added_up(version, slice(0, len(self.edges)))
        return self._block_sums_known[version]

    def _added_up(self, version: VersionId, blocks: slice) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Letters and filled cells of each of some blocks."""
        edges = self.edges.edges[blocks.start : blocks.stop + 1]
        rows, starts = slice(int(edges[0]), int(edges[-1])), edges[:-1] - edges[0]
        if not len(starts):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        lengths = np.add.reduceat(self.index.lengths[version][rows], starts, dtype=np.int64)
        return lengths, np.add.reduceat(self.index.counts[version][rows] > 0, starts, dtype=np.int64)

    def _measure_advance(self, version: VersionId, style: TextStyle) -> float:
        metrics = QFontMetricsF(style.font(Kind.BODY))
        filled = np.flatnonzero(self.index.lengths[version][: 64 * BLOCK])[:20]
        sample = " ".join(
            segment.text[:_SAMPLE]
            for number in filled.tolist()
            for segment in self._source.unit(number).cells.get(version, ())[:20]
        )[:_SAMPLE]
        average = metrics.horizontalAdvance(sample) / len(sample) if sample else metrics.averageCharWidth()
        return max(1.0, average)


def estimated_bands(lengths: Sequence[int], total: int) -> list[int]:
    """`total` pixels shared out among bands of these lengths in code points."""
    letters = max(1, sum(lengths))
    return [max(1, round(total * length / letters)) for length in lengths]
