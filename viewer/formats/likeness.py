"""Whether several texts look like versions of one: their length, their numbers, their names.

Between languages the benefit of the doubt is theirs (who gives two texts in two languages has a reason); two texts in
the same language must show what they share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import regex
from anyascii import anyascii

from viewer.languages import language as language_of
from viewer.languages import primary

MOST = 12
"""Files given one by one that can be versions of one document."""

_SEGMENTS_READ = 5_000
_DENSE = {"Jpan": 2.2, "Hans": 2.6, "Hant": 2.6, "Kore": 1.8}
"""Letters of an alphabet for one character."""

_NUMBER = regex.compile(r"\p{Nd}{2,}")
_NAME = regex.compile(r"(?<=[\p{Ll},;] )\p{Lu}\p{L}{3,}")
_WORD = regex.compile(r"\p{L}{5,}")
_SKELETON = str.maketrans({**dict.fromkeys("bpfvw", "P"), **dict.fromkeys("kgqcxj", "K"), **dict.fromkeys("td", "T")})
_FEW_NUMBERS, _FEW_NAMES = 4, 8


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a text can be compared across languages."""

    language: str
    weight: float
    """Length in letters of an alphabet."""
    numbers: frozenset[int]
    names: frozenset[str]
    """Capitalised words inside sentences, as their consonants; empty in scripts without capitals."""
    words: frozenset[str]


def profile(language: str, paragraphs: Iterable[str]) -> Profile:
    """The profile of a text in `language` (BCP 47), from its first thousands of paragraphs and the length of all."""
    rest = iter(paragraphs)
    read = list(islice(rest, _SEGMENTS_READ))
    weight = float(sum(map(len, read)) + sum(map(len, rest)))
    numbers: set[int] = set()
    names: Counter[str] = Counter()
    words: set[str] = set()
    for paragraph in read:
        numbers.update(int(number) for number in _NUMBER.findall(paragraph) if len(number) <= 18)
        names.update(_skeleton(name) for name in _NAME.findall(paragraph))
        words.update(word.casefold() for word in _WORD.findall(paragraph))
    return Profile(
        language=language,
        weight=weight * _DENSE.get(language_of(language).script, 1.0),
        numbers=frozenset(numbers),
        names=frozenset(name for name in names if len(name) >= 3),
        words=frozenset(words),
    )


def look_alike(profiles: Sequence[Profile]) -> bool:
    """Whether these can all be versions of one text, which is taken to be the longest of them."""
    if not 1 < len(profiles) <= MOST:
        return False
    longest = max(profiles, key=lambda one: one.weight)
    return all(_are_alike(longest, one) for one in profiles if one is not longest)


def _are_alike(longer: Profile, shorter: Profile) -> bool:
    if shorter.weight * (4.0 if longer.weight < 400 else 2.5) < longer.weight:
        return False
    numbers = _overlap(longer.numbers, shorter.numbers, _FEW_NUMBERS)
    names = _overlap(longer.names, shorter.names, _FEW_NAMES)
    if primary(longer.language) == primary(shorter.language):
        words = _overlap(longer.words, shorter.words, _FEW_NAMES) or 0.0
        return words >= 0.5 or (words >= 0.35 and (numbers or 0.0) >= 0.5)
    if numbers is not None and numbers >= 0.4:
        return True
    against = (numbers is not None and numbers <= 0.15) + (names is not None and names <= 0.05)
    told = (numbers is not None) + (names is not None)
    return against == 0 or against < told


def _overlap(one: frozenset[object], other: frozenset[object], few: int) -> float | None:
    """Share of the smaller set that is in the other; None if it is too small to say anything."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= few else None


def _skeleton(name: str) -> str:
    letters = anyascii(name).lower()
    return "".join(letter for letter in letters if letter not in "aeiouyh'").translate(_SKELETON)
