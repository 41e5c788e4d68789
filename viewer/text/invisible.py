"""Characters that cannot be seen: which they are, and their short and full names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_SHORT: Final = {
    "\t": "TAB", "\n": "LF", "\v": "VT", "\f": "FF", "\r": "CR", "\x85": "NEL", "\u2028": "LS", "\u2029": "PS",
    "\u00a0": "NBSP", "\u202f": "NNBSP", "\u2007": "FSP", "\u00ad": "SHY", "\u034f": "CGJ",
    "\u061c": "ALM", "\u200e": "LRM", "\u200f": "RLM",
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
    "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u2060": "WJ", "\ufeff": "BOM", "\u180e": "MVS",
}  # fmt: skip

_NAMES: Final = {
    "\t": "TAB", "\n": "LINE FEED", "\v": "LINE TABULATION", "\f": "FORM FEED", "\r": "CARRIAGE RETURN",
    "\x85": "NEXT LINE",
}  # fmt: skip
"""Of those that Unicode itself leaves without a name."""

_SEEN: Final = frozenset(
    " \u3000\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""The spaces that everybody sees where they are, and the format characters that have a shape."""

_FILLERS: Final = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters by their category, without a shape."""


def short_name(character: str) -> str:
    """`\u200f` -> `RLM`; one without a short name is called by its number; empty for a character that can be seen."""
    if character in _SHORT:
        return _SHORT[character]
    point = ord(character)
    if 0xFE00 <= point < 0xFE10:
        return f"VS{point - 0xFE00 + 1}"
    if 0xE0100 <= point < 0xE01F0:
        return f"VS{point - 0xE0100 + 17}"
    hidden = character in _FILLERS or unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp")
    return f"{point:04X}" if hidden and character not in _SEEN else ""


def full_name(character: str) -> str:
    """As Unicode calls it: `\u200f` -> `RIGHT-TO-LEFT MARK (U+200F)`."""
    name = _NAMES.get(character) or unicodedata.name(character, "")
    number = f"U+{ord(character):04X}"
    return f"{name} ({number})" if name else number


def is_space(character: str) -> bool:
    """Whether it is a space, which takes room on the line."""
    return character == "\t" or unicodedata.category(character) == "Zs"


def find(text: str) -> Iterator[int]:
    """Where characters stand that cannot be seen, in code points."""
    for match in _CANDIDATES.finditer(text):
        if short_name(match.group()):
            yield match.start()


# Nearly all text is letters, signs and ordinary spaces; what is left is looked at one by one.
_CANDIDATES: Final = re.compile(rf"[^\w\u0020-\u007e\u3000-\u303f]|[{''.join(_FILLERS)}]")
