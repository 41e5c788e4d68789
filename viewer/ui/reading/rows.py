"""Rows of the page, band by band: what stands where in each, and a cache of the ones that were laid out lately."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from viewer.model import Stretch, Touched, Unit, VersionId
from viewer.ui.reading.arrangement import Arrangement, Pane
from viewer.ui.reading.bands import Band, SentenceBands, band_holding, bands_of, sentence_bands, shares
from viewer.ui.reading.fold_walk import FoldWalk
from viewer.ui.reading.folds import Fold
from viewer.ui.reading.heights import Estimates, Metrics, estimated_bands
from viewer.ui.reading.layouts import CellLayout, TextStyle
from viewer.ui.reading.sentences import Sentences
from viewer.ui.reading.source import UnitSource

_KEPT_BANDS = 200
_KEPT_ROWS = 600
"""Rows whose bands and measured heights are remembered."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One version in one band. Pixels: x from the left edge of the view, y from the upper edge of the band."""

    pane: Pane
    top: int
    height: int
    """Of the whole cell, whose ground is the pane's width."""
    text_top: int
    text: CellLayout | None
    """None where the version has nothing here."""
    is_gap: bool
    """Whether the version has nothing in the whole row, or nothing among the sentences of the band."""

    @property
    def version(self) -> VersionId:
        return self.pane.version

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class BandLayout:
    """One band of a row: strips above, then its cells. Pixels from the band's upper edge."""

    unit: Unit
    number: int
    """Which band of the row, from 0."""
    bands: int
    """How many the row has."""
    by_sentence: bool
    """Whether each of them is a row of sentences."""
    document_title: str | None
    """The title that stands above, if a document begins here."""
    fold: Fold | None
    """The fold whose line stands above."""
    folded: bool
    """Whether the row's own text is out of sight."""
    cells: Mapping[VersionId, Cell]
    """Every version of the flow, those with nothing here too; none if folded."""
    top: int
    """Where the cells begin, below the strips."""
    height: int

    @property
    def text_top(self) -> int:
        """Where the uppermost text begins."""
        return min((cell.text_top for cell in self.cells.values()), default=self.top)

    def text(self, version: VersionId) -> CellLayout | None:
        """What a version has here; None if nothing, or if it is not in the flow."""
        cell = self.cells.get(version)
        return cell.text if cell is not None else None


class Rows:
    """Lays bands out on demand, and is the height rule of one flow."""

    def __init__(
        self,
        source: UnitSource,
        estimates: Estimates,
        titles: tuple[str, ...],
        walk: FoldWalk,
        style: Callable[[VersionId], TextStyle],
        sentences: Sentences,
    ) -> None:
        """`titles` are those of the documents; `style` gives how a version is set at the moment."""
        self._source = source
        self._sentences = sentences
        self._estimates = estimates
        self._titles = titles
        self._walk = walk
        self._style = style
        self._styles: dict[VersionId, TextStyle] = {}
        self._laid: OrderedDict[tuple[int, int], BandLayout] = OrderedDict()
        self._bands: OrderedDict[int, Sequence[Band]] = OrderedDict()
        self._heights: dict[int, list[int]] = {}
        self._tall = 1.0
        self.arrangement = Arrangement(())
        self.metrics = Metrics.for_zoom(1.0)

    def clear(self, arrangement: Arrangement, metrics: Metrics, window: int) -> None:
        """Forgets all layouts: widths, fonts or the choice of versions have changed. `window` is its height, pixels."""
        self.arrangement = arrangement
        self.metrics = metrics
        self._styles = {pane.version: self._style(pane.version) for pane in arrangement.panes}
        self._tall = max(1.0, window / 2)
        self._laid.clear()
        self._bands.clear()
        self._heights.clear()

    def forget(self, unit: int) -> None:
        for band in range(len(self._bands.pop(unit, ()))):
            self._laid.pop((unit, band), None)
        self._heights.pop(unit, None)

    def renumber(self, touched: Touched) -> None:
        """Rows that look different now are forgotten; what was laid out of those below them keeps its shape."""
        more, stop = touched.after - touched.before, touched.start + touched.before
        moved = {unit: unit if unit < stop else unit + more for unit in self._bands if not touched.start <= unit < stop}
        if not more and len(moved) == len(self._bands):
            return
        self._heights = {moved[unit]: self._heights[unit] for unit in moved}
        self._bands = OrderedDict((moved[unit], bands) for unit, bands in self._bands.items() if unit in moved)
        laid = [(unit, number, band) for (unit, number), band in self._laid.items() if unit in moved]
        self._laid = OrderedDict(
            ((moved[unit], number), band if moved[unit] == unit else self._moved(band, moved[unit]))
            for unit, number, band in laid
        )

    def _moved(self, band: BandLayout, unit: int) -> BandLayout:
        fold = self._walk.head(unit) if band.fold is not None else None
        return replace(band, unit=replace(band.unit, number=unit), fold=fold)

    def unit(self, number: int) -> Unit:
        """What stands in a row."""
        return self._source.unit(number)

    def is_laid(self, unit: int, band: int) -> bool:
        return (unit, band) in self._laid

    def band(self, unit: int, number: int) -> BandLayout:
        """The band, laid out now if it is not yet."""
        band = self._laid.get((unit, number))
        if band is not None:
            self._laid.move_to_end((unit, number))
            return band
        band = self._laid[unit, number] = self._lay_out(unit, number)
        self._heights[unit][number] = band.height
        while len(self._laid) > _KEPT_BANDS:
            self._laid.popitem(last=False)
        return band

    def whole(self, unit: int) -> Iterator[BandLayout]:
        """All bands of a row, each laid out when it is asked for."""
        for number in range(self.bands(unit)):
            yield self.band(unit, number)

    def band_of(self, unit: int, version: VersionId, place: int, code_point: int) -> int:
        """Which band of a row holds a code point of a version's segment; the last that begins before it."""
        return band_holding(self._bands_of(unit), version, place, code_point)

    # Rows by sentence

    def want_sentences(self, units: Iterable[int]) -> None:
        """These rows are on the screen."""
        self._sentences.want(
            (self.unit(unit) for unit in units if not isinstance(self._bands.get(unit), SentenceBands)), seen=True
        )

    def take_sentences(self) -> list[int]:
        """Forgets the rows that can be cut into sentences by now and were not; which these are, ascending."""
        found = [
            unit
            for unit, bands in self._bands.items()
            if not isinstance(bands, SentenceBands)
            and not self._walk.is_folded(unit)
            and self._by_sentence(self.unit(unit))
        ]
        for unit in found:
            self.forget(unit)
        return sorted(found)

    # The blocks of a flow

    def bands(self, unit: int) -> int:
        return len(self._bands_of(unit))

    def height(self, unit: int, band: int) -> int:
        return self.band(unit, band).height

    def heights(self, unit: int) -> list[int]:
        self._bands_of(unit)
        return self._heights[unit]

    # The height rule

    def blocks(self) -> NDArray[np.int64]:
        return self._estimates.blocks(self.arrangement, self.metrics, self._walk)

    def rows(self, start: int, stop: int) -> NDArray[np.int64]:
        heights = self._estimates.rows(start, stop, self.arrangement, self.metrics, self._walk)
        # Rows laid out already keep what they measured: a corrected neighbour must not undo that.
        for number, bands in self._heights.items():
            if start <= number < stop:
                heights[number - start] = sum(bands)
        return heights

    # Inside

    def _bands_of(self, unit: int) -> Sequence[Band]:
        bands = self._bands.get(unit)
        if bands is not None:
            self._bands.move_to_end(unit)
            return bands
        versions = [pane.version for pane in self.arrangement.panes]
        if self._walk.is_folded(unit):
            bands = (Band({}),)
            self._heights[unit] = [0]
        else:
            row = self._source.unit(unit)
            height = self._text_height(row)
            self._sentences.want([row], seen=False)
            bands = self._by_sentence(row) or bands_of(row, versions, height / self._tall)
            total = round(height) + 2 * self.metrics.row_padding
            self._heights[unit] = estimated_bands(shares(bands), total)
        self._bands[unit] = bands
        while len(self._bands) > _KEPT_ROWS:
            self._heights.pop(self._bands.popitem(last=False)[0], None)
        return bands

    def _by_sentence(self, row: Unit) -> SentenceBands | None:
        """The bands of a row that is shown by sentence; None if it is not, or not yet."""
        parts = self._sentences.parts(row)
        return sentence_bands(parts, [pane.version for pane in self.arrangement.panes]) if parts else None

    def _text_height(self, row: Unit) -> float:
        """The likely height of a row's text, pixels."""
        heights = [
            self._estimates.text(pane, sum(len(segment.text) for segment in row.cells[pane.version]))
            for pane in self.arrangement.panes
            if pane.version in row.cells
        ]
        return (sum if self.arrangement.stacked else max)(heights or [0.0])

    def _lay_out(self, number: int, band: int) -> BandLayout:
        unit, bands = self._source.unit(number), self._bands_of(number)
        metrics, first, last = self.metrics, band == 0, band == len(bands) - 1
        fold = self._walk.head(number) if first else None
        folded = self._walk.is_folded(number)
        title = self._titles[unit.document] if first and len(self._titles) > 1 and self._begins(number) else None
        top = metrics.strip * ((fold is not None) + (title is not None))
        by_sentence = isinstance(bands, SentenceBands)
        if folded:
            return BandLayout(unit, band, len(bands), by_sentence, title, fold, True, {}, top, top)
        texts = {
            pane.version: CellLayout(
                unit.cells[pane.version],
                self._styles[pane.version],
                pane.text_width,
                bands[band].stretches[pane.version],
            )
            for pane in self.arrangement.panes
            if pane.version in bands[band].stretches
        }
        above = metrics.row_padding if first else self._space_above(bands[band].stretches, by_sentence)
        below = metrics.row_padding if last else 0
        gaps = {
            pane.version
            for pane in self.arrangement.panes
            if pane.version not in (bands[band].stretches if by_sentence else unit.cells)
        }
        place = self._stacked if self.arrangement.stacked else self._side_by_side
        cells, height = place(texts, gaps, top, above, below)
        return BandLayout(unit, band, len(bands), by_sentence, title, fold, False, cells, top, height)

    def _side_by_side(
        self, texts: Mapping[VersionId, CellLayout], gaps: Collection[VersionId], top: int, above: int, below: int
    ) -> tuple[dict[VersionId, Cell], int]:
        tallest = max((text.height for text in texts.values()), default=0)
        height = above + max(tallest, self.metrics.gap_height) + below
        cells = {
            pane.version: Cell(pane, top, height, top + above, texts.get(pane.version), pane.version in gaps)
            for pane in self.arrangement.panes
        }
        return cells, top + height

    def _stacked(
        self, texts: Mapping[VersionId, CellLayout], gaps: Collection[VersionId], top: int, above: int, below: int
    ) -> tuple[dict[VersionId, Cell], int]:
        cells, y = {}, top
        for pane in self.arrangement.panes:
            text = texts.get(pane.version)
            gap = pane.version in gaps
            if text is None and not gap:
                cells[pane.version] = Cell(pane, y, 0, y, None, False)
                continue
            height = max(text.height if text is not None else 0, self.metrics.gap_height) + self.metrics.between
            head = above if y == top else 0
            cells[pane.version] = Cell(pane, y, head + height, y + head, text, gap)
            y += head + height
        return cells, max(y, top + 1) + below

    def _space_above(self, stretches: Mapping[VersionId, tuple[Stretch, ...]], by_sentence: bool) -> int:
        """What separates a band from the one above: the space between paragraphs where one begins."""
        begins = (by_sentence and self.arrangement.stacked) or any(
            one.start == 0 for cell in stretches.values() for one in cell[:1]
        )
        return round(self.metrics.gap_height / 2) if begins else round(self.metrics.between)

    def _begins(self, number: int) -> bool:
        starts = self._estimates.index.document_starts
        return int(starts[np.searchsorted(starts, number)]) == number
