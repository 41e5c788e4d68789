"""What is written, and how: JSON lines, tables and sentences, UTF-8 on every system.

On a terminal, strings that come from texts and file names are isolated (UAX #9), so that a right-to-left title does
not turn the rest of its line around. Control characters in names are shown as escapes.
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from os import PathLike

from viewer.formats.json_lines_writer import as_line

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def use_utf8() -> None:
    """Makes both streams UTF-8 with plain line feeds, whatever the system's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def json_line(value: Mapping[str, object]) -> None:
    """One JSON object on a line of its own."""
    print(as_line(value))


def complain(*lines: str) -> None:
    """An error, on stderr. A line is a line, whatever is in the names that it mentions."""
    print("hexapla: " + "\n".join(map(printable, lines or ("",))), file=sys.stderr, flush=True)


def foreign(text: str) -> str:
    """A string that is not ours, safe to print inside a line of ours."""
    shown = printable(text)
    return f"{_FIRST_STRONG_ISOLATE}{shown}{_POP_ISOLATE}" if sys.stdout.isatty() else shown


def name(path: str | PathLike[str]) -> str:
    """A file name, safe to print."""
    return foreign(str(path))


def counted(number: int, thing: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


class ProgressLine:
    """Progress on one line of a terminal; nothing where stderr is none."""

    def __init__(self) -> None:
        self._shown = ""

    def show(self, text: str) -> None:
        """Takes the place of what was shown before."""
        if text != self._shown and sys.stderr.isatty():
            self._shown = text
            print(f"\r{text}\x1b[K", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Leaves the line empty."""
        if self._shown:
            self._shown = ""
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def table(rows: Sequence[Sequence[str]]) -> None:
    """Rows of cells, in columns as wide as their widest cell; the first row is the header."""
    if not rows:
        return
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def printable(text: str) -> str:
    """The text with control characters as escapes and halves of characters as U+FFFD."""
    plain = _SURROGATE.sub("\ufffd", text)
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), plain)


def _width(text: str) -> int:
    """Columns of a terminal."""
    return sum(
        0 if unicodedata.category(letter) in {"Mn", "Me", "Cf"} else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )
