"""Canonical order and composition of what folding keeps: marks after their letter, jamo into syllables.

Apart from the folding table because this needs to look at neighbours, and most texts never come here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import accumulate, chain

STROKE = "\u0338"
"""The stroke of ≠. It composes with a symbol; where it cannot, it is left out."""

_VOICED = frozenset("\u3099\u309a")
_LEFT_OVER = re.compile("[\u3099\u309a\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]")

Letter = tuple[str, int, int]
"""A letter with the half-open range of code points it stands for."""


def is_mark(char: str) -> bool:
    """Whether a letter stands on, around or below the one before it."""
    return unicodedata.category(char).startswith("M")


def _is_lead(char: str) -> bool:
    return "\u1100" <= char <= "\u115f" or "\ua960" <= char <= "\ua97c"


def _is_vowel(char: str) -> bool:
    return "\u1160" <= char <= "\u11a7" or "\ud7b0" <= char <= "\ud7c6"


def _is_tail(char: str) -> bool:
    return "\u11a8" <= char <= "\u11ff" or "\ud7cb" <= char <= "\ud7fb"


def _is_syllable(char: str) -> bool:
    return "가" <= char <= "힣"


def joined(before: str, after: str) -> bool:
    """Whether two folded letters that could not be composed are still one to the eye: かﾟ, and old Hangul syllables.

    The Hangul rules are GB6 to GB8 of Unicode Standard Annex #29.
    """
    if after in _VOICED:
        return True
    if _is_vowel(after):
        return _is_lead(before) or _is_vowel(before) or (_is_syllable(before) and (ord(before) - 0xAC00) % 28 == 0)
    if _is_tail(after):
        return _is_vowel(before) or _is_tail(before) or _is_syllable(before)
    return _is_lead(before) and (_is_lead(after) or _is_syllable(after))


def may_join(folded: str) -> bool:
    """Whether some letter of a folded text might be `joined` to the one before it."""
    return not folded.isascii() and _LEFT_OVER.search(folded) is not None


def looks_back(char: str) -> bool:
    """Whether a letter may change places or compose with what stands before it."""
    return unicodedata.combining(char) != 0 or may_compose(char)


def may_compose(char: str) -> bool:
    """Whether some letter before it composes with `char`."""
    if _is_vowel(char) or _is_tail(char):
        return True
    return is_mark(char) and char in _composing_marks()


def may_grow(char: str) -> bool:
    """Whether `char` composes with some letter after it."""
    return _is_lead(char) or _is_vowel(char) or _is_syllable(char) or char in _composing_letters()


@cache
def _composites() -> dict[str, str]:
    """Letter and mark -> the one letter they are canonically, for marks that folding keeps.

    Composition exclusions are composed as well: क़ is one letter in either spelling. Hangul goes by rule, and the
    presentation forms in between only have marks that folding strips.
    """
    found = {}
    letters = map(chr, chain(range(0x900, 0xAC00), range(0x10000, 0x1E000)))
    # Nearly all of these hundred thousand have none, and somebody waits for the first letter that they typed.
    for composite, parts in [(letter, parts) for letter in letters if (parts := unicodedata.decomposition(letter))]:
        codes = parts.split()
        if len(codes) != 2 or codes[0].startswith("<"):
            continue
        letter, mark = (chr(int(code, 16)) for code in codes)
        if unicodedata.combining(letter) == 0 and (mark == STROKE or mark > "\u036f"):
            found[letter + mark] = composite
    return found


@cache
def _composing_letters() -> frozenset[str]:
    return frozenset(pair[0] for pair in _composites())


@cache
def _composing_marks() -> frozenset[str]:
    return frozenset(pair[1] for pair in _composites())


def _composite(letter: str, mark: str) -> str | None:
    if _is_vowel(mark) or _is_tail(mark):
        composed = unicodedata.normalize("NFC", letter + mark)
        return composed if len(composed) == 1 else None
    return _composites().get(letter + mark)


def composed(letters: list[Letter]) -> list[Letter]:
    """Canonical ordering and composition (UAX #15, D109 and D117) of a letter and the marks after it."""
    letters = _in_canonical_order(letters)
    out: list[Letter] = []
    starter = -1  # where in `out` the last letter is that a mark may join
    previous = 0  # combining class of the last mark kept after it
    for letter, start, stop in letters:
        combining = unicodedata.combining(letter)
        adjacent = starter == len(out) - 1
        if starter >= 0 and (adjacent or previous < combining):
            base, base_start, base_stop = out[starter]
            composite = _composite(base, letter)
            if composite:
                out[starter] = (composite, min(base_start, start), max(base_stop, stop))
                continue
        if letter == STROKE:
            continue
        if combining == 0:
            starter = len(out)
        previous = combining
        out.append((letter, start, stop))
    return _rising(out)


def _in_canonical_order(letters: list[Letter]) -> list[Letter]:
    ordered: list[Letter] = []
    marks: list[Letter] = []
    for item in letters:
        if unicodedata.combining(item[0]):
            marks.append(item)
            continue
        ordered += sorted(marks, key=_combining_class)
        marks = []
        ordered.append(item)
    return ordered + sorted(marks, key=_combining_class)


def _combining_class(item: Letter) -> int:
    return unicodedata.combining(item[0])


def _rising(letters: list[Letter]) -> list[Letter]:
    """Where marks changed places, all of them stand for the whole range they came from."""
    stops = list(accumulate((stop for _, _, stop in letters), max))
    starts = list(accumulate((start for _, start, _ in reversed(letters)), min))[::-1]
    return [(item[0], start, stop) for item, start, stop in zip(letters, starts, stops, strict=True)]
