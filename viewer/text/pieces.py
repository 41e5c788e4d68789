"""Cutting a long text into pieces for display, so that a giant paragraph costs no more than what is seen of it.

Shaping cost grows faster than length; above all where the direction changes often. Cuts fall after white space where
there is any, else at a grapheme boundary (no piece begins with a combining mark, joiner or variation selector).
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 5_000
"""Code points of a piece in ordinary text."""

LONGEST_MIXED = 1_000
"""Code points of a piece in which the direction changes often."""

_TURN = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc][^\w\u0590-\u08ff]*[A-Za-z0-9\u00c0-\u024f]")
_SPACES = " \t\n\u00a0\u2028\u3000"
_JOINERS = "\u200c\u200d\u2060\ufeff"


def cut(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of code points that cover `text` in order; one range if it is short."""
    if len(text) <= LONGEST_MIXED:
        return [(0, len(text))]
    ranges, start = [], 0
    while len(text) - start > LONGEST_MIXED:
        limit = longest(text[start : start + LONGEST])
        if len(text) - start <= limit:
            break
        stop = boundary(text, start + limit // 2, start + limit)
        ranges.append((start, stop))
        start = stop
    ranges.append((start, len(text)))
    return ranges


def longest(sample: str) -> int:
    """Code points that a piece of text like `sample` may have."""
    return LONGEST_MIXED if len(_TURN.findall(sample)) * 20 > len(sample) else LONGEST


def boundary(text: str, earliest: int, limit: int) -> int:
    """The last good place for a cut after `earliest` and not after `limit`, which is inside the text; else `limit`."""
    for position in range(limit, earliest, -1):
        if text[position - 1] in _SPACES and text[position] not in _SPACES:
            return position
    for position in range(limit, earliest, -1):
        if not _continues(text[position]) and text[position - 1] not in _JOINERS:
            return position
    return limit


def _continues(character: str) -> bool:
    return (
        unicodedata.category(character).startswith("M")
        or character in _JOINERS
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\uff9e" <= character <= "\uff9f"
    )
