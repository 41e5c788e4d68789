"""What translators keep, so that one row is enough to see it: numbers, names, and words left as they are.

This is all that can be said of a single article: there are too few rows for statistics.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from viewer.search.counted_words import Span, counted_words
from viewer.text.folding import Folding
from viewer.text.locale_words import locale_words, plain
from viewer.text.names import near, skeleton
from viewer.text.numerals import numerals

_WORDS = 3
"""Longest name, in words."""
_QUOTED = 3
"""Letters that words have to have to be seen to be left as they are."""
_NO_NAME = regex.compile(r"[\p{Han}\p{Hiragana}]")
_FOLDING = Folding()


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that stands for a hit in another version."""

    text: str
    """As it is written most often."""
    forms: tuple[str, ...]
    """Folded."""
    places: tuple[int, ...]
    """In which of the pairs, rising."""


def kept(pairs: Sequence[tuple[str, Sequence[Span], str]], languages: tuple[str, str]) -> list[Kept]:
    """What is kept of the hits in pairs of texts, in at least half of them; what is in most pairs first.

    A pair is a text with the hits in it (half-open, code points) and its partner, in these two languages. A name that
    only sounds nearly the same has to be in two.
    """
    written: dict[str, Counter[str]] = {}
    places: dict[str, list[int]] = {}
    sure = set[str]()
    for place, (text, hits, partner) in enumerate(pairs):
        wanted = [_keys(_whole(text, start, stop), languages[0]) for start, stop in hits]
        for original in dict.fromkeys(_parts(partner)) if wanted else ():
            keys = _keys(original, languages[1])
            same = any(not keys.same.isdisjoint(one.same) for one in wanted)
            if not same and all(keys.near.isdisjoint(one.near) for one in wanted):
                continue
            folded = _FOLDING.fold(original)
            written.setdefault(folded, Counter())[original] += 1
            places.setdefault(folded, []).append(place)
            sure |= {folded} if same else set()
    found = [
        Kept(written[folded].most_common(1)[0][0], (folded,), tuple(held))
        for folded, held in places.items()
        if 2 * len(held) >= len(pairs) and (folded in sure or len(held) > 1)
    ]
    best = sorted(found, key=lambda one: (-len(one.places), one.forms[0] not in sure, len(one.text)))
    return [
        one
        for number, one in enumerate(best)
        if not any(other.forms[0] in one.forms[0] or one.forms[0] in other.forms[0] for other in best[:number])
    ]


def _whole(text: str, start: int, stop: int) -> str:
    """The hit, out to the ends of the words that it begins and ends in."""
    for first, last in counted_words(text):
        if first < start < last:
            start = first
        if first < stop < last:
            stop = last
    return text[start:stop]


def _parts(text: str) -> Iterator[str]:
    """Stretches of up to three words with nothing but spaces between them."""
    spans = counted_words(text)
    for first, (start, end) in enumerate(spans):
        for next_start, stop in spans[first : first + _WORDS]:
            if text[end:next_start].strip():
                break
            end = stop
            yield text[start:stop]


@dataclass(frozen=True, slots=True)
class _Keys:
    """What two texts of different languages may have in common."""

    same: frozenset[str]
    near: frozenset[str]


def _keys(text: str, language: str) -> _Keys:
    normal = plain(text)
    if any(letter.isdecimal() for letter in normal):
        found = [one for one in numerals(normal, locale_words(language).scales) if one.stop - one.start == len(normal)]
        return _Keys(frozenset(f"number {value}" for one in found for value in one.values), frozenset())
    same = set[str]()
    near_by = set[str]()
    folded = _FOLDING.fold(text).strip()
    if len(folded) >= _QUOTED and not text.islower():
        same.add(f"word {folded}")
    classes = skeleton(text) if _may_be_name(text) else ""
    if classes:
        same.add(f"name {classes}")
        near_by |= {classes, *near(classes)}
    return _Keys(frozenset(same), frozenset(near_by))


def _may_be_name(text: str) -> bool:
    """Whether words may be a name: with a capital, in katakana, or in a script of sounds without capitals."""
    first = text[0]
    if first.lower() != first.upper():
        return first.isupper()
    return first.isalpha() and not _NO_NAME.match(first)
