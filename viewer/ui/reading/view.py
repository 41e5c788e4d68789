"""The reading view: all versions of a corpus side by side and in step. The face of this package to the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from viewer.corpus import Corpus, CorpusIndex
from viewer.model import Direction, SegmentId, Span, Touched, Unit, Version, VersionId
from viewer.ui.i18n import Safe
from viewer.ui.reading import kept
from viewer.ui.reading.accessibility import Accessibility
from viewer.ui.reading.arrangement import Arrangement, Layout
from viewer.ui.reading.caret_browsing import CaretBrowsing
from viewer.ui.reading.decorations import Highlights
from viewer.ui.reading.dressing import Dressing
from viewer.ui.reading.fonts import load_fonts
from viewer.ui.reading.geometry import Geometry
from viewer.ui.reading.layouts import TextStyle, styled
from viewer.ui.reading.links import Links
from viewer.ui.reading.marking import Marking
from viewer.ui.reading.names import called, short_name_of
from viewer.ui.reading.page import Page
from viewer.ui.reading.page_form import PageForm
from viewer.ui.reading.painter import PagePainter
from viewer.ui.reading.panes import Panes
from viewer.ui.reading.place import Place, described, found_again
from viewer.ui.reading.pointing import Pointing
from viewer.ui.reading.renumbering import Renumbering
from viewer.ui.reading.sentences import Sentences
from viewer.ui.reading.source import UnitSource
from viewer.ui.reading.spoken import SpokenPage
from viewer.ui.reading.spread import Spread
from viewer.ui.reading.stage import Stage
from viewer.ui.reading.steering import Steering
from viewer.ui.reading.styles import VersionStyle
from viewer.ui.reading.survey import Survey
from viewer.ui.reading.touch import Touch
from viewer.ui.reading.veils import Veils
from viewer.ui.theme import LIGHT, Theme

SMALLEST_ZOOM, LARGEST_ZOOM = 0.5, 4.0
ZOOM_STEP = 1.1
_LOOKED_AT = 64
"""Rows that were touched by a change, beyond which all that was found on the screen is looked for again."""


class ReadingView(QWidget):
    """A spread over a corpus of any size. Nothing that is off screen is laid out."""

    place_changed = Signal()
    """The reader is somewhere else, or another row is the current one."""
    zoom_changed = Signal(float)
    selection_changed = Signal()
    columns_changed = Signal()
    """Versions were chosen, moved, resized, linked or unlinked; or another layout."""
    leaving = Signal(str)
    """A jump is about to happen, and `position` still tells from where; jumps of one run, which may be "", belong
    together."""
    active_changed = Signal()
    """Another pane has the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_fonts()
        self._styles: Mapping[VersionId, VersionStyle] = {}
        self._corpus: Corpus | None = None
        self._index: CorpusIndex | None = None
        self._most_units = 0
        self._versions: dict[VersionId, Version] = {}
        self._spread: Spread | None = None
        self.sentences = Sentences(self)
        """Whether rows are shown by sentence, and which sentences belong together."""
        self.links = Links(self)
        """Which panes move together, and how."""
        self.veils = Veils(self)
        """What is hidden in the layout that hides translations."""
        self.panes = Panes(LIGHT, self)
        """Which versions are on the screen, and all that can be done to them."""
        self._columns = self.panes.columns
        self._page = Page(self)
        self._page.tip_at = self._tip_at
        self._steering = Steering(self._page)
        self.survey = Survey(self._page, self._steering, self)
        """The overview strip beside the page."""
        self.marking = Marking(self._page.viewport().rect, self)
        """What is marked, and the caret."""
        self.caret = CaretBrowsing(
            self._page,
            self.marking,
            self._steering,
            lambda version: self.text_style(version).direction is Direction.RTL,
        )
        """How the keyboard moves the caret."""
        self.pointing = Pointing(
            geometry=self._geometry,
            unit_of=lambda unit: self._spread.source.unit(unit),
            language_of=lambda version: self._versions[version].language,
            parts_of=self.sentences.found,
            parent=self,
        )
        """The sentence at the pointer or the caret and its likely partners."""
        self.stage = Stage(
            page=self._page,
            steering=self._steering,
            marking=self.marking,
            panes=self.panes,
            spread=lambda: self._spread,
        )
        """What a mode works with."""
        self._dressing = Dressing(
            self._page,
            steering=self._steering,
            marking=self.marking,
            pointing=self.pointing,
            caret=self.caret,
            veils=self.veils,
            overlays=self.stage.overlays,
            decorators=self.stage.decorators,
            margin_inks=self.stage.margin_inks,
            names=self._called,
            short_names=lambda version: short_name_of(self._versions[version], self._versions.values()),
        )
        self.possible = self._dressing.possible
        """What may be a translation of what was found."""
        self.touch = Touch(
            self._page,
            frame=self,
            geometry=self._geometry,
            steering=self._steering,
            panes=self.panes,
            veils=self.veils,
            marking=self.marking,
            caret=self.caret,
            pointing=self.pointing,
        )
        """What the mouse does to the texts."""
        self._accessibility = Accessibility(
            self._page,
            SpokenPage(
                geometry=lambda: Geometry(self._spread, self._page.viewport().rect()) if self._spread else None,
                names=self._called,
                direction=self.direction,
                active=self.active_version,
                marking=self.marking,
                steering=self._steering,
                veils=self.veils,
                come=self.caret.come,
                remarks=self.stage.remarks,
            ),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.panes.chips)
        layout.addWidget(self.panes.header)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(0)
        self._beside.addWidget(self._page, 1)
        self._beside.addWidget(self.survey.strip)
        layout.addLayout(self._beside, 1)
        self.setFocusProxy(self._page)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._page.scrolled.connect(self.pointing.leave)
        self._page.scrolled.connect(self.place_changed)
        self._page.resized.connect(self._reshape)
        self._page.step_requested.connect(self.step)
        self._page.zoom_requested.connect(lambda steps: self.set_zoom(self.zoom() * ZOOM_STEP**steps))
        self._page.toggle_requested.connect(self._steering.toggle_current)
        self.marking.changed.connect(self._selection_changed)
        self.pointing.changed.connect(self._page.viewport().update)
        self.links.changed.connect(self._rearrange)
        self.sentences.level_changed.connect(self._rearrange)
        self.sentences.changed.connect(self._take_sentences)
        self.veils.changed.connect(self._page.viewport().update)
        self.veils.panes_changed.connect(self.columns_changed)
        self.panes.watch(self._page.viewport())
        self.panes.changed.connect(self._rearrange)
        self.panes.shown_changed.connect(self.columns_changed)
        self.panes.shown_changed.connect(lambda: self.marking.keep_to(self.chosen_versions()))
        self.panes.active_changed.connect(self._active_changed)
        self.panes.keyboard_left.connect(self._page.setFocus)
        self.caret.entered.connect(lambda version: self.set_active_version(VersionId(version)))
        self._steering.moved.connect(self.place_changed)
        self._steering.version_wanted.connect(self.panes.swap_in)
        self.place_changed.connect(self.survey.follow)
        for changed in (self.place_changed, self.marking.changed, self.active_changed):
            changed.connect(self._accessibility.follow)
        self.survey.leaving.connect(self.leaving)

    # What is shown

    @property
    def theme(self) -> Theme:
        return self._dressing.theme

    def set_theme(self, theme: Theme) -> None:
        self._dressing.theme = theme
        self.panes.header.set_theme(theme)
        self.survey.strip.set_theme(theme)
        self.caret.ink.colour = theme.text
        self._page.viewport().update()

    def set_corpus(self, corpus: Corpus | None) -> None:
        """Shows a corpus from its first row on, or nothing. The view only reads, on the thread it lives in."""
        self._corpus = corpus
        self._index = corpus.index() if corpus is not None else None
        self._most_units = self._index.unit_count if self._index is not None else 0
        self._dressing.highlighter.set(None)
        self._dressing.highlighter.forget()
        self.possible.forget()
        self.veils.forget()
        self.pointing.forget()
        self._accessibility.forget()
        titles: tuple[str, ...] = ()
        if corpus is None or self._index is None:
            self._versions, self._spread = {}, None
            self.sentences.set_source(None, {})
        else:
            self._versions = _versions_of(corpus, self._index)
            titles = tuple(document.title for document in corpus.documents())
            source = UnitSource(corpus, self._index)
            self.sentences.set_source(source, {version.id: version.language for version in self._versions.values()})
            self._spread = Spread(
                source=source, index=self._index, titles=titles, style=self.text_style, sentences=self.sentences
            )
        with QSignalBlocker(self._page):  # headers of another height make it another size, before all know the corpus
            self.panes.set_versions(self._versions)
            self.panes.set_counts(None)
            self.panes.header.set_versions(tuple(self._versions.values()), self.form.metrics.cell_margin)
        self.links.set_spread(self._spread)
        self._steering.set_spread(self._spread)
        self.survey.set_corpus(self._spread, self._index, titles)
        self.marking.set_spread(self._spread)
        self.caret.set_spread(self._spread, self._index)
        self._reshape()
        self._page.show_spread(self._spread, self._painter if self._spread is not None else None)
        self.place_changed.emit()

    def refresh(self) -> None:
        """Shows the corpus as it is now, after a change: the line being read stays, and so do the reader's panes."""
        corpus = self._corpus
        if corpus is not None and self._renumber(corpus):
            return
        state, caret = self.state(), self.caret.remembered()
        self.set_corpus(corpus)
        self.restore_state(state)
        if corpus is not None:
            self.caret.recall(caret, corpus)

    def _renumber(self, corpus: Corpus) -> bool:
        """Takes in a change of which it is known which rows it touched; nothing else is looked at."""
        spread, known = self._spread, self._index
        index = corpus.index()  # first: what is changed after it is not known, and then all is shown anew
        touched = corpus.touched_since(known.revision) if known is not None else None
        if spread is None or touched is None:
            return False
        self._index = index
        self._most_units = max(self._most_units, index.unit_count)
        self._versions.update(_versions_of(corpus, index))
        change = Renumbering(corpus, touched, spread.source.renumber(index, touched))
        spread.renumber(index, change)
        self._forget_texts(touched)
        self.veils.renumber(change)
        self.pointing.renumber(change)
        self.survey.renumber(index, change)
        self.caret.renumber(index)
        self._steering.renumber(change)
        self.marking.renumber(change)
        self._accessibility.forget()
        if self._arranged() != spread.arrangement:  # a digit more in the margin
            self._reshape()
        self._page.arrange()
        self.place_changed.emit()
        return True

    def _forget_texts(self, touched: Touched) -> None:
        """What was found in the texts of these rows is looked for again."""
        segments = None
        if touched.after <= _LOOKED_AT and self._spread is not None:
            units = map(self._spread.source.unit, range(touched.start, touched.start + touched.after))
            segments = [segment.id for unit in units for cell in unit.cells.values() for segment in cell]
        for found in (self._dressing.highlighter, self.possible):
            found.renumber(touched)
            found.forget(segments)

    @property
    def index(self) -> CorpusIndex | None:
        """The arrays of the corpus that is shown."""
        return self._index

    def unit(self, number: int) -> Unit:
        """What stands in a row of the corpus that is shown."""
        assert self._spread is not None
        return self._spread.source.unit(number)

    def versions(self) -> Mapping[VersionId, Version]:
        """All versions of the corpus."""
        return self._versions

    def shown_versions(self) -> list[VersionId]:
        """The versions on the screen, from left to right, or from the top down."""
        return list(self._spread.versions) if self._spread is not None else []

    def chosen_versions(self) -> list[VersionId]:
        """All versions the reader chose, in order, whether there is room for them or not."""
        return list(self._columns.chosen)

    def set_chosen_versions(self, versions: Sequence[VersionId]) -> None:
        """Chooses and orders the panes; unknown ids are left out, and an empty choice means all."""
        known = [version for version in versions if version in self._versions]
        self.panes.choose(known or tuple(self._versions))

    def active_version(self) -> VersionId | None:
        """The version whose pane has the keyboard: the one that was clicked or gone to last, else the first."""
        return self.panes.active

    def set_active_version(self, version: VersionId) -> None:
        """Gives the keyboard to a pane."""
        self.panes.activate(version)

    def _active_changed(self) -> None:
        self._hand_keyboard()
        active = self.active_version()
        if active is not None:
            self.caret.enter(active)
        self.active_changed.emit()

    def _hand_keyboard(self) -> None:
        """The keys of the page move the track of the active pane."""
        active = self.active_version()
        self._page.set_active(self._spread.track_of(active) if self._spread is not None and active else None)

    def set_counts(self, counts: Mapping[VersionId, int] | None) -> None:
        """Hits per version for the headers; None when nothing is searched for."""
        self.panes.set_counts(counts)

    def set_highlights(self, highlights: Highlights | None) -> None:
        """Marks what a search found. Cheap: only what is on the screen is looked at."""
        self._dressing.highlighter.set(highlights)
        found = self._dressing.highlighter.highlights
        self.survey.set_found(found.units, found.missing)
        self._page.viewport().update()

    # How it is laid out

    def layout_chosen(self) -> Layout:
        return self.form.layout

    def set_layout(self, layout: Layout) -> None:
        """Columns, lines, or columns with the translations hidden; the line being read stays."""
        self._dressing.form = replace(self.form, layout=layout)
        self._columns.stack(layout is Layout.LINES)
        self.veils.set_active(layout is Layout.HIDDEN)
        self._rearrange()

    def _take_sentences(self) -> None:
        """More is known of the sentences: further rows can be shown by them; the line being read stays."""
        self.pointing.look_again()
        if self._spread is not None and self.sentences.shown:
            self._spread.take_sentences()
            self._page.arrange()

    # How it is set

    def set_styles(self, styles: Mapping[VersionId, VersionStyle]) -> None:
        """What the reader has changed of single versions; may be called before the corpus is shown that has them."""
        if styles != self._styles:
            self._styles = dict(styles)
            self.restyle()

    def direction(self, version: VersionId) -> Direction:
        """The direction in which a version is shown."""
        return self.text_style(version).direction

    @property
    def form(self) -> PageForm:
        """Size of the texts, layout, width of the lines, margin."""
        return self._dressing.form

    def set_form(self, **changes: Any) -> None:
        """Changes fields of the form of the page; the line being read stays."""
        form = replace(self.form, **changes)
        if form != self.form:
            self._dressing.form = form
            self._reshape()

    def set_invisibles_shown(self, shown: bool) -> None:
        """Whether there are signs over characters that cannot be seen. Nothing is laid out anew."""
        self._dressing.invisibles.shown = shown
        self._page.viewport().update()

    def set_smooth(self, smooth: bool) -> None:
        """Whether a notch of the wheel glides, as far as the system lets things move."""
        self._page.glide.wanted = smooth

    def zoom(self) -> float:
        return self.form.zoom

    def set_zoom(self, zoom: float) -> None:
        """Sets the size of all texts; 1 is 12 point Latin. Clamped to what can be read."""
        zoom = max(SMALLEST_ZOOM, min(LARGEST_ZOOM, zoom))
        if abs(zoom - 1) < 0.02:
            zoom = 1.0
        if zoom == self.form.zoom:
            return
        self._dressing.form = replace(self.form, zoom=zoom)
        self.restyle()
        self.zoom_changed.emit(zoom)

    def restyle(self) -> None:
        """Fonts have changed: lays out anew around the line being read."""
        if self._spread is not None:
            self._spread.estimates.restyle()
        self.panes.header.set_versions(tuple(self._versions.values()), self.form.metrics.cell_margin)
        self._reshape()

    # Places

    def current_unit(self) -> int | None:
        """The row the reader is at: the current one if it can be seen, else the first that can be seen whole."""
        return self._steering.here()

    def set_current_unit(self, unit: int | None) -> None:
        """Tints a row across all panes."""
        self._steering.set_current(unit)

    def go_to(
        self,
        unit: int,
        *,
        version: VersionId | None = None,
        segment: SegmentId | None = None,
        start: int = 0,
        top: bool = False,
        run: str = "",
    ) -> None:
        """Shows a row and makes it the current one, unfolding what hides it. Jumps of one `run` are one step back.

        With `segment` and `start` (code points) that line is shown. What can be seen already does not move, unless
        `top` asks for the upper edge.
        """
        self.leaving.emit(run)
        self._steering.go_to(unit, version=version, segment=segment, start=start, top=top)
        self.caret.jump(version, segment, start)

    def step(self, direction: int) -> None:
        """Makes the next (+1) or the previous (-1) row the current one."""
        self._steering.step(direction)
        self.caret.jump()

    def visible_units(self) -> list[int]:
        """The rows on the screen, from top to bottom; a closed fold counts with its first."""
        return (
            list(dict.fromkeys(one.unit for one in self._spread.main.flow.placed)) if self._spread is not None else []
        )

    def position(self) -> dict[str, Any]:
        """Where the reader is, fit for JSON and for a corpus whose rows have changed since."""
        current = self._steering.current
        if self._spread is None:
            return described(Place(0), current, None)
        seen = self._spread.source.seen(current) if current is not None else None
        return described(self._spread.place, current, seen)

    def restore(self, position: Mapping[str, Any]) -> None:
        """Goes where `position` was taken; anything unknown or stale in it leads to the nearest row."""
        found = found_again(position, self._corpus) if self._corpus is not None else None
        if found is not None and self._spread is not None:
            place, current = found
            self._spread.restore(place)
            self._page.arrange()
            self._steering.take_current(current)
            self.place_changed.emit()

    def state(self) -> dict[str, Any]:
        """The position and all else that the reader made of the texts of this corpus, fit for JSON."""
        if self._spread is None or self._index is None:
            return {}
        return {**self.position(), "panes": self.panes.state(), **kept.kept(self._spread, self._index)}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Takes up what `state` gave, also of another corpus or after a change: what does not fit is passed over."""
        spread, corpus, index = self._spread, self._corpus, self._index
        if spread is None or corpus is None or index is None:
            return
        kept.restore_folds(spread.folds, index, state)
        places = kept.restore_panes(spread, corpus, state)
        panes = state.get("panes")
        self.panes.restore(panes if isinstance(panes, Mapping) else {})
        self.restore(state)
        kept.place_panes(spread, corpus, places)
        self._page.arrange()

    def return_to(self, position: Mapping[str, Any]) -> None:
        """As `restore`, and this is a jump that can be taken back."""
        self.leaving.emit("")
        self.restore(position)

    # Furniture

    def unfold_all(self, opened: bool) -> None:
        """Opens or closes every fold."""
        self._steering.set_all_open(opened)
        self._rearrange()

    def has_folds(self) -> bool:
        """Whether there is furniture that can be folded, or is."""
        return self._spread is not None and self._spread.folds.any()

    def folded(self) -> tuple[int, int]:
        """How many folds of the versions on the screen are closed, and how many paragraphs are out of sight in them."""
        return self._spread.folds.folded(self._spread.versions) if self._spread is not None else (0, 0)

    # Selection

    def select_all(self) -> None:
        """Marks the whole text of the active version."""
        active = self.active_version()
        if active is not None:
            self.caret.select_all(active)

    def _selection_changed(self) -> None:
        selection = self.marking.selection
        self.pointing.follow(*((selection.versions[-1], selection.focus) if selection is not None else (None, None)))
        self.veils.visit(self.caret.cell)
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
        directions = {version: self.direction(version) for version in self._versions}
        return geometry.report(directions, self._dressing.highlighter.spans)

    def _geometry(self) -> Geometry | None:
        if self._spread is None:
            return None
        viewport = self._page.viewport()
        return Geometry(self._spread, QRect(viewport.mapTo(self, QPoint(0, 0)), viewport.size()))

    def text_style(self, version: VersionId) -> TextStyle:
        """How the texts of a version are set here."""
        known, style = self._versions[version], self._styles.get(version, VersionStyle())
        return styled(known, style, zoom=self.form.zoom, justified=self.form.justified)

    # Inside

    @property
    def _units(self) -> int:
        """Rows for whose numbers there is room in the margin: as many as there were, which may come back."""
        return self._most_units if self._index is not None else 0

    def _line_height(self) -> float:
        return max((self.text_style(version).line_height() for version in self.shown_versions()), default=24.0)

    def _called(self, version: VersionId) -> str:
        return called(self._versions[version], self._versions.values())

    def _painter(self) -> PagePainter:
        assert self._spread is not None
        return self._dressing.painter(self._spread, units=self._units, mirrored=self._columns.mirrored)

    def _tip_at(self, point: QPoint) -> Safe:
        geometry = self._geometry() if self._dressing.tells else None
        return self._dressing.tip(geometry, self._page.viewport().mapTo(self, point), point) if geometry else Safe()

    def _reshape(self) -> None:
        """Widths, fonts or the choice of panes have changed: lays out anew around the line that is being read."""
        turned = self._turn_page()
        if self.survey.make_room(len(self._columns.chosen)) or turned:
            with QSignalBlocker(self._page):  # its new width is taken into account below
                self.layout().activate()
        arrangement = self._arranged()
        if self._spread is not None:
            self.sentences.set_versions([pane.version for pane in arrangement.panes])
            self._spread.reshape(arrangement, self.form.metrics, self._page.viewport().height())
            self.veils.begin(self._spread.versions)
            self._hand_keyboard()
            self._page.set_line(round(self._line_height()))
            self._page.arrange()
        self.panes.refresh(
            left=self._page.viewport().mapTo(self, QPoint(0, 0)).x(),
            directions={version: self.text_style(version).direction for version in self._versions},
            unlinked=self.links.unlinked(),
            shifts=self.links.shifts(),
        )
        shown = self.shown_versions()[:: -1 if self._columns.mirrored else 1]
        self.survey.set_panes({version: self._called(version) for version in shown})

    def _arranged(self) -> Arrangement:
        """Where the panes belong now."""
        return self.form.arrangement(
            self._columns,
            width=self._page.viewport().width(),
            units=self._units,
            versions=self._versions,
            direction=self.direction,
        )

    def _turn_page(self) -> bool:
        """Has scroll bar and overview stand where the panes end; whether they stood elsewhere."""
        way = Qt.LayoutDirection.RightToLeft if self._columns.mirrored else Qt.LayoutDirection.LeftToRight
        turned = self._page.layoutDirection() != way
        if turned:
            self._page.setLayoutDirection(way)
            box = QBoxLayout.Direction
            self._beside.setDirection(box.RightToLeft if self._columns.mirrored else box.LeftToRight)
        return turned

    def _rearrange(self) -> None:
        """Panes, links or layout are others now: lays out anew, and says so."""
        self._reshape()
        self.columns_changed.emit()
        self.place_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reshape()


def _versions_of(corpus: Corpus, index: CorpusIndex) -> dict[VersionId, Version]:
    """Those that the index has as well: what another window added in between comes with its own."""
    return {version.id: version for version in corpus.versions() if version.id in index.versions}
