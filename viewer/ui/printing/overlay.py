"""Lines of a PDF in scripts whose glyphs do not tell their letters: shapes as outlines, with invisible text over them.

A PDF holds glyphs, and Qt notes a letter for each. That tells nothing where one letter has many shapes or is put
together from a stem and dots (Arabic, Urdu, the scripts of India): such a file could be neither searched nor copied.
So those lines are not given to Qt. Their glyphs are drawn as outlines, each outline being in the file once, and over
each line lies its text, a letter at a time from left to right and invisible, as in a scanned book.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainterPath, QRawFont, QTextLayout

from viewer.text.offsets import Utf16Map

_LIGATURES: Final = "ﬀﬁﬂﬃﬄ"
"""Glyphs of several letters that Qt knows by a letter of their own."""
_SHAPED: Final = re.compile("[\u0590-\u10ff\u1200-\u18af\u1900-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc]")
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_COLOURED: Final = ("CBDT", "COLR", "sbix")
"""Tables of fonts whose glyphs are pictures."""
_EM: Final = 1000
"""Units of an outline to the size of its font."""
_LEAST: Final = 1.0
"""Dots; a letter without any width would be passed over by readers of PDF."""
_MIRRORED: Final = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
"""Within text that runs to the left a sign has the shape of its counterpart, and readers turn that back."""


@dataclass
class Overlay:
    """Collects what is to be laid over the pages of one file. Dots, as the sheet measures them."""

    outlines: list[bytes] = field(default_factory=list)
    """The operators that draw each outline, in 1,000ths of the size of its font, y downwards."""
    _numbers: dict[tuple[str, str, int], int] = field(default_factory=dict)
    _operators: list[bytes] = field(default_factory=list)

    def needs(self, layout: QTextLayout, number: int) -> bool:
        """Whether the glyphs of a line, counted from 0, do not tell its letters."""
        shown = _text(layout, number)
        return bool(_SHAPED.search(shown)) or any(
            not set(run.glyphIndexes()) <= set(run.rawFont().glyphIndexesForString(shown + _LIGATURES))
            for run in layout.lineAt(number).glyphRuns()
        )

    def take(self, layout: QTextLayout, number: int, at: QPointF, colour: QColor) -> bool:
        """Takes over a line of a layout whose corner is at a place; False where it has no outlines, as emoji have."""
        shown = _text(layout, number)
        fonts = (run.rawFont() for run in layout.lineAt(number).glyphRuns())
        if _ASTRAL.search(layout.text()) or any(font.fontTable(name) for font in fonts for name in _COLOURED):
            return False
        self._operators += self._shapes(layout, number, at, colour)
        self._operators += _letters(layout, number, at, shown)
        return True

    def end_page(self) -> bytes:
        """The operators of the page, empty where all is drawn by the painter; what follows is on the next page."""
        done, self._operators = b"\n".join(self._operators), []
        return done

    def _shapes(self, layout: QTextLayout, number: int, at: QPointF, colour: QColor) -> Iterator[bytes]:
        yield b"%.4g %.4g %.4g rg" % (colour.redF(), colour.greenF(), colour.blueF())
        for run in layout.lineAt(number).glyphRuns():
            font = run.rawFont()
            scale = font.pixelSize() / _EM
            for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                outline = self._outline(font, glyph)
                if outline is not None:
                    x, y = at.x() + place.x(), at.y() + place.y()
                    yield b"q %.5g 0 0 %.5g %.2f %.2f cm /G%d Do Q" % (scale, scale, x, y, outline)

    def _outline(self, font: QRawFont, glyph: int) -> int | None:
        """The number of an outline; None where the glyph leaves no ink."""
        key = (font.familyName(), font.styleName(), glyph)
        if key not in self._numbers:
            large = QRawFont(font)
            large.setPixelSize(_EM)
            drawn = b"\n".join(_path(large.pathForGlyph(glyph)))
            self._numbers[key] = len(self.outlines) if drawn else -1
            if drawn:
                self.outlines.append(drawn)
        found = self._numbers[key]
        return found if found >= 0 else None


def _text(layout: QTextLayout, number: int) -> str:
    line, text = layout.lineAt(number), layout.text()
    units = Utf16Map(text)
    return text[units.to_code_point(line.textStart()) : units.to_code_point(line.textStart() + line.textLength())]


def _path(path: QPainterPath) -> Iterator[bytes]:
    """A path as operators of PDF."""
    kinds = QPainterPath.ElementType
    waiting: list[tuple[float, float]] = []
    for number in range(path.elementCount()):
        element = path.elementAt(number)
        if element.type in (kinds.CurveToElement, kinds.CurveToDataElement):
            waiting.append((element.x, element.y))
            if len(waiting) == 3:
                yield b"%.5g %.5g %.5g %.5g %.5g %.5g c" % tuple(part for point in waiting for part in point)
                waiting = []
        else:
            yield b"%.5g %.5g %b" % (element.x, element.y, b"m" if element.type == kinds.MoveToElement else b"l")
    if path.elementCount():
        yield b"f" if path.fillRule().name == "WindingFill" else b"f*"


def _letters(layout: QTextLayout, number: int, at: QPointF, shown: str) -> Iterator[bytes]:
    """The letters of a line as invisible text, in the order in which they stand from left to right."""
    line = layout.lineAt(number)
    size = line.ascent() or 1.0
    placed = sorted(_places(layout, number, shown))
    ends = [left for left, *_ in placed[1:]] + [line.x() + line.naturalTextRect().right()]
    y = at.y() + line.y() + line.ascent()
    yield b"BT 3 Tr /FT %.2f Tf" % size
    for (left, _, letter, turned), end in zip(placed, ends, strict=True):
        code = ord(letter.translate(_MIRRORED) if turned else letter)
        width = max(_LEAST, end - left)
        yield b"%.2f Tz 1 0 0 -1 %.2f %.2f Tm <%04X> Tj" % (100 * width / size, at.x() + left, y, code)
    yield b"ET"


def _places(layout: QTextLayout, number: int, shown: str) -> Iterator[tuple[float, int, str, bool]]:
    """For every letter its left edge, its order among those at the same edge, and whether it runs to the left."""
    line = layout.lineAt(number)
    left, leftwards = 0.0, False
    for place, letter in enumerate(shown):
        # Code points and UTF-16 are the same here. A letter may share the glyphs of the one before it, or have none.
        runs = line.glyphRuns(line.textStart() + place, 1)
        if runs and not unicodedata.combining(letter):
            turned = runs[0].isRightToLeft()
            glyph = runs[0].positions()[0].x()
            # Joined letters may lean over each other, yet each comes after the one before it.
            left = min(left, glyph) if turned and leftwards and place else glyph
            leftwards = turned
        yield left, -place if leftwards else place, letter, leftwards
