"""The reading view: all versions of a corpus side by side and in step. The face of this package to the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import QueryError
from viewer.model import Direction, Kind, Segment, SegmentId, Span, Version, VersionId
from viewer.ui.reading.chips import ChipBar
from viewer.ui.reading.columns import Columns
from viewer.ui.reading.decorations import Highlights
from viewer.ui.reading.flow import Flow
from viewer.ui.reading.folds import Folds
from viewer.ui.reading.fonts import BASE_POINTS, load_fonts
from viewer.ui.reading.geometry import Geometry
from viewer.ui.reading.header import HeaderBar
from viewer.ui.reading.layouts import TextStyle
from viewer.ui.reading.marking import Marking
from viewer.ui.reading.page import Page
from viewer.ui.reading.painter import PagePainter
from viewer.ui.reading.place import Place, described, found_again, go_to_place, place_of
from viewer.ui.reading.row_index import RowIndex
from viewer.ui.reading.rows import Metrics, RowLayout, Rows, UnitSource
from viewer.ui.reading.selection import Caret
from viewer.ui.theme import LIGHT, Theme

SMALLEST_ZOOM, LARGEST_ZOOM = 0.5, 4.0
ZOOM_STEP = 1.1
_NARROWEST_EM = 18
"""Width of a pane, its margins included, below which it has to wait as a chip."""


class ReadingView(QWidget):
    """Row-locked columns over a corpus of any size. Nothing that is off screen is laid out."""

    place_changed = Signal()
    """The reader is somewhere else, or another row is the current one."""
    zoom_changed = Signal(float)
    selection_changed = Signal()
    columns_changed = Signal()
    """Versions were chosen, moved or resized."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_fonts()
        self._theme = LIGHT
        self._zoom = 1.0
        self._corpus: Corpus | None = None
        self._index: CorpusIndex | None = None
        self._versions: dict[VersionId, Version] = {}
        self._columns = Columns()
        self._source: UnitSource | None = None
        self._folds: Folds | None = None
        self._rows: Rows | None = None
        self._row_index: RowIndex | None = None
        self._flow: Flow | None = None
        self._place = Place(0)
        self._current: int | None = None
        self._highlights = Highlights()
        self._spans: dict[SegmentId, list[tuple[int, int]]] = {}
        self._header = HeaderBar(self._columns, self._theme, self)
        self._chips = ChipBar(self._columns, self)
        self._page = Page(self)
        self._marking = Marking(caret_at=self._caret_at, text_at=self._text_at, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._chips)
        layout.addWidget(self._header)
        layout.addWidget(self._page, 1)
        self.setFocusProxy(self._page)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._page.scrolled.connect(self._user_moved)
        self._page.resized.connect(self._reshape)
        self._page.row_pressed.connect(self._row_pressed)
        self._page.step_requested.connect(self.step)
        self._page.zoom_requested.connect(lambda steps: self.set_zoom(self._zoom * ZOOM_STEP**steps))
        self._page.toggle_requested.connect(self._toggle_current)
        self._page.marking_started.connect(self._marking.start)
        self._page.marking_moved.connect(self._marking.move)
        self._page.word_requested.connect(self._marking.take_word)
        self._page.paragraph_requested.connect(self._marking.take_paragraph)
        self._marking.changed.connect(self._selection_changed)
        self._header.border_dragged.connect(self._border_dragged)
        self._header.equalise_requested.connect(self.equalise)
        self._chips.version_requested.connect(self._swap_in)

    # What is shown

    @property
    def theme(self) -> Theme:
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._header.set_theme(theme)
        self._page.viewport().update()

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Shows a corpus from its first row on, or nothing. The view only reads, on the thread it lives in."""
        self._corpus = corpus
        self._index = corpus.index() if corpus is not None else None
        self._current = None
        self._place = Place(0)
        self._marking.clear()
        self._highlights = Highlights()
        self._spans.clear()
        if corpus is None or self._index is None:
            self._versions = {}
            self._columns.choose(())
            self._source = self._folds = self._rows = self._row_index = self._flow = None
        else:
            self._versions = {version.id: version for version in corpus.versions()}
            self._columns.choose(tuple(self._versions))
            self._folds = Folds(self._index)
            titles = tuple(document.title for document in corpus.documents())
            self._source = UnitSource(corpus)
            self._rows = Rows(self._source, self._index, titles, self._columns, self._folds, self._style)
            self._fit_columns()  # the estimates need widths
            self._row_index = RowIndex(self._index.unit_count, self._rows)
            self._flow = Flow(self._row_index, self._folds, self._rows.height)
        self._header.set_counts(None)
        self._header.set_versions(tuple(self._versions.values()), self._metrics.cell_margin)
        self._page.show_flow(self._flow, self._rows, self._page_painter)
        self._reshape()
        self.place_changed.emit()

    def refresh(self) -> None:
        """Shows the corpus as it is now, after a change: the line being read stays, and so do the reader's panes."""
        corpus, position, known, chosen = self._corpus, self.position(), set(self._versions), self._columns.chosen
        self.set_corpus(corpus)
        fresh = [version for version in self._versions if version not in known]
        self.set_chosen_versions([*chosen, *fresh])
        self.restore(position)

    @property
    def index(self) -> CorpusIndex | None:
        """The arrays of the corpus that is shown."""
        return self._index

    def shown_versions(self) -> list[VersionId]:
        """The versions on the screen, from left to right."""
        return [column.version for column in self._columns.columns]

    def chosen_versions(self) -> list[VersionId]:
        """All versions the reader chose, in order, whether there is room for them or not."""
        return list(self._columns.chosen)

    def set_chosen_versions(self, versions: Sequence[VersionId]) -> None:
        """Chooses and orders the panes; unknown ids are left out, and an empty choice means all."""
        known = [version for version in versions if version in self._versions]
        self._keeping_place(lambda: self._columns.choose(known or tuple(self._versions)))

    def equalise(self) -> None:
        """Makes all panes equally wide."""
        self._keeping_place(self._columns.equalise)

    def set_counts(self, counts: Mapping[VersionId, int] | None) -> None:
        """Hits per version for the headers; None when nothing is searched for."""
        self._header.set_counts(counts)

    def set_highlights(self, highlights: Highlights | None) -> None:
        """Marks what a search found. Cheap: only what is on the screen is looked at."""
        fresh = highlights or Highlights()
        if fresh.matchers != self._highlights.matchers:
            self._spans.clear()
        self._highlights = fresh
        self._page.viewport().update()

    # Zoom

    def zoom(self) -> float:
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Sets the size of all texts; 1 is 12 point Latin. Clamped to what can be read."""
        zoom = max(SMALLEST_ZOOM, min(LARGEST_ZOOM, zoom))
        if abs(zoom - 1) < 0.02:
            zoom = 1.0
        if zoom == self._zoom:
            return
        self._zoom = zoom
        if self._rows is not None:
            self._rows.restyle()
        self._reshape()
        self._header.set_versions(tuple(self._versions.values()), self._metrics.cell_margin)
        self.zoom_changed.emit(zoom)

    # Places

    def current_unit(self) -> int | None:
        """The row the reader is at: the current one if it can be seen, else the first that can be seen whole."""
        placed = self._flow.placed if self._flow is not None else []
        if any(one.unit == self._current for one in placed):
            return self._current
        whole = [one.unit for one in placed if one.top >= 0]
        return whole[0] if whole else (placed[0].unit if placed else None)

    def set_current_unit(self, unit: int | None) -> None:
        """Tints a row across all panes."""
        if unit != self._current:
            self._current = unit
            self._page.viewport().update()
            self.place_changed.emit()

    def go_to(
        self,
        unit: int,
        *,
        version: VersionId | None = None,
        segment: SegmentId | None = None,
        start: int = 0,
        top: bool = False,
    ) -> None:
        """Shows a row and makes it the current one, unfolding what hides it.

        With `segment` and `start` (code points) that line is shown. What can be seen already does not move, unless
        `top` asks for the upper edge.
        """
        if self._flow is None or self._folds is None or self._rows is None or self._index is None:
            return
        unit = max(0, min(unit, self._index.unit_count - 1))
        if self._folds.is_folded(unit):
            self._open_fold(unit)
        if version is not None and self._columns.column(version) is None and version in self._columns.waiting:
            self._swap_in(version)
        row = self._rows.row(unit)
        line = self._line_in_row(row, version, segment, start)
        placed = next((one for one in self._flow.placed if one.unit == unit), None)
        height = self._page.viewport().height()
        line_bottom = line + round(self._line_height())
        if top or placed is None or not (placed.top + line >= 0 and placed.top + line_bottom <= height):
            above = row.text_top - self._metrics.row_padding if top else line - height // 3
            # A row that fits is shown from its beginning.
            if not top and segment is None:
                above = -max(0, (height - row.height) // 3)
            self._flow.place(unit, above)
            self._page.arrange()
            self._remember_place()
        self._current = unit
        self._page.viewport().update()
        self.place_changed.emit()

    def step(self, direction: int) -> None:
        """Makes the next (+1) or the previous (-1) row the current one."""
        if self._flow is None or self._folds is None:
            return
        here = self.current_unit()
        if here is None:
            return
        if here == self._current:
            there = self._folds.next_shown(here) if direction > 0 else self._folds.previous_shown(here)
        else:
            there = here
        if there is not None:
            self._show_row(there)

    def visible_units(self) -> list[int]:
        """The rows on the screen, from top to bottom; a closed fold counts with its first."""
        return [placed.unit for placed in self._flow.placed] if self._flow is not None else []

    def position(self) -> dict[str, Any]:
        """Where the reader is, fit for JSON and for a corpus whose rows have changed since."""
        seen = self._source.seen(self._current) if self._source is not None and self._current is not None else None
        return described(self._place, self._current, seen)

    def restore(self, position: Mapping[str, Any]) -> None:
        """Goes where `position` was taken; anything unknown or stale in it leads to the nearest row."""
        found = found_again(position, self._corpus) if self._corpus is not None else None
        if found is not None:
            self._place, self._current = found
            self._reshape()
            self.place_changed.emit()

    # Furniture

    def unfold_all(self, opened: bool) -> None:
        """Opens or closes every fold."""
        folds = self._folds
        if folds is not None:
            self._keeping_place(lambda: folds.set_all_open(opened))

    def folded(self) -> tuple[int, int]:
        """How many folds are closed, and how many paragraphs are out of sight in them."""
        return self._folds.folded() if self._folds is not None else (0, 0)

    # Selection

    def has_selection(self) -> bool:
        return self._marking.selection is not None and not self._marking.selection.empty

    def selected_text(self) -> str:
        """What is marked, in logical order and letter for letter; a line per paragraph."""
        selection = self._marking.selection
        return selection.text(self._source.unit) if selection is not None and self._source is not None else ""

    def selected_rows(self) -> tuple[int, int] | None:
        """The first and the last row of which something is marked."""
        selection = self._marking.selection
        return (selection.first.unit, selection.last.unit) if selection is not None and not selection.empty else None

    def _caret_at(self, point: QPoint, version: VersionId | None) -> tuple[VersionId, Caret] | None:
        geometry = self._geometry()
        return geometry.caret_at(self._page.viewport().mapTo(self, point), version) if geometry else None

    def _text_at(self, version: VersionId, caret: Caret) -> str | None:
        segments = self._source.unit(caret.unit).cells.get(version, ()) if self._source is not None else ()
        return segments[caret.place].text if caret.place < len(segments) else None

    def _selection_changed(self) -> None:
        self._page.viewport().update()
        self.selection_changed.emit()

    # Geometry, in pixels of this widget

    def rect_of(self, span: Span) -> list[QRectF]:
        """Rectangles of a span that is on the screen; several where it is split, none where it cannot be seen."""
        geometry = self._geometry()
        return [rect for version in self.shown_versions() for rect in geometry.rects(version, span)] if geometry else []

    def span_at(self, point: QPoint) -> Span | None:
        """The letter at a point, as a span of one code point."""
        geometry = self._geometry()
        return geometry.span_at(point) if geometry else None

    def geometry_report(self) -> dict[str, Any]:
        """Panes, cells and highlights on the screen, as the command line's geometry file names them."""
        geometry = self._geometry()
        if geometry is None:
            return {"panes": [], "cells": [], "highlights": []}
        directions = {version.id: version.direction for version in self._versions.values()}
        return geometry.report(directions, self._spans_of)

    def _geometry(self) -> Geometry | None:
        if self._flow is None or self._rows is None:
            return None
        viewport = self._page.viewport()
        window = QRect(viewport.mapTo(self, QPoint(0, 0)), viewport.size())
        return Geometry(self._flow.placed, self._rows, self._columns, window)

    # Inside

    @property
    def _metrics(self) -> Metrics:
        return Metrics.for_zoom(self._zoom)

    @property
    def _gutter(self) -> int:
        digits = len(str(self._index.unit_count)) if self._index is not None else 1
        return round(QFontMetricsF(self._small_font()).horizontalAdvance("0" * max(2, digits))) + 24

    def _small_font(self) -> QFont:
        font = QFont()
        font.setPointSizeF(max(7.0, BASE_POINTS * 0.72 * self._zoom))
        return font

    def _line_height(self) -> float:
        return max((self._style(version).line_height() for version in self.shown_versions()), default=24.0)

    def _style(self, version: VersionId) -> TextStyle:
        known = self._versions[version]
        return TextStyle(known.language, known.direction, self._zoom)

    def _page_painter(self) -> PagePainter:
        folds = self._folds
        return PagePainter(
            theme=self._theme,
            columns=self._columns,
            gutter=self._gutter,
            margin=self._metrics.cell_margin,
            strip=self._metrics.strip,
            small=self._small_font(),
            tags=lambda version: self._versions[version].language,
            spans=self._spans_of,
            marked=self._highlights.marks,
            selected=self._marking.within,
            current=self._current,
            is_open=lambda fold: folds is not None and folds.is_open(fold),
        )

    def _spans_of(self, version: VersionId, segment: Segment) -> list[tuple[int, int, bool]]:
        if not self._highlights.matchers:
            return []
        spans = self._spans.get(segment.id)
        if spans is None:
            try:
                spans = self._highlights.spans(version, segment.text)
            except QueryError:  # an expression that takes too long on this paragraph; the search bar says so
                spans = []
            self._spans[segment.id] = spans
        return [(start, stop, self._highlights.is_current(segment.id, start)) for start, stop in spans]

    def _fit_columns(self) -> None:
        em = QFontMetricsF(TextStyle("en", Direction.LTR, self._zoom).font(Kind.BODY)).horizontalAdvance("m")
        width = self._page.viewport().width() - self._gutter
        self._columns.fit(left=self._gutter, width=width, minimum=round(_NARROWEST_EM * em))

    def _reshape(self) -> None:
        """Widths, fonts or the choice of panes have changed: lays out anew around the line that is being read."""
        self._fit_columns()
        if self._rows is not None and self._row_index is not None and self._flow is not None:
            self._rows.clear(self._metrics)
            self._row_index.reset()
            self._page.set_line(round(self._line_height()))
            if self._row_index.count:
                go_to_place(self._flow, self._place, self._rows.row)
            self._page.arrange()
        self._header.columns_changed()
        self._chips.refresh(self._versions)

    def _keeping_place(self, change: Any) -> None:
        change()
        self._reshape()
        self.columns_changed.emit()
        self.place_changed.emit()

    def _remember_place(self) -> None:
        if self._flow is not None and self._rows is not None and self._flow.placed:
            self._place = place_of(self._flow, self._rows.row(self._flow.unit), self.shown_versions())

    def _user_moved(self) -> None:
        self._remember_place()
        self.place_changed.emit()

    def _row_pressed(self, unit: int, on_strip: bool) -> None:
        if on_strip or (self._folds is not None and self._folds.is_folded(unit)):
            self._toggle_fold(unit)
        else:
            self.set_current_unit(unit)

    def _toggle_current(self) -> None:
        if self._folds is not None and self._current is not None and self._folds.fold_of(self._current) is not None:
            self._toggle_fold(self._current)

    def _toggle_fold(self, unit: int) -> None:
        folds = self._folds
        fold = folds.fold_of(unit) if folds is not None else None
        if folds is None or fold is None:
            return
        folds.set_open(fold, not folds.is_open(fold))
        self._fold_changed(fold.start, fold.stop)

    def _open_fold(self, unit: int) -> None:
        fold = self._folds.fold_of(unit) if self._folds is not None else None
        if self._folds is not None and fold is not None:
            self._folds.set_open(fold, True)
            self._fold_changed(fold.start, fold.stop)

    def _fold_changed(self, start: int, stop: int) -> None:
        """Only the rows of the fold have changed; nothing else is laid out again."""
        if self._rows is None or self._row_index is None or self._flow is None:
            return
        for unit in range(start, stop):
            self._rows.forget(unit)
        self._row_index.forget_rows(start, stop)
        self._flow.place(self._flow.unit, self._flow.offset)
        self._page.arrange()
        self._remember_place()
        self.place_changed.emit()

    def _line_in_row(self, row: RowLayout, version: VersionId | None, segment: SegmentId | None, start: int) -> int:
        """Top of the line that is asked for, in pixels of the row."""
        cell = row.cells.get(version) if version is not None else None
        top = cell.line_top(segment, start) if cell is not None and segment is not None else None
        return round(row.text_top + (top or 0))

    def _show_row(self, unit: int) -> None:
        """Makes a row current without opening folds, moving the page as little as needed."""
        if self._flow is None or self._rows is None:
            return
        height = self._page.viewport().height()
        placed = next((one for one in self._flow.placed if one.unit == unit), None)
        if placed is None or placed.top < 0 or (placed.bottom > height and placed.top > 0):
            row = self._rows.row(unit)
            below = (placed is not None and placed.top > 0) or unit > self._flow.unit
            self._flow.place(unit, row.height - height if below and row.height < height else 0)
            self._page.arrange()
            self._remember_place()
        self.set_current_unit(unit)

    def _border_dragged(self, left_of: int, x: int) -> None:
        self._keeping_place(lambda: self._columns.drag_border(left_of, x))

    def _swap_in(self, version: VersionId) -> None:
        self._keeping_place(lambda: self._columns.swap_in(VersionId(version)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reshape()
