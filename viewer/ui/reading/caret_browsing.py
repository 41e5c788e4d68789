"""Caret browsing: a caret in the texts that the keyboard moves, with Shift marking as it goes.

It comes with a click into the text, and goes with Escape; switched on, it is always there. While it is there the
keys that move it do not scroll; the page goes with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from viewer.corpus import Corpus, CorpusIndex
from viewer.errors import OutOfRange
from viewer.model import SegmentId, VersionId
from viewer.ui.reading.caret import Motion, Stand, moved, put_into
from viewer.ui.reading.caret_ink import CaretInk
from viewer.ui.reading.geometry import Geometry
from viewer.ui.reading.marking import Marking
from viewer.ui.reading.page import Page
from viewer.ui.reading.selection import Caret, Selection
from viewer.ui.reading.spread import Spread
from viewer.ui.reading.steering import Steering
from viewer.ui.reading.text_lines import TextLines, next_on_screen

_MOTIONS: Final[dict[tuple[int, bool], Motion]] = {
    (Qt.Key.Key_Left, False): Motion.LEFT,
    (Qt.Key.Key_Right, False): Motion.RIGHT,
    (Qt.Key.Key_Left, True): Motion.WORD_LEFT,
    (Qt.Key.Key_Right, True): Motion.WORD_RIGHT,
    (Qt.Key.Key_Up, False): Motion.UP,
    (Qt.Key.Key_Down, False): Motion.DOWN,
    (Qt.Key.Key_Home, False): Motion.LINE_START,
    (Qt.Key.Key_End, False): Motion.LINE_END,
    (Qt.Key.Key_Home, True): Motion.TEXT_START,
    (Qt.Key.Key_End, True): Motion.TEXT_END,
}
"""What a key does, alone and with Ctrl."""
_PAGES: Final[dict[int, int]] = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_PANES: Final[dict[int, int]] = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class CaretBrowsing(QObject):
    """Turns keys of the page into motions of the caret, and follows it."""

    left = Signal()
    """Escape ended it."""
    entered = Signal(str)
    """The keyboard has moved the caret, and in this version it is."""

    def __init__(self, page: Page, marking: Marking, steering: Steering, is_rtl: Callable[[VersionId], bool]) -> None:
        super().__init__(page)
        self._page = page
        self._marking = marking
        self._steering = steering
        self._is_rtl = is_rtl
        self.ink = CaretInk(page, marking, lambda: self.active)
        self._spread: Spread | None = None
        self._index: CorpusIndex | None = None
        self._kept = False
        self._here = False
        page.installEventFilter(self)

    def set_spread(self, spread: Spread | None, index: CorpusIndex | None) -> None:
        """Goes through this spread from now on."""
        self._spread, self._index = spread, index
        self._here = False
        self.ink.set_spread(spread)

    def renumber(self, index: CorpusIndex) -> None:
        """Some rows are others by now; the caret is where the marking says."""
        self._index = index

    @property
    def active(self) -> bool:
        """Whether the keys move a caret."""
        return self._spread is not None and (self._kept or (self._here and self._marking.stand is not None))

    @property
    def cell(self) -> tuple[VersionId, int] | None:
        """Version and row that the caret is in; None without one."""
        version, stand = self._marking.version, self._marking.stand
        return (version, stand.at.unit) if self.active and version is not None and stand is not None else None

    def set_kept(self, kept: bool) -> None:
        """Whether the caret is there without a click."""
        self._kept = kept
        if kept and self._marking.stand is None:
            self._begin()
        self._here = kept
        self.ink.show()

    def come(self) -> None:
        """The reader has clicked into the text."""
        self._here = True
        self.ink.show()

    def leave(self) -> None:
        """First nothing is marked any more, then the caret goes."""
        if self._marking.selection is not None and not self._marking.selection.empty:
            self._marking.collapse()
            return
        self._kept = self._here = False
        self._marking.clear()
        self.ink.show()
        self.left.emit()

    def select_all(self, version: VersionId) -> None:
        """Marks the whole text of a version, without looking at it."""
        lines = self._lines(version)
        end = lines.end() if lines is not None else None
        if end is not None:
            self._marking.select(Selection((version,), Caret(0, 0, 0), end))
            self.come()

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not self.active:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and _motion(event) is not None:
            # Ctrl+Shift+Home marks up to the beginning while there is a caret.
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and self._press(event)

    def _press(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        plain = not modifiers & ~Qt.KeyboardModifier.ShiftModifier
        motion = _motion(event)
        if motion is not None:
            self._move(motion, shift)
        elif key in _PAGES and plain:
            self._page_by(_PAGES[key], shift)
        elif key in _PANES and plain:
            return self._change_pane(_PANES[key])
        elif key == Qt.Key.Key_Escape and plain:
            self.leave()
        else:
            return False
        return True

    def _move(self, motion: Motion, extend: bool) -> None:
        version, stand = self._caret()
        lines = self._lines(version)
        if version is None or stand is None or lines is None:
            return
        marked = self._marking.selection
        rtl = self._is_rtl(version)
        leaves = not extend and marked is not None and not marked.empty and not marked.is_block
        if leaves and marked is not None and motion in (Motion.LEFT, Motion.RIGHT):
            # Of what was marked the caret takes the end on that side.
            self._put(version, Stand(marked.first if (motion is Motion.LEFT) != rtl else marked.last), False)
        elif motion in (Motion.UP, Motion.DOWN) and not extend and self._spread and self._spread.arrangement.stacked:
            self._move_on_screen(version, stand, lines, motion is Motion.DOWN)
        else:
            self._put(version, moved(lines, stand, motion, rtl), extend)

    def _move_on_screen(self, version: VersionId, stand: Stand, lines: TextLines, down: bool) -> None:
        """Where versions stand under one another, to the next line whatever its version; marking stays in its own."""
        line = lines.holding(stand.at.unit, stand.at.place, stand.stop)
        found = next_on_screen(lines, line, down) if line is not None else None
        if line is not None and found is not None:
            other, there = found
            self._put(other, put_into(there, line, stand), False)

    def _page_by(self, direction: int, extend: bool) -> None:
        """A screen up or down; the caret stays where it is in the window."""
        version, stand = self._caret()
        lines, spread = self._lines(version), self._spread
        if version is None or stand is None or lines is None or spread is None:
            return
        self._follow(version, stand)
        box = self.ink.box()
        track = spread.track_of(version)
        if box is None or track is None:
            return
        before = [(one.unit, one.band, one.top) for one in track.flow.placed]
        window = self._page.viewport()
        self._page.scroll_by(direction * max(self._page.line, window.height() - 2 * self._page.line), track)
        if before == [(one.unit, one.band, one.top) for one in track.flow.placed]:
            end = Motion.TEXT_END if direction > 0 else Motion.TEXT_START
            self._put(version, moved(lines, stand, end, self._is_rtl(version)), extend)
            return
        found = Geometry(spread, window.rect()).caret_at(box.center().toPoint(), version)
        if found is not None:
            there = found[1]
            if lines.holding(there.at.unit, there.at.place, there.stop) is None:
                there = moved(lines, there, Motion.DOWN, self._is_rtl(version))
            self._put(version, there, extend)

    def _change_pane(self, direction: int) -> bool:
        """To the partner in the next pane that has one; out of the page at the last."""
        version, stand = self._caret()
        if self._spread is None or version is None or stand is None:
            return False
        versions = self._spread.versions
        place = versions.index(version)
        others = versions[place + 1 :] if direction > 0 else versions[:place][::-1]
        for other in others:
            lines = self._lines(other)
            if lines is not None and lines.is_shown(stand.at.unit):
                self._put(other, self._partner(version, stand, other), False)
                return True
        return False

    def _partner(self, version: VersionId, stand: Stand, other: VersionId) -> Stand:
        """Where the text begins that stands beside the caret."""
        unit = stand.at.unit
        track = self._spread.track_of(version) if self._spread is not None else None
        if track is not None and other in track.versions:
            band = track.rows.band_of(unit, version, stand.at.place, stand.stop.letter)
            text = track.rows.band(unit, band).text(other)
            if text is not None and text.segments:
                first = text.segments[0]
                return Stand(Caret(unit, first.place, first.pieces[0].start))
        return Stand(Caret(unit, 0, 0))

    # The caret

    def jump(self, version: VersionId | None = None, segment: SegmentId | None = None, code_point: int = 0) -> None:
        """The reader has gone to the current row, or a place in it: the caret goes along, if nothing is marked."""
        version, marked, unit = version or self._marking.version, self._marking.selection, self._steering.current
        lines = self._lines(version)
        if not self.active or version is None or unit is None or lines is None or not lines.is_shown(unit):
            return
        if marked is not None and marked.empty:
            place = lines.place_of(unit, segment) if segment is not None else None
            self._put(version, Stand(Caret(unit, place or 0, code_point if place is not None else 0)), False)

    def enter(self, version: VersionId) -> None:
        """The keyboard has gone to another pane: if nothing is marked, the caret goes along to the text beside it."""
        before, marked, stand = self._marking.version, self._marking.selection, self._marking.stand
        lines = self._lines(version)
        if not self.active or before in (None, version) or marked is None or not marked.empty or stand is None:
            return
        if lines is not None and lines.is_shown(stand.at.unit):
            self._marking.put(version, self._partner(before, stand, version))

    def remembered(self) -> tuple[VersionId, SegmentId, int] | None:
        """Where the caret is, in terms that a change of the rows leaves as they are; None where there is none."""
        version, stand = self._marking.version, self._marking.stand
        if not self.active or self._spread is None or version is None or stand is None:
            return None
        cell = self._spread.source.unit(stand.at.unit).cells.get(version, ())
        return (version, cell[stand.at.place].id, stand.at.code_point) if stand.at.place < len(cell) else None

    def recall(self, remembered: tuple[VersionId, SegmentId, int] | None, corpus: Corpus) -> None:
        """Puts the caret where it was, if that is still there."""
        if remembered is None:
            return
        version, segment, code_point = remembered
        try:
            unit = corpus.place_of(segment).unit
        except OutOfRange:
            return
        lines = self._lines(version)
        place = lines.place_of(unit, segment) if lines is not None else None
        if lines is not None and place is not None:
            at = Caret(unit, place, min(code_point, len(lines.text(unit, place))))
            self._marking.put(version, Stand(at))
            self.come()

    def _caret(self) -> tuple[VersionId | None, Stand | None]:
        """Version and place of the caret, which is put on the page if it is nowhere."""
        if self._spread is not None and self._marking.version not in self._spread.versions:
            self._begin()
        return self._marking.version, self._marking.stand

    def _begin(self) -> None:
        """Puts the caret at the first text on the screen."""
        if self._spread is None:
            return
        cells = Geometry(self._spread, self._page.viewport().rect()).cells()
        here = self._steering.here()
        seen = [one for one in cells if one.cell.text is not None]
        best = min(seen, key=lambda one: (one.placed.unit != here, one.text_top < 0), default=None)
        if best is not None and best.cell.text is not None:
            first = best.cell.text.segments[0]
            self._marking.put(best.cell.version, Stand(Caret(best.placed.unit, first.place, first.pieces[0].start)))

    def _put(self, version: VersionId, stand: Stand, extend: bool) -> None:
        self._marking.put(version, stand, extend=extend)
        self._follow(version, stand)
        self.entered.emit(version)

    def _follow(self, version: VersionId, stand: Stand) -> None:
        """Moves the page as little as needed to show the caret, and makes its row the current one."""
        lines, track = self._lines(version), self._spread.track_of(version) if self._spread is not None else None
        line = lines.holding(stand.at.unit, stand.at.place, stand.stop) if lines is not None else None
        if line is None or track is None:
            return
        text_top = track.rows.band(line.unit, line.band).cells[version].text_top
        self._steering.show_lines(track, line.unit, line.band, text_top + line.top, text_top + line.bottom)
        self._steering.set_current(line.unit)

    def _lines(self, version: VersionId | None) -> TextLines | None:
        track = self._spread.track_of(version) if self._spread is not None and version is not None else None
        if track is None or version is None or self._index is None:
            return None
        return TextLines(track, version, self._index.counts[version])


def _motion(event: QKeyEvent) -> Motion | None:
    modifiers = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    if modifiers & ~Qt.KeyboardModifier.ControlModifier:
        return None
    return _MOTIONS.get((event.key(), bool(modifiers)))
