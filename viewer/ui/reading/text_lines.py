"""The lines of one version in the order in which they are read: across pieces, paragraphs, bands and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.model import SegmentId, VersionId
from viewer.ui.reading.layouts import Piece
from viewer.ui.reading.letters import LetterLine, Stop
from viewer.ui.reading.selection import Caret
from viewer.ui.reading.track import Track

_STRIDE = 4096
"""Rows that are looked at together for the next one with text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a version. Pixels from the upper edge of the text of its cell."""

    unit: int
    band: int
    place: int
    """Which segment of the row it belongs to, from 0."""
    piece: Piece
    number: int
    """Which line of the piece, from 0."""
    top: float
    bottom: float

    @property
    def letters(self) -> LetterLine:
        return self.piece.letters(self.number)

    def caret(self, code_point: int) -> Caret:
        """A caret in the segment of the line."""
        return Caret(self.unit, self.place, code_point)


class TextLines:
    """The text of a version in its track. Rows without it and closed folds are passed by."""

    def __init__(self, track: Track, version: VersionId, counts: NDArray[np.integer]) -> None:
        """`counts` says for every row how many segments the version has there."""
        self.track = track
        self.version = version
        self._counts = counts

    def text(self, unit: int, place: int) -> str:
        """The segment at this place of a row; empty where there is none."""
        cell = self.track.rows.unit(unit).cells.get(self.version, ())
        return cell[place].text if place < len(cell) else ""

    def places(self, unit: int) -> int:
        """How many segments the version has in a row."""
        return len(self.track.rows.unit(unit).cells.get(self.version, ()))

    def place_of(self, unit: int, segment: SegmentId) -> int | None:
        """Which segment of a row that is; None if it is in another."""
        cell = self.track.rows.unit(unit).cells.get(self.version, ())
        return next((place for place, one in enumerate(cell) if one.id == segment), None)

    def is_shown(self, unit: int) -> bool:
        """Whether the version has text in that row, and it is not folded."""
        return bool(self._counts[unit]) and not self.track.walk.is_folded(unit)

    def unit_after(self, unit: int) -> int | None:
        """The next row with text that is shown."""
        while (found := _next(self._counts, unit + 1)) is not None and not self.is_shown(found):
            unit = found
        return found

    def unit_before(self, unit: int) -> int | None:
        """The last row before this one with text that is shown."""
        while (found := _previous(self._counts, unit)) is not None and not self.is_shown(found):
            unit = found
        return found

    def holding(self, unit: int, place: int, stop: Stop) -> Line | None:
        """The line that a caret stands in; None in a gap."""
        if not self.is_shown(unit):
            return None
        band = self.track.rows.band_of(unit, self.version, place, stop.letter)
        cell = self.track.rows.band(unit, band).text(self.version)
        piece = cell.piece_with(place, stop) if cell is not None else None
        return _line(unit, band, place, piece, piece.line_with(stop)) if piece is not None else None

    def following(self, line: Line) -> Line | None:
        """The next line; None after the last."""
        if line.number + 1 < line.piece.layout.lineCount():
            return _line(line.unit, line.band, line.place, line.piece, line.number + 1)
        pieces = _pieces(self.track, self.version, line.unit, line.band)
        position = _position(pieces, line.piece) + 1
        if position < len(pieces):
            return _line(line.unit, line.band, *pieces[position], 0)
        for band in range(line.band + 1, self.track.rows.bands(line.unit)):
            if found := _first_in(self.track, self.version, line.unit, band):
                return found
        return self._first_after(line.unit)

    def preceding(self, line: Line) -> Line | None:
        """The line before; None before the first."""
        if line.number:
            return _line(line.unit, line.band, line.place, line.piece, line.number - 1)
        pieces = _pieces(self.track, self.version, line.unit, line.band)
        position = _position(pieces, line.piece) - 1
        if position >= 0:
            place, piece = pieces[position]
            return _line(line.unit, line.band, place, piece, piece.layout.lineCount() - 1)
        for band in reversed(range(line.band)):
            if found := _last_in(self.track, self.version, line.unit, band):
                return found
        return self._last_before(line.unit)

    def end(self) -> Caret | None:
        """The end of the text, folded or not."""
        unit = _previous(self._counts, len(self._counts))
        if unit is None:
            return None
        place = max(0, self.places(unit) - 1)  # none where another thread took the row, which is told soon
        return Caret(unit, place, len(self.text(unit, place)))

    def first(self) -> Line | None:
        """The first line of all."""
        return self._first_after(-1)

    def last(self) -> Line | None:
        """The last line of all."""
        return self._last_before(len(self._counts))

    def _first_after(self, unit: int) -> Line | None:
        following = self.unit_after(unit)
        if following is None:
            return None
        bands = range(self.track.rows.bands(following))
        return next((line for band in bands if (line := _first_in(self.track, self.version, following, band))), None)

    def _last_before(self, unit: int) -> Line | None:
        previous = self.unit_before(unit)
        if previous is None:
            return None
        bands = reversed(range(self.track.rows.bands(previous)))
        return next((line for band in bands if (line := _last_in(self.track, self.version, previous, band))), None)


def next_on_screen(lines: TextLines, line: Line, down: bool) -> tuple[VersionId, Line] | None:
    """The line below or above, and its version, where the versions of a track stand under one another."""
    inside = lines.following(line) if down else lines.preceding(line)
    if inside is not None and (inside.unit, inside.band) == (line.unit, line.band):
        return lines.version, inside
    track, block = lines.track, (line.unit, line.band)
    order = [pane.version for pane in track.arrangement.panes][:: 1 if down else -1]
    others = order[order.index(lines.version) + 1 :]
    while True:
        for version in others:
            found = _first_in(track, version, *block) if down else _last_in(track, version, *block)
            if found is not None:
                return version, found
        following = track.flow.after(*block) if down else track.flow.before(*block)
        if following is None:
            return None
        block, others = following, order


def _first_in(track: Track, version: VersionId, unit: int, band: int) -> Line | None:
    pieces = _pieces(track, version, unit, band)
    return _line(unit, band, *pieces[0], 0) if pieces else None


def _last_in(track: Track, version: VersionId, unit: int, band: int) -> Line | None:
    pieces = _pieces(track, version, unit, band)
    return _line(unit, band, *pieces[-1], pieces[-1][1].layout.lineCount() - 1) if pieces else None


def _pieces(track: Track, version: VersionId, unit: int, band: int) -> list[tuple[int, Piece]]:
    cell = track.rows.band(unit, band).text(version)
    return [(laid.place, piece) for laid in cell.segments for piece in laid.pieces] if cell is not None else []


def _line(unit: int, band: int, place: int, piece: Piece, number: int) -> Line:
    top, bottom = piece.extent(number)
    return Line(unit, band, place, piece, number, piece.top + top, piece.top + bottom)


def _position(pieces: Sequence[tuple[int, Piece]], piece: Piece) -> int:
    return next(
        position for position, (_, one) in enumerate(pieces) if one.start == piece.start and one.top == piece.top
    )


def _next(counts: NDArray[np.integer], start: int) -> int | None:
    for begin in range(start, len(counts), _STRIDE):
        found = np.flatnonzero(counts[begin : begin + _STRIDE])
        if len(found):
            return begin + int(found[0])
    return None


def _previous(counts: NDArray[np.integer], stop: int) -> int | None:
    for end in range(stop, 0, -_STRIDE):
        begin = max(0, end - _STRIDE)
        found = np.flatnonzero(counts[begin:end])
        if len(found):
            return begin + int(found[-1])
    return None
