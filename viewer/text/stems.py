"""Words cut down to what their inflected forms share, so that `Jahren` and `Jahre` are one."""

from __future__ import annotations

import unicodedata

import regex

PREFIX = 5
HANGUL_PREFIX = 2
"""Letters that stand for a word in scripts that separate words."""

_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ة": "ه",
     "ۃ": "ه", "ؤ": "و", "ۓ": "ي", "ے": "ي", "ـ": None}
)  # fmt: skip
_ARTICLE = regex.compile(r"^[وبكف]?(?:ال|لل)(?=.{3})")
_MARKS = dict.fromkeys([*range(0x300, 0x370), *range(0x591, 0x5C8), *range(0x64B, 0x660), 0x670])
"""Accents, points and vowel signs that some spell and others leave out; kana and Indic signs stay."""


def folded(word: str) -> str:
    """Without case and accents; Arabic letters in one shape, without the article."""
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.casefold()).translate(_MARKS))
    return _ARTICLE.sub("", bare.translate(_ARABIC)) if bare and "؀" <= bare[0] <= "ۿ" else bare
