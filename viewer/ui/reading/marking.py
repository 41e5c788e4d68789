"""Marking text: with the mouse by letters, words (two clicks) and paragraphs (three), or with the caret."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from enum import Enum, auto

from PySide6.QtCore import QObject, QPoint, QRect, Signal

from viewer.model import Segment, VersionId
from viewer.ui.reading.caret import Stand
from viewer.ui.reading.geometry import Geometry
from viewer.ui.reading.renumbering import Renumbering
from viewer.ui.reading.selection import Caret, Selection, caret, paragraph_at, spanning, word_at
from viewer.ui.reading.spread import Spread


class _Grain(Enum):
    """What marking goes by while the mouse is held."""

    LETTER = auto()
    WORD = auto()
    PARAGRAPH = auto()


class Marking(QObject):
    """Keeps the selection and, at its end that moves, the caret. Points are those of the page's viewport."""

    changed = Signal()

    def __init__(self, window: Callable[[], QRect], parent: QObject | None = None) -> None:
        """`window` gives the viewport's rectangle."""
        super().__init__(parent)
        self._window = window
        self._spread: Spread | None = None
        self._grain = _Grain.LETTER
        self._begun: Selection | None = None
        """The word or paragraph that was clicked."""
        self.selection: Selection | None = None
        """Empty where there is only a caret; None without one."""
        self.stand: Stand | None = None
        """The caret; at the focus of the selection."""

    def set_spread(self, spread: Spread | None) -> None:
        """Marks in this spread from now on; nothing is marked yet."""
        self._spread = spread
        self.clear()

    def renumber(self, change: Renumbering) -> None:
        """Some rows are others by now: what is marked stays so, unless the change cut it."""
        selection, stand = self.selection, self.stand
        if selection is None or stand is None:
            return
        version, other = selection.versions[0], selection.versions[-1]
        anchor, focus = change.caret(version, selection.anchor), change.caret(other, selection.focus)
        at = change.caret(other, stand.at)
        self._begun = None
        if anchor is None or focus is None or at is None:
            self.clear()
        else:
            self._set(replace(selection, anchor=anchor, focus=focus), replace(stand, at=at))

    @property
    def marks_text(self) -> bool:
        """Whether something is marked, and not only a caret there."""
        return self.selection is not None and not self.selection.empty

    def text(self) -> str:
        """What is marked, in logical order and letter for letter; a line per paragraph."""
        return "\n".join(self.pieces())

    def rows(self) -> tuple[int, int] | None:
        """The first and the last row of which something is marked."""
        rows = self.selection.rows if self.selection is not None and not self.selection.empty else None
        return (rows[0], rows[-1]) if rows else None

    @property
    def version(self) -> VersionId | None:
        """The version in which the caret stands."""
        return self.selection.versions[-1] if self.selection is not None else None

    @property
    def origin(self) -> VersionId | None:
        """The version in which marking began, whose text is `text`."""
        return self.selection.version if self.selection is not None else None

    def within(self, version: VersionId, unit: int, place: int, segment: Segment) -> tuple[int, int] | None:
        """The marked code points of a segment; None if nothing of it is marked."""
        return self.selection.within(version, unit, place, len(segment.text)) if self.selection is not None else None

    def pieces(self) -> Iterator[str]:
        """What is marked of the version in which marking began, letter for letter; one by one for each paragraph."""
        selection, spread = self.selection, self._spread
        if selection is not None and spread is not None:
            units = map(spread.source.unit, selection.rows)
            yield from (piece for _, _, piece in selection.pieces(selection.version, units))

    def word(self) -> str:
        """What is marked of the first paragraph, or else the word that the caret is in or behind: what two clicks would
        mark. Empty if there is none."""
        if self.selection is None or self.stand is None:
            return ""
        if self.marks_text:
            return next(self.pieces(), "").strip()
        version, at = self.selection.version, self.stand.at
        text = self._text(version, at)
        for letter in (self.stand.stop.letter, at.code_point - 1):
            if 0 <= letter < len(text):
                found = word_at(version, replace(at, code_point=letter), text)
                word = text[found.first.code_point : found.last.code_point]
                if any(map(str.isalnum, word)):
                    return word
        return ""

    def clear(self) -> None:
        """Forgets selection and caret."""
        self._set(None, None)

    def collapse(self) -> None:
        """Nothing is marked any more; the caret stays."""
        if self.selection is not None and self.stand is not None:
            self._set(caret(self.selection.versions[-1], self.stand.at), self.stand)

    def keep_to(self, versions: Collection[VersionId]) -> None:
        """Only these can be seen: what is marked in others is so no more."""
        if self.selection is not None and not set(self.selection.versions) <= set(versions):
            self.clear()

    def select(self, selection: Selection) -> None:
        """Marks what is told."""
        self._set(selection, Stand(selection.focus))

    # The caret

    def put(self, version: VersionId, stand: Stand, *, extend: bool = False) -> None:
        """Puts the caret there; with `extend` what is between is marked too."""
        if extend and self.selection is not None:
            self._set(self.selection.extended(version, stand.at, self._order), stand)
        else:
            self._set(caret(version, stand.at), stand)

    # The mouse

    def start(self, point: QPoint, extend: bool) -> None:
        """Begins a new selection, or with `extend` draws the present one to the point."""
        self._grain, self._begun = _Grain.LETTER, None
        found = self._at(point)
        if found is not None:
            self.put(*found, extend=extend)
        elif not extend:
            self.clear()

    def move(self, point: QPoint) -> None:
        """Draws the selection to the point; in another pane it becomes a block."""
        if self.selection is None:
            return
        found = self._at(point) or self._at(point, self.version)
        if found is None:
            return
        if self._begun is None:
            self.put(*found, extend=True)
        elif (grain := self._taken(*found)) is not None:
            self.select(spanning(self._begun, grain, self._order))

    def take_word(self, point: QPoint) -> None:
        """Marks the word at a point."""
        self._take(point, _Grain.WORD)

    def take_paragraph(self, point: QPoint) -> None:
        """Marks the segment at a point."""
        self._take(point, _Grain.PARAGRAPH)

    def is_marked(self, point: QPoint) -> bool:
        """Whether what is at a point is marked."""
        found, selection = self._at(point), self.selection
        if found is None or selection is None:
            return False
        version, stand = found
        if selection.is_block:
            return version in selection.versions and stand.at.unit in selection.rows
        marked = selection.within(version, stand.at.unit, stand.at.place, len(self._text(version, stand.at)))
        return marked is not None and marked[0] <= stand.stop.letter < marked[1]

    def _take(self, point: QPoint, grain: _Grain) -> None:
        found = self._at(point)
        self._grain = grain
        self._begun = self._taken(*found) if found is not None else None
        if self._begun is not None:
            self.select(self._begun)

    def _taken(self, version: VersionId, stand: Stand) -> Selection | None:
        text = self._text(version, stand.at)
        if self._grain is _Grain.PARAGRAPH:
            return paragraph_at(version, stand.at, text)
        letter = Caret(stand.at.unit, stand.at.place, min(stand.stop.letter, len(text)))
        return word_at(version, letter, text)

    def _text(self, version: VersionId, at: Caret) -> str:
        segments = self._spread.source.unit(at.unit).cells.get(version, ()) if self._spread is not None else ()
        return segments[at.place].text if at.place < len(segments) else ""

    def _at(self, point: QPoint, version: VersionId | None = None) -> tuple[VersionId, Stand] | None:
        return Geometry(self._spread, self._window()).caret_at(point, version) if self._spread is not None else None

    @property
    def _order(self) -> tuple[VersionId, ...]:
        return self._spread.versions if self._spread is not None else ()

    def _set(self, selection: Selection | None, stand: Stand | None) -> None:
        if (selection, stand) != (self.selection, self.stand):
            self.selection, self.stand = selection, stand
            self.changed.emit()
