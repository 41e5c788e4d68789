"""Readings beside letters (ruby): which reading belongs to which letters, however the markup groups them.

`<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>` pairs each run of letters with the reading after it, `rb` names runs before
several readings, one reading for several runs belongs to all of them, and `rtc` holds a second line of readings.
"""

from __future__ import annotations

_Base = tuple[int, int]


class Ruby:
    """One `ruby` element while it is read. Positions are code points of its block, half-open."""

    def __init__(self, start: int) -> None:
        self._start = start
        """Where the letters that no reading belongs to yet begin."""
        self._bases: list[_Base] = []
        self._readings: list[str] = []
        self._second: list[str] = []
        self._reading: list[str] | None = None
        self._container: list[str] | None = None
        self._has_letters = False
        self._found: list[tuple[_Base, str]] = []

    def takes(self, part: str, text: str) -> bool:
        """Whether letters found in `part` (the nearest of `ruby`, `rb`, `rt`, `rtc`, `rp`) belong to the text."""
        if part == "rt":
            if self._reading is not None:
                self._reading.append(text)
            return False
        if part == "rtc":
            if self._container is not None:
                self._container.append(text)
            return False
        if part == "rp":
            return False
        if not text.strip():
            return part == "rb" or "\n" not in text
        self._has_letters = True
        return True

    def begin(self, part: str, position: int) -> None:
        """`rb`, `rt`, `rtc` or `rp` begins; it ends a reading that is still open."""
        self._end_reading()
        if part != "rtc" and self._container is not None and part == "rb":
            self._end_container()
        self._end_base(position)
        if part == "rb":
            self._start = position
        elif part == "rt":
            self._reading = []
        elif part == "rtc":
            self._container = []

    def end(self, part: str, position: int) -> None:
        """`rb`, `rt`, `rtc` or `rp` ends."""
        if part == "rt":
            self._end_reading()
        elif part == "rtc":
            self._end_reading()
            self._end_container()
        elif part == "rb":
            self._end_base(position)

    def ended(self, position: int) -> list[tuple[_Base, str]]:
        """All letters that have readings."""
        self._end_reading()
        self._end_container()
        self._end_base(position)
        self._pair()
        return self._found

    def _end_base(self, position: int) -> None:
        if position > self._start and self._has_letters:
            if self._readings or self._second:
                self._pair()
            self._bases.append((self._start, position))
        self._start = position
        self._has_letters = False

    def _end_reading(self) -> None:
        if self._reading is not None:
            reading = " ".join("".join(self._reading).split())
            (self._readings if self._container is None else self._second).append(reading)
        self._reading = None

    def _end_container(self) -> None:
        if self._container is not None:
            reading = " ".join("".join(self._container).split())
            if reading:
                self._second.append(reading)
        self._container = None

    def _pair(self) -> None:
        for readings in (self._readings, self._second):
            if not self._bases or not readings:
                continue
            if len(readings) == 1:
                pairs = [((self._bases[0][0], self._bases[-1][1]), readings[0])]
            else:
                last = [self._bases[-1]] * (len(readings) - len(self._bases))
                pairs = list(zip([*self._bases, *last], readings, strict=False))
            self._found += ((base, reading) for base, reading in pairs if reading)
        self._bases, self._readings, self._second = [], [], []
