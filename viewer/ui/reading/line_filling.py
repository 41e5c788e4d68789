"""How much of a paragraph goes on a line, where Qt left alone would break words.

Qt breaks a word that could stand on the next line when a letter at the end of a line reaches beyond it, as many do in
nastaliq; so it may break no word until one is wider than its column. And it knows no words of Thai, Lao, Khmer and
Burmese: there a line is made as narrow as its last whole word wants it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from viewer.text.line_ends import line_ends
from viewer.text.offsets import Utf16Map

_Wrap: Final = QTextOption.WrapMode
_SLACK: Final = 1.0
"""Pixels that are added to what a line of whole words measures, so that Qt agrees that they fit."""
_TRIALS: Final = 12
_WIDENINGS: Final = 3


def cursor_x(line: QTextLine, place: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    """Where a place of the text (UTF-16) is on its line; right where neighbours run in one direction, no further."""
    answer: object = line.cursorToX(place, edge)
    # Some versions of the binding tell the place as well.
    x = answer[0] if isinstance(answer, tuple) else answer
    assert isinstance(x, float)
    return x


class LineFilling:
    """Fills the lines of one layout, from the first to the last."""

    def __init__(
        self, layout: QTextLayout, option: QTextOption, text: str, units: Utf16Map, *, tag: str, overhang: float
    ) -> None:
        """`overhang`: pixels by which letters may reach beyond the column."""
        self._layout = layout
        self._text = text
        self._units = units
        self._overhang = overhang
        self._option = option
        self._right_to_left = option.textDirection() is Qt.LayoutDirection.RightToLeft
        self._widens = self._right_to_left and option.alignment() == Qt.AlignmentFlag.AlignJustify
        self._ends = [units.to_utf16(end) for end in line_ends(text, tag)]
        self._wrap(_Wrap.WrapAnywhere if self._ends else _Wrap.WordWrap)

    def fill(self, line: QTextLine, width: float) -> float:
        """Puts as much on the line as its `width` holds; where it begins, in pixels from the left edge."""
        line.setLineWidth(width)
        if self._ends:
            return self._end_with_a_word(line, width)
        if self._mode is _Wrap.WordWrap and line.naturalTextWidth() > width + self._overhang:
            self._wrap(_Wrap.WrapAtWordBoundaryOrAnywhere)
            line.setLineWidth(width)
        if self._mode is not _Wrap.WordWrap:
            stop = self._units.to_code_point(line.textStart() + line.textLength())
            # As long as words are broken it would be in vain, and costly, to try without.
            if self._text[stop - 1 : stop].isspace():
                self._wrap(_Wrap.WordWrap)
        if self._widens:
            self._widen(line, width)
        return 0.0

    def _widen(self, line: QTextLine, width: float) -> None:
        """Gives a justified line the room of the space at its end, which Qt from right to left takes off.

        Not where the next word would come into that room.
        """
        first = self._units.to_code_point(line.textStart())
        if unicodedata.bidirectional(self._text[first : first + 1] or " ") not in ("R", "AL"):
            return
        length, wide = line.textLength(), width
        for _ in range(_WIDENINGS):
            lack = width - cursor_x(line, line.textStart())
            if not 0.5 < lack < 3 * self._overhang:
                return
            line.setLineWidth(wide + lack)
            if line.textLength() != length:
                line.setLineWidth(wide)
                return
            wide += lack

    def _end_with_a_word(self, line: QTextLine, width: float) -> float:
        stop = line.textStart() + line.textLength()
        end = self._ends[max(0, bisect_right(self._ends, stop) - 1)]
        if end == stop or end <= line.textStart():
            return 0.0
        # Where all runs to the right, the width is known; else it is sought.
        low, high = 0.0, width
        guess = cursor_x(line, end) + _SLACK
        for _ in range(_TRIALS):
            line.setLineWidth(guess)
            stop = line.textStart() + line.textLength()
            if stop == end:
                break
            low, high = (guess, high) if stop < end else (low, guess)
            guess = (low + high) / 2
        return width - line.width() if self._right_to_left else 0.0

    def _wrap(self, mode: QTextOption.WrapMode) -> None:
        self._mode = mode
        self._option.setWrapMode(mode)
        self._layout.setTextOption(self._option)
