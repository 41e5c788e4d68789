"""What is laid over the texts when they are painted: hits, marks, partners, veils, signs, the caret; and colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QTimer
from PySide6.QtGui import QPainter

from viewer.model import Segment, VersionId
from viewer.ui.i18n import Safe, translator
from viewer.ui.reading.caret_browsing import CaretBrowsing
from viewer.ui.reading.decorations import Highlighter
from viewer.ui.reading.geometry import Geometry
from viewer.ui.reading.invisible import Invisibles
from viewer.ui.reading.marking import Marking
from viewer.ui.reading.page import Page
from viewer.ui.reading.page_form import PageForm
from viewer.ui.reading.painter import Decorator, MarginInk, Mark, Overlay, PagePainter
from viewer.ui.reading.pointing import Pointing
from viewer.ui.reading.possible import Possible
from viewer.ui.reading.rows import BandLayout, Cell
from viewer.ui.reading.spread import Spread
from viewer.ui.reading.steering import Steering
from viewer.ui.reading.veils import Veils
from viewer.ui.theme import LIGHT, Theme

tr = translator("Page")


class Dressing:
    """Puts together what the painter needs beside the bands themselves."""

    def __init__(
        self,
        page: Page,
        *,
        steering: Steering,
        marking: Marking,
        pointing: Pointing,
        caret: CaretBrowsing,
        veils: Veils,
        overlays: Sequence[Overlay],
        decorators: Sequence[Decorator],
        margin_inks: Sequence[MarginInk],
        names: Callable[[VersionId], str],
        short_names: Callable[[VersionId], str],
    ) -> None:
        """`overlays`, `decorators` and `margin_inks` are asked for at each painting; `names` are those in sentences,
        `short_names` those beside lines."""
        self.theme: Theme = LIGHT
        self.form = PageForm()
        self.highlighter = Highlighter()
        self._catch_up = QTimer(page, singleShot=True, interval=0)
        """Paints again what had to be painted without its hits."""
        self._catch_up.timeout.connect(page.viewport().update)
        self.possible = Possible(page.viewport().update, self._catch_up.start)
        self.invisibles = Invisibles()
        self._page = page
        self._steering = steering
        self._marking = marking
        self._pointing = pointing
        self._caret = caret
        self._veils = veils
        self._overlays = overlays
        self._decorators = decorators
        self._margin_inks = margin_inks
        self._names = names
        self._short_names = short_names

    def painter(self, spread: Spread, *, units: int, mirrored: bool) -> PagePainter:
        """The painter for this moment; `units` are the rows of the corpus, for whose numbers there is a margin."""
        form, gutter = self.form, self.form.gutter(units)
        self.highlighter.begin()
        self.possible.begin()
        return PagePainter(
            theme=self.theme,
            gutter=gutter,
            gutter_left=self._page.viewport().width() - gutter if mirrored else 0,
            numbered=form.numbered,
            marked_rows=form.marked_rows,
            tinted=form.tinted,
            margin=form.metrics.cell_margin,
            strip=form.metrics.strip,
            small=form.small_font(),
            names=self._names,
            short_names=self._short_names,
            marked=self.highlighter.highlights.marks,
            lacking=self.highlighter.highlights.lacks,
            current=self._steering.current,
            is_open=spread.folds.is_open,
            pointed=self._pointing.unit,
            decorators=(self._partners, *self._decorators, self._translations, self._hits, self._selected),
            veiled=self._veils.is_veiled,
            blurred=self._veils.blurred,
            margin_inks=tuple(self._margin_inks),
            overlays=(*([self._signs] if self.invisibles.shown else ()), *self._overlays, self._caret.ink.paint),
        )

    @property
    def tells(self) -> bool:
        """Whether there is anything to be told of points."""
        return self.invisibles.shown or self.possible.shown

    def tip(self, geometry: Geometry, place: QPoint, point: QPoint) -> Safe:
        """What is told of a point, in pixels of the view and of the page: the name of a character that cannot be seen,
        or that a word is only a possible translation."""
        seen = geometry.cell_at(place)
        if seen is None or seen.cell.text is None:
            return Safe()
        inside = QPointF(point) - QPointF(seen.cell.pane.text_left, seen.text_top)
        name = self.invisibles.name_at(seen.cell.text, inside) if self.invisibles.shown else ""
        if name or not self.possible.shown or geometry.letter_at(place) is None:
            return Safe(name)
        letter = geometry.span_at(place)
        for laid in seen.cell.text.segments:
            if letter is not None and laid.segment.id == letter.segment:
                spans = self.possible.spans(seen.cell.version, seen.placed.unit, laid.segment)
                if any(start <= letter.start < stop for start, stop in spans):
                    return tr("Possible translation of what was found: a guess")
        return Safe()

    def _signs(self, painter: QPainter, cell: Cell, _band: BandLayout, origin: QPointF) -> None:
        if cell.text is not None:
            clip = QRectF(self._page.viewport().rect())
            self.invisibles.paint(painter, cell.text, origin, clip, theme=self.theme, small=self.form.small_font())

    def _partners(self, version: VersionId, unit: int, place: int, _segment: Segment, _shown: range) -> Iterable[Mark]:
        return (Mark(start, stop, self.theme.partner) for start, stop in self._pointing.spans(version, unit, place))

    def _translations(
        self, version: VersionId, unit: int, _place: int, segment: Segment, _shown: range
    ) -> Iterable[Mark]:
        theme = self.theme
        return (Mark(*span, theme.possible, None, theme.accent) for span in self.possible.spans(version, unit, segment))

    def _hits(self, version: VersionId, unit: int, _place: int, segment: Segment, shown: range) -> Iterable[Mark]:
        theme = self.theme
        for start, stop, current in self.highlighter.spans(version, unit, segment, shown):
            colours = (theme.current_hit, theme.current_hit_text) if current else (theme.hit, theme.hit_text)
            yield Mark(start, stop, *colours)
        if self.highlighter.behind:
            self._catch_up.start()

    def _selected(self, version: VersionId, unit: int, place: int, segment: Segment, _shown: range) -> Iterable[Mark]:
        marked = self._marking.within(version, unit, place, segment)
        return (Mark(*marked, self.theme.selection, self.theme.selection_text),) if marked is not None else ()
