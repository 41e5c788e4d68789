"""Folding once more, as slow and as plain as can be, for tests to compare with. Shares nothing with the program.

Marks are told by their Unicode names, composition is Python's, and ranges are found letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

Letters = list[tuple[str, int, int]]
"""Folded letters, each with the half-open range of code points it stands for."""

LETTERS = {
    **dict(zip("ıȷðىیےکہھةۃەٱٲٳ", "ijdيييكهههههااا", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "\N{HEBREW PUNCTUATION MAQAF}": " ",
}
GONE = (
    "\u0640\u00ad\u200b\u200c\u200d\u2060\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
SARA_AM = "\u0e33\u0eb3"
# In Unicode, but not for normalize("NFC"): the composition exclusions.
EXCLUDED = {
    unicodedata.normalize("NFD", letter): letter
    for letter in map(
        chr, [*range(0x958, 0x960), 0x9DC, 0x9DD, 0x9DF, 0xA33, 0xA36, *range(0xA59, 0xA5F), 0xB5C, 0xB5D]
    )
    if unicodedata.decomposition(letter)
}


def is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def goes(char: str) -> bool:
    """Whether a mark is one of those that folding strips."""
    name = unicodedata.name(char, "")
    others = ("KATAKANA", "GRANTHA", "COMBINING BINDU", "DEVANAGARI", "PERMIC", "GLAGOLITIC", "MUSICAL")
    if not is_mark(char) or any(other in name for other in others):
        return False
    return name.startswith(
        ("COMBINING ", "ARABIC ", "HEBREW ", "SYRIAC ", "VARIATION SELECTOR", "MONGOLIAN FREE VARIATION")
    )


@cache
def fold_char(char: str) -> str:
    """One letter, before anything is composed."""
    if char in SARA_AM:
        return char
    if re.match("(HALFWIDTH )?HANGUL (LETTER|FILLER)", unicodedata.name(char, "")):
        return unicodedata.lookup(unicodedata.name(char).replace("HALFWIDTH ", ""))
    letters = []
    for letter in unicodedata.normalize("NFKD", char.casefold()).casefold():
        name = unicodedata.name(letter, "")
        if letter in LETTERS:
            letters.append(LETTERS[letter])
        elif letter in GONE or (goes(letter) and letter != "\u0338"):
            continue
        elif letter.isspace() and not "\x1c" <= letter <= "\x1f":
            letters.append(" ")
        elif unicodedata.category(letter) == "Nd":
            letters.append(str(unicodedata.digit(letter)))
        elif name.startswith("LATIN SMALL LETTER ") and name[20:26] == " WITH ":
            letters.append(name[19].lower())
        else:
            letters.append(letter)
    return "".join(letters)


@lru_cache(1 << 16)
def compose(letters: str) -> str:
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFC", letters).replace("\u0338", ""))
    for pair, letter in EXCLUDED.items():
        composed = composed.replace(pair, letter)
    return composed


def fold(text: str, *, kana: bool = False) -> str:
    folded = compose("".join(map(fold_char, text)))
    return "".join(map(hiragana, folded)) if kana else folded


@cache
def hiragana(letter: str) -> str:
    """The hiragana of a katakana letter that has one."""
    try:
        return unicodedata.lookup(unicodedata.name(letter, "").replace("KATAKANA", "HIRAGANA"))
    except KeyError:
        return letter


def fold_with_ranges(text: str, *, kana: bool = False) -> Letters:
    """(folded letter, start, stop). A range grows as long as more letters change what was folded already."""
    found: Letters = []
    start = 0
    while start < len(text):
        stop = start + 1
        while stop < len(text) and not _breaks(text, start, stop):
            stop += 1
        if folded := fold(text[start:stop], kana=kana):
            # Letters that fold to nothing at either end are not in the range.
            first = next(place for place in range(start, stop) if fold_char(text[place]))
            last = next(place for place in reversed(range(start, stop)) if fold_char(text[place]))
            found += [(letter, first, last + 1) for letter in folded]
        start = stop
    return found


def _breaks(text: str, start: int, stop: int) -> bool:
    """Whether what follows `stop` leaves what was folded before it as it is, and begins something of its own."""
    following = ""
    for char in text[stop:]:
        following += fold_char(char)
        if compose(following):
            break
    return _stay_apart("".join(map(fold_char, text[start:stop])), following)


@lru_cache(1 << 16)
def _stay_apart(before: str, after: str) -> bool:
    """Whether two stretches of folded letters, not yet composed, have nothing to do with each other."""
    folded = compose(before)
    return not folded or not after or compose(before + after) == folded + compose(after)
