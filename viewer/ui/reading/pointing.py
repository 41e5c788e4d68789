"""Pointing: the row and the sentence at the pointer, or at the caret, are marked softly in all panes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, QPoint, Signal

from viewer.model import Unit, VersionId
from viewer.ui.reading.bands import Part
from viewer.ui.reading.geometry import Geometry
from viewer.ui.reading.partners import Partners, Sentence
from viewer.ui.reading.renumbering import Renumbering
from viewer.ui.reading.selection import Caret


class Pointing(QObject):
    """Knows what is pointed at: by the pointer or the caret, whichever moved last."""

    changed = Signal()
    """Something else is to be marked."""

    def __init__(
        self,
        *,
        geometry: Callable[[], Geometry | None],
        unit_of: Callable[[int], Unit],
        language_of: Callable[[VersionId], str],
        parts_of: Callable[[Unit], Sequence[Part] | None],
        parent: QObject | None = None,
    ) -> None:
        """`geometry` is that of the moment, in the pixels in which points are told; `parts_of` gives what is known of
        the sentences of a row."""
        super().__init__(parent)
        self._geometry = geometry
        self._unit_of = unit_of
        self._partners = Partners(language_of, parts_of)
        self._shown = True
        self._pointed: tuple[int, Sentence | None] | None = None
        self._caret: tuple[int, Sentence | None] | None = None

    def is_shown(self) -> bool:
        return self._shown

    def set_shown(self, shown: bool) -> None:
        """Whether anything is marked at all."""
        self._shown = shown
        self.changed.emit()

    def forget(self) -> None:
        """The texts are others now."""
        self._partners.forget()
        self._pointed = self._caret = None

    def renumber(self, change: Renumbering) -> None:
        """Some rows are others by now."""
        self._partners.forget()
        self._pointed, self._caret = (
            (unit, found[1]) if found is not None and (unit := change.untouched(found[0])) is not None else None
            for found in (self._pointed, self._caret)
        )

    @property
    def unit(self) -> int | None:
        """The row that is pointed at."""
        found = self._found()
        return found[0] if found is not None else None

    def spans(self, version: VersionId, unit: int, place: int) -> Iterator[tuple[int, int]]:
        """Start and stop in code points of what is marked of a segment."""
        found = self._found()
        if found is None or found[0] != unit or found[1] is None:
            return
        for one in found[1].stretches(version):
            if one.place == place:
                yield one.start, one.stop

    def hover(self, point: QPoint) -> None:
        """The pointer is at a point."""
        geometry = self._geometry() if self._shown else None
        found = geometry.letter_at(point) if geometry is not None else None
        self._set(self._sentence(*found) if found is not None else None, self._caret)

    def leave(self) -> None:
        """The pointer is elsewhere, or the text has gone from under it."""
        self._set(None, self._caret)

    def look_again(self) -> None:
        """More is known of the sentences of some rows."""
        self._set(self._again(self._pointed), self._again(self._caret))

    def _again(self, found: tuple[int, Sentence | None] | None) -> tuple[int, Sentence | None] | None:
        if found is None or found[1] is None:
            return found
        unit, sentence = found[0], found[1]
        return unit, self._partners.at(self._unit_of(unit), sentence.version, *sentence.start)

    def follow(self, version: VersionId | None, caret: Caret | None) -> None:
        """The caret is there; None if there is none."""
        found = None
        if self._shown and version is not None and caret is not None:
            found = self._sentence(caret.unit, version, caret)
        self._set(None if found is not None else self._pointed, found)

    def _sentence(self, unit: int, version: VersionId, caret: Caret | None) -> tuple[int, Sentence | None]:
        if caret is None:
            return unit, None
        return unit, self._partners.at(self._unit_of(unit), version, caret.place, caret.code_point)

    def _found(self) -> tuple[int, Sentence | None] | None:
        return (self._pointed or self._caret) if self._shown else None

    def _set(self, pointed: tuple[int, Sentence | None] | None, caret: tuple[int, Sentence | None] | None) -> None:
        before = self._found()
        self._pointed, self._caret = pointed, caret
        if self._found() != before:
            self.changed.emit()
