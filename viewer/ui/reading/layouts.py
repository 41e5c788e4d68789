"""The shape of text: segments laid out in lines at a width, in the direction of their language. No painting here.

Positions that come in and go out are code points of a segment; UTF-16, which Qt counts in, stays inside. No QTextLine
leaves a function: one that outlives its QTextLayout is freed memory.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption

from viewer.languages import language
from viewer.model import Direction, Kind, Segment, SegmentId, Stretch, Version
from viewer.text.offsets import Utf16Map
from viewer.text.pieces import cut
from viewer.ui.reading.bands import whole
from viewer.ui.reading.fonts import font_for
from viewer.ui.reading.letters import LetterLine, Stop, edges_of, is_rtl, letters_of, stop_near, x_of
from viewer.ui.reading.line_filling import LineFilling, cursor_x
from viewer.ui.reading.painted import in_ligature, rects_of
from viewer.ui.reading.styles import VersionStyle

# Only U+2028 breaks a line in a QTextLayout; every other break in a segment becomes one, code point for code point.
_LINE_BREAKS = str.maketrans(dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2029", "\u2028"))

# Two neighbours of scripts in which letters may melt into one glyph: those that run from right to left, and those of
# India and its neighbours.
_MAY_JOIN = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]{2}|[\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff]{2}")

_SPACE_AFTER = {Kind.TITLE: 0.5, Kind.HEADING: 0.15}
_PARAGRAPH_GAP = 0.45
"""Space between two segments of one cell, in lines."""


@dataclass(frozen=True, slots=True)
class LineMetrics:
    """A line of text in pixels."""

    ascent: float
    """From the top of the line to the base line, leading included."""
    height: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one version is set: everything but the width."""

    language: str
    direction: Direction
    zoom: float
    scale: float = 1.0
    family: str = ""
    """A font family that goes before those of the language; empty for none."""
    leading: float = 1.0
    """Times the line height of the language."""
    justified: bool = False
    """Whether lines are stretched to the width of their column."""

    def font(self, kind: Kind) -> QFont:
        """Not to be changed: all layouts in this style have it, and with it what Qt found out about its families."""
        return _font(self, kind)

    def line(self, kind: Kind = Kind.BODY) -> LineMetrics:
        """What every line of this version has at least, so that a line of Latin letters only does not stand closer."""
        return _line_metrics(self, kind)

    def line_height(self) -> float:
        """Pixels from one base line of body text to the next."""
        return self.line().height

    def option(self) -> QTextOption:
        return QTextOption(_option(self.direction, self.justified))


def styled(version: Version, style: VersionStyle, *, zoom: float, justified: bool = False) -> TextStyle:
    """How a version is set, as the reader wants it, at a zoom of the window."""
    return TextStyle(
        language=version.language,
        direction=style.direction or version.direction,
        zoom=zoom,
        scale=style.scale,
        family=style.family,
        leading=style.leading,
        justified=justified,
    )


# Asked for at each paragraph that is laid out: making them anew takes longer than laying a short one out.


@lru_cache(maxsize=512)
def _font(style: TextStyle, kind: Kind) -> QFont:
    return font_for(style.language, kind, zoom=style.zoom, scale=style.scale, family=style.family)


@lru_cache(maxsize=8)
def _option(direction: Direction, justified: bool) -> QTextOption:
    right = direction is Direction.RTL
    option = QTextOption()
    # From the language, never from the first strong letter; and Qt does not mirror the alignment by itself.
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    # Justified, Qt does put the last line of a paragraph on the side where its direction begins.
    option.setAlignment(Qt.AlignmentFlag.AlignJustify if justified else side | Qt.AlignmentFlag.AlignAbsolute)
    return option


@lru_cache(maxsize=512)
def _line_metrics(style: TextStyle, kind: Kind) -> LineMetrics:
    known = language(style.language)
    # The language's own letters are asked: they may come from another font of the list than Latin ones.
    sample = QTextLayout(known.own_name, style.font(kind))
    sample.beginLayout()
    line = sample.createLine()
    line.setLineWidth(10_000)
    sample.endLayout()
    extra = line.height() * (known.leading * style.leading - 1)
    return LineMetrics(line.ascent() + extra / 2, line.height() + extra)


class Piece:
    """A stretch of one segment, laid out."""

    def __init__(self, text: str, start: int, style: TextStyle, kind: Kind, width: float, top: float) -> None:
        """`start` in code points of the segment; `width` and `top` in pixels of the cell."""
        self.start = start
        self.stop = start + len(text)
        self.top = top
        self.units = Utf16Map(text)
        self._text = text
        self._ligatures: dict[int, bool] = {}
        self.layout = QTextLayout(text.translate(_LINE_BREAKS), style.font(kind))
        self.layout.setCacheEnabled(True)
        least = style.line(kind)
        filling = LineFilling(
            self.layout, style.option(), text, self.units, tag=style.language, overhang=least.height / 3
        )
        self.layout.beginLayout()
        y, ascent, height = 0.0, least.ascent, least.height
        while (line := self.layout.createLine()).isValid():
            left = filling.fill(line, width)
            above = max(0.0, ascent - line.ascent())
            line.setPosition(QPointF(left, y + above))
            y += math.ceil(max(height, above + line.height()))
        self.layout.endLayout()
        self.height = y
        self._letters: dict[int, LetterLine] = {}

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def ranges(self, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
        """For each span of the segment that touches this piece: its number, UTF-16 start and UTF-16 length.

        Ligatures are taken whole, but for Latin ones: of those from right to left Qt paints a part on the wrong side,
        and of a syllable of Devanagari no part is a letter.
        """
        for number, (start, stop) in enumerate(spans):
            start, stop = max(start, self.start) - self.start, min(stop, self.stop) - self.start
            if start < stop:
                first = self.units.to_utf16(self._ligature_edge(start, -1))
                yield number, first, self.units.to_utf16(self._ligature_edge(stop, +1)) - first

    def by_line(self, start: int, length: int) -> Iterator[tuple[int, int]]:
        """A UTF-16 range as what may be painted at once: start and length of its part in each line.

        Of a line from right to left that is covered with its neighbours, Qt would tint the space at its end once more,
        on the wrong side. From left to right the range is left as it is.
        """
        if self.layout.textOption().textDirection() != Qt.LayoutDirection.RightToLeft:
            yield start, length
            return
        stop = start + length
        while start < stop:
            line = self.layout.lineForTextPosition(start)
            end = line.textStart() + line.textLength() if line.isValid() else stop
            end = min(stop, max(end, start + 1))
            yield start, end - start
            start = end

    def _ligature_edge(self, place: int, step: int) -> int:
        """`place`, or where the ligature that it is within begins (step -1) or ends (+1); code points of the piece."""
        while 0 < place < self.units.length and _MAY_JOIN.match(self._text, place - 1):
            inside = self._ligatures.get(place)
            if inside is None:
                inside = self._ligatures[place] = in_ligature(self.layout, self.units.to_utf16(place))
            if not inside:
                break
            place += step
        return place

    def rects(self, start: int, length: int) -> list[QRectF]:
        """Where the UTF-16 range stands, in pixels of the piece; several rectangles where it is visually split."""
        return rects_of(self.layout, start, start + length)

    def letters(self, number: int) -> LetterLine:
        """The letters of the line with this number, as the eye meets them."""
        if number not in self._letters:
            self._letters[number] = letters_of(self.layout, number, self.units, self.start)
        return self._letters[number]

    def edges(self, number: int) -> dict[int, tuple[float, float]]:
        """Left and right edge of every character of a line that takes room, pixels, by its code point of the segment.

        Of those that share a cluster of the font some take all of its room.
        """
        line = self.layout.lineAt(number)
        first = self.units.to_code_point(line.textStart())
        stop = self.units.to_code_point(line.textStart() + line.textLength())
        ranges = pairwise(self.units.to_utf16(place) for place in range(first, stop + 1))
        found = enumerate(edges_of(self.layout, number, list(ranges)), self.start + first)
        return {place: edges for place, edges in found if edges is not None}

    def span(self, number: int) -> tuple[int, int]:
        """The code points of the segment, half-open, that stand in the line with this number."""
        line = self.layout.lineAt(number)
        start = self.units.to_code_point(line.textStart())
        stop = self.units.to_code_point(line.textStart() + line.textLength())
        return self.start + start, self.start + stop

    def x_of(self, code_point: int, *, after: bool = False) -> float:
        """Where a character of the segment begins or, `after` it, ends; right in lines of one direction, no further."""
        place = self.units.to_utf16(code_point - self.start)
        edge = QTextLine.Edge.Trailing if after else QTextLine.Edge.Leading
        return cursor_x(self.layout.lineForTextPosition(place), place, edge)

    def line_of(self, code_point: int) -> int:
        """The number of the line that holds that code point of the segment."""
        return self.layout.lineForTextPosition(self.units.to_utf16(code_point - self.start)).lineNumber()

    def line_with(self, stop: Stop) -> int:
        """The number of the line in which a caret of the segment stands."""
        place = min(max(stop.code_point, self.start), self.stop)
        number = self.line_of(place)
        begins = self.layout.lineAt(number).textStart() == self.units.to_utf16(place - self.start)
        return number - 1 if stop.after and number and begins else number

    def extent(self, number: int) -> tuple[float, float]:
        """Top and bottom of the line with this number, pixels of the piece."""
        box = self.layout.lineAt(number).rect()
        return box.top(), box.bottom()

    def runs_left(self, code_point: int) -> bool:
        """Whether that letter of the segment stands in a run from right to left."""
        place = self.units.to_utf16(code_point - self.start)
        return is_rtl(self.layout, place, self.units.to_utf16(code_point + 1 - self.start) - place)

    def stop_at(self, x: float, y: float) -> Stop:
        """The caret of the segment nearest to a point of the piece."""
        number = self._line_at(y)
        if number not in self._letters:
            stop = stop_near(self.layout, number, self.units, self.start, x)
            if stop is not None:
                return stop
        return self.letters(number).at(x)

    def caret_x(self, number: int, stop: Stop) -> float:
        """Where a caret of the segment is drawn in its line, pixels."""
        if number not in self._letters:
            x = x_of(self.layout, number, self.units, self.start, stop)
            if x is not None:
                return x
        return self.letters(number).x(stop)

    def line_start(self, y: float) -> tuple[int, float]:
        """First code point (of the segment) and top (of the piece) of the line at `y`."""
        line = self.layout.lineAt(self._line_at(y))
        return self.start + self.units.to_code_point(line.textStart()), line.y()

    def between(self, top: float, bottom: float) -> tuple[int, int]:
        """The code points of the segment, half-open, on the lines that meet these heights of the piece."""
        start = self.start if top <= 0 else self.line_start(top)[0]
        if bottom >= self.height:
            return start, self.stop
        last = self.layout.lineAt(self._line_at(bottom))
        return start, self.start + self.units.to_code_point(last.textStart() + last.textLength())

    def line_box(self, code_point: int) -> tuple[float, float]:
        """Top and height of the line that holds that code point of the segment, in pixels of the piece."""
        line = self.layout.lineForTextPosition(self.units.to_utf16(code_point - self.start))
        return line.y(), line.height()

    def _line_at(self, y: float) -> int:
        low, high = 0, self.layout.lineCount() - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.layout.lineAt(middle).y() <= y:
                low = middle
            else:
                high = middle - 1
        return low


@dataclass(frozen=True, slots=True)
class SegmentLayout:
    """One segment in its cell, or the stretch of it that the cell holds."""

    segment: Segment
    place: int
    """Which segment of its row it is, from 0."""
    pieces: tuple[Piece, ...]
    top: float

    @property
    def bottom(self) -> float:
        return self.pieces[-1].bottom


class CellLayout:
    """What one version has in one band, laid out at a width. Pixels from the upper left corner of the cell's text.

    Places and code points that it is asked for and answers with are those of the row and of whole segments.
    """

    def __init__(
        self, segments: Sequence[Segment], style: TextStyle, width: float, stretches: Sequence[Stretch] | None = None
    ) -> None:
        """`segments` are those of the row; `stretches` what of them stands here, None for all."""
        self.style = style
        self.width = width
        self.line_height = style.line_height()
        self.segments: tuple[SegmentLayout, ...] = ()
        if stretches is None:
            stretches = whole(segments)
        done: list[SegmentLayout] = []
        y = 0.0
        for stretch in stretches:
            segment = segments[stretch.place]
            if done:
                y += self.line_height * _PARAGRAPH_GAP
            top, pieces = y, []
            for start, stop in cut(segment.text[stretch.start : stretch.stop]):
                start, stop = start + stretch.start, stop + stretch.start
                pieces.append(Piece(segment.text[start:stop], start, style, segment.kind, width, y))
                y = pieces[-1].bottom
            done.append(SegmentLayout(segment, stretch.place, tuple(pieces), top))
            if stretch.stop == len(segment.text):
                y += self.line_height * _SPACE_AFTER.get(segment.kind, 0)
        self.segments = tuple(done)
        self.height = math.ceil(y)

    def segment(self, segment_id: SegmentId) -> SegmentLayout | None:
        return next((laid for laid in self.segments if laid.segment.id == segment_id), None)

    def rects(self, segment_id: SegmentId, start: int, stop: int) -> list[QRectF]:
        """Rectangles of a span, in pixels of the cell's text; none if the segment is not in this cell."""
        laid = self.segment(segment_id)
        if laid is None:
            return []
        return [
            rect.translated(0, piece.top)
            for piece in laid.pieces
            for _, first, length in piece.ranges([(start, stop)])
            for rect in piece.rects(first, length)
        ]

    def caret_at(self, x: float, y: float) -> tuple[int, Stop] | None:
        """Place of the segment in the cell and the caret in it nearest to a point; None in an empty cell."""
        if not self.segments:
            return None
        laid, piece = self._at(y)
        return laid.place, piece.stop_at(x, y - piece.top)

    def piece_with(self, place: int, stop: Stop) -> Piece | None:
        """The piece in which a caret of a segment stands; None if that is not in this cell."""
        letter = stop.letter
        for laid in self.segments:
            if laid.place == place:
                end = len(laid.segment.text)
                return next(
                    (one for one in laid.pieces if one.start <= letter < one.stop or one.stop == end == letter), None
                )
        return None

    def caret_box(self, place: int, stop: Stop) -> QRectF | None:
        """Where a caret is drawn, without width; pixels of the cell's text. None if it is not in this cell."""
        piece = self.piece_with(place, stop)
        if piece is None:
            return None
        number = piece.line_with(stop)
        top, bottom = piece.extent(number)
        return QRectF(piece.caret_x(number, stop), piece.top + top, 0, bottom - top)

    def line_start(self, y: float) -> tuple[Segment, int, float] | None:
        """Segment, first code point and top of the line at `y`; None in an empty cell."""
        if not self.segments:
            return None
        laid, piece = self._at(y)
        code_point, top = piece.line_start(y - piece.top)
        return laid.segment, code_point, piece.top + top

    def line_box(self, segment_id: SegmentId, code_point: int) -> tuple[float, float] | None:
        """Top and height of the line that holds that code point, or of the nearest; None if the segment is not here."""
        laid = self.segment(segment_id)
        if laid is None:
            return None
        for piece in laid.pieces:
            if code_point < piece.stop or piece is laid.pieces[-1]:
                top, height = piece.line_box(min(max(code_point, piece.start), piece.stop))
                return piece.top + top, height
        return None

    def _at(self, y: float) -> tuple[SegmentLayout, Piece]:
        laid = next((one for one in self.segments if y < one.bottom), self.segments[-1])
        return laid, next((piece for piece in laid.pieces if y < piece.bottom), laid.pieces[-1])
