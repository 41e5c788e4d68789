"""Code points and UTF-16: Python counts the one, Qt and JavaScript the other; here, and only here, they are converted.

Both count from 0. An offset of n letters stands before letter n, so offsets run from 0 to the length inclusive. A
UTF-16 offset inside a surrogate pair belongs to the letter it splits and is rounded down to its start.
"""

from __future__ import annotations

import re
from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """The two countings of one text, for many conversions. Free of cost where no letter needs a surrogate pair."""

    __slots__ = ("_astral", "_astral16", "length", "length16")

    def __init__(self, text: str) -> None:
        # Where the letters outside the Basic Multilingual Plane stand, in code points and in UTF-16.
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._astral16 = [start + before for before, start in enumerate(self._astral)]
        self.length = len(text)
        self.length16 = len(text) + len(self._astral)

    @property
    def same(self) -> bool:
        """Whether both countings agree on the whole text."""
        return not self._astral

    def to_utf16(self, offset: int) -> int:
        """Code points to UTF-16 code units. Raises IndexError outside the text."""
        if not 0 <= offset <= self.length:
            raise IndexError(offset)
        return offset + bisect_left(self._astral, offset)

    def to_code_point(self, offset16: int) -> int:
        """UTF-16 code units to code points. Raises IndexError outside the text."""
        if not 0 <= offset16 <= self.length16:
            raise IndexError(offset16)
        return offset16 - bisect_left(self._astral16, offset16)

    def all_to_utf16(self, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
        """`to_utf16` for an array of offsets, which are not checked."""
        return offsets + np.searchsorted(self._astral, offsets) if self._astral else offsets

    def all_to_code_points(self, offsets16: NDArray[np.int64]) -> NDArray[np.int64]:
        """`to_code_point` for an array of offsets, which are not checked."""
        return offsets16 - np.searchsorted(self._astral16, offsets16) if self._astral else offsets16


def to_utf16(text: str, offset: int) -> int:
    """Code points of `text` to UTF-16 code units. Raises IndexError outside the text."""
    return Utf16Map(text).to_utf16(offset)


def to_code_point(text: str, offset16: int) -> int:
    """UTF-16 code units of `text` to code points. Raises IndexError outside the text."""
    return Utf16Map(text).to_code_point(offset16)
